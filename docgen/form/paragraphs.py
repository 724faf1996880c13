"""What writers ask of paragraphs beside one another and of the boxes around them."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.form.lines import border_width
from docgen.form.tree import Block, Border, Borders, Cell, Paragraph, Run


def neighbour(blocks: Sequence[Block], index: int, step: int) -> Paragraph | None:
    """The paragraph `step` blocks from the one at `index`, None where something else stands there."""
    at = index + step
    found = blocks[at] if 0 <= at < len(blocks) else None
    return found if isinstance(found, Paragraph) else None


def same_box(first: Paragraph, second: Paragraph) -> bool:
    """Two paragraphs that share one box: equal borders and indents (Word joins them)."""
    one, two = first.style, second.style
    return one.borders == two.borders != Borders() and (one.left, one.right) == (two.left, two.right)


def outside(border: Border | None) -> float:
    """The room outside the text's indent that a paragraph's border takes, in points."""
    return border.space + border_width(border) if border and border_width(border) else 0.0


def text_size(cell: Cell) -> float:
    """The largest size of a cell's own text, in points."""
    runs = [run for block in cell.blocks if isinstance(block, Paragraph) for run in block.runs if isinstance(run, Run)]
    return max((run.style.size for run in runs), default=10.5)
