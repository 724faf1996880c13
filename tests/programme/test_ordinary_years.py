"""An ordinary year is warned of nothing: bureaus of any size, and the sample as it stood on each day of its year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from people import write_people

from docgen.findings import Finding
from docgen.programme.check import check
from docgen.shipped import SAMPLE

DAYS = (
    date(2026, 9, 30),
    date(2026, 10, 20),
    date(2026, 11, 12),
    date(2026, 11, 26),
    date(2026, 12, 15),
    date(2026, 12, 22),
)

DONE = {
    "审核意见": "日期",
    "前期预防": "日期",
    "预警处置": "日期",
    "责任追究": "决定日期",
    "风险调整": "日期",
    "考核": "检查日期",
}
"""The day that a row was written on."""

LATER = ("整改结果", "复核人", "复核意见")
"""What a signal gets when it is done."""


def sample_as_of(day: date, folder: Path) -> Path:
    """The sample without what happened after the day."""
    book = openpyxl.load_workbook(SAMPLE)
    for name, column in DONE.items():
        page = book[name]
        heading, *rows = [[cell.value for cell in row] for row in page.iter_rows()]
        kept = [row for row in rows if _day(row[heading.index(column)]) <= day]
        page.delete_rows(2, page.max_row)
        for row in kept:
            _not_done_yet(row, heading, day)
            page.append(row)
    if day < date(2026, 12, 18):
        book["表彰"].delete_rows(2, book["表彰"].max_row)
        book["民主测评"].delete_rows(2, book["民主测评"].max_row)
    path = folder / f"{day}.xlsx"
    book.save(path)
    return path


def _not_done_yet(row: list[Any], heading: list[Any], day: date) -> None:
    for column in {"送达日期", "完成日期"} & set(heading):
        place = heading.index(column)
        if row[place] and _day(row[place]) > day:
            row[place] = None
            if column == "完成日期":
                for name in LATER:
                    row[heading.index(name)] = None


def _day(value: Any) -> date:
    return value.date() if isinstance(value, datetime) else value or date.min


def told(findings: Sequence[Finding]) -> list[tuple[str, str | None, str | None, str]]:
    """All findings but what asks to be looked at again in the last stage (levels), and that a sheet is empty."""
    passed = ("levels.", "workbook.sheet")
    return [(item.rule, item.sheet, item.cell, item.message) for item in findings if not item.rule.startswith(passed)]


@pytest.mark.parametrize("day", DAYS)
def test_the_sample_as_it_stood_on_a_day_has_no_finding_then(tmp_path: Path, day: date) -> None:
    found = check([sample_as_of(day, tmp_path)], on=day).findings
    assert told(found) == []
    assert len([item for item in found if item.rule == "levels.touched"]) == (2 if day == date(2026, 12, 22) else 0)


@pytest.mark.parametrize(("people", "workbooks", "risks"), [(9, 1, 2), (27, 2, 5), (250, 3, 4)])
@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 12, 31)])
def test_a_bureau_of_any_size_has_no_finding(
    tmp_path: Path, people: int, workbooks: int, risks: int, day: date
) -> None:
    assert told(check(write_people(tmp_path, people, workbooks, risks), on=day).findings) == []


@pytest.mark.slow
def test_nor_has_one_of_five_thousand(tmp_path: Path) -> None:
    assert told(check(write_people(tmp_path, 5000), on=date(2026, 12, 25)).findings) == []
