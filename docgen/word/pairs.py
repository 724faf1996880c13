"""Whether each tag that opens something is closed by its own: told before Jinja, which names no tag for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_WORD = re.compile(r"^\{%[-+]?\s*(\w+)\s*(.*?)\s*[-+]?%\}$", re.DOTALL)
_BLOCKS = {"for", "if", "macro", "call", "filter", "block", "with", "autoescape", "raw", "set"}
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
    match = _WORD.match(tag)
    if not match:
        return 0
    name, rest = match.groups()
    if name not in _PLAIN:
        return None
    if name in _BLOCKS:
        return int(name != "set" or "=" not in rest)
    return -1 if name.startswith("end") else 0


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
        elif tag := _WORD.match(token):
            name, rest = tag.groups()
            if name in _BLOCKS and (name != "set" or "=" not in rest):
                open_.append((token, cells.copy()))
            elif name.startswith("end") and open_:
                opening, around = open_.pop()
                if around != cells:
                    yield opening


def unpaired(tags: Sequence[str]) -> Unpaired | None:
    """The first tag without its partner, None where all are paired."""
    open_: list[tuple[str, int]] = []
    for index, tag in enumerate(tags):
        match = _WORD.match(tag)
        if not match:
            continue
        name, rest = match.groups()
        inside, at = open_[-1] if open_ else ("", index)
        if inside == "raw" and name != "endraw":
            continue
        if name in _BLOCKS:
            if name != "set" or "=" not in rest:
                open_.append((name, index))
        elif name in _MIDDLE:
            if inside not in _MIDDLE[name]:
                return Unpaired(index, at, "template.syntax/unopened")
        elif name.startswith("end") and name[3:] in _BLOCKS:
            if inside != name[3:]:
                return Unpaired(index, at, f"template.syntax/{'crossed' if inside else 'unopened'}")
            open_.pop()
    return Unpaired(open_[-1][1], open_[-1][1], "template.syntax/unclosed") if open_ else None
