"""What risks say is said of this office, of this year, and is more than a slogan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from docgen.findings import Finding, note, warning
from docgen.programme.rules.bureaus import other_bureau
from docgen.programme.rules.case import RISK_SHEETS, Case, cells, changed_texts, texts_of
from docgen.programme.rules.lists import entries, pattern
from docgen.programme.rules.measures import says_nothing
from docgen.programme.rules.placeholders import is_placeholder
from docgen.programme.rules.texts import BEGIN
from docgen.workbook.names import bare
from docgen.workbook.rows import Row

MEASURE = "防控措施"

CONTENT = "风险内容"
LATER = ("表现形式", MEASURE)
"""What says more than 风险内容."""


def wording(case: Case) -> Iterator[Finding]:
    """No measure is a slogan, nothing repeats 风险内容, nothing names another bureau [warning] or last year [note]."""
    for row, column in _slogans(case):
        yield warning("text.slogan", row.at(column), row.raw(column))
    for sheet in RISK_SHEETS:
        for row, (content, *texts) in case.rows_with(sheet, (CONTENT, *LATER)):
            for column, text in zip(LATER, texts, strict=True):
                if _repeats(content, text):
                    yield warning("text.repeats", row.at(column), row.raw(column), column=column)
    last = _last_year(case.bureau.year)
    for row, column, text in _of_others(case):
        if name := other_bureau(case.bureau, text):
            yield warning("text.bureau", row.at(column), row.raw(column), name=name, own=case.bureau.name)
        elif last.search(_TITLES.sub("", text)):
            yield note("text.year", row.at(column), row.raw(column), year=case.bureau.year - 1)


def _repeats(content: str, text: str) -> bool:
    """Whether a text says just what 风险内容 says."""
    if text[:1] != content[:1] or not text:  # most do not even begin alike
        return False
    alike = bare(text) == bare(content) and len(bare(text)) > 1
    return alike and not says_nothing(text) and not is_placeholder(text)


# ---------------------------------------------------------------- of others

_FIRST_LOOK = re.compile("[司2２](?:(?<=司)法局|(?<!司)[0０][0-9０-９]{2})")
"""司法局 or a year."""

_TITLES = re.compile("《[^》]*》|[〔\\[（(【]\\s*20\\d{2}\\s*[〕\\]）)】]")
"""Names and numbers of documents."""


def _of_others(case: Case) -> Iterator[tuple[Row, str, str]]:
    for sheet in RISK_SHEETS:
        yield from cells(case, sheet, texts_of(sheet), case.texts(sheet).holding(_FIRST_LOOK))
    yield from ((row, "调整后", text) for row in changed_texts(case) if _FIRST_LOOK.search(text := row.text("调整后")))


@lru_cache(maxsize=8)
def _last_year(year: int) -> re.Pattern[str]:
    """The year before as a year, alone: no end of years from then to then, and not since then."""
    number = "".join(f"[{digit}{chr(ord(digit) + 0xFEE0)}]" for digit in str(year - 1))
    return re.compile(
        rf"(?<![\d\-—–~～至到])(?<!\d年[至到]){number}\s*年(?!度?\s*[\-—–~～至到])(?!(?:\d+月)?(?:\d+日)?(?:以来|起))"
    )


# ---------------------------------------------------------------- slogans

_CLAUSES = re.compile(r"[，,。；;、！!\s]+")


def _slogans(case: Case) -> Iterator[tuple[Row, str]]:
    for sheet in RISK_SHEETS:
        slogans = set(filter(is_slogan, case.texts(sheet).holding(_beginning())))
        yield from ((row, column) for row, column, _ in cells(case, sheet, (MEASURE,), slogans))
    yield from ((row, "调整后") for row in changed_texts(case, ("措施",)) if is_slogan(row.text("调整后")))


def is_slogan(measure: str) -> bool:
    """Whether a measure is nothing but general calls: no word says who does what, when, or how it is checked."""
    if not pattern("slogan_call").match(measure):
        return False
    return all(_slogan().fullmatch(clause) for clause in _CLAUSES.split(measure) if clause)


@lru_cache(maxsize=1)
def _beginning() -> re.Pattern[str]:
    """What a slogan begins with, where the texts of a sheet are searched."""
    return re.compile(f"{BEGIN}(?:{pattern('slogan_call').pattern})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _slogan() -> re.Pattern[str]:
    """Words of slogans one after another: the longest first and each taken for good, so that no text takes long."""
    found = sorted((word for item in entries("slogan_call", "slogan_word") for word in item.split("|")), key=len)
    return re.compile(f"(?:{'|'.join(reversed(found))})++")
