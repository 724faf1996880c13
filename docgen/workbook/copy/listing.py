"""The sheet 检查结果 of a copy: what was found, short, each with a link to its cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from docgen.findings import Finding, Severity, count
from docgen.messages import say
from docgen.workbook.cells import visible
from docgen.workbook.copy.package import MAIN
from docgen.workbook.copy.styles import StylesCopy
from docgen.workbook.grid import address, letters
from docgen.workbook.runs import in_words

MAX_ALIKE = 20
"""Findings of one kind in one column that are listed one by one; the rest are one line."""

ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
"""The worst first."""
_WIDTHS = (6, 8, 14, 16, 24, 50, 50, 22)
_HEAD_ROW = 3
_LINE_HEIGHT, _MAX_HEIGHT = 17.0, 409.0
"""Points: 宋体 11 takes 14 in Excel and WPS, and fonts that stand in for it up to 17."""

_LONGEST_VALUE = 300
"""Characters of a cell's content that are shown: all of it stands in its cell."""

_SHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{main}">'
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:H{last}"/>'
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="{head}" topLeftCell="A{first}" '
    'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{rows}</sheetData>'
    '<autoFilter ref="{area}"/>{links}'
    '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddHeader>&amp;C&amp;A</oddHeader><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter>"
    "</worksheet>"
)
"""A4 landscape, as wide as a page; the heading stays while one scrolls."""

_BOX = "".join(f'<{side} style="thin"><color rgb="FFBFBFBF"/></{side}>' for side in ("left", "right", "top", "bottom"))
_SONG = '<sz val="11"/>{}<name val="宋体"/><family val="3"/><charset val="134"/>'
_FONT = _SONG.format("")
_BOLD = "<b/>" + _FONT
_LINK = "<u/>" + _SONG.format('<color rgb="FF0563C1"/>')
_TITLE = '<sz val="14"/><name val="黑体"/><family val="3"/><charset val="134"/>'


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of the list: a finding, and all cells that it is told of there."""

    finding: Finding
    cells: tuple[str, ...] = ()
    more: int = 0
    """More than 0: the line stands for so many findings of this kind."""


def lines(findings: Iterable[Finding]) -> Iterator[ListLine]:
    """Errors first; findings that say the same are one line, and of many of one kind only the first have their own."""
    kinds: dict[tuple[int, str, str, str], _Kind] = {}
    for item in findings:
        column = (item.cell or "").rstrip("0123456789")
        kinds.setdefault((ORDER.index(item.severity), item.sheet or "", item.said.key, column), _Kind()).add(item)
    for _, kind in sorted(kinds.items(), key=lambda item: item[0][0]):
        groups = list(kind.groups.values())
        # One line for one group more takes no more room than one for all others.
        shown = groups if len(groups) <= MAX_ALIKE else groups[: MAX_ALIKE - 1]
        for group in shown:
            yield ListLine(group[0], tuple(cell for item in group for cell in cells_of(item)))
        rest = [item for group in groups[len(shown) :] for item in group]
        if rest:
            yield ListLine(rest[0], tuple(cell for item in rest for cell in cells_of(item)), len(rest))


class _Kind:
    """Findings of one kind in a column: `groups` of those that say the same; what comes after `MAX_ALIKE` of them is
    all in the last, for it is told in one line."""

    def __init__(self) -> None:
        self.groups: dict[object, list[Finding]] = {}
        self._rest: list[Finding] = []

    def add(self, item: Finding) -> None:
        """Put a finding to those that say the same."""
        said = tuple(map(_plain, item.said.values.items())) if item.cell else id(item)
        if said in self.groups:
            self.groups[said].append(item)
        elif len(self.groups) <= MAX_ALIKE:
            self._rest = self.groups[said] = [item]
        else:
            self._rest.append(item)


def _plain(named: tuple[str, object]) -> tuple[str, str]:
    name, value = named
    return name, value if isinstance(value, str) else str(value)


def cells_of(finding: Finding) -> tuple[str, ...]:
    """The cells that a finding is about."""
    return finding.cells or ((finding.cell,) if finding.cell else ())


def listing(findings: Sequence[Finding], titles: Iterable[str], styles: StylesCopy) -> tuple[bytes, str]:
    """The sheet's part, and the range that its filter covers."""
    known = set(titles)
    body, bold = styles.made(font=_FONT, border=_BOX, wrap=True), styles.made(font=_BOLD, border=_BOX)
    title, link = styles.made(font=_TITLE), styles.made(font=_LINK, border=_BOX, wrap=True)
    coloured = {item: styles.made(font=_FONT, fill=item, border=_BOX, wrap=True) for item in ORDER}
    summary = say("annotate.summary", **{str(item): count(findings, item) for item in ORDER})
    rows = [
        _row(1, [(1, title, summary)], 24),
        _row(_HEAD_ROW, [(place, bold, word) for place, word in enumerate(say("annotate.head").split("|"), 1)], 20),
    ]
    links: list[str] = []
    number = _HEAD_ROW
    for number, line in enumerate(lines(findings), _HEAD_ROW + 1):
        found = line.finding
        texts = _texts(line, number - _HEAD_ROW)
        looks = [body, coloured[found.severity], *[body] * 6]
        if found.sheet in known:
            place = 4 if found.cell else 3
            looks[place - 1] = link
            links.append(_hyperlink(address(number, place), found.sheet or "", found.cell or "A1"))
        rows.append(_row(number, list(zip(range(1, 9), looks, texts, strict=True)), _height(texts)))
    area = f"A{_HEAD_ROW}:H{max(number, _HEAD_ROW + 1)}"
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(_WIDTHS, 1)
    )
    xml = _SHEET.format(
        main=MAIN,
        last=number,
        head=_HEAD_ROW,
        first=_HEAD_ROW + 1,
        columns=columns,
        rows="".join(rows),
        area=area,
        links=f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "",
    )
    return xml.encode(), f"$A${_HEAD_ROW}:$H${max(number, _HEAD_ROW + 1)}"


