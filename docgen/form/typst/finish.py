"""Turns a rendered form (text with marks) into Typst source: the only place that writes any for a document.

Whatever a value says, source is made of the writer's own tables, of numbers and colours that were checked, and of
string literals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from docgen.form.numerals import numeral
from docgen.form.typst.base import PAGE_PATTERNS
from docgen.form.typst.line import LineText
from docgen.form.typst.specs import Block, ParagraphSpec, SectionSpec, Specs
from docgen.form.typst.style import RunSpec
from docgen.form.typst.table import CellPart, RowPart, colour, write_table
from docgen.form.typst.text import TOKEN, joined, points, string

_PLACES = re.compile(r"([^%]+|%(?!\d))|%(\d)")
_LEVELS = 9
_KNOWN = 4096
"""How many finished paragraphs are remembered: titles, labels and grades stand in every document."""


@dataclass(slots=True)
class Finisher:
    """Finishes one document."""

    specs: Specs
    name: str = "d"
    """Stands before the names of the document's own labels."""
    rich: list[RunSpec] = field(default_factory=list)
    title: str = ""
    """Its bookmark in a pack."""
    tokens: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    at: int = 0
    running: bool = False
    """A header or footer is being written."""
    counts: dict[str, list[int]] = field(default_factory=dict)
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _formats: dict[tuple[str, int], str] = field(default_factory=dict)

    def finish(self, stream: str) -> str:
        """Source of the whole document, a sequence of statements."""
        self.tokens = TOKEN.findall(stream)
        self.at = 0
        self.counts = {}
        self._starts, self._formats = _levels(self.specs)
        pages: list[tuple[SectionSpec, dict[str, str], list[Block]]] = []
        total = len(self.tokens)
        while self.at < total:
            kind, argument = self.tokens[self.at][2:4]
            self.at += 1
            if kind != "S":
                continue
            spec = self.specs.sections[int(argument)]
            running, blocks = self._section(spec)
            if pages and spec.section.starts == "continuous":
                pages[-1][2].extend(blocks)
            else:
                pages.append((spec, running, blocks))
        bookmark = f",title:{string(self.title)}" if self.title else ""
        first = f"begin({string(self.name)}{bookmark})"
        last = f"end({string(self.name)})"
        parts = []
        for index, (spec, running, blocks) in enumerate(pages):
            head = [first] if index == 0 else []
            tail = [last] if index == len(pages) - 1 else []
            parts += self._pages(spec, running, blocks, head, tail, index == 0)
        return "\n".join(parts)

    # ---------------------------------------------------------------- sections

    def _section(self, spec: SectionSpec) -> tuple[dict[str, str], list[Block]]:
        running: dict[str, str] = {}
        blocks: list[Block] = []
        while self.at < len(self.tokens):
            kind, argument = self.tokens[self.at][2:4]
            if kind == "s":
                self.at += 1
                break
            if kind == "P":
                self.at += 1
                self.running = True
                held = self._blocks("Q", spec, spec.width)
                plain, lines = _plain(held)
                running[argument] = f"align({plain},{lines})" if plain else _flow(held, inside=True)
                self.running = False
            else:
                blocks += self._blocks("sP", spec, spec.width, keep_end=True)
        return running, blocks

    def _pages(
        self,
        spec: SectionSpec,
        running: dict[str, str],
        blocks: list[Block],
        head: list[str],
        tail: list[str],
        first: bool,
    ) -> list[str]:
        setup = spec.section.setup
        name = string(f"{self.name}s{spec.number}")
        options = []
        for part, room in (("header", setup.header), ("footer", setup.footer)):
            content = self._running(spec, running, part[0], name)
            if content:
                # One context for all that a page's number decides: what it comes to is then as quick as any other text.
                context = "context " if re.search(r"\b(number|spanned|kinds)\(", content) else ""
                options.append(f"{part}:{part}({points(room)},{context}{content})")
        statements = []
        if spec.section.starts in ("odd", "even") and not first:
            statements.append(f'pagebreak(weak:true,to:"{spec.section.starts}")')
        if setup.page_start is not None or first:
            statements.append(f"counter(page).update({setup.page_start if setup.page_start is not None else 1})")
        inner = [*head, f"begin({name})", _flow(blocks, inside=False), f"end({name})", *tail]
        body = "{" + ";".join(filter(None, inner)) + "}"
        statements.append(f"{spec.function}({','.join([*options, body])})")
        return statements

    def _running(self, spec: SectionSpec, running: dict[str, str], part: str, name: str) -> str:
        default = running.get(f"{part}-default", "[]")
        first = f"({running.get(f'{part}-first', '[]')},)" if spec.section.title_page else "none"
        even = f"({running.get(f'{part}-even', '[]')},)" if spec.odd_and_even else "none"
        if not any(key[0] == part for key in running):
            return ""
        if first == even == "none":
            return default
        return f"kinds({name},{default},{first},{even})"

    # ---------------------------------------------------------------- blocks

    def _blocks(self, ends: str, section: SectionSpec, width: float, *, keep_end: bool = False) -> list[Block]:
        blocks: list[Block] = []
        while self.at < len(self.tokens):
            number, held, kind, argument, _ = self.tokens[self.at]
            if kind and kind in ends:
                if not keep_end:
                    self.at += 1
                break
            self.at += 1
            if number:
                blocks += self._paragraph(int(number), held, section, width)
            elif kind == "T":
                blocks.append(self._table(int(argument), section, width))
        return blocks

    def _paragraph(self, number: int, held: str, section: SectionSpec, width: float) -> list[Block]:
        key = (number, held, width)
        known = self.specs.known.get(key)
        if known is not None:
            return known
        spec = self.specs.paragraphs[number]
        room = width - spec.indents
        line = LineText(room, spec.break_words)
        run = self.specs.styles.runs[spec.label_run] if self.specs.styles.runs else RunSpec("text", "text", 10.5)
        lasting = not spec.label
        if spec.label:
            self._label(spec, line)
        blocks: list[Block] = []
        for _, _, kind, argument, text in TOKEN.findall(held):
            if text:
                line.text(text, run)
            elif kind == "r":
                run = self.specs.styles.runs[int(argument)]
            elif kind == "R":
                run = self.rich[int(argument)]
                lasting = False
            elif kind == "x":
                line.source(self._field(argument, section), run, "0")
                lasting = False
            elif kind == "i":
                line.source(self.specs.images[int(argument)], run)
            elif kind == "n":
                blocks.append(self._written(spec, line, blocks))
                line = LineText(room, spec.break_words)
        blocks.append(self._written(spec, line, blocks))
        if lasting:
            if len(self.specs.known) >= _KNOWN:
                self.specs.known.clear()
            self.specs.known[key] = blocks
        return blocks

    def _written(self, spec: ParagraphSpec, line: LineText, before: list[Block]) -> Block:
        if line.empty:
            source = spec.strut
        else:
            source = line.write(spec.tabs)
            if spec.distribute:
                source = f"{{{source};linebreak(justify:true)}}"
        new_page = "pagebreak()" if before else "pagebreak(weak:true)" if spec.new_page else ""
        return Block(source, spec, line.height(spec.line), new_page, follows=bool(before))

    def _label(self, spec: ParagraphSpec, line: LineText) -> None:
        level = spec.label
        if level is None:
            return
        counts = self.counts.setdefault(
            level.list_id, [self._starts.get((level.list_id, at), 1) - 1 for at in range(_LEVELS)]
        )
        counts[level.level] += 1
        for below in range(level.level + 1, _LEVELS):
            counts[below] = self._starts.get((level.list_id, below), 1) - 1
        if level.format in ("bullet", "none"):
            text = level.pattern
        else:
            text = "".join(
                plain or self._numeral(level.list_id, int(place) - 1) for plain, place in _PLACES.findall(level.pattern)
            )
        run = self.specs.styles.runs[spec.label_run]
        if text:
            line.text(text, run)
        if level.suffix == "tab" and text:
            line.tab(None)
        elif level.suffix == "space" and text:
            line.text(" ", run)

    def _numeral(self, list_id: str, level: int) -> str:
        counts = self.counts[list_id]
        return numeral(self._formats.get((list_id, level), "decimal"), counts[level]) if 0 <= level < _LEVELS else ""

    def _field(self, argument: str, section: SectionSpec) -> str:
        kind = argument.partition(";")[0]
        if kind == "page":
            made = f"number({string(PAGE_PATTERNS.get(section.section.setup.page_format, '1'))})"
        else:
            made = f"spanned({string(self.name if kind == 'pages' else f'{self.name}s{section.number}')})"
        return made if self.running else f"context {made}"

    # ---------------------------------------------------------------- tables

    def _table(self, index: int, section: SectionSpec, width: float) -> Block:
        spec = self.specs.tables[index]
        columns = spec.table.columns
        rows: list[RowPart] = []
        head = 0
        while self.at < len(self.tokens):
            kind, argument = self.tokens[self.at][2:4]
            self.at += 1
            if kind == "U":
                break
            if kind == "H":
                head = len(rows)
            elif kind == "R":
                row, keeps = self.specs.rows[int(argument)]
                part = RowPart(row, keeps)
                self._row(part, columns, section, spec.table.dynamic_columns)
                rows.append(part)
        return Block(write_table(spec, rows, head, section.height), None, sum(row.height for row in rows))

    def _row(self, part: RowPart, columns: tuple[float, ...], section: SectionSpec, dynamic: bool) -> None:
        column = part.row.skip_before
        while self.at < len(self.tokens):
            kind, argument = self.tokens[self.at][2:4]
            self.at += 1
            if kind == "E":
                break
            if kind != "C":
                continue
            number, span_text, merge, background = [*argument.split(";", 3), "", "", ""][:4]
            spec = self.specs.cells[int(number)]
            span_text = span_text.strip()
            span = max(int(span_text), 1) if span_text.isascii() and span_text.isdigit() else 1
            if not dynamic:
                span = max(min(span, len(columns) - column), 1)
            width = sum(columns[column : column + span]) if not dynamic else spec.width or sum(columns)
            width = max(width - spec.sides, 1.0)
            blocks = self._blocks("D", section, spec.vertical or width)
            plain, lines = _plain(blocks)
            part.cells.append(
                CellPart(
                    spec,
                    column,
                    span,
                    merge.strip(),
                    colour(background),
                    _flow(blocks, inside=True),
                    _height(blocks),
                    width,
                    lines if plain in spec.aligned else "",
                    plain,
                )
            )
            column += span


