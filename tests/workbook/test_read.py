"""Sheets as offices lay them out: titles, two-line headings, merges, blanks, notes, hidden rows, and the odd ones."""

from __future__ import annotations

import time
import xml.parsers.expat
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from workbooks import TIDY, declared, package, read, read_bytes, rows_xml, save, sheet_xml, signal, told, workbook

from docgen.workbook.read import read_workbook
from docgen.workbook.rows import Book
from docgen.workbook.schema import SHEETS, Column, ColumnType

RISKS = ["工号", "风险类别", "风险内容", "表现形式", "查找方式", "发生几率", "危害程度", "防控措施"]
RISK = ["002", "岗位职责", "把关不严", "违规受理", "自己找", "高", "重", "双人审核"]


def risk(**cells: Any) -> list[Any]:
    return list((dict(zip(RISKS, RISK, strict=True)) | cells).values())


def people(book: Book) -> list[object]:
    return [row["工号"] for row in book.sheets["人员"].rows]


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


# Rows


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


# Odd and hostile sheets


def quickly(tmp_path: Path, people_xml: str) -> Book:
    data = package({"人员": people_xml})
    start = time.process_time()
    xml.parsers.expat.ParserCreate().Parse(people_xml)
    bare = time.process_time() - start
    start = time.process_time()
    book = read_bytes(tmp_path, data)
    # Five seconds, or on a slower or busy machine so many times what only parsing the sheet takes there.
    assert time.process_time() - start < max(5, 50 * bare)
    return book


def test_a_million_declared_empty_rows(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{number}"/>' for number in range(4, 1_000_001))
    book = quickly(tmp_path, sheet_xml(rows_xml(TIDY["人员"]) + empty, before='<dimension ref="A1:XFD1048576"/>'))
    assert book.findings == ()
    assert people(book) == ["001", "002"]


@pytest.mark.parametrize("ref", ["A1", "A1:B2", "A1:XFD1048576", "无"])
def test_the_declared_range_is_not_believed(tmp_path: Path, ref: str) -> None:
    book = quickly(tmp_path, sheet_xml(rows_xml(TIDY["人员"]), before=f'<dimension ref="{ref}"/>'))
    assert people(book) == ["001", "002"]


@pytest.mark.parametrize("place", ["A1048576", "XFD1048576", "XFD5"])
def test_a_stray_space_at_the_edge_of_the_sheet(tmp_path: Path, place: str) -> None:
    row = place.lstrip("XFDA")
    stray = f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t xml:space="preserve"> </t></is></c></row>'
    book = quickly(tmp_path, sheet_xml(rows_xml(TIDY["人员"]) + stray))
    assert book.findings == ()


def test_a_stray_text_in_the_last_row_is_told_by_its_cell(tmp_path: Path) -> None:
    stray = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    book = quickly(tmp_path, sheet_xml(rows_xml(TIDY["人员"]) + stray))
    assert {item.rule for item in book.findings} == {"cells.required"}
    assert book.findings[0].cell == "B1048576"


@pytest.mark.parametrize("merge", ["A1:XFD1048576", "A1:A1048576", "A1:XFD20"])
def test_a_merge_over_the_whole_sheet(tmp_path: Path, merge: str) -> None:
    xml = sheet_xml(rows_xml(TIDY["人员"]), f'<mergeCells><mergeCell ref="{merge}"/></mergeCells>')
    book = quickly(tmp_path, xml)
    assert told(book.findings) == [("workbook.sheet", "error", "人员", None)]
    assert merge in book.findings[0].message


def test_a_title_merged_across_the_whole_first_row_is_no_harm(tmp_path: Path) -> None:
    after = '<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>'
    book = quickly(tmp_path, sheet_xml(rows_xml([["人员名册"], *TIDY["人员"]]), after))
    assert book.findings == ()


@pytest.mark.parametrize(
    "row",
    [
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="4"><c r="XFE4"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>9</v></c></row>',
        '<row r="4"><c r="A4"><v>1</v></c><c r="A4"><v>2</v></c></row>',
        '<row r="4"><c r="A5"><v>1</v></c></row>',
    ],
)
def test_cells_beyond_the_sheet_or_twice_are_an_error(tmp_path: Path, row: str) -> None:
    book = quickly(tmp_path, sheet_xml(rows_xml(TIDY["人员"]) + row))
    assert [(item.rule, str(item.severity), item.sheet) for item in book.findings] == [
        ("workbook.sheet", "error", "人员")
    ]
    assert "人员" not in book.sheets


def test_rows_out_of_order_and_cells_without_addresses(tmp_path: Path) -> None:
    rows = rows_xml(TIDY["人员"]).split("</row>")
    swapped = "</row>".join([rows[0], rows[2], rows[1], ""])
    assert people(quickly(tmp_path, sheet_xml(swapped))) == ["001", "002"]
    cells = ["".join(f'<c t="str"><v>{value or ""}</v></c>' for value in row) for row in TIDY["人员"]]
    bare = "".join(f"<row>{row}</row>" for row in cells)
    assert people(quickly(tmp_path, sheet_xml(bare))) == ["001", "002"]


def test_what_looks_like_a_template_tag_stays_text(tmp_path: Path) -> None:
    book = read(tmp_path, 预警处置=signal(情况="{{ 7*7 }} R&D <组> {value}", 处置方式="{column}"))
    assert book.sheets["预警处置"].rows[0]["情况"] == "{{ 7*7 }} R&D <组> {value}"
    assert "{column}" in book.findings[0].message


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
    assert len(SHEETS) == 15
    assert [sheet.name for sheet in SHEETS.values() if sheet.required] == ["单位", "机构", "人员"]
    for sheet in SHEETS.values():
        columns: tuple[Column, ...] = (*sheet.columns, *sheet.settings)
        assert len({column.name for column in columns}) == len(columns)
        for column in columns:
            assert bool(column.choices) == (column.type is ColumnType.CHOICE)
            assert bool(column.reference) == (column.type is ColumnType.REFERENCE)


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
