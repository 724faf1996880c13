"""Vertical text (w:textDirection "tbRl"): lines run down the page, the next one left of the last.

Han characters and most signs stand upright in them; letters, figures, brackets and dashes lie on their side. Both
engines write such a cell as text across, turned to the right as a whole, its upright characters turned back.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from docgen.form.filled import FilledCell, FilledParagraph, FilledRow
from docgen.form.lines import border_width
from docgen.form.tree import Break, ParagraphStyle, Text

_LYING = "!-\u024f\u2010-\u2027\u2030\u3008-\u3011\u3014-\u301f（）［］｛｝－～＿"
LYING = re.compile(f"[{_LYING}]")
"""Characters that lie on their side in vertical text: letters, figures, brackets, dashes, dots."""
_STRETCHES = re.compile(rf"([{_LYING}\s]+)")

_LETTER = 0.7
"""The most that a letter or figure is likely to take of its size."""
_LINE = 1.2
"""A single-spaced line, roughly, as a part of its size."""

CORNERED = "，、。．"
"""Marks that stand in the upper right corner of their square."""
CORNER = 0.55
"""How far they are moved there, as a part of their size."""

_ALONG = {"center": "center", "distribute": "center", "right": "bottom"}


def stretches(text: str) -> Iterator[tuple[str, bool]]:
    """A text's stretches that lie on their side, and its other characters each alone (True)."""
    for index, part in enumerate(_STRETCHES.split(text)):
        if index % 2:
            yield part, False
        else:
            yield from ((char, True) for char in part)


def along(cell: FilledCell) -> str:
    """Where vertical text stands in a cell that is higher than its lines: by its first paragraph's alignment."""
    style = next((block.style for block in cell.blocks if isinstance(block, FilledParagraph)), ParagraphStyle())
    return _ALONG.get(style.align, "top")


def line_length(cell: FilledCell, rows: Sequence[FilledRow], width: float) -> float:
    """The length of the lines of a cell with vertical text, in points; 0 for one whose text runs across.

    `rows` are those that it covers, `width` is its own. The rows' heights say how long lines may be; where not all are
    known, or the lines would not fit beside one another in rows that may grow, they are as long as the text needs.
    """
    paragraphs = [block for block in cell.blocks if isinstance(block, FilledParagraph)]
    if cell.style.direction != "vertical" or len(paragraphs) != len(cell.blocks):
        return 0.0
    heights = [row.style.height for row in rows]
    room = _room(cell, rows)
    if all(heights) and any(row.style.height_rule == "exact" for row in rows):
        return room
    lines = [(extent, paragraph.style) for paragraph in paragraphs for extent in _extents(paragraph)]
    whole = max((extent for extent, _ in lines), default=0.0)
    if not all(heights):
        return max(whole, 1.0)
    # As many lines as stand beside one another must hold all.
    length = room
    while length < whole and sum(math.ceil(extent / length) * _pitch(cell, style) for extent, style in lines) > width:
        length = min(length * 1.1, whole)
    return length


def grows(cell: FilledCell, rows: Sequence[FilledRow], length: float) -> bool:
    """Whether lines of this length may make the rows that a cell covers higher than they ask to be."""
    return not all(row.style.height for row in rows) or length > _room(cell, rows)


def _room(cell: FilledCell, rows: Sequence[FilledRow]) -> float:
    style = cell.style
    around = style.margins[0] + style.margins[2] + max(map(border_width, (style.borders.top, style.borders.bottom)))
    return max(sum(row.style.height or 0.0 for row in rows) - around, 1.0)


def _extents(paragraph: FilledParagraph) -> Iterator[float]:
    """The length of each of a paragraph's lines, were it not broken."""
    style = paragraph.style
    total = style.first_line
    for run in (*paragraph.label, *paragraph.runs):
        for piece in run.pieces:
            if isinstance(piece, Break):
                yield total + style.left + style.right + 0.1
                total = 0.0
            elif isinstance(piece, Text):
                lying = len(LYING.findall(piece.text)) + piece.text.count(" ")
                total += run.style.size * (len(piece.text) - lying * (1 - _LETTER)) + run.style.spacing * len(
                    piece.text
                )
            else:
                total += run.style.size * 2
    yield total + style.left + style.right + 0.1


def _pitch(cell: FilledCell, style: ParagraphStyle) -> float:
    """The room that a line takes across the cell, roughly."""
    blocks = (block for block in cell.blocks if isinstance(block, FilledParagraph))
    size = max((run.style.size for block in blocks for run in block.runs), default=10.5)
    return size * _LINE * style.line if style.line_rule == "multiple" else style.line
