"""A kind's template made ready, and one document rendered with it and checked again.

What makes documents is imported when the first one is made: most runs make none, or leave it to workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from docgen.documents.filing import Filing
from docgen.documents.length import Length, length
from docgen.documents.pictures import Pictures
from docgen.documents.plan import Document
from docgen.documents.turn import asks, settled
from docgen.errors import CannotUse, DocgenError, Place, TemplateProblem
from docgen.files import quoted
from docgen.kinds.context import Seen
from docgen.kinds.kind import Kind
from docgen.kinds.mentions import Mentions, mentions
from docgen.kinds.practice import DEFAULT, Practice
from docgen.kinds.private import must_be_public
from docgen.kinds.public import must_stay_inside
from docgen.kinds.subjects import on_paper
from docgen.messages import Message, message
from docgen.programme.model import Bureau
from docgen.trouble import why
from docgen.word.chart import Chart
from docgen.word.properties import Properties

if TYPE_CHECKING:
    from docgen.form.fill import FormTemplate
    from docgen.form.signing import SigningPlace
    from docgen.form.tree import Form
    from docgen.pdf.engine import Engine, Pdf, Prepared
    from docgen.pdf.fonts import Fonts
    from docgen.word.check import SoundParts
    from docgen.word.printed import Printed


def template_bytes(kind: Kind) -> bytes:
    """The kind's template. Raises TemplateProblem when it cannot be read."""
    try:
        return kind.form.read_bytes()
    except OSError as problem:
        raise TemplateProblem(
            "kind.unreadable", place=Place(str(kind.form)), file=kind.form, reason=why(problem)
        ) from problem


class CompiledKind:
    """A kind's template, compiled once and used for all its documents."""

    def __init__(
        self,
        kind: Kind,
        engine: Engine | None,
        data: bytes | None = None,
        known: SoundParts | None = None,
        *,
        paper: str = "",
        fonts: Callable[[], Fonts] | None = None,
    ) -> None:
        """`data` is the template where it has been read already, `known` what was met in documents of other kinds,
        `paper` what the documents are printed on (`Topic.paper`), `fonts` gives what charts are lettered with.

        Raises TemplateProblem.
        """
        from docgen.word.check import SoundParts
        from docgen.word.template import WordTemplate

        self.kind = kind
        self.known = known or SoundParts()
        self._engine = engine
        self._fonts = fonts
        drawn = template_bytes(kind) if data is None else data
        if paper == "A3":
            from docgen.word.enlarge import enlarged

            drawn = enlarged(drawn, str(kind.form))
        self.template = WordTemplate.compile(drawn, str(kind.form))

    @cached_property
    def form(self) -> Form:
        """What PDF files and workbooks are made of.

        Raises TemplateProblem for a template with content that neither can hold.
        """
        from docgen.form.read.form import read_form

        form, uncovered = read_form(self.template)
        first = next((item for item in uncovered if item.content), None)
        if first:
            raise TemplateProblem(
                "build.uncovered",
                place=Place(str(self.kind.form), first.part),
                construct=first.construct,
                context=first.context,
                file=quoted(self.kind.form),
            )
        return form

    @cached_property
    def sheet(self) -> FormTemplate:
        """The form as workbooks are filled from it."""
        from docgen.form.fill import FormTemplate

        return FormTemplate(self.form)

    @cached_property
    def printed(self) -> Printed:
        """What tells the texts that a document must show."""
        from docgen.word.printed import Printed

        return Printed(self.template.tagged[self.template.document])

    @cached_property
    def fonts(self) -> Fonts:
        """The fonts that charts are lettered with; looked for when the first chart is drawn."""
        from docgen.pdf.fonts import find_fonts

        return self._fonts() if self._fonts else find_fonts()

    @cached_property
    def prepared(self) -> Prepared:
        """The template made ready for the PDF engine; made when the first PDF is asked for."""
        if self._engine is None:
            raise ValueError("no PDF engine was given")
        return self._engine.prepare(self.form)


