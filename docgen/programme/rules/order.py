"""Two days or hours of one row follow each other: nothing is delivered before it is written, or done before that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from docgen.findings import Finding, Severity, finding
from docgen.programme.cases import SIGNALS
from docgen.programme.rules.case import Case
from docgen.workbook.rows import Row


class Pair(NamedTuple):
    """What must not lie before what, in a sheet; told at `later`."""

    sheet: str
    earlier: str
    later: str
    severity: Severity


ORDER = (
    Pair(SIGNALS, "日期", "送达日期", Severity.ERROR),
    Pair(SIGNALS, "送达日期", "完成日期", Severity.ERROR),
    Pair(SIGNALS, "日期", "完成日期", Severity.ERROR),
    Pair(SIGNALS, "送达日期", "回复期限", Severity.WARNING),
    Pair(SIGNALS, "日期", "回复期限", Severity.WARNING),
    Pair("责任追究", "决定日期", "送达日期", Severity.WARNING),
    Pair("责任追究", "决定日期", "影响期至", Severity.WARNING),
    Pair("风险调整", "日期", "生效日期", Severity.WARNING),
    Pair("前期预防", "开始时间", "结束时间", Severity.WARNING),
)
"""Of pairs with one later column the first that is broken is told."""


def order(case: Case) -> Iterator[Finding]:
    """Each row's days, as far as it has them and they lie in years that they may lie in."""
    for sheet in dict.fromkeys(pair.sheet for pair in ORDER):
        pairs = [pair for pair in ORDER if pair.sheet == sheet]
        for row in case.rows(sheet):
            told: set[str] = set()
            for pair in pairs:
                if pair.later not in told and _turned(row, pair, case.bureau.year):
                    told.add(pair.later)
                    values = {"earlier": pair.earlier, "later": pair.later, "first": row.text(pair.earlier)}
                    key = "disposal.order" if sheet == SIGNALS else "dates.order"
                    yield finding(key, pair.severity, row.at(pair.later), row.raw(pair.later), **values)


def _turned(row: Row, pair: Pair, year: int) -> bool:
    before, after = row[pair.earlier], row[pair.later]
    if isinstance(before, date) and isinstance(after, date):
        return after < before and before.year in (year, year + 1) and after.year >= year
    if isinstance(before, str) and isinstance(after, str):
        return _minutes(after) <= _minutes(before)
    return False


def _minutes(clock: str) -> int:
    """Of a time of day as cells of this kind are read, "9:30"."""
    hours, _, minutes = clock.partition(":")
    return 60 * int(hours) + int(minutes)
