"""Which cells of a sheet are marked, and what is said of the first of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from docgen.findings import Finding
from docgen.workbook.copy.listing import ORDER, cells_of
from docgen.workbook.grid import MAX_ROW, column_number

MAX_NOTES = 1000
"""Comments on one sheet: more make Excel slow, and nobody reads them. Cells beyond are coloured all the same."""

_MOST_DIGITS = len(str(MAX_ROW))

CellPlace = tuple[int, int]
"""Row and column."""


class SheetMarks:
    """The marks of a sheet's cells, the lowest where there are several. Rows that are marked alike share a mapping."""

    def __init__(self) -> None:
        self.rows: dict[int, Mapping[int, int]] = {}
        """Row → column → mark."""
        self._alike: dict[tuple[int, int, int], dict[int, int]] = {}
        self._none: dict[int, int] = {}

    def add(self, row: int, column: int, mark: int) -> None:
        """Mark a cell."""
        before = self.rows.get(row, self._none)
        if before.get(column, mark + 1) > mark:
            # Each mapping that is asked for by its place in memory is kept, so that no other can come to stand there.
            key = (id(before), column, mark)
            after = self._alike.get(key)
            if after is None:
                after = self._alike[key] = {**before, column: mark}
            self.rows[row] = after


class ToldCells:
    """What is told of a sheet's cells: `marks` by severity, and the findings of the cells that get a comment."""

    def __init__(self, findings: Iterable[Finding], corner: Callable[[CellPlace], CellPlace]) -> None:
        """`corner` gives the first cell of the merged ones that a cell lies within."""
        self.marks = SheetMarks()
        self._corner = corner
        self._by_cell: dict[CellPlace, list[Finding]] = {}
        self._noted: set[CellPlace] = set()
        repeated: list[tuple[list[CellPlace], Finding]] = []
        for finding in findings:
            cells = list(places(cells_of(finding)))
            own = next(places((finding.cell or "",)), None) or (cells[0] if cells else None)
            if own:
                self._add((own,), finding)
            if cells and cells != [own]:
                repeated.append(([cell for cell in cells if cell != own], finding))
        for cells, finding in repeated:
            self._add(cells, finding)

    def notes(self) -> dict[CellPlace, list[Finding]]:
        """The cells that get a comment: of a finding's own cell first, then of those that it is repeated in."""
        found: dict[CellPlace, list[Finding]] = {}
        for cell, findings in self._by_cell.items():
            found.setdefault(self._corner(cell), []).extend(findings)
        return found

    def _add(self, cells: Iterable[CellPlace], finding: Finding) -> None:
        mark = ORDER.index(finding.severity)
        for cell in cells:
            place = self._corner(cell)
            self.marks.add(*place, mark)
            if place in self._noted or len(self._noted) < MAX_NOTES:
                self._noted.add(place)
                self._by_cell.setdefault(cell, []).append(finding)


def places(cells: Iterable[str]) -> Iterator[CellPlace]:
    """The cells of these addresses; what is none is passed over."""
    for cell in cells:
        name = cell.rstrip("0123456789")
        number = cell[len(name) :]
        if not number or number[0] == "0" or len(number) > _MOST_DIGITS or not name.isupper():
            continue
        column, row = column_number(name), int(number)
        if column and row <= MAX_ROW:
            yield row, column
