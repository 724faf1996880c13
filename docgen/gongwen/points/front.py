"""Points about the part above the red line (版头; GB/T 9704-2012, 7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.gongwen.elements import Elements
from docgen.gongwen.fonts import BODY, family, is_red, look
from docgen.gongwen.lines import TextLine
from docgen.gongwen.measures import (
    BASELINE,
    BELOW,
    between,
    edges,
    indent,
    is_centred,
    length,
    mm,
    pitch_or_guess,
    setup_of,
    top_of,
    type_area,
)
from docgen.gongwen.point import Observation, Point, long_as, measured, near, observed, set_in
from docgen.gongwen.separators import Separator

RECKONED = 3.0
"""Millimetres by which a place on the page that is reckoned from line heights may be off."""

HEAD = {"document": 35.0, "minutes": 35.0, "order": 20.0}
"""Millimetres from the type area's upper edge to the masthead (7.2.4, 10.2, 10.3)."""


def copy_number(found: Elements) -> Iterator[Observation]:
    """份号: six figures flush left on the first line."""
    line = found.copy_number
    if line is not None:
        yield _flush_left(line)
        yield observed(near(line.style.size, BODY, 0.26), "look", line, **_look(line))


def secrecy(found: Elements) -> Iterator[Observation]:
    """密级: 黑体, flush left."""
    if found.secrecy:
        yield _flush_left(found.secrecy)
        yield set_in(found.secrecy, "黑体")


def urgency(found: Elements) -> Iterator[Observation]:
    """紧急程度: 黑体, flush left."""
    if found.urgency:
        yield _flush_left(found.urgency)
        yield set_in(found.urgency, "黑体")


def _flush_left(line: TextLine) -> Observation:
    kept = line.paragraph.style.align in ("left", "justify") and indent(line) < 0.3
    return observed(kept, "flush-left" if kept else "not-flush-left", line)


def _look(line: TextLine) -> dict[str, str]:
    return {"look": look(line.style), "text": line.plain[:12]}


def masthead(found: Elements) -> Iterator[Observation]:
    """Red, 小标宋, in the middle."""
    if not found.masthead:
        if found.format != "plain":
            yield observed(None, "no-masthead")
        return
    for line in found.masthead:
        style = line.style
        if not is_red(style.color):
            yield observed(False, "not-red", line)
        if family(style.east) != "小标宋":
            yield observed(False, "look", line, **_look(line))
        if not is_centred(line) and line.mark is None and not _fills(found, line):
            yield observed(False, "not-centred", line)
    yield observed(True, "masthead", found.masthead[0], look=look(found.masthead[0].style))


def _fills(found: Elements, line: TextLine) -> bool:
    """A masthead that leaves as much on its left as on its right."""
    ends = edges(found.reading, line)
    return ends is not None and abs(ends[0] - ends[1]) < line.style.size / 2


def masthead_place(found: Elements) -> Iterator[Observation]:
    """Its upper edge below that of the type area."""
    wanted = HEAD.get(found.format)
    if not found.masthead or wanted is None:
        return
    line = found.masthead[0]
    top = top_of(found.reading, line, found.lines)
    got = None if top is None else mm(top - setup_of(found.reading, line).top)
    yield measured(got, wanted, RECKONED, "below-type-area", line, value=".0f")


def number_form(found: Elements) -> Iterator[Observation]:
    """〔2026〕, no 第, no leading zeros, 号."""
    line = found.number
    if line is None:
        if found.format in ("document", "letter") and found.masthead:
            yield observed(False, "no-number")
        return
    if found.format == "order":
        yield observed(True, "text", line, text=line.plain)
        return
    text = re.sub(r"签发人[:：].*", "", line.plain)
    if text.startswith("{{") and "〔" not in text and "号" not in text:
        yield observed(None, "number-tag", line)
        return
    wrong = []
    if not re.search(r"〔[^〕]*〕", text):
        wrong.append("brackets")
    if re.search(r"[〕\]］】)）〉>]第", text):
        wrong.append("ordinal")
    if re.search(r"[〕\]］】)）〉>](?:第)?0\d*号", text):
        wrong.append("zero")
    for name in wrong:
        yield observed(False, f"number-{name}", line, text=text)
    if not wrong:
        yield observed(True, "text", line, text=text)


def number_look(found: Elements) -> Iterator[Observation]:
    """仿宋 三号."""
    if found.number and found.format != "order":
        yield set_in(found.number, "仿宋")


