"""With --keep-going, an error touches the documents that it would make wrong, and no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from offices import Office, checked

from docgen.programme.affected import subjects_with_errors
from docgen.programme.check import errors_in_roster
from docgen.programme.model import EventRow, Subject

PEOPLE = {f"00{number}" for number in range(1, 8)}


def touched(folder: Path, change: Callable[[Office], Any]) -> set[str]:
    def name(item: Subject | EventRow) -> str:
        return f"{item.sheet} {item.number}" if isinstance(item, EventRow) else item.key or str(item.target)

    return {name(subject) for _, _, subject in subjects_with_errors(checked(folder, change))}


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "expected"),
    [
        ("个人风险点", 5, "风险内容", None, {"004"}),
        ("机构风险点", 2, "工作程序", None, {"综合股"}),
        ("班子风险点", 2, "防控措施", None, {"班子"}),
        ("审核意见", 2, "日期", "?", {"004"}),
        ("审核意见", 7, "审核人", "001", {"综合股"}),
        ("审核意见", 9, "审核人", "003", {"班子"}),
        ("人员", 5, "岗位", None, {"004"}),
        ("人员", 4, "姓名", None, {"003", "综合股"}),
        ("机构", 2, "主要职能", None, {"综合股"}),
        ("机构", 2, "负责人", "张三", {"综合股", "003", "004"}),
        ("单位", 7, "内容", None, PEOPLE | {"综合股", "城关司法所", "班子"}),
        ("考核", 2, "检查得分", 41, {"考核 2"}),
        ("预警处置", 2, "处置方式", "督导", {"预警处置 2"}),
        ("风险调整", 2, "批准人", "没有这个人", {"风险调整 2"}),
        ("风险调整", 2, "日期", "?", {"风险调整 2", "004"}),
        ("风险调整", 2, "调整后", None, {"风险调整 2", "004"}),
        ("风险调整", 2, "风险编号", "GR-999-1", {"风险调整 2", "综合股", "城关司法所", "班子"} | PEOPLE),
    ],
)
def test_an_error_touches(tmp_path: Path, sheet: str, row: int, column: str, value: object, expected: set[str]) -> None:
    assert touched(tmp_path, lambda office: office.set(sheet, row, column, value)) == expected


def test_a_risk_of_nobody_touches_whom_its_row_names(tmp_path: Path) -> None:
    assert touched(tmp_path, lambda office: office.set("个人风险点", 4, "工号", "999")) == {"003"}


def test_a_risk_of_nobody_without_a_name_touches_all_who_may_be_meant(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.set("个人风险点", 10, "工号", "06")
        office.set("个人风险点", 10, "姓名", None)

    assert "006" in touched(tmp_path, change)


def test_a_tidy_year_touches_nobody(tmp_path: Path) -> None:
    assert touched(tmp_path, lambda office: None) == set()


def test_blank_forms_are_stopped_by_errors_in_the_roster_only(tmp_path: Path) -> None:
    def roster(change: Callable[[Office], Any]) -> list[str]:
        return [item.rule for item in errors_in_roster(checked(tmp_path, change))]

    assert roster(lambda office: office.set("人员", 5, "岗位", None)) == ["cells.required"]
    assert roster(lambda office: office.set("个人风险点", 5, "风险内容", None)) == []
    assert roster(lambda office: office.drop("个人风险点", 4)) == []