@dataclass(frozen=True, slots=True)
class Content:
    """All that a document is made from besides its template: plain values, the same in every process."""

    values: Mapping[str, Any]
    """What the template sees."""
    properties: Properties
    long_list: tuple[str, str] | None = None
    """The names in `values` of a list's blocks, and of the lines in each, where there are too many lines to be laid out
    one by one in a workbook (`form.sheet.long`)."""
    turns: bool = False
    """Whether the document is to end on an even page, for which it is laid out (`documents.turn`)."""
    too_long: Message | None = None
    """Why there is no PDF of it, where its lists are too long to be laid out (`documents.length`)."""
    weight: float = 1
    """As `documents.length.Length.weight`."""

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts that the template prints."""
        return tuple(item for item in self.values.get("charts", ()) if isinstance(item, Chart))


class Contents:
    """What the documents of one bureau are made from; what they share is made once."""

    def __init__(
        self,
        bureau: Bureau | None,
        numbers: Mapping[str, str] | None = None,
        *,
        on: date | None = None,
        last: Bureau | None = None,
        practice: Practice = DEFAULT,
        filing: Filing | None = None,
    ) -> None:
        """`numbers` are those of the whole plan by document id, `on` the day that documents are made as of.

        `practice` is what the office chose of how its forms are filled in, `last` the same bureau's last year, `filing`
        what kinds of the record tell of.
        """
        self._bureau = bureau
        self._on = on
        self._last = last
        self._practice = practice
        self._filing = filing
        self._numbers = numbers or {}
        self._seen: dict[str, Seen] = {}
        self._asked: dict[str, Mentions] = {}
        self._pictures = Pictures()

    def look_at(self, kind: Kind, template: bytes) -> Seen:
        """Find out what a kind's template asks for.

        Raises TemplateProblem for a template that cannot be read, and for a public one that shows what it may not.
        """
        must_stay_inside(template, kind)
        asked = self._asked[kind.id] = mentions(template, str(kind.form))
        seen = Seen(self._bureau, asked, self._pictures.of, on=self._on, last=self._last, practice=self._practice)
        self._seen[kind.id] = seen
        return seen

    def turns(self, kind: Kind) -> bool:
        """As `Content.turns`, for the documents of a kind that was looked at."""
        return self._practice.sides == 2 and asks(self._asked[kind.id])

    def of(self, document: Document) -> Content:
        """What to make the document from.

        Raises TemplateProblem as `look_at`, where the kind was not looked at yet, and Withheld for a public document
        that would show what identifies a person.
        """
        kind, topic, bureau = document.kind, document.topic, self._bureau
        seen = self._seen.get(kind.id) or self.look_at(kind, template_bytes(kind))
        values = seen.values(
            kind,
            topic,
            document_id=document.id,
            number=self._numbers.get(document.id, ""),
            others="、".join(self._others(document)),
            blank=document.blank,
            archive=self._filing.of(topic.subject) if self._filing and kind.of_record else None,
        )
        if kind.public and bureau and not document.blank:
            must_be_public(kind, topic, bureau, values, self._asked[kind.id].fields)
        properties = Properties(
            title=f"{topic.title}({topic.name})" if topic.name else topic.title,
            subject=f"{bureau.year}年度{kind.title}" if bureau else kind.title,
            author=bureau.name if bureau else "",
            created=datetime(bureau.year if bureau else 2000, 1, 1),
        )
        lists = Length() if document.is_one_persons else length(values, self._asked[kind.id])
        too_long = None if lists.fits_in_pdf else message("build.long", lines=lists.lines)
        turns = self.turns(kind) and not too_long
        return Content(values, properties, turns=turns, too_long=too_long, weight=lists.weight)

    def _others(self, document: Document) -> Iterator[str]:
        """The numbers of the other documents made of the same row."""
        if document.topic.copy:
            row = document.id.rpartition("/")[0]
            for copy, _ in document.kind.copies:
                if copy != document.topic.copy and (
                    number := self._numbers.get(on_paper(f"{row}/{copy}", document.topic.paper))
                ):
                    yield number


def content_of(
    document: Document,
    bureau: Bureau | None,
    number: str,
    practice: Practice = DEFAULT,
    filing: Filing | None = None,
) -> Content:
    """What to make one document alone from."""
    return Contents(bureau, {document.id: number}, practice=practice, filing=filing).of(document)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document's bytes by format, and its pages where a PDF was made."""

    files: Mapping[str, bytes]
    pages: int | None = None
    places: tuple[SigningPlace, ...] = ()
    """Where its PDF is signed."""
    lacking: Message | None = None
    """Why there is no more than these files, where more was asked for: no font draws a character, say."""
    unsettled: Message | None = None
    """Why the document could not be laid out to find where it ends, so that its 版记 is not on an even page."""


