"""A form's template, compiled once, and filled with each document's values: the one place where tags are resolved.

Loops, conditions, merges, spans, colours, labels, rich runs and pictures: what comes out (`form.filled`) holds none of
it any more. The tree is rendered as text with marks by Jinja, in the sandbox, and read again by the marks' numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jinja2 import TemplateSyntaxError

from docgen.errors import Place, TemplateProblem
from docgen.form.filled import (
    FilledBlock,
    FilledCell,
    FilledForm,
    FilledParagraph,
    FilledPiece,
    FilledRow,
    FilledRun,
    FilledSection,
    FilledTable,
)
from docgen.form.grid import GridRow, grid_span, grid_table
from docgen.form.labels import Labels, label_runs
from docgen.form.marks import (
    ATTRIBUTE,
    CONTROL,
    TOKEN,
    SubDocument,
    plain_text,
    printed,
    rich_value,
    row_value,
    value_text,
)
from docgen.form.memory import Memory
from docgen.form.rich import contents, style_of
from docgen.form.source import RICH, ROWS, FormSource
from docgen.form.tree import Break, Field, Form, Picture, RunStyle, Table, TagPlace
from docgen.form.untagged import Untagged, digest, text_pieces
from docgen.messages import Message, message
from docgen.word.image import BadPicture, Image
from docgen.word.jinja import failure_message, syntax_message, template_line
from docgen.word.pairs import unpaired
from docgen.word.pictures import replaced
from docgen.word.sandbox import Sandbox, bounded

Token = tuple[str, str, str, str, str]


class FormTemplate:
    """A form ready to be filled."""

    def __init__(self, form: Form) -> None:
        """Raises TemplateProblem for a tag that cannot be read."""
        self._form = form
        self._media = {key: digest(data) for key, data in form.media.items()}
        replaceable = {key for keys in form.pictures.values() for key in keys}
        untagged = Untagged(self._media, replaceable)
        self.untagged = untagged.form(form)
        """The form with its tags left out, all it may hold in it once: by this a writer makes its styles ready."""
        self.source = FormSource.of(form, untagged)
        self.known: Memory[tuple[int, str, str], FilledParagraph] = Memory()
        """Paragraphs filled before: their number, what they hold and their label → what they became."""
        environment = Sandbox(finalize=value_text)
        environment.filters |= {RICH: rich_value, ROWS: row_value}
        wrong = unpaired([tag for tag, _ in self.source.tags])
        if wrong:
            tag, partner = self._typed(wrong.at), self._typed(wrong.partner)
            raise self._problem(wrong.at, message(wrong.key, tag=tag, name=partner))
        try:
            with bounded():  # constants are printed while compiling
                self._template = environment.from_string(self.source.text)
        except TemplateSyntaxError as problem:
            index = self._index(problem.lineno)
            raise self._problem(index, syntax_message(problem, self._typed(index))) from problem

    def fill(self, values: Mapping[str, object], pictures: Mapping[str, bytes] | None = None) -> FilledForm:
        """The form filled. Raises TemplateProblem naming the tag that fails, its part and the text near it.

        `pictures` replaces pictures of the template: name or alternative text in Word → bytes of a PNG or JPEG.
        """
        media = self._form.media
        if pictures:
            try:
                media = {**media, **replaced(self._form.pictures, pictures)}
            except BadPicture as problem:
                raise TemplateProblem(problem.said, place=Place(self._form.name)) from problem
        with bounded() as account:
            try:
                stream = self._template.render(values)
            except Exception as problem:
                index = self._index(template_line(problem.__traceback__))
                raise self._problem(index, _failure(problem, self._typed(index), values)) from problem
        digests = {key: digest(data) for key, data in media.items()} if pictures else self._media
        reading = _FilledReading(self, TOKEN.findall(stream), account.objects, digests, bool(pictures))
        sections = reading.sections()
        shown = {digests[key]: data for key, data in media.items()} | reading.brought
        form = self._form
        settings = (form.default_tab, form.odd_and_even, form.language, form.split_marks)
        return FilledForm(sections, shown, *settings, reading.fallbacks)

    # ---------------------------------------------------------------- messages

    def _index(self, line: int) -> int:
        """The tag whose inside stands on this line of Jinja's source."""
        return max(0, min(line - 2, len(self.source.tags) - 1))

    def _typed(self, index: int) -> str:
        """A tag as it stands in Word."""
        source, place = self.source.tags[index] if self.source.tags else ("", None)
        return place.typed or source if place else source

    def _problem(self, index: int, said: Message) -> TemplateProblem:
        place = self.source.tags[index][1] if self.source.tags else TagPlace()
        if place.near:
            said = replace(said, more=message("template.near", text=place.near))
        return TemplateProblem(said, place=Place(self._form.name or None, place.part or None))


