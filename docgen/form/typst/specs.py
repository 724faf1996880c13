"""What the Typst writer knows of paragraphs, cells and pages once it has made their functions."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.form.tree import CellStyle, PageSetup, ParagraphStyle, RunStyle


@dataclass(frozen=True, slots=True, eq=False)
class ParagraphSpec:
    """A paragraph: its function, its space above and below, and what writing its text must know."""

    style: ParagraphStyle
    mark: RunStyle
    function: str
    above: float
    below: float
    strut: str
    """What holds an empty paragraph's line open."""
    line: float
    """Height of an empty paragraph's line."""
    tabs: str
    """The first arguments of the preamble's `tabbed`."""
    plain: str = ""
    """How its lines are aligned, where nothing else is to be said of it: in a cell it then needs no function."""
    loose: str = ""
    """The function of a paragraph whose lines stay together for one that no page can hold, "" for all others."""


@dataclass(frozen=True, slots=True)
class CellSpec:
    """A cell: its functions, and the room that its sides take."""

    style: CellStyle
    function: str
    aligned: dict[str, str]
    """For a cell that holds plain paragraphs only: their alignment → the function."""
    sides: float
    inset: float
    """Above and below together."""
    align: str
    tall: str
    """The function for a cell of a row that is to be broken."""
    below: float
    """The room of its lower border."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A section's pages: their function and the room for text."""

    setup: PageSetup
    function: str
    width: float
    height: float
    top: float
    """From the paper's upper edge to the room for text."""
    bottom: float
    opening: float = 0.0
    """By so much the first page's header is lower than there is room for: its text begins lower."""
