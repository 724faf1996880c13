"""Tables of the HTML writer: grid, rows and cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape

from docgen.form.filled import FilledBlock, FilledCell, FilledRow, FilledTable
from docgen.form.html.css import StyleSheet, borders_css, points
from docgen.form.lines import border_width
from docgen.form.places import steps_signed
from docgen.form.tree import CellStyle
from docgen.form.upright import along, grows, line_length

SEPARATOR = "\t"
"""Between the steps that sign in one cell, in its attribute data-sign."""

BlockWriter = Callable[[Sequence[FilledBlock], bool], Iterator[str]]
"""Writes the blocks of a cell, as vertical text where it is told so."""


def table(item: FilledTable, sheet: StyleSheet, inside: BlockWriter) -> Iterator[str]:
    """One table."""
    css = [f"width:{points(sum(item.columns))}"]
    if item.align == "center":
        css.append("margin-left:auto;margin-right:auto")
    elif item.align == "right":
        css.append("margin-left:auto;margin-right:0")
    else:
        css.append(f"margin-left:{points(item.indent - _left_border(item) / 2)}")
    yield f'<table class="{sheet.name("t", ";".join(css))}"><colgroup>'
    for column in item.columns:
        yield f'<col class="{sheet.name("w", f"width:{points(column)}")}">'
    yield "</colgroup>"
    if item.head:
        yield "<thead>"
        yield from _rows(item, item.rows[: item.head], sheet, inside)
        yield "</thead>"
    yield "<tbody>"
    yield from _rows(item, item.rows[item.head :], sheet, inside)
    yield "</tbody></table>"


def _left_border(item: FilledTable) -> float:
    """The widest left border: collapsed, half of it stands outside the table's width."""
    first = (row.cells[0] for row in item.rows if row.cells)
    return max((border_width(cell.style.borders.left) for cell in first), default=0.0)


def _rows(table: FilledTable, rows: Sequence[FilledRow], sheet: StyleSheet, inside: BlockWriter) -> Iterator[str]:
    for index in range(len(rows)):
        yield from _row(table, rows[index:], sheet, inside)


def _row(table: FilledTable, rows: Sequence[FilledRow], sheet: StyleSheet, inside: BlockWriter) -> Iterator[str]:
    """The first of these rows."""
    row, style = rows[0], rows[0].style
    classes = []
    if style.height:
        classes.append(sheet.name("h", f"height:{points(style.height)}"))
    if style.cant_split or style.header or style.height_rule == "exact":
        classes.append("k")
    if row.keep_next:
        classes.append("n")
    yield f'<tr class="{" ".join(classes)}">' if classes else "<tr>"
    if style.skip_before:
        yield f'<td colspan="{style.skip_before}"></td>'
    for cell in row.cells:
        length = line_length(cell, rows[: cell.rows], sum(table.columns[cell.column : cell.column + cell.span]))
        yield from _cell(cell, row, length, sheet, inside, grown=grows(cell, rows[: cell.rows], length))
    if style.skip_after:
        yield f'<td colspan="{style.skip_after}"></td>'
    yield "</tr>"


def _cell(
    cell: FilledCell, row: FilledRow, length: float, sheet: StyleSheet, inside: BlockWriter, *, grown: bool
) -> Iterator[str]:
    """A cell; `length` is that of the lines of vertical text, 0 for text across, `grown` whether it needs room."""
    style = cell.style
    look = _cell_css(style, along(cell) if length else style.align)
    attributes = f' class="{sheet.name("d", ";".join(look))}"'
    if cell.span != 1:
        attributes += f' colspan="{cell.span}"'
    if cell.rows != 1:
        attributes += f' rowspan="{cell.rows}"'
    if cell.background:
        attributes += f' style="background-color:#{cell.background}"'
    if signed := steps_signed(cell):
        attributes += f' data-sign="{escape(SEPARATOR.join(signed))}"'
    yield f"<td{attributes}>"
    end = "</td>"
    if cell.rows == 1 and row.style.height and row.style.height_rule == "exact":
        grown = True
        # What does not fit into a row of exact height is cut off, as in Word.
        borders = (border_width(style.borders.top) + border_width(style.borders.bottom)) / 2
        room = max(row.style.height - borders - style.margins[0] - style.margins[2], 0.0)
        yield f'<div class="x {sheet.name("e", f"max-height:{points(room)}")}">'
        end = "</div></td>"
    if length:
        # Laid out across, then turned to the right about its corner, and moved to where its lines begin.
        left, back = {"top": (100, 0), "center": (50, -50), "bottom": (0, -100)}[style.align]
        css = f"transform-origin:0 0;transform:rotate(90deg) translateY({back}%)"
        # What has room in rows of known heights takes none: WeasyPrint would make the last of merged rows higher.
        top = 0.0 if grown else -length * {"top": 0.0, "center": 0.5, "bottom": 1.0}[along(cell)]
        css = f"position:absolute;top:{points(top)};left:{left}%;width:{points(length)};{css}"
        yield f'<div class="{sheet.name("v", f"position:relative;height:{points(length if grown else 0.0)}")}">'
        yield f'<div class="{sheet.name("v", css)}">'
        end = "</div></div>" + end
    yield from inside(cell.blocks, bool(length))
    yield end


def _cell_css(style: CellStyle, align: str) -> Iterator[str]:
    # Word counts a cell's side margins from the grid line, the middle of a border; CSS from the border's edge.
    top, right, bottom, left = style.margins
    left = max(left - border_width(style.borders.left) / 2, 0.0)
    right = max(right - border_width(style.borders.right) / 2, 0.0)
    yield f"padding:{points(top)} {points(right)} {points(bottom)} {points(left)}"
    yield from borders_css(style.borders)
    if align != "top":
        yield f"vertical-align:{'middle' if align == 'center' else 'bottom'}"
    if style.no_wrap:
        yield "white-space:pre"
