"""Telling rows of data from what else stands under a heading: notes, totals, signatures, repeated headings.

A row that is left out is always noted. In doubt a row is data: a half-filled row of data gets its errors, and
is never taken for a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from docgen.workbook.cells import shown
from docgen.workbook.columns import Column, ColumnType
from docgen.workbook.dates import NotADate, date_from_text
from docgen.workbook.grid import NUMBER, TEXT, Raw
from docgen.workbook.heading import heading_word
from docgen.workbook.names import normal_word

_TOTAL = re.compile(r"(合计|总计|小计|共计|总分)(数|分|分数)?(:|\(.*\))?")

_LABEL = re.compile(
    r"(注|备注|附注|说明|填表说明|填写说明|附件?|填表|填报|制表|打印|审核|复核|审批|经办|负责|联系|分管)"
    r"(人|领导|单位|部门|日期|时间|电话|签字|签名|盖章|\(.{1,6}\))*\d*[:、.]"
    r"|(单位|日期|主要负责人|单位负责人|股室负责人|签字|签名|盖章)(\(.{1,6}\))?:|[※★]|(注|备注|说明)$"
)

_SECTION = re.compile(r"([一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|第[一二三四五六七八九十]+[部类章])")

_SENTENCE = re.compile(r"[。;；:：,，!！?？]")

_LONG = 20
"""Characters from which a text that stands alone under the table is taken for a note."""

_WIDE = 3
"""Columns that a merged text must span to be a title or note within the table."""


def telling(columns: Iterable[Column]) -> frozenset[str]:
    """Letters of which one stands in the first two cells, or the first declared one, of every row that fills all that
    is required and is no data: a total, or the heading once more."""
    return frozenset("计总").union(column.name[0] for column in columns)


def why_left_out(
    row: Mapping[int, Raw],
    columns: Mapping[int, Column],
    required: frozenset[int],
    spans: Mapping[int, int],
    is_below: bool,
) -> str | None:
    """The variant of `workbook.stray` for a row that holds something but is no data, None for data.

    `columns`: column number → declared column; `required`: the numbers of those required; `spans`: column
    number → columns merged into that cell of the row; `is_below`: no row from here on is filled like data.
    """
    filled = sorted(row.items())
    declared = [(columns[number], cell) for number, cell in filled if number in columns]
    if not declared:
        # A ready-numbered 序号 is no content; a remark beside the table is.
        return None if all(cell.kind == NUMBER for _, cell in filled) else "remark"
    if _repeats_heading(declared):
        return "heading"
    texts = [shown(cell) for _, cell in filled[:2]]
    # However it is spelt, a total has one of these characters: most rows are told without spelling them out.
    if any(_TOTAL.fullmatch(normal_word(text)) for text in texts if "计" in text or "总" in text):
        return "total"
    if required and required <= row.keys():
        return None
    if _LABEL.match(normal_word(texts[0])):
        return "remark"
    return "remark" if _stands_alone(filled, columns, spans, is_below) else None


def _repeats_heading(declared: Sequence[tuple[Column, Raw]]) -> bool:
    if len(declared) < 2 or declared[0][1].kind != TEXT:
        return False
    # However it is spelt, a heading has the characters of its name: most rows are told by the first.
    if declared[0][0].name[0] not in declared[0][1].text:
        return False
    return all(heading_word(cell, frozenset((column.name,))) == column.name for column, cell in declared)


def _stands_alone(
    filled: Sequence[tuple[int, Raw]], columns: Mapping[int, Column], spans: Mapping[int, int], is_below: bool
) -> bool:
    first, cell = filled[0]
    text = shown(cell).strip()
    if spans.get(first, 1) >= _WIDE:
        return True
    if len(filled) > 2 or (len(filled) == 2 and filled[1][0] - first > 1):
        return False
    if len(filled) == 1 and _SECTION.match(text):
        return True
    if not is_below:
        return False
    column = columns.get(first)
    if len(filled) == 1 and (column is None or column.type is not ColumnType.DATE) and _is_date(text):
        return True
    leftmost = sorted(columns)[:2]
    return first <= leftmost[-1] and (len(text) > _LONG or _SENTENCE.search(text) is not None)


def _is_date(text: str) -> bool:
    try:
        date_from_text(text)
    except NotADate:
        return False
    return not text.isdecimal()
