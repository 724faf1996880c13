"""Words that only hold a place for others: XXX, 同上, 见附件, what is left of a sample."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.findings import Finding, warning
from docgen.programme.rules.case import RISK_SHEETS, TEXTS, Case, cells, changed_texts, texts_of
from docgen.programme.rules.lists import pattern
from docgen.programme.rules.measures import says_nothing
from docgen.programme.rules.office import CONTACTS
from docgen.workbook.columns import Column, ColumnType
from docgen.workbook.rows import Row
from docgen.workbook.schema import SHEETS

LONGEST = 14
"""Characters of the longest placeholder that is all a cell says."""

_DOUBLED = re.compile("[XxＸｘ×✕✖＊*_＿□]{2}")
"""What all that is left over within a text has: soon asked."""

_AROUND = " \t\r\n\u3000（()）[]【】“”\"'‘’《》<>。，,;；:：!！"


def placeholders(case: Case) -> Iterator[Finding]:
    """Cells of any sheet that say nothing else; texts of risks and settings that still have some within."""
    for sheet in SHEETS.values():
        columns = {column.name: column for column in sheet.columns if column.type in (*TEXTS, ColumnType.NAME)}
        suspects = {text for text in case.texts(sheet.name) if _may_hold_a_place(text)} if columns else set()
        for row, name, text in cells(case, sheet.name, list(columns), suspects):
            if _holds_a_place(columns[name], text):
                yield warning("text.placeholder", row.at(name), row.raw(name))
    for item, row in case.bureau.settings.items():
        text = row.text("内容")
        if item not in CONTACTS and ("某某" in text or pattern("left_over").search(text)):
            yield warning("text.placeholder/part", row.at("内容"), row.raw("内容"))
    for row, name, text in _of_risks(case):
        if not is_placeholder(text):
            yield warning("text.placeholder/part", row.at(name), row.raw(name))


def is_placeholder(text: str) -> bool:
    """Whether a text says nothing but that a text is to come, or stands elsewhere."""
    return bool(pattern("placeholder").fullmatch(_inner(text)))


def _of_risks(case: Case) -> Iterator[tuple[Row, str, str]]:
    for sheet in RISK_SHEETS:
        doubled = filter(_is_left_over, case.texts(sheet).holding(_DOUBLED))
        yield from cells(case, sheet, texts_of(sheet), set(doubled))
    yield from ((row, "调整后", text) for row in changed_texts(case) if _is_left_over(text := row.text("调整后")))


def _is_left_over(text: str) -> bool:
    return bool(_DOUBLED.search(text) and pattern("left_over").search(text))


def _may_hold_a_place(text: str) -> bool:
    return len(text) <= LONGEST and bool(pattern("placeholder", "elsewhere", "nothing").fullmatch(_inner(text)))


def _holds_a_place(column: Column, text: str) -> bool:
    """What says nothing at all, or where to look, does hold a place only where a text is asked for."""
    if column.name == "防控措施" and says_nothing(text):
        return False  # told as no measure at all
    asked = column.required and not column.unless and column.type is ColumnType.LONG_TEXT
    return asked or is_placeholder(text)


def _inner(text: str) -> str:
    """The text without the brackets and marks around it."""
    return text.strip(_AROUND) or text
