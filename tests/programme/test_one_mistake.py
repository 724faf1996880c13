"""One mistake gives one finding, at the cell that was spoilt; findings come in the order of the workbook."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

import pytest
from offices import ON, TIDY, Office, checked, findings

from docgen.findings import Severity
from docgen.programme.check import check
from docgen.workbook.schema import SHEETS

REFERRING = (
    *("个人风险点", "机构风险点", "班子风险点", "前期预防", "预警处置", "考核"),
    *("责任追究", "风险调整", "表彰", "会议签到"),
)
"""Sheets that refer to others and to whose rows nothing but numbers refers."""

COLUMNS = [(sheet, column) for sheet in REFERRING for column in TIDY[sheet][0]]


@pytest.mark.parametrize(("sheet", "column"), COLUMNS)
@pytest.mark.parametrize("typed", [None, "乱填XQ"], ids=["emptied", "garbled"])
def test_a_spoilt_cell_is_told_once_and_there(tmp_path: Path, sheet: str, column: str, typed: str | None) -> None:
    where = ""

    def spoil(office: Office) -> None:
        nonlocal where
        where = office.set(sheet, 2, column, typed)

    found = findings(tmp_path, spoil)
    assert [(item.sheet, item.cell) for item in found] in ([], [(sheet, where)])
    if typed is None and SHEETS[sheet].column(column).required:
        assert [item.severity for item in found] == [Severity.ERROR]


def test_findings_come_by_sheet_row_and_column(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.set("表彰", 2, "荣誉称号", None)
        office.set("考核", 3, "检查得分", 61)
        office.set("个人风险点", 10, "查找方式", "听说")
        office.set("个人风险点", 2, "防控措施", "无")
        office.set("个人风险点", 2, "风险类别", "其他")
        office.set("单位", 7, "内容", None)

    found = findings(tmp_path, change)
    order = [(item.sheet, item.cell) for item in found]
    assert order == [
        ("单位", "B7"),
        ("个人风险点", "C2"),
        ("个人风险点", "J2"),
        ("个人风险点", "F10"),
        ("考核", "E3"),
        ("表彰", "D2"),
    ]


def test_findings_of_several_workbooks_come_file_by_file(tmp_path: Path) -> None:
    first, second = Office(), Office()
    second.setting("单位名称", "白水县司法局")
    for office in (first, second):
        office.set("表彰", 2, "荣誉称号", None)
        office.set("考核", 3, "检查得分", 61)
    paths = [first.save(tmp_path, "乙.xlsx"), second.save(tmp_path, "甲.xlsx")]
    places = [(Path(item.file or "").name, item.sheet) for item in check(paths, on=ON).findings]
    assert places == [("乙.xlsx", "考核"), ("乙.xlsx", "表彰"), ("甲.xlsx", "考核"), ("甲.xlsx", "表彰")]


def test_fonts_are_asked_once_for_each_bureau(tmp_path: Path) -> None:
    asked: list[str] = []

    def undrawable(text: str) -> str:
        asked.append(text)
        return ""

    assert checked(tmp_path, undrawable=undrawable).findings == ()
    [text] = asked
    assert len(set(text)) == len(text)
    assert not re.search(r"[\x00-\x1f]", text)


@pytest.mark.slow
def test_a_quarter_of_ten_thousand_people_takes_a_quarter_of_twenty_seconds(tmp_path: Path) -> None:
    office = Office()
    for number in range(10_000, 12_500):
        key, name = str(number), f"某{number}"
        office.add("人员", key, name, "综合股", "科员", "内勤", "收发文", "否", None, None, None)
        for place in range(4):
            risk = ("岗位职责", f"风险{place}", "把关不严", "自己找", "中", "中", "二级", f"措施{place}")
            office.add("个人风险点", key, name, *risk)
    path = office.save(tmp_path)

    def seconds() -> float:
        begun = time.process_time()
        assert check([path], on=date(2026, 12, 20)).findings == ()
        return time.process_time() - begun

    assert min(seconds() for _ in range(2)) * 4 < 20
