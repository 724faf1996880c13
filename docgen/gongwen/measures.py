"""Lengths on the page reckoned from the file: how high a line is, where a text begins and ends, what lies between.

No page is laid out. Where the answer would rest on a font's own metrics it is an estimate, or None.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from docgen.form.tree import PageSetup
from docgen.gongwen.lines import PAGE, TextLine
from docgen.gongwen.read import Reading
from docgen.gongwen.separators import Separator

MM = 72 / 25.4
"""Points to the millimetre."""

TYPE_WIDTH, TYPE_HEIGHT = 156 * MM, 225 * MM
"""The type area (GB/T 9704-2012, 5.2.1)."""

STEP = TYPE_HEIGHT / 22
"""A line of the type area (5.2.3), by which empty lines are counted."""

BASELINE = 0.8
"""Of an exact line's height lies above the baseline, whatever the font."""

ABOVE, BELOW = 0.84, 0.06
"""Of a Han character's size stand above and below the baseline, as ink."""

SINGLE = 1.3
"""Of the size is a single line of Chinese fonts, about: 1.14 to 1.45."""

_WIDE = re.compile(r"[^\x00-\u024f\u2010-\u2012]")


def mm(points: float) -> float:
    """Points as millimetres."""
    return points / MM


def type_area(setup: PageSetup) -> tuple[float, float]:
    """Width and height between a page's margins, in points."""
    width = setup.width - setup.left - setup.right - setup.gutter
    return width, setup.height - setup.top - setup.bottom


def setup_of(reading: Reading, line: TextLine) -> PageSetup:
    """The page that a line stands on."""
    return reading.form.sections[line.section].setup


def pitch(reading: Reading, line: TextLine) -> float | None:
    """Points from one printed line of a paragraph to the next; None where only its font knows."""
    style, setup = line.paragraph.style, setup_of(reading, line)
    if style.line_rule == "exact" and style.line > 0:
        return style.line
    snapped = setup.grid_pitch if style.snap_to_grid and (setup.grid_pitch or 0.0) > 0 else None
    single = line.style.size * SINGLE
    if style.line_rule == "at_least":
        if snapped:
            return max(math.ceil(single / snapped - 0.15) * snapped, style.line)
        return style.line if style.line > single * 1.1 else None
    found = math.ceil(single / snapped - 0.15) * snapped * style.line if snapped else 0.0
    return found if found > 0 else None


def pitch_or_guess(reading: Reading, line: TextLine) -> float:
    """As `pitch`, or an estimate."""
    found = pitch(reading, line)
    if found is not None:
        return found
    style = line.paragraph.style
    single = line.style.size * SINGLE
    return max(style.line, single) if style.line_rule == "at_least" else single * style.line


def characters(text: str) -> float:
    """How wide a text is, in characters: letters and figures count half."""
    shown = re.sub(r"[\s\u3000]", "", text).replace(PAGE, "1")
    return sum(1.0 if _WIDE.match(sign) else 0.5 for sign in shown)


def advance(reading: Reading, line: TextLine) -> float:
    """Points from one character of a paragraph to the next: its size, its spacing, and what a grid adds to each."""
    grids = reading.character_pitch
    grid = grids[line.section] if line.section < len(grids) else None
    added = grid - reading.default_size if grid is not None and line.paragraph.style.snap_to_grid else 0.0
    return max(line.style.size + line.style.spacing + added, 1.0)


def rows(reading: Reading, line: TextLine) -> int:
    """Printed lines that a paragraph takes, about."""
    setup = setup_of(reading, line)
    style = line.paragraph.style
    room = max(type_area(setup)[0] - style.left - style.right, line.style.size, 1.0)
    step = advance(reading, line)
    found = 0
    for piece in line.text.split("\n"):
        length = characters(piece) * step + max(style.first_line, 0.0)
        found += max(1, math.ceil(length / room - 0.02))
    return found


def height(reading: Reading, line: TextLine) -> float:
    """Points that a paragraph takes with the room before and after it, about."""
    style = line.paragraph.style
    return style.before + style.after + rows(reading, line) * pitch_or_guess(reading, line)


