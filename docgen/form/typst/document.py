"""One filled form as statements of Typst."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docgen.form.filled import (
    FilledBlock,
    FilledCell,
    FilledForm,
    FilledParagraph,
    FilledPiece,
    FilledRow,
    FilledSection,
    FilledTable,
)
from docgen.form.memory import Memory
from docgen.form.paragraphs import begins_page, neighbour
from docgen.form.tree import Borders, Break, Field, Picture, Tab, Text
from docgen.form.typst.base import PAGE_PATTERNS
from docgen.form.typst.blocks import (
    FRESH_PAGE,
    LIKELY,
    NEW_PAGE,
    SURE,
    WrittenBlock,
    begun,
    broken,
    flow,
    height_of,
    parted,
    plain_lines,
)
from docgen.form.typst.line import LineText
from docgen.form.typst.placed import placed_source
from docgen.form.typst.shapes import aligned_function, picture_source
from docgen.form.typst.spec_memory import SpecMemory
from docgen.form.typst.specs import PageSpec, ParagraphSpec
from docgen.form.typst.style import RunSpec
from docgen.form.typst.table import PlaceMarks, WrittenCell, WrittenRow, write_table
from docgen.form.typst.text import joined, points, string
from docgen.form.upright import line_length

TypstParagraphs = Memory[tuple[FilledParagraph, ParagraphSpec, float, float, bool], list[WrittenBlock]]
"""Paragraphs written before: what is the same in every document is the same object."""


@dataclass(slots=True)
class _SectionContext:
    """Where blocks stand: their section, and the part of it."""

    section: FilledSection
    name: str
    """Of the section's labels."""
    page: PageSpec
    part: str = ""
    """"header" or "footer" for what stands there."""


_HELD = 0.75
"""The part of a page that a cell is sure to have for lines that stay together, beside its table's heading."""


