"""One sheet of a workbook from grid to rows: heading, columns, rows of data, typed cells, findings on each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from operator import itemgetter
from typing import NamedTuple

from docgen.errors import Place
from docgen.findings import Finding, error, note, warning
from docgen.workbook.cells import shown
from docgen.workbook.columns import Column, ColumnType, Sheet
from docgen.workbook.grid import DAMAGED, MAX_COLUMN, TEXT, Grid, Range, Raw, address, letters
from docgen.workbook.guidance import SEARCHED, is_guidance
from docgen.workbook.heading import Heading, find_heading
from docgen.workbook.lookalikes import out_of_the_ordinary
from docgen.workbook.meant import HEADINGS, begins_another
from docgen.workbook.misplaced import put_right
from docgen.workbook.names import normal_name
from docgen.workbook.rows import Row, SheetRows, SheetTable
from docgen.workbook.stray import telling, why_left_out
from docgen.workbook.values import DataLine, Values

MAX_MERGED_COLUMNS = 100
MAX_MERGED_ROWS = 20_000
"""A merge of several rows beyond either covers a whole sheet and hides what stands under it."""

MAX_OWN = 100
"""Columns of an office's own whose values are kept: a sheet may have 16,384 and 1,048,576 rows."""

_LISTED = 20
"""Row numbers named in one note; the rest is counted."""

SETTING, CONTENT = "项目", "内容"

_NOTHING: frozenset[str] = frozenset()
_NO_MERGES: Mapping[int, tuple[Raw, str]] = {}


class _Shape(NamedTuple):
    """What can be told of all rows that have the same cells filled."""

    own: bool
    """Whether any of them is of a declared column."""
    full: bool
    """Whether all are there that are required, of which there are some."""
    first: int
    """The column of the first."""
    first_cells: tuple[int, ...]
    """The columns of the first two, and of the first declared one."""
    unnamed: tuple[int, ...]
    """Columns without a heading."""

    @classmethod
    def of(
        cls, row: Iterable[int], layout: Mapping[int, Column], required: frozenset[int], known: Container[int]
    ) -> _Shape:
        """That of a row; `known` are the columns under a heading."""
        filled = sorted(row)
        declared = [column for column in filled if column in layout]
        return cls(
            bool(declared),
            bool(required) and required.issubset(filled),
            filled[0],
            tuple(dict.fromkeys((*filled[:2], *declared[:1]))),
            tuple(column for column in filled if column not in known),
        )


