"""Points about the 版记 and page numbers (GB/T 9704-2012, 7.4 and 7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.form.tree import Border, Cell, PageSetup, Table, TableRow
from docgen.gongwen.elements import Elements
from docgen.gongwen.fonts import SMALL, family, size_name
from docgen.gongwen.lines import PAGE, TextLine
from docgen.gongwen.measures import BASELINE, MM, edges, indent, length, mm, pitch_or_guess, type_area
from docgen.gongwen.point import Observation, Point, long_as, near, observed, set_in
from docgen.gongwen.read import shown
from docgen.gongwen.separators import separators_of

THICK, THIN = 0.35, 0.25
"""Millimetres of the first and last line of the 版记, and of those between; recommended, so a little is allowed."""

WEIGHT = 0.06
"""Millimetres that Word's eighths of a point may be off."""

BELOW_TYPE_AREA = 7.0
"""Millimetres from the type area to the dashes beside a page's number."""


def lines(found: Elements) -> Iterator[Observation]:
    """As wide as the type area; the first and the last thick, those between thin."""
    imprint = found.imprint
    if imprint is None or found.format == "letter":
        return
    weights, width = _drawn(found)
    first = imprint.lines[0]
    if not weights:
        yield observed(False, "no-imprint-lines", first)
        return
    wanted = mm(type_area(found.reading.form.sections[first.section].setup)[0])
    if width is not None:
        yield long_as(width, wanted, 1.5, first)
    said = "、".join(f"{weight:.2f}" for weight in weights)
    ends = [weights[0], weights[-1]] if len(weights) > 1 else weights
    kept = len(weights) > 1 and all(near(weight, THICK, WEIGHT) for weight in ends)
    kept = kept and all(near(weight, THIN, WEIGHT) for weight in weights[1:-1])
    yield observed(kept, "imprint-lines", first, weights=said)


def _drawn(found: Elements) -> tuple[list[float], float | None]:
    """Weights of the horizontal lines from top to bottom and their width, both in millimetres."""
    imprint = found.imprint
    assert imprint is not None
    first = imprint.lines[0]
    if first.table is not None:
        return _in_table(first.table), mm(sum(first.table.columns))
    lines = list(found.lines)
    start, end = lines.index(first), lines.index(imprint.lines[-1])
    # The paragraph before may have the first line below it, and the one behind the last above it.
    near_by = [item for line in lines[max(start - 1, 0) : end + 2] for item in separators_of(line)]
    own = [item for item in near_by if item.weight and (item.side != "top" or lines.index(item.line) >= start)]
    return [mm(item.weight or 0.0) for item in own], length(found.reading, own[-1]) if own else None


def _in_table(table: Table) -> list[float]:
    """Weights of a table's horizontal lines: the lower one of a row, or the upper one of the next."""
    borders: list[Border | None] = [None]
    for row in table.rows:
        inside = [cell for cell in row.cells if isinstance(cell, Cell)] if isinstance(row, TableRow) else []
        if inside:
            above = [cell.style.borders.top for cell in inside if cell.style.borders.top]
            below = [cell.style.borders.bottom for cell in inside if cell.style.borders.bottom]
            borders[-1] = borders[-1] or (above[0] if above else None)
            borders.append(below[0] if below else None)
    return [mm(item.width) for item in borders if item]


def copies(found: Elements) -> Iterator[Observation]:
    """抄送: 仿宋 四号, full-width colon, ends with 。, one character in."""
    if found.imprint is None or found.imprint.copies is None:
        return
    line = found.imprint.copies
    yield set_in(line, "仿宋", SMALL)
    if not re.match(r"..：", line.plain):
        yield observed(False, "half-colon", line)
    if not line.plain.endswith("。"):
        yield observed(None if line.plain.endswith("}}") else False, "no-stop", line)
    yield from _in_from_left(line)


def _in_from_left(line: TextLine) -> Iterator[Observation]:
    margin = line.cell.style.margins[3] if line.cell is not None else 0.0
    style = line.paragraph.style
    # Further lines may hang behind the colon: what counts is where the first begins.
    got = indent(line) + margin / (line.style.size or SMALL)
    if style.align in ("left", "justify"):
        yield observed(near(got, 1, 0.4), "indent", line, count=f"{got:.1f}")


