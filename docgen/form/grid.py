"""A table's grid when loops have run: columns, and over how many rows each merged cell reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from docgen.form.filled import FilledCell, FilledParagraph, FilledRow, FilledTable
from docgen.form.tree import RowStyle, Table


@dataclass(slots=True)
class GridRow:
    """A row that is being filled: its cells, and each one's vertical merge ("restart", "continue" or "")."""

    style: RowStyle
    controls: tuple[str, ...] = ()
    cells: list[FilledCell] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)

    def add(self, cell: FilledCell, merge: str) -> None:
        """Put a cell at the end."""
        self.cells.append(cell)
        self.merges.append(merge)

    def filled(self, cells: tuple[FilledCell, ...] | None = None) -> FilledRow:
        """The row with all of its cells, or with these."""
        first = self.cells[0].blocks if self.cells else ()
        paragraph = next((block for block in first if isinstance(block, FilledParagraph)), None)
        keeps = paragraph is not None and paragraph.style.keep_next
        return FilledRow(self.style, tuple(self.cells) if cells is None else cells, keeps, self.controls)


def grid_span(span: int, column: int, table: Table) -> int:
    """The columns that a cell at `column` covers which asks for `span`: at least one, none beyond the grid."""
    return max(span if table.dynamic_columns else min(span, len(table.columns) - column), 1)


def grid_table(table: Table, rows: Sequence[GridRow | FilledRow], head: int) -> FilledTable:
    """The table of these rows, the first `head` of them repeated; a merge does not reach from there into the others."""
    made = (*_merged(rows[:head]), *_merged(rows[head:]))
    ends = (row.cells[-1].column + row.cells[-1].span for row in made if row.cells)
    count = max([0 if table.dynamic_columns else len(table.columns), *ends])
    return FilledTable(_columns(table, count), made, head, table.align, table.indent, table.controls, table.placed)


def _columns(table: Table, count: int) -> tuple[float, ...]:
    if table.dynamic_columns:
        return (sum(table.columns) / count,) * count if count else ()
    return table.columns + (0.0,) * (count - len(table.columns))


def _merged(rows: Sequence[GridRow | FilledRow]) -> Iterator[FilledRow]:
    """The rows, merged cells counted and what they cover left out.

    A continuation with nothing above it stands as a cell of its own, as Word shows it, and so does one beside whose
    narrower place another cell holds text.
    """
    if not any(isinstance(row, GridRow) and any(row.merges) for row in rows):
        yield from (row.filled() if isinstance(row, GridRow) else row for row in rows)
        return
    begun: dict[int, FilledCell] = {}
    """Where a merge is open: its first column → the cell that began it."""
    heights: dict[FilledCell, int] = {}
    covered: set[FilledCell] = set()
    for row in rows:
        merges = row.merges if isinstance(row, GridRow) else [""] * len(row.cells)
        for cell, merge in zip(row.cells, merges, strict=True):
            if cell in covered:
                continue
            above = begun.get(cell.column)
            if merge == "continue" and above is not None:
                under = [other for other in row.cells if other is cell or _overlap(other, above)]
                if all(other is cell or not _holds_text(other) for other in under):
                    heights[above] = heights.get(above, 1) + 1
                    covered.update(under)
                    continue
            for column in range(cell.column, cell.column + cell.span):
                begun.pop(column, None)
            if merge == "restart":
                begun[cell.column] = cell
    for row in rows:
        left = (cell for cell in row.cells if cell not in covered)
        cells = tuple(replace(cell, rows=heights[cell]) if cell in heights else cell for cell in left)
        yield row.filled(cells) if isinstance(row, GridRow) else replace(row, cells=cells)


def _overlap(cell: FilledCell, other: FilledCell) -> bool:
    return cell.column < other.column + other.span and other.column < cell.column + cell.span


def _holds_text(cell: FilledCell) -> bool:
    return any(not isinstance(block, FilledParagraph) or block.runs or block.label for block in cell.blocks)
