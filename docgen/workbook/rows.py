"""What reading gives: typed cells that remember their place, in rows, in sheets, in a book."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from docgen.errors import Place
from docgen.findings import Finding
from docgen.workbook.names import normal_word

Value = str | date | Decimal | int | bool | None

_NOTHING: frozenset[str] = frozenset()
_PLACES = tuple(range(8192))
"""The places of rows in their tables: one object each for all sheets, as far as most sheets go."""


class SheetCell(NamedTuple):
    """A cell as read: its typed value (None when empty or unreadable), its text as typed, its address ("C7")."""

    value: Value
    raw: str
    address: str


class SheetTable:
    """The values of a sheet's rows in one list, row after row, and what the rows share: file, sheet, columns.

    The columns that are declared stand first, then those that only this office has.

    A bureau has hundreds of thousands of rows. Where their values stand together a row is little more than its place,
    and `let_go` frees in one piece what would otherwise lie scattered among all that is kept.
    """

    __slots__ = (
        "broken",
        "columns",
        "declared",
        "declared_sheet",
        "file",
        "letters",
        "moved",
        "names",
        "numbers",
        "raws",
        "sheet",
        "values",
        "width",
    )

    def __init__(
        self,
        file: str,
        sheet: str,
        columns: Sequence[tuple[str, str]],
        own: Sequence[tuple[str, str]] = (),
        declared_sheet: str = "",
    ) -> None:
        """`columns`: declared name and letter ("C"), in the order of declaration; `own`: those not declared.

        `declared_sheet` is the name of the sheet that these are rows of, where the workbook calls it otherwise.
        """
        self.file = file
        self.sheet = sheet
        self.declared_sheet = declared_sheet or normal_word(sheet)
        self.names = tuple(name for name, _ in (*columns, *own))
        self.letters = tuple(letter for _, letter in (*columns, *own))
        self.columns = {name: place for place, name in enumerate(self.names)}
        self.declared = len(columns)
        self.width = len(self.names)
        self.numbers = array("I")
        self.values: list[Value] = []
        self.broken: dict[int, frozenset[str]] = {}
        """By the row's place in the table, for rows that have any."""
        self.raws: dict[int, str] = {}
        """By the cell's place in `values`: the texts other than `typed(value)`."""
        self.moved: dict[int, str] = {}
        """By the cell's place in `values`: the addresses of cells that stand elsewhere, merged with this one."""

    def add(
        self,
        number: int,
        values: Iterable[Value],
        broken: frozenset[str],
        raws: Mapping[int, str] | None,
        moved: Mapping[int, str] | None,
    ) -> Row:
        """Enter a row of these values, one for each column; `raws` and `moved` go by column, as those of the table."""
        index = len(self.numbers)
        start = len(self.values)
        self.numbers.append(number)
        self.values.extend(values)
        if broken:
            self.broken[index] = broken
        if raws:
            self.raws.update((start + place, text) for place, text in raws.items())
        if moved:
            self.moved.update((start + place, cell) for place, cell in moved.items())
        return Row.of(self, _PLACES[index] if index < len(_PLACES) else index)

    def fill(self, numbers: Sequence[int], columns: Iterable[Sequence[Value]]) -> tuple[Row, ...]:
        """Enter all rows of a table that has none yet: their numbers, and their values column by column."""
        self.numbers.extend(numbers)
        self.values = [None] * (len(numbers) * self.width)
        for place, values in enumerate(columns):
            self.values[place :: self.width] = values
        places = (*_PLACES[: len(numbers)], *range(len(_PLACES), len(numbers)))
        return tuple(Row.of(self, place) for place in places)

    def column(self, name: str) -> list[Value]:
        """The values of a column, from the first row to the last; nothing where there is no such column."""
        place = self.columns.get(name)
        return [] if place is None else self.values[place :: self.width]

    def let_go(self, *, values: bool) -> None:
        """Free how cells were typed, and the values too if asked to: then asking a row for one raises IndexError."""
        self.values = [] if values else self.values[:]  # a list that grew has room for more
        self.raws = {}
        self.moved = {}


