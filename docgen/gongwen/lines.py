"""A form's paragraphs one after another, with where each stands: what elements are recognised among."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docgen.form.labels import Labels
from docgen.form.tree import (
    Block,
    Break,
    Cell,
    Field,
    Form,
    Paragraph,
    Run,
    RunStyle,
    Tab,
    Table,
    TableRow,
    Tag,
    Text,
)
from docgen.gongwen.lift import Mark, mark_of

PAGE = "\ue000"
"""Stands in a line's text for its page's number."""

_BLANK = re.compile(r"[\s\u3000]+")


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """A paragraph of the document."""

    paragraph: Paragraph
    text: str
    """Its words behind the label of its list, {{ }} as they stand, "\\n" for a line break, PAGE for a page number."""
    part: str
    """body, header or footer."""
    number: int
    """Of the paragraph in its part, from 1; what floats has that of the paragraph beside it."""
    section: int = 0
    table: Table | None = None
    row: int = 0
    cell: Cell | None = None
    mark: Mark | None = None
    """Where it stands, if it floats."""
    new_page: bool = False
    """A new page begins with it."""

    @property
    def plain(self) -> str:
        """Its words without any space."""
        return _BLANK.sub("", self.text)

    @property
    def printed(self) -> bool:
        """Something stands in it."""
        return bool(self.plain)

    @property
    def parts(self) -> list[tuple[RunStyle, str]]:
        """Its words by look, without spaces."""
        found = [(run.style, _BLANK.sub("", _words(run))) for run in self.paragraph.runs if isinstance(run, Run)]
        return [(style, text) for style, text in found if text]

    @property
    def style(self) -> RunStyle:
        """The look of most of its words, of its mark where it has none."""
        counts: dict[RunStyle, int] = {}
        for style, text in self.parts:
            counts[style] = counts.get(style, 0) + len(text)
        return max(counts, key=lambda style: counts[style]) if counts else self.paragraph.mark


def body_lines(form: Form) -> Iterator[TextLine]:
    """The body's lines in order."""
    walk = _Walk("body", Labels())
    for place, section in enumerate(form.sections):
        walk.section = place
        if place and section.starts != "continuous":
            walk.new_page = True
        yield from walk.through(section.blocks)


def running_lines(running: Mapping[str, tuple[Block, ...]], part: str) -> dict[str, tuple[TextLine, ...]]:
    """The lines of a section's headers or footers by kind of page (default, even, first)."""
    return {kind: tuple(_Walk(part, Labels()).through(found)) for kind, found in running.items()}


class _Walk:
    def __init__(self, part: str, labels: Labels) -> None:
        self._part = part
        self._labels = labels
        self._number = 0
        self.section = 0
        self.new_page = False

    def through(
        self, found: tuple[Block, ...], table: Table | None = None, row: int = 0, cell: Cell | None = None
    ) -> Iterator[TextLine]:
        for block in found:
            if isinstance(block, Paragraph):
                yield self._line(block, table, row, cell)
            elif isinstance(block, Table):
                for place, item in enumerate(item for item in block.rows if isinstance(item, TableRow)):
                    for inner in item.cells:
                        if isinstance(inner, Cell):
                            yield from self.through(inner.blocks, table or block, place, inner)

    def _line(self, block: Paragraph, table: Table | None, row: int, cell: Cell | None) -> TextLine:
        mark = mark_of(block.controls) or (mark_of(table.controls) if table is not None else None)
        if mark is None or mark.kind not in ("box", "line"):
            self._number += 1
        label = self._labels.next(block.style.numbering) if block.style.numbering else ""
        text = label + "".join(_words(run) for run in block.runs if isinstance(run, Run))
        breaks = [piece for run in block.runs if isinstance(run, Run) for piece in run.pieces]
        page = next((at for at, piece in enumerate(breaks) if piece == Break("page")), None)
        leading = page is not None and not any(isinstance(piece, Text | Tag | Field) for piece in breaks[:page])
        behind = page is not None and any(isinstance(piece, Text | Tag | Field) for piece in breaks[page:])
        new_page = self.new_page or block.style.page_break_before or (leading and behind)
        self.new_page = page is not None and not behind
        return TextLine(block, text, self._part, max(self._number, 1), self.section, table, row, cell, mark, new_page)


def _words(run: Run) -> str:
    """A run's text with tags, breaks, tabs and page numbers."""
    found = []
    for piece in run.pieces:
        if isinstance(piece, Text):
            found.append(piece.text)
        elif isinstance(piece, Tag):
            # What a statement decides is not known: all of its cases stand there.
            found.append(piece.source if piece.is_output else "")
        elif isinstance(piece, Tab):
            found.append("\t")
        elif isinstance(piece, Break):
            found.append("\n" if piece.kind == "line" else "")
        elif isinstance(piece, Field):
            found.append(PAGE if piece.kind == "page" else "")
    return "".join(found)
