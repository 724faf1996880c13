"""Tables of the Typst writer, put together when loops have run: merges, heights, rows that stay whole, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docgen.form.tree import TableRow
from docgen.form.typst.specs import CellSpec, TableSpec
from docgen.form.typst.text import points

_LIKELY = 0.45
"""A row that takes more than this part of a page, roughly, is measured before it is told to stay whole."""


@dataclass(slots=True)
class CellPart:
    """A rendered cell."""

    spec: CellSpec
    column: int
    span: int
    merge: str
    background: str
    body: str
    height: float
    """Roughly, in points."""
    width: float
    bare: str = ""
    """What it holds, where that is plain paragraphs, aligned alike: lines without elements around them."""
    aligned: str = ""
    """How they are aligned."""
    rows: int = 1
    left_out: bool = False


@dataclass(slots=True)
class RowPart:
    """A rendered row."""

    row: TableRow
    keeps: bool
    cells: list[CellPart] = field(default_factory=list)

    @property
    def height(self) -> float:
        """Roughly, in points."""
        if self.row.height and self.row.height_rule == "exact":
            return self.row.height
        cells = (cell.height + cell.spec.inset for cell in self.cells if cell.rows == 1 and not cell.left_out)
        return max([self.row.height or 0.0, *cells])


def write_table(spec: TableSpec, rows: list[RowPart], head: int, room: float) -> str:
    """The table's source; the first `head` rows are repeated, `room` is a page's height."""
    merge_rows(rows[:head])
    merge_rows(rows[head:])
    count = _column_count(spec, rows)
    if not rows or not count:
        return ""
    whole = _kept(rows, head, room)
    columns = [*_columns(spec, count), "0pt", "0pt"]
    space = room - sum(row.height for row in rows[:head])
    bindings: list[str] = []
    taken: set[tuple[int, int]] = set()
    written = [_row(row, y, count, taken, bindings, space, y < head) for y, row in enumerate(rows)]
    keeps = [
        f"table.cell(x:{count + 1},y:{first},rowspan:{last - first + 1},breakable:false,block(height:0pt))"
        for first, last in whole
    ]
    parts = [f"columns: ({','.join(columns)},)"]
    if head:
        parts.append(f"table.header({','.join(cell for row in written[:head] for cell in row)})")
    parts += [cell for row in written[head:] for cell in row]
    made = f"table({','.join([*parts, *keeps])})"
    if bindings:
        made = f"context {{{';'.join(bindings)};{made}}}"
    place = {"center": f"align(center,{made})", "right": f"align(right,{made})"}.get(spec.align, made)
    pads = f"bottom: {points(spec.border)}"
    if spec.align == "left" and spec.table.indent:
        pads = f"left: {points(spec.table.indent)}, {pads}"
    return f"pad({pads}, {place})"


def merge_rows(rows: list[RowPart]) -> None:
    """Count over how many rows each merged cell reaches; cells that continue one are left out.

    A continuation with nothing above it stands as a cell of its own, as Word shows it.
    """
    begun: dict[int, CellPart] = {}
    for row in rows:
        for cell in row.cells:
            above = begun.get(cell.column)
            if cell.merge == "continue" and above is not None:
                above.rows += 1
                cell.left_out = True
                continue
            for column in range(cell.column, cell.column + cell.span):
                begun.pop(column, None)
            if cell.merge == "restart":
                begun[cell.column] = cell


def _column_count(spec: TableSpec, rows: list[RowPart]) -> int:
    ends = [cell.column + cell.span for row in rows for cell in row.cells]
    return max([0 if spec.table.dynamic_columns else len(spec.table.columns), *ends], default=0)


def _columns(spec: TableSpec, count: int) -> list[str]:
    widths = spec.table.columns
    if spec.table.dynamic_columns:
        return [points(sum(widths) / count)] * count
    return [points(width) for width in widths] + ["0pt"] * (count - len(widths))


def _kept(rows: list[RowPart], head: int, room: float) -> list[tuple[int, int]]:
    """Rows that stay on a page with the next one: first and last of each run of them."""
    found: list[tuple[int, int]] = []
    at = head
    while at < len(rows):
        last = at
        while last < len(rows) - 1 and rows[last].keeps:
            last += 1
        if last > at and sum(row.height for row in rows[at : last + 1]) < _LIKELY * 2 * room:
            found.append((at, last))
        at = last + 1
    return found


def _row(
    row: RowPart, y: int, count: int, taken: set[tuple[int, int]], bindings: list[str], room: float, heading: bool
) -> Iterator[str]:
    cells = [cell for cell in row.cells if not cell.left_out]
    fixed = row.row.height if row.row.height_rule == "exact" else None
    unbroken = row.row.cant_split or heading or fixed is not None
    breakable = "false" if unbroken else ""
    bodies = [cell.body for cell in cells]
    tall = ""
    if unbroken and not heading and fixed is None and row.height > _LIKELY * room:
        tests = []
        for index, cell in enumerate(cells):
            name = f"b{y}-{index}"
            bindings.append(f"let {name}={cell.body}")
            bodies[index] = name
            tests.append(f"measure(width:{points(cell.width)},{name}).height+{points(cell.spec.inset)}>{points(room)}")
        breakable = tall = f"t{y}"
        bindings.append(f"let {tall}={' or '.join(tests)}")
    made = []
    least = row.row.height if fixed is None else None
    if least or breakable:
        # Beside the row, as wide as nothing: what holds it to its least height, and whole.
        whole = f",breakable:{breakable}" if breakable else ""
        made.append(f"table.cell(x:{count},y:{y}{whole},block(height:{points(least or 0.0)}))")
    for cell, body in zip(cells, bodies, strict=True):
        span = cell.span
        places = {
            (column, line) for column in range(cell.column, cell.column + span) for line in range(y, y + cell.rows)
        }
        if places & taken:
            continue
        taken |= places
        if cell.bare and not (tall or fixed or cell.spec.vertical):
            function, body = cell.spec.aligned[cell.aligned], cell.bare
        else:
            function = f"(if {tall} {{{cell.spec.tall}}} else {{{cell.spec.function}}})" if tall else cell.spec.function
            body = _shaped(cell, body, fixed)
        wide = f",colspan:{span}" if span > 1 else ""
        high = f",rowspan:{cell.rows}" if cell.rows > 1 else ""
        fill = f',fill:rgb("{cell.background}")' if cell.background else ""
        made.append(f"{function}(x:{cell.column},y:{y}{wide}{high}{fill},{body})")
    return iter(made)


def _shaped(cell: CellPart, body: str, fixed: float | None) -> str:
    if cell.spec.vertical:
        body = f"upright({points(cell.spec.vertical)},{body})"
    if fixed and cell.rows == 1:
        return f"fixed({points(max(fixed - cell.spec.inset, 0.0))},left+{cell.spec.align},{body})"
    return body


def colour(value: str) -> str:
    """A cell's colour where it is one, else ""."""
    found = re.fullmatch(r"#?([0-9A-Fa-f]{6})", value.strip())
    return found[1] if found else ""
