"""Until when a notice is answered, reported on and reviewed: by its row, else by the days of its kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from offices import Office

from docgen.programme.assemble import assemble
from docgen.programme.deadlines import deadlines, shipped
from docgen.programme.model import Event
from docgen.workbook.read import read_workbook

DAYS = {"reply": 3, "report": 10, "review": 180}


def event(tmp_path: Path, **cells: date | None) -> Event:
    """The first row of 预警处置 with these dates, dated 1 November and without a 整改期限 else."""
    office = Office()
    for column, value in ({"日期": date(2026, 11, 1), "整改期限": None} | cells).items():
        if column in ("日期", "整改期限"):
            office.set("预警处置", 2, column, value)
        else:
            office.column("预警处置", column, [value])
    [bureau] = assemble([read_workbook(office.save(tmp_path))]).bureaus
    return bureau.events["预警处置"][0]


def test_days_count_from_the_date_of_the_notice(tmp_path: Path) -> None:
    found = deadlines(event(tmp_path), DAYS)
    assert found == {"reply": date(2026, 11, 4), "report": date(2026, 11, 11), "review": date(2027, 4, 30)}


def test_or_from_its_delivery_where_that_is_known(tmp_path: Path) -> None:
    found = deadlines(event(tmp_path, 送达日期=date(2026, 11, 3)), DAYS)
    assert found == {"reply": date(2026, 11, 6), "report": date(2026, 11, 13), "review": date(2027, 5, 2)}


def test_what_the_row_says_goes_before_all_days(tmp_path: Path) -> None:
    row = event(tmp_path, 回复期限=date(2026, 11, 20), 整改期限=date(2026, 12, 1))
    assert deadlines(row, DAYS) | {"review": None} == {
        "reply": date(2026, 11, 20),
        "report": date(2026, 12, 1),
        "review": None,
    }
    assert deadlines(row, {})["report"] == date(2026, 12, 1), "also where the kind gives no days"


def test_without_days_or_a_date_a_deadline_is_not_known(tmp_path: Path) -> None:
    assert deadlines(event(tmp_path), {}) == {"reply": None, "report": None, "review": None}
    assert set(deadlines(event(tmp_path, 日期=None), DAYS).values()) == {None}


def test_an_accountability_notice_counts_from_the_decision(tmp_path: Path) -> None:
    [bureau] = assemble([read_workbook(Office().save(tmp_path))]).bureaus
    row = next(iter(bureau.events["责任追究"]))
    day = row.row["决定日期"]
    assert isinstance(day, date)
    found = deadlines(row, {"reply": 3})["reply"]
    assert found is not None
    assert (found - day).days == 3


@pytest.mark.parametrize(
    ("kind", "reply", "report", "review"),
    [
        ("warning", 3, 10, None),
        ("reminder", 3, 5, None),
        ("admonition", 3, 5, 180),
        ("caution", 3, 5, 180),
        ("rectification", 3, 10, None),
        ("supervision", 3, 10, None),
        ("accountability", 3, None, None),
    ],
)
def test_the_programs_own_days(kind: str, reply: int, report: int | None, review: int | None) -> None:
    days = shipped()[kind]
    assert (days.get("reply"), days.get("report"), days.get("review")) == (reply, report, review)
    assert days.keys() <= {"reply", "report", "review"}
