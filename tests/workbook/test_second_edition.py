"""The second edition of the contract: read, checked for type and enumeration, all of it optional."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from workbooks import TIDY, read, told

from docgen.workbook.columns import ColumnType
from docgen.workbook.rows import Book
from docgen.workbook.schema import SHEETS
from docgen.workbook.write import write_blank

NEW_CHOICES = {
    ("领导小组", "小组职务"): ("办公室副主任", "办公室成员", "联络员"),
    ("机构", "机构类型"): ("科", "室", "局", "队"),
    ("机构风险点", "业务环节"): (
        *("行政许可", "行政给付", "行政复议", "执法监督", "合法性审查", "人民调解", "刑事执行"),
    ),
    ("班子风险点", "事项类别"): ("重要人事任免",),
    ("前期预防", "措施类型"): ("廉政谈话", "警示教育"),
    ("预警处置", "信息来源"): ("巡察", "审计", "纪检监察移交", "政务热线", "网络舆情"),
    ("风险调整", "调整事项"): ("新增",),
    ("人员", "性别"): ("男", "女"),
    ("预警处置", "预警等级"): ("红", "橙", "黄"),
    ("责任追究", "责任类型"): ("主要领导责任", "重要领导责任"),
    ("会议签到", "到会"): ("出席", "请假", "缺席"),
    ("发文", "公开属性"): ("主动公开", "依申请公开", "不予公开"),
    ("民主测评", "对象类型"): ("个人", "机构", "班子"),
}

VALUES: dict[ColumnType, tuple[Any, Any]] = {
    ColumnType.TEXT: ("甲\n乙", "甲乙"),
    ColumnType.LONG_TEXT: ("甲\n乙 ", "甲\n乙"),
    ColumnType.NAME: ("李 明", "李明"),
    ColumnType.ID: ("００7", "007"),
    ColumnType.DATE: ("2026年9月5日", date(2026, 9, 5)),
    ColumnType.TIME: ("9：30", "9:30"),
    ColumnType.NUMBER: ("-２.5", Decimal("-2.5")),
    ColumnType.WHOLE: ("44票", 44),
    ColumnType.WEIGHTS: ("20／40/40", "20/40/40"),
    ColumnType.LIMITS: ("90、80", "90/80"),
    ColumnType.REFERENCE: ("００2", "002"),
}
"""A type's cell as an office may type it, and its value."""

WRONG: dict[ColumnType, Any] = {
    ColumnType.DATE: "下周",
    ColumnType.TIME: "上午",
    ColumnType.NUMBER: "优",
    ColumnType.WHOLE: "4.5",
    ColumnType.WEIGHTS: "20/40",
    ColumnType.LIMITS: "90",
    ColumnType.CHOICE: "别的",
}

LATER = [(sheet, column) for sheet in SHEETS.values() for column in sheet.columns if column.edition > 1]
SETTINGS = [setting for setting in SHEETS["单位"].settings if setting.edition > 1]


def sheet_with(name: str, column: str, value: Any) -> list[list[Any]]:
    """A sheet of one row that is filled by the schema's examples, one cell changed."""
    sheet = SHEETS[name]
    values = [value if item.name == column else item.example or None for item in sheet.columns]
    return [[item.name for item in sheet.columns], values]


def with_cell(folder: Path, name: str, column: str, value: Any) -> Book:
    return read(folder, **{name: sheet_with(name, column, value)})


def setting(folder: Path, name: str, value: Any) -> Book:
    return read(folder, 单位=[*TIDY["单位"], [name, value]])


@pytest.mark.parametrize(("sheet", "column"), LATER, ids=lambda item: item.name)
def test_every_column_is_read_and_what_is_no_value_of_its_type_is_told(sheet: Any, column: Any, tmp_path: Path) -> None:
    typed, value = VALUES.get(column.type) or (f" {column.choices[0]}", column.choices[0])
    book = with_cell(tmp_path, sheet.name, column.name, typed)
    assert book.findings == ()
    assert book.sheets[sheet.name].rows[0][column.name] == value
    if column.type in WRONG:
        [found] = with_cell(tmp_path, sheet.name, column.name, WRONG[column.type]).findings
        assert found.rule in ("cells.type", "cells.enumeration")
        assert (found.severity, found.sheet) == ("error", sheet.name)


@pytest.mark.parametrize("column", SETTINGS, ids=lambda item: item.name)
def test_every_setting_is_read_and_what_is_no_value_of_its_type_is_told(column: Any, tmp_path: Path) -> None:
    typed, value = VALUES.get(column.type) or (column.choices[0], column.choices[0])
    book = setting(tmp_path, column.name, typed)
    assert book.findings == ()
    assert book.sheets["单位"].rows[-1]["内容"] == value
    if column.type in WRONG:
        [found] = setting(tmp_path, column.name, WRONG[column.type]).findings
        assert (found.severity, found.cell) == ("error", "B7")


