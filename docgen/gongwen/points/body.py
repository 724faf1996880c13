"""Points about title, addressee and running text (主体; GB/T 9704-2012, 7.3.1 to 7.3.3 and 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.gongwen import structure
from docgen.gongwen.elements import TAG, Elements
from docgen.gongwen.fonts import BODY, TITLE, family, look
from docgen.gongwen.lines import TextLine
from docgen.gongwen.measures import TYPE_HEIGHT, between, height, indent, is_centred
from docgen.gongwen.point import Observation, Point, measured, near, observed, set_in

INDENT = 2
"""Characters before each paragraph."""

_HAN = "\u3400-\u9fff"
_HALF = re.compile(
    rf"(?<=[{_HAN}”）》])[,;:?!](?!//)|[,;:?!](?=[{_HAN}“（《])|(?<=[{_HAN}])\([^()（）]*[)）]|\([^()（）]*[{_HAN}][^()（）]*[)）]"
    rf"|（[^()（）]*\)|(?<=[{_HAN}])[\"'](?!\w*=)|[\"'](?=[{_HAN}])|(?<=[{_HAN}])\.(?![\w.])"
)
"""Marks of half a width in Chinese text (GB/T 15834)."""

_CITED = re.compile(r"[\[［【(（](?:19|20)\d\d[\]］】)）]\s*第?\s*\d+\s*号|〔\d{4}〕\s*(?:第\s*\d+|0\d*)\s*号")
"""A number of a document cited otherwise than 〔2026〕1号."""

_ADDRESS = re.compile(r"\w+://\S+|[\w.]+@[\w.]+")


def title_look(found: Elements) -> Iterator[Observation]:
    """小标宋 二号, in the middle."""
    for line in found.title:
        yield set_in(line, "小标宋", TITLE)
        if not is_centred(line):
            yield observed(False, "not-centred", line)
    if not found.title and found.format in ("document", "letter"):
        yield observed(False, "no-title")


def title_place(found: Elements) -> Iterator[Observation]:
    """Two lines below the red line, or below what stands last above it."""
    if not found.title or found.format not in ("document", "letter"):
        return
    title, lines = found.title[0], list(found.lines)
    if found.format == "document":
        lower = [item for item in found.separators if item.line not in found.masthead]
        above = [item for item in lower if item.line.part == "body"]
        if not above:
            yield observed(None, "place-unknown", title)
            return
        separator = above[0]
        start = separator.line
        if separator.side == "drawn":
            start = found.number or start
        gap = between(found.reading, start, title, lines) if start is not title else 0.0
        if gap is not None and separator.side == "top" and start is not title:
            # The line stands above an empty paragraph, which lies below it.
            gap += 1.0
    else:
        start = found.number or found.masthead[-1]
        gap = between(found.reading, start, title, lines)
    yield measured(gap, 2, 0.6, "gap", title, count=".1f")


def addressee(found: Elements) -> Iterator[Observation]:
    """Flush left, with a full-width colon, one line below the title."""
    line = found.addressee
    if line is None:
        return
    kept = indent(line) < 0.3 and line.paragraph.style.align in ("left", "justify")
    yield observed(kept, "flush-left" if kept else "not-flush-left", line)
    if not line.plain.endswith("："):
        yield observed(False, "half-colon", line)
    yield set_in(line, "仿宋")
    if found.title:
        gap = between(found.reading, found.title[-1], line, found.lines)
        if gap is not None and not near(gap, 1, 0.5):
            yield observed(False, "gap", line, count=f"{gap:.1f}")


def first_page(found: Elements) -> Iterator[Observation]:
    """The first page shows some of the body."""
    if not found.title or not found.body or found.format == "plain":
        return
    lines = list(found.lines)
    at, first = lines.index(found.title[0]), found.body[0]
    if any(item.new_page for item in lines[at + 1 : lines.index(first) + 1]):
        yield observed(False, "body-next-page", first)
        return
    above = lines[: lines.index(first)]
    if any(item.table is not None and not item.mark for item in above):
        yield observed(None, "place-unknown", first)
        return
    used = sum(height(found.reading, item) for item in above if not item.mark)
    if used < TYPE_HEIGHT:
        yield observed(True, "body-first-page", first)
    else:
        # Of a template all cases stand there, one below the other.
        yield observed(None if found.reading.is_template else False, "body-next-page", first)


def _running(found: Elements) -> Iterator[TextLine]:
    """Paragraphs of running text: no headings, no lines in the middle, none of tables."""
    for line in found.text:
        if line.table is None and not line.mark and not is_centred(line):
            yield line


def look_of_text(found: Elements) -> Iterator[Observation]:
    """仿宋 三号, behind a heading on the same line too."""
    for line in _running(found):
        for style, text in structure.behind_heading(line):
            han = bool(re.search(rf"[{_HAN}{{]", text))
            if not near(style.size, BODY, 0.26) or (han and family(style.east) != "仿宋"):
                # In a template a heading's number may be a tag, or there in several cases.
                may_be_heading = found.reading.is_template and family(style.east) in ("黑体", "楷体")
                yield observed(None if may_be_heading else False, "look", line, look=look(style), text=text[:12])
                break
        else:
            yield observed(True, "look-all", line, look="仿宋 三号")


def indents(found: Elements) -> Iterator[Observation]:
    """Two characters before each paragraph, nothing before its further lines."""
    for line in _running(found):
        if line.paragraph.style.align == "right" or "\t" in line.text:
            # What tabs set in columns is a list, no paragraph.
            continue
        left, got = line.paragraph.style.left / (line.style.size or BODY), indent(line)
        if left > 0.3:
            yield observed(False, "hanging", line, count=f"{left:.1f}")
        else:
            kept = near(got, INDENT, 0.25)
            yield observed(kept, "indent-all" if kept else "indent", line, count=f"{got:.1f}")


def heading_looks(found: Elements) -> Iterator[Observation]:
    """黑体, 楷体, 仿宋, 仿宋 by level, all 三号."""
    for line in _running(found):
        heading = structure.heading_of(line)
        if heading is None:
            continue
        wanted = structure.FAMILIES[heading.level]
        wrong = [
            (style, text)
            for style, text in structure.heading_parts(line)
            if not near(style.size, BODY, 0.26) or (re.search(rf"[{_HAN}{{]", text) and family(style.east) != wanted)
        ]
        if wrong:
            yield observed(False, "heading-look", line, look=look(wrong[0][0]), wanted=wanted)
        else:
            yield observed(True, "heading-looks", line)


def heading_order(found: Elements) -> Iterator[Observation]:
    """一、（一）1.（1） each counted from one without a gap."""
    for lines in (found.body, *(item.text for item in found.attachments)):
        headings = [item for line in lines if (item := structure.heading_of(line)) is not None and line.table is None]
        for broken in structure.out_of_order(headings):
            # A template may have one number in several cases.
            kept = None if found.reading.is_template else False
            yield observed(kept, "order", broken.line, mark=broken.mark, wanted=broken.wanted)
        if headings:
            yield observed(True, "order-kept", headings[0].line, count=len(headings))


def heading_marks(found: Elements) -> Iterator[Observation]:
    """一、 and 1. have their mark, （一） and (1) none."""
    for line in _running(found):
        wrong = structure.wrong_mark(line)
        if wrong:
            yield observed(False, "heading-mark", line, text=wrong)
        elif structure.heading_of(line):
            yield observed(True, "heading-marks", line)


def punctuation(found: Elements) -> Iterator[Observation]:
    """Full-width marks in Chinese text."""
    for line in _all_text(found):
        text = re.sub(TAG, "某", _ADDRESS.sub("", line.text))
        wrong = [item[0] for item in _HALF.finditer(text)]
        if wrong:
            yield observed(False, "half-width", line, text=" ".join(dict.fromkeys(wrong))[:40])
        else:
            yield observed(True, "full-width", line)


def cited_numbers(found: Elements) -> Iterator[Observation]:
    """A number of a document that the text cites is written as the number itself is."""
    for line in _all_text(found):
        wrong = _CITED.search(line.plain)
        if wrong:
            yield observed(False, "cited", line, text=wrong[0])
        elif re.search(r"〔\d{4}〕\d+号", line.plain):
            yield observed(True, "cited-well", line)


def _all_text(found: Elements) -> Sequence[TextLine]:
    one = [line for line in (found.addressee, found.remark) if line]
    end = found.imprint.lines if found.imprint else ()
    return (*found.title, *one, *found.text, *found.note, *end)


POINTS = (
    Point("body.title", "7.3.1", title_look),
    Point("body.title-place", "7.3.1", title_place),
    Point("body.addressee", "7.3.2", addressee),
    Point("body.first-page", "7.3.3", first_page),
    Point("body.look", "7.3.3", look_of_text),
    Point("body.indent", "7.3.3", indents),
    Point("body.heading", "7.3.3", heading_looks),
    Point("body.heading-order", "7.3.3", heading_order),
    Point("body.heading-mark", "7.3.3", heading_marks),
)
WORDS = (
    Point("text.punctuation", "9", punctuation),
    Point("text.cited", "7.2.5", cited_numbers),
)
