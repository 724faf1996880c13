"""Texts say something, of this office and this year: no placeholders, no slogans, nothing left of another's paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from docgen.findings import Finding, note, warning
from docgen.programme.rules.bureaus import other_bureau
from docgen.programme.rules.case import Case, changed_texts
from docgen.programme.rules.lists import pattern, words
from docgen.programme.rules.measures import says_nothing
from docgen.programme.rules.office import CONTACTS
from docgen.workbook.columns import Column, ColumnType
from docgen.workbook.names import bare
from docgen.workbook.rows import Row
from docgen.workbook.schema import SHEETS

RISKS = ("个人风险点", "机构风险点", "班子风险点")

MEASURE = "防控措施"

LONGEST = 14
"""Characters of the longest placeholder: longer texts are none."""

_TEXTS = (ColumnType.TEXT, ColumnType.LONG_TEXT)

_AROUND = " \t\r\n\u3000（()）[]【】“”\"'‘’《》<>。，,;；:：!！"


def wording(case: Case) -> Iterator[Finding]:
    """Placeholders in any text; the texts of risks in all that they say."""
    for sheet in SHEETS.values():
        columns = [column for column in sheet.columns if column.type in _TEXTS]
        for row in case.rows(sheet.name) if columns else ():
            for column in columns:
                text = row.text(column.name)
                if text and len(text) <= LONGEST and _holds_a_place(column, text):
                    yield warning("text.placeholder", row.at(column.name), row.raw(column.name))
    for item, row in case.bureau.settings.items():
        text = row.text("内容")
        if item not in CONTACTS and ("某某" in text or pattern("left_over").search(text)):
            yield warning("text.placeholder/part", row.at("内容"), row.raw("内容"))
    yield from _risks(case)


def _holds_a_place(column: Column, text: str) -> bool:
    """Whether this is all that the cell says; what says nothing at all does so only where a text is asked for."""
    text = text.strip(_AROUND) or text
    if column.name == MEASURE and says_nothing(text):
        return False  # told as no measure at all
    if pattern("placeholder").fullmatch(text):
        return True
    if not column.required or column.unless or column.type is not ColumnType.LONG_TEXT:
        return False
    return bool(pattern("elsewhere", "nothing").fullmatch(text))


# ---------------------------------------------------------------- the texts of risks

_LATER = ("表现形式", MEASURE)
"""What says more than 风险内容."""

_FIRST_LOOK = re.compile("[XxＸｘ×✕✖＊*_＿□]{2}|司法局|20[0-9]{2}|20[０-９]{2}|２０")


def _risks(case: Case) -> Iterator[Finding]:
    last = _last_year(case.bureau.year)
    for sheet in RISKS:
        texts = [column.name for column in SHEETS[sheet].columns if column.type in _TEXTS]
        for row in case.rows(sheet):
            yield from _repeated(row)
            measure = row.text(MEASURE)
            if measure and is_slogan(measure):
                yield warning("text.slogan", row.at(MEASURE), row.raw(MEASURE))
            for column in texts:
                if (text := row.text(column)) and _FIRST_LOOK.search(text):
                    yield from _of_others(case, row, column, text, last)
    for row in changed_texts(case):
        text = row.text("调整后")
        if row.text("调整事项") == "措施" and is_slogan(text):
            yield warning("text.slogan", row.at("调整后"), row.raw("调整后"))
        yield from _of_others(case, row, "调整后", text, last)


def _of_others(case: Case, row: Row, column: str, text: str, last: re.Pattern[str]) -> Iterator[Finding]:
    """What is left in a text of another office's or of the year before."""
    if (
        len(text) > 2
        and pattern("left_over").search(text)
        and not pattern("placeholder").fullmatch(text.strip(_AROUND))
    ):
        yield warning("text.placeholder/part", row.at(column), row.raw(column))
    elif name := other_bureau(case.bureau, text):
        yield warning("text.bureau", row.at(column), row.raw(column), name=name, own=case.bureau.name)
    elif last.search(_TITLES.sub("", text)):
        yield note("text.year", row.at(column), row.raw(column), year=case.bureau.year - 1)


_TITLES = re.compile("《[^》]*》|[〔\\[（(【]\\s*20\\d{2}\\s*[〕\\]）)】]")
"""Names and numbers of documents."""


def _last_year(year: int) -> re.Pattern[str]:
    """The year before as a year, alone: not as an end of years from then to then."""
    number = "".join(f"[{digit}{chr(ord(digit) + 0xFEE0)}]" for digit in str(year - 1))
    return re.compile(rf"(?<![\d\-—–~～至到])(?<![\d]年[至到]){number}\s*年(?!度?\s*[\-—–~～至到])(?!以来|起)")


def _repeated(row: Row) -> Iterator[Finding]:
    content = row.text("风险内容")
    for column in _LATER:
        text = row.text(column)
        # Most do not even begin alike.
        alike = text and content and text[0] == content[0] and bare(text) == bare(content)
        if alike and len(bare(text)) > 1 and not says_nothing(text) and not pattern("placeholder").fullmatch(text):
            yield warning("text.repeats", row.at(column), row.raw(column), column=column)


# ---------------------------------------------------------------- slogans

_CLAUSES = re.compile(r"[，,。；;、！!\s]+")


def is_slogan(measure: str) -> bool:
    """Whether a measure is nothing but general calls: no word says who does what, when, or how it is checked."""
    if not _begins().match(measure):
        return False
    clauses = [clause for clause in _CLAUSES.split(measure) if clause]
    return bool(clauses) and all(_slogan().fullmatch(clause) for clause in clauses)


@lru_cache(maxsize=1)
def _begins() -> re.Pattern[str]:
    return pattern("slogan_verb")


@lru_cache(maxsize=1)
def _slogan() -> re.Pattern[str]:
    """Calls and what may stand beside them, taken possessively so that a long text is left at once."""
    call, beside = "|".join(words("slogan_verb")), "|".join(words("slogan_word"))
    return re.compile(f"(?:{beside})*+(?:(?:{call})(?:{beside})*+)+|(?:{beside})+")
