"""A copy of the user's workbook in which every finding is a coloured cell with a comment, listed with links."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from docgen.errors import CannotUse, Place
from docgen.files import write_whole
from docgen.findings import Finding, Severity, count
from docgen.messages import say
from docgen.workbook.cells import visible
from docgen.workbook.container import Container, Unusable, read_whole
from docgen.workbook.grid import BOOLEAN, ERROR, NUMBER, TEXT, Grid, Raw, column_number, read_grid
from docgen.workbook.package import Edit, print_landscape, saved
from docgen.workbook.parts import read_parts

RESULT_SHEET = "检查结果"

MAX_MERGED_CELLS = 2_000_000
"""openpyxl makes an object for each cell of a merge; a merge over a whole sheet would never end."""

_COLOURS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.NOTE: "FFDDEBF7"}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_WIDTHS = (6, 8, 14, 10, 24, 50, 50, 22)
_LINE = Side(style="thin", color="FFBFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_BODY = Font(name="宋体", size=11)
_WRAP = Alignment(vertical="top", wrap_text=True)
_LONGEST = 30_000
"""Characters of a text in a cell; Excel allows 32,767."""


def annotate(source: Path, findings: Iterable[Finding], target: Path) -> None:
    """Write to `target` a copy of the workbook `source` with the findings whose file is `str(source)`.

    Values, formulas with their stored results, formats, lists and comments stay; macros and drawings do not.
    Notes of an earlier annotation are replaced. The copy has a sheet 检查结果 in front, which reading passes over.
    Raises CannotUse when `source` cannot be opened as a workbook, is `target`, or `target` cannot be written.
    """
    own = [finding for finding in findings if finding.file == str(source)]
    if source.resolve() == target.resolve():
        raise _cannot("annotate.same", target)
    try:
        data = read_whole(source)
        grids = _grids(Container(data, source.name))
    except Unusable as problem:
        raise CannotUse(
            f"workbook.file/{problem.variant}", place=Place(str(source)), value="", **problem.values
        ) from problem
    if any(_merged_cells(grid) > MAX_MERGED_CELLS for grid in grids.values()):
        raise _cannot("annotate.merged", source)
    workbook = _load(data, source)
    _clear_earlier(workbook)
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    for finding in own:
        if finding.sheet and finding.cell:
            for cell in finding.cells or (finding.cell,):
                by_cell.setdefault((finding.sheet, cell), []).append(finding)
    for (sheet, cell), told in by_cell.items():
        page = workbook[sheet] if sheet in workbook.sheetnames else None
        if isinstance(page, Worksheet):
            _mark(page, cell, told)
    _list(workbook, own)
    write_whole(target, saved(workbook, _with_stored_values(workbook, grids)))


def _cannot(key: str, path: Path) -> CannotUse:
    return CannotUse(key, place=Place(str(path)), path=path)


def _grids(container: Container) -> dict[str, Grid]:
    parts = read_parts(container)
    found: dict[str, Grid] = {}
    for sheet in parts.sheets:
        data = container.part(sheet.part) if sheet.part else None
        if data is not None:
            found[sheet.title] = read_grid(data, parts)
    return found


def _merged_cells(grid: Grid) -> int:
    return sum((merge.bottom - merge.top + 1) * (merge.right - merge.left + 1) for merge in grid.merges)


def _load(data: bytes, source: Path) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), rich_text=True)
    # openpyxl raises whatever its parts raise on a workbook that is sound enough to be read but odd elsewhere.
    except Exception as problem:
        raise _cannot("annotate.odd", source) from problem


def _clear_earlier(workbook: Workbook) -> None:
    """Take away what an earlier annotation left: its sheet, its comments, its colours."""
    if RESULT_SHEET in workbook.sheetnames:
        del workbook[RESULT_SHEET]
    mark = say("annotate.mark")
    colours = set(_COLOURS.values())
    for page in workbook.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if not isinstance(cell, Cell) or cell.comment is None or mark not in cell.comment.text:
                    continue
                own = cell.comment.text.partition(mark)[0].rstrip("\n")
                cell.comment = Comment(own, cell.comment.author) if own else None
                if cell.fill.fgColor.rgb in colours:
                    cell.fill = PatternFill()


def _mark(page: Worksheet, address: str, findings: Sequence[Finding]) -> None:
    cell = page[address]
    if isinstance(cell, MergedCell):
        merged = next(item for item in page.merged_cells.ranges if address in item)
        cell = page.cell(merged.min_row, merged.min_col)
    if not isinstance(cell, Cell):
        return
    worst = min((finding.severity for finding in findings), key=_ORDER.index)
    cell.fill = PatternFill("solid", fgColor=_COLOURS[worst])
    said = "\n".join(f"【{say(f'severity.{item.severity}')}】{_sentence(item.message)}{item.hint}" for item in findings)
    kept = f"{cell.comment.text}\n" if cell.comment else ""
    comment = Comment(visible(f"{kept}{say('annotate.mark')}\n{said}")[:_LONGEST], say("annotate.author"))
    comment.width, comment.height = 320, min(60 + 44 * len(findings) + 18 * kept.count("\n"), 400)
    cell.comment = comment


def _sentence(text: str) -> str:
    return text if text.endswith("？") else f"{text}。"


def _list(workbook: Workbook, findings: Sequence[Finding]) -> None:
    page = workbook.create_sheet(RESULT_SHEET, 0)
    assert isinstance(page, Worksheet)
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = False
    workbook.active = 0
    page["A1"] = say("annotate.summary", **{str(item): count(findings, item) for item in _ORDER})
    page["A1"].font = Font(name="黑体", size=14)
    for position, (word, width) in enumerate(zip(say("annotate.head").split("|"), _WIDTHS, strict=True), 1):
        cell = page.cell(3, position, word)
        cell.font = Font(name="宋体", size=11, bold=True)
        cell.border = _BOX
        page.column_dimensions[cell.column_letter].width = width
    for number, finding in enumerate(findings, 1):
        row = 3 + number
        texts = (
            *(str(number), say(f"severity.{finding.severity}"), finding.sheet or "", finding.cell or ""),
            *(finding.value, finding.message, finding.hint, finding.rule),
        )
        for position, text in enumerate(texts, 1):
            _as_text(page.cell(row, position), text)
        page.cell(row, 2).fill = PatternFill("solid", fgColor=_COLOURS[finding.severity])
        if finding.sheet in workbook.sheetnames:
            _link(page.cell(row, 4 if finding.cell else 3), finding.sheet or "", finding.cell or "A1")
    page.freeze_panes = "A4"
    page.auto_filter.ref = f"A3:H{3 + max(len(findings), 1)}"
    print_landscape(page)


def _as_text(cell: Cell | MergedCell, text: str) -> None:
    """Text that no program will run: what begins with = + - @ stays text even when the cell is edited."""
    assert isinstance(cell, Cell)
    cell.value = visible(text)[:_LONGEST]
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    cell.font, cell.alignment, cell.border = _BODY, _WRAP, _BOX


def _link(cell: Cell | MergedCell, sheet: str, address: str) -> None:
    assert isinstance(cell, Cell)
    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{address}", display=str(cell.value))
    cell.font = Font(name="宋体", size=11, color="FF0563C1", underline="single")


_TYPES = {TEXT: "str", NUMBER: "n", BOOLEAN: "b", ERROR: "e"}
_SHEET_XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _with_stored_values(workbook: Workbook, grids: Mapping[str, Grid]) -> Edit:
    """openpyxl writes formulas without their results; put back those that the source had."""
    titles = {f"xl/worksheets/sheet{number}.xml": page.title for number, page in enumerate(workbook.worksheets, 1)}

    def edit(part: str, data: bytes) -> bytes:
        grid = grids.get(titles.get(part, ""))
        if grid is None or b"<f" not in data:
            return data
        root = etree.fromstring(data)
        for formula in root.iter(f"{_SHEET_XML}f"):
            cell = formula.getparent()
            raw = _raw(grid, cell.get("r", "")) if cell is not None else None
            if cell is not None and raw and raw.kind in _TYPES:
                _store(cell, raw)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return edit


def _raw(grid: Grid, address: str) -> Raw | None:
    name = address.rstrip("0123456789")
    row = address[len(name) :]
    return grid.rows.get(int(row), {}).get(column_number(name)) if row else None


def _store(cell: etree._Element, raw: Raw) -> None:
    value = cell.find(f"{_SHEET_XML}v")
    if value is None:
        value = etree.SubElement(cell, f"{_SHEET_XML}v")
    value.text = visible(raw.text)
    cell.set("t", _TYPES[raw.kind])