def number_place(found: Elements) -> Iterator[Observation]:
    """In the middle, or one character from the left beside 签发人; two lines below the masthead."""
    line = found.number
    if line is None or found.format in ("letter", "plain"):
        return
    if found.issuer is not None:
        yield observed(near(indent(line), 1, 0.3), "indent", line, count=f"{indent(line):.1f}")
    elif line.mark is None:
        yield observed(is_centred(line), "centred" if is_centred(line) else "not-centred", line)
    if found.masthead and found.masthead[-1].part == "body":
        gap = between(found.reading, found.masthead[-1], line, found.lines)
        yield measured(gap, 2, 0.6, "gap", line, count=".1f")


def issuer(found: Elements) -> Iterator[Observation]:
    """签发人: 仿宋, the name 楷体, full-width colon."""
    line = found.issuer
    if line is None:
        return
    if "签发人：" not in line.plain:
        yield observed(False, "half-colon", line)
    name = re.split(r"签发人[:：]", line.plain)[-1]
    set_so = [style for style, text in line.parts if text and text in name]
    kept = bool(set_so) and all(family(style.east) == "楷体" for style in set_so)
    yield observed(kept, "look", line, look=look(set_so[0] if set_so else line.style), text=name[:12])


def _red_lines(found: Elements) -> list[Separator]:
    """The lines between number and title, the nearest to the number first."""
    return [item for item in found.separators if is_red(item.color)]


def red_line(found: Elements) -> Iterator[Observation]:
    """A red line as wide as the type area."""
    if found.format != "document" or not found.masthead:
        return
    red = _red_lines(found)
    if not red:
        other = found.separators
        yield observed(False, "line-not-red" if other else "no-line", other[0].line if other else found.number)
        return
    separator = red[0]
    wanted = mm(type_area(setup_of(found.reading, separator.line))[0])
    yield long_as(length(found.reading, separator), wanted, 1.5, separator.line)


def red_line_place(found: Elements) -> Iterator[Observation]:
    """4 mm below the number."""
    line = found.number
    if found.format != "document" or line is None or not _red_lines(found):
        return
    got = _below(found, line, _red_lines(found)[0])
    yield measured(None if got is None else mm(got), 4, 1.5, "below-number", line, value=".1f")


def _below(found: Elements, number: TextLine, separator: Separator) -> float | None:
    """Points between the number's ink and the line."""
    under = _under(found, number)
    if separator.line is number and separator.side == "bottom" and number.cell is None:
        return under + separator.space
    if separator.side == "drawn" or separator.line.table is not None or number.table is not None:
        mark = separator.line.mark
        if mark is None or mark.offset is None or mark.down != "paragraph":
            return None
        beside = _just_behind(found, number, separator.line)
        return mark.offset - pitch_or_guess(found.reading, number) + under if beside else None
    lines = list(found.lines)
    if separator.line not in lines or lines.index(separator.line) < lines.index(number):
        return None
    inner = lines[lines.index(number) + 1 : lines.index(separator.line)]
    room = under + number.paragraph.style.after + separator.line.paragraph.style.before
    room += sum(pitch_or_guess(found.reading, item) + item.paragraph.style.before for item in inner)
    if separator.side == "top":
        return room - separator.space
    return room + pitch_or_guess(found.reading, separator.line) + separator.space


def _just_behind(found: Elements, number: TextLine, line: TextLine) -> bool:
    lines = list(found.lines)
    return line in lines and lines.index(line) - lines.index(number) == 1


def _under(found: Elements, line: TextLine) -> float:
    """Points between a line's ink and its lower edge."""
    step, size = pitch_or_guess(found.reading, line), line.style.size
    if line.paragraph.style.line_rule == "exact":
        return step * (1 - BASELINE) - BELOW * size
    return max(step - size, 0.0) / 2 + (0.12 - BELOW) * size


POINTS = (
    Point("head.copy-number", "7.2.1", copy_number),
    Point("head.secrecy", "7.2.2", secrecy),
    Point("head.urgency", "7.2.3", urgency),
    Point("head.masthead", "7.2.4", masthead),
    Point("head.masthead-place", "7.2.4", masthead_place),
    Point("head.number", "7.2.5", number_form),
    Point("head.number-look", "5.2.2", number_look),
    Point("head.number-place", "7.2.5", number_place),
    Point("head.issuer", "7.2.6", issuer),
    Point("head.line", "7.2.7", red_line),
    Point("head.line-place", "7.2.7", red_line_place),
)
