"""What reading gives: typed cells that remember their place, in rows, in sheets, in a book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from docgen.errors import Place
from docgen.findings import Finding

Value = str | date | Decimal | int | bool | None


class Cell(NamedTuple):
    """A cell as read: its typed value (None when empty or unreadable), its text as typed, its address ("C7")."""

    value: Value
    raw: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row under a heading. `cells` has every declared column that the sheet has, empty or not."""

    file: str
    sheet: str
    number: int
    cells: Mapping[str, Cell]
    broken: frozenset[str] = frozenset()
    """Columns whose cell already has a finding (empty though required, unreadable, outside the enumeration):
    later rules pass over them, so that one mistake gives one finding."""

    def __getitem__(self, column: str) -> Value:
        cell = self.cells.get(column)
        return cell.value if cell else None

    def text(self, column: str) -> str:
        """The value as text, "" where the cell is empty."""
        value = self[column]
        return "" if value is None else str(value)

    def raw(self, column: str) -> str:
        """What was typed, for showing to the user."""
        cell = self.cells.get(column)
        return cell.raw if cell else ""

    def at(self, column: str) -> Place:
        """The cell's place, or the row's first cell when the sheet lacks that column."""
        cell = self.cells.get(column)
        return Place(self.file, self.sheet, cell.address if cell else f"A{self.number}")


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of one sheet of one file, in the order of the sheet."""

    file: str
    name: str
    heading: Place
    columns: Mapping[str, str]
    """Declared column name → column letter."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook as read. `usable` is False when the file could not be opened at all (then there are no sheets)."""

    file: str
    sheets: Mapping[str, SheetRows]
    findings: tuple[Finding, ...] = field(default=())
    usable: bool = True
