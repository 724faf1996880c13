"""What this machine makes documents with: the program's own text, the libraries' versions and the fonts."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zlib
from collections.abc import Mapping
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import docgen
from docgen.pdf.engines import Drawing

if TYPE_CHECKING:
    from docgen.pdf.fonts import Fonts

_PACKAGE = Path(docgen.__file__).parent

SOURCES: Mapping[str, tuple[str, ...]] = {
    "docx": ("documents/render.py", "documents/turn.py", "kinds", "word"),
    "pdf": ("documents/render.py", "documents/turn.py", "kinds", "word", "form", "pdf"),
    "xlsx": ("documents/render.py", "kinds", "word", "form"),
}
"""The parts of the program that a file of each format is made by."""

LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "docx": ("docgen", "Jinja2", "lxml", "docxtpl", "docxcompose", "python-docx"),
    "xlsx": ("openpyxl", "et_xmlfile"),
    "weasyprint": ("weasyprint", "fonttools", "pydyf", "tinycss2", "tinyhtml5"),
    "typst": ("typst",),
}
"""The libraries whose version shows in a file; besides those of Word, those of a workbook or of the engine for PDF."""

READERS = ("docgen", "lxml", "openpyxl")
"""The libraries that read workbooks."""

BEGINNING = 4096
"""Bytes at a font file's beginning that are looked at: its table of contents is there, with each table's checksum."""


class Workplace:
    """What documents are made with here. Each thing is looked up once: a run, or a worker process, has one of these."""

    def __init__(self) -> None:
        self._programs: dict[tuple[str, str], str] = {}

    @cached_property
    def fonts(self) -> Fonts:
        """The fonts that are installed."""
        from docgen.pdf.fonts import find_fonts

        return find_fonts()

    @cached_property
    def fonts_digest(self) -> str:
        """Which they are, the same on every machine that has the same: reading them whole would take seconds."""
        facts = []
        for face in self.fonts.faces:
            with face.file.open("rb") as stream:
                beginning = hashlib.sha256(stream.read(BEGINNING)).hexdigest()
                size = stream.seek(0, os.SEEK_END)
            facts.append([face.family, face.file.name, face.index, face.weight, face.italic, size, beginning])
        return digest(_plainly(facts))

    def program(self, form: str, engine: str) -> str:
        """What makes files of this format: the program's own text and the versions of what it draws with."""
        key = (form, engine if form == "pdf" else "")
        if key not in self._programs:
            own = engine if form == "pdf" else form
            libraries = dict.fromkeys((*LIBRARIES["docx"], *LIBRARIES.get(own, (own,))))
            facts = [zlib.ZLIB_RUNTIME_VERSION, *(f"{name} {_version(name)}" for name in libraries)]
            self._programs[key] = digest(_plainly(facts), *(_source(part) for part in SOURCES[form]))
        return self._programs[key]

    @cached_property
    def charts(self) -> str:
        """What draws charts, whatever the format that they stand in."""
        return digest(_version("matplotlib").encode(), _source("pdf/charts.py"), self.fonts_digest.encode())

    @cached_property
    def reader(self) -> str:
        """What reads, checks and plans: the whole program's text, and what it reads workbooks with."""
        return digest(_plainly([sys.version, *(f"{name} {_version(name)}" for name in READERS)]), _source(""))

    def maker(self, drawing: Drawing | None) -> str:
        """What makes files here, PDF files where they are drawn: workers elsewhere must have the same."""
        made = [self.program(form, "") for form in ("docx", "xlsx")]
        if drawing is not None:
            made += [self.program("pdf", drawing.engine), self.fonts_digest]
        return digest(*(item.encode() for item in made))


def digest(*parts: bytes) -> str:
    """The SHA-256 of these parts, one behind the other."""
    made = hashlib.sha256()
    for part in parts:
        made.update(part)
    return made.hexdigest()


def _plainly(facts: object) -> bytes:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _source(part: str) -> bytes:
    path = _PACKAGE / part
    # Tables and messages are the program's text as well.
    files = sorted((*path.rglob("*.py"), *path.rglob("*.toml"))) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).digest()
