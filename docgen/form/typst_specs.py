"""What the marks of the Typst writer stand for: noted by `typst_blocks`, read by `typst_finish`."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.form.tree import ListLevel, Section, Table, TableRow
from docgen.form.typst_style import Styles


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
    new_page: bool = False
    distribute: bool = False
    break_words: bool = False
    label: ListLevel | None = None
    label_run: int = 0


@dataclass(frozen=True, slots=True)
class CellSpec:
    """A cell: its function, and the room that its sides take."""

    function: str
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
