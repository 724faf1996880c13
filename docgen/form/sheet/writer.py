"""A filled form as an Excel workbook: a worksheet for each section, its tables as cells, its titles over all columns.

As the other writers this is a pure function of the filled form, so a workbook looks as the Word template says: the
same text, fonts, lines, merged cells and paper. What only a worksheet has comes with it: headings stay in sight and
are repeated when printed, a table can be filtered, figures are numbers.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from docgen.errors import CannotUse
from docgen.form.filled import (
    FilledBlock,
    FilledCell,
    FilledForm,
    FilledParagraph,
    FilledRow,
    FilledSection,
    FilledTable,
)
from docgen.form.places import chart_part, is_chart, is_link
from docgen.form.sheet.chart import ChartCells, put_chart
from docgen.form.sheet.grid import SheetGrid, sheet_grid, table_lines
from docgen.form.sheet.styles import alignment, borders, fill, font, look
from docgen.form.tree import Break, Field, PageSetup, Picture, Tab, Text
from docgen.word.bitmap import bmp_as_png
from docgen.word.image import picture_format
from docgen.word.package import write_package

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,9})?")
"""What is a number and no 工号 or account: no leading zero, no more figures than a worksheet keeps."""

_POINTS_A_CHARACTER = 5.6
"""Width of a column's unit, a figure of the workbook's own font (11 pt), with Excel's padding left out."""

_TALLEST = 409.0
"""Points: Excel's highest row."""

_GAP = 4.0
"""Points around a picture."""

_MOST_TEXT = 32_767
"""Characters that a cell holds; what is behind them would be cut off without a word."""

_LONGEST = 31
"""Characters of a worksheet's name."""

_NOT_IN_ADDRESS = re.compile(r'[\x00-\x20%"<>#?\[\]\\^`{|}]')

_FIELDS = {"page": "&P", "pages": "&N", "section_pages": "&N"}
_PAPERS = {(595, 842): 9, (842, 1191): 8}
"""A4 and A3 in points: Excel's numbers of papers."""


def write_workbook(form: FilledForm, title: str, created: datetime, author: str = "") -> bytes:
    """The workbook of a filled form; the same form gives the same bytes.

    `title` names it and its first worksheet, further ones are called as their sections are; `created` is its date,
    given from outside. Raises CannotUse for a text that is longer than a cell can be.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = title
    workbook.properties.created = workbook.properties.modified = created
    workbook.properties.creator = author
    for number, section in enumerate(form.sections):
        name = _sheet_name(_own_title(section) or title if number else title)
        sheet = workbook.create_sheet(name if name not in workbook.sheetnames else f"{name}({number + 1})")
        _SectionSheet(sheet, form, section).write()
    stream = io.BytesIO()
    workbook.save(stream)
    return _plain_package(stream.getvalue(), created)


def _own_title(section: FilledSection) -> str:
    """What a section is called: the text of its first block, where that is a paragraph."""
    first = section.blocks[0] if section.blocks else None
    return _text([first]) if isinstance(first, FilledParagraph) else ""


def _sheet_name(title: str) -> str:
    """A title as a worksheet's name, with room for a number behind it."""
    return re.sub(r"[\[\]:*?/\\\n]", "_", title)[: _LONGEST - 4].strip("' ") or "表"


