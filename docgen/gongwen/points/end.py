"""Points about what stands behind the running text: 附件说明, 署名, 成文日期, 附注, 附件 (7.3.4 to 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.gongwen.elements import TAG, Elements
from docgen.gongwen.fonts import BODY
from docgen.gongwen.lines import TextLine
from docgen.gongwen.measures import between, characters, edges, indent, is_centred
from docgen.gongwen.point import Observation, Point, near, observed, set_in

SEALED, UNSEALED, SHIFT = 4, 2, 2
"""Characters: right of a date with a seal, right of a name without one, and of the date from the name's first."""


def note(found: Elements) -> Iterator[Observation]:
    """附件说明: one line below the text, indented two, full-width colon, numbered, no mark behind a name."""
    if not found.note:
        return
    first = found.note[0]
    if not first.plain.startswith("附件："):
        yield observed(False, "half-colon", first)
    if not near(indent(first), 2, 0.3):
        yield observed(False, "indent", first, count=f"{indent(first):.1f}")
    for line in found.note:
        if re.search(r"[。；;，,]$", line.plain):
            yield observed(False, "note-mark", line)
    named = _named(found)
    for value, (line, text) in enumerate(named if len(named) > 1 else (), start=1):
        if not re.match(rf"(?:{value}|{TAG})[.．]", text):
            # A template may name one attachment in several cases.
            yield observed(None if found.reading.is_template else False, "note-number", line, wanted=value)
    above = [line for line in found.lines[: found.lines.index(first)] if line.printed]
    if above:
        gap = between(found.reading, above[-1], first, found.lines)
        if gap is not None and not near(gap, 1, 0.5):
            yield observed(False, "gap", first, count=f"{gap:.1f}")
    yield set_in(first, "仿宋")
    yield observed(True, "kept", first)


def _named(found: Elements) -> list[tuple[TextLine, str]]:
    """The attachments that the note names, each with its number; several may stand in one paragraph, line by line."""
    texts = [(line, re.sub(r"\s", "", text)) for line in found.note for text in line.text.split("\n")]
    return [(line, re.sub("^附件[:：]", "", text)) for line, text in texts if text]


def date(found: Elements) -> Iterator[Observation]:
    """Arabic figures, whole, no leading zeros."""
    line = found.date
    if line is None:
        if found.format in ("document", "letter") and found.masthead:
            yield observed(False, "no-date")
        return
    text = line.plain
    if text == "年月日":
        yield observed(None, "date-blank", line)
    elif re.fullmatch(rf"{TAG}(?:年月日)?", text):
        yield observed(None, "date-tag", line)
    elif re.search("[〇○零一二三四五六七八九十]", re.sub(TAG, "", text)):
        yield observed(False, "date-han", line, text=text)
    elif re.search("[０-９]", text):
        yield observed(False, "date-wide", line, text=text)
    elif re.search(r"年0|月0", text):
        yield observed(False, "date-zero", line, text=text)
    else:
        yield observed(bool(re.search(r"年.+月.+日", text)), "text", line, text=text)
    yield set_in(line, "仿宋")


def signature(found: Elements) -> Iterator[Observation]:
    """Name and date where the standard has them with a seal, or without one."""
    if found.date is None or found.format in ("order", "minutes"):
        return
    if not found.signature:
        yield observed(False if found.masthead else None, "no-signature", found.date)
        return
    name, day = found.signature[-1], found.date
    ends = [_edges(found, line) for line in (name, day)]
    if ends[0] is None or ends[1] is None:
        yield observed(None, "signature-table", name)
        return
    size = day.style.size or BODY
    (name_left, name_right), (day_left, day_right) = ends[0], ends[1]
    said = {
        "name": f"{name_right / size:.1f}",
        "date": f"{day_right / size:.1f}",
        "shift": f"{(day_left - name_left) / size:.1f}",
    }
    middle = (name_left - name_right) / 2 - (day_left - day_right) / 2
    sealed = near(day_right / size, SEALED, 0.5) and abs(middle) / size < 0.75
    longer = characters(day.text) > characters(name.text) - 2
    unsealed = near(name_right / size, UNSEALED, 0.5) and near((day_left - name_left) / size, SHIFT, 0.5)
    unsealed_long = longer and near(day_right / size, UNSEALED, 0.5) and near((day_left - name_left) / size, SHIFT, 0.5)
    if sealed:
        yield observed(True, "sealed", name, **said)
    elif unsealed or unsealed_long:
        yield observed(True, "unsealed", name, **said)
    else:
        yield observed(False, "signature", name, **said)


def _edges(found: Elements, line: TextLine) -> tuple[float, float] | None:
    """Nobody knows how long a tag's value is."""
    if "{{" in line.text:
        return None
    return edges(found.reading, line)


def remark(found: Elements) -> Iterator[Observation]:
    """附注: in round brackets, indented two."""
    line = found.remark
    if line is None:
        return
    if not (line.plain.startswith("（") and line.plain.endswith("）")):
        yield observed(False, "half-width", line, text="( )")
    yield observed(near(indent(line), 2, 0.25), "indent", line, count=f"{indent(line):.1f}")


def attachments(found: Elements) -> Iterator[Observation]:
    """附件 on a new page, 黑体 三号 flush left; the title in the middle of the third line."""
    heads = [item for item in found.attachments if item.head is not None]
    for item in heads:
        head = item.head
        assert head is not None
        yield observed(head.new_page, "new-page" if head.new_page else "no-new-page", head)
        yield set_in(head, "黑体")
        kept = indent(head) < 0.3 and head.paragraph.style.align in ("left", "justify")
        yield observed(kept, "flush-left" if kept else "not-flush-left", head)
        if head.plain.endswith(("：", ":")):
            yield observed(False, "attachment-colon", head)
        if item.title:
            gap = between(found.reading, head, item.title[0], found.lines)
            if gap is not None and not near(gap, 1, 0.6):
                yield observed(False, "gap", item.title[0], count=f"{gap:.1f}")
        elif item.text and item.text[0].table is None and not is_centred(item.text[0]):
            yield observed(False, "attachment-title", head)
    for item in found.attachments:
        if item.head is None and item.title:
            first = item.title[0]
            yield observed(first.new_page, "new-page" if first.new_page else "no-new-page", first)


def attachment_note(found: Elements) -> Iterator[Observation]:
    """What the note says is what there is: as many attachments, under the same names."""
    heads = [item for item in found.attachments if item.head is not None]
    if not heads and not found.note:
        return
    if not found.note:
        yield observed(False, "no-note", heads[0].head)
        return
    if not heads:
        yield observed(None, "attachments-apart", found.note[0])
        return
    if any("{{" in line.text for line in found.note):
        yield observed(None, "tags", found.note[0])
        return
    names = [re.sub(r"^\d+[.．、]", "", text) for _, text in _named(found)]
    if len(names) != len(heads):
        yield observed(False, "note-count", found.note[0], said=len(names), there=len(heads))
        return
    for name, item in zip(names, heads, strict=True):
        title = "".join(line.plain for line in item.title)
        if title and "{{" not in title and title != name:
            yield observed(False, "note-name", item.title[0], said=name[:20], there=title[:20])
        else:
            yield observed(True, "note-kept", item.head)


POINTS = (
    Point("end.note", "7.3.4", note),
    Point("end.signature", "7.3.5", signature),
    Point("end.date", "7.3.5.4", date),
    Point("end.remark", "7.3.6", remark),
    Point("end.attachment", "7.3.7", attachments),
    Point("end.attachment-note", "7.3.7", attachment_note),
)
