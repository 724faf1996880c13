"""What reading gives: typed cells that remember their place, in rows, in sheets, in a book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


class Layout:
    """What all rows of a sheet share: file, sheet, and the declared columns that it has with their letters."""

    __slots__ = ("columns", "file", "letters", "names", "sheet")

    def __init__(self, file: str, sheet: str, columns: Sequence[tuple[str, str]]) -> None:
        """`columns`: declared name and letter ("C"), in the order of declaration."""
        self.file = file
        self.sheet = sheet
        self.names = tuple(name for name, _ in columns)
        self.letters = tuple(letter for _, letter in columns)
        self.columns = {name: place for place, name in enumerate(self.names)}


class Row:
    """One row under a heading, never changed once it is made.

    A bureau has hundreds of thousands: a row keeps its values, and its cells' texts and addresses only where they do
    not follow from value, row and column.
    """

    __slots__ = ("_layout", "_moved", "_raws", "_values", "broken", "number")

    broken: frozenset[str]
    """Columns whose cell already has a finding (empty though required, unreadable, outside the enumeration):
    later rules pass over them, so that one mistake gives one finding."""

    def __init__(
        self, file: str, sheet: str, number: int, cells: Mapping[str, Cell], broken: frozenset[str] = frozenset()
    ) -> None:
        self._layout = Layout(file, sheet, [(name, cell.address.rstrip("0123456789")) for name, cell in cells.items()])
        self.number = number
        self.broken = broken
        self._values = tuple(cell.value for cell in cells.values())
        self._raws: Mapping[int, str] | None = {place: cell.raw for place, cell in enumerate(cells.values())}
        self._moved: Mapping[int, str] | None = {place: cell.address for place, cell in enumerate(cells.values())}

    @classmethod
    def of(
        cls,
        layout: Layout,
        number: int,
        values: tuple[Value, ...],
        broken: frozenset[str],
        raws: Mapping[int, str] | None,
        moved: Mapping[int, str] | None,
    ) -> Row:
        """The row of these values, one for each column of `layout`.

        By place in `layout`, where there are any: `raws` are the texts other than `typed(value)`, `moved` the
        addresses of cells that stand elsewhere, merged with this one.
        """
        row = cls.__new__(cls)
        row._layout, row.number, row._values, row.broken = layout, number, values, broken
        row._raws, row._moved = raws, moved
        return row

    @property
    def file(self) -> str:
        """The workbook's file."""
        return self._layout.file

    @property
    def sheet(self) -> str:
        """The sheet's name as it stands in the workbook."""
        return self._layout.sheet

    @property
    def cells(self) -> dict[str, Cell]:
        """Every declared column that the sheet has, empty or not, with its cell."""
        return {name: Cell(self[name], self.raw(name), self._address(place)) for name, place in self._places()}

    def values(self) -> Iterator[tuple[str, Value]]:
        """Every declared column that the sheet has, with its value."""
        return zip(self._layout.names, self._values, strict=True)

    def __contains__(self, column: object) -> bool:
        """Whether the sheet has the column."""
        return column in self._layout.columns

    def __getitem__(self, column: str) -> Value:
        place = self._layout.columns.get(column)
        return None if place is None else self._values[place]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Row):
            return NotImplemented
        own, others = ((row.file, row.sheet, row.number, row.broken, row._values, row.cells) for row in (self, other))
        return own == others

    def __repr__(self) -> str:
        return f"Row({self.file!r}, {self.sheet!r}, {self.number}, {self.cells!r}, {self.broken!r})"

    def text(self, column: str) -> str:
        """The value as text, "" where the cell is empty."""
        place = self._layout.columns.get(column)
        if place is None:
            return ""
        value = self._values[place]
        if value is None:
            return ""
        return value if type(value) is str else str(value)

    def raw(self, column: str) -> str:
        """What was typed, for showing to the user."""
        place = self._layout.columns.get(column)
        if place is None:
            return ""
        if self._raws and place in self._raws:
            return self._raws[place]
        return typed(self._values[place])

    def at(self, column: str) -> Place:
        """The cell's place, or the row's first cell when the sheet lacks that column."""
        place = self._layout.columns.get(column)
        return Place(self.file, self.sheet, f"A{self.number}" if place is None else self._address(place))

    def _places(self) -> Iterable[tuple[str, int]]:
        return self._layout.columns.items()

    def _address(self, place: int) -> str:
        if self._moved and place in self._moved:
            return self._moved[place]
        return f"{self._layout.letters[place]}{self.number}"


def typed(value: Value) -> str:
    """How a value is most often typed, and shown where the row keeps no other text."""
    if value is None:
        return ""
    return value if type(value) is str else str(value)


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
