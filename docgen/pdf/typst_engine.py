"""The PDF engine by Typst: one compiler is kept, its fonts are read once, and only a document's source changes.

Needs no system library. Nothing but forms' own pictures and the engine's fonts can be read from a document: its
source is given to the compiler as bytes, and its folder holds those pictures only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docgen.errors import CannotUse
from docgen.form.lines import Typeface
from docgen.form.tree import Form
from docgen.form.typst import FILTER, TypstTemplate, typst_template
from docgen.form.typst_text import bare, value_text
from docgen.messages import words
from docgen.pdf.body import Body
from docgen.pdf.engine import DocumentProperties, Part, Pdf
from docgen.pdf.fonts import Face, Fonts, find_fonts
from docgen.pdf.roles import LATIN, ROLES
from docgen.pdf.scratch import scratch_folder
from docgen.pdf.typefaces import InstalledTypefaces
from docgen.pdf.typst_pack import Written, source

_MAIN = "main.typ"
_COUNT = re.compile(rb"/Type/Pages/Count (\d+)")
_CREATOR = re.compile(rb"(/Creator\(|<xmp:CreatorTool>|<stEvt:softwareAgent>)(Typst [\d.]+)")
"""Where a file names the tool that made it; as many spaces are put there, so that all places in the file hold."""


class TypstEngine:
    """Keeps what all documents share: the compiler and its fonts."""

    def __init__(self, fonts: Fonts | None = None, *, standards: Sequence[str] = (), tagged: bool = False) -> None:
        """`standards` are Typst's names ("a-2b"); `tagged` writes the structure that screen readers go by."""
        self.fonts = find_fonts() if fonts is None else fonts
        self.standards = list(standards)
        self.tagged = tagged
        self._compiler: Any = None
        self._drawn: dict[str, bool] = {}
        self._families: Mapping[str, str] = {}
        self._folder: Path | None = None

    def prepare(self, form: Form) -> TypstPrepared:
        """Write the form for Typst and read its tags."""
        self.load()
        media = {key: self.picture(data) for key, data in form.media.items()}
        return TypstPrepared(self, typst_template(form, _Faces(self.fonts, self._families), media))

    def pack(self, parts: Sequence[Part], properties: DocumentProperties) -> Pdf:
        """As `Engine.pack`, in one compile; the parts are forms that this engine prepared."""
        written = []
        for number, part in enumerate(parts):
            if not isinstance(part.prepared, TypstPrepared):
                raise TypeError("a form of another engine")
            written.append(part.prepared.write(part.context, f"d{number}", part.title))
        return self.compile(*source(written, properties), properties.created)

    def load(self) -> Any:
        """The compiler, made at the first use. Raises CannotUse when Typst is not installed."""
        if self._compiler is None:
            try:
                import typst
            except ImportError as problem:
                text = words("pdf.missing", reason=problem.name or str(problem))
                raise CannotUse(text.message, hint=text.hint) from problem
            folders = sorted({str(face.file.parent) for face in _used(self.fonts)})
            found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
            names = {(item.path, item.index): item.family for item in found.fonts()}
            self._families = {
                face.family: names[str(face.file), face.index]
                for face in _used(self.fonts)
                if (str(face.file), face.index) in names
            }
            # A folder of the engine's own: what a document may read is in it, and nothing else.
            self._folder = scratch_folder(self, "docgen-typst.")
            self._compiler = typst.Compiler(font_paths=found, ignore_system_fonts=True, root=str(self._folder))
        return self._compiler

    def compile(self, source: str, files: Mapping[str, bytes], created: datetime | None) -> Pdf:
        """Compile a document's source beside its files.

        Raises CannotUse for what the compiler rejects or warns of: an official form must be whole.
        """
        import typst

        moment = (created or datetime(1970, 1, 1)).replace(tzinfo=UTC)
        try:
            data, warnings = self.load().compile_with_warnings(
                {_MAIN: source.encode("utf-8", "replace"), **files},
                format="pdf",
                pdf_standards=self.standards,
                timestamp=int(moment.timestamp()),
                pdf_tags=self.tagged,
            )
        except typst.TypstError as problem:
            raise _incomplete(problem.message) from problem
        if warnings:
            raise _incomplete(warnings[0].message)
        data = _CREATOR.sub(lambda found: found[1] + b" " * len(found[2]), data)
        return Pdf(data, _page_count(data))

    def picture(self, data: bytes) -> str:
        """Give the compiler a picture; the path that a document names it by."""
        self.load()
        name = hashlib.sha256(data).hexdigest()
        if self._folder is not None and not (self._folder / name).exists():
            (self._folder / name).write_bytes(data)
        return name

    def check(self, text: str) -> None:
        """Raises CannotUse where no font draws a character of `text`."""
        missing = []
        for char in dict.fromkeys(text):
            if char not in self._drawn:
                self._drawn[char] = self.fonts.can_draw(char)
            if not self._drawn[char]:
                missing.append(char)
        if missing:
            found = words("pdf.glyphs", characters="、".join(missing))
            raise CannotUse(found.message, hint=found.hint)


class TypstPrepared:
    """A form ready to be rendered by Typst."""

    def __init__(self, engine: TypstEngine, template: TypstTemplate) -> None:
        self._engine = engine
        self._template = template
        self._body = Body(template.body, finalize=value_text, filters={FILTER: template.rich.text})

    def render(self, context: Mapping[str, object], properties: DocumentProperties) -> Pdf:
        """The PDF for one document, as `Prepared.render`."""
        return self._engine.compile(*source([self.write(context)], properties), properties.created)

    def write(self, context: Mapping[str, object], name: str = "d", title: str = "") -> Written:
        """One document as statements of Typst, with pages and page numbers of its own.

        In a pack `name` (letters and figures) must be another for each document, and `title` is its bookmark.
        Raises as `Prepared.render`.
        """
        stream = self._body.render(context)
        self._engine.check(bare(stream))
        return Written(self._template, self._template.source(stream, name, title))


class _Faces(InstalledTypefaces):
    """Typefaces by the names that Typst reads from the fonts."""

    def __init__(self, fonts: Fonts, families: Mapping[str, str]) -> None:
        super().__init__(fonts)
        self._families = families

    def typeface(self, family: str, *, bold: bool, italic: bool) -> Typeface:
        face = super().typeface(family, bold=bold, italic=italic)
        # Typst knows families in lower case.
        names = (self._families.get(name, "").lower() for name in face.families)
        return replace(face, families=tuple(dict.fromkeys(filter(None, names))))


def _used(fonts: Fonts) -> Iterator[Face]:
    """Every face that a role is drawn with, its stand-ins among them."""
    seen: set[Face] = set()
    for role in (*ROLES, *LATIN):
        for bold in (False, True):
            for italic in (False, True):
                for face in fonts.resolve(role.standard, bold=bold, italic=italic):
                    if face not in seen:
                        seen.add(face)
                        yield face


def _incomplete(reason: str) -> CannotUse:
    text = words("pdf.engine", reason=reason)
    return CannotUse(text.message, hint=text.hint)


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