def _height(blocks: list[Block]) -> float:
    total = last = 0.0
    for block in blocks:
        above = block.spec.above if block.spec else 0.0
        total += max(above, last) + block.height
        last = block.spec.below if block.spec else 0.0
    return total + last


def _plain(blocks: list[Block]) -> tuple[str, str]:
    """Plain paragraphs that are aligned alike: their alignment, and their lines without elements around them."""
    aligned = {block.spec.plain if block.spec else "" for block in blocks}
    plain = aligned.pop() if len(aligned) == 1 else ""
    return plain, joined([block.source for block in blocks], "linebreak()") if plain else ""


def _flow(blocks: list[Block], *, inside: bool) -> str:
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
        statements.append(f"{spec.function}({options}{block.source})")
        if last:
            statements.append(f"v({points(spec.below)})")
    return joined(statements)


def _levels(specs: Specs) -> tuple[dict[tuple[str, int], int], dict[tuple[str, int], str]]:
    starts: dict[tuple[str, int], int] = defaultdict(lambda: 1)
    formats: dict[tuple[str, int], str] = {}
    for spec in specs.paragraphs:
        if spec.label:
            starts[spec.label.list_id, spec.label.level] = spec.label.start
            formats[spec.label.list_id, spec.label.level] = spec.label.format
    return starts, formats
