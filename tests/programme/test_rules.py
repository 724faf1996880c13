"""Every rule between cells: a tidy year breaks none; each change breaks just the one named, at the cell named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from offices import ON, Office, checked, findings, told

Change = Callable[[Office], Any]


def test_a_tidy_year_has_no_finding_at_all(tmp_path: Path) -> None:
    assert told(findings(tmp_path, lambda office: None)) == []


def _set(sheet: str, row: int, column: str, value: Any) -> Change:
    return lambda office: office.set(sheet, row, column, value)


def _drop(sheet: str, *rows: int) -> Change:
    return lambda office: office.drop(sheet, *rows)


def _both(*changes: Change) -> Change:
    def change(office: Office) -> None:
        for item in changes:
            item(office)

    return change


DAY = date(2026, 10, 20)
ISSUED = ["文件", "文号", "成文日期"]

CASES: dict[str, tuple[Change, str, str, str, str | None]] = {
    # identity
    "a 工号 twice": (
        lambda o: o.add("人员", "004", "王五", "综合股", "科员", "内勤", "内勤", "否", None, None, None),
        *("identity.unique", "error", "人员", "A9"),
    ),
    "a 机构名称 twice": (
        lambda o: o.add("机构", "综合股", "股室", "003", "002", "重复"),
        *("identity.unique", "error", "机构", "A4"),
    ),
    "an event's 编号 twice": (
        lambda o: o.add("前期预防", "Q-1", DAY, "谈心活动", "个人", "004", "003", "谈话", None),
        *("identity.unique", "error", "前期预防", "A3"),
    ),
    "a risk of nobody": (_set("个人风险点", 6, "工号", "099"), "identity.reference", "error", "个人风险点", "A6"),
    "a person's department that is none": (
        _set("人员", 5, "机构", "宣教股"),
        *("identity.reference", "error", "人员", "C5"),
    ),
    "a risk of no department": (
        _set("机构风险点", 2, "机构名称", "综台股"),
        *("identity.reference", "error", "机构风险点", "A2"),
    ),
    "a head who is nobody": (_set("机构", 3, "负责人", "张三"), "identity.reference", "error", "机构", "C3"),
    "a principal who is nobody": (
        lambda o: o.setting("主要负责人", "钟大"),
        *("identity.reference", "error", "单位", "B6"),
    ),
    "a name that two people bear": (
        _set("预警处置", 2, "对象", "李明"),
        *("identity.reference", "error", "预警处置", "D2"),
    ),
    "an adjusted risk that is none": (
        _set("风险调整", 2, "风险编号", "GR-004-9"),
        *("identity.reference", "error", "风险调整", "A2"),
    ),
    "a name that is not the 工号's": (
        _set("个人风险点", 5, "姓名", "李明亮"),
        "identity.name",
        "error",
        "个人风险点",
        "B5",
    ),
    "an opinion on nobody": (_set("审核意见", 6, "对象", None), "cells.required", "error", "审核意见", "B6"),
    "somebody without a department": (_set("人员", 8, "机构", None), "cells.required", "error", "人员", "C8"),
    "a leader in charge who is not of the leadership": (
        _both(_set("机构", 3, "分管领导", "003"), _drop("责任追究", 2)),
        *("identity.leader", "error", "机构", "D3"),
    ),
    "a member of the group from elsewhere": (
        lambda o: o.add("领导小组", "成员", "驻局组长", "纪检组长"),
        *("identity.group", "note", "领导小组", "B5"),
    ),
    # participation
    "a person without a risk": (_drop("个人风险点", 11), "participation.person", "error", "人员", "A8"),
    "a department without a risk": (_drop("机构风险点", 3), "participation.department", "error", "机构", "A3"),
    "a matter without a risk": (_drop("班子风险点", 3), "participation.leadership", "error", "班子风险点", None),
    # grade
    "a grade left empty": (_set("个人风险点", 2, "风险等级", None), "grade.filled", "note", "个人风险点", "I2"),
    "a grade one level off": (
        _set("个人风险点", 2, "风险等级", "三级"),
        "grade.differs",
        "warning",
        "个人风险点",
        "I2",
    ),
    "a grade too high": (_set("机构风险点", 3, "风险等级", "一级"), "grade.differs", "warning", "机构风险点", "H3"),
    "a grade two levels too low": (
        _set("班子风险点", 4, "风险等级", "三级"),
        *("grade.too-low", "error", "班子风险点", "F4"),
    ),
    # measures
    "a measure that says nothing": (
        _set("个人风险点", 2, "防控措施", "，暂无"),
        "measures.missing",
        "error",
        "个人风险点",
        "J2",
    ),
    "one measure for three of four risks": (
        _both(*(_set("个人风险点", row, "防控措施", "每月抽查一次") for row in (5, 6, 7))),
        *("measures.repeated", "warning", "个人风险点", "J6"),
    ),
    # approvals
    "a step without the one before": (_drop("审核意见", 3), "approvals.missing", "error", "审核意见", "C3"),
    "a step dated before the one before": (
        _set("审核意见", 3, "日期", date(2026, 10, 7)),
        *("approvals.order", "error", "审核意见", "F3"),
    ),
    "a head's own table before the head": (
        lambda o: o.add("审核意见", "个人", "003", "股室负责人", "属实", "003", date(2026, 10, 8)),
        *("approvals.step", "error", "审核意见", "C11"),
    ),
    "a leader's own table before a leader": (
        lambda o: o.add("审核意见", "个人", "001", "分管领导", "属实", "002", date(2026, 10, 8)),
        *("approvals.step", "error", "审核意见", "C11"),
    ),
    "an opinion of a 股室负责人 who is none": (
        _set("审核意见", 2, "审核人", "004"),
        *("approvals.signer", "error", "审核意见", "E2"),
    ),
    "an opinion of a 分管领导 of others": (
        _set("审核意见", 7, "审核人", "001"),
        *("approvals.signer", "error", "审核意见", "E7"),
    ),
    "an opinion of the group by a mere member": (
        _set("审核意见", 9, "审核人", "003"),
        *("approvals.signer", "error", "审核意见", "E9"),
    ),
    # dates
    "a date of another year": (_set("会议签到", 2, "日期", date(2025, 9, 10)), "dates.year", "error", "会议签到", "B2"),
    "a deadline of another year": (
        lambda o: o.setting("动员部署截止", date(2025, 9, 15)),
        *("dates.year", "error", "单位", "B8"),
    ),
    "an opinion outside the stage": (
        _set("审核意见", 10, "日期", date(2026, 12, 8)),
        *("dates.stage", "warning", "审核意见", "F10"),
    ),
    "a deadline before its signal": (
        _set("预警处置", 2, "整改期限", date(2026, 11, 1)),
        *("dates.due", "error", "预警处置", "I2"),
    ),
    "stages out of order": (
        lambda o: o.setting("检查考核截止", date(2026, 12, 1)),
        *("dates.stages", "error", "单位", "B10"),
    ),
    "a publication into a year whose moved days are not known": (
        lambda o: o.add("单位", "公示开始日期", date(2026, 12, 29)),
        *("dates.holidays", "note", "单位", "B12"),
    ),
    # disposal, accountability
    "告诫 for a department": (_set("预警处置", 3, "处置方式", "告诫"), "disposal.object", "error", "预警处置", "G3"),
    "督导 for a person": (_set("预警处置", 2, "处置方式", "督导"), "disposal.object", "error", "预警处置", "G2"),
    "a leader who is not in charge": (
        _set("责任追究", 2, "分管领导", "001"),
        "accountability.leader",
        "error",
        "责任追究",
        "C2",
    ),
    "a leader's case without the principal": (
        _set("责任追究", 3, "分管领导", "003"),
        *("accountability.leader", "error", "责任追究", "C3"),
    ),
    # numbers of documents
    "a 文号 typed for two documents": (
        lambda o: o.sheets.update({"发文": [ISSUED, ["甲", "云司发〔2026〕5号", DAY], ["乙", "云司发[2026]5号", DAY]]}),
        *("identity.number", "error", "发文", "B3"),
    ),
    # scores
    "a score above its worth": (_set("考核", 2, "检查得分", 41), "scores.range", "error", "考核", "E2"),
    "a score below nothing": (_set("考核", 2, "自查得分", -1), "scores.range", "error", "考核", "D2"),
    "items that do not add up to 100": (_set("考核", 5, "分值", 61), "scores.total", "error", "考核", "C4"),
    "an item worth nothing": (
        lambda o: o.add("考核", "综合股", "其他", 0, None, None, None),
        *("scores.worth", "error", "考核", "C6"),
    ),
    # privacy
    "an ID-card number to be published": (
        _set("个人风险点", 2, "风险内容", "涉及身份证 11010519491231002X 的材料"),
        *("privacy.id-card-in-text", "error", "个人风险点", "D2"),
    ),
    "a mobile number to be published": (
        _set("机构风险点", 2, "工作程序", "联系１３８００１３８０００"),
        *("privacy.mobile", "error", "机构风险点", "J2"),
    ),
    "an address to be published": (
        _set("班子风险点", 2, "防控措施", "发至 a.b@example.gov.cn"),
        *("privacy.email", "error", "班子风险点", "G2"),
    ),
    "an ID-card number with a wrong check": (
        _set("人员", 8, "身份证号", "110105194912310021"),
        *("privacy.id-card", "error", "人员", "I8"),
    ),
    # cells and workbook, as reading tells them
    "a required cell left empty": (
        _set("个人风险点", 2, "风险内容", None),
        "cells.required",
        "error",
        "个人风险点",
        "D2",
    ),
    "a value outside its enumeration": (
        _set("个人风险点", 2, "查找方式", "别人说"),
        *("cells.enumeration", "error", "个人风险点", "F2"),
    ),
    "a date that is none": (_set("审核意见", 2, "日期", "十月份"), "cells.type", "error", "审核意见", "F2"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_breaks_one_rule_at_one_cell(tmp_path: Path, name: str) -> None:
    change, *expected = CASES[name]
    assert told(findings(tmp_path, change)) == [tuple(expected)]


@pytest.mark.parametrize("name", CASES)
def test_every_finding_says_what_is_wrong_and_what_to_do(tmp_path: Path, name: str) -> None:
    [item] = findings(tmp_path, CASES[name][0])
    assert item.message
    assert item.hint
    assert "{" not in item.message.replace("{{", "") + item.hint.replace("{{", "")


def test_control_characters_and_broken_halves_are_errors(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.set("个人风险点", 2, "风险内容", "受理_x0008_不严")

    assert told(findings(tmp_path, change)) == [("text.control", "error", "个人风险点", "D2")]


def test_a_character_that_no_font_draws_is_a_warning(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        lambda office: office.set("人员", 8, "岗位职责", "负责𪚥的登记"),
        undrawable=lambda text: "𪚥" if "𪚥" in text else "",
    )
    assert told(found) == [("text.font", "warning", "人员", "F8")]


def test_who_has_no_risk_is_only_warned_of_until_the_stage_ends(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.drop("个人风险点", 11)
        office.drop("审核意见", 10)

    assert [item.severity for item in findings(tmp_path, change, date(2026, 12, 5))] == ["warning"]
    assert [item.severity for item in findings(tmp_path, change, date(2026, 12, 6))] == ["error"]


def test_a_grade_that_differs_is_not_told_where_the_sheet_says_why(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.set("个人风险点", 2, "风险等级", "三级")
        office.column("个人风险点", "等级说明", ["近三年没有投诉，下调一级"])
        office.set("班子风险点", 4, "风险等级", "三级")
        office.column("班子风险点", "等级说明", ["", "", "大额资金已全部上收县财政"])

    assert told(findings(tmp_path, change)) == []


def test_a_grade_that_differs_is_told_where_another_row_says_why(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.set("个人风险点", 2, "风险等级", "三级")
        office.column("个人风险点", "等级说明", ["", "与推定的一致"])

    assert [(item.rule, item.cell) for item in findings(tmp_path, change)] == [("grade.differs", "I2")]


def test_an_office_may_grade_otherwise(tmp_path: Path) -> None:
    found = findings(tmp_path, lambda office: None, grading={"中中": "三级"})
    assert {item.rule for item in found} == {"grade.differs"}


def test_a_missing_risk_sheet_is_told_once_for_each_who_takes_part(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        del office.sheets["个人风险点"]
        del office.sheets["风险调整"]

    assert {item.rule for item in findings(tmp_path, change, date(2026, 12, 6))} == {"participation.person"}


def test_what_is_not_yet_there_is_no_finding(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        for sheet in list(office.sheets):
            if sheet not in ("单位", "机构", "人员"):
                del office.sheets[sheet]

    found = findings(tmp_path, change, date(2026, 9, 1))
    assert {item.rule.split(".")[0] for item in found} == {"participation"}
    assert {str(item.severity) for item in found} == {"warning"}


def test_a_row_keeps_its_own_number_when_rows_are_put_in_between(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        count = len(office.sheets["个人风险点"]) - 1
        office.column("个人风险点", "风险编号", [None] * 3 + ["GR-004-7", None, None] + [None] * count)

    [bureau] = checked(tmp_path, change).bureaus
    numbers = [risk.number for risk in bureau.people["004"].risks]
    assert numbers == ["GR-004-7", "GR-004-2", "GR-004-3", "GR-004-4"]


def test_a_risk_number_stands_once(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.column("班子风险点", "风险编号", ["B-1", "B-1", None])

    assert told(findings(tmp_path, change)) == [("identity.unique", "error", "班子风险点", "I3")]


def test_the_day_of_the_check_is_given_from_outside(tmp_path: Path) -> None:
    assert told(findings(tmp_path, lambda office: None, ON)) == []