class Row:
    """One row under a heading, never changed once it is made: a place in a table."""

    __slots__ = ("_index", "_table")

    def __init__(
        self,
        file: str,
        sheet: str,
        number: int,
        cells: Mapping[str, SheetCell],
        broken: frozenset[str] = frozenset(),
        declared_sheet: str = "",
    ) -> None:
        """A row on its own."""
        letters = [(name, cell.address.rstrip("0123456789")) for name, cell in cells.items()]
        self._table = SheetTable(file, sheet, letters, declared_sheet=declared_sheet)
        self._index = 0
        raws = {place: cell.raw for place, cell in enumerate(cells.values())}
        moved = {place: cell.address for place, cell in enumerate(cells.values())}
        self._table.add(number, (cell.value for cell in cells.values()), broken, raws, moved)

    @classmethod
    def of(cls, table: SheetTable, index: int) -> Row:
        """The row at this place of a table, counted from 0."""
        row = cls.__new__(cls)
        row._table, row._index = table, index
        return row

    @property
    def table(self) -> SheetTable:
        """Where its values stand."""
        return self._table

    @property
    def number(self) -> int:
        """The row's number in the sheet."""
        return self._table.numbers[self._index]

    @property
    def broken(self) -> frozenset[str]:
        """Columns whose cell already has a finding (empty though required, unreadable, outside the enumeration).

        Later rules pass over them, so that one mistake gives one finding.
        """
        return self._table.broken.get(self._index, _NOTHING)

    @property
    def file(self) -> str:
        """The workbook's file."""
        return self._table.file

    @property
    def sheet(self) -> str:
        """The sheet's name as it stands in the workbook."""
        return self._table.sheet

    @property
    def declared_sheet(self) -> str:
        """The name of the sheet that it is a row of, however the workbook spells it."""
        return self._table.declared_sheet

    @property
    def cells(self) -> dict[str, SheetCell]:
        """Every declared column that the sheet has, empty or not, with its cell."""
        return {name: SheetCell(self[name], self.raw(name), self._address(place)) for name, place in self._places()}

    def values(self) -> Iterator[tuple[str, Value]]:
        """Every declared column that the sheet has, with its value."""
        table = self._table
        start = self._index * table.width
        return zip(table.names, table.values[start : start + table.declared], strict=False)

    def with_values(self, changes: Mapping[str, Value]) -> Row:
        """This row with other values under some headings, in a table of its own.

        A heading that its sheet does not have is added behind the declared ones, and stands at the row's first cell.
        """
        table = self._table
        letters = dict(zip(table.names, table.letters, strict=True))
        values = {**dict(self.values()), **changes}
        own = dict(self.own())
        made = SheetTable(
            self.file,
            self.sheet,
            [(name, letters.get(name, "A")) for name in values],
            [(name, letters[name]) for name in own],
            table.declared_sheet,
        )
        return made.add(self.number, (*values.values(), *own.values()), self.broken, None, None)

    def own(self) -> Iterator[tuple[str, Value]]:
        """Every column that is not declared, with its value: text, date or number as the cell has it."""
        table = self._table
        start = self._index * table.width
        return zip(
            table.names[table.declared :], table.values[start + table.declared : start + table.width], strict=True
        )

    def __contains__(self, column: object) -> bool:
        """Whether the sheet has the column."""
        return column in self._table.columns

    def __getitem__(self, column: str) -> Value:
        table = self._table
        place = table.columns.get(column)
        return None if place is None else table.values[self._index * table.width + place]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Row):
            return NotImplemented
        own, others = ((row.file, row.sheet, row.number, row.broken, row.cells) for row in (self, other))
        return own == others

    def __repr__(self) -> str:
        return f"Row({self.file!r}, {self.sheet!r}, {self.number}, {self.cells!r}, {self.broken!r})"

    def text(self, column: str) -> str:
        """The value as text, "" where the cell is empty."""
        table = self._table
        place = table.columns.get(column)
        if place is None:
            return ""
        value = table.values[self._index * table.width + place]
        if value is None:
            return ""
        return value if type(value) is str else str(value)

    def sound_text(self, column: str) -> str:
        """As `text`, but "" for a cell that has a finding already (`broken`)."""
        return "" if column in self.broken else self.text(column)

    def raw(self, column: str) -> str:
        """What was typed, for showing to the user."""
        table = self._table
        place = table.columns.get(column)
        if place is None:
            return ""
        place += self._index * table.width
        text = table.raws.get(place)
        return typed(table.values[place]) if text is None else text

    def at(self, column: str) -> Place:
        """The cell's place, or the row's first cell when the sheet lacks that column."""
        place = self._table.columns.get(column)
        return Place(self.file, self.sheet, f"A{self.number}" if place is None else self._address(place))

    def _places(self) -> Iterable[tuple[str, int]]:
        return islice(self._table.columns.items(), self._table.declared)

    def _address(self, place: int) -> str:
        moved = self._table.moved.get(self._index * self._table.width + place)
        return f"{self._table.letters[place]}{self.number}" if moved is None else moved


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

    def values(self, column: str) -> list[Value]:
        """What the column holds, row by row; nothing where the sheet has no such column."""
        return [value for table in self._tables() for value in table.column(column)]

    def texts_under(self, column: str) -> list[str]:
        """What `Row.text` says of the column, row by row."""
        if column not in self.columns:
            return [""] * len(self.rows)
        return ["" if value is None else value if type(value) is str else str(value) for value in self.values(column)]

    def texts(self) -> set[str]:
        """Every text that any cell of these rows holds, each once: to be looked at before the rows are."""
        return {value for table in self._tables() for value in set(table.values) if isinstance(value, str)}

    def let_go(self, *, values: bool) -> None:
        """Free what the rows no longer need, as `SheetTable.let_go`."""
        for table in self._tables():
            table.let_go(values=values)

    def _tables(self) -> Iterable[SheetTable]:
        """The tables of the rows, nearly always one for all of them."""
        if self.rows and len(self.rows[0].table.numbers) == len(self.rows):
            return (self.rows[0].table,)
        return dict.fromkeys(row.table for row in self.rows)


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook as read. `usable` is False when the file could not be opened at all (then there are no sheets)."""

    file: str
    sheets: Mapping[str, SheetRows]
    findings: tuple[Finding, ...] = field(default=())
    usable: bool = True
    unread: frozenset[str] = frozenset()
    """Declared sheets of which something stands in the file and could not be read: told already, at the sheet."""