def _plain_package(data: bytes, created: datetime) -> bytes:
    """The package without the moment of its making."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    now = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
    core = now.sub(rb"\g<1>" + created.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), members["docProps/core.xml"])
    members["docProps/core.xml"] = core
    return write_package(members)


@dataclass(slots=True)
class _SectionSheet:
    """One section on its way into a worksheet."""

    sheet: Worksheet
    form: FilledForm
    section: FilledSection
    row: int = 1
    headings: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Of each table with heading rows: their first and last row, the table's last row, its last column."""
    styles: dict[tuple[object, ...], Any] = field(default_factory=dict)
    """What `_style` has told before."""
    drawn: ChartCells = field(default_factory=ChartCells)
    """What the section's charts draw."""
    charts: list[tuple[Picture, int]] = field(default_factory=list)
    """The pictures of charts, and the rows that they stand in."""

    def write(self) -> None:
        setup = self.section.setup
        width = setup.width - setup.left - setup.right - setup.gutter
        grid = sheet_grid(self.section.blocks, width)
        for number, points in enumerate(grid.widths, start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = round(points / _POINTS_A_CHARACTER, 2)
        for block in self.section.blocks:
            if isinstance(block, FilledTable):
                self._table(block, grid)
            else:
                self._title(block, grid)
        for picture, row in self.charts:
            put_chart(self.sheet, self.drawn, picture, row, _own_title(self.section) or picture.alt)
        self._set_page(setup)
        if len(self.headings) == 1:
            first, last, end, columns = self.headings[0]
            self.sheet.freeze_panes = f"A{last + 1}"
            self.sheet.print_title_rows = f"{first}:{last}"
            self.sheet.auto_filter.ref = f"A{last}:{get_column_letter(columns)}{max(end, last)}"

    # ---------------------------------------------------------------- paragraphs

    def _title(self, paragraph: FilledParagraph, grid: SheetGrid) -> None:
        """A paragraph between tables: over all columns, as wide as the text area is."""
        text = _text([paragraph])
        style = look(paragraph)
        self._put(self.row, 1, text)
        cell = self.sheet.cell(self.row, 1)
        cell.font = font(style)
        cell.alignment = alignment(paragraph.style.align)
        self._merge(self.row, 1, self.row, len(grid.widths))
        height = _height(text, style.size, sum(grid.widths)) if text or not _pictures([paragraph]) else 0.0
        self.sheet.row_dimensions[self.row].height = min(height + _heights([paragraph]), _TALLEST)
        if is_chart(paragraph) and self.drawn.complete:
            self.charts += ((picture, self.row) for picture in _pictures([paragraph]))
        else:
            self._pictures([paragraph], self.row, 1, height)
        self.row += 1

    # ---------------------------------------------------------------- tables

    def _table(self, table: FilledTable, grid: SheetGrid) -> None:
        lines = table_lines(table)
        first = self.row
        last_column = 1
        for row in table.rows:
            for cell in row.cells:
                left, right = lines[cell.column], lines[min(cell.column + cell.span, len(lines) - 1)]
                begin, end = grid.columns(left, right)
                last_column = max(last_column, end)
                self._cell(cell, begin, end, right - left)
            self.sheet.row_dimensions[self.row].height = self._row_height(row, lines)
            self.row += 1
        if table.head:
            self.headings.append((first, first + table.head - 1, self.row - 1, last_column))

    def _cell(self, cell: FilledCell, begin: int, end: int, width: float) -> None:
        text = _text(cell.blocks)
        self._put(self.row, begin, text)
        linked = bool(text) and is_link(cell)
        paragraph = next((block for block in cell.blocks if isinstance(block, FilledParagraph)), None)
        first: Any = self.sheet.cell(self.row, begin)
        quoted = first.quotePrefix
        for line in range(self.row, self.row + cell.rows):
            for column in range(begin, end + 1):
                covered: Any = self.sheet.cell(line, column)
                covered._style = self._style(cell, None, link=False, quoted=False)
        first._style = self._style(cell, paragraph, link=linked, quoted=quoted)
        if linked:
            first.hyperlink = link_address(text)
        self._merge(self.row, begin, self.row + cell.rows - 1, end)
        self.drawn.take(chart_part(cell), self.row, begin)
        self._pictures(cell.blocks, self.row, begin, _text_height(cell, width))

    def _style(self, cell: FilledCell, paragraph: FilledParagraph | None, *, link: bool, quoted: bool) -> Any:
        """How a cell looks, its text as the paragraph's; openpyxl takes long to find out that it was told so before."""
        shown = look(paragraph) if paragraph is not None else None
        align = paragraph.style.align if paragraph is not None else ""
        # The form keeps its styles for as long as it is written.
        key = (id(cell.style), cell.background, id(shown), align, link, quoted)
        if key not in self.styles:
            made: Any = Cell(self.sheet, 1, 1)
            made.border = borders(cell)
            background = fill(cell.background)
            if background:
                made.fill = background
            if shown is not None:
                vertical = cell.style.direction == "vertical"
                made.font = font(shown, link=link)
                made.alignment = alignment(align, cell.style.align, vertical=vertical)
            made.quotePrefix = quoted
            self.styles[key] = made._style
        return self.styles[key]

    def _row_height(self, row: FilledRow, lines: Sequence[float]) -> float:
        heights = [row.style.height or 0.0]
        for cell in row.cells:
            if cell.rows == 1:
                width = lines[min(cell.column + cell.span, len(lines) - 1)] - lines[cell.column]
                heights.append(_text_height(cell, width) + _heights(cell.blocks))
        return min(max(heights), _TALLEST)

    # ---------------------------------------------------------------- what both have

    def _put(self, row: int, column: int, text: str) -> None:
        cell: Any = self.sheet.cell(row, column)
        if _NUMBER.fullmatch(text):
            cell.value = float(text) if "." in text else int(text)
        elif text:
            if len(text) > _MOST_TEXT:
                raise CannotUse("sheet.too-long", text=text[:20], most=_MOST_TEXT)
            cell.value = text
            # Never a formula, whatever somebody typed.
            cell.data_type = "s"
            cell.quotePrefix = text[0] in "=+-@"

    def _merge(self, first_row: int, first: int, last_row: int, last: int) -> None:
        if (first_row, first) != (last_row, last):
            self.sheet.merge_cells(start_row=first_row, start_column=first, end_row=last_row, end_column=last)

    def _pictures(self, blocks: Sequence[FilledBlock], row: int, column: int, down: float) -> None:
        """The pictures of a cell, one below the other, `down` points from its top: below its text."""
        for picture in _pictures(blocks):
            scale = min(1.0, (_TALLEST - _GAP) / max(picture.height, 1.0))
            place = AnchorMarker(col=column - 1, colOff=_emu(_GAP / 2), row=row - 1, rowOff=_emu(down + _GAP / 2))
            size = XDRPositiveSize2D(_emu(picture.width * scale), _emu(picture.height * scale))
            self.sheet.add_image(_SheetPicture(*self._shown(picture), OneCellAnchor(place, size)))
            down += picture.height * scale + _GAP

    def _shown(self, picture: Picture) -> tuple[str, bytes]:
        """A picture's format and bytes, as worksheets show it. Raises CannotUse for what none shows."""
        data = self.form.fallbacks.get(picture.media) or self.form.media[picture.media]
        kind = picture_format(data)
        if kind == "bmp":
            return "png", bmp_as_png(data)
        if not kind:
            raise CannotUse("sheet.picture", name=picture.alt or picture.name)
        return kind, data

    def _set_page(self, setup: PageSetup) -> None:
        page, margins = self.sheet.page_setup, self.sheet.page_margins
        page.orientation = "landscape" if setup.width > setup.height else "portrait"
        page.paperSize = _PAPERS.get((round(min(setup.width, setup.height)), round(max(setup.width, setup.height))), 9)
        page.fitToWidth, page.fitToHeight = 1, 0
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        for side in ("top", "right", "bottom", "left"):
            setattr(margins, side, getattr(setup, side) / 72)
        margins.header, margins.footer = setup.header / 72, setup.footer / 72
        for place, groups in (("oddHeader", self.section.headers), ("oddFooter", self.section.footers)):
            text = _text(groups.get("default", ()))
            if text:
                getattr(self.sheet, place).center.text = text


class _SheetPicture(Image):
    """A picture as openpyxl puts it in, without Pillow: what it is and how large is known here."""

    def __init__(self, kind: str, data: bytes, anchor: OneCellAnchor) -> None:
        self.format = kind
        self.anchor: Any = anchor
        self._bytes = data

    def _data(self) -> bytes:
        return self._bytes


def link_address(path: str) -> str:
    """A path as workbooks write where a link leads: only what would end or change it is escaped."""
    return _NOT_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", path)


def _text(blocks: Sequence[FilledBlock]) -> str:
    """The text of a cell: a line for each paragraph; of a table inside it, for each row."""
    return "\n".join(_lines(blocks)).strip("\n")


def _lines(blocks: Sequence[FilledBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, FilledParagraph):
            runs = (*block.label, *block.runs)
            yield "".join(_piece(piece) for run in runs for piece in run.pieces)
        else:
            for row in block.rows:
                yield "  ".join(filter(None, (_text(cell.blocks) for cell in row.cells)))


def _piece(piece: object) -> str:
    if isinstance(piece, Text):
        return piece.text
    if isinstance(piece, Break):
        return "\n"
    if isinstance(piece, Tab):
        return " "
    return _FIELDS[piece.kind] if isinstance(piece, Field) else ""


def _pictures(blocks: Sequence[FilledBlock]) -> list[Picture]:
    found: list[Picture] = []
    for block in blocks:
        if isinstance(block, FilledParagraph):
            found += (piece for run in block.runs for piece in run.pieces if isinstance(piece, Picture))
        else:
            for row in block.rows:
                for cell in row.cells:
                    found += _pictures(cell.blocks)
    return found


def _heights(blocks: Sequence[FilledBlock]) -> float:
    """What pictures take, one below the other, in points."""
    return sum(picture.height + _GAP for picture in _pictures(blocks))


def _text_height(cell: FilledCell, width: float) -> float:
    """What the text of a cell takes; nothing where only pictures stand in it."""
    text = _text(cell.blocks)
    if not text and _pictures(cell.blocks):
        return 0.0
    size = max((look(block).size for block in cell.blocks if isinstance(block, FilledParagraph)), default=10.5)
    return _height(text, size, width)


def _emu(points: float) -> int:
    return round(points * 12_700)


def _height(text: str, size: float, width: float) -> float:
    """What text of this size takes in a column of this width, in points."""
    room = max(width - 6, size)
    lines = sum(
        max(1, -(-int(sum(size if char > "\u2e80" else size * 0.55 for char in line)) // int(room)))
        for line in text.split("\n")
    )
    return min(lines * size * 1.35 + 6, _TALLEST)
