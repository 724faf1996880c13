"""What `check` shows: errors first, one line for what is the same down a column, and never too many lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from offices import Office

from docgen.cli.listing import MOST, listing
from docgen.errors import Place
from docgen.findings import Finding, error, note, warning
from docgen.workbook.runs import in_words, runs

if TYPE_CHECKING:
    from conftest import Docgen

ON = ("--on", "2026-12-20")


def at(cell: str, sheet: str = "个人风险点") -> Place:
    return Place("表.xlsx", sheet, cell)


def empty(*cells: str, sheet: str = "个人风险点") -> list[Finding]:
    return [error("cells.required", at(cell, sheet), column="风险内容") for cell in cells]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["A2", "A3", "A4"], ["A2–A4"]),
        (["C7", "A2", "A9", "AA3", "A3"], ["A2–A3", "A9", "C7", "AA3"]),
        (["", "B5"], ["B5"]),
        ([], []),
    ],
)
def test_cells_under_each_other_are_one_run(cells: list[str], told: list[str]) -> None:
    assert runs(cells) == told


def test_of_many_runs_some_are_named() -> None:
    assert in_words([f"A{row}" for row in range(2, 40, 2)]) == "A2、A4、A6、A8、A10…"


def test_a_run_of_cells_of_one_finding_is_one_entry() -> None:
    [entry] = listing(empty(*(f"H{row}" for row in range(4, 168)))).entries
    assert (entry.cells, entry.count, entry.message) == ("H4–H167，164 格", 164, "「风险内容」不能为空")


def test_findings_of_one_kind_with_other_words_are_one_entry_with_an_example_from_four_up() -> None:
    found = [error("cells.type/whole", at(f"C{row}"), f"{row}x", column="分值") for row in range(2, 6)]
    assert [entry.count for entry in listing(found[:3]).entries] == [1, 1, 1]
    [entry] = listing(found).entries
    assert entry.cells == "C2–C5，4 格"
    assert entry.message.startswith("如 C2：") and "2x" in entry.message


def test_other_columns_sheets_and_kinds_are_entries_of_their_own() -> None:
    found = [
        *empty("D2", "E2"),
        *empty("D3", sheet="班子风险点"),
        error("cells.required/setting", at("D4"), column="年度"),
    ]
    assert len(listing(found).entries) == 4


def test_errors_come_first_whatever_the_order_of_the_sheets() -> None:
    found = [
        note("workbook.formula", at("A2"), column="工号"),
        warning("approvals.order", at("B2"), step="", before="", day=""),
        *empty("C2"),
    ]
    assert [entry.first.cell for entry in listing(found).entries] == ["C2", "B2", "A2"]


def test_notes_are_counted_only_but_those_about_whole_files() -> None:
    cell, row = note("workbook.formula", at("A2"), column="工号"), note("workbook.stray/total", at("A9"))
    file = note("workbook.file/left-other", Place("说明.docx"))
    found = listing([cell, row, file], notes=False)
    assert ([entry.first for entry in found.entries], found.notes, found.unread) == ([file], 2, 1)
    assert len(listing([cell, row, file], notes=False, everything=True).entries) == 3


def test_a_grade_that_is_simply_filled_is_not_told_unless_all_is() -> None:
    filled = note("grade.filled", at("I2"), derived="一级", likelihood="高", severity="重")
    assert listing([filled]).entries == ()
    assert listing([filled], notes=False).notes == 0
    assert len(listing([filled], everything=True).entries) == 1


def test_a_long_listing_stays_short_and_says_how_much_is_left_out() -> None:
    found = [item for number in range(80) for item in empty(f"D{2 * number + 2}", sheet=f"表{number}")]
    shown = listing(found)
    assert (len(shown.entries), shown.left_out) == (MOST, 80 - MOST)
    assert listing(found, everything=True).left_out == 0


def many(folder: Path) -> Path:
    office = Office()
    for row in range(2, 12):
        office.set("个人风险点", row, "风险等级", None)
    for row in (3, 4, 5):
        office.set("个人风险点", row, "风险内容", None)
    office.add("考核", "合计", None, 100)
    return office.save(folder)


def test_the_terminal_shows_runs_and_folds_notes(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("check", many(tmp_path), *ON)
    assert "  D3–D5，3 格 错误 「风险内容」不能为空  [cells.required]" in ran.out.splitlines()
    assert "grade.filled" not in ran.out and "workbook.stray" not in ran.out
    assert ran.out.splitlines()[-1] == (
        "检查了 1 个文件：错误 3 处，提醒 0 处，说明 1 处。说明没有列出（其中 1 处是没有读取的表或行），要看请加 --all。"
    )


def test_all_shows_each_finding_by_itself(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("check", many(tmp_path), *ON, "--all")
    assert ran.out.count("[grade.filled]") == 10
    assert ran.out.count("[cells.required]") == 3
    assert "说明 11 处。" in ran.out and "--all" not in ran.out


def test_json_has_all_however_little_is_shown(docgen: Docgen, tmp_path: Path) -> None:
    found = docgen("check", many(tmp_path), *ON, "--json").json
    assert (found["errors"], found["warnings"], found["notes"]) == (3, 0, 11)
    assert len(found["findings"]) == 14