def render(
    compiled: CompiledKind,
    document: Document,
    bureau: Bureau | None,
    number: str,
    formats: Sequence[str],
    practice: Practice = DEFAULT,
    filing: Filing | None = None,
) -> Rendered:
    """Render one document. Raises TemplateProblem or CannotUse naming what is wrong."""
    return render_content(compiled, content_of(document, bureau, number, practice, filing), document.id, formats)


def render_content(compiled: CompiledKind, wanted: Content, name: str, formats: Sequence[str]) -> Rendered:
    """Render what `wanted` holds and look at it again; `name` is how messages call it.

    A Word file is made where it can be, with or without its workbook, PDF and charts. Raises as `render`.
    """
    wanted, without = with_pictures(compiled, wanted)
    files: dict[str, bytes] = {}
    pages: int | None = None
    places: tuple[SigningPlace, ...] = ()
    pdf: Pdf | None = None
    unsettled: Message | None = None
    if wanted.turns and not {"docx", "pdf"}.isdisjoint(formats):
        try:
            values, pdf = settled(wanted.values, lambda given: compiled.prepared.render(given, wanted.properties))
            wanted = replace(wanted, values=values)
        except DocgenError as problem:
            unsettled = problem.said
    if "docx" in formats:
        files["docx"] = compiled.template.render(wanted.values, wanted.properties)
        compiled.known.check(files["docx"], name, compiled.template.document)
    try:
        if "xlsx" in formats:
            files["xlsx"] = _workbook(compiled, wanted, name)
        if "pdf" in formats:
            pdf = pdf or compiled.prepared.render(wanted.values, wanted.properties)
            _check_pdf(pdf, compiled, wanted, name)
            files["pdf"] = pdf.data
            pages, places = pdf.pages, pdf.places
    except DocgenError as problem:
        if not files:
            raise
        return Rendered(files, lacking=problem.said)
    return Rendered(files, pages, places, lacking=without, unsettled=unsettled)


def with_pictures(compiled: CompiledKind, wanted: Content) -> tuple[Content, Message | None]:
    """The same with charts drawn, and why they are not: then nothing stands in their places."""
    if not wanted.charts:
        return wanted, None
    from docgen.pdf.charts import draw

    charts, without = wanted.values["charts"], None
    try:
        drawn = type(charts)(draw(item, compiled.fonts) if isinstance(item, Chart) else item for item in charts)
    except CannotUse as problem:
        drawn = type(charts)("" if isinstance(item, Chart) else item for item in charts)
        without = message("build.no-chart", reason=problem.said)
    return replace(wanted, values={**wanted.values, "charts": drawn}), without


def _workbook(compiled: CompiledKind, wanted: Content, name: str) -> bytes:
    """The document as a workbook, looked at again: sound, and without a tag but those that somebody typed."""
    from docgen.form.sheet.check import check_workbook
    from docgen.form.sheet.long import write_long_list
    from docgen.form.sheet.writer import write_workbook

    properties = wanted.properties
    about = (properties.title, properties.created or datetime(2000, 1, 1), properties.author)
    data = write_long_list(compiled.sheet, wanted.values, wanted.long_list, *about) if wanted.long_list else None
    if data is None:
        data = write_workbook(compiled.sheet.fill(wanted.values), *about)
    check_workbook(data, name, compiled.known, typed=wanted.values)
    return data


def _check_pdf(pdf: Pdf, compiled: CompiledKind, wanted: Content, name: str) -> None:
    """Look at a finished PDF again: it opens, its fonts are in it, and what its tags print can be copied from it."""
    from docgen.pdf.verify import verify

    found = verify(pdf.data, compiled.printed.beginnings(wanted.values), typed=wanted.values, pages=pdf.pages)
    if not found.good:
        raise CannotUse("build.bad-pdf", place=Place(name), reason=found.problems[0])
