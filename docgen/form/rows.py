"""Rows and heights that every writer needs: which rows are a table's heading, and how high fixed blocks stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from docgen.form.lines import Line, border_width
from docgen.form.tree import Block, Break, Cell, Paragraph, Run, RunStyle, Table, TableRow, Tag

LineOf = Callable[[Paragraph, RunStyle], Line]
"""The line that a run of a style holds open in a paragraph."""

_OPENS = re.compile(r"\{%[-+]?\s*(for|if|with|set|call|filter|macro|block)\b")
_CLOSES = re.compile(r"\{%[-+]?\s*end\w+\b")


def header_rows(rows: Sequence[TableRow | Tag]) -> int:
    """How many of the first rows and tags are repeated on each page: header rows whose tags are closed among them."""
    depth = found = seen = 0
    for index, row in enumerate(rows):
        if isinstance(row, Tag):
            depth += bool(_OPENS.match(row.source)) - bool(_CLOSES.match(row.source))
        elif not row.header:
            break
        else:
            seen += 1
        if depth == 0 and seen:
            found = index + 1
    # A statement that opens behind the last header row belongs to the body.
    while found and isinstance(rows[found - 1], Tag) and not _CLOSES.match(_source(rows[found - 1])):
        found -= 1
    return found


def _source(row: TableRow | Tag) -> str:
    return row.source if isinstance(row, Tag) else ""


def keeps_next(row: TableRow) -> bool:
    """A row keeps with the next one where the first paragraph of its first cell does."""
    first = next((cell for cell in row.cells if isinstance(cell, Cell)), None)
    paragraph = next((block for block in first.blocks if isinstance(block, Paragraph)), None) if first else None
    return paragraph is not None and paragraph.style.keep_next


def height(line_of: LineOf, blocks: Sequence[Block]) -> float:
    """The height of a header or footer whose paragraphs take a line each, in points."""
    total = 0.0
    previous = 0.0
    for block in blocks:
        if isinstance(block, Paragraph):
            lines = 1 + sum(
                isinstance(piece, Break) for run in block.runs if isinstance(run, Run) for piece in run.pieces
            )
            runs = [run for run in block.runs if isinstance(run, Run)]
            line = max([line_of(block, run.style).height for run in runs] or [line_of(block, block.mark).height])
            total += max(block.style.before, previous) + lines * line
            total += border_width(block.style.borders.top) + border_width(block.style.borders.bottom)
            previous = block.style.after
        elif isinstance(block, Table):
            total += previous + sum(_row_height(line_of, row) for row in block.rows if isinstance(row, TableRow))
            previous = 0.0
    return total + previous


def _row_height(line_of: LineOf, row: TableRow) -> float:
    if row.height and row.height_rule == "exact":
        return row.height
    cells = [cell for cell in row.cells if isinstance(cell, Cell)]
    content = max((height(line_of, cell.blocks) + cell.margins[0] + cell.margins[2] for cell in cells), default=0.0)
    border = max((border_width(cell.borders.bottom) for cell in cells), default=0.0)
    return max(row.height or 0.0, content + border)
