"""A record by the workbook's own headings, the office's own columns among them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from offices import Office, checked

from docgen.programme.headings import Record, settings_by_heading, values_by_heading
from docgen.programme.model import Bureau
from docgen.workbook.schema import SHEETS


def bureau_of(folder: Path, *changes: Any) -> Bureau:
    def change(office: Office) -> None:
        for item in changes:
            item(office)

    [bureau] = checked(folder, change).bureaus
    return bureau


def records(bureau: Bureau) -> list[Record]:
    owners = (*bureau.people.values(), *bureau.departments.values())
    risks = [risk for owner in owners for risk in owner.risks]
    events = [event for sheet in bureau.events.values() for event in sheet]
    return [*owners, *risks, *bureau.leadership_risks, *events]


def test_every_record_answers_to_every_heading_of_its_sheet(tmp_path: Path) -> None:
    bureau = bureau_of(tmp_path)
    seen = set()
    for record in records(bureau):
        told = values_by_heading(record, bureau)
        assert list(told) == [column.name for column in SHEETS[record.row.sheet].columns]
        assert None not in told.values()
        seen.add(record.row.sheet)
    assert {"人员", "机构", "个人风险点", "机构风险点", "班子风险点", "预警处置", "会议签到"} <= seen


def test_values_keep_their_types_and_references_are_told_by_name(tmp_path: Path) -> None:
    bureau = bureau_of(tmp_path)
    signal = values_by_heading(bureau.events["预警处置"][0], bureau)
    assert (signal["日期"], signal["对象"], signal["防控责任人"]) == (date(2026, 11, 3), "李明", "胡大海")
    assert values_by_heading(bureau.events["考核"][0], bureau)["检查得分"] == Decimal(38)
    department = values_by_heading(bureau.departments["综合股"], bureau)
    assert (department["负责人"], department["分管领导"]) == ("揭文清", "郑远")
    assert values_by_heading(bureau.leadership_risks[0], bureau)["责任领导"] == "钟启明"
    risk = values_by_heading(bureau.people["004"].risks[1], bureau)
    assert (risk["工号"], risk["姓名"]) == ("004", "李明")


def test_a_number_and_a_grade_that_were_derived_are_told(tmp_path: Path) -> None:
    bureau = bureau_of(tmp_path, lambda office: office.set("个人风险点", 2, "风险等级", None))
    risk = values_by_heading(bureau.people["001"].risks[0], bureau)
    assert (risk["风险编号"], risk["风险等级"]) == ("GR-001-1", "二级")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (" 县里\n借调 ", "县里\n借调"),
        (12.5, Decimal("12.5")),
        (datetime(2026, 3, 1), date(2026, 3, 1)),
        ("2026-3-1", "2026-3-1"),
        ("#REF!", ""),
        ("=1+1", ""),
        (None, ""),
    ],
)
def test_an_offices_own_column_says_what_its_cell_says(tmp_path: Path, typed: Any, value: object) -> None:
    found = checked(tmp_path, lambda office: office.column("人员", "编制 类别", [typed]))
    assert [(item.rule, item.severity) for item in found.findings] == [("workbook.column", "note")]
    [bureau] = found.bureaus
    found.let_go()
    told = values_by_heading(bureau.people["001"], bureau)
    assert told["编制 类别"] == value
    assert list(told)[-1] == "编制 类别"


def test_control_characters_of_an_own_column_are_made_visible(tmp_path: Path) -> None:
    bureau = bureau_of(tmp_path, lambda office: office.column("人员", "备注", ["有_x0008_误"]))
    assert values_by_heading(bureau.people["001"], bureau)["备注"] == "有\\x08误"


def test_of_two_own_columns_of_one_name_the_first_holds(tmp_path: Path) -> None:
    def twice(office: Office) -> None:
        office.column("人员", "备注", ["一"])
        office.column("人员", "备注", ["二"])

    bureau = bureau_of(tmp_path, twice)
    assert values_by_heading(bureau.people["001"], bureau)["备注"] == "一"


def test_settings_are_told_by_their_names_with_the_offices_own(tmp_path: Path) -> None:
    bureau = bureau_of(tmp_path, lambda office: office.setting("办公地址", "云岭路 1 号"))
    told = settings_by_heading(bureau)
    assert (told["年度"], told["主要负责人"], told["全宗号"]) == (2026, "钟启明", "")
    assert told["动员部署截止"] == date(2026, 9, 15)
    assert told["办公地址"] == "云岭路 1 号"
