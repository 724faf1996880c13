"""The PDF engine by Typst: one compiler is kept, its fonts are read once, and only a document's source changes.

Needs no system library. Nothing but forms' own pictures and the engine's fonts can be read from a document: its
source is given to the compiler as bytes, and its folder holds those pictures only.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

from docgen.errors import CannotUse
from docgen.form.fill import FormTemplate
from docgen.form.filled import FilledForm, paragraphs, printed_text, text_with
from docgen.form.signing import SigningPlace
from docgen.form.tree import Form
from docgen.form.typst.table import PlaceMark, PlaceMarks
from docgen.form.typst.writer import TypstWriter
from docgen.pdf.engine import DocumentProperties, PackPart, Pdf, Sides
from docgen.pdf.exact import check_exact
from docgen.pdf.fonts import Fonts, find_fonts
from docgen.pdf.outlines import Link, NotPlain, finish
from docgen.pdf.roles import DEFAULT
from docgen.pdf.scratch import scratch_folder
from docgen.pdf.typst.fonts import TypstFaces, TypstFonts
from docgen.pdf.typst.pack import Source, Written, source
from docgen.word.bitmap import bmp_as_png
from docgen.word.image import picture_format

_MAIN = "main.typ"
_REMEMBERED = 10
"""For how many compiles Typst keeps what it has laid out."""
_SOON = 0.0005
"""Seconds after which one thread of Python lets another have its turn; Python's own are 0.005."""
_PICTURES = 64
"""How many pictures of documents made before stay where the compiler reads them."""
_MILLIMETRES_A_POINT = 25.4 / 72
_COUNT = re.compile(rb"/Type/Pages/Count (\d+)")


@dataclass(frozen=True, slots=True)
class _Loaded:
    compiler: Any
    fonts: TypstFonts
    root: Path
    files: set[str]
    """What has been written there."""
    pictures: dict[str, None]
    """Those of `files` that are pictures, the one shown last at the end."""


class TypstEngine:
    """Keeps what all documents share: the compiler and its fonts."""

    def __init__(
        self,
        fonts: Fonts | None = None,
        *,
        standards: Sequence[str] = (),
        tagged: bool = False,
        exact: bool = False,
    ) -> None:
        """`standards` are Typst's names ("a-2b"); `tagged` writes the structure that screen readers go by.

        `exact` refuses a document that another font than a named one would draw.
        """
        self.fonts = find_fonts() if fonts is None else fonts
        self.standards = list(standards)
        self.tagged = tagged
        self.exact = exact
        self._loaded: _Loaded | None = None
        self._drawn: dict[str, bool] = {}
        self._forgetting: Thread | None = None

    def prepare(self, form: Form) -> TypstPrepared:
        """Read the form's tags and make its preamble."""
        template = FormTemplate(form)
        faces = TypstFaces(self.fonts, self._load().fonts.families)
        return TypstPrepared(self, template, TypstWriter(template.untagged, faces))

    def pack(self, parts: Sequence[PackPart], properties: DocumentProperties, sides: Sides = 2) -> Pdf:
        """As `Engine.pack`, in one compile; the parts are forms that this engine prepared."""
        written = []
        for number, part in enumerate(parts):
            if not isinstance(part.prepared, TypstPrepared):
                raise TypeError("a form of another engine")
            written.append(part.prepared.write(part.context, part.pictures, f"d{number}", part.title))
        try:
            return self.compile(source(written, properties, sides, headings=False), properties.created)
        finally:
            self._forget()

    def _forget(self) -> None:
        """Let the compiler forget what it remembers of a pack, beside the writing of the next one.

        No other pack will hold the same forms. The compiler forgets what was not asked for in ten compiles; ten packs
        would take half a gigabyte.
        """
        compiler = self._load().compiler

        def forget() -> None:
            interval = sys.getswitchinterval()
            sys.setswitchinterval(_SOON)  # between its compiles, it must not wait long for the writer's turn to end
            try:
                for _ in range(_REMEMBERED):
                    compiler.compile({_MAIN: b""}, format="pdf")
            finally:
                sys.setswitchinterval(interval)

        self._forgetting = Thread(target=forget)
        self._forgetting.start()

    def _load(self) -> _Loaded:
        """The compiler and its fonts, made at the first use. Raises CannotUse when Typst is not installed."""
        if self._loaded is None:
            try:
                import typst
            except ImportError as problem:
                raise CannotUse("pdf.missing", reason=problem.name or str(problem)) from problem
            folder = scratch_folder(self, "docgen-typst.")
            # What a document may read is in `root`, and nothing else.
            root = folder / "root"
            for place in (root, folder / "fonts"):
                place.mkdir()
            fonts = TypstFonts(self.fonts, folder / "fonts")
            compiler = typst.Compiler(font_paths=fonts.found, ignore_system_fonts=True, root=str(root))
            self._loaded = _Loaded(compiler, fonts, root, set(), {})
        return self._loaded

    def compile(
        self, source: Source, created: datetime | None, marks: Sequence[PlaceMark] = (), *, tagged: bool | None = None
    ) -> Pdf:
        """Compile a document; where its source has `marks`, tell their places.

        Raises CannotUse for what the compiler rejects or warns of: an official form must be whole.
        """
        import typst

        loaded = self._load()
        if self._forgetting is not None:
            self._forgetting.join()  # one compiler does one thing at a time
            self._forgetting = None
        for name, preamble in source.files.items():
            # In files, and not given with the source: what did not change is then not read again by the compiler.
            self._keep(name, preamble)
        self._keep_pictures(source.pictures)
        moment = (created or datetime(1970, 1, 1)).replace(tzinfo=UTC)
        try:
            data, warnings = loaded.compiler.compile_with_warnings(
                {_MAIN: source.main.encode("utf-8", "replace")},
                format="pdf",
                pdf_standards=self.standards,
                timestamp=int(moment.timestamp()),
                pdf_tags=self.tagged if tagged is None else tagged,
            )
        except typst.TypstError as problem:
            raise _incomplete(problem.message) from problem
        if warnings:
            raise _incomplete(warnings[0].message)
        try:
            finished, links = finish(data, loaded.fonts.stripped, source.language)
            return Pdf(finished, _page_count(data), tuple(_places(marks, links)))
        except NotPlain as problem:
            raise _incomplete(str(problem)) from problem

    def _keep(self, name: str, data: bytes) -> None:
        """Put a file where documents can read it; what a name says is never another content."""
        loaded = self._load()
        if name not in loaded.files:
            (loaded.root / name).write_bytes(data)
            loaded.files.add(name)

    def _keep_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """As `_keep`; those that were shown longest ago go, for each document may bring its own."""
        loaded = self._load()
        for name, data in pictures.items():
            loaded.pictures.pop(name, None)
            loaded.pictures[name] = None
            self._keep(name, data if picture_format(data) != "bmp" else bmp_as_png(data))
        for name in list(loaded.pictures)[: max(len(loaded.pictures) - max(_PICTURES, len(pictures)), 0)]:
            del loaded.pictures[name]
            loaded.files.discard(name)
            (loaded.root / name).unlink(missing_ok=True)

    def check(self, form: FilledForm) -> None:
        """Raises CannotUse, with the place, where no font draws a character of a document; with `exact` also where
        another font would.
        """
        missing = []
        for char in dict.fromkeys("".join(map(printed_text, paragraphs(form)))):
            if char not in self._drawn:
                self._drawn[char] = self.fonts.can_draw(char)
            if not self._drawn[char]:
                missing.append(char)
        if missing and not self.fonts.resolve(DEFAULT):
            raise CannotUse("pdf.no-fonts")
        if missing:
            raise CannotUse("pdf.glyphs/at", characters="、".join(missing), context=text_with(form, missing))
        if self.exact:
            check_exact(form, self.fonts)


