"""Odd and hostile sheets are read in seconds, or told."""

from __future__ import annotations

import gc
import time
import xml.parsers.expat
from pathlib import Path

import pytest
from workbooks import TIDY, package, people, read, read_bytes, rows_xml, sheet_xml, signal, told

from docgen.workbook.rows import Book


def quickly(tmp_path: Path, people_xml: str) -> Book:
    data = package({"人员": people_xml})
    start = time.process_time()
    xml.parsers.expat.ParserCreate().Parse(people_xml)
    bare = time.process_time() - start
    gc.freeze()  # what the tests before have left lying is no part of it
    try:
        start = time.process_time()
        book = read_bytes(tmp_path, data)
        taken = time.process_time() - start
    finally:
        gc.unfreeze()
    # Five seconds, or on a slower or busy machine so many times what only parsing the sheet takes there.
    assert taken < max(5, 60 * bare)
    return book


@pytest.mark.slow  # a million rows
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
