"""The cells under a heading as typed values, column by column: what stands in many rows is read, and worded, once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from docgen.errors import Place
from docgen.findings import Finding, error, note
from docgen.workbook.cells import Unreadable, read_own, read_value, shown
from docgen.workbook.columns import Column, ColumnType
from docgen.workbook.doubts import doubtful
from docgen.workbook.folding import Told, folded
from docgen.workbook.grid import NO_VALUE, TEXT, Raw, address
from docgen.workbook.names import normal_name
from docgen.workbook.rows import Row, SheetTable, Value, typed

_NOTHING: frozenset[str] = frozenset()


class DataLine(NamedTuple):
    """A row of data: its number, its cells by column, and those that merged cells put there, with their addresses."""

    number: int
    cells: Mapping[int, Raw]
    merged: Mapping[int, tuple[Raw, str]]


class Odd(NamedTuple):
    """A cell that is more than its value: its text as typed, what is told of it, and whether it is broken."""

    text: str
    told: tuple[Finding, ...] = ()
    """Of the sheet, without the cell: there may be many that say the same."""
    broken: bool = False


class ColumnReader(dict[Raw | None, Value]):
    """Cell → value for one column: each is read when it is first asked for. Cells that are `odd` stand there too."""

    def __init__(self, column: Column, at: Place, from_1904: bool) -> None:
        """`at` is the sheet's place."""
        super().__init__()
        self.column = column
        self.odd: dict[Raw | None, Odd] = {}
        self._at = at
        self._from_1904 = from_1904
        self._as_it_stands = _AS_THEY_STAND.get(column.type)

    def __missing__(self, cell: Raw | None) -> Value:
        if cell is not None and cell.kind == TEXT and self._as_it_stands and self._as_it_stands.fullmatch(cell.text):
            value: Value = cell.text
        else:
            value, odd = self._read(cell)
            if odd.told or odd.broken or (odd.text is not value and odd.text != typed(value)):
                self.odd[cell] = odd
        self[cell] = value
        return value

    def _read(self, cell: Raw | None) -> tuple[Value, Odd]:
        column, at = self.column, self._at
        if cell is None:
            told = (error(column.when_empty, at, column=column.name),) if column.required else ()
            return None, Odd("", told, column.required)
        if column.type is ColumnType.OWN:
            return read_own(column, cell, self._from_1904), Odd(shown(cell, self._from_1904))
        if cell.kind == NO_VALUE:
            unread = [note("workbook.formula", at, column=column.name)]
            if column.required:
                unread.append(error("cells.required/formula", at, column=column.name))
            return None, Odd("", tuple(unread), broken=True)
        text = shown(cell, self._from_1904)
        doubts, meant = doubtful(column, cell, at, text)
        try:
            value = read_value(column, meant, self._from_1904)
        except Unreadable as problem:
            told = (error(problem.key, at, text, column=column.name, **problem.values),)
            return None, Odd(text, told, broken=True)
        # Equal texts are one object, here and in the row, however often they stand.
        return text if isinstance(value, str) and value == text else value, Odd(text, doubts)


_ORDINARY = (
    '!-"$-~\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u2192\u3001-\u3011\u3014\u3015'
    "\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e"
)
"""Characters of a class that look like no others, can be seen and are no spaces; and not #, which error values have."""

_WORDS = re.compile(f"[{_ORDINARY}](?:[ {_ORDINARY}]*[{_ORDINARY}])?")
_KEY = re.compile("[0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff]+")

_AS_THEY_STAND: Mapping[ColumnType, re.Pattern[str]] = {
    ColumnType.LONG_TEXT: _WORDS,
    ColumnType.TEXT: _WORDS,
    ColumnType.NAME: _KEY,
    ColumnType.ID: _KEY,
    ColumnType.REFERENCE: _KEY,
}
"""The texts that are read as they stand, with nothing to be told: most of all. What they are not is read by `cells`."""


