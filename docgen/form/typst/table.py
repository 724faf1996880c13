"""Tables of the Typst writer: heights, rows that stay whole or together, headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docgen.form.filled import FilledCell, FilledRow, FilledTable
from docgen.form.places import steps_signed
from docgen.form.typst.blocks import LIKELY, SURE, WrittenBlock, flow, height_of
from docgen.form.typst.specs import CellSpec
from docgen.form.typst.text import points
from docgen.form.upright import along


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """A cell and its content as source."""

    cell: FilledCell
    spec: CellSpec
    blocks: list[WrittenBlock]
    height: float
    """Roughly, in points."""
    width: float
    bare: str = ""
    """What it holds, where that is plain paragraphs across, aligned alike: lines without elements around them."""
    aligned: str = ""
    """The function for these."""
    vertical: float = 0.0
    """Length of the lines of vertical text, 0 where text runs across."""


@dataclass(slots=True)
class WrittenRow:
    """A row and its cells as source."""

    row: FilledRow
    cells: list[WrittenCell] = field(default_factory=list)

    @property
    def height(self) -> float:
        """Roughly, in points."""
        style = self.row.style
        if style.height and style.height_rule == "exact":
            return style.height
        cells = (cell.height + cell.spec.inset for cell in self.cells if cell.cell.rows == 1)
        return max([style.height or 0.0, *cells])

    @property
    def most(self) -> float:
        """The height that it does not exceed, in points."""
        style = self.row.style
        if style.height and style.height_rule == "exact":
            return style.height
        cells = (height_of(cell.blocks, most=True) + cell.spec.inset for cell in self.cells)
        return max([style.height or 0.0, *cells])


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A cell that is signed in, told apart on the page by two links without ink: at its row's top and at its foot."""

    step: str
    left: float
    """Points from the cell's left edge to the table's right one, where the marks stand."""
    width: float
    floor: float
    """Points from the paper's upper edge to the end of the room for text: where a cell ends that goes on behind it."""


class PlaceMarks:
    """Collects the marks of one document; a mark's address is its number here."""

    def __init__(self) -> None:
        self.found: list[PlaceMark] = []

    def cells(self, table: FilledTable, rows: list[WrittenRow], floor: float) -> Iterator[str]:
        """The marks of a table, in two columns without width behind all its others; `floor` as in `PlaceMark`."""
        column = len(table.columns) + 2
        signed = ((y, item.cell) for y, row in enumerate(rows) for item in row.cells)
        for y, cell in signed:
            for step in steps_signed(cell):
                number = len(self.found)
                covered = table.columns[cell.column : cell.column + cell.span]
                self.found.append(PlaceMark(step, sum(table.columns[cell.column :]), sum(covered), floor))
                yield f'table.cell(x:{column},y:{y},sign("{number}t"))'
                yield f'table.cell(x:{column + 1},y:{y + cell.rows - 1},align:bottom,sign("{number}b"))'
                column += 2


def write_table(table: FilledTable, rows: list[WrittenRow], room: float, signed: Sequence[str] = ()) -> str:
    """The table's source; `room` is a page's height, `signed` are the marks of cells that are signed in."""
    count = len(table.columns)
    if not rows or not count:
        return ""
    heights = [row.height for row in rows]
    # A heading that may fill a page would leave no room for the rows below it, and is not to be repeated, as in Word.
    head = 0 if _tall(rows[: table.head], room) else table.head
    columns = [*map(points, table.columns), *["0pt"] * (2 + len(signed))]
    space = room - sum(heights[:head])
    bindings: list[str] = []
    parting = _parting(rows, room)
    written = [
        list(_row(row, heights[y], y, count, bindings, space, heading=y < head, whole=y not in parting))
        for y, row in enumerate(rows)
    ]
    keeps = [
        f"table.cell(x:{count + 1},y:{first},rowspan:{last - first + 1},breakable:false,block(height:0pt))"
        for first, last in _kept(rows, heights, head, room)
    ]
    parts = [f"columns: ({','.join(columns)},)"]
    if head:
        parts.append(f"table.header({','.join(cell for row in written[:head] for cell in row)})")
    parts += [cell for row in written[head:] for cell in row]
    made = f"table({','.join([*parts, *keeps, *signed])})"
    if bindings:
        made = f"context {{{';'.join(bindings)};{made}}}"
    place = {"center": f"align(center,{made})", "right": f"align(right,{made})"}.get(table.align, made)
    below = max((cell.spec.below for row in rows for cell in row.cells), default=0.0)
    pads = f"bottom: {points(below)}"
    if table.align == "left" and table.indent:
        pads = f"left: {points(table.indent)}, {pads}"
    return f"pad({pads}, {place})"


