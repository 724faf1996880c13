"""What a document is made from, part by part in a few letters each: a later run says by it what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docgen.documents.fingerprint import Maker, canonical, short
from docgen.documents.render import Content
from docgen.kinds.views import View
from docgen.messages import catalogue, say

PartDigests = Mapping[str, str]
"""Part → a short digest. Parts are named as templates name them, or as the workbook's headings; those with a dot in
front are of the maker."""

ROW = "event"
"""The record whose cells are parts by themselves: what its document is about is one row."""

ADDED, GONE, BY_HAND = WITHOUT_CHANGE = ".added", ".gone", ".by-hand"
"""Why files are made although nothing that it is made from has changed: in that format there was none, it is not there
any more, or somebody has changed it."""


def parts_of(content: Content, maker: Maker) -> dict[str, str]:
    """The parts of a document that are not empty; a record's lists are parts by themselves."""
    found: dict[str, list[object]] = {}
    for name, value in content.values.items():
        for part, inner in _apart(name, value):
            if inner:
                found.setdefault(part, []).append(inner)
    return {name: short(canonical(values)) for name, values in sorted(found.items())} | dict(maker.parts)


def as_text(parts: PartDigests) -> str:
    """The digests as the record keeps them: there may be fifty thousand documents' of them in memory."""
    return ",".join(f"{name}={digest}" for name, digest in parts.items())


def from_text(text: str) -> PartDigests:
    """What `as_text` was given."""
    return dict(part.split("=") for part in text.split(",") if part)


def changed(before: PartDigests, now: PartDigests) -> tuple[str, ...]:
    """The parts that are not as they were; of the maker's, those that both know."""
    names = [
        name
        for name in dict.fromkeys((*now, *before))
        if before.get(name) != now.get(name) and (not name.startswith(".") or (name in before and name in now))
    ]
    return tuple(names)


def said(parts: Sequence[str]) -> str:
    """What has changed, as the clerk calls it: by the workbook's headings, or in the catalogue's words."""
    if not set(parts).isdisjoint(WITHOUT_CHANGE):
        return say(f"changed.maker{parts[0]}")
    return say("changed.parts", parts="、".join(dict.fromkeys(map(_word, parts))) or say("changed.unknown"))


def _word(part: str) -> str:
    if part.startswith("."):
        return say(f"changed.maker{part.partition(' ')[0]}")
    if not part.isascii():
        return part
    key = f"changed.{part}"
    return say(key if key in catalogue() else "changed.other")


def _apart(name: str, value: Any) -> Iterator[tuple[str, object]]:
    if not isinstance(value, View):
        yield name, value
        return
    if value == value._empty:
        return
    cells = []
    for place, cell in enumerate(value[:-1]):
        heading, *_, alias = (value._aliases[place][0], *value._aliases[place])
        if type(cell) is tuple or name == ROW:
            yield alias if type(cell) is tuple else heading, cell
        elif cell:
            cells.append((place, cell))
    yield name, (*cells, *value[-1])