def printed(found: Elements) -> Iterator[Observation]:
    """印发机关 and 印发日期: 仿宋 四号, one character in from either side, no leading zeros, 印发."""
    if found.imprint is None or found.format == "letter":
        return
    line = found.imprint.printed
    if line is None:
        yield observed(False, "no-printed", found.imprint.lines[-1])
        return
    yield set_in(line, "仿宋", SMALL)
    if re.search(r"年0|月0", line.plain):
        yield observed(False, "date-zero", line, text=line.plain[-14:])
    if re.search("[〇一二三四五六七八九]{4}年", line.plain):
        yield observed(False, "date-han", line, text=line.plain[-14:])
    printer = found.imprint.printer
    if printer is None:
        yield observed(False, "no-printer", line)
    else:
        yield from _in_from_left(printer)
    if line.paragraph.style.align == "right":
        margin = line.cell.style.margins[1] if line.cell is not None else 0.0
        got = (line.paragraph.style.right + margin) / (line.style.size or SMALL)
        got += sum(1.0 if sign == "\u3000" else 0.5 for sign in line.text[len(line.text.rstrip("\u3000 ")) :])
        yield observed(near(got, 1, 0.4), "right-indent", line, count=f"{got:.1f}")
    elif "\t" in line.text:
        stops = [stop.position for stop in line.paragraph.style.tabs if stop.align == "right"]
        room, _ = type_area(found.reading.form.sections[line.section].setup)
        if line.cell is not None and line.table is not None:
            room = sum(line.table.columns) - line.cell.style.margins[3]
        if stops:
            got = (room - stops[-1]) / (line.style.size or SMALL)
            yield observed(near(got, 1, 0.4), "right-indent", line, count=f"{got:.1f}")
    elif ends := edges(found.reading, line):
        # Spaces between them push the date to its place.
        got = ends[1] / (line.style.size or SMALL)
        yield observed(near(got, 1, 0.6), "right-indent", line, count=f"{got:.1f}")
    yield observed(True, "kept", line)


def place(found: Elements) -> Iterator[Observation]:
    """At the foot of the last page, which is an even one."""
    if found.imprint is None:
        if found.has_masthead and found.format == "document":
            yield observed(False, "no-imprint")
        return
    first = found.imprint.lines[0]
    last = found.imprint.lines[-1]
    behind = [line for line in found.lines[found.lines.index(last) + 1 :] if line.printed]
    if behind:
        yield observed(False, "imprint-not-last", behind[0])
    mark = first.mark
    foot = mark is not None and mark.kind in ("table", "frame") and mark.down == "margin" and mark.y == "bottom"
    yield observed(None, "imprint-at-foot" if foot else "imprint-flows", first)


# ---------------------------------------------------------------- page numbers

_SHAPE = re.compile(rf"—[ \u2002\xa0]?{PAGE}[ \u2002\xa0]?—")


def _numbers(found: Elements) -> list[tuple[str, TextLine]]:
    """The lines that print an upright page's number, with the kind of page that they stand on; each look once."""
    looks: dict[tuple[str, object], TextLine] = {}
    for at, section in enumerate(found.reading.form.sections):
        for kind, line in shown(found.reading, at) if section.setup.width <= section.setup.height else ():
            if PAGE in line.text:
                looks.setdefault((kind, line.paragraph), line)
    return [(kind, line) for (kind, _), line in looks.items()]


def number_form(found: Elements) -> Iterator[Observation]:
    """— 1 —, 宋体 四号."""
    numbers = _numbers(found)
    if not numbers:
        yield observed(False if found.format != "plain" else None, "no-page-numbers")
    for _, line in numbers:
        text = line.text.strip()
        if not _SHAPE.fullmatch(text):
            yield observed(False, "page-number", line, text=text.replace(PAGE, "1"))
        style = line.style
        if family(style.latin) != "宋体" or not near(style.size, SMALL, 0.26):
            latin = f"{style.latin} {size_name(style.size)}"
            yield observed(False, "look", line, look=latin, text=text.replace(PAGE, "1"))
        yield observed(True, "page-number", line, text=text.replace(PAGE, "1"))


