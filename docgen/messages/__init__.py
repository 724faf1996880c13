"""All text shown to users, in one place: `zh/*.toml`, one file a group; a second language is a second folder.

A message is a table `["group.name"]` with `message` and, where there is something to do, `hint`;
`{name}` in them is replaced. A finding's variant is written `group.name/variant`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from string import Formatter
from typing import NamedTuple

LANGUAGE = "zh"
"""The users' language where nothing else is asked for: the folder that its catalogue stands in."""


class Words(NamedTuple):
    """A message and what to do about it ("" where nothing is to be done)."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said, by its key in the catalogue and its values; worded only where it is shown.

    A value may be a message itself. A plain value that goes to workers and back.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    more: Message | None = None
    """What is said behind the hint."""

    def __str__(self) -> str:
        return self.words().message

    def words(self, language: str = LANGUAGE) -> Words:
        """The message in words. Raises KeyError for a key or placeholder that is not there."""
        said = _words(language, self.key, self.values)
        return said._replace(hint=said.hint + self.more.words(language).message) if self.more else said


def message(key: str, /, **values: object) -> Message:
    """The message under `key`; what is no plain value (a path, an exception) goes in as its text."""
    return Message(key, {name: value if isinstance(value, _PLAIN) else str(value) for name, value in values.items()})


_PLAIN = (str, int, float, date, list, dict, Message, type(None))


@lru_cache(maxsize=4)  # the package's own texts: they do not change while it runs
def catalogue(language: str = LANGUAGE) -> dict[str, dict[str, str]]:
    """All messages of a language by key."""
    entries: dict[str, dict[str, str]] = {}
    for file in sorted(files(__name__).joinpath(language).iterdir(), key=lambda item: item.name):
        if file.name.endswith(".toml"):
            for key, entry in tomllib.loads(file.read_text("utf-8")).items():
                if key in entries:
                    raise ValueError(f"message {key} stands twice, again in {file.name}")
                entries[key] = entry
    return entries


def words(key: str, /, **values: object) -> Words:
    """The message and hint under `key` with its placeholders filled; KeyError when there is none."""
    return _words(LANGUAGE, key, values)


def say(key: str, /, **values: object) -> str:
    """The message under `key` alone, for progress lines and headings."""
    return words(key, **values).message


def _words(language: str, key: str, values: Mapping[str, object]) -> Words:
    entry = catalogue(language)[key]
    filled = {
        name: value.words(language).message if isinstance(value, Message) else value for name, value in values.items()
    }
    return Words(_fill(entry["message"], filled), _fill(entry.get("hint", ""), filled))


def _fill(text: str, values: Mapping[str, object]) -> str:
    return Formatter().vformat(text, (), values)
