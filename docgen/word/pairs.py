"""Whether each tag that opens something is closed by its own: told before Jinja, which names no tag for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docgen.word.tag import BLOCKS, parse_tag

_MIDDLE = {"else": ("if", "for"), "elif": ("if",)}


class Unpaired(NamedTuple):
    """The tag that is wrong and the one it does not fit, by their positions, and the message's key."""

    at: int
    partner: int
    key: str


_PLAIN = {"if", "for", "macro", "with", "set", "else", "elif", "endif", "endfor", "endmacro", "endwith", "endset", "do"}
"""Tags whose bodies come out as they stand, any number of times."""


def step(tag: str) -> int | None:
    """1 for a tag that opens a block, -1 for one that closes it, 0 for another; None where its body may change."""
    parsed = parse_tag(tag)
    if not parsed.keyword:
        return 0
    if parsed.keyword not in _PLAIN:
        return None
    return parsed.opens - parsed.closes


_CELLS = re.compile(r"<w:tc[ >]|</w:tc>|\{%.*?%\}", re.DOTALL)


def torn(text: str) -> Iterator[str]:
    """The tags in a part's paired tags that open in one cell of a table and end in another, or outside of it."""
    open_: list[tuple[str, list[int]]] = []
    cells: list[int] = []
    for match in _CELLS.finditer(text):
        token = match[0]
        if token == "</w:tc>":
            cells.pop()
        elif token.startswith("<"):
            cells.append(match.start())
        elif (tag := parse_tag(token)).opens:
            open_.append((token, cells.copy()))
        elif tag.closes and open_:
            opening, around = open_.pop()
            if around != cells:
                yield opening


def uneven(text: str, places: Sequence[int], tags: Sequence[str]) -> Unpaired | None:
    """The first of a part's paired tags that stands in other elements than the one that opens its block.

    `places` are where the `tags` begin in the part. Left out or repeated, what is between such tags is no XML: a
    loop that begins between rows and ends between paragraphs.
    """
    levels = _levels(text, places)
    open_: list[int] = []
    for index, tag in enumerate(tags):
        parsed = parse_tag(tag)
        if open_ and (parsed.keyword in _MIDDLE or parsed.closes) and levels[open_[-1]] != levels[index]:
            return Unpaired(index, open_[-1], "template.syntax/uneven")
        if parsed.opens:
            open_.append(index)
        elif parsed.closes and open_:
            open_.pop()
    return None


def _levels(text: str, places: Sequence[int]) -> list[tuple[str, ...]]:
    """The names of the elements around each place, the outermost first; in an attribute also where its tag begins."""
    found: list[tuple[str, ...]] = []
    around: list[str] = []
    waiting = iter(places)
    place = next(waiting, None)
    for match in _ELEMENT.finditer(text):
        while place is not None and place < match.end():
            inside = (f"@{match.start()}",) if place > match.start() else ()
            found.append((*around, *inside))
            place = next(waiting, None)
        if match[1]:
            around.pop()
        elif not match[3]:
            around.append(match[2])
    return found


_ELEMENT = re.compile(r"<(/?)([^\s/>!?]+)[^>]*?(/?)>")


def unpaired(tags: Sequence[str]) -> Unpaired | None:
    """The first tag without its partner, None where all are paired."""
    open_: list[tuple[str, int]] = []
    for index, tag in enumerate(tags):
        parsed = parse_tag(tag)
        name = parsed.keyword
        inside, at = open_[-1] if open_ else ("", index)
        if inside == "raw" and name != "endraw":
            continue
        if parsed.opens:
            open_.append((name, index))
        elif name in _MIDDLE:
            if inside not in _MIDDLE[name]:
                return Unpaired(index, at, "template.syntax/unopened")
        elif parsed.closes and name[3:] in BLOCKS:
            if inside != name[3:]:
                return Unpaired(index, at, f"template.syntax/{'crossed' if inside else 'unopened'}")
            open_.pop()
    return Unpaired(open_[-1][1], open_[-1][1], "template.syntax/unclosed") if open_ else None
