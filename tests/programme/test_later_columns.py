"""The second edition's references and dates: found, not found, and where a date may lie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from offices import Office, checked, findings, told

from docgen.programme.headings import settings_by_heading
from docgen.programme.model import Subject, Target
from docgen.programme.rules.dates import lies_within
from docgen.workbook.columns import Span
from docgen.workbook.schema import SHEETS

Change = Callable[[Office], Any]

PEOPLE = [("个人风险点", "责任人"), ("机构风险点", "责任人"), ("预警处置", "复核人"), ("风险调整", "申请人")]


def column(sheet: str, name: str, *values: Any) -> Change:
    return lambda office: office.column(sheet, name, values)


@pytest.mark.parametrize(("sheet", "name"), PEOPLE)
def test_people_are_found_by_number_or_name_and_told_where_there_is_none(sheet: str, name: str, tmp_path: Path) -> None:
    for value in ("002", "郑远"):
        made = checked(tmp_path, column(sheet, name, value))
        assert told(made.findings) == []
        [bureau] = made.bureaus
        records: dict[str, Any] = {
            "个人风险点": bureau.people["001"].risks,
            "机构风险点": bureau.departments["综合股"].risks,
            **bureau.events,
        }
        assert records[sheet][0].people[name] == "002"
    [found] = findings(tmp_path, column(sheet, name, "郑远远"))
    assert (found.said.key, found.sheet, found.value) == ("identity.reference/person", sheet, "郑远远")


def test_a_risk_that_a_signal_touches_is_found_and_told_where_there_is_none(tmp_path: Path) -> None:
    [bureau] = checked(tmp_path, column("预警处置", "风险编号", "ＧＲ-006-1", "JG-综合股-1")).bureaus
    assert [event.refers["风险编号"] for event in bureau.events["预警处置"]] == ["GR-006-1", "JG-综合股-1"]
    assert [event.number for event in bureau.events["预警处置"]] == ["Y-1", "Y-2"], "the key is the row's own number"
    [found] = findings(tmp_path, column("预警处置", "风险编号", "GR-006-9"))
    assert (found.said.key, found.sheet, found.cell) == ("identity.reference/risk", "预警处置", "L2")


def test_an_earlier_number_is_another_row_of_the_same_sheet(tmp_path: Path) -> None:
    [bureau] = checked(tmp_path, column("预警处置", "原编号", None, "Ｙ-1")).bureaus
    assert [event.refers["原编号"] for event in bureau.events["预警处置"]] == [None, "Y-1"]
    for value, key in (("Q-1", "event"), ("Y-2", "event-itself")):
        [found] = findings(tmp_path, column("预警处置", "原编号", None, value))
        assert (found.said.key, found.cell) == (f"identity.reference/{key}", "L3")


def test_a_vote_is_about_its_object(tmp_path: Path) -> None:
    heading = [item.name for item in SHEETS["民主测评"].columns]
    rows = [
        heading,
        ["班子", None, "廉洁自律", 7, 7, 7, 7, 0, 0, 0, 0],
        ["机构", "综合股", "服务态度", 7, 7, 7, 7, 0, 0, 0, 0],
        ["个人", "钟启明", "勤政", 7, 7, 7, 7, 0, 0, 0, 0],
    ]
    made = checked(tmp_path, lambda office: office.sheets.update({"民主测评": rows}))
    assert told(made.findings) == []
    [bureau] = made.bureaus
    subjects = [event.subject for event in bureau.events["民主测评"]]
    assert subjects == [
        Subject(Target.LEADERSHIP),
        Subject(Target.DEPARTMENT, "综合股"),
        Subject(Target.PERSON, "001"),
    ]
    rows[2][1] = "综合科室"
    [found] = findings(tmp_path, lambda office: office.sheets.update({"民主测评": rows}))
    assert (found.said.key, found.sheet) == ("identity.reference/department", "民主测评")


def test_papers_sent_out_are_events(tmp_path: Path) -> None:
    rows = [["文件", "文号", "成文日期"], ["实施方案", "云司发〔2026〕8号", date(2026, 9, 11)]]
    made = checked(tmp_path, lambda office: office.sheets.update({"发文": rows}))
    assert told(made.findings) == []
    [event] = made.bureaus[0].events["发文"]
    assert (event.row["文号"], event.number, event.subject) == ("云司发〔2026〕8号", "", None)


def test_a_matter_that_is_not_required_is_not_missed(tmp_path: Path) -> None:
    def appoint(office: Office) -> None:
        row = ["重要人事任免", "任人唯亲", "程序走过场", "低", "重", "二级", "全程纪实", "001"]
        office.add("班子风险点", *row)

    assert findings(tmp_path, lambda office: None) == []
    assert findings(tmp_path, appoint) == []


def test_what_holds_where_a_setting_is_empty(tmp_path: Path) -> None:
    [bureau] = checked(tmp_path).bureaus
    told_by_default = ("考核权重", "等次标准", "门类代码", "公示工作日数")
    assert [bureau.setting(name) for name in told_by_default] == ["20/40/40", "90/80", "WS", "5"]
    assert [settings_by_heading(bureau)[name] for name in told_by_default] == ["20/40/40", "90/80", "WS", 5]
    [bureau] = checked(tmp_path, lambda office: office.setting("考核权重", "0/50/50")).bureaus
    assert bureau.setting("考核权重") == "0/50/50"


# Dates

SPANS = {
    Span.WITH_ENDS: {
        "整改期限",
        "回复期限",
        "送达日期",
        "完成日期",
        "成文日期",
        "检查日期",
        "决定日期",
        "生效日期",
        "公示开始日期",
    },
    Span.FROM_YEAR: {"影响期至"},
    Span.TO_YEAR: {"任现岗位日期"},
}


def test_the_contract_says_which_dates_may_lie_outside_the_year() -> None:
    columns = [column for sheet in SHEETS.values() for column in (*sheet.columns, *sheet.settings)]
    for span, names in SPANS.items():
        assert {column.name for column in columns if column.span is span} == names


@pytest.mark.parametrize(
    ("span", "inside", "outside"),
    [
        (Span.YEAR, ["2026-01-01", "2026-12-31"], ["2025-12-31", "2027-01-01"]),
        (Span.WITH_ENDS, ["2026-01-01", "2027-01-01", "2027-03-31"], ["2025-12-31", "2027-04-01", "2028-01-01"]),
        (Span.FROM_YEAR, ["2026-01-01", "2029-06-01"], ["2025-12-31"]),
        (Span.TO_YEAR, ["2026-12-31", "1999-06-01"], ["2027-01-01"]),
    ],
)
def test_where_a_date_may_lie(span: Span, inside: list[str], outside: list[str]) -> None:
    assert all(lies_within(date.fromisoformat(day), span, 2026) for day in inside)
    assert not any(lies_within(date.fromisoformat(day), span, 2026) for day in outside)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda office: office.set("预警处置", 2, "整改期限", date(2027, 3, 31)), None),
        (lambda office: office.set("预警处置", 2, "整改期限", date(2027, 4, 1)), "dates.year/next"),
        (lambda office: office.set("责任追究", 2, "决定日期", date(2027, 1, 5)), None),
        (lambda office: office.set("预警处置", 2, "日期", date(2027, 1, 5)), "dates.year"),
        (column("责任追究", "影响期至", date(2028, 6, 1)), None),
        (column("责任追究", "影响期至", date(2025, 6, 1)), "dates.year/later"),
        (column("人员", "任现岗位日期", date(2011, 6, 1)), None),
        (column("人员", "任现岗位日期", date(2027, 6, 1)), "dates.year/before"),
        (lambda office: office.setting("公示开始日期", date(2027, 1, 5)), None),
        (lambda office: office.setting("公示开始日期", date(2027, 5, 5)), "dates.year/next"),
    ],
)
def test_the_years_ends_may_run_into_the_next(change: Change, key: str | None, tmp_path: Path) -> None:
    found = [item for item in findings(tmp_path, change) if item.rule.startswith("dates.year")]
    assert [item.said.key for item in found] == ([key] if key else [])


def test_old_dates_of_appointment_do_not_hide_a_wrong_year(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.setting("年度", 2025)
        office.column("人员", "任现岗位日期", [date(2012, 1, number) for number in range(1, 8)])

    assert "dates.year/all" in {item.said.key for item in findings(tmp_path, change)}