class SheetReader:
    """Reads one sheet; `findings` holds what was found, in the order of the sheet, once `read` has run."""

    def __init__(self, sheet: Sheet, at: Place, grid: Grid, from_1904: bool) -> None:
        self.sheet = sheet
        self.at = at
        self.grid = grid
        self.from_1904 = from_1904
        self.findings: list[Finding] = []
        self._told_cells: set[str] = set()
        self._missing = _NOTHING
        self._misplaced = _NOTHING
        self.pasted: set[str] = set()
        """Other sheets whose heading stands under this one's: what follows there was not read."""

    def read(self) -> SheetRows | None:
        """The rows, None where the sheet has no heading or cannot be relied upon."""
        if self.grid.doubled:
            seen = "、".join(self.grid.doubled[:5])
            self.findings.append(error("workbook.sheet/doubled", self._place(self.grid.doubled[0]), cells=seen))
            return None
        whole = next((merge for merge in self.grid.merges if _covers_a_sheet(merge)), None)
        if whole:
            self.findings.append(error("workbook.sheet/merged", self.at, str(whole)))
            return None
        heading = find_heading(self.grid, self.sheet)
        if heading is None:
            self._report_no_heading()
            return None
        heading, self._misplaced, told = put_right(self.grid, heading, self.sheet, self.at)
        self.findings += told
        if not heading.columns:
            return None
        self._report_heading(heading)
        rows = self._rows(heading)
        self._report_hidden(rows, heading)
        if self.sheet.settings:
            rows = self._settings(rows)
        elif self.sheet.required and not rows:
            self.findings.append(error("workbook.sheet/no-rows", self.at, row_is=self.sheet.row_is))
        named = {name: letters(column) for name, column in heading.columns.items()}
        first = min(heading.columns.values())
        return SheetRows(self.at.file or "", self.sheet.name, self._place(address(heading.top, first)), named, rows)

    def _place(self, cell: str) -> Place:
        return Place(self.at.file, self.at.sheet, cell)

    def _report_no_heading(self) -> None:
        if self.grid.rows or self.sheet.required:
            expected = "、".join(column.name for column in self.sheet.columns if column.required)
            self.findings.append(error("workbook.column/no-heading", self.at, expected=expected))

    def _report_heading(self, heading: Heading) -> None:
        for number in range(heading.top, heading.bottom + 1):
            for column, cell in sorted(self.grid.rows.get(number, {}).items()):
                if cell.kind == TEXT and (odd := out_of_the_ordinary(cell.text)):
                    at = self._place(address(number, column))
                    self.findings.append(warning("cells.look-alike/heading", at, cell.text, told=odd))
        absent = [
            column.name
            for column in self.sheet.columns
            if column.name not in heading.columns and column.name not in self._misplaced
        ]
        for column, word in heading.doubled:
            at = self._place(address(heading.bottom, column))
            first = address(heading.bottom, heading.columns[word])
            self.findings.append(error("workbook.column/twice", at, word, name=word, first=first))
        for column, word in heading.unknown.items():
            near = get_close_matches(word, absent, n=1, cutoff=0.6)
            variant = "workbook.column/near" if near else "workbook.column/unknown"
            at = self._place(address(heading.bottom, column))
            self.findings.append(note(variant, at, word, near=near[0] if near else ""))
        columns = {name: self.sheet.column(name) for name in absent}
        self._missing = frozenset(name for name, column in columns.items() if column.required or column.expected)
        for name in absent:
            if name in self._missing:
                seen = "、".join([*heading.columns, *heading.unknown.values()])
                self.findings.append(error("workbook.column", self.at, name=name, row=heading.bottom, seen=seen))
        self._missing |= self._misplaced

    def _rows(self, heading: Heading) -> tuple[Row, ...]:
        layout = {
            heading.columns[column.name]: column for column in self.sheet.columns if column.name in heading.columns
        }
        numbers = [number for number in self.grid.rows if number > heading.bottom]
        own = self._own_columns(heading)
        filled = self._fill_merges(numbers, layout, own, heading)
        columns = [*layout.items(), *own.items()]
        named = [(column.name, letters(position)) for position, column in columns]
        table = SheetTable(
            self.at.file or "", self.at.sheet or "", named[: len(layout)], named[len(layout) :], self.sheet.name
        )
        values = Values(self.at, columns, self.from_1904, self._told_cells, self._setting_column(heading))
        stray: list[tuple[int, int, Finding]] = []
        unnamed: dict[int, str] = {}
        lines = list(self._lines(numbers, layout, heading, filled, stray, unnamed))
        rows, told = values.enter(table, lines, self._missing)
        self.findings += (item for _, _, item in sorted([*stray, *told], key=itemgetter(0, 1)))
        doubled = {column for column, _ in heading.doubled}
        for column, where in sorted(unnamed.items()):
            if column not in doubled:
                self.findings.append(note("workbook.column/unnamed", self._place(where), column=letters(column)))
        return rows

    def _lines(
        self,
        numbers: Sequence[int],
        layout: Mapping[int, Column],
        heading: Heading,
        filled: Mapping[int, Mapping[int, tuple[Raw, str]]],
        stray: list[tuple[int, int, Finding]],
        unnamed: dict[int, str],
    ) -> Iterator[DataLine]:
        """The rows of data. What is told of others goes to `stray`, by row and column; the first cell of each column
        without a heading to `unnamed`."""
        spans = self._spans(heading)
        last = self._last_full(numbers, layout)
        required = frozenset(position for position, column in layout.items() if column.required)
        known = layout.keys() | heading.unknown.keys() if not self._misplaced else range(1, MAX_COLUMN + 1)
        letters_telling = telling(layout.values())
        shapes: dict[tuple[int, ...], _Shape] = {}
        for place, number in enumerate(numbers):
            row = self.grid.rows[number]
            merged = filled.get(number, _NO_MERGES)
            key = tuple(row)
            shape = shapes.get(key)
            if shape is None:
                shape = shapes[key] = _Shape.of(row, layout, required, known)
            first = row[shape.first]
            if shape.own and first.text.strip() in HEADINGS and (other := begins_another(row, self.sheet.name)):
                at = self._place(address(number, shape.first))
                stray.append((number, 0, error("workbook.sheet/pasted", at, shown(first), other=other, row=number)))
                self.pasted.add(other)
                break
            variant = None
            if (
                merged
                or not shape.full
                or not all(letters_telling.isdisjoint(row[cell].text) for cell in shape.first_cells)
            ):
                whole = row
                if merged and shape.own:
                    whole = {**row, **{column: cell for column, (cell, _) in merged.items() if column in layout}}
                variant = why_left_out(whole, layout, required, spans.get(number, {}), number > last)
            if not variant and place < SEARCHED and shape.own and is_guidance(row, layout):
                variant = "guidance"
            if variant:
                at = self._place(address(number, shape.first))
                stray.append((number, 0, note(f"workbook.stray/{variant}", at, shown(first))))
            if variant or not shape.own:
                continue
            for column in shape.unnamed:
                unnamed.setdefault(column, address(number, column))
            yield DataLine(number, row, merged)

    def _own_columns(self, heading: Heading) -> dict[int, Column]:
        """The first `MAX_OWN` columns that are not declared, by number; of two of one name the first."""
        if self.sheet.settings:
            return {}
        places: dict[str, int] = {}
        for position, word in heading.unknown.items():
            if len(places) < MAX_OWN:
                places.setdefault(word, position)
        return {position: Column(word, ColumnType.OWN) for word, position in places.items()}

    # Merges

    def _fill_merges(
        self, numbers: list[int], layout: Mapping[int, Column], own: Mapping[int, Column], heading: Heading
    ) -> dict[int, dict[int, tuple[Raw, str]]]:
        """Row → column → (cell, its address) for what merged cells say in the rows below their first."""
        filled: dict[int, dict[int, tuple[Raw, str]]] = {}
        for top, left, bottom, _ in self.grid.merges:
            cell = self.grid.rows.get(top, {}).get(left)
            if bottom == top or top <= heading.bottom or (left not in layout and left not in own) or cell is None:
                continue
            where = address(top, left)
            if left in layout and layout[left].key and bisect_right(numbers, bottom) > bisect_right(numbers, top):
                cell = self._merged_key(layout[left], Range(top, left, bottom, left), cell)
            for number in numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)]:
                under = self.grid.rows[number].get(left)
                if under is not None and under != cell and left in layout:
                    at = self._place(address(number, left))
                    self.findings.append(note("workbook.hidden/merged", at, shown(under), merged=where))
                filled.setdefault(number, {})[left] = (cell, where)
        return filled

    def _merged_key(self, column: Column, merge: Range, cell: Raw) -> Raw:
        """What the rows below the first have then of a column in which each must have its own: nothing readable."""
        where = address(merge.top, merge.left)
        rows = merge.bottom - merge.top + 1
        if where not in self._told_cells:
            self._told_cells.add(where)
            values = {"column": column.name, "rows": rows, "merged": merge}
            self.findings.append(error("cells.merged", self._place(where), shown(cell), **values))
        return Raw(DAMAGED, cell.text)

    def _spans(self, heading: Heading) -> dict[int, dict[int, int]]:
        spans: dict[int, dict[int, int]] = {}
        for top, left, _, right in self.grid.merges:
            if right > left and top > heading.bottom:
                spans.setdefault(top, {})[left] = right - left + 1
        return spans

    def _last_full(self, numbers: Sequence[int], layout: Mapping[int, Column]) -> int:
        """The last row in which at least half of the required columns are filled: notes stand below it."""
        required = [position for position, column in layout.items() if column.required]
        for number in reversed(numbers):
            row = self.grid.rows[number]
            if 2 * sum(position in row for position in required) >= max(len(required), 3):
                return number
        return 0

    def _report_hidden(self, rows: tuple[Row, ...], heading: Heading) -> None:
        hidden = [row.number for row in rows if row.number in self.grid.hidden_rows and not self._is_folded(row)]
        if hidden:
            listed = "、".join(map(str, hidden[:_LISTED])) + ("等" if len(hidden) > _LISTED else "")
            self.findings.append(note("workbook.hidden", self.at, listed, rows=listed, count=len(hidden)))
        ranges = self.grid.hidden_columns
        numbers = sorted(heading.columns.values())
        within = [number for number in numbers if any(first <= number <= last for first, last in ranges)]
        unused = {heading.columns[name] for name in self._unused(rows, heading)} if within else set()
        columns = "、".join(letters(number) for number in within if number not in unused)
        if columns:
            self.findings.append(note("workbook.hidden/columns", self.at, columns, columns=columns))

    def _unused(self, rows: tuple[Row, ...], heading: Heading) -> Iterator[str]:
        """Columns of the second edition without a value: the blank workbook folds them away."""
        for column in self.sheet.columns:
            if column.edition > 1 and column.name in heading.columns and all(row[column.name] is None for row in rows):
                yield column.name

    def _is_folded(self, row: Row) -> bool:
        """Whether the row is a setting of the second edition without a value."""
        if not self.sheet.settings or row[CONTENT] is not None:
            return False
        return any(item.name == row[SETTING] for item in self.sheet.settings if item.edition > 1)

    # The sheet of settings

    def _setting_column(self, heading: Heading) -> Callable[[DataLine], Mapping[int, Column]] | None:
        """How 内容 is typed: by the setting that the row names."""
        if not self.sheet.settings:
            return None
        known = {column.name: column for column in self.sheet.settings}
        named, typed_so = heading.columns.get(SETTING, 0), heading.columns.get(CONTENT)

        def column(line: DataLine) -> Mapping[int, Column]:
            found = known.get(normal_name(shown(line.cells.get(named))).rstrip(":*").strip())
            return {typed_so: found} if found and typed_so else {}

        return column

    def _settings(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """The rows of known settings, each once; what is unknown is noted, what is missing is an error."""
        kept: dict[str, Row] = {}
        known = {column.name: column for column in self.sheet.settings}
        for row in rows:
            name = row.text(SETTING).rstrip(":*").strip()
            cells = row.cells
            if SETTING in cells:
                cells[SETTING] = cells[SETTING]._replace(value=name or None)
            plain = Row(row.file, row.sheet, row.number, cells, row.broken, self.sheet.name)
            if name in kept:
                self.findings.append(
                    error("workbook.column/setting-twice", row.at(SETTING), name, first=kept[name].at(SETTING).cell)
                )
                continue
            if name and name not in known:
                near = get_close_matches(name, known.keys(), n=1, cutoff=0.6)
                variant = "workbook.column/near-setting" if near else "workbook.column/unknown-setting"
                self.findings.append(note(variant, row.at(SETTING), name, near=near[0] if near else ""))
            kept[name or f"\0{row.number}"] = plain
        if not self._missing:
            for column in known.values():
                if column.required and column.name not in kept:
                    self.findings.append(error("cells.required/setting", self.at, column=column.name))
        return tuple(kept.values())


def _covers_a_sheet(merge: Range) -> bool:
    rows, columns = merge.bottom - merge.top + 1, merge.right - merge.left + 1
    return rows > 1 and (columns > MAX_MERGED_COLUMNS or rows > MAX_MERGED_ROWS)
