"""Rows as offices fill them: blanks, merged cells, notes, half-filled rows, section titles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from workbooks import (
    RISKS,
    TIDY,
    declared,
    package,
    people,
    read,
    read_bytes,
    risk,
    rows_xml,
    sheet_xml,
    told,
    workbook,
)


def test_blank_rows_between_are_skipped(tmp_path: Path) -> None:
    heading, first, second = TIDY["人员"]
    book = read(tmp_path, 人员=[heading, [], [" "], first, [None] * 8, ["　"], second])
    assert book.findings == ()
    assert [row.number for row in book.sheets["人员"].rows] == [4, 7]


def test_rows_with_only_a_ready_made_number_are_blank(tmp_path: Path) -> None:
    heading, *rows = TIDY["人员"]
    numbered = [["序号", *heading], *[[number, *row] for number, row in enumerate(rows, 1)], [3], [4]]
    book = read(tmp_path, 人员=numbered)
    assert told(book.findings) == [("workbook.column", "note", "人员", "A1")]
    assert people(book) == ["001", "002"]


def test_a_merged_cell_holds_for_all_rows_it_spans(tmp_path: Path) -> None:
    made = workbook(
        个人风险点=[RISKS, risk(), risk(工号=None, 风险内容="二"), [], risk(工号=None, 风险内容="三"), risk(工号="001")]
    )
    made["个人风险点"].merge_cells("A2:A5")
    book = read(tmp_path, made)
    assert book.findings == ()
    rows = book.sheets["个人风险点"].rows
    assert [row["工号"] for row in rows] == ["002", "002", "002", "001"]
    assert [row.at("工号").cell for row in rows] == ["A2", "A2", "A2", "A6"]


def test_a_mistake_in_a_merged_cell_is_one_finding(tmp_path: Path) -> None:
    made = workbook(个人风险点=[RISKS, risk(发生几率="极高"), risk(发生几率=None), risk(发生几率=None)])
    made["个人风险点"].merge_cells("F2:F4")
    book = read(tmp_path, made)
    assert told(book.findings) == [("cells.enumeration", "error", "个人风险点", "F2")]
    assert all(row.broken == {"发生几率"} for row in book.sheets["个人风险点"].rows)


def test_merged_rows_below_the_data_are_blank(tmp_path: Path) -> None:
    made = workbook(个人风险点=[RISKS, risk()])
    for letter in "ABCDEFGH":
        made["个人风险点"].merge_cells(f"{letter}2:{letter}4")
    book = read(tmp_path, made)
    assert book.findings == ()
    assert len(book.sheets["个人风险点"].rows) == 1


def test_a_value_left_under_a_merged_cell_is_noted(tmp_path: Path) -> None:
    rows = sheet_xml(rows_xml([RISKS, risk(), risk(工号="003")]), '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>')
    book = read_bytes(tmp_path, package({"个人风险点": rows}))
    assert told(book.findings) == [("workbook.hidden", "note", "个人风险点", "A3")]
    assert [row["工号"] for row in book.sheets["个人风险点"].rows] == ["002", "002"]


@pytest.mark.parametrize(
    "note",
    [
        *(
            ["注:本表由各股室填写"],
            ["备注:如有变动另行报告"],
            ["说明:1.本表一式两份"],
            ["※ 以实际为准"],
            ["注1:同上"],
            ["备注"],
        ),
        *(["填表人:李明", None, None, "审核人:钟正明", None, "日期:2026年9月15日"], ["制表人:李明"], ["单位(盖章):"]),
        *(
            ["本表所列人员以九月底在册为准,调入调出的另行报送。"],
            [None, "以上情况属实,特此说明。"],
            [None, None, None, "2026年9月15日"],
        ),
        *(["合计", None, None, 2], ["合 计"], ["小计:", "2人"], [None, "总计", "2"]),
        *(["附件:", "名册"], ["负责人(签字):", None, "年 月 日"], ["一、股室人员"]),
    ],
)
def test_notes_under_the_table_are_left_out_and_noted(tmp_path: Path, note: list[Any]) -> None:
    book = read(tmp_path, 人员=[*TIDY["人员"], [], note])
    cell = next(index for index, value in enumerate(note) if value)
    assert told(book.findings) == [("workbook.stray", "note", "人员", f"{chr(65 + cell)}5")]
    assert people(book) == ["001", "002"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["003", None, "综合股", "科员", "综合", "办文"], "姓名"),
        (["003"], "姓名"),
        (["003", "张三"], "职务"),
        ([None, "张三"], "工号"),
        ([3, "张三"], "职务"),
        ([None, None, "综合股", "科员", "综合", "负责审批,发证;归档。"], "工号"),
        (["张三"], "姓名"),
    ],
)
def test_a_half_filled_row_is_data_with_errors(tmp_path: Path, row: list[Any], column: str) -> None:
    for rows in ([*TIDY["人员"], row], [TIDY["人员"][0], row, *TIDY["人员"][1:]]):
        book = read(tmp_path, 人员=rows)
        assert len(book.sheets["人员"].rows) == 3
        assert {item.rule for item in book.findings} == {"cells.required"}
        assert any(column in item.message for item in book.findings)


def test_a_full_row_that_begins_like_a_note_is_data(tmp_path: Path) -> None:
    rows = [
        declared()["会议签到"],
        ["说明会", "2026-9-1", "李明", "综合股"],
        ["备注:补开的会", "2026-9-2", "李明", None],
    ]
    book = read(tmp_path, 会议签到=rows)
    assert book.findings == ()
    assert len(book.sheets["会议签到"].rows) == 2


def test_a_section_title_across_the_table_is_left_out(tmp_path: Path) -> None:
    heading, first, second = TIDY["人员"]
    made = workbook(人员=[heading, ["局领导"], first, ["综合股"], second])
    made["人员"].merge_cells("A2:H2")
    made["人员"].merge_cells("A4:H4")
    book = read(tmp_path, made)
    assert told(book.findings) == [("workbook.stray", "note", "人员", cell) for cell in ("A2", "A4")]
    assert people(book) == ["001", "002"]


def test_a_repeated_heading_is_left_out(tmp_path: Path) -> None:
    heading, first, second = TIDY["人员"]
    book = read(tmp_path, 人员=[heading, first, heading, second])
    assert told(book.findings) == [("workbook.stray", "note", "人员", "A3")]
    assert people(book) == ["001", "002"]
