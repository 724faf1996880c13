"""The elements of a document (公文格式各要素, GB/T 9704-2012, 7.1) found among its lines, by content and place.

A document written by hand in another office says nowhere which paragraph is which: a masthead is large and red and
stands first, a number has its shape, what is centred after them is the title, and so on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from docgen.gongwen import fonts
from docgen.gongwen.lines import TextLine
from docgen.gongwen.measures import indent, is_centred
from docgen.gongwen.read import Reading
from docgen.gongwen.separators import TYPED, Separator, separators_of

TAG = r"\{\{[^{}]*\}\}"
_YEAR = rf"(?:\d{{4}}|{TAG})"
_OPEN, _CLOSE = r"[〔\[［【(（〈<]", r"[〕\]］】)）〉>]"
NUMBER = re.compile(
    rf"([^〔\[［【(（〈<：:，。]{{1,30}}?|{TAG}){_OPEN}{_YEAR}{_CLOSE}(?:第)?(?:\d+|{TAG}|[×xX*]+|)号"
    rf"|{TAG.replace('[^{}]*', '[^{}]*(?:number|文号|发文字号)[^{}]*', 1)}"
)
ORDER = re.compile(rf"第(?:\d+|{TAG})号")
"""The number of an order (令号; 10.2)."""

DATE = re.compile(
    rf"(?:\d{{4}}|[〇○零一二三四五六七八九０-９]{{4}}|[XxＸ×*]{{2,4}}|{TAG})年[\d〇一二三四五六七八九十０-９×xXＸ*]*月[\d〇一二三四五六七八九十０-９×xXＸ*]*日"
    r"|\{\{[^{}]*(?:date|日期)[^{}]*\}\}(?:年月日)?|年月日"
)
HEAD_OF_ATTACHMENT = re.compile(rf"附件(?:\d+|[一二三四五六七八九十]+|{TAG})?[:：]?")
PRINTED = re.compile(rf"(?:年[^年]*日|{TAG})印发$")
_CC = re.compile(r"(?:抄送|抄报|分送|主送)[:：]")
_NOTE = re.compile(r"附件[:：].")
_REMARK = re.compile(r"[（(].+[）)]")
_TITLE = re.compile(r".*(?:通知|通报|公告|通告|意见|决定|决议|报告|请示|批复|函|纪要|方案|办法|规定|总结|计划|公示)")
FRONT = 16
"""Printed lines among which a masthead and a number are looked for."""

LARGE = 22.0
"""Points from which red letters are a masthead."""

Format = Literal["document", "letter", "order", "minutes", "plain"]
"""General format, letter (10.1), order (10.2), minutes (10.3), or a paper without a masthead."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment, or what a document issues without calling it one (`head` is None)."""

    head: TextLine | None
    title: tuple[TextLine, ...]
    text: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Imprint:
    """The 版记."""

    lines: tuple[TextLine, ...]
    copies: TextLine | None
    """抄送机关."""
    printed: TextLine | None
    """The line, or cell, of 印发日期."""
    printer: TextLine | None
    """That of 印发机关; the same as `printed` where one line holds both."""


@dataclass(frozen=True, slots=True)
class Elements:
    """What was found in a document."""

    reading: Reading
    format: Format
    masthead: tuple[TextLine, ...] = ()
    copy_number: TextLine | None = None
    secrecy: TextLine | None = None
    urgency: TextLine | None = None
    number: TextLine | None = None
    issuer: TextLine | None = None
    """签发人."""
    separators: tuple[Separator, ...] = ()
    title: tuple[TextLine, ...] = ()
    addressee: TextLine | None = None
    body: tuple[TextLine, ...] = ()
    note: tuple[TextLine, ...] = ()
    """附件说明."""
    signature: tuple[TextLine, ...] = ()
    date: TextLine | None = None
    remark: TextLine | None = None
    """附注."""
    attachments: tuple[Attachment, ...] = ()
    imprint: Imprint | None = None

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """All of the body's."""
        return self.reading.lines

    @property
    def has_masthead(self) -> bool:
        """Whether it is a red-header document."""
        return bool(self.masthead)

    @property
    def text(self) -> tuple[TextLine, ...]:
        """The paragraphs of running text: the body's and the attachments'."""
        return (*self.body, *(line for item in self.attachments for line in item.text))


def find_elements(reading: Reading) -> Elements:
    """The elements of a document; a paper without a masthead has those that any paper has."""
    return _Finder(reading).elements()


