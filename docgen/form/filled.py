"""A filled form: the tree that writers read. No tag is left in it, nothing is to be counted, repeated or looked up.

`form.fill` makes it of a template's tree (`form.tree`) and values. Styles, texts, breaks and pictures are of the
template's own classes; what could hold a tag there has a class of its own here. Nodes are compared by identity: a part
of the template that no value changes is the same object in every filled form, so that a writer may remember what it
made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from docgen.form.tree import (
    Break,
    CellStyle,
    Field,
    PageSetup,
    ParagraphStyle,
    Picture,
    Placed,
    RowStyle,
    RunStyle,
    Tab,
    Text,
)

FilledPiece = Text | Break | Tab | Field | Picture
"""What a run holds. A text has no line break and no tab in it; a picture's `media` is a key of FilledForm.media."""


@dataclass(frozen=True, slots=True, eq=False)
class FilledRun:
    """Pieces of one character style."""

    style: RunStyle
    pieces: tuple[FilledPiece, ...]
    controls: tuple[str, ...] = ()
    """Tags (w:tag) of the content controls that it stands in, the outermost first; so in all nodes."""


@dataclass(frozen=True, slots=True, eq=False)
class FilledParagraph:
    """A paragraph; an empty one has no runs. `mark` is its mark's style (the height when empty)."""

    style: ParagraphStyle
    mark: RunStyle
    runs: tuple[FilledRun, ...] = ()
    label: tuple[FilledRun, ...] = ()
    """Its list label as it is printed, with the tab or space behind it."""
    controls: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    """Tags of the controls that stand in it: of one that no value fills, no run is left."""


@dataclass(frozen=True, slots=True, eq=False)
class FilledCell:
    """A cell at its place in the grid; cells that a merge covers are not there."""

    style: CellStyle
    blocks: tuple[FilledBlock, ...]
    column: int
    """The first grid column that it covers, from 0."""
    span: int = 1
    """Grid columns covered."""
    rows: int = 1
    """Rows covered, from its own down."""
    background: str | None = None
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class FilledRow:
    """A table row."""

    style: RowStyle
    cells: tuple[FilledCell, ...]
    keep_next: bool = False
    """It stays on a page with the next one: the first paragraph of its first cell does, be it covered by a merge."""
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class FilledTable:
    """A table; `columns` are the widths of all grid columns that a cell covers (0 for those outside the template's)."""

    columns: tuple[float, ...]
    rows: tuple[FilledRow, ...]
    head: int = 0
    """Rows, the first ones, that are repeated on each page."""
    align: Literal["left", "center", "right"] = "left"
    indent: float = 0.0
    controls: tuple[str, ...] = ()
    placed: Placed | None = None


FilledBlock = FilledParagraph | FilledTable


@dataclass(frozen=True, slots=True, eq=False)
class FilledSection:
    """As `tree.Section`."""

    setup: PageSetup
    blocks: tuple[FilledBlock, ...]
    headers: Mapping[str, tuple[FilledBlock, ...]] = field(default_factory=dict)
    footers: Mapping[str, tuple[FilledBlock, ...]] = field(default_factory=dict)
    title_page: bool = False
    starts: Literal["next", "continuous", "odd", "even"] = "next"


@dataclass(frozen=True, slots=True, eq=False)
class FilledForm:
    """A document, but for what a PDF file says of itself."""

    sections: tuple[FilledSection, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)
    """Its pictures by the SHA-256 of their bytes: those of the template, and those that values brought."""
    default_tab: float = 21.0
    odd_and_even: bool = False
    language: str = "zh-CN"
    split_marks: bool = False
    """As `tree.Form`."""
    fallbacks: Mapping[str, bytes] = field(default_factory=dict)
    """The PNG of each drawing of lines among `media` that has one, for what shows no SVG."""


def paragraphs(form: FilledForm) -> Iterator[FilledParagraph]:
    """All paragraphs, those in tables, headers and footers too."""
    for section in form.sections:
        for blocks in (section.blocks, *section.headers.values(), *section.footers.values()):
            yield from _paragraphs(blocks)


def _paragraphs(blocks: tuple[FilledBlock, ...]) -> Iterator[FilledParagraph]:
    for block in blocks:
        if isinstance(block, FilledParagraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell.blocks)


def printed_text(paragraph: FilledParagraph) -> str:
    """A paragraph's text as it is printed, without breaks, tabs and page numbers."""
    runs = (*paragraph.label, *paragraph.runs)
    return "".join(piece.text for run in runs for piece in run.pieces if isinstance(piece, Text))


def text_with(form: FilledForm, characters: Iterable[str]) -> str:
    """The beginning of the first paragraph that prints one of these characters, for messages."""
    wanted = set(characters)
    return next((text[:20] for text in map(printed_text, paragraphs(form)) if wanted & set(text)), "")
