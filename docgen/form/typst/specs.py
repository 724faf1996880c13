"""What the Typst writer knows of paragraphs, cells and pages once it has made their functions."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.form.tree import CellStyle, PageSetup, ParagraphStyle, RunStyle
from docgen.form.typst.text import joined, points

LIKELY = 0.45
"""What takes more than this part of a page, roughly, is measured before it is told to stay whole."""


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
class WrittenBlock:
    """A paragraph or table as source, but for the space above and below, which its neighbours decide."""

    source: str
    spec: ParagraphSpec | None = None
    height: float = 0.0
    """Roughly, in points."""
    new_page: str = ""
    """A page begins before it; the statement that begins it."""
    follows: bool = False
    """The rest of a paragraph that a page break cut."""
    function: str = ""
    """What makes a paragraph of the source."""


def flow(blocks: list[WrittenBlock], *, inside: bool) -> str:
    """Blocks one below another; `inside` a cell no page can begin, and the last space below counts."""
    statements: list[str] = []
    for index, block in enumerate(blocks):
        spec = block.spec
        if spec is None:
            if block.source:
                statements.append(block.source)
            continue
        above: float | None = None
        if block.new_page and not inside:
            statements.append(block.new_page)
            above = 0.0
        elif index == 0:
            above = 0.0
        if above is not None and spec.above and not block.follows:
            # At the top of a cell or of a page that was asked for, Typst would drop the space.
            statements.append(f"v({points(spec.above)})")
        options = f"above:{points(above)}," if above is not None and spec.above else ""
        last = inside and index == len(blocks) - 1 and spec.below
        if last:
            options += "below:0pt,"
        statements.append(f"{block.function}({options}{block.source})")
        if last:
            statements.append(f"v({points(spec.below)})")
    return joined(statements)


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
