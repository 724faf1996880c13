"""Sheets of other names, contents under another's heading, rows of guidance: told as they are meant, or left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from docgen.workbook.meant import bare
from docgen.workbook.read import read_workbook
from docgen.workbook.rows import Book

PEOPLE = ["工号", "姓名", "机构", "职务", "岗位", "岗位职责", "班子成员", "身份证号", "联系电话"]
MEETING = ["会议", "日期", "姓名", "机构"]


def person(number: int, name: str = "李明") -> list[Any]:
    return [f"00{number}", name, "综合股", "科员", "内勤", "收发文", "否", "11010519491231002X", f"1380013800{number}"]


def book(folder: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Book:
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(list(row))
    made.save(folder / "表.xlsx")
    return read_workbook(folder / "表.xlsx")


def told(read: Book, *titles: str) -> list[tuple[str, str | None]]:
    return [(item.said.key, item.cell) for item in read.findings if item.sheet in titles]


@pytest.mark.parametrize(
    "title",
    [
        *(
            "个人风险点（2026）",
            "个人风险点 (2)",
            "1.个人风险点",
            "三、个人风险点",
            "附件2：个人风险点",
            "2026年个人风险点",
        ),
        *("个人风险点表", "个人风险点2026年度", "个人风险点-副本", "个人风险点_1"),
    ],
)
def test_marks_around_a_name_are_seen_through(title: str) -> None:
    assert bare(title) == "个人风险点"


@pytest.mark.parametrize("title", ["人员变动", "机构沿革", "风险", "2026", "单位简介"])
def test_other_names_stay_others(title: str) -> None:
    assert bare(title) not in ("人员", "机构", "个人风险点", "单位")


def test_an_offices_own_list_with_some_of_our_headings_is_none_of_ours(tmp_path: Path) -> None:
    read = book(tmp_path, {"培训签到": [MEETING, ["培训", "2026-9-1", "李明", "综合股"]]})
    assert told(read, "培训签到") == [("workbook.sheet/near", None)] or told(read, "培训签到") == [
        ("workbook.sheet/unknown", None)
    ]
    assert "会议签到" not in read.sheets


def test_a_copy_beside_the_sheet_is_not_read_and_said_so(tmp_path: Path) -> None:
    read = book(tmp_path, {"人员 (2)": [PEOPLE, person(8)], "人员": [PEOPLE, person(1)]})
    assert told(read, "人员 (2)") == [("workbook.sheet/copy", None)]
    assert [row.text("工号") for row in read.sheets["人员"].rows] == ["001"]


def test_two_that_may_both_be_the_sheet_are_one_error_and_neither_is_read(tmp_path: Path) -> None:
    read = book(tmp_path, {"人员（机关）": [PEOPLE, person(1)], "人员（所）": [PEOPLE, person(2)]})
    assert told(read, "人员（机关）", "人员（所）", "人员") == [("workbook.sheet/several", None)]
    assert read.unread == {"人员"}


def test_rows_remember_what_their_sheet_is_called_and_what_it_is(tmp_path: Path) -> None:
    row = book(tmp_path, {"4.人员": [PEOPLE, person(1)]}).sheets["人员"].rows[0]
    assert (row.sheet, row.declared_sheet) == ("4.人员", "人员")


def test_exchanged_columns_are_read_as_they_are_meant(tmp_path: Path) -> None:
    rows = [person(number) for number in (1, 2, 3)]
    for row in rows:
        row[7], row[8] = row[8], row[7]
    read = book(tmp_path, {"人员": [PEOPLE, *rows]})
    assert told(read, "人员") == [("workbook.column/exchanged", "H1")]
    first = read.sheets["人员"].rows[0]
    assert (first.text("身份证号"), first.at("身份证号").cell) == ("11010519491231002X", "I2")


@pytest.mark.parametrize("wrong", [1, 2])
def test_some_wrong_cells_exchange_no_columns(tmp_path: Path, wrong: int) -> None:
    rows = [person(number) for number in (1, 2, 3, 4, 5)]
    for row in rows[:wrong]:
        row[7], row[8] = row[8], row[7]
    assert not any(
        key.startswith("workbook.column") for key, _ in told(book(tmp_path, {"人员": [PEOPLE, *rows]}), "人员")
    )


def test_columns_that_were_moved_are_told_once_and_those_before_are_read(tmp_path: Path) -> None:
    rows = [[*person(number)[:2], None, *person(number)[2:]] for number in (1, 2, 3)]
    read = book(tmp_path, {"人员": [PEOPLE, *rows]})
    assert told(read, "人员") == [("workbook.column/moved-right", "C1")]
    first = read.sheets["人员"].rows[0]
    assert (first.text("姓名"), "班子成员" in first.broken, "姓名" in first.broken) == ("李明", True, False)


GUIDANCE = [
    ["必填，文本格式", "必填", "与机构表一致", "必填", "必填", "必填", "是/否", "18位", "选填"],
    ["填写说明：工号", "填写说明：姓名", "填写说明：机构", *["填写说明"] * 6],
    ["例：001", "张三", "综合股", "科员", "内勤", "收发文", "否", None, None],
    ["示例", "张三", "综合股", "科员", "内勤", "收发文", "否", None, None],
]


@pytest.mark.parametrize("row", GUIDANCE, ids=lambda row: row[0])
def test_a_row_of_guidance_under_the_heading_is_left_out_with_a_note(tmp_path: Path, row: list[Any]) -> None:
    read = book(tmp_path, {"人员": [PEOPLE, row, person(1)]})
    assert told(read, "人员") == [("workbook.stray/guidance", "A2")]
    assert len(read.sheets["人员"].rows) == 1


def test_a_row_of_data_is_no_guidance_for_one_cell_that_sounds_so(tmp_path: Path) -> None:
    row = person(1)
    row[5] = "请销假管理、按规定收发文"
    assert len(book(tmp_path, {"人员": [PEOPLE, row]}).sheets["人员"].rows) == 1


def test_few_wrong_cells_of_a_column_are_told_each(tmp_path: Path) -> None:
    rows = [person(number % 10) for number in range(20)]
    for row in rows[:9]:
        row[6] = "也许"
    found = [key for key, _ in told(book(tmp_path, {"人员": [PEOPLE, *rows]}), "人员")]
    assert found == ["cells.enumeration"] * 9
    for row in rows[9:12]:
        row[6] = "也许"
    read = book(tmp_path, {"人员": [PEOPLE, *rows]})
    [item] = [item for item in read.findings if item.sheet == "人员"]
    assert (item.said.key, item.cell, len(item.cells)) == ("cells.enumeration/column", "G2", 12)
    assert "也许" in item.message
