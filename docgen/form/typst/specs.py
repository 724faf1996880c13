"""What the marks of the Typst writer stand for: noted by `typst_blocks`, read by `typst_finish`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.form.tree import ListLevel, Section, Table, TableRow
from docgen.form.typst.style import Styles


@dataclass(frozen=True, slots=True)
class ParagraphSpec:
    """A paragraph: its function, its space above and below, and what the finish step must know."""

    function: str
    above: float
    below: float
    strut: str
    """What holds an empty paragraph's line open."""
    line: float
    tabs: str
    """The first arguments of the preamble's `tabbed`."""
    indents: float
    plain: str = ""
    """How its lines are aligned, where nothing else is to be said of it: in a cell it then needs no function."""
    new_page: bool = False
    distribute: bool = False
    break_words: bool = False
    label: ListLevel | None = None
    label_run: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A rendered paragraph or table: its source but for the space above and below, which its neighbours decide."""

    source: str
    spec: ParagraphSpec | None = None
    height: float = 0.0
    new_page: str = ""
    """A page begins before it; the statement that begins it."""
    follows: bool = False
    """The rest of a paragraph that a page break cut."""


@dataclass(frozen=True, slots=True)
class CellSpec:
    """A cell: its functions, and the room that its sides take."""

    function: str
    aligned: Mapping[str, str]
    """For a cell that holds plain paragraphs only: their alignment → the function."""
    sides: float
    inset: float
    """Above and below together."""
    width: float | None
    align: str
    tall: str
    """The function for a cell of a row that is to be broken."""
    vertical: float = 0.0
    """Width of a column of single characters, 0 where text runs across."""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table: the function that makes it, its grid and what its last line takes."""

    table: Table
    align: str
    border: float


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section: the function of its pages and what its headers and footers depend on."""

    function: str
    number: int
    section: Section
    odd_and_even: bool
    width: float
    height: float
    """Of the room for text."""


@dataclass(frozen=True, slots=True)
class Specs:
    """What the marks' numbers stand for."""

    styles: Styles
    paragraphs: list[ParagraphSpec]
    cells: list[CellSpec]
    rows: list[tuple[TableRow, bool]]
    """A row and whether it keeps with the next one."""
    tables: list[TableSpec]
    sections: list[SectionSpec]
    images: list[str]
    known: dict[tuple[int, str, float], list[Block]] = field(default_factory=dict)
    """Paragraphs finished before: their number, what they hold and their width → what they became."""
