"""Which names a template asks for: lists of a whole bureau are made for those templates only that print them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import chain, pairwise

from docgen.word.package import read_package

TOP_LEVEL = frozenset(
    (
        *("bureau", "charts", "counts", "deadlines", "department", "document", "evaluation", "event"),
        *("figures", "group", "matter", "office"),
        *("opinion", "period", "person", "register", "risk", "tally", "year"),
    )
)
"""Names that stand for one kind of object only; any other one may stand for any object."""

PICTURE = "picture"
"""The filter that prints the picture whose file a cell names."""

_TAG = re.compile(r"\{#.*?#\}|(\{[{%].*?[}%]\})", re.DOTALL)
_XML = re.compile(r"<[^>]*>")
_DELETED = re.compile(r"<((?:\w+:)?(?:del|moveFrom))(?:\s[^>]*)?(?<!/)>.*?</\1>", re.DOTALL)
"""Text deleted while changes were tracked: what stands in it is no tag."""
_TOKEN = re.compile(r"\w+|\S")


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a template's tags hold: names, and fields with the names that they are asked of."""

    names: frozenset[str] = frozenset()
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Field → what stands before its point, "" where that is no name."""
    pictures: frozenset[str] = frozenset()
    """The fields in tags that have the filter `picture`: cells that name a picture's file."""
    walked: frozenset[str] = frozenset()
    """What loops may walk through: names, and fields with a point before them."""

    def ask(self, owner: str, name: str) -> bool:
        """Whether the template may ask an object called `owner` for that field: it does, or asks an unknown object."""
        return any(asked == owner or asked not in TOP_LEVEL for asked in self.fields.get(name, ()))


def tags(template: bytes, name: str) -> Iterator[list[str]]:
    """The tags of a Word template that are neither comments nor deleted, part by part.

    Word may have cut a tag into pieces: the text is looked at without its markup. Raises TemplateProblem for a file
    that is no Word document; `name` is how messages call it.
    """
    for part, data in read_package(template, name).items():
        if part.endswith(".xml") and b"{" in data:
            text = _XML.sub("", _DELETED.sub("", data.decode("utf-8", "replace")))
            yield [tag for tag in _TAG.findall(unescape(text)) if tag]


def mentions(template: bytes, name: str) -> Mentions:
    """What the tags of a Word template mention; more than they print, never less. Raises TemplateProblem as `tags`."""
    names: set[str] = set()
    fields: dict[str, set[str]] = {}
    pictures: set[str] = set()
    walked: set[str] = set()
    for tag in chain.from_iterable(tags(template, name)):
        tokens = _TOKEN.findall(tag)
        own: dict[str, set[str]] = {}
        _read(tokens, names, own)
        if "for" in tokens and "in" in tokens:
            walked.update(_walked(tokens[tokens.index("in") + 1 :]))
        for key, owners in own.items():
            fields.setdefault(key, set()).update(owners)
        if ("|", PICTURE) in pairwise(tokens):
            pictures.update(own)
    asked = {key: frozenset(owners) for key, owners in fields.items()}
    return Mentions(frozenset(names), asked, frozenset(pictures), frozenset(walked))


def _walked(tokens: list[str]) -> Iterator[str]:
    for before, token in pairwise(["", *tokens]):
        if re.match(r"\w", token):
            yield f".{token}" if before == "." else token


def _read(tokens: list[str], names: set[str], fields: dict[str, set[str]]) -> None:
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else ""
        if not re.match(r"\w", token):
            continue
        if before == ".":
            owner = tokens[place - 2] if place > 1 else ""
            fields.setdefault(token, set()).add(owner if re.match(r"\w", owner) else "")
        elif before in ("'", '"'):
            fields.setdefault(token, set()).add("")
        else:
            names.add(token)
