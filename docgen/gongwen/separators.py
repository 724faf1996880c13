"""The lines across a page (分隔线): borders of paragraphs and cells, drawn shapes, rows of dashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from docgen.form.tree import Border, TableRow
from docgen.gongwen.lines import TextLine

DOUBLE = ("double", "thinThick", "thickThin", "triple", "wave")
"""How the names of Word's double lines begin."""


@dataclass(frozen=True, slots=True)
class Separator:
    """A line across the page near the masthead or at the foot of the page."""

    line: TextLine
    """The paragraph that it belongs to."""
    side: Literal["top", "bottom", "drawn"]
    color: str
    weight: float | None
    double: bool
    space: float = 0.0
    """Points between the text and the line."""


TYPED = re.compile("[━─—_－★☆]{6,}")
"""A line put together from dashes, as party bodies draw theirs with a star in the middle."""

NARROW = 5.0
"""Points up to which a row's height only parts two lines."""


def separators_of(line: TextLine) -> list[Separator]:
    """The lines above and below a paragraph, those of its cell among them, and a drawn one."""
    if line.mark and line.mark.kind == "line":
        mark = line.mark
        return [Separator(line, "drawn", mark.color, mark.weight, mark.double)]
    if TYPED.fullmatch(line.plain):
        return [Separator(line, "drawn", line.style.color or "000000", None, double=False)]
    found = []
    borders = line.paragraph.style.borders
    sides: list[tuple[Literal["top", "bottom"], Border | None]] = [("top", borders.top), ("bottom", borders.bottom)]
    if line.cell is not None:
        cell = line.cell.style.borders
        if cell.top and cell.bottom and _is_gap(line):
            # Two lines with a hair's breadth between them, drawn as a row without content.
            return [Separator(line, "top", cell.top.color, cell.top.width, double=True)]
        sides += [("top", cell.top), ("bottom", cell.bottom)]
    for side, border in sides:
        if border is not None:
            double = border.style.startswith(DOUBLE)
            found.append(Separator(line, side, border.color, border.width, double, border.space))
    return found


def _is_gap(line: TextLine) -> bool:
    rows = [row for row in line.table.rows if isinstance(row, TableRow)] if line.table is not None else []
    style = rows[line.row].style if line.row < len(rows) else None
    return style is not None and style.height_rule == "exact" and style.height is not None and style.height <= NARROW
