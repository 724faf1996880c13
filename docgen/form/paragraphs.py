"""What writers ask of paragraphs beside one another and of the boxes around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from docgen.form.filled import FilledBlock, FilledParagraph, FilledPiece, FilledRun, FilledTable
from docgen.form.lines import Line, LineGrid, border_width
from docgen.form.tree import Border, Borders, Break, Field, RunStyle, Text


def neighbour(blocks: Sequence[FilledBlock], index: int, step: int) -> FilledParagraph | None:
    """The paragraph `step` blocks from the one at `index`, None where something else stands there."""
    at = index + step
    found = blocks[at] if 0 <= at < len(blocks) else None
    return found if isinstance(found, FilledParagraph) else None


def joined_box(
    item: FilledParagraph, before: FilledParagraph | None, after: FilledParagraph | None
) -> tuple[Borders, float, float]:
    """A paragraph's borders, its space above and that below, as its neighbours leave them."""
    style = item.style
    above, below, box = style.before, style.after, style.borders
    if style.contextual_spacing:
        above = 0.0 if before is not None and before.style == style else above
        below = 0.0 if after is not None and after.style == style else below
    if box != Borders():
        box = Borders(
            None if before is not None and _same_box(before, item) else box.top,
            box.right,
            None if after is not None and _same_box(item, after) else box.bottom,
            box.left,
        )
    return box, above, below


def _same_box(first: FilledParagraph, second: FilledParagraph) -> bool:
    """Two paragraphs that share one box: equal borders and indents (Word joins them)."""
    one, two = first.style, second.style
    return one.borders == two.borders and (one.left, one.right) == (two.left, two.right)


def begins_page(table: FilledTable) -> bool:
    """Whether a table begins a page: where the first paragraph of its first cell does."""
    first = table.rows[0].cells[:1] if table.rows else ()
    blocks = (block for cell in first for block in cell.blocks[:1])
    return any(isinstance(block, FilledParagraph) and block.style.page_break_before for block in blocks)


def by_pages(item: FilledParagraph, *, split_marks: bool) -> list[FilledParagraph | None]:
    """A paragraph as the page breaks in it part it; None where nothing is left but a break's own line.

    As in Word such a line needs no room where the page is full, and behind a break at the paragraph's end there is no
    line on the next page, but where `split_marks` says so (w:splitPgBreakAndParaMark).
    """
    parts: list[list[FilledRun]] = [[]]
    for run in item.runs:
        pieces: list[FilledPiece] = []
        for piece in run.pieces:
            if isinstance(piece, Break) and piece.kind != "line":
                parts[-1] += [replace(run, pieces=tuple(pieces))] if pieces else []
                parts.append([])
                pieces = []
            else:
                pieces.append(piece)
        parts[-1] += [replace(run, pieces=tuple(pieces))] if pieces else []
    if len(parts) == 1:
        return [item]
    bare = item.style.borders == Borders() and item.style.background is None
    made: list[FilledParagraph | None] = [
        replace(item, runs=tuple(runs), label=() if number else item.label) for number, runs in enumerate(parts)
    ]
    for number, kept in ((0, bool(item.label) or item.style.page_break_before), (-1, split_marks)):
        if bare and not kept and not parts[number]:
            made[number] = None
    return made


def grid_of(item: FilledParagraph, pitch: float | None, natural: Callable[[RunStyle, bool], Line]) -> LineGrid | None:
    """The document grid for a paragraph, None where its lines do not snap to one of this `pitch`.

    `natural` is the single-spaced line of a style's Han characters, or of its Latin letters where it is asked so.
    """
    if not pitch or not item.style.snap_to_grid or item.style.line_rule == "exact":
        return None
    runs = (*item.label, *item.runs)
    lines = [natural(run.style, latin) for run in runs for latin in sorted(_scripts(run))]
    return LineGrid.of(pitch, lines or [natural(item.mark, False)])


def _scripts(run: FilledRun) -> set[bool]:
    """Whether there are Latin letters in a run (True), and others (False)."""
    texts = (piece.text if isinstance(piece, Text) else "0" for piece in run.pieces if isinstance(piece, Text | Field))
    return {char < "\u2000" for text in texts for char in text}


def outside(border: Border | None) -> float:
    """The room outside the text's indent that a paragraph's border takes, in points."""
    return border.space + border_width(border) if border and border_width(border) else 0.0