class Values:
    """Reads the cells of a sheet's rows of data."""

    def __init__(
        self,
        at: Place,
        columns: Sequence[tuple[int, Column]],
        from_1904: bool,
        told: Collection[str],
        own: Callable[[DataLine], Mapping[int, Column]] | None = None,
    ) -> None:
        """`columns` go by their numbers; `told` are cells that something was said of already; `own` gives the columns
        of a row where its cells are read otherwise than the sheet's."""
        self._at = at
        self._columns = columns
        self._from_1904 = from_1904
        self._told = told
        self._own = own
        self._readers: dict[str, ColumnReader] = {}
        self._broken: dict[frozenset[str], frozenset[str]] = {}
        """One object for all rows in which the same columns are broken."""

    def enter(
        self, table: SheetTable, lines: Sequence[DataLine], missing: frozenset[str]
    ) -> tuple[tuple[Row, ...], list[tuple[int, int, Finding]]]:
        """Enter the rows into the table, which has these columns: the rows, and what is told, by row and column number.

        `missing` are columns that are broken in every row.
        """
        broken: dict[int, frozenset[str]] = dict.fromkeys(range(len(lines)), missing) if missing else {}
        told: list[tuple[int, int, Finding]] = []
        values: list[list[Value]] = []
        rows = [line.cells for line in lines]
        merged = {index: line.merged for index, line in enumerate(lines) if line.merged}
        for place, (position, column) in enumerate(self._columns):
            cells = [row.get(position) for row in rows]
            moved = {index: there[position] for index, there in merged.items() if position in there}
            for index, (cell, where) in moved.items():
                cells[index] = cell
                table.moved[index * table.width + place] = where
            reader = self._reader(column)
            readers = self._readers_of_rows(lines, position)
            if readers:
                values.append([readers.get(index, reader)[cell] for index, cell in enumerate(cells)])
            else:
                values.append(list(map(reader.__getitem__, cells)))
            found: list[Told] = []
            seen: set[tuple[str, str]] = set()
            for index, odd in self._odd(lines, cells, reader, readers):
                where = moved[index][1] if index in moved else address(lines[index].number, position)
                if odd.text != typed(values[-1][index]):
                    table.raws[index * table.width + place] = odd.text
                if odd.broken:
                    names = broken.get(index, _NOTHING) | {column.name}
                    broken[index] = self._broken.setdefault(names, names)
                for item in odd.told[1:] if odd.broken and where in self._told else odd.told:
                    if moved and (where, item.said.key) in seen:
                        continue  # a merged cell is reported once, where it stands
                    found.append(Told(index, where, item))
                    if moved:
                        seen.add((where, item.said.key))
            told += ((lines[index].number, position, item.at(cell)) for index, cell, item in folded(found, len(lines)))
        table.broken.update(broken)
        return table.fill([line.number for line in lines], values), told

    def _odd(
        self,
        lines: Sequence[DataLine],
        cells: Sequence[Raw | None],
        reader: ColumnReader,
        readers: Mapping[int, ColumnReader],
    ) -> Iterator[tuple[int, Odd]]:
        """The places of cells that are odd."""
        if not reader.odd and not readers:
            return
        for index, cell in enumerate(cells):
            odd = (readers.get(index, reader) if readers else reader).odd.get(cell)
            if odd and not (cell is None and self._is_excused(reader.column, lines[index])):
                yield index, odd

    def _reader(self, column: Column) -> ColumnReader:
        if column.name not in self._readers:
            self._readers[column.name] = ColumnReader(column, self._at, self._from_1904)
        return self._readers[column.name]

    def _readers_of_rows(self, lines: Sequence[DataLine], position: int) -> dict[int, ColumnReader]:
        """By the place of the row, where its cell is read otherwise than the column's."""
        if self._own is None:
            return {}
        columns = {index: self._own(line).get(position) for index, line in enumerate(lines)}
        return {index: self._reader(column) for index, column in columns.items() if column}

    def _is_excused(self, column: Column, line: DataLine) -> bool:
        """Whether another column of the row says that this one may be empty."""
        if column.unless is None:
            return False
        name, value = column.unless
        place = next((position for position, other in self._columns if other.name == name), 0)
        return normal_name(shown(line.cells.get(place))) == value