def _kept(rows: list[WrittenRow], heights: list[float], head: int, room: float) -> list[tuple[int, int]]:
    """Rows that stay on a page with the next one: first and last of each run of them."""
    found: list[tuple[int, int]] = []
    at = head
    while at < len(rows):
        last = at
        while last < len(rows) - 1 and rows[last].row.keep_next:
            last += 1
        if last > at and sum(heights[at : last + 1]) < LIKELY * 2 * room:
            found.append((at, last))
        at = last + 1
    return found


def _tall(rows: Sequence[WrittenRow], room: float) -> bool:
    """Whether rows may be higher than a page has room for."""
    return sum(row.height for row in rows) > LIKELY * room and sum(row.most for row in rows) > SURE * room


def _parting(rows: Sequence[WrittenRow], room: float) -> set[int]:
    """The rows that a merged cell reaches over which may be higher than a page: they cannot stay whole."""
    return {
        covered
        for y, row in enumerate(rows)
        for cell in row.cells
        if cell.cell.rows > 1 and cell.height > LIKELY * room and height_of(cell.blocks, most=True) > SURE * room
        for covered in range(y, y + cell.cell.rows)
    }


def _row(
    row: WrittenRow,
    height: float,
    y: int,
    count: int,
    bindings: list[str],
    room: float,
    *,
    heading: bool,
    whole: bool,
) -> Iterator[str]:
    style = row.row.style
    fixed = style.height if style.height_rule == "exact" else None
    unbroken = whole and (style.cant_split or heading or fixed is not None)
    breakable = "false" if unbroken else ""
    bodies: list[str] = []
    tall = ""
    if unbroken and not heading and fixed is None and height > LIKELY * room and row.most > SURE * room:
        tests = []
        for index, cell in enumerate(row.cells):
            name = f"b{y}-{index}"
            bindings.append(f"let {name}={flow(cell.blocks, inside=True)}")
            bodies.append(name)
            tests.append(f"measure(width:{points(cell.width)},{name}).height+{points(cell.spec.inset)}>{points(room)}")
        breakable = tall = f"t{y}"
        bindings.append(f"let {tall}={' or '.join(tests)}")
    least = style.height if fixed is None else None
    if least or breakable:
        # Beside the row, as wide as nothing: what holds it to its least height, and whole.
        option = f",breakable:{breakable}" if breakable else ""
        yield f"table.cell(x:{count},y:{y}{option},block(height:{points(least or 0.0)}))"
    for index, cell in enumerate(row.cells):
        made = cell.cell
        if cell.bare and not (tall or fixed):
            function, body = cell.aligned, cell.bare
        else:
            function = f"(if {tall} {{{cell.spec.tall}}} else {{{cell.spec.function}}})" if tall else cell.spec.function
            body = _shaped(cell, bodies[index] if tall else flow(cell.blocks, inside=True), fixed)
        wide = f",colspan:{made.span}" if made.span > 1 else ""
        high = f",rowspan:{made.rows}" if made.rows > 1 else ""
        fill = f',fill:rgb("{made.background}")' if made.background else ""
        where = f",align:left+{_along(cell)}" if cell.vertical else ""
        yield f"{function}(x:{made.column},y:{y}{wide}{high}{fill}{where},{body})"


def _shaped(cell: WrittenCell, body: str, fixed: float | None) -> str:
    align = cell.spec.align
    if cell.vertical:
        where = {"top": "right", "center": "center", "bottom": "left"}[cell.cell.style.align]
        body, align = f"turned({points(cell.vertical)},{where},{body})", _along(cell)
    if fixed and cell.cell.rows == 1:
        return f"fixed({points(max(fixed - cell.spec.inset, 0.0))},left+{align},{body})"
    return body


def _along(cell: WrittenCell) -> str:
    return {"top": "top", "center": "horizon", "bottom": "bottom"}[along(cell.cell)]
