"""One filled form as HTML, its paragraphs and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from docgen.form.filled import FilledBlock, FilledForm, FilledParagraph, FilledRun, FilledSection
from docgen.form.html.counters import page_counter
from docgen.form.html.css import StyleSheet, borders_css, line_css, points, run_css
from docgen.form.html.inline import RunTags, inline
from docgen.form.html.page import part_of, running
from docgen.form.html.placed import PagePart, placed, shifted
from docgen.form.html.table import table
from docgen.form.lines import Line, Typefaces, single, spaced
from docgen.form.memory import Memory
from docgen.form.paragraphs import begins_page, by_pages, grid_of, joined_box, neighbour, outside
from docgen.form.tree import Borders, Field, ParagraphStyle, RunStyle, Tab, Text

_Lines = tuple[Line, Line | None]
"""The line that a run holds open, and that of its Latin stretches where it is another."""

_NEW_PAGE = '<div class="pb"></div>'
"""Behind it a page begins."""

HtmlParagraphs = Memory[object, str]
"""Paragraphs written before, by what they depend on: what is the same in every document is the same object."""


@dataclass(slots=True)
class HtmlDocument:
    """Writes one document."""

    form: FilledForm
    faces: Typefaces
    sheet: StyleSheet
    written: HtmlParagraphs
    grid: float | None = None
    """Pitch of the section's document grid."""
    page_format: str = "decimal"
    page: str = ""
    """Name of the section's pages."""
    upright: bool = False
    """What is being written is vertical text."""

    def body(self) -> str:
        """All sections; each but a continuous one has pages of its own."""
        return "".join(
            part for number, section in enumerate(self.form.sections) for part in self._section(number, section)
        )

    def _section(self, number: int, section: FilledSection) -> Iterator[str]:
        self.grid = section.setup.grid_pitch
        self.page_format = section.setup.page_format
        first = not self.page
        fresh = first or section.starts != "continuous"
        if fresh:
            self.page = f"s{number}"
        css = [f"page:{self.page}"]
        if section.starts in ("odd", "even") and not first:
            css.append(f"break-before:{'right' if section.starts == 'odd' else 'left'}")
        yield f'<div class="{self.sheet.name("o", ";".join(css))}">'
        if fresh:
            yield from running(section, self.page, self.form.odd_and_even, self.sheet, self.line, self.blocks)
        yield from self.blocks(section.blocks, part_of(section, "default", self.line))
        yield "</div>"

    def _inside(self, blocks: Sequence[FilledBlock], upright: bool) -> Iterator[str]:
        self.upright = upright
        yield from self.blocks(blocks)
        self.upright = False

    def blocks(self, blocks: Sequence[FilledBlock], on: PagePart | None = None) -> Iterator[str]:
        """Paragraphs and tables; `on` is the part of the page that they stand on, None in a cell."""
        for index, block in enumerate(blocks):
            if isinstance(block, FilledParagraph):
                flows = on is not None and on.part == "text"
                yield self._paragraph(block, neighbour(blocks, index, -1), neighbour(blocks, index, 1), flows=flows)
            elif block.placed and on:
                made = table(shifted(block, on), self.sheet, self._inside)
                yield from placed(made, block, on, self.sheet, self._line_behind(blocks, index))
            else:
                if on and on.part == "text" and begins_page(block):
                    yield _NEW_PAGE
                yield from table(block, self.sheet, self._inside)

    def _line_behind(self, blocks: Sequence[FilledBlock], index: int) -> float:
        """The height of the line behind a table, 0 where no paragraph stands there."""
        item = neighbour(blocks, index, 1)
        return item.style.before + self.line(item, item.mark).height if item else 0.0

    def line(self, item: FilledParagraph, style: RunStyle, *, latin: bool = False) -> Line:
        """The line that a run of this style holds open in this paragraph."""
        return spaced(item.style, self._natural(style, latin), grid_of(item, self.grid, self._natural))

    def _natural(self, style: RunStyle, latin: bool) -> Line:
        face = self.faces.typeface(style.latin if latin else style.east, bold=style.bold, italic=style.italic)
        return single(face, style.size)

    # ---------------------------------------------------------------- paragraphs

    def _paragraph(
        self, item: FilledParagraph, before: FilledParagraph | None, after: FilledParagraph | None, *, flows: bool
    ) -> str:
        """One paragraph; its neighbours decide about joined borders and contextual spacing. `flows`: it stands in the
        text of pages."""
        box, above, below = joined_box(item, before, after)
        key = (item, box, above, below, self.grid, self.page_format, self.page, flows, self.upright)
        known = self.written.get(key)
        if known is not None:
            return known
        asked = self.sheet.asked
        parts = by_pages(item, split_marks=self.form.split_marks)
        written = [
            "".join(self._parts(part, box, above, below, flows=flows, rest=at > 0)) if part else ""
            for at, part in enumerate(parts)
        ]
        made = (_NEW_PAGE if flows else "").join(written)
        # What needs rules of this document's own is not the same in another one.
        return made if self.sheet.asked != asked else self.written.keep(key, made)

    def _parts(
        self, item: FilledParagraph, box: Borders, above: float, below: float, *, flows: bool, rest: bool = False
    ) -> Iterator[str]:
        """A paragraph, or the `rest` of one behind a page break."""
        style = replace(item.style, first_line=0.0, page_break_before=False) if rest else item.style
        runs = (*item.label, *item.runs)
        mark = self.line(item, item.mark)
        exact = style.line_rule == "exact"
        lines = {run: (mark, None) if exact else self._run_line(item, run) for run in runs}
        # The block's own line is always there in CSS: the least of its runs', so that none is made higher by it.
        base = min(
            (line for pair in lines.values() for line in pair if line), key=lambda line: line.height, default=mark
        )
        same = all(east == base and latin in (None, base) for east, latin in lines.values())
        css = [
            line_css(base),
            *_paragraph_css(style, box, above, below, flows=flows),
            f"min-height:{points(mark.height)}",
        ]
        name = self.sheet.name("p", ";".join(css))
        element = "p" if style.outline_level is None else f"h{min(style.outline_level, 5) + 1}"
        yield f'<{element} class="{name}"{self._tab_stops(item, runs)}>'
        tags = {run: self._tags(run.style, None if same else lines[run]) for run in runs}
        yield from inline(runs, tags.__getitem__, self._field, self.sheet, upright=self.upright)
        if not runs:
            yield "<br>"
        yield f"</{element}>"

    def _run_line(self, item: FilledParagraph, run: FilledRun) -> _Lines:
        """The line of a run, and that of its Latin stretches where it is another."""
        east, latin = (self.line(item, run.style, latin=latin) for latin in (False, True))
        scripts = {char < "\u2000" for piece in run.pieces if isinstance(piece, Text) for char in piece.text}
        if scripts == {True}:
            return latin, None
        if scripts == {False}:
            return east, None
        return east, latin if latin != east else None

    def _tab_stops(self, item: FilledParagraph, runs: Sequence[FilledRun]) -> str:
        style = item.style
        tabbed = any(isinstance(piece, Tab) for run in runs for piece in run.pieces)
        if not (style.tabs or style.left or tabbed):
            return ""
        stops = ",".join(f"{stop.position:g}:{stop.align}:{escape(stop.leader)}" for stop in style.tabs)
        return f' data-t="{style.left:g};{self.form.default_tab:g};{stops}"'

    # ---------------------------------------------------------------- runs

    def _tags(self, style: RunStyle, lines: _Lines | None) -> RunTags:
        css, latin = run_css(style, self.faces)
        start, end = f'<span class="{self.sheet.name("r", css, latin)}">', "</span>"
        if not lines:
            return RunTags(start, end, bool(latin))
        line = self.sheet.name("z", line_css(lines[1])) if latin and lines[1] else ""
        start = f'<span class="{self.sheet.name("s", line_css(lines[0]))}">{start}'
        return RunTags(start, "</span></span>", bool(latin), line)

    def _field(self, field: Field) -> str:
        shape = field.format or (self.page_format if field.kind == "page" else "decimal")
        if field.kind == "section_pages":
            return f'<span class="sp {self.page}" data-f="{escape(shape)}">1</span>'
        return f'<span class="{page_counter(self.sheet, field.kind, shape)}"></span>'


