"""The blank workbook with rows written into it, every value in its type, and a sheet that tells about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docgen.workbook.blank import head, new_workbook
from docgen.workbook.columns import Column, ColumnType
from docgen.workbook.package import print_landscape, saved
from docgen.workbook.rows import Value
from docgen.workbook.schema import SHEETS

NOTES_SHEET = "结转说明"
"""Tells what was not carried over from the year before."""

RowValues = Mapping[str, Value]
"""A row by heading."""

_SIDE = Side(style="thin", color="FFBFBFBF")
_BOX = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_BODY = Font(name="宋体", size=11)
_TOP = Alignment(vertical="top", wrap_text=True)

_NOTE_WIDTHS = (16, 14, 22, 50, 50)


def filled_workbook(
    settings: Mapping[str, Value], sheets: Mapping[str, Sequence[RowValues]], notes: Sequence[Sequence[str]]
) -> bytes:
    """A workbook of these settings of 单位 and rows of other sheets, headings in row 1; the same bytes each time.

    Settings and headings that are not declared are written behind the declared ones. `notes` are the lines of
    `NOTES_SHEET`, the first its headings. What is folded away in the blank workbook is open where it holds something.
    """
    workbook = new_workbook()
    page = workbook["单位"]
    assert isinstance(page, Worksheet)
    _settings(page, settings)
    for name, rows in sheets.items():
        page = workbook[name]
        assert isinstance(page, Worksheet)
        _rows(page, name, rows)
    page = workbook.create_sheet(NOTES_SHEET, 1)
    _notes(page, notes)
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = False
    workbook.active = 1
    return saved(workbook)


def _settings(page: Worksheet, settings: Mapping[str, Value]) -> None:
    left = dict(settings)
    known = len(SHEETS["单位"].settings)
    for number, setting in enumerate(SHEETS["单位"].settings, 2):
        value = left.pop(setting.name, None)
        if value is not None:
            _put(_cell(page, number, 2), value)
            page.row_dimensions[number].hidden = False
    for number, (item, value) in enumerate(left.items(), known + 2):
        for place, written in enumerate((item, value), 1):
            _put(_cell(page, number, place), written)


def _rows(page: Worksheet, name: str, rows: Sequence[RowValues]) -> None:
    declared = [column.name for column in SHEETS[name].columns]
    own = list(dict.fromkeys(heading for row in rows for heading in row if heading not in declared))
    for place, heading in enumerate(own, len(declared) + 1):
        head(_cell(page, 1, place), Column(heading, ColumnType.OWN))
        page.column_dimensions[get_column_letter(place)].width = 18
        page.cell(1, place).value = heading
    used = {heading for row in rows for heading, value in row.items() if value is not None}
    if any(column.edition > 1 and column.name in used for column in SHEETS[name].columns):
        for dimension in page.column_dimensions.values():
            dimension.hidden = dimension.collapsed = False
    for number, row in enumerate(rows, 2):
        for place, heading in enumerate((*declared, *own), 1):
            _put(_cell(page, number, place), row.get(heading))


def _notes(page: Worksheet, lines: Iterable[Sequence[str]]) -> None:
    for number, line in enumerate(lines, 1):
        for place, text in enumerate(line, 1):
            cell = _cell(page, number, place)
            if number == 1:
                head(cell, Column(text))
                cell.value = text
            else:
                _put(cell, text)
    for place, width in enumerate(_NOTE_WIDTHS, 1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    print_landscape(page)


def _cell(page: Worksheet, row: int, column: int) -> Cell:
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def _put(cell: Cell, value: Value) -> None:
    """Write a value in its type; a text stays one whatever it looks like: 007, or what begins with =."""
    cell.font, cell.alignment, cell.border = _BODY, _TOP, _BOX
    if value is None:
        return
    if isinstance(value, str):
        cell.value = value
        cell.data_type = "s"
        cell.number_format = "@"
        if value[:1] in ("=", "+", "-", "@"):
            cell.quotePrefix = True
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        cell.number_format = "General"