class _Finder:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._body = [line for line in reading.lines if line.printed]
        self._all = list(reading.lines)

    def elements(self) -> Elements:
        masthead = self._masthead()
        number = self._number(masthead)
        front = self._body[:FRONT]
        if masthead or number:
            copy_number = _first(front, r"\d{6}|№?\d{6}")
            secrecy = _first(front, r"(?:绝密|机密|秘密)(?:★.*)?")
            urgency = _first(front, r"特急|加急|特提|平急")
            issuer = next((item for item in front if re.search(r"签发人[:：]", item.plain)), None)
        else:
            copy_number = secrecy = urgency = issuer = None
        marks = [item for item in (*masthead, number, copy_number, secrecy, urgency, issuer) if item]
        after = max((self._body.index(item) + 1 for item in marks if item in self._body), default=0)
        title = self._title(after)
        separators = tuple(self._separators(title[0] if title else None, masthead, number))
        imprint = self._imprint(after)
        end = self._body.index(imprint.lines[0]) if imprint else len(self._body)
        start = self._body.index(title[-1]) + 1 if title else after
        rest = self._body[start:end]
        addressee = _addressee(rest)
        if addressee:
            rest = rest[rest.index(addressee) + 1 :]
        heads = [
            item
            for at, item in enumerate(rest)
            if at and item.table is None and HEAD_OF_ATTACHMENT.fullmatch(item.plain)
        ]
        main = rest[: rest.index(heads[0])] if heads else rest
        date = _date(main)
        behind = main[main.index(date) + 1 :] if date else []
        main = main[: main.index(date)] if date else main
        signature = _signature(main) if date else ()
        main = [item for item in main if item not in signature]
        # What a notice issues may have attachments of its own, and names them at its own end.
        note = _note(main) or _note(behind)
        behind = [item for item in behind if item not in note]
        # A template has the name and the date once for each of their places.
        again = {line.plain for line in (date, *signature) if line}
        behind = [item for item in behind if item.plain not in again]
        remark = behind[0] if behind and _REMARK.fullmatch(behind[0].plain) else None
        behind = behind[1:] if remark else behind
        format_ = _format(masthead, separators, number)
        if format_ == "plain":
            # A number on a paper without a masthead is its own affair.
            number, separators = None, ()
        return Elements(
            self._reading,
            format_,
            masthead,
            copy_number,
            secrecy,
            urgency,
            number,
            issuer,
            separators,
            title,
            addressee,
            tuple(item for item in main if item not in note),
            note,
            signature,
            date,
            remark,
            tuple(self._attachments(behind, heads, end)),
            imprint,
        )

    # ------------------------------------------------------------ the front

    def _masthead(self) -> tuple[TextLine, ...]:
        heads = [line for line in self._headers() if line.printed]
        for front in (self._body[:FRONT], heads):
            large = [item for item in front if _is_large(item) and not NUMBER.fullmatch(item.plain)]
            red = [item for item in large if fonts.is_red(item.style.color)]
            if red:
                return tuple(red)
            named = [item for item in large if re.search(r"(?:文件|公报)$", item.plain) and is_centred(item)]
            if named:
                return tuple(named[:1])
        return ()

    def _headers(self) -> list[TextLine]:
        """Of the document's first page."""
        section, found = self._reading.form.sections[:1], self._reading.headers[:1]
        kind = "first" if section and section[0].title_page else "default"
        return list(found[0].get(kind, ())) if found else []

    def _number(self, masthead: Sequence[TextLine]) -> TextLine | None:
        pattern = ORDER if masthead and masthead[-1].plain.endswith("令") else NUMBER
        for item in self._body[:FRONT]:
            text = re.sub(r"签发人[:：].*", "", item.plain)
            if item not in masthead and pattern.fullmatch(text):
                return item
        return None

    def _title(self, after: int) -> tuple[TextLine, ...]:
        rest = [item for item in self._body[after : after + 12] if not TYPED.fullmatch(item.plain)]
        if not rest:
            return ()
        found = next((item for item in rest if item.table is None and is_centred(item)), None)
        if found is None:
            found = next((item for item in rest[:3] if _TITLE.fullmatch(item.plain) and len(item.plain) > 6), None)
        if found is None:
            return ()
        title = [found]
        at = self._all.index(found) + 1
        for item in self._all[at:]:
            if not item.printed or not is_centred(item) or abs(item.style.size - found.style.size) > 1 or item.new_page:
                break
            title.append(item)
        return tuple(title)

    def _separators(
        self, title: TextLine | None, masthead: Sequence[TextLine], number: TextLine | None
    ) -> list[Separator]:
        if not masthead and number is None:
            return []
        end = self._all.index(title) if title in self._all else min(len(self._all), FRONT)
        found = [line for item in (*self._headers(), *self._all[: end + 1]) for line in separators_of(item)]
        if title is not None:
            found = [item for item in found if item.line is not title or item.side == "top"]
        return [item for item in found if fonts.is_red(item.color) or item.line in (number, *masthead)]

    # ------------------------------------------------------------ the end

    def _imprint(self, after: int) -> Imprint | None:
        rest = self._body[after:]
        printed = next((item for item in reversed(rest) if PRINTED.search(item.plain)), None)
        ends = rest.index(printed) if printed else len(rest)
        copies = next((item for item in reversed(rest[: ends + 1]) if _CC.match(item.plain)), None)
        first = copies or printed
        if first is None or rest.index(first) < len(rest) // 2:
            return None
        table = first.table or (printed.table if printed else None)
        start = rest.index(first)
        if table is not None:
            start = min(at for at, item in enumerate(rest) if item.table is table)
        lines = tuple(rest[start:])
        if printed is not None and copies is None and table is None and start and printed.plain.startswith("20"):
            lines = tuple(rest[start - 1 :])
        printer = _printer(lines, printed)
        return Imprint(lines, copies, printed, printer)

    def _attachments(self, behind: Sequence[TextLine], heads: Sequence[TextLine], end: int) -> list[Attachment]:
        found = []
        if behind:
            found.append(_attachment(None, behind))
        for at, head in enumerate(heads):
            stop = self._body.index(heads[at + 1]) if at + 1 < len(heads) else end
            found.append(_attachment(head, self._body[self._body.index(head) + 1 : stop]))
        return found


