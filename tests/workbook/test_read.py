"""Sheets and headings as offices lay them out: titles, two-line headings, merges, hidden ones; settings; the schema."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from openpyxl import Workbook
from workbooks import RISKS, TIDY, declared, people, read, risk, save, told, workbook

from docgen.workbook.columns import Column, ColumnType
from docgen.workbook.read import read_workbook
from docgen.workbook.schema import SHEETS

# Sheets


@pytest.mark.parametrize("name", ["单位", "机构", "人员"])
def test_a_required_sheet_that_is_missing(tmp_path: Path, name: str) -> None:
    made = workbook()
    del made[name]
    book = read(tmp_path, made)
    assert told(book.findings) == [("workbook.sheet", "error", name, None)]
    assert name in book.findings[0].message


def test_a_sheet_that_stands_twice(tmp_path: Path) -> None:
    book = read(tmp_path, **{"人 员": TIDY["人员"]})
    assert told(book.findings) == [("workbook.sheet", "error", "人 员", None)]
    assert people(book) == ["001", "002"]


@pytest.mark.parametrize("title", [" 人员", "人 员", "人员　"])
def test_a_sheet_is_found_whatever_its_spaces(tmp_path: Path, title: str) -> None:
    made = workbook()
    made["人员"].title = title
    book = read(tmp_path, made)
    assert book.findings == ()
    assert book.sheets["人员"].heading.sheet == title


def test_an_unknown_sheet_is_noted(tmp_path: Path) -> None:
    book = read(tmp_path, 备忘=[["随便"]], 个人风险=[["x"]], 填表说明=[["看"]], 检查结果=[["x"]])
    assert told(book.findings) == [("workbook.sheet", "note", name, None) for name in ("备忘", "个人风险")]
    assert "个人风险点" in book.findings[1].message


@pytest.mark.parametrize("name", ["机构", "人员"])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_required_sheet_without_rows(tmp_path: Path, name: str, rows: int) -> None:
    book = read(tmp_path, **{name: [TIDY[name][0], *[[None, " "]] * (rows - 1)]})
    assert told(book.findings) == [("workbook.sheet", "error", name, None)]
    assert book.sheets[name].rows == ()


def test_an_optional_sheet_may_be_empty(tmp_path: Path) -> None:
    assert read(tmp_path, 预警处置=[], 考核=[declared()["考核"]]).findings == ()


def test_a_sheet_without_a_heading(tmp_path: Path) -> None:
    book = read(tmp_path, 预警处置=[["随便写的"], ["内容"]])
    assert told(book.findings) == [("workbook.column", "error", "预警处置", None)]
    assert "编号" in book.findings[0].hint


def test_hidden_sheets_and_rows_and_columns_are_read_and_noted(tmp_path: Path) -> None:
    made = workbook()
    made["机构"].sheet_state = "veryHidden"
    made["人员"].row_dimensions[3].hidden = True
    made["人员"].row_dimensions[30].hidden = True
    made["人员"].column_dimensions["H"].hidden = True
    book = read(tmp_path, made)
    assert told(book.findings) == [("workbook.hidden", "note", sheet, None) for sheet in ("机构", "人员", "人员")]
    assert book.findings[1].value == "3"
    assert book.findings[2].value == "H"
    assert people(book) == ["001", "002"]
    assert len(book.sheets["机构"].rows) == 1


def test_a_chart_sheet_is_an_unknown_sheet(tmp_path: Path) -> None:
    made = workbook()
    made.create_chartsheet("图")
    assert told(read(tmp_path, made).findings) == [("workbook.sheet", "note", "图", None)]


# Headings


def test_titles_above_the_heading_are_skipped(tmp_path: Path) -> None:
    made = workbook(人员=[["某某市司法局人员名册"], [], ["填报单位:综合股", None, "2026年9月"], *TIDY["人员"]])
    made["人员"].merge_cells("A1:H1")
    book = read(tmp_path, made)
    assert book.findings == ()
    assert people(book) == ["001", "002"]
    assert book.sheets["人员"].rows[0].at("姓名").cell == "B5"
    assert book.sheets["人员"].heading.cell == "A4"


def test_a_heading_far_below_is_not_searched_for(tmp_path: Path) -> None:
    book = read(tmp_path, 人员=[*[["说明"]] * 25, *TIDY["人员"]])
    assert told(book.findings) == [("workbook.column", "error", "人员", None)]


@pytest.mark.parametrize(
    "typed", ["岗位\n职责", "岗位 职责", "岗位职责*", "＊岗位职责", "岗位职责（必填）", "岗位职责:", "岗位职责(可附页)"]
)
def test_a_heading_is_found_however_it_is_typed(tmp_path: Path, typed: str) -> None:
    heading, *rows = TIDY["人员"]
    book = read(tmp_path, 人员=[[typed if word == "岗位职责" else word for word in heading], *rows])
    assert book.findings == ()
    assert book.sheets["人员"].columns["岗位职责"] == "F"


def test_columns_may_come_in_any_order_and_begin_anywhere(tmp_path: Path) -> None:
    rows = [[None, None, *reversed(row)] for row in TIDY["人员"]]
    book = read(tmp_path, 人员=[[], [], *rows])
    assert book.findings == ()
    assert book.sheets["人员"].columns["工号"] == "J"
    assert book.sheets["人员"].rows[0].at("工号").cell == "J4"


def test_a_heading_of_two_merged_lines(tmp_path: Path) -> None:
    upper = ["工号", "风险类别", "风险内容", "表现形式", "查找方式", "风险评估", None, "防控措施"]
    lower = [None, None, None, None, None, "发生几率", "危害程度", None]
    made = workbook(个人风险点=[["个人风险点汇总"], upper, lower, risk()])
    page = made["个人风险点"]
    page.merge_cells("F2:G2")
    for letter in "ABCDEH":
        page.merge_cells(f"{letter}2:{letter}3")
    book = read(tmp_path, made)
    assert book.findings == ()
    (row,) = book.sheets["个人风险点"].rows
    assert (row.number, row["危害程度"], row["防控措施"]) == (4, "重", "双人审核")


def test_a_required_column_that_is_missing_gives_one_finding(tmp_path: Path) -> None:
    book = read(tmp_path, 人员=[[*row[:4], *row[5:]] for row in TIDY["人员"]])
    assert told(book.findings) == [("workbook.column", "error", "人员", None)]
    assert "岗位" in book.findings[0].message
    assert all("岗位" in row.broken for row in book.sheets["人员"].rows)


def test_an_optional_column_may_be_missing(tmp_path: Path) -> None:
    book = read(tmp_path, 人员=[row[:7] for row in TIDY["人员"]])
    assert book.findings == ()
    assert book.sheets["人员"].rows[0]["身份证号"] is None
    assert book.sheets["人员"].rows[0].at("身份证号").cell == "A2"


def test_a_column_that_stands_twice(tmp_path: Path) -> None:
    book = read(tmp_path, 人员=[[*row, extra] for row, extra in zip(TIDY["人员"], ["姓 名", "甲", "乙"], strict=True)])
    assert told(book.findings) == [("workbook.column", "error", "人员", "I1")]
    assert book.sheets["人员"].rows[0]["姓名"] == "钟正明"


def test_unknown_columns_are_noted_once(tmp_path: Path) -> None:
    extra = [["备注", "联系 电活"], ["x", "1"], ["y", "2"]]
    book = read(tmp_path, 人员=[[*row, *more] for row, more in zip(TIDY["人员"], extra, strict=True)])
    assert told(book.findings) == [("workbook.column", "note", "人员", cell) for cell in ("I1", "J1")]
    assert "联系电话" in book.findings[1].message


def test_cells_under_no_heading_are_noted(tmp_path: Path) -> None:
    book = read(tmp_path, 人员=[TIDY["人员"][0], [*TIDY["人员"][1], None, "随手记"], TIDY["人员"][2]])
    assert told(book.findings) == [("workbook.column", "note", "人员", "J2")]


# Settings


def test_settings_are_typed_and_keep_their_places(tmp_path: Path) -> None:
    book = read(tmp_path, 单位=[*TIDY["单位"], ["贯彻执行截止", "2026年12月10日"], ["全宗 号:", " J101 "]])
    found = {row["项目"]: row for row in book.sheets["单位"].rows}
    assert book.findings == ()
    assert found["年度"]["内容"] == 2026
    assert str(found["贯彻执行截止"]["内容"]) == "2026-12-10"
    assert found["全宗号"]["内容"] == "J101"
    assert found["年度"].at("内容").cell == "B3"


def test_mistakes_in_settings(tmp_path: Path) -> None:
    rows = [
        *[row for row in TIDY["单位"] if row[0] not in ("年度", "监督电话", "发文代字")],
        ["年度", "今年"],
        ["监督电话", None],
        ["年度", 2026],
        ["监督邮", "a@b.cn"],
        ["随便", "x"],
    ]
    book = read(tmp_path, 单位=rows)
    assert set(told(book.findings)) == {
        ("cells.required", "error", "单位", None),
        ("cells.type", "error", "单位", "B4"),
        ("cells.required", "error", "单位", "B5"),
        ("workbook.column", "error", "单位", "A6"),
        ("workbook.column", "note", "单位", "A7"),
        ("workbook.column", "note", "单位", "A8"),
    }
    assert len(book.findings) == 6


# The schema


def test_every_declared_sheet_reads_with_an_example_in_every_column(tmp_path: Path) -> None:
    sheets = {
        name: [[column.name for column in sheet.columns], [column.example or None for column in sheet.columns]]
        for name, sheet in SHEETS.items()
        if not sheet.settings
    }
    settings = [["项目", "内容"], *[[column.name, column.example] for column in SHEETS["单位"].settings]]
    book = read(tmp_path, 单位=settings, **sheets)
    assert book.findings == ()
    assert set(book.sheets) == set(SHEETS)


def test_the_schema_is_sound() -> None:
    assert len(SHEETS) == 17
    assert [sheet.name for sheet in SHEETS.values() if sheet.edition > 1] == ["发文", "民主测评"]
    assert [sheet.name for sheet in SHEETS.values() if sheet.required] == ["单位", "机构", "人员"]
    for sheet in SHEETS.values():
        columns: tuple[Column, ...] = (*sheet.columns, *sheet.settings)
        assert len({column.name for column in columns}) == len(columns)
        for column in columns:
            assert bool(column.choices) == (column.type is ColumnType.CHOICE)
            assert bool(column.reference) == (column.type is ColumnType.REFERENCE)
            assert column.edition == 1 or not column.required or sheet.edition > 1, "what came later is optional"
        later = [column.edition for column in columns]
        assert later == sorted(later), "what came later stands at the right"


@pytest.mark.slow
def test_twenty_thousand_rows_are_read_in_seconds_and_bounded_memory(tmp_path: Path) -> None:
    import tracemalloc

    made = Workbook(write_only=True)
    for name, rows in TIDY.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(list(row))
    page = made.create_sheet("个人风险点")
    page.append(RISKS)
    for number in range(20_000):
        page.append(risk(风险内容=f"审批环节把关不严第{number}项"))
    path = save(tmp_path, made)
    start = time.perf_counter()
    book = read_workbook(path)
    assert time.perf_counter() - start < 8
    assert len(book.sheets["个人风险点"].rows) == 20_000
    assert book.findings == ()
    tracemalloc.start()
    read_workbook(path)
    assert tracemalloc.get_traced_memory()[1] < 250 * 2**20
    tracemalloc.stop()
