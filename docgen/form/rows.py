"""Rows and heights that every writer needs: which rows are a table's heading, and how high fixed blocks stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docgen.form.filled import FilledBlock, FilledParagraph, FilledRow
from docgen.form.lines import Line, border_width
from docgen.form.tree import Break, RunStyle, TableRow, Tag
from docgen.word.tag import parse_tag

LineOf = Callable[[FilledParagraph, RunStyle], Line]
"""The line that a run of a style holds open in a paragraph."""


def header_rows(rows: Sequence[TableRow | Tag]) -> int:
    """How many of the first rows and tags are repeated on each page: header rows whose tags are closed among them."""
    depth = found = seen = 0
    for index, row in enumerate(rows):
        if isinstance(row, Tag):
            tag = parse_tag(row.source)
            depth += tag.opens - tag.closes
        elif not row.style.header:
            break
        else:
            seen += 1
        if depth == 0 and seen:
            found = index + 1
    # A statement that opens behind the last header row belongs to the body.
    while found and isinstance(last := rows[found - 1], Tag) and not parse_tag(last.source).closes:
        found -= 1
    return found


def height(line_of: LineOf, blocks: Sequence[FilledBlock]) -> float:
    """The height of a header or footer whose paragraphs take a line each, in points."""
    total = 0.0
    previous = 0.0
    for block in blocks:
        if isinstance(block, FilledParagraph):
            lines = 1 + sum(isinstance(piece, Break) for run in block.runs for piece in run.pieces)
            line = max([line_of(block, run.style).height for run in block.runs] or [line_of(block, block.mark).height])
            total += max(block.style.before, previous) + lines * line
            total += border_width(block.style.borders.top) + border_width(block.style.borders.bottom)
            previous = block.style.after
        elif block.placed is None:
            total += previous + sum(_row_height(line_of, row) for row in block.rows)
            previous = 0.0
    return total + previous


def _row_height(line_of: LineOf, row: FilledRow) -> float:
    if row.style.height and row.style.height_rule == "exact":
        return row.style.height
    cells = [cell for cell in row.cells if cell.rows == 1]
    content = max(
        (height(line_of, cell.blocks) + cell.style.margins[0] + cell.style.margins[2] for cell in cells), default=0.0
    )
    border = max((border_width(cell.style.borders.bottom) for cell in cells), default=0.0)
    return max(row.style.height or 0.0, content + border)
