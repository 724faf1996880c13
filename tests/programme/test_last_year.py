"""Last year's workbook, named or in the same folder, is compared with and not checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from offices import ON, Office, told

from docgen.errors import CannotUse, WrongUsage
from docgen.findings import Finding
from docgen.office.rollover import rollover
from docgen.office.watch import Unwatched
from docgen.programme.check import check

JANUARY = date(2027, 1, 15)


def last_year(folder: Path, change: Callable[[Office], Any] = lambda office: None) -> Path:
    office = Office()
    change(office)
    return office.save(folder, "2026.xlsx")


def this_year(folder: Path, last: Path) -> Path:
    """As it is rolled over, before anybody has looked at a table."""
    target = folder / "2027.xlsx"
    target.unlink(missing_ok=True)
    rollover(None, [last], target, ON, Unwatched())
    return target


def rewritten(folder: Path) -> Path:
    """The new year with all risks thought over."""
    office = Office()
    office.sheets["单位"] = [row for row in office.sheets["单位"] if "截止" not in str(row[0])]
    for sheet in list(office.sheets):
        if sheet in ("审核意见", "前期预防", "预警处置", "考核", "责任追究", "风险调整", "表彰", "会议签到"):
            del office.sheets[sheet]
    office.setting("年度", 2027)
    for sheet in ("个人风险点", "机构风险点"):
        for number in range(2, len(office.sheets[sheet]) + 1):
            office.set(sheet, number, "防控措施", f"第{number}条按新流程逐件留痕，月底由负责人抽查三件并签名")
    return office.save(folder, "2027.xlsx")


def same(findings: tuple[Finding, ...]) -> list[tuple[str, str, str | None, str | None]]:
    return [item for item in told(findings) if item[0] == "sameness.year"]


def test_tables_taken_over_without_a_look_are_told_once(tmp_path: Path) -> None:
    last = last_year(tmp_path)
    book = this_year(tmp_path, last)
    checked = check([book], on=JANUARY, last=[last])
    assert same(checked.findings) == [
        ("sameness.year", "warning", "个人风险点", "B2"),
        ("sameness.year", "warning", "机构风险点", "B2"),
    ]
    assert "7 人" in next(item.message for item in checked.findings if item.rule == "sameness.year")
    assert [bureau.year for bureau in checked.bureaus] == [2027]
    assert {item.file for item in checked.findings} <= {str(book)}, "nothing is told of last year's workbook"


def test_tables_that_were_thought_over_are_not(tmp_path: Path) -> None:
    assert same(check([rewritten(tmp_path)], on=JANUARY, last=[last_year(tmp_path)]).findings) == []


def test_one_that_was_adjusted_last_year_is_compared_as_it_stood_at_the_end(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.sheets["风险调整"][1:] = [
            [
                "JG-综合股-1",
                "措施",
                "一印一登记",
                "用印须两人到场，登记簿每周由股长核对签名",
                "审计建议",
                "001",
                date(2026, 12, 22),
            ]
        ]

    last = last_year(tmp_path, change)
    found = check([this_year(tmp_path, last)], on=JANUARY, last=[last]).findings
    assert ("sameness.year", "warning", "机构风险点", "B2") in same(found)


def test_without_last_year_nothing_is_compared(tmp_path: Path) -> None:
    assert same(check([this_year(tmp_path, last_year(tmp_path))], on=JANUARY).findings) == []


def test_the_year_before_may_be_among_the_workbooks(tmp_path: Path) -> None:
    last = last_year(tmp_path)
    checked = check([last, this_year(tmp_path, last)], on=JANUARY)
    assert len(same(checked.findings)) == 2
    assert [bureau.year for bureau in checked.bureaus] == [2026, 2027]


def test_a_bureau_that_was_renamed_is_the_same(tmp_path: Path) -> None:
    book = this_year(tmp_path, last_year(tmp_path))
    last = last_year(tmp_path, lambda office: office.setting("单位名称", "云岭市司法局"))
    assert len(same(check([book], on=JANUARY, last=[last]).findings)) == 2


def test_a_workbook_of_another_year_is_no_last_year(tmp_path: Path) -> None:
    book = last_year(tmp_path)
    with pytest.raises(WrongUsage, match="2026年") as problem:
        check([book], on=ON, last=[book])
    assert "2025年" in problem.value.hint


def test_one_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"x")
    with pytest.raises(CannotUse) as problem:
        check([last_year(tmp_path)], on=ON, last=[broken])
    assert "坏.xlsx" in str(problem.value.place)