def between(reading: Reading, first: TextLine, second: TextLine, lines: Sequence[TextLine]) -> float | None:
    """Empty lines between two paragraphs, with the room before and after them; None where they are not one below
    the other in the text. `lines` are the body's.
    """
    if first.mark or second.mark or first.table is not second.table or first.section != second.section:
        return None
    if first not in lines or second not in lines:
        return None
    start, end = lines.index(first), lines.index(second)
    if any(item.table is not None for item in lines[start : end + 1]) or any(
        item.new_page for item in lines[start + 1 : end + 1]
    ):
        return None
    room = first.paragraph.style.after + second.paragraph.style.before
    inner = [item for item in lines[start + 1 : end] if not (item.mark and item.mark.kind in ("line", "box"))]
    found = 0.0
    for item in inner:
        own = pitch_or_guess(reading, item)
        # An empty paragraph without a fixed height counts as what it is meant to be: one line.
        found += own / STEP if pitch(reading, item) is not None else 1.0
        room += item.paragraph.style.before + item.paragraph.style.after
    return found + room / STEP


def top_of(reading: Reading, line: TextLine, lines: Sequence[TextLine]) -> float | None:
    """Points from the page's upper edge to the ink of a line on the first page; None where it cannot be reckoned."""
    setup = setup_of(reading, line)
    if line.mark is not None:
        if line.mark.offset is None or line.mark.down not in ("page", "margin"):
            return None
        start = line.mark.offset + (setup.top if line.mark.down == "margin" else 0.0)
        inset = 3.6 if line.mark.kind == "box" else 0.0
        return start + inset + line.paragraph.style.before + _ink(reading, line)
    if line.table is not None or line.section:
        return None
    if line.part == "header":
        lines = next((found for found in reading.headers[0].values() if line in found), ())
    before = lines[: lines.index(line)]
    if any(item.table is not None and not item.mark for item in before):
        return None
    above = sum(height(reading, item) for item in before if not item.mark)
    start = setup.header if line.part == "header" else setup.top
    return start + above + line.paragraph.style.before + _ink(reading, line)


def _ink(reading: Reading, line: TextLine) -> float:
    """From the top of a line to its characters' ink."""
    style = line.paragraph.style
    size = line.style.size
    found = pitch_or_guess(reading, line)
    if style.line_rule == "exact":
        return found * BASELINE - ABOVE * size - line.style.raised
    # A line higher than its font has its room above and below, half and half.
    return max(found - size, 0.0) / 2 + (0.88 - ABOVE) * size


def edges(reading: Reading, line: TextLine) -> tuple[float, float] | None:
    """Where the text of a paragraph of one line begins and ends, in points from the type area's left edge and from its
    right edge; None for text that its tabs, its cell or its length place.
    """
    if line.table is not None or line.mark is not None or "\t" in line.text or "\n" in line.text:
        return None
    width, _ = type_area(setup_of(reading, line))
    style = line.paragraph.style
    size = advance(reading, line)
    leading = _spaces(line.text[: len(line.text) - len(line.text.lstrip("\u3000 \xa0"))]) * size
    trailing = _spaces(line.text[len(line.text.rstrip("\u3000 \xa0")) :]) * size
    inner = _spaces(line.text.strip("\u3000 \xa0")) * size
    length = characters(line.text) * size + inner
    room = width - style.left - style.right - style.first_line
    if length > room + 1:
        return None
    start = style.left + style.first_line + leading
    if style.align == "right":
        right = style.right + trailing
        return width - right - length, right
    if style.align == "center":
        free = (room - length - leading - trailing) / 2
        return start + free, width - start - free - length
    return start, width - start - length


def _spaces(text: str) -> float:
    return sum(1.0 if sign == "\u3000" else 0.5 for sign in text if sign.isspace())


def indent(line: TextLine) -> float:
    """Characters by which a paragraph's first line is indented, spaces typed before it among them."""
    style = line.paragraph.style
    size = line.style.size or 1.0
    typed = line.text[: len(line.text) - len(line.text.lstrip("\u3000 \xa0"))]
    return (style.left + style.first_line) / size + _spaces(typed)


def length(reading: Reading, separator: Separator) -> float | None:
    """Millimetres that a line across the page is long; None for a drawn one that does not say so."""
    line = separator.line
    if separator.side == "drawn":
        return mm(line.mark.width) if line.mark and line.mark.width else None
    if line.table is not None:
        return mm(sum(line.table.columns))
    style = line.paragraph.style
    return mm(type_area(setup_of(reading, line))[0] - style.left - style.right)


def is_centred(line: TextLine) -> bool:
    """Whether a paragraph stands in the middle of its lines."""
    return line.paragraph.style.align in ("center", "distribute")
