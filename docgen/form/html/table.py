"""Tables of the HTML writer: grid, rows and cells.

A vertical merge is known only when loops have run, so cells carry a marker (`data-m`) and `html_text` counts the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docgen.form.html.css import borders_css, points
from docgen.form.lines import border_width
from docgen.form.paragraphs import text_size
from docgen.form.rows import header_rows, keeps_next
from docgen.form.tree import Cell, Table, TableRow, Tag, Tagged

if TYPE_CHECKING:
    from docgen.form.html.blocks import Writer


def table(writer: Writer, item: Table) -> Iterator[str]:
    """One table."""
    width = sum(item.columns)
    css = [f"width:{points(width)}"]
    if item.align == "center":
        css.append("margin-left:auto;margin-right:auto")
    elif item.align == "right":
        css.append("margin-left:auto;margin-right:0")
    else:
        css.append(f"margin-left:{points(item.indent - _left_border(item) / 2)}")
    yield f'<table class="{writer.sheet.name("t", ";".join(css))}">'
    if not item.dynamic_columns:
        columns = (f'<col class="{writer.sheet.name("w", f"width:{points(column)}")}">' for column in item.columns)
        yield f"<colgroup>{''.join(columns)}</colgroup>"
    head = header_rows(item.rows)
    if head:
        yield "<thead>"
        yield from _rows(writer, item.rows[:head])
        yield "</thead>"
    yield "<tbody>"
    yield from _rows(writer, item.rows[head:])
    yield "</tbody></table>"


def _left_border(item: Table) -> float:
    """The widest left border: collapsed, half of it stands outside the table's width."""
    cells = (next((cell for cell in row.cells if isinstance(cell, Cell)), None) for row in _plain(item.rows))
    return max((border_width(cell.borders.left) for cell in cells if cell), default=0.0)


def _plain(rows: Sequence[TableRow | Tag]) -> list[TableRow]:
    return [row for row in rows if isinstance(row, TableRow)]


def _rows(writer: Writer, rows: Sequence[TableRow | Tag]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, Tag):
            yield row.source
        else:
            yield from _row(writer, row)


def _row(writer: Writer, row: TableRow) -> Iterator[str]:
    classes = []
    if row.height:
        classes.append(writer.sheet.name("h", f"height:{points(row.height)}"))
    if row.cant_split or row.header or row.height_rule == "exact":
        classes.append("k")
    if keeps_next(row):
        classes.append("n")
    yield f'<tr class="{" ".join(classes)}">' if classes else "<tr>"
    if row.skip_before:
        yield f'<td colspan="{row.skip_before}"></td>'
    for cell in row.cells:
        if isinstance(cell, Tag):
            yield cell.source
        else:
            yield from _cell(writer, cell, row)
    if row.skip_after:
        yield f'<td colspan="{row.skip_after}"></td>'
    yield "</tr>"


def _cell(writer: Writer, cell: Cell, row: TableRow) -> Iterator[str]:
    name = writer.sheet.name("d", ";".join(_cell_css(cell)))
    attributes = f' class="{name}"'
    if isinstance(cell.span, Tagged):
        attributes += f' colspan="{cell.span.source}"'
    elif cell.span != 1:
        attributes += f' colspan="{cell.span}"'
    if isinstance(cell.merge, Tagged):
        attributes += f' data-m="{cell.merge.source}"'
    elif cell.merge:
        attributes += f' data-m="{cell.merge}"'
    if isinstance(cell.background, Tagged):
        attributes += f' data-b="{cell.background.source}"'
    yield f"<td{attributes}>"
    end = "</td>"
    if row.height and row.height_rule == "exact":
        # What does not fit into a row of exact height is cut off, as in Word.
        borders = (border_width(cell.borders.top) + border_width(cell.borders.bottom)) / 2
        room = max(row.height - borders - cell.margins[0] - cell.margins[2], 0.0)
        yield f'<div class="x {writer.sheet.name("e", f"max-height:{points(room)}")}">'
        end = "</div></td>"
    if cell.direction == "vertical":
        # WeasyPrint has no writing-mode: a column one character wide reads the same.
        css = f"width:{points(text_size(cell) * 1.02)};margin:0 auto;word-break:break-all"
        yield f'<div class="{writer.sheet.name("v", css)}">'
        end = "</div>" + end
    yield from writer.blocks(cell.blocks)
    yield end


def _cell_css(cell: Cell) -> Iterator[str]:
    borders = cell.borders
    # Word counts a cell's side margins from the grid line, the middle of a border; CSS from the border's edge.
    top, right, bottom, left = cell.margins
    left = max(left - border_width(borders.left) / 2, 0.0)
    right = max(right - border_width(borders.right) / 2, 0.0)
    yield f"padding:{points(top)} {points(right)} {points(bottom)} {points(left)}"
    yield from borders_css(borders)
    if isinstance(cell.background, str):
        yield f"background-color:#{cell.background}"
    if cell.align != "top":
        yield f"vertical-align:{'middle' if cell.align == 'center' else 'bottom'}"
    if cell.no_wrap:
        yield "white-space:pre"