def _paragraph_css(style: ParagraphStyle, box: Borders, above: float, below: float, *, flows: bool) -> Iterator[str]:
    """`flows`: it stands in the text of pages; in a cell what keeps with the next paragraph is the row."""
    # Word's border stands outside the text's indent, at its own space from the text.
    left = style.left - outside(box.left)
    right = style.right - outside(box.right)
    if above or right or below or left:
        yield f"margin:{points(above)} {points(right)} {points(below)} {points(left)}"
    yield from borders_css(box)
    spaces = [side.space if side else 0.0 for side in (box.top, box.right, box.bottom, box.left)]
    if any(spaces):
        yield "padding:" + " ".join(points(value) for value in spaces)
    if style.background:
        yield f"background-color:#{style.background}"
    if style.first_line:
        yield f"text-indent:{points(style.first_line)}"
    align = "justify" if style.align == "distribute" else style.align
    yield f"text-align:{align}"
    if style.align == "distribute":
        yield "text-align-last:justify"
    if style.keep_next and flows:
        yield "break-after:avoid"
    if style.keep_lines:
        yield "break-inside:avoid"
    if style.page_break_before:
        yield "break-before:page"
    if style.widow_control:
        yield "orphans:2;widows:2"
    if not style.word_wrap:
        yield "word-break:break-all"
