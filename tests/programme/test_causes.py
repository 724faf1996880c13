"""One mistake is told once, where it was made, and what follows from it is not told as well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from offices import Office, checked, findings, told

from docgen.programme.affected import subjects_with_errors

Change = Callable[[Office], Any]


def _without(sheet: str, column: str) -> Change:
    def change(office: Office) -> None:
        place = office.sheets[sheet][0].index(column)
        for row in office.sheets[sheet]:
            del row[place]

    return change


def _name_of_group_member(office: Office) -> None:
    office.set("领导小组", 3, "姓名", "驻局组长")
    for row in (4, 9):
        office.set("审核意见", row, "审核人", "驻局组长")


CAUSES: dict[str, tuple[Change, list[tuple[str, str | None]]]] = {
    "a year that all dates disagree with": (lambda o: o.setting("年度", 2025), [("dates.year", "B4")]),
    "a year that is none": (lambda o: o.setting("年度", 20260), [("identity.year", "B4")]),
    "a year below nothing": (lambda o: o.setting("年度", -5), [("identity.year", "B4")]),
    "a first deadline after the second": (
        lambda o: o.setting("动员部署截止", date(2026, 12, 10)),
        [("dates.stages", "B9")],
    ),
    "a first deadline after most opinions": (
        lambda o: o.setting("动员部署截止", date(2026, 11, 20)),
        [("dates.stage", "B8")],
    ),
    "no name of the bureau": (
        lambda o: (o.setting("单位名称", None), o.set("考核", 2, "检查得分", 41)),
        [("cells.required", "B2"), ("scores.range", "E2")],
    ),
    "a 工号 left empty": (lambda o: o.set("人员", 5, "工号", None), [("cells.required", "A5")]),
    "no column 工号": (_without("人员", "工号"), [("workbook.column", None)]),
    "no column 机构名称": (_without("机构", "机构名称"), [("workbook.column", None)]),
    "no column 机构": (_without("人员", "机构"), [("workbook.column", None)]),
    "no column 对象": (_without("审核意见", "对象"), [("workbook.column", None)]),
    "no column 机构名称 of the risks": (_without("机构风险点", "机构名称"), [("workbook.column", None)]),
    "no column 风险等级": (_without("班子风险点", "风险等级"), [("grade.filled", None)]),
    "no column 班子成员": (_without("人员", "班子成员"), []),
    "a role in the group that is none": (
        lambda o: o.set("领导小组", 2, "小组职务", "组张"),
        [("cells.enumeration", "A2")],
    ),
    "a name left empty": (
        lambda o: o.set("人员", 2, "姓名", None),
        [("identity.group", "B2"), ("cells.required", "B2")],
    ),
    "a name that is another's in every risk": (
        lambda o: [o.set("个人风险点", row, "姓名", "李鸣") for row in (5, 6, 7, 8)],
        [("identity.name", "B5")],
    ),
    "another's 工号 beside the right name": (
        lambda o: o.set("个人风险点", 2, "工号", "003"),
        [("identity.name", "B2")],
    ),
    "an opinion without its object": (lambda o: o.set("审核意见", 2, "对象", None), [("cells.required", "B2")]),
    "a kind of object that is another": (
        lambda o: o.set("预警处置", 2, "对象类型", "机构"),
        [("identity.reference", "D2")],
    ),
    "a worth that is too small for its scores": (lambda o: o.set("考核", 3, "分值", 40), [("scores.total", "C2")]),
    "a worth of nothing": (lambda o: o.set("考核", 3, "分值", 0), [("scores.worth", "C3")]),
    "an ID-card number of the old length": (
        lambda o: o.set("人员", 8, "身份证号", "110105491231002"),
        [("privacy.id-card", "I8")],
    ),
    "a 副组长 from elsewhere who signs": (_name_of_group_member, [("identity.group", "B3")]),
    "a mobile number with the country's": (
        lambda o: o.set("个人风险点", 2, "风险内容", "电话+8613800138000"),
        [("privacy.mobile", "D2")],
    ),
    "an ID-card number in groups": (
        lambda o: o.set("个人风险点", 2, "风险内容", "110105 19491231 002X 的材料"),
        [("privacy.id-card-in-text", "D2")],
    ),
    "a measure left empty": (lambda o: o.set("个人风险点", 2, "防控措施", None), [("measures.missing", "J2")]),
}


@pytest.mark.parametrize("name", CAUSES)
def test_a_cause_is_told_once(tmp_path: Path, name: str) -> None:
    change, expected = CAUSES[name]
    assert [(rule, cell) for rule, _, _, cell in told(findings(tmp_path, change))] == expected


def test_a_sheet_whose_title_has_a_space_is_that_sheet(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.set("个人风险点", 10, "工号", "06")
        office.sheets["个人风险点 "] = office.sheets.pop("个人风险点")

    assert [item.rule for item in findings(tmp_path, change)] == ["identity.reference"]


def test_excels_7_is_工号_007(tmp_path: Path) -> None:
    made = checked(tmp_path, lambda office: office.set("个人风险点", 11, "工号", 7))
    assert told(made.findings) == []
    assert len(made.bureaus[0].people["007"].risks) == 1


def test_a_wrong_value_in_many_rows_touches_all_of_them(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        for row in (6, 7, 8):
            office.set("人员", row, "机构", "城关司法站")

    touched = {subject.key for _, _, subject in subjects_with_errors(checked(tmp_path, change))}
    assert {"005", "006", "007"} <= touched


def test_that_somebody_has_no_risk_touches_nobody_else(tmp_path: Path) -> None:
    def departments(office: Office) -> None:
        office.drop("机构风险点", 2)

    def people(office: Office) -> None:
        office.drop("个人风险点", 4)

    assert {subject.key for _, _, subject in subjects_with_errors(checked(tmp_path, departments))} == {"综合股"}
    assert {subject.key for _, _, subject in subjects_with_errors(checked(tmp_path, people))} == {"003"}
