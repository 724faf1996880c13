"""All text shown to users, in one place: `zh/*.toml`, one file a group.

A message is a table `["group.name"]` with `message` and, where there is something to do, `hint`;
`{name}` in them is replaced. A finding's variant is written `group.name/variant`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import NamedTuple


class Words(NamedTuple):
    """A message and what to do about it ("" where nothing is to be done)."""

    message: str
    hint: str


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """All messages of the user's language by key."""
    entries: dict[str, dict[str, str]] = {}
    for file in sorted(files(__name__).joinpath("zh").iterdir(), key=lambda item: item.name):
        if file.name.endswith(".toml"):
            for key, entry in tomllib.loads(file.read_text("utf-8")).items():
                if key in entries:
                    raise ValueError(f"message {key} stands twice, again in {file.name}")
                entries[key] = entry
    return entries


def words(key: str, /, **values: object) -> Words:
    """The message and hint under `key` with its placeholders filled; KeyError when there is none."""
    entry = catalogue()[key]
    return Words(_fill(entry["message"], values), _fill(entry.get("hint", ""), values))


def say(key: str, /, **values: object) -> str:
    """The message under `key` alone, for progress lines and headings."""
    return words(key, **values).message


def _fill(text: str, values: dict[str, object]) -> str:
    return Formatter().vformat(text, (), values)
