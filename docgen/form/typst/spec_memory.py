"""How the styles of one form are written for Typst: made once each, and defined in the form's preamble.

They are kept by the identity of the styles they are made of, which each holds on to: comparing styles would take longer
than writing what they are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docgen.form.filled import FilledBlock, FilledCell, FilledParagraph, FilledSection
from docgen.form.lines import Line, LineGrid, Typefaces, single, spaced
from docgen.form.memory import Memory
from docgen.form.paragraphs import grid_of, joined_box, neighbour
from docgen.form.rows import height
from docgen.form.tree import Borders, ParagraphStyle, RunStyle
from docgen.form.typst.shapes import (
    cell_spec,
    inside_cell,
    page_function,
    paragraph_function,
    plain_alignment,
    tab_arguments,
)
from docgen.form.typst.specs import CellSpec, PageSpec, ParagraphSpec
from docgen.form.typst.style import Definitions, RunSpec
from docgen.form.typst.text import points

_NO_BORDERS = Borders()


class SpecMemory:
    """Those of one form."""

    def __init__(self, faces: Typefaces, default_tab: float) -> None:
        self.definitions = Definitions(faces)
        self._default_tab = default_tab
        self._runs: Memory[object, tuple[RunSpec, object, object]] = Memory()
        self._paragraphs: Memory[object, ParagraphSpec] = Memory()
        self._cells: Memory[int, CellSpec] = Memory()
        self._pages: Memory[object, PageSpec] = Memory()

    def grid(self, item: FilledParagraph, pitch: float | None) -> LineGrid | None:
        """The document grid for the lines of a paragraph."""
        return grid_of(item, pitch, self._natural)

    def _natural(self, style: RunStyle, latin: bool) -> Line:
        family = style.latin if latin else style.east
        face = self.definitions.faces.typeface(family, bold=style.bold, italic=style.italic)
        return single(face, style.size)

    def line(self, item: FilledParagraph, style: RunStyle, grid: LineGrid | None, *, latin: bool = False) -> Line:
        """The line that a run of this style holds open in this paragraph."""
        return spaced(item.style, self._natural(style, latin), grid)

    def run(self, item: FilledParagraph, style: RunStyle, grid: LineGrid | None) -> RunSpec:
        """How a run of this style is written in this paragraph."""
        key = (id(style), id(item.style), grid)
        known = self._runs.get(key)
        if known is None:
            east, latin = (self.line(item, style, grid, latin=latin) for latin in (False, True))
            known = self._runs.keep(key, (self.definitions.run(style, east, latin), style, item.style))
        return known[0]

    def paragraph(
        self, blocks: Sequence[FilledBlock], index: int, grid: float | None, *, inside: bool
    ) -> ParagraphSpec:
        """How the paragraph at `index` is written between its neighbours, `inside` a cell, a header or a footer."""
        item = blocks[index]
        assert isinstance(item, FilledParagraph)
        style = item.style
        place = (id(style), id(item.mark), grid, inside)
        known = self._paragraphs.get(place)
        if known is not None:
            return known
        box, above, below = joined_box(item, neighbour(blocks, index, -1), neighbour(blocks, index, 1))
        # Most paragraphs are the same whatever stands beside them.
        alone = not style.contextual_spacing and box == _NO_BORDERS == style.borders
        key: object = place if alone else (*place, box, above, below)
        known = self._paragraphs.get(key)
        if known is not None:
            return known
        empty = self.line(item, item.mark, self.grid(replace(item, runs=(), label=()), grid))
        shown = inside_cell(style) if inside else style
        function = paragraph_function(shown, box, above, below)
        loose = paragraph_function(replace(shown, keep_lines=False), box, above, below) if style.keep_lines else ""
        free = paragraph_function(replace(shown, keep_next=False), box, above, below) if _parts(shown, box) else ""
        made = ParagraphSpec(
            style,
            item.mark,
            self.definitions.define("p", function),
            above,
            below,
            f"strut({points(empty.above)}, {points(empty.below)})",
            empty.height,
            tab_arguments(style, self._default_tab),
            plain_alignment(function, style.align),
            empty.below,
            self.definitions.define("p", free) if free else "",
            self.definitions.define("p", loose) if loose else "",
        )
        return self._paragraphs.keep(key, made)

    def cell(self, cell: FilledCell) -> CellSpec:
        """How a cell is written."""
        key = id(cell.style)
        return self._cells.get(key) or self._cells.keep(key, cell_spec(cell, self.definitions))

    def page(self, section: FilledSection, odd_and_even: bool) -> PageSpec:
        """How a section's pages are made."""
        kinds = ["default", *(["first"] if section.title_page else []), *(["even"] if odd_and_even else [])]
        heads = [section.headers.get(kind, ()) for kind in kinds]
        feet = [section.footers.get(kind, ()) for kind in kinds]
        key = (id(section.setup), *heads, *feet)
        known = self._pages.get(key)
        if known is not None:
            return known
        high = {kind: self._height(blocks, section) for kind, blocks in zip(kinds, heads, strict=True)}
        first = high.pop("first", 0.0)
        setup = section.setup
        source, top, bottom = page_function(
            setup, max(high.values()), max(self._height(blocks, section) for blocks in feet)
        )
        opening = max(setup.header + first - top, 0.0) if first else 0.0
        width, room = setup.width - setup.left - setup.gutter - setup.right, setup.height - top - bottom
        function = self.definitions.define("g", source)
        return self._pages.keep(key, PageSpec(setup, function, width, room, top, bottom, opening))

    def _height(self, blocks: Sequence[FilledBlock], section: FilledSection) -> float:
        pitch = section.setup.grid_pitch
        return height(lambda item, style: self.line(item, style, self.grid(item, pitch)), blocks)


def _parts(style: ParagraphStyle, box: Borders) -> bool:
    """Whether a paragraph that stays with the next one may be parted (`blocks.parted`): no ink reaches to the next one,
    and all its lines reach as far down."""
    parting = style.keep_next and not style.keep_lines and style.align != "distribute"
    return parting and style.line_rule == "exact" and style.background is None and box == _NO_BORDERS