@dataclass(frozen=True, slots=True)
class TypstDocument:
    """Writes one document."""

    form: FilledForm
    specs: SpecMemory
    written: TypstParagraphs
    name: str
    """Stands before the names of the document's own labels."""
    marks: PlaceMarks | None = None
    """Collects where it is signed, where that is asked for."""

    def statements(self, title: str) -> str:
        """The whole document; `title` is its bookmark in a pack."""
        pages: list[tuple[_SectionContext, dict[str, str], list[WrittenBlock]]] = []
        for number, section in enumerate(self.form.sections):
            where = _SectionContext(section, f"{self.name}s{number}", self.specs.page(section, self.form.odd_and_even))
            running = self._running(where)
            blocks = parted(self._blocks(section.blocks, where, where.page.width, inside=False))
            if pages and section.starts == "continuous":
                pages[-1][2].extend(blocks)
            else:
                pages.append((where, running, blocks))
        bookmark = f",title:{string(title)}" if title else ""
        parts = []
        for index, (where, running, blocks) in enumerate(pages):
            head = [f"begin({string(self.name)}{bookmark})"] if index == 0 else []
            tail = [f"end({string(self.name)})"] if index == len(pages) - 1 else []
            parts += self._pages(where, running, blocks, head, tail)
        return "\n".join(parts)

    # ---------------------------------------------------------------- sections

    def _running(self, where: _SectionContext) -> dict[str, str]:
        """The headers and footers of a section by part and kind of page."""
        running: dict[str, str] = {}
        for part, groups in (("header", where.section.headers), ("footer", where.section.footers)):
            where.part = part
            for kind, blocks in groups.items():
                if blocks:
                    held = self._blocks(blocks, where, where.page.width, inside=True)
                    plain, lines = plain_lines(held)
                    running[f"{part}-{kind}"] = f"align({plain},{lines})" if plain else flow(held, inside=True)
        where.part = ""
        return running

    def _pages(
        self,
        where: _SectionContext,
        running: dict[str, str],
        blocks: list[WrittenBlock],
        head: list[str],
        tail: list[str],
    ) -> list[str]:
        section, setup = where.section, where.section.setup
        name = string(where.name)
        options = []
        tells: list[str] = []
        for part, room in (("header", setup.header), ("footer", setup.footer)):
            content = self._by_kind(section, running, part, name)
            if content and part == "header":
                tells = [f"[#metadata(() => {{{content}}})#label({string(where.name + 'h')})]"]
                content = f"context told({name})"
            if content:
                # One context for all that a page's number decides: what it comes to is then as quick as any other text.
                reckoned = "context " if re.search(r"\b(number|spanned|kinds)\(", content) else ""
                options.append(f"{part}:{part}({points(room)},{reckoned}{content})")
        statements = []
        if section.starts in ("odd", "even") and not head:
            statements.append(f'pagebreak(weak:true,to:"{section.starts}")')
        if setup.page_start is not None or head:
            statements.append(f"counter(page).update({setup.page_start if setup.page_start is not None else 1})")
        lower = f"v({points(where.page.opening)})" if where.page.opening else ""
        inner = [*head, *tells, f"begin({name})", lower, flow(blocks, inside=False), f"end({name})", *tail]
        body = "{" + ";".join(filter(None, inner)) + "}"
        statements.append(f"{where.page.function}({','.join([*options, body])})")
        return statements

    def _by_kind(self, section: FilledSection, running: dict[str, str], part: str, name: str) -> str:
        """A header or footer for all kinds of pages, "" where there is none."""
        found = {kind: running.get(f"{part}-{kind}", "") for kind in ("default", "first", "even")}
        if not any(found.values()):
            return ""
        default, first, even = (text or "[]" for text in found.values())
        if not (section.title_page or self.form.odd_and_even):
            return default
        first = f"({first},)" if section.title_page else "none"
        even = f"({even},)" if self.form.odd_and_even else "none"
        return f"kinds({name},{default},{first},{even})"

    # ---------------------------------------------------------------- blocks

    def _blocks(
        self,
        blocks: Sequence[FilledBlock],
        where: _SectionContext,
        width: float,
        *,
        inside: bool,
        upright: bool = False,
    ) -> list[WrittenBlock]:
        written: list[WrittenBlock] = []
        new_page = False
        for index, block in enumerate(blocks):
            if isinstance(block, FilledParagraph):
                spec = self.specs.paragraph(blocks, index, where.section.setup.grid_pitch, inside=inside)
                room = where.page.height * (_HELD if inside else 1)
                parts = self._paragraph(block, spec, where, width, room, upright=upright)
                behind = False
                if len(parts) > 1:
                    parts, behind = broken(parts, split_marks=self.form.split_marks)
                written += begun(parts) if new_page else parts
                new_page = behind
            else:
                made = self._table(block, where, inside=inside)
                if block.placed:
                    line = self._line_behind(blocks, index, where) if block.placed.at_foot else 0.0
                    made = WrittenBlock(placed_source(made.source, block.placed, where.page, where.part, line))
                if new_page or begins_page(block):
                    made = replace(made, new_page=NEW_PAGE if new_page else FRESH_PAGE)
                    new_page = False
                written.append(made)
        return written

    def _line_behind(self, blocks: Sequence[FilledBlock], index: int, where: _SectionContext) -> float:
        """The height of the line behind a table, 0 where no paragraph stands there."""
        if neighbour(blocks, index, 1) is None:
            return 0.0
        spec = self.specs.paragraph(blocks, index + 1, where.section.setup.grid_pitch, inside=False)
        return spec.above + spec.line

    def _paragraph(
        self,
        item: FilledParagraph,
        spec: ParagraphSpec,
        where: _SectionContext,
        width: float,
        room: float,
        *,
        upright: bool,
    ) -> list[WrittenBlock]:
        key = (item, spec, width, room, upright)
        known = self.written.get(key)
        if known is not None:
            return known
        grid = self.specs.grid(item, where.section.setup.grid_pitch)
        text = _ParagraphText(spec, width, room, upright=upright)
        lasting = True
        for run in (*item.label, *item.runs):
            text.begin(self.specs.run(item, run.style, grid))
            for piece in run.pieces:
                if isinstance(piece, Field):
                    text.source(self._field(piece, where), "0")
                    lasting = False
                else:
                    text.add(piece)
        blocks = text.ended()
        return self.written.keep(key, blocks) if lasting else blocks

    def _field(self, field: Field, where: _SectionContext) -> str:
        usual = where.section.setup.page_format if field.kind == "page" else "decimal"
        pattern = string(PAGE_PATTERNS.get(field.format or usual, "1"))
        if field.kind == "page":
            made = f"number({pattern})"
        else:
            made = f"spanned({string(self.name if field.kind == 'pages' else where.name)},{pattern})"
        return made if where.part else f"context {made}"

    # ---------------------------------------------------------------- tables

    def _table(self, table: FilledTable, where: _SectionContext, *, inside: bool) -> WrittenBlock:
        rows = [
            WrittenRow(row, [self._cell(cell, table.rows[y : y + cell.rows], table, where) for cell in row.cells])
            for y, row in enumerate(table.rows)
        ]
        setup = where.section.setup
        signed = list(self.marks.cells(table, rows, setup.height - setup.bottom)) if self.marks else []
        most = sum(row.most for row in rows) if inside else 0.0
        source = write_table(table, rows, where.page.height, signed)
        return WrittenBlock(source, None, sum(row.height for row in rows), most=most)

    def _cell(
        self, cell: FilledCell, rows: Sequence[FilledRow], table: FilledTable, where: _SectionContext
    ) -> WrittenCell:
        """A cell that covers these rows."""
        spec = self.specs.cell(cell)
        width = max(sum(table.columns[cell.column : cell.column + cell.span]) - spec.sides, 1.0)
        vertical = line_length(cell, rows, width + spec.sides)
        if vertical:
            blocks = self._blocks(cell.blocks, where, vertical, inside=True, upright=True)
            return WrittenCell(cell, spec, blocks, vertical, width, vertical=vertical)
        blocks = self._blocks(cell.blocks, where, width, inside=True)
        plain, lines = plain_lines(blocks)
        if not plain:
            return WrittenCell(cell, spec, blocks, height_of(blocks), width)
        function = aligned_function(spec, plain, self.specs.definitions)
        return WrittenCell(cell, spec, blocks, height_of(blocks), width, lines, function)


