"""Points of the special formats: letters (GB/T 9704-2012, 10.1), where the other points do not hold."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.gongwen.elements import Elements
from docgen.gongwen.fonts import is_red
from docgen.gongwen.lines import PAGE
from docgen.gongwen.measures import edges, length, mm, top_of
from docgen.gongwen.point import Observation, Point, long_as, measured, observed
from docgen.gongwen.separators import separators_of

FROM_EDGE = 30.0
"""Millimetres from the paper's upper edge to a letter's masthead."""

LINE = 170.0
"""Millimetres that a letter's double lines are long."""

RECKONED = 3.0


def letter_masthead(found: Elements) -> Iterator[Observation]:
    """The body's own name without 文件, 30 mm below the paper's edge."""
    if found.format != "letter":
        return
    line = found.masthead[0]
    if found.masthead[-1].plain.endswith("文件"):
        yield observed(False, "letter-file", line)
    top = top_of(found.reading, line, found.lines)
    yield measured(None if top is None else mm(top), FROM_EDGE, RECKONED, "below-edge", line, value=".0f")


def letter_lines(found: Elements) -> Iterator[Observation]:
    """Two red double lines of 170 mm: under the masthead and at the foot of the first page."""
    if found.format != "letter":
        return
    upper = [item for item in found.separators if is_red(item.color) and item.double]
    if not upper:
        yield observed(False, "letter-no-line", found.masthead[0])
    for separator in upper[:1]:
        yield long_as(length(found.reading, separator), LINE, 2, separator.line)
    feet = [line for running in found.reading.footers for lines in running.values() for line in lines]
    drawn = [item for line in (*feet, *found.lines) for item in separators_of(line) if item.double]
    lower = [item.line for item in drawn if is_red(item.color) and (not upper or item.line is not upper[0].line)]
    yield observed(bool(lower), "letter-foot" if lower else "letter-no-foot", lower[0] if lower else None)


def letter_number(found: Elements) -> Iterator[Observation]:
    """Flush right under the first line."""
    if found.format != "letter" or found.number is None:
        return
    line = found.number
    ends = edges(found.reading, line)
    if line.paragraph.style.align == "right" and line.table is None:
        kept = line.paragraph.style.right < 1 and line.text == line.text.rstrip("\u3000 ")
        yield observed(kept, "flush-right" if kept else "not-flush-right", line)
    elif ends is None:
        yield observed(None, "place-unknown", line)
    else:
        yield observed(ends[1] < line.style.size / 2, "not-flush-right" if ends[1] > 8 else "flush-right", line)


def letter_first_page(found: Elements) -> Iterator[Observation]:
    """No number on the first page."""
    if found.format != "letter":
        return
    section = found.reading.form.sections[0]
    kinds = ("first",) if section.title_page else ("default",)
    own = found.reading.footers[0]
    numbered = [line for kind in kinds for line in own.get(kind, ()) if PAGE in line.text]
    yield observed(
        not numbered, "first-numbered" if numbered else "first-unnumbered", numbered[0] if numbered else None
    )


def letter_imprint(found: Elements) -> Iterator[Observation]:
    """No lines, no 印发机关 and no 印发日期."""
    if found.format != "letter" or found.imprint is None:
        return
    if found.imprint.printed is not None:
        yield observed(False, "letter-printed", found.imprint.printed)
    lined = [line for line in found.imprint.lines if any(not is_red(item.color) for item in separators_of(line))]
    if lined:
        yield observed(False, "letter-lined", lined[0])
    yield observed(True, "kept", found.imprint.lines[0])


POINTS = (
    Point("letter.masthead", "10.1", letter_masthead),
    Point("letter.lines", "10.1", letter_lines),
    Point("letter.number", "10.1", letter_number),
    Point("letter.first-page", "10.1", letter_first_page),
    Point("letter.imprint", "10.1", letter_imprint),
)
