"""A template's tree with its tags left out: what stands in every document, and all styles that a document may have."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from docgen.form.filled import (
    FilledBlock,
    FilledCell,
    FilledForm,
    FilledParagraph,
    FilledPiece,
    FilledRow,
    FilledRun,
    FilledSection,
)
from docgen.form.grid import GridRow, grid_span, grid_table
from docgen.form.labels import label_runs
from docgen.form.rows import header_rows
from docgen.form.tree import (
    Block,
    Break,
    Cell,
    Form,
    Paragraph,
    Picture,
    Piece,
    Run,
    Tab,
    Table,
    TableRow,
    Tag,
    Tagged,
    Text,
)
from docgen.form.walk import controls_in, controls_of
from docgen.word.tag import TAG

_BREAKS = re.compile("([\n\t])")


def digest(data: bytes) -> str:
    """The name of a picture's bytes."""
    return hashlib.sha256(data).hexdigest()


def text_pieces(text: str) -> Iterator[FilledPiece]:
    """A text as pieces: line breaks and tabs in it are set."""
    for part in _BREAKS.split(text) if "\n" in text or "\t" in text else (text,):
        if part == "\n":
            yield Break()
        elif part == "\t":
            yield Tab()
        elif part:
            yield Text(part)


@dataclass(frozen=True, slots=True)
class Untagged:
    """Makes filled nodes of a template's. `media` is Form.media's key → the bytes' digest."""

    media: Mapping[str, str]
    replaceable: Collection[str]
    """Keys of Form.media that a document may replace: what holds one is not the same in every document."""

    def form(self, form: Form) -> FilledForm:
        """The whole template, what stands in loops and conditions once."""
        sections = tuple(
            FilledSection(
                section.setup,
                self.blocks(section.blocks),
                {kind: self.blocks(blocks) for kind, blocks in section.headers.items()},
                {kind: self.blocks(blocks) for kind, blocks in section.footers.items()},
                section.title_page,
                section.starts,
            )
            for section in form.sections
        )
        media = {self.media[key]: data for key, data in form.media.items()}
        return FilledForm(sections, media, form.default_tab, form.odd_and_even, form.language, form.split_marks)

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[FilledBlock, ...]:
        """Paragraphs and tables."""
        return tuple(self.block(item) for item in blocks if not isinstance(item, Tag))

    def block(self, block: Paragraph | Table) -> FilledBlock:
        """A paragraph or table."""
        if isinstance(block, Paragraph):
            runs = tuple(
                FilledRun(run.style, tuple(self._pieces(run.pieces)), run.controls)
                for run in block.runs
                if isinstance(run, Run)
            )
            level = block.style.numbering
            label = label_runs(level, level.pattern) if level else ()
            return FilledParagraph(block.style, block.mark, runs, label, block.controls, controls_in(block))
        count = header_rows(block.rows)
        head = sum(isinstance(row, TableRow) for row in block.rows[:count])
        return grid_table(block, [self.row(row, block) for row in block.rows if isinstance(row, TableRow)], head)

    def row(self, row: TableRow, table: Table) -> GridRow:
        """A row, its merges not yet counted."""
        made = GridRow(row.style, row.controls)
        column = row.style.skip_before
        for cell in row.cells:
            if isinstance(cell, Tag):
                continue
            span = grid_span(cell.span if isinstance(cell.span, int) else 1, column, table)
            background = cell.background if isinstance(cell.background, str) else None
            blocks = self.blocks(cell.blocks)
            filled = FilledCell(cell.style, blocks, column, span, 1, background, cell.controls)
            made.add(filled, cell.merge if isinstance(cell.merge, str) else "")
            column += span
        return made

    def _pieces(self, pieces: tuple[Piece, ...]) -> Iterator[FilledPiece]:
        for piece in pieces:
            if isinstance(piece, Text):
                yield from text_pieces(piece.text)
            elif isinstance(piece, Picture):
                yield replace(piece, media=self.media[piece.media])
            elif not isinstance(piece, Tag):
                yield piece

    # ---------------------------------------------------------------- what is the same in every document

    def fixed(self, block: Block) -> FilledBlock | None:
        """The block as it stands in every document, None for one that values, counting or pictures change."""
        return None if isinstance(block, Tag) or not self._is_fixed(block) else self.block(block)

    def fixed_row(self, row: TableRow, table: Table) -> FilledRow | None:
        """As `fixed`, for a row that no merge reaches."""
        if not self._is_fixed_row(row) or any(isinstance(cell, Cell) and cell.merge for cell in row.cells):
            return None
        return self.row(row, table).filled()

    def _is_fixed(self, block: Block) -> bool:
        if isinstance(block, Paragraph):
            plain = all(isinstance(run, Run) and self._is_fixed_run(run) for run in block.runs)
            return plain and not block.style.numbering
        rows = block.rows if isinstance(block, Table) else (block,)
        return all(isinstance(row, TableRow) and self._is_fixed_row(row) for row in rows)

    def _is_fixed_row(self, row: TableRow) -> bool:
        return all(
            isinstance(cell, Cell)
            and not any(isinstance(value, Tagged) for value in (cell.span, cell.merge, cell.background))
            and not any(TAG.search(tag) for tag in controls_of(cell))
            and all(self._is_fixed(block) for block in cell.blocks)
            for cell in row.cells
        )

    def _is_fixed_run(self, run: Run) -> bool:
        return not any(
            isinstance(piece, Tag) or (isinstance(piece, Picture) and piece.media in self.replaceable)
            for piece in run.pieces
        )
