"""The blank workbook: every sheet with its headings, drop-down lists, formats and notes, and a page that explains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import Dimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from docgen.files import write_whole
from docgen.messages import say
from docgen.workbook.columns import Column, ColumnType, Reference, Sheet
from docgen.workbook.describe import explanation
from docgen.workbook.package import print_landscape, saved
from docgen.workbook.schema import SHEETS

GUIDE_SHEET = "填表说明"

LAST_ROW = 2000
"""Drop-down lists and formats reach down to this row."""

_WIDTHS = {
    ColumnType.TEXT: 18,
    ColumnType.LONG_TEXT: 36,
    ColumnType.NAME: 14,
    ColumnType.ID: 14,
    ColumnType.DATE: 14,
    ColumnType.TIME: 10,
    ColumnType.NUMBER: 10,
    ColumnType.WHOLE: 10,
    ColumnType.WEIGHTS: 12,
    ColumnType.LIMITS: 12,
    ColumnType.CHOICE: 12,
    ColumnType.PHONE: 16,
    ColumnType.EMAIL: 24,
    ColumnType.ID_CARD: 22,
    ColumnType.REFERENCE: 14,
}
"""Characters of the default font."""

_FORMATS = {ColumnType.DATE: "yyyy-mm-dd", ColumnType.NUMBER: "General", ColumnType.WHOLE: "0"}
_AS_TEXT = "@"
"""Everything but dates and numbers is text, so that 007 stays 007."""

_REQUIRED = PatternFill("solid", fgColor="FFC55A11")
_OPTIONAL = PatternFill("solid", fgColor="FF5B7C99")
_LATER = PatternFill("solid", fgColor="FFDCE4EC")
"""Of the contract's second edition, and optional."""
_DARK = Font(name="宋体", size=11, bold=True, color="FF44607A")
_WHITE = Font(name="宋体", size=11, bold=True, color="FFFFFFFF")
_BODY = Font(name="宋体", size=11)
_TITLE = Font(name="黑体", size=16)
_LINK = Font(name="宋体", size=11, color="FF0563C1", underline="single")
_LINE = Side(style="thin", color="FFBFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADING = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TOP = Alignment(vertical="top", wrap_text=True)


def write_blank(path: Path) -> None:
    """Write the blank workbook to `path`. Raises CannotUse when it cannot be written."""
    write_whole(path, blank_workbook())


def blank_workbook() -> bytes:
    """The blank workbook: the same bytes each time."""
    return saved(new_workbook())


def new_workbook() -> Workbook:
    """The blank workbook, to be filled in."""
    workbook = Workbook()
    guide = workbook.active
    assert isinstance(guide, Worksheet)
    _guide(guide)
    for sheet in SHEETS.values():
        _sheet(workbook.create_sheet(sheet.name), sheet)
    workbook.properties.creator = ""
    workbook.properties.title = say("blank.title")
    return workbook


def _sheet(page: Worksheet, sheet: Sheet) -> None:
    for position, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(position)
        heading = page.cell(1, position, column.name)
        head(heading, column)
        heading.comment = _comment(column)
        width = page.column_dimensions[letter]
        width.width = _WIDTHS[column.type]
        width.number_format = _FORMATS.get(column.type, _AS_TEXT)
        width.font = _BODY
        width.alignment = _TOP
        _restrict(page, column, f"{letter}2:{letter}{LAST_ROW}")
    page.row_dimensions[1].height = 24
    if sheet.edition == 1 and (later := _later(sheet.columns)):
        for position in range(later[0], later[-1] + 1):
            _fold(page.column_dimensions[get_column_letter(position)])
        page.column_dimensions[get_column_letter(later[-1] + 1)].collapsed = True
    if sheet.settings:
        _settings(page, sheet)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    print_landscape(page)


def _settings(page: Worksheet, sheet: Sheet) -> None:
    page.column_dimensions["A"].width = 20
    page.column_dimensions["B"].width = 50
    later = _later(sheet.settings)
    for position in later:
        _fold(page.row_dimensions[position + 1])
    page.row_dimensions[later[-1] + 2].collapsed = True
    page.sheet_format.outlineLevelRow = 1
    for row, setting in enumerate(sheet.settings, 2):
        name, content = page.cell(row, 1, setting.name), page.cell(row, 2)
        name.font = Font(name="宋体", size=11, bold=setting.required, color=_setting_colour(setting))
        name.comment = _comment(setting)
        content.number_format = _FORMATS.get(setting.type, _AS_TEXT)
        for cell in (name, content):
            cell.border = _BOX
            cell.alignment = _TOP
        content.font = _BODY
        _restrict(page, setting, f"B{row}")


def _setting_colour(setting: Column) -> str | None:
    if setting.required:
        return "FFC55A11"
    return "FF7F95AB" if setting.edition > 1 else None


def _later(columns: Sequence[Column]) -> list[int]:
    """The places, counted from 1, of the columns of the second edition: they stand behind the others."""
    return [place for place, column in enumerate(columns, 1) if column.edition > 1]


def _fold(dimension: Dimension) -> None:
    """Put a row or column into a group that is folded away and opens at a click."""
    dimension.outlineLevel = 1
    dimension.hidden = True


def head(cell: Cell, column: Column) -> None:
    """Dress a cell as the heading of a column."""
    is_later = column.edition > 1 and not column.required
    cell.fill = _REQUIRED if column.required else _LATER if is_later else _OPTIONAL
    cell.font = _DARK if is_later else _WHITE
    cell.alignment = _HEADING
    cell.border = _BOX
    cell.number_format = "General"


def _comment(column: Column) -> Comment:
    comment = Comment("\n".join(explanation(column)), say("blank.author"))
    comment.width, comment.height = 260, 30 + 22 * len(explanation(column))
    return comment


def _restrict(page: Worksheet, column: Column, cells: str) -> None:
    """A drop-down list or an input message on the cells of a column, as far as Excel can hold one."""
    rule = DataValidation(allow_blank=True)
    if column.choices:
        rule = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        rule.showErrorMessage = True
        rule.errorTitle, rule.error = column.name, say("blank.choose", choices="、".join(column.choices))[:220]
    elif column.reference in _LISTS:
        # Names are taken too, so that the list offers without forbidding.
        rule = DataValidation(type="list", formula1=_LISTS[column.reference], allow_blank=True)
        rule.showErrorMessage = False
    rule.showInputMessage = True
    rule.promptTitle = column.name
    rule.prompt = "\n".join(explanation(column))[:250]
    rule.add(cells)
    page.add_data_validation(rule)


def _column_range(sheet: str, name: str) -> str:
    names = [column.name for column in SHEETS[sheet].columns]
    letter = get_column_letter(names.index(name) + 1)
    return f"'{sheet}'!${letter}$2:${letter}${LAST_ROW}"


_LISTS = {
    Reference.PERSON: _column_range("人员", "工号"),
    Reference.DEPARTMENT: _column_range("机构", "机构名称"),
}


def _listed(columns: Iterable[Column]) -> str:
    return "、".join(f"{column.name}{'*' if column.required else ''}" for column in columns)


def _guide(page: Worksheet) -> None:
    page.title = GUIDE_SHEET
    page.column_dimensions["A"].width = 18
    page.column_dimensions["B"].width = 24
    page.column_dimensions["C"].width = 70
    page["A1"] = say("blank.title")
    page["A1"].font = _TITLE
    lines = say("blank.guide").strip().split("\n")
    for row, line in enumerate(lines, 3):
        page.cell(row, 1, line).font = _BODY
    top = len(lines) + 4
    for position, word in enumerate(say("blank.head").split("|"), 1):
        cell = page.cell(top, position, word)
        cell.font, cell.fill, cell.alignment, cell.border = _WHITE, _OPTIONAL, _HEADING, _BOX
    for row, sheet in enumerate(SHEETS.values(), top + 1):
        columns = sheet.settings or sheet.columns
        told = _listed(column for column in columns if column.edition == sheet.edition)
        second = _listed(column for column in columns if column.edition > sheet.edition)
        if second:
            told = say("blank.second", columns=told, second=second)
        texts = (f"{sheet.name}{'*' if sheet.required else ''}", sheet.row_is, told)
        for position, text in enumerate(texts, 1):
            cell = page.cell(row, position, text)
            cell.font, cell.alignment, cell.border = _BODY, _TOP, _BOX
        link = page.cell(row, 1)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{sheet.name}'!A1", display=sheet.name)
        link.font = _LINK
    print_landscape(page)