class _ParagraphText:
    """Collects the text of one paragraph; a page break in it begins another block."""

    def __init__(self, spec: ParagraphSpec, width: float, room: float, *, upright: bool) -> None:
        """`width` is that of the paragraph with its indents, `room` the height that it may have to stay whole;
        `upright` for vertical text."""
        self._upright = upright
        self._spec = spec
        self._width = width
        self._room = room
        self._line = self._new_line()
        self._run = RunSpec("text", "text", 10.5)
        self._blocks: list[WrittenBlock] = []
        self._tallest = 0.0
        """The greatest height of its runs' lines."""

    def begin(self, run: RunSpec) -> None:
        """A run begins."""
        self._run = run
        self._tallest = max(self._tallest, run.line)

    def source(self, source: str, stands_for: str = "") -> None:
        """Add what is Typst already."""
        self._line.source(source, self._run, stands_for)

    def add(self, piece: FilledPiece) -> None:
        """Add a piece of the run."""
        match piece:
            case Text(text):
                self._line.text(text, self._run)
            case Tab():
                self._line.tab(self._run)
            case Break(kind):
                if kind == "line":
                    self._line.break_line()
                else:
                    self._end_block()
            case Picture(media, width, height, name, alt):
                self.source(picture_source(media, width, height, alt or name))

    def ended(self) -> list[WrittenBlock]:
        """The paragraph's blocks: one, and one more for each page break in it."""
        self._end_block()
        return self._blocks

    def _end_block(self) -> None:
        spec, style, line = self._spec, self._spec.style, self._line
        if line.empty:
            source = spec.strut
        else:
            source = line.write(spec.tabs)
            if style.align == "distribute" and not self._upright:
                source = f"{{{source};linebreak(justify:true)}}"
        follows = bool(self._blocks)
        if follows and style.first_line:
            source = joined([f"h({points(-style.first_line)})", source])  # it is no paragraph's first line
        new_page = NEW_PAGE if follows else FRESH_PAGE if style.page_break_before else ""
        tallest = self._tallest or spec.line
        high, most = line.height(tallest), line.most(tallest)
        function = spec.function
        if spec.loose and high > LIKELY * self._room and most > SURE * self._room:
            function = f"together.with({points(self._width)},{points(self._room)},{spec.function},{spec.loose})"
        blank = line.empty and style.borders == Borders() and style.background is None
        self._blocks.append(WrittenBlock(source, spec, high, new_page, follows, blank, function, most=most))
        self._line = self._new_line()

    def _new_line(self) -> LineText:
        style = self._spec.style
        spread = self._upright and style.align == "distribute"
        return LineText(self._width - style.left - style.right, not style.word_wrap, self._upright, spread)