def number_sides(found: Elements) -> Iterator[Observation]:
    """Odd pages at the right, even ones at the left, one character in."""
    numbers = _numbers(found)
    outside = [line for _, line in numbers if line.mark and line.mark.x == "outside"]
    if outside:
        got = max(indent(outside[0]), outside[0].paragraph.style.right / (outside[0].style.size or SMALL))
        yield observed(near(got, 1, 0.4), "page-outside", outside[0], count=f"{got:.1f}")
        return
    if numbers and not found.reading.form.odd_and_even:
        yield observed(False, "page-same-side", numbers[0][1])
        return
    for kind, line in numbers:
        style = line.paragraph.style
        size = line.style.size or SMALL
        typed = sum(1.0 if sign == "\u3000" else 0.5 for sign in line.text[len(line.text.rstrip("\u3000 ")) :])
        side = line.mark.x if line.mark and line.mark.x in ("left", "right", "center") else style.align
        if kind == "even":
            kept = side in ("left", "justify") and near(indent(line), 1, 0.4)
            yield observed(kept, "page-left", line, count=f"{indent(line):.1f}", side=_SIDES.get(side, side))
        elif kind == "default":
            got = style.right / size + typed
            kept = side == "right" and near(got, 1, 0.4)
            yield observed(kept, "page-right", line, count=f"{got:.1f}", side=_SIDES.get(side, side))


_SIDES = {"left": "左", "justify": "左", "right": "右", "center": "中"}


def number_place(found: Elements) -> Iterator[Observation]:
    """7 mm below the type area."""
    used = [line for _, line in _numbers(found)]
    for section, running in zip(found.reading.form.sections, found.reading.footers, strict=True):
        for lines in running.values():
            line = next((item for item in lines if item in used), None)
            if line is None:
                continue
            if line.mark is not None:
                yield observed(None, "place-unknown", line)
                continue
            got = _below(found, section.setup, line, lines)
            yield observed(near(got, BELOW_TYPE_AREA, 1.5), "page-below", line, value=f"{got:.1f}")


def _below(found: Elements, setup: PageSetup, line: TextLine, lines: tuple[TextLine, ...]) -> float:
    """Millimetres from the type area to the dashes: a footer ends at its distance from the paper's edge."""
    at = lines.index(line)
    under = sum(
        pitch_or_guess(found.reading, item) + item.paragraph.style.before + item.paragraph.style.after
        for item in lines[at + 1 :]
    )
    step, size = pitch_or_guess(found.reading, line), line.style.size
    top = setup.height - setup.footer - under - line.paragraph.style.after - step
    base = step * BASELINE if line.paragraph.style.line_rule == "exact" else step / 2 + size * 0.38
    dash = top + base - size * 0.36
    return (dash - (setup.height - setup.bottom)) / MM


def unnumbered(found: Elements) -> Iterator[Observation]:
    """A page that bears only the 版记, and a blank one before it, have no number."""
    if found.imprint is None:
        return
    first = found.imprint.lines[0]
    alone = first.new_page or (
        first.section > 0 and not any(line.printed and line.section == first.section for line in found.text)
    )
    if not alone:
        return
    section = found.reading.form.sections[first.section]
    opening = ["first"] if section.title_page else ["default", "even"]
    numbered = any(PAGE in line.text for kind, line in shown(found.reading, first.section) if kind in opening)
    kept = None if found.reading.is_template and numbered else not numbered
    yield observed(kept, "imprint-numbered" if numbered else "imprint-unnumbered", first)


POINTS = (
    Point("imprint.lines", "7.4.1", lines),
    Point("imprint.copies", "7.4.2", copies),
    Point("imprint.printed", "7.4.3", printed),
    Point("imprint.place", "7.4.1", place),
    Point("page.number", "7.5", number_form),
    Point("page.number-side", "7.5", number_sides),
    Point("page.number-place", "7.5", number_place),
    Point("page.number-imprint", "7.5", unnumbered),
)
