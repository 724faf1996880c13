"""Columns are as wide as the cells and the table ask for; the grid says the rest."""

from __future__ import annotations

from typing import Any

import pytest
from wordparts import cell, grid, p, row, table, whole

FIXED = '<w:tblLayout w:type="fixed"/>'
TEXT = (11906 - 2880) / 20
"""The text area's width in points."""


def wide(width: int | str, *, span: int = 1, kind: str = "dxa") -> str:
    """A cell that asks for a width."""
    return cell("字", f'<w:tcW w:w="{width}" w:type="{kind}"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""))


def columns(*rows: str, properties: str = "", widths: tuple[int, ...] = (1000, 1000, 1000), **parts: Any) -> object:
    """The columns' widths in points."""
    made = grid(whole(table(*rows, properties=properties, grid=widths) + p(), **parts))
    return pytest.approx(made.columns, abs=0.1)


def total(width: int, kind: str = "dxa") -> str:
    return f'<w:tblW w:w="{width}" w:type="{kind}"/>'


@pytest.mark.parametrize("layout", ["", FIXED])
def test_cells_widths_go_before_a_grid_that_says_otherwise(layout: str) -> None:
    found = columns(row(wide(1000), wide(5000), wide(2000)), properties=total(8000) + layout)
    assert found == (50, 250, 100)


def test_rows_tell_the_columns_together() -> None:
    rows = row(wide(3000, span=2), wide(2000)), row(wide(1000), wide(4000, span=2))
    assert columns(*rows) == (50, 100, 100)


def test_a_line_that_no_cell_tells_stands_as_in_the_grid() -> None:
    assert columns(row(wide(6000, span=2), wide(2000)), widths=(1000, 2000, 500)) == (100, 200, 100)


def test_widths_in_per_cent_are_of_the_table() -> None:
    found = columns(row(wide(1000, kind="pct"), wide("80%", kind="pct")), properties=total(6000), widths=(1, 1))
    assert found == (60, 240)


def test_without_cells_widths_the_tables_own_stretches_the_grid() -> None:
    rows = row(cell("甲"), cell("乙"))
    assert columns(rows, properties=total(6000), widths=(1000, 2000)) == (100, 200)
    assert columns(rows, properties=total(6000) + FIXED, widths=(1000, 2000)) == (50, 100)


def test_a_table_of_no_fixed_layout_is_as_wide_as_it_asks() -> None:
    assert columns(row(wide(1000), wide(3000)), properties=total(8000), widths=(1, 1)) == (100, 300)
    assert columns(row(wide(1000), wide(3000)), properties=total(8000) + FIXED, widths=(1, 1)) == (50, 150)


def test_rows_that_contradict_each_other_leave_the_grid() -> None:
    assert columns(row(wide(1000), wide(2000)), row(wide(2000), wide(1000)), widths=(1200, 1800)) == (60, 90)


def test_a_loop_over_cells_leaves_the_grid() -> None:
    looped = row(cell("{%tc for x in y %}"), wide(1000), cell("{%tc endfor %}"))
    assert columns(looped, row(wide(5000), wide(500), wide(500)), widths=(1000, 1000, 1000)) == (250, 25, 25)


@pytest.mark.parametrize(
    ("rows", "widths"), [((wide(1000), wide(3000)), (50, 150)), ((cell(), cell()), (TEXT / 2,) * 2)]
)
def test_a_table_without_a_grid_has_its_cells_columns(rows: tuple[str, ...], widths: tuple[float, ...]) -> None:
    assert columns(row(*rows), widths=()) == widths