def _texts(line: ListLine, number: int) -> tuple[str, ...]:
    found = line.finding
    where = in_words(line.cells) if len(line.cells) > 1 else found.cell or ""
    if len(line.cells) > 1:
        where = say("annotate.cells", cells=where, count=len(line.cells))
    message = say("annotate.more", message=found.message, count=line.more) if line.more else found.message
    value = found.value if len(found.value) <= _LONGEST_VALUE else f"{found.value[:_LONGEST_VALUE]}…"
    return (
        *(str(number), say(f"severity.{found.severity}"), found.sheet or "", where),
        *(value, message, found.hint, found.rule),
    )


def _row(number: int, cells: Sequence[tuple[int, int, str]], height: float) -> str:
    written = "".join(
        f'<c r="{letters(column)}{number}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{_xml(text)}</t></is></c>'
        for column, style, text in cells
    )
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{written}</row>'


def _xml(text: str) -> str:
    return escape(visible(text), quote=False)


def _hyperlink(cell: str, sheet: str, target: str) -> str:
    location = "'" + sheet.replace("'", "''") + "'!" + target
    return f'<hyperlink ref="{cell}" location="{escape(visible(location))}" display="{escape(visible(target))}"/>'


def _height(texts: Sequence[str]) -> float:
    """Points in which the longest of the texts is seen whole, in whichever program."""
    most = max(
        sum(_lines(part, width) for part in text.split("\n")) for text, width in zip(texts, _WIDTHS, strict=True)
    )
    return min(most * _LINE_HEIGHT + 3, _MAX_HEIGHT)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column so many figures wide; a Han character is as wide as two."""
    units = sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
    # What does not fit at the end of a line, and the margins of the cell.
    return max(1, -(-units // (width - 2)))