@pytest.mark.parametrize(("place", "words"), NEW_CHOICES.items(), ids="-".join)
def test_new_values_are_among_the_choices_and_others_are_not(
    place: tuple[str, str], words: tuple[str, ...], tmp_path: Path
) -> None:
    for word in words:
        assert with_cell(tmp_path, *place, word).findings == ()
    [found] = with_cell(tmp_path, *place, "别的").findings
    assert (found.rule, found.severity) == ("cells.enumeration", "error")


@pytest.mark.parametrize("word", ["党组", "党委", "党 总支", "党支部"])
def test_party_bodies_of_whatever_rank_are_read_as_the_branch(word: str, tmp_path: Path) -> None:
    row = with_cell(tmp_path, "审核意见", "环节", word).sheets["审核意见"].rows[0]
    assert (row["环节"], row.raw("环节")) == ("党支部", word)


@pytest.mark.parametrize(
    ("change", "empty", "rules"),
    [
        ("新增", "调整前", []),
        ("撤销", "调整后", []),
        ("新增", "调整后", ["cells.required"]),
        ("撤销", "调整前", ["cells.required"]),
        ("等级", "调整前", ["cells.required"]),
        ("等级", "调整后", ["cells.required"]),
    ],
)
def test_what_stood_before_an_addition_and_stands_after_a_withdrawal_may_be_empty(
    change: str, empty: str, rules: list[str], tmp_path: Path
) -> None:
    heading, row = sheet_with("风险调整", "调整事项", change)
    row[heading.index(empty)] = None
    assert [item.rule for item in read(tmp_path, 风险调整=[heading, row]).findings] == rules


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (time(9, 30), "9:30"),
        (datetime(2026, 9, 15, 14, 5), "14:05"),
        (0.5, "12:00"),
        ("14：05", "14:05"),
        ("9:30:00", "9:30"),
        ("9时30分", "9:30"),
        ("9点半", "9:30"),
        ("下午3点", "15:00"),
        ("上午10:05", "10:05"),
    ],
)
def test_times_of_day_as_offices_type_them(typed: Any, value: str, tmp_path: Path) -> None:
    book = with_cell(tmp_path, "前期预防", "开始时间", typed)
    assert book.findings == ()
    assert book.sheets["前期预防"].rows[0]["开始时间"] == value


@pytest.mark.parametrize("typed", ["25:00", "9:75", 9, "九点钟左右", "9"])
def test_what_is_no_time_of_day_is_told(typed: Any, tmp_path: Path) -> None:
    found = with_cell(tmp_path, "前期预防", "开始时间", typed).findings
    assert [item.said.key for item in found] == ["cells.type/time"]


@pytest.mark.parametrize(
    ("name", "typed", "key"),
    [
        ("考核权重", "20:40:40", None),
        ("考核权重", "20%/40%/40%", None),
        ("考核权重", "0/50/50", None),
        ("考核权重", "20/40/30", "weights-sum"),
        ("考核权重", "-20/80/40", "weights-sum"),
        ("考核权重", "自查20/检查40/领导40", "weights"),
        ("考核权重", 100, "weights"),
        ("考核权重", date(2060, 10, 30), "parts-date"),
        ("等次标准", "85.5/70", None),
        ("等次标准", "80/90", "limits-order"),
        ("等次标准", "90/90", "limits-order"),
        ("等次标准", "90/0", "limits-order"),
        ("等次标准", "90/80/70", "limits"),
    ],
)
def test_weights_and_limits_make_sense_or_are_told(name: str, typed: Any, key: str | None, tmp_path: Path) -> None:
    found = setting(tmp_path, name, typed).findings
    assert [item.said.key for item in found] == ([f"cells.type/{key}"] if key else [])


def test_a_workbook_of_the_first_edition_has_no_new_finding(tmp_path: Path) -> None:
    """Every sheet with the first edition's columns only, filled by their examples; the second edition's sheets not there."""
    first = {}
    for name, sheet in SHEETS.items():
        columns = [column for column in sheet.columns if column.edition == 1]
        if sheet.edition == 1 and not sheet.settings:
            first[name] = [[column.name for column in columns], [column.example or None for column in columns]]
    assert told(read(tmp_path, **first).findings) == []


def test_the_second_edition_goes_through_the_blank_workbook_and_back(tmp_path: Path) -> None:
    write_blank(tmp_path / "空白.xlsx")
    made = load_workbook(tmp_path / "空白.xlsx")
    for sheet, column in LATER:
        place = sheet.columns.index(column) + 1
        for number, item in enumerate(sheet.columns, 1):
            made[sheet.name].cell(2, number).value = made[sheet.name].cell(2, number).value or item.example or None
        typed, _ = VALUES.get(column.type) or (column.choices[-1], None)
        made[sheet.name].cell(2, place).value = typed
    book = read(tmp_path, made)
    for sheet, column in LATER:
        _, value = VALUES.get(column.type) or (None, column.choices[-1])
        assert book.sheets[sheet.name].rows[0][column.name] == value, (sheet.name, column.name)
