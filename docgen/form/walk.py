"""Walks through a form: its blocks with those inside them, and the words that stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.form.tree import Block, Cell, Form, Paragraph, Run, Table, TableRow, Tag, Text


def blocks(form: Form) -> Iterator[Block]:
    """All blocks with those inside them; a header that several sections have counts once."""
    bodies = [section.blocks for section in form.sections]
    running = [found for item in form.sections for found in (*item.headers.values(), *item.footers.values())]
    for found in (*bodies, *{id(item): item for item in running}.values()):
        for block in found:
            yield from with_inner(block)


def with_inner(block: Block) -> Iterator[Block]:
    """A block and those inside it."""
    yield block
    if isinstance(block, Table):
        for cell in cells(block):
            for inner in cell.blocks:
                yield from with_inner(inner)


def cells(table: Table) -> Iterator[Cell]:
    """A table's cells, row by row."""
    for row in table.rows:
        for cell in row.cells if isinstance(row, TableRow) else ():
            if isinstance(cell, Cell):
                yield cell


def runs(paragraph: Paragraph) -> Iterator[Run]:
    """A paragraph's runs without the tags between them."""
    return (item for item in paragraph.runs if isinstance(item, Run))


def controls_in(paragraph: Paragraph) -> tuple[str, ...]:
    """The tags of the content controls among a paragraph's runs, each once."""
    return tuple(dict.fromkeys(tag for run in runs(paragraph) for tag in run.controls if tag not in paragraph.controls))


def controls_of(cell: Cell) -> tuple[str, ...]:
    """The tags of the content controls that are a cell or stand in it, but for those in a table inside it."""
    paragraphs = [block for block in cell.blocks if isinstance(block, Paragraph)]
    inner = (tag for item in paragraphs for tag in (*item.controls, *controls_in(item)))
    return tuple(dict.fromkeys((*cell.controls, *inner)))


def run_words(run: Run) -> str:
    """A run's text, its tags as they stand in the template."""
    return "".join(
        piece.text if isinstance(piece, Text) else piece.source for piece in run.pieces if isinstance(piece, Text | Tag)
    )


def words(paragraph: Paragraph) -> str:
    """A paragraph's text, its tags as they stand in the template."""
    return "".join(map(run_words, runs(paragraph)))


def first_words(found: Sequence[Block]) -> str:
    """The text of the first paragraph that has any."""
    inner = (item for block in found for item in with_inner(block))
    return next((text for item in inner if isinstance(item, Paragraph) and (text := words(item))), "")