def _failure(problem: Exception, tag: str, names: Iterable[str]) -> Message:
    if isinstance(problem, SubDocument):
        return message("pdf.sub-document", tag=tag)
    return failure_message(problem, tag, names)


@dataclass(slots=True)
class _FilledReading:
    """The reading of one rendered form."""

    template: FormTemplate
    tokens: list[Token]
    objects: list[object]
    """Rich values and pictures, by the numbers in their marks."""
    digests: Mapping[str, str]
    """Of the template's pictures, some of them replaced."""
    replaced: bool
    """Pictures of the template were replaced."""
    source: FormSource = field(init=False)
    labels: Labels = field(init=False)
    brought: dict[str, bytes] = field(default_factory=dict)
    """Pictures that values brought, by digest."""
    fallbacks: dict[str, bytes] = field(default_factory=dict)
    """As `FilledForm.fallbacks`."""
    at: int = 0

    def __post_init__(self) -> None:
        self.source = self.template.source
        self.labels = Labels()

    def sections(self) -> tuple[FilledSection, ...]:
        """All sections."""
        found: list[FilledSection] = []
        while self.at < len(self.tokens):
            blocks = self._blocks("S")
            if self.at < len(self.tokens):
                found.append(self._section(int(self.tokens[self.at - 1][3]), blocks))
        return tuple(found)

    def _section(self, number: int, blocks: tuple[FilledBlock, ...]) -> FilledSection:
        """The section of these blocks; its mark has been read, its headers and footers follow."""
        section = self.source.sections[number]
        running: dict[str, dict[str, tuple[FilledBlock, ...]]] = {"h": {}, "f": {}}
        while self.tokens[self.at][2] == "P":
            part, _, name = self.tokens[self.at][3].partition("-")
            self.at += 1
            running[part][name] = self._blocks("Q")
        self.at += 1
        return FilledSection(section.setup, blocks, running["h"], running["f"], section.title_page, section.starts)

    def _blocks(self, end: str) -> tuple[FilledBlock, ...]:
        """Blocks up to this mark, which is passed over."""
        blocks: list[FilledBlock] = []
        while self.at < len(self.tokens):
            number, held, kind, argument, _ = self.tokens[self.at]
            self.at += 1
            if number:
                blocks.append(self._paragraph(int(number), held))
            elif kind == "k":
                blocks.append(self.source.fixed[int(argument)])
            elif kind == "T":
                blocks.append(self._table(self.source.tables[int(argument)]))
            elif kind == end:
                break
        return tuple(blocks)

    # ---------------------------------------------------------------- paragraphs

    def _paragraph(self, number: int, held: str) -> FilledParagraph:
        plan = self.source.paragraphs[number]
        level = plan.style.numbering
        label = self.labels.next(level) if level else ""
        key = (number, held, label)
        lasting = not (plan.pictured and self.replaced)
        known = self.template.known.get(key) if lasting else None
        if known is not None:
            return known
        reader = _Runs(self, plan.mark)
        for _, _, kind, argument, text in TOKEN.findall(held):
            reader.read(kind, argument, text)
        runs = label_runs(level, label) if level else ()
        made = FilledParagraph(plan.style, plan.mark, reader.ended(), runs, plan.controls, plan.holds)
        return self.template.known.keep(key, made) if lasting and not reader.passing else made

    # ---------------------------------------------------------------- tables

    def _table(self, table: Table) -> FilledTable:
        rows: list[GridRow | FilledRow] = []
        head = 0
        while self.at < len(self.tokens):
            kind, argument = self.tokens[self.at][2:4]
            self.at += 1
            if kind == "R":
                rows.append(self._row(int(argument), table))
            elif kind == "K":
                rows.append(self.source.fixed_rows[int(argument)])
            elif kind == "H":
                head = len(rows)
            elif kind == "U":
                break
        return grid_table(table, rows, head)

    def _row(self, number: int, table: Table) -> GridRow:
        row = self.source.rows[number]
        made = GridRow(row.style, row.controls)
        column = row.style.skip_before
        while self.at < len(self.tokens):
            kind, argument = self.tokens[self.at][2:4]
            self.at += 1
            if kind == "C":
                column += self._cell(made, argument, column, table)
            elif kind == "E":
                break
        return made

    def _cell(self, row: GridRow, argument: str, column: int, table: Table) -> int:
        """Read a cell into a row; how many columns it covers."""
        number, *given = argument.split(ATTRIBUTE)
        plan = self.source.cells[int(number)]
        span, merge, background, controls = plan.span, plan.merge, plan.background, plan.controls
        if given:
            said = given[0].strip()
            span = int(said) if said.isascii() and said.isdigit() else span
            merge = given[1].strip() or merge
            background = _colour(given[2]) or background
            controls += tuple(printed(given[3]).split(CONTROL)) if given[3] else ()
        span = grid_span(span, column, table)
        blocks = self._blocks("D")
        row.add(FilledCell(plan.style, blocks, column, span, 1, background, controls), merge)
        return span


