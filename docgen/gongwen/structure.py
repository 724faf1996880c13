"""Headings of running text by their numbers: 一、（一）1.（1） (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docgen.form.numerals import chinese
from docgen.form.tree import RunStyle
from docgen.gongwen.lines import TextLine

FAMILIES = {1: "黑体", 2: "楷体", 3: "仿宋", 4: "仿宋"}
"""Level → the family that its heading is set in."""

_COUNT = "一二三四五六七八九十百零〇"
_LEVELS = (
    (1, re.compile(rf"([{_COUNT}]+)[、，.．]")),
    (2, re.compile(rf"[（(]([{_COUNT}]+)[）)]、?")),
    (3, re.compile(r"(\d+)[.．、](?!\d)")),
    (4, re.compile(r"[（(](\d+)[）)][.．、]?")),
)
_MARKS = ("{}、", "（{}）", "{}.", "（{}）")
_WRONG = re.compile(rf"[{_COUNT}]+[，.．]|[（(](?:[{_COUNT}]+|\d+)[）)][、.．]|\d+、")
_VALUES = {chinese(value): value for value in range(1, 200)}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph that begins with a number of its level."""

    line: TextLine
    level: int
    value: int
    mark: str
    """Its number as it stands."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A heading whose number does not follow."""

    line: TextLine
    mark: str
    wanted: str


def heading_of(line: TextLine) -> Numbered | None:
    """The heading that a paragraph is or begins with."""
    text = line.plain
    for level, pattern in _LEVELS:
        found = pattern.match(text)
        if found:
            value = int(found[1]) if found[1].isdigit() else _VALUES.get(found[1])
            return Numbered(line, level, value, found[0]) if value is not None and value < 1000 else None
    return None


def heading_parts(line: TextLine) -> list[tuple[RunStyle, str]]:
    """The words of a heading by look: those of the whole paragraph, or of its first sentence where more follows."""
    return _split(line)[0]


def behind_heading(line: TextLine) -> list[tuple[RunStyle, str]]:
    """The words of running text: all of a paragraph that is no heading, of one that begins with one what follows it."""
    heading = heading_of(line)
    if heading is None or FAMILIES[heading.level] == "仿宋":
        return line.parts
    return _split(line)[1]


def _split(line: TextLine) -> tuple[list[tuple[RunStyle, str]], list[tuple[RunStyle, str]]]:
    text = "".join(part for _, part in line.parts)
    end = next((at + 1 for at, sign in enumerate(text) if sign in "。：；" and at < len(text) - 1), len(text))
    heading: list[tuple[RunStyle, str]] = []
    rest: list[tuple[RunStyle, str]] = []
    at = 0
    for style, part in line.parts:
        cut = max(0, min(len(part), end - at))
        if part[:cut]:
            heading.append((style, part[:cut]))
        # The stop itself may belong to either.
        if part[cut:]:
            rest.append((style, part[cut:]))
        at += len(part)
    if not rest and heading and len(text) > LONG:
        # A whole paragraph that only begins with a number is text: its number is all there is of a heading.
        return [], heading
    return heading, rest


LONG = 60
"""Characters beyond which a paragraph without a stop is no heading."""


def out_of_order(headings: Sequence[Numbered]) -> list[Broken]:
    """The headings whose number is not the next one of its level; a level begins anew under each heading above it."""
    counts: dict[int, int] = {}
    broken = []
    for item in headings:
        wanted = counts.get(item.level, 0) + 1
        # A list of figures under a text may begin anew; so may a level that stands below none.
        if item.value not in (wanted, 1 if item.level > 2 else wanted):
            number = chinese(wanted) if item.level < 3 else str(wanted)
            broken.append(Broken(item.line, item.mark, _MARKS[item.level - 1].format(number)))
        counts[item.level] = item.value
        for below in [level for level in counts if level > item.level]:
            del counts[below]
    return broken


def wrong_mark(line: TextLine) -> str:
    """A heading's number with a mark that is not its own: （一）、 or 1、; "" where it has its own or there is none."""
    found = _WRONG.match(line.plain)
    return found[0] if found and heading_of(line) else ""
