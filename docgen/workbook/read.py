"""Reading a workbook: every declared sheet as typed rows that remember their cells, and what was wrong on the way."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from docgen.errors import Place
from docgen.findings import Finding, error, note
from docgen.workbook.container import Container, Unusable, held_open, read_whole
from docgen.workbook.grid import read_grid
from docgen.workbook.names import normal_word
from docgen.workbook.parts import Parts, SheetPart, read_parts
from docgen.workbook.rows import Book, SheetRows
from docgen.workbook.schema import HELPER_SHEETS, SHEETS
from docgen.workbook.sheet import SheetReader


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

    def book(self, *, is_open: bool) -> Book:
        if is_open:
            self.findings.append(note("workbook.file/open", Place(self.file)))
        if self.parts.has_macros:
            self.findings.append(note("workbook.file/macros", Place(self.file)))
        for name, part in self._known_sheets():
            self._read(name, part)
        for sheet in SHEETS.values():
            if sheet.required and sheet.name not in self.sheets and not self._has_failed(sheet.name):
                seen = "、".join(part.title for part in self.parts.sheets)
                self.findings.append(error("workbook.sheet", Place(self.file, sheet.name), name=sheet.name, seen=seen))
        return Book(self.file, self.sheets, tuple(self.findings))

    def _known_sheets(self) -> Iterator[tuple[str, SheetPart]]:
        known: dict[str, str] = {}
        for part in self.parts.sheets:
            name = normal_word(part.title)
            at = Place(self.file, part.title)
            if name in known:
                self.findings.append(error("workbook.sheet/twice", at, part.title, name=name, first=known[name]))
            elif name in SHEETS:
                known[name] = part.title
                yield name, part
            elif name not in HELPER_SHEETS:
                near = get_close_matches(name, SHEETS.keys() - known.keys(), n=1, cutoff=0.6)
                variant = "workbook.sheet/near" if near else "workbook.sheet/unknown"
                self.findings.append(note(variant, at, part.title, near=near[0] if near else ""))

    def _read(self, name: str, part: SheetPart) -> None:
        at = Place(self.file, part.title)
        data = self.container.part(part.part) if part.part else None
        if data is None:
            self.findings.append(error("workbook.sheet/damaged", at, part.title))
            return
        if part.hidden:
            self.findings.append(note("workbook.hidden/sheet", at, part.title))
        grid = read_grid(data, self.parts)
        reader = SheetReader(SHEETS[name], at, grid, self.parts.from_1904)
        rows = reader.read()
        self.findings.extend(reader.findings)
        if rows:
            self.sheets[name] = rows

    def _has_failed(self, name: str) -> bool:
        """Whether the sheet stands in the file and has been found unreadable: then it is not missing as well."""
        return any(normal_word(part.title) == name for part in self.parts.sheets)
