"""Points about paper, type area, lines and colour (GB/T 9704-2012, 5)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from docgen.form.tree import PageSetup
from docgen.gongwen.elements import TAG, Elements
from docgen.gongwen.fonts import BODY, is_dark
from docgen.gongwen.lines import PAGE, TextLine
from docgen.gongwen.measures import SINGLE, TYPE_HEIGHT, TYPE_WIDTH, advance, mm, pitch, type_area
from docgen.gongwen.point import Observation, Point, near, observed
from docgen.gongwen.read import shown

PAPER = (210.0, 297.0)
"""Millimetres of A4."""

TOP, LEFT = 37.0, 28.0
"""Millimetres of the upper and the inner margin, each ± 1."""

LINES, CHARACTERS = 22, 28


def paper(found: Elements) -> Iterator[Observation]:
    """Every section's paper is A4."""
    for section in found.reading.form.sections:
        sides = sorted((mm(section.setup.width), mm(section.setup.height)))
        kept = all(near(got, wanted, 1) for got, wanted in zip(sides, PAPER, strict=True))
        yield observed(kept, "paper", _first(found, section), size="×".join(f"{side:.0f}" for side in sides))


def margins(found: Elements) -> Iterator[Observation]:
    """The type area of every upright page; a page on its side keeps it turned (clause 8)."""
    for section in found.reading.form.sections:
        setup = section.setup
        width, height = type_area(setup)
        top, left = setup.top, setup.left + setup.gutter
        if setup.width > setup.height:
            # Turned by a quarter: what is the head on an upright page lies at the right or the left hand.
            width, height = height, width
            kept = near(mm(width), mm(TYPE_WIDTH), 1) and near(mm(height), mm(TYPE_HEIGHT), 1)
        else:
            kept = near(mm(top), TOP, 1) and near(mm(left), LEFT, 1)
            kept = kept and near(mm(width), mm(TYPE_WIDTH), 1) and near(mm(height), mm(TYPE_HEIGHT), 1)
        yield observed(
            kept,
            "margins",
            _first(found, section),
            top=f"{mm(top):.1f}",
            left=f"{mm(left):.1f}",
            width=f"{mm(width):.1f}",
            height=f"{mm(height):.1f}",
        )


def _first(found: Elements, section: object) -> TextLine | None:
    sections = list(found.reading.form.sections)
    at = sections.index(section)  # type: ignore[arg-type]
    return next((line for line in found.lines if line.section == at and line.printed), None) if at else None


def lines(found: Elements) -> Iterator[Observation]:
    """22 lines on a page: by the running text's line pitch."""
    for line in found.text:
        if line.table is not None or line.mark or not near(line.style.size, BODY, 1):
            continue
        if line.paragraph.style.line_rule != "exact" and re.fullmatch(TAG, line.plain):
            # What a tag alone prints on a line as high as it needs is a picture.
            continue
        _, height = type_area(found.reading.form.sections[line.section].setup)
        step = pitch(found.reading, line)
        if step is not None:
            count = int((height + 1) / step)
            yield observed(count == LINES, "lines", line, count=count, pitch=f"{step:g}")
            continue
        style = line.paragraph.style
        size = line.style.size * (max(style.line, 1.0) if style.line_rule == "multiple" else 1.0)
        least, most = int(height / (size * 1.45)), math.ceil(height / size)
        yield observed(
            None if least <= LINES <= most else False, "lines-loose", line, about=round(height / (size * SINGLE))
        )


def characters(found: Elements) -> Iterator[Observation]:
    """28 characters to the line: by the grid, or by size and spacing."""
    for line in found.body:
        style = line.style
        if line.table is not None or line.mark or not near(style.size, BODY, 0.26):
            continue
        width, _ = type_area(found.reading.form.sections[line.section].setup)
        step = advance(found.reading, line)
        count = int((width + 1) / step)
        yield observed(count == CHARACTERS, "characters", line, count=count)


def color(found: Elements) -> Iterator[Observation]:
    """All text but the masthead is black."""
    for line in (*found.title, *filter(None, (found.number, found.addressee)), *found.text, *found.signature):
        coloured = [style for style, _ in line.parts if not is_dark(style.color)]
        if coloured:
            yield observed(False, "color", line, color=f"#{coloured[0].color}")
    if found.title or found.text:
        yield observed(True, "black")


def landscape(found: Elements) -> Iterator[Observation]:
    """A page on its side has its number where the others have it, not below the turned table."""
    for at, section in enumerate(found.reading.form.sections):
        if section.setup.width <= section.setup.height:
            continue
        first = next((line for line in found.lines if line.section == at), None)
        numbers = [line for _, line in shown(found.reading, at) if PAGE in line.text]
        if not numbers:
            yield observed(None, "landscape-none", first)
        elif any(line.mark is None for line in numbers):
            yield observed(False, "landscape-below", first)
        elif all(_beside(line, section.setup) for line in numbers):
            yield observed(True, "landscape-beside", first)
        else:
            yield observed(None, "landscape-box", first)


def _beside(line: TextLine, setup: PageSetup) -> bool:
    """A number that is turned with the page and stands outside the type area at its left or right hand."""
    mark = line.mark
    if mark is None or mark.across != "page" or line.cell is None or line.cell.style.direction != "vertical":
        return False
    place = mark.left
    return place is not None and (place < setup.left or place > setup.width - setup.right)


POINTS = (
    Point("page.paper", "5.1", paper),
    Point("page.margins", "5.2.1", margins),
    Point("page.lines", "5.2.3", lines),
    Point("page.characters", "5.2.3", characters),
    Point("page.color", "5.2.4", color),
)
TURNED = (Point("page.landscape", "8", landscape),)
