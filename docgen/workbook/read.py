"""Reading a workbook: every declared sheet as typed rows that remember their cells, and what was wrong on the way."""

from __future__ import annotations

from pathlib import Path

from docgen.errors import Place
from docgen.findings import Finding, error, note
from docgen.workbook.container import Container, Unusable, held_open, read_whole
from docgen.workbook.grid import Grid, read_grid
from docgen.workbook.heading import first_words
from docgen.workbook.meant import HEADINGS, Meant, other_sheet
from docgen.workbook.parts import Parts, SheetPart, read_parts
from docgen.workbook.rows import Book, SheetRows
from docgen.workbook.schema import SHEETS
from docgen.workbook.sheet import SheetReader
from docgen.workbook.stale import stale_formulas

MAX_LOOKED_INTO = 8 * 2**20
"""Bytes of a sheet of another name that is looked into: it may be one of ours, or whatever else an office keeps."""


def read_workbook(path: Path) -> Book:
    """The workbook at `path`; places in its findings name the file as `str(path)`.

    Never raises for bad input: a file that cannot be used gives a Book that is not `usable`, with one finding
    of the rule `workbook.file`. Reads the file once, into memory; what happens to it afterwards does not matter.
    """
    file = str(path)
    try:
        container = Container(read_whole(path), path.name)
        return _WorkbookReader(file, container, read_parts(container)).book(is_open=held_open(path))
    except Unusable as problem:
        finding = error(f"workbook.file/{problem.variant}", Place(file), **problem.values)
        return Book(file, {}, (finding,), usable=False)


class _WorkbookReader:
    """The reading of one file: collects sheets and findings."""

    def __init__(self, file: str, container: Container, parts: Parts) -> None:
        self.file = file
        self.container = container
        self.parts = parts
        self.findings: list[Finding] = []
        self.sheets: dict[str, SheetRows] = {}
        self.unread: set[str] = set()
        self._pasted: set[str] = set()
        self._grids: dict[str, Grid] = {}
        self._others: dict[str, Grid | None] = {}

    def book(self, *, is_open: bool) -> Book:
        if is_open:
            self.findings.append(note("workbook.file/open", Place(self.file)))
        if self.parts.has_macros:
            self.findings.append(note("workbook.file/macros", Place(self.file)))
        meant = Meant(self.file, self.parts.sheets, self._first_words)
        for name, part in meant.known():
            self._read(name, part)
        self.findings += meant.findings
        self.unread |= meant.unread | self._pasted - self.sheets.keys()
        for sheet in SHEETS.values():
            if sheet.required and sheet.name not in self.sheets and sheet.name not in self.unread:
                seen = "、".join(part.title for part in self.parts.sheets)
                self.findings.append(error("workbook.sheet", Place(self.file, sheet.name), name=sheet.name, seen=seen))
        return Book(self.file, self.sheets, tuple(self.findings), unread=frozenset(self.unread))

    def _first_words(self, part: SheetPart) -> list[set[str]]:
        """The words of each of a sheet's first rows; none of a sheet too large to be looked into."""
        data = self.container.part(part.part) if part.part else None
        if data is None or len(data) > MAX_LOOKED_INTO:
            return []
        grid = self._grids[part.title] = read_grid(data, self.parts)
        return first_words(grid, HEADINGS)

    def _grid(self, part: SheetPart) -> Grid | None:
        """The sheet's cells, None where it is damaged."""
        if part.title in self._grids:
            return self._grids.pop(part.title)
        data = self.container.part(part.part) if part.part else None
        return None if data is None else read_grid(data, self.parts)

    def _read(self, name: str, part: SheetPart) -> None:
        at = Place(self.file, part.title)
        grid = self._grid(part)
        if grid is None:
            self.findings.append(error("workbook.sheet/damaged", at, part.title))
            self.unread.add(name)
            return
        if part.hidden:
            self.findings.append(note("workbook.hidden/sheet", at, part.title))
        if other := other_sheet(grid, name):
            self.findings.append(error("workbook.sheet/other", at, part.title, name=name, other=other))
            self.unread.add(name)
            return
        reader = SheetReader(SHEETS[name], at, grid, self.parts.from_1904)
        rows = reader.read()
        self.findings.extend(reader.findings)
        self._pasted |= reader.pasted
        if rows:
            self.findings.extend(stale_formulas(grid, rows, self._other_grid))
            self.sheets[name] = rows
        elif grid.rows:
            self.unread.add(name)

    def _other_grid(self, title: str) -> Grid | None:
        """The cells of the sheet of that title, for formulas that refer to it; None where it cannot be read."""
        if title not in self._others:
            part = next((item.part for item in self.parts.sheets if item.title == title), None)
            data = self.container.part(part) if part else None
            self._others[title] = None if data is None else read_grid(data, self.parts)
        return self._others[title]
