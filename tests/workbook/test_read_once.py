"""Most cells are read as they stand, without a closer look: what the closer look would give, too."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from workbooks import TIDY, package, read_bytes, rows_xml, sheet_xml

from docgen.errors import Place
from docgen.workbook.cells import read_value, shown
from docgen.workbook.columns import Column, ColumnType, Reference
from docgen.workbook.doubts import doubtful
from docgen.workbook.grid import ERROR, NO_VALUE, NUMBER, TEXT, Raw
from docgen.workbook.values import _AS_THEY_STAND, ColumnReader

AT = Place("表.xlsx", "人员")
COLUMNS = [
    *(Column("栏", kind) for kind in _AS_THEY_STAND),
    *(Column("栏", ColumnType.REFERENCE, reference=kind) for kind in Reference),
    Column("工号", ColumnType.ID),
]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: f"{column.type}-{column.reference}-{column.name}")
def test_a_text_that_is_read_as_it_stands_is_read_so_by_the_closer_look(column: Column) -> None:
    taken = _AS_THEY_STAND[column.type]
    letters = [chr(code) for code in range(sys.maxunicode + 1) if taken.fullmatch(chr(code))]
    assert {"一", "7", "x"} <= set(letters)
    every = "".join(letters)
    for text in (every, every[::-1], "甲乙", "a7", *letters[:200]):
        if taken.fullmatch(text):
            cell = Raw(TEXT, text)
            assert shown(cell) == text
            assert doubtful(column, cell, AT, text) == ((), cell)
            assert read_value(column, cell) == text


@pytest.mark.parametrize(
    "text", [" 甲", "甲 ", "甲\n乙", "⼈", "\u200b甲", "甲\x07", "#REF!", "㇐", "\uf900", "Ａ１", "甲·乙", "李 明"]
)
def test_any_other_text_has_the_closer_look_where_it_may_matter(text: str) -> None:
    assert not _AS_THEY_STAND[ColumnType.NAME].fullmatch(text)


def test_a_cell_is_read_once_and_what_is_told_of_it_has_no_cell_yet() -> None:
    reader = ColumnReader(Column("等级", ColumnType.CHOICE, required=True, choices=("高", "低")), AT, from_1904=False)
    assert (reader[Raw(TEXT, "高")], reader[Raw(TEXT, " 低 ")], reader[Raw(TEXT, "很高")], reader[None]) == (
        *("高", "低"),
        *(None, None),
    )
    assert {cell and cell.text: (odd.text, odd.broken, len(odd.told)) for cell, odd in reader.odd.items()} == {
        " 低 ": (" 低 ", False, 0),
        "很高": ("很高", True, 1),
        None: ("", True, 1),
    }
    (told,) = reader.odd[Raw(TEXT, "很高")].told
    assert (told.cell, told.at("C7").cell, told.at("C7").said) == (None, "C7", told.said)


def test_error_values_and_formulas_without_one_are_no_values() -> None:
    reader = ColumnReader(Column("工号", ColumnType.ID, required=True), AT, from_1904=False)
    assert [reader[cell] for cell in (Raw(ERROR, "#REF!"), Raw(NO_VALUE, ""), Raw(NUMBER, "7"))] == [None, None, "7"]
    assert [len(odd.told) for odd in reader.odd.values()] == [1, 2]


def test_findings_stand_by_row_and_then_by_column(tmp_path: Path) -> None:
    heading, first, second = TIDY["人员"][:3]
    rows = [heading, [*first[:6], "或许", *first[7:]], [None, *second[1:6], "或许", *second[7:]]]
    book = read_bytes(tmp_path, package({"人员": sheet_xml(rows_xml(rows))}))
    cells = [item.cell for item in book.findings if item.sheet == "人员" and item.cell]
    assert cells == ["G2", "A3", "G3"]
