"""A row is a place in its sheet's table, and asks it for everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbooks import RISKS, read, risk, workbook

from docgen.workbook.rows import Row, SheetCell, SheetTable


def test_rows_of_a_table_have_each_their_own_values_texts_and_places() -> None:
    table = SheetTable("书.xlsx", "人员", [("工号", "A"), ("姓名", "C")])
    first = table.add(3, ("001", "李明"), frozenset(), None, None)
    second = table.add(7, ("002", None), frozenset({"姓名"}), {0: " 002 "}, {1: "C3"})
    assert [row["工号"] for row in (first, second)] == ["001", "002"]
    assert [row.text("姓名") for row in (first, second)] == ["李明", ""]
    assert [row.raw("工号") for row in (first, second)] == ["001", " 002 "]
    assert [row.at("工号").cell for row in (first, second)] == ["A3", "A7"]
    assert [row.at("姓名").cell for row in (first, second)] == ["C3", "C3"]
    assert [row.broken for row in (first, second)] == [frozenset(), {"姓名"}]
    assert list(second.values()) == [("工号", "002"), ("姓名", None)]


def test_an_offices_own_columns_stand_apart_from_the_declared_ones() -> None:
    table = SheetTable("书.xlsx", "人员", [("工号", "A")], [("序号", "B"), ("备注", "C")])
    table.add(2, ("001", 1, None), frozenset(), None, None)
    row = table.add(3, ("002", 2, "借调"), frozenset(), None, None)
    assert list(row.values()) == [("工号", "002")]
    assert list(row.own()) == [("序号", 2), ("备注", "借调")]
    assert list(row.cells) == ["工号"]
    assert (row["备注"], row.at("备注").cell) == ("借调", "C3")


def test_a_row_on_its_own_equals_one_of_a_table_with_the_same_cells() -> None:
    table = SheetTable("书.xlsx", "人员", [("工号", "A"), ("姓名", "B")])
    table.add(2, ("000", "王芳"), frozenset(), None, None)
    row = table.add(3, ("001", "李明"), frozenset(), None, None)
    alone = Row("书.xlsx", "人员", 3, {"工号": SheetCell("001", "001", "A3"), "姓名": SheetCell("李明", "李明", "B3")})
    assert row == alone
    assert row.cells == alone.cells
    assert row != table.add(3, ("001", "李敏"), frozenset(), None, None)


def test_a_sheet_that_has_let_go_of_its_values_leaves_the_others_theirs(tmp_path: Path) -> None:
    book = read(tmp_path, workbook(个人风险点=[RISKS, risk(), risk(风险内容="二")]))
    risks, people = book.sheets["个人风险点"], book.sheets["人员"]
    assert len({row.table for row in risks.rows}) == 1
    names = [row.text("姓名") for row in people.rows]
    risks.let_go(values=False)
    assert [row.text("风险内容") for row in risks.rows][1] == "二"
    risks.let_go(values=True)
    with pytest.raises(IndexError):
        risks.rows[0].text("风险内容")
    assert [row.number for row in risks.rows] == [2, 3]
    assert [row.text("姓名") for row in people.rows] == names
