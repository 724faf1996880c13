"""A form tree as one Jinja template: marks (`form.marks`) for its nodes, its tags between them, and tables of both.

The tables say what a mark's number stands for; `form.fill` reads the rendered template with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeVar

from docgen.form.filled import FilledBlock, FilledRow
from docgen.form.marks import ATTRIBUTE, CONTROL, literal, mark
from docgen.form.rows import header_rows
from docgen.form.tree import (
    Block,
    Break,
    Cell,
    CellStyle,
    Field,
    Form,
    Paragraph,
    ParagraphStyle,
    Picture,
    Piece,
    Run,
    RunStyle,
    Section,
    Tab,
    Table,
    TableRow,
    Tag,
    Tagged,
    TagPlace,
    Text,
)
from docgen.form.untagged import Untagged
from docgen.form.walk import controls_in, controls_of
from docgen.word.tag import TAG, parse_tag

RICH = "docgen_rich"
"""The filter that a tag {{r }} is written with."""

ROWS = "docgen_rows"
"""The filter that a tag {{tr }} or {{tc }} is written with."""

Controls = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ParagraphPlan:
    """A paragraph of the template that is not the same in every document."""

    style: ParagraphStyle
    mark: RunStyle
    controls: Controls
    holds: Controls
    pictured: bool
    """It holds a picture that a document may replace."""


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A cell of the template, with what of it is not decided by a tag."""

    style: CellStyle
    controls: Controls
    span: int
    merge: str
    background: str | None


@dataclass(slots=True)
class FormSource:
    """The Jinja source of a form, written by `FormSource.of`, and what its marks stand for."""

    untagged: Untagged
    parts: list[str] = field(default_factory=list)
    tags: list[tuple[str, TagPlace]] = field(default_factory=list)
    """Each tag and where it stands, in the order of the source's lines: the first one's inside is on line 2."""
    sections: list[Section] = field(default_factory=list)
    fixed: list[FilledBlock] = field(default_factory=list)
    fixed_rows: list[FilledRow] = field(default_factory=list)
    paragraphs: list[ParagraphPlan] = field(default_factory=list)
    runs: list[tuple[RunStyle, Controls]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)
    cells: list[CellPlan] = field(default_factory=list)

    @classmethod
    def of(cls, form: Form, untagged: Untagged) -> FormSource:
        """The form written out."""
        made = cls(untagged)
        for section in form.sections:
            made._section(section)
        return made

    @property
    def text(self) -> str:
        """Jinja's source."""
        return "".join(self.parts)

    def _mark(self, kind: str, *values: object) -> None:
        self.parts.append(mark(kind, *values))

    def _numbered(self, kind: str, table: list[T], item: T) -> None:
        """A mark for something that the tables are to hold."""
        table.append(item)
        self._mark(kind, len(table) - 1)

    # ---------------------------------------------------------------- tags

    def _tag(self, source: str, place: TagPlace, filter_: str = "") -> None:
        self.parts.append(self._lined(source, place, filter_))

    def _attribute(self, value: object) -> str:
        """An attribute's source where tags decide it, else nothing."""
        return self._lined(value.source, value.at) if isinstance(value, Tagged) else ""

    def _lined(self, source: str, place: TagPlace, filter_: str = "") -> str:
        """Tags, the inside of each on a line of its own, so that an error tells which tag it came from."""

        def lined(found: re.Match[str]) -> str:
            tag = parse_tag(found[0])
            inside = tag.inside.replace("\n", " ")
            if filter_ and tag.is_output:
                inside = f"({inside})|{filter_}"
            self.tags.append((tag.source, place))
            return f"{tag.opening}\n{inside} {tag.closing}"

        return TAG.sub(lined, source)

    # ---------------------------------------------------------------- blocks

    def _section(self, section: Section) -> None:
        self._blocks(section.blocks)
        # Behind its blocks: where a condition holds the paragraph that ends it, they may be those of the next one.
        self._numbered("S", self.sections, section)
        for part, groups in (("h", section.headers), ("f", section.footers)):
            for kind, blocks in groups.items():
                self._mark("P", f"{part}-{kind}")
                self._blocks(blocks)
                self._mark("Q")
        self._mark("s")

    def _blocks(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            if isinstance(block, Tag):
                self._tag(block.source, block.at)
            elif (fixed := self.untagged.fixed(block)) is not None:
                self._numbered("k", self.fixed, fixed)
            elif isinstance(block, Paragraph):
                self._paragraph(block)
            else:
                self._table(block)

    def _paragraph(self, item: Paragraph) -> None:
        runs = [run for run in item.runs if isinstance(run, Run)]
        replaceable = self.untagged.replaceable
        pictured = any(
            isinstance(piece, Picture) and piece.media in replaceable for run in runs for piece in run.pieces
        )
        self._numbered(
            "p", self.paragraphs, ParagraphPlan(item.style, item.mark, item.controls, controls_in(item), pictured)
        )
        for run in item.runs:
            if isinstance(run, Tag):
                self._tag(run.source, run.at)
                continue
            self._numbered("r", self.runs, (run.style, run.controls))
            for piece in run.pieces:
                self._piece(piece)
        self._mark("q")

    def _piece(self, piece: Piece) -> None:
        match piece:
            case Text(text):
                self.parts.append(literal(text).replace("\n", mark("b", "line")))
            case Tag(source, rich, place):
                self._tag(source, place, RICH if rich else "")
            case Break(kind):
                self._mark("b", kind)
            case Tab():
                self.parts.append("\t")
            case Field(kind, shape):
                self._mark("x", kind, shape)
            case Picture():
                self._numbered("i", self.pictures, piece)

    # ---------------------------------------------------------------- tables

    def _table(self, table: Table) -> None:
        self._numbered("T", self.tables, table)
        head = header_rows(table.rows)
        for index, row in enumerate(table.rows):
            if index == head and head:
                self._mark("H")
            if isinstance(row, Tag):
                self._tag(row.source, row.at, ROWS)
            elif (fixed := self.untagged.fixed_row(row, table)) is not None:
                self._numbered("K", self.fixed_rows, fixed)
            else:
                self._row(row)
        self._mark("U")

    def _row(self, row: TableRow) -> None:
        self._numbered("R", self.rows, row)
        for cell in row.cells:
            if isinstance(cell, Tag):
                self._tag(cell.source, cell.at, ROWS)
            else:
                self._cell(cell)
        self._mark("E")

    def _cell(self, cell: Cell) -> None:
        span = 1 if isinstance(cell.span, Tagged) else cell.span
        merge = "" if isinstance(cell.merge, Tagged) else cell.merge or ""
        background = None if isinstance(cell.background, Tagged) else cell.background
        self.cells.append(CellPlan(cell.style, cell.controls, span, merge, background))
        named = [tag for tag in controls_of(cell) if TAG.search(tag)]
        decided = (cell.span, cell.merge, cell.background, Tagged(CONTROL.join(named)) if named else None)
        given = [self._attribute(value) for value in decided]
        self._mark("C", ATTRIBUTE.join([str(len(self.cells) - 1), *(given if any(given) else ())]))
        self._blocks(cell.blocks)
        self._mark("D")