class _Runs:
    """Collects the runs of one paragraph."""

    def __init__(self, reading: _FilledReading, mark: RunStyle) -> None:
        self._reading = reading
        self._style: RunStyle = mark
        self._controls: tuple[str, ...] = ()
        self._pieces: list[FilledPiece] = []
        self._runs: list[FilledRun] = []
        self.passing = False
        """It holds what a value brought as an object, which no text tells apart from another."""

    def read(self, kind: str, argument: str, text: str) -> None:
        """The next token."""
        if text:
            self._pieces += text_pieces(printed(text))
        elif kind == "r":
            self._end_run()
            self._style, self._controls = self._reading.source.runs[int(argument)]
        elif kind == "b":
            self._pieces.append(Break(argument))  # type: ignore[arg-type]  # as the template's own
        elif kind == "x":
            self._pieces.append(Field(*argument.split(";")))  # type: ignore[arg-type]
        elif kind == "i":
            picture = self._reading.source.pictures[int(argument)]
            self._pieces.append(replace(picture, media=self._reading.digests[picture.media]))
        elif kind == "V":
            self.passing = True
            self._object(self._reading.objects[int(argument)])

    def ended(self) -> tuple[FilledRun, ...]:
        """All runs that hold anything."""
        self._end_run()
        return tuple(self._runs)

    def _end_run(self) -> None:
        if self._pieces:
            self._runs.append(FilledRun(self._style, tuple(self._pieces), self._controls))
            self._pieces = []

    def _object(self, value: Any) -> None:
        if isinstance(value, Image):
            name = digest(value.data)
            self._reading.brought[name] = value.data
            if value.fallback:
                self._reading.fallbacks[name] = value.fallback
            self._pieces.append(Picture(name, value.width, value.height, alt=value.name))
            return
        self._end_run()
        for run in value:
            pieces = tuple(piece for text in contents(run) for piece in text_pieces(plain_text(text)))
            if pieces:
                self._runs.append(FilledRun(style_of(run, self._style), pieces, self._controls))


def _colour(value: str) -> str | None:
    """A cell's colour where it is one."""
    found = re.fullmatch(r"#?([0-9A-Fa-f]{6})", value.strip())
    return found[1] if found else None