def _is_large(line: TextLine) -> bool:
    return line.style.size >= LARGE


def _first(lines: Sequence[TextLine], pattern: str) -> TextLine | None:
    return next((item for item in lines if re.fullmatch(pattern, item.plain)), None)


def _format(masthead: Sequence[TextLine], separators: Sequence[Separator], number: TextLine | None) -> Format:
    words = "".join(item.plain for item in masthead)
    if not masthead:
        return "document" if number and any(fonts.is_red(item.color) for item in separators) else "plain"
    if re.search(r"(?:命令|令)$", words):
        return "order"
    if words.endswith("纪要"):
        return "minutes"
    double = any(item.double for item in separators)
    drawn = [item for item in separators if item.line is not number and item.double]
    right = number is not None and number.paragraph.style.align == "right"
    if (double and drawn) or (right and not words.endswith("文件")):
        return "letter"
    return "document"


def _addressee(rest: Sequence[TextLine]) -> TextLine | None:
    first = rest[0] if rest else None
    if first is None or first.table is not None:
        return None
    text = first.plain
    if (
        text.endswith(("：", ":"))
        and "。" not in text
        and len(text) < 300
        and not re.search("(?:如下|以下)[:：]$", text)
    ):
        return first
    return None


def _date(main: Sequence[TextLine]) -> TextLine | None:
    dates = [item for item in main if DATE.fullmatch(item.plain)]
    right = [item for item in dates if item.paragraph.style.align == "right" or _far_right(item)]
    return right[0] if right else (dates[-1] if dates else None)


def _far_right(line: TextLine) -> bool:
    return indent(line) * line.style.size > FAR or "\t" in line.text


FAR = 150.0
"""Points of indent from which a line stands at the right."""


def _signature(main: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The names above the date: short lines that end no sentence."""
    last = main[-1] if main else None
    if last is None or len(last.plain) > 40 or re.search(r"[。；：:，！？]$", last.plain) or _NOTE.match(last.plain):
        return ()
    if re.match(r"\d+[.．]", last.plain) or not (
        last.paragraph.style.align in ("right", "center") or _far_right(last) or last.table is not None
    ):
        return ()
    return (last,)


def _note(main: Sequence[TextLine]) -> tuple[TextLine, ...]:
    start = next((at for at, item in enumerate(main) if _NOTE.match(item.plain)), None)
    if start is None:
        return ()
    found = [main[start]]
    for item in main[start + 1 :]:
        if not re.match(rf"(?:\d+[.．、]|{TAG}[.．])", item.plain) and item.paragraph.style.left < 40:
            break
        found.append(item)
    return tuple(found)


def _printer(lines: Sequence[TextLine], printed: TextLine | None) -> TextLine | None:
    if printed is None:
        return None
    if len(re.sub(DATE, "", printed.plain).removesuffix("印发")) > 1:
        return printed
    before = lines[: lines.index(printed)] if printed in lines else ()
    return before[-1] if before and not _CC.match(before[-1].plain) else None


def _attachment(head: TextLine | None, lines: Sequence[TextLine]) -> Attachment:
    title: list[TextLine] = []
    for item in lines:
        if item.table is not None or not is_centred(item):
            break
        title.append(item)
    return Attachment(head, tuple(title), tuple(lines[len(title) :]))
