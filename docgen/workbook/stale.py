"""Formulas whose stored result is older than what they refer to: what is read is not what the sheet should say."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from docgen.errors import Place
from docgen.findings import Finding, warning
from docgen.messages import Message, message
from docgen.workbook.cells import plain, shown
from docgen.workbook.formulas import NotJudged, Reckoner, Sheets, written_here
from docgen.workbook.grid import NUMBER, TEXT, Formula, Grid, Raw, address, column_number
from docgen.workbook.names import normal_word
from docgen.workbook.rows import SheetRows

_NAMED = 5
"""Cells that the words name; the copy colours all."""


def stale_formulas(grid: Grid, rows: SheetRows, sheets: Sheets) -> Iterator[Finding]:
    """One warning a column, at its first cell whose result is not what its formula comes to."""
    if not grid.formulas:
        return
    judge = Reckoner(grid, sheets)
    numbers = {row.number for row in rows.rows}
    names = {column_number(letter): name for name, letter in rows.columns.items()}
    found: dict[int, list[tuple[int, Formula, float | str]]] = {}
    for (number, column), formula in grid.formulas.items():
        if number not in numbers or column not in names:
            continue
        try:
            now = judge.value(formula)
        except NotJudged:
            continue
        if not _agree(grid.rows[number][column], now):
            found.setdefault(column, []).append((number, formula, now))
    for column, told in sorted(found.items()):
        number, formula, now = told[0]
        cells = [address(row, column) for row, _, _ in told]
        others: Message | str = ""
        if len(cells) > 1:
            listed = "、".join(cells[1 : _NAMED + 1]) + ("…" if len(cells) > _NAMED + 1 else "")
            others = message("parts.others", count=len(cells) - 1, cells=listed)
        at = Place(rows.file, rows.heading.sheet, cells[0])
        yield warning(
            "workbook.formula/stale",
            at,
            shown(grid.rows[number][column]),
            column=names[column],
            formula=written_here(formula),
            now=plain(now) if isinstance(now, float) else now,
            others=others,
        ).at_all(cells)


def _agree(stored: Raw, now: float | str) -> bool:
    if stored.kind == NUMBER:
        return isinstance(now, float) and isclose(float(stored.text), now, rel_tol=1e-9, abs_tol=1e-9)
    if stored.kind == TEXT:
        return isinstance(now, str) and normal_word(stored.text) == normal_word(now)
    return True
