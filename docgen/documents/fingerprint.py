"""A digest of all that a file is made from: while it stays the same, the file need not be made again."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import docgen
from docgen.documents.render import Content
from docgen.kinds.kind import Kind
from docgen.kinds.transport import lister
from docgen.pdf.engines import Drawing

_PACKAGE = Path(docgen.__file__).parent

SOURCES: Mapping[str, tuple[str, ...]] = {
    "docx": ("documents/render.py", "kinds", "word"),
    "pdf": ("documents/render.py", "kinds", "word", "form", "pdf"),
}
"""The parts of the program that a file of each format is made by."""

LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "docx": ("docgen", "Jinja2", "lxml", "docxtpl", "docxcompose", "python-docx"),
    "weasyprint": ("weasyprint", "fonttools", "pydyf", "tinycss2", "tinyhtml5"),
    "typst": ("typst",),
}
"""The libraries whose version shows in a file; those of the engine for PDF, besides those of Word."""

READERS = ("docgen", "lxml", "openpyxl", "python-calamine")
"""The libraries that read workbooks."""


def canonical(value: object) -> bytes:
    """One form for equal values, whatever process they come from: mappings by key, records with their type's name.

    Raises TypeError for what is neither plain data, a date nor a dataclass.
    """
    text = json.dumps(value, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _plain(value: object) -> object:
    kind: type = type(value)
    if is_dataclass(kind):
        return lister(kind)(value)
    if isinstance(value, date):
        return [type(value).__name__, value.isoformat()]
    raise TypeError(f"{type(value).__name__} has no canonical form")


@cache
def program_digest(form: str, engine: str) -> str:
    """What makes files of this format: the program's own text and the versions of what it draws with."""
    libraries = LIBRARIES["docx"] if form == "docx" else (*LIBRARIES["docx"], *LIBRARIES.get(engine, (engine,)))
    facts = [zlib.ZLIB_RUNTIME_VERSION, *(f"{name} {_version(name)}" for name in libraries)]
    return _digest(canonical(facts), *(_source(part) for part in SOURCES[form]))


@cache
def reader_digest() -> str:
    """What reads, checks and plans: the whole program's text, and what it reads workbooks with."""
    return _digest(canonical([sys.version, *(f"{name} {_version(name)}" for name in READERS)]), _source(""))


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@cache
def _source(part: str) -> bytes:
    path = _PACKAGE / part
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).digest()


BEGINNING = 4096
"""Bytes at a font file's beginning that are looked at: its table of contents is there, with each table's checksum."""


@cache
def fonts_digest() -> str:
    """Which fonts are installed, the same on every machine that has the same: reading them whole would take seconds."""
    from docgen.pdf.fonts import find_fonts

    facts = []
    for face in find_fonts().faces:
        with face.file.open("rb") as stream:
            beginning = hashlib.sha256(stream.read(BEGINNING)).hexdigest()
            size = stream.seek(0, os.SEEK_END)
        facts.append([face.family, face.file.name, face.index, face.weight, face.italic, size, beginning])
    return _digest(canonical(facts))


def workplace(drawing: Drawing | None) -> str:
    """What makes files on this machine, PDF files where they are drawn: workers elsewhere must have the same."""
    word = program_digest("docx", "")
    if drawing is None:
        return word
    return _digest(word.encode(), program_digest("pdf", drawing.engine).encode(), fonts_digest().encode())


@dataclass(frozen=True, slots=True)
class Maker:
    """What all documents of one kind are made with, by format: a digest each."""

    digests: Mapping[str, bytes]

    def fingerprints(self, wanted: Content) -> dict[str, str]:
        """The fingerprint of each of the document's files."""
        own = canonical([wanted.values, wanted.properties])
        return {form: _digest(digest, own) for form, digest in self.digests.items()}


def maker(kind: Kind, template: bytes, formats: Sequence[str], drawing: Drawing, fonts: str) -> Maker:
    """What this kind's documents are made with; `fonts` is `fonts_digest()` where PDF is among the formats."""
    facts = canonical([[item.name, getattr(kind, item.name)] for item in fields(kind) if item.name != "folder"])
    digests = {
        form: hashlib.sha256(
            b"\0".join(
                (
                    hashlib.sha256(template).digest(),
                    facts,
                    program_digest(form, drawing.engine).encode(),
                    canonical([drawing, fonts]) if form == "pdf" else b"",
                )
            )
        ).digest()
        for form in formats
    }
    return Maker(digests)


def _digest(*parts: bytes) -> str:
    made = hashlib.sha256()
    for part in parts:
        made.update(part)
    return made.hexdigest()