class TypstPrepared:
    """A form ready to be rendered by Typst."""

    def __init__(self, engine: TypstEngine, template: FormTemplate, writer: TypstWriter) -> None:
        self._engine = engine
        self._template = template
        self._writer = writer

    def render(
        self,
        context: Mapping[str, object],
        properties: DocumentProperties,
        pictures: Mapping[str, bytes] | None = None,
    ) -> Pdf:
        """The PDF for one document, as `Prepared.render`."""
        engine, created = self._engine, properties.created
        marks = PlaceMarks()
        marked = self.write(context, pictures, marks=marks)
        if not (engine.tagged and marks.found):
            return engine.compile(source([marked], properties), created, marks.found)
        # A mark would stand in the structure that screen readers go by: its place is read from a copy without one.
        places = engine.compile(source([marked], properties), created, marks.found, tagged=False).places
        return replace(engine.compile(source([self.write(context, pictures)], properties), created), places=places)

    def write(
        self,
        context: Mapping[str, object],
        pictures: Mapping[str, bytes] | None = None,
        name: str = "d",
        title: str = "",
        marks: PlaceMarks | None = None,
    ) -> Written:
        """One document as statements of Typst, with pages and page numbers of its own.

        In a pack `name` (letters and figures) must be another for each document, and `title` is its bookmark;
        `marks` collects where it is signed.
        Raises as `Prepared.render`.
        """
        form = self._template.fill(context, pictures)
        self._engine.check(form)
        return Written(form, self._writer, self._writer.write(form, name, title, marks))


def _places(marks: Sequence[PlaceMark], links: Sequence[Link]) -> Iterator[SigningPlace]:
    """Where the marked cells stand; of a cell that goes on on another page, its part on the first one."""
    found: dict[str, Link] = {}
    for link in links:
        found.setdefault(link.address, link)  # rows repeated at the top of a page are marked again there
    for number, mark in enumerate(marks):
        top, foot = found.get(f"{number}t"), found.get(f"{number}b")
        if top is not None and foot is not None:
            end = foot.top if foot.page == top.page else mark.floor
            left, height = top.left - mark.left, end - top.top
            sides = (round(side * _MILLIMETRES_A_POINT, 2) for side in (left, top.top, mark.width, height))
            yield SigningPlace(mark.step, top.page, *sides)


def _incomplete(reason: str) -> CannotUse:
    return CannotUse("pdf.engine", reason=reason)


def _page_count(data: bytes) -> int:
    """The pages of a file that Typst wrote: the root of its page tree is no compressed object."""
    counts = [int(found[1]) for found in _COUNT.finditer(data)]
    if counts:
        return max(counts)
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()
