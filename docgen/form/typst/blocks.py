"""Writes the blocks of a form as text with marks (a Jinja template), and notes what each mark stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from docgen.form.lines import Line, border_width, single, spaced
from docgen.form.paragraphs import neighbour, outside, same_box, text_size
from docgen.form.rows import height, keeps_next
from docgen.form.tree import (
    Block,
    Borders,
    Break,
    Cell,
    Field,
    Form,
    Paragraph,
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
    Text,
)
from docgen.form.typst.specs import CellSpec, ParagraphSpec, SectionSpec, Specs, TableSpec
from docgen.form.typst.style import Styles, stroke
from docgen.form.typst.text import literal, mark, points, string

FILTER = "docgen_rich"
"""The filter that a tag {{r }} is written with; its argument is the number of the run it stands in."""


class Writer:
    """Writes one form."""

    def __init__(self, form: Form, styles: Styles, media: Mapping[str, str]) -> None:
        self.form = form
        self.media = media
        self.styles = styles
        self.specs = Specs(styles, [], [], [], [], [], [])
        self.grid: float | None = None
        self.page_format = "decimal"
        self.section = 0
        self.rich: list[tuple[Paragraph, RunStyle, float | None]] = []
        """Where a value may bring runs of its own: the paragraph, the style and the document grid."""

    def sections(self) -> Iterator[str]:
        """All sections, each between S and s."""
        for number, section in enumerate(self.form.sections):
            self.grid = section.setup.grid_pitch
            self.page_format = section.setup.page_format
            self.section = number
            self.specs.sections.append(self._section(section, number))
            yield mark("S", number)
            for part, groups in (("h", section.headers), ("f", section.footers)):
                for kind, blocks in groups.items():
                    if blocks and kind in ("default", "first", "even"):
                        yield mark("P", f"{part}-{kind}")
                        yield from self.blocks(blocks)
                        yield mark("Q")
            yield from self.blocks(section.blocks)
            yield mark("s")

    def _section(self, section: Section, number: int) -> SectionSpec:
        setup = section.setup
        kinds = ["default", *(["first"] if section.title_page else []), *(["even"] if self.form.odd_and_even else [])]
        heads = [height(self.line, section.headers[kind]) for kind in kinds if section.headers.get(kind)]
        feet = [height(self.line, section.footers[kind]) for kind in kinds if section.footers.get(kind)]
        # A header taller than its place pushes the text down, a footer pushes its end up.
        top = max([setup.top, *(setup.header + head for head in heads)])
        bottom = max([setup.bottom, *(setup.footer + foot for foot in feet)])
        left = setup.left + setup.gutter
        margin = f"top: {points(top)}, right: {points(setup.right)}, bottom: {points(bottom)}, left: {points(left)}"
        source = (
            f"page.with(width: {points(setup.width)}, height: {points(setup.height)}, margin: ({margin}), "
            "header-ascent: 0pt, footer-descent: 0pt)"
        )
        width, room = setup.width - left - setup.right, setup.height - top - bottom
        return SectionSpec(self.styles.define("g", source), number, section, self.form.odd_and_even, width, room)

    def blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Paragraphs, tables and the statements between them."""
        for index, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                yield from self.paragraph(block, neighbour(blocks, index, -1), neighbour(blocks, index, 1))
            elif isinstance(block, Table):
                yield from self.table(block)
            else:
                yield block.source

    # ---------------------------------------------------------------- paragraphs

    def line(self, paragraph: Paragraph, style: RunStyle, *, latin: bool = False) -> Line:
        """The line that a run of this style holds open in this paragraph."""
        return self._line(paragraph, style, self.grid, latin)

    def _line(self, paragraph: Paragraph, style: RunStyle, grid: float | None, latin: bool) -> Line:
        face = self.styles.faces.typeface(style.latin if latin else style.east, bold=style.bold, italic=style.italic)
        return spaced(paragraph.style, single(face, style.size), grid)

    def run(self, paragraph: Paragraph, style: RunStyle) -> int:
        """The number of a run's style in this paragraph."""
        return self.styles.run(style, self.line(paragraph, style), self.line(paragraph, style, latin=True))

    def paragraph(self, item: Paragraph, before: Paragraph | None, after: Paragraph | None) -> Iterator[str]:
        """One paragraph between p and q; its neighbours decide about joined borders and contextual spacing."""
        spec = self._paragraph(item, before, after)
        if spec not in self.specs.paragraphs:
            self.specs.paragraphs.append(spec)
        yield mark("p", self.specs.paragraphs.index(spec))
        for run in item.runs:
            if isinstance(run, Tag):
                yield run.source
                continue
            yield mark("r", self.run(item, run.style))
            for piece in run.pieces:
                yield self._piece(piece, item, run.style)
        yield mark("q")

    def _paragraph(self, item: Paragraph, before: Paragraph | None, after: Paragraph | None) -> ParagraphSpec:
        style = item.style
        above, below = style.before, style.after
        if style.contextual_spacing:
            above = 0.0 if before is not None and before.style == style else above
            below = 0.0 if after is not None and after.style == style else below
        box = Borders(
            None if before is not None and same_box(before, item) else style.borders.top,
            style.borders.right,
            None if after is not None and same_box(item, after) else style.borders.bottom,
            style.borders.left,
        )
        lines = [self.line(item, run.style) for run in item.runs if isinstance(run, Run)]
        empty = self.line(item, item.mark)
        label_run = self.run(item, style.numbering.style) if style.numbering else 0
        tabs = ", ".join(
            (
                points(style.left),
                points(style.first_line),
                points(self.form.default_tab or 21.0),
                f"({''.join(_stop(stop.position, stop.align, stop.leader) for stop in style.tabs)})",
            )
        )
        function = self._paragraph_function(item, box, above, below)
        return ParagraphSpec(
            self.styles.define("p", function),
            above,
            below,
            f"strut({points(empty.above)}, {points(empty.below)})",
            max((line.height for line in lines), default=empty.height),
            tabs,
            style.left + style.right,
            _plain(function, style.align),
            style.page_break_before,
            style.align == "distribute",
            not style.word_wrap,
            style.numbering,
            label_run,
        )

    def _alone(self, item: Paragraph) -> str:
        """`ParagraphSpec.plain` of a cell's paragraph."""
        style = item.style
        return _plain(self._paragraph_function(item, style.borders, style.before, style.after), style.align)

    def _paragraph_function(self, item: Paragraph, box: Borders, above: float, below: float) -> str:
        style = item.style
        options = []
        body = "body"
        if style.first_line and style.align in ("center", "right"):
            # Typst indents lines only where they begin at the margin.
            body = f"h({points(style.first_line)}) + body"
        elif style.first_line:
            options.append(f"first-line-indent: (amount: {points(style.first_line)}, all: true)")
        if style.align in ("justify", "distribute"):
            options.append("justify: true")
        inner = f"par({''.join(f'{option}, ' for option in options)}{body})"
        if style.align in ("center", "right"):
            inner = f"align({style.align}, {inner})"
        if not style.widow_control:
            inner = f"text(costs: (orphan: 0%, widow: 0%), {inner})"
        settings = ["width: 100%, above: above, below: below"]
        sides = (("top", box.top), ("right", box.right), ("bottom", box.bottom), ("left", box.left))
        drawn = [(name, side) for name, side in sides if border_width(side) > 0]
        inset = {name: (side.space if side else 0.0) + border_width(side) for name, side in sides}
        indent = {"left": style.left - outside(box.left), "right": style.right - outside(box.right)}
        if drawn:
            settings.append(f"stroke: ({', '.join(f'{name}: {stroke(side)}' for name, side in drawn)})")
        if style.background:
            settings.append(f'fill: rgb("{style.background}")')
        if not drawn and not style.background:
            inset["left"] += indent["left"]
            inset["right"] += indent["right"]
            indent = {"left": 0.0, "right": 0.0}
        insets = ", ".join(f"{name}: {points(value)}" for name, value in inset.items() if value)
        if insets:
            settings.append(f"inset: ({insets})")
        if style.keep_next:
            settings.append("sticky: true")
        if style.keep_lines:
            settings.append("breakable: false")
        made = f"block({', '.join(settings)}, {inner})"
        if len(settings) == 1 and not (above or below) and style.outline_level is None:
            # Most of all paragraphs, those in cells among them: nothing stands around them.
            return f"body => {inner}"
        if any(indent.values()):
            # The block's own spacing must not be lost inside the one that moves it.
            made = made.replace("above: above, below: below", "above: 0pt, below: 0pt")
            pads = f"left: {points(indent['left'])}, right: {points(indent['right'])}"
            made = f"block(width: 100%, above: above, below: below, pad({pads}, {made}))"
        if style.outline_level is not None:
            made = f"heading(level: {min(style.outline_level, 5) + 1}, {made})"
            made = f"block(above: above, below: below, {made})"
        return f"(above: {points(above)}, below: {points(below)}, body) => {made}"

    def _piece(self, piece: Piece, paragraph: Paragraph, style: RunStyle) -> str:
        if isinstance(piece, Text):
            return literal(piece.text)
        if isinstance(piece, Tag):
            if not (piece.rich and piece.is_output):
                return piece.source
            place = (paragraph, style, self.grid)
            if place not in self.rich:
                self.rich.append(place)
            return f"{{{{ ({piece.source[2:-2].strip('-+ ')})|{FILTER}({self.rich.index(place)}) }}}}"
        if isinstance(piece, Break):
            return "\n" if piece.kind == "line" else mark("n")
        if isinstance(piece, Tab):
            return "\t"
        if isinstance(piece, Field):
            return mark("x", piece.kind, self.section)
        return self._picture(piece)

    def _picture(self, piece: Picture) -> str:
        path = self.media.get(piece.media, "missing")
        size = f"width: {points(piece.width)}, height: {points(piece.height)}"
        alt = f", alt: {string(piece.alt or piece.name)}" if piece.alt or piece.name else ""
        source = f'box(image("/{path}", {size}, fit: "stretch"{alt}))'
        if source not in self.specs.images:
            self.specs.images.append(source)
        return mark("i", self.specs.images.index(source))

    def rich_line(self, paragraph: Paragraph, style: RunStyle, grid: float | None, latin: bool) -> Line:
        """The line of a run that a value brings."""
        return self._line(paragraph, style, grid, latin)

    # ---------------------------------------------------------------- tables

    def table(self, item: Table) -> Iterator[str]:
        """A table between T and U, its rows between R and E, its cells between C and D, its heading ended by H."""
        from docgen.form.rows import header_rows

        border = max(
            (
                border_width(cell.borders.bottom)
                for row in item.rows
                if isinstance(row, TableRow)
                for cell in _cells(row)
            ),
            default=0.0,
        )
        spec = TableSpec(replace(item, rows=()), item.align, border)
        self.specs.tables.append(spec)
        yield mark("T", len(self.specs.tables) - 1)
        head = header_rows(item.rows)
        for index, row in enumerate(item.rows):
            if index == head and head:
                yield mark("H")
            if isinstance(row, Tag):
                yield row.source
            else:
                yield from self._row(row)
        yield mark("U")

    def _row(self, row: TableRow) -> Iterator[str]:
        self.specs.rows.append((replace(row, cells=()), keeps_next(row)))
        yield mark("R", len(self.specs.rows) - 1)
        for cell in row.cells:
            if isinstance(cell, Tag):
                yield cell.source
                continue
            spec = self._cell(cell)
            if spec not in self.specs.cells:
                self.specs.cells.append(spec)
            span, merge, background = (_tagged(value) for value in (cell.span, cell.merge or "", cell.background or ""))
            yield mark("C", self.specs.cells.index(spec), span, merge, background)
            yield from self.blocks(cell.blocks)
            yield mark("D")
        yield mark("E")

    def _cell(self, cell: Cell) -> CellSpec:
        borders = cell.borders
        top, right, bottom, left = cell.margins
        # Typst's lines take no room; Word's take their width once a row.
        top += border_width(borders.top) or border_width(borders.bottom)
        left, right = max(left, border_width(borders.left) / 2), max(right, border_width(borders.right) / 2)
        sides = (("top", borders.top), ("right", borders.right), ("bottom", borders.bottom), ("left", borders.left))
        strokes = ", ".join(f"{name}: {stroke(side)}" for name, side in sides)
        inset = f"top: {points(top)}, right: {points(right)}, bottom: {points(bottom)}, left: {points(left)}"
        align = {"top": "top", "center": "horizon", "bottom": "bottom"}[cell.align]
        source = f"table.cell.with(inset: ({inset}), stroke: ({strokes}), align: left + {{}})"
        function = self.styles.define("c", source.format(align))
        tall = self.styles.define("c", source.format("top"))
        aligned = {
            plain: self.styles.define("c", f"{function}.with(align: {plain} + {align})")
            for plain in dict.fromkeys(self._alone(block) for block in cell.blocks if isinstance(block, Paragraph))
            if plain
        }
        vertical = text_size(cell) * 1.02 if cell.direction == "vertical" else 0.0
        return CellSpec(function, aligned, left + right, top + bottom, cell.width, align, tall, vertical)


def _plain(function: str, align: str) -> str:
    """The alignment of a paragraph whose function does nothing but align it."""
    if function == "body => par(body)":
        return "left"
    return align if function == f"body => align({align}, par(body))" else ""


def _stop(position: float, align: str, leader: str) -> str:
    return f'({points(position)}, "{align}", {string(leader)}),'


def _tagged(value: object) -> str:
    return value.source if isinstance(value, Tagged) else str(value)


def _cells(row: TableRow) -> list[Cell]:
    return [cell for cell in row.cells if isinstance(cell, Cell)]
