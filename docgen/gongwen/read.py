"""A Word file read for holding it against the standard: its form, its lines, and what the form tree does not carry.

Anybody's file: strict or transitional, with text boxes and drawn lines (`lift` sets them beside their paragraphs), and
with braces that are no tags of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.errors import CannotUse, Place, TemplateProblem
from docgen.form.read.form import read_form
from docgen.form.read.look import number
from docgen.form.read.styles import Styles, attributes, local, merged
from docgen.form.tree import Form
from docgen.gongwen.lift import lifted
from docgen.gongwen.lines import TextLine, body_lines, running_lines
from docgen.word.package import read_package
from docgen.word.template import WordTemplate
from docgen.word.xml import parse, w

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/picture": b"http://schemas.openxmlformats.org/drawingml/2006/picture",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
"""Namespaces of the strict standard (ISO/IEC 29500) and the transitional ones, which mean the same here."""

_NEW_TYPE = (b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le"))
"""How an old file begins, and what stands in one that holds a new file under a password."""

_TEXT = re.compile(rb"(<[^>]*>)|([{}])")
_WIDE = {b"{": "｛".encode(), b"}": "｝".encode()}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a Word file says."""

    name: str
    form: Form
    character_pitch: tuple[float | None, ...]
    """By section: points from one character of the document grid to the next; None without a grid of characters."""
    default_size: float
    """Points of the default paragraph style's characters."""
    is_template: bool
    """Tags stand in it: of some of its words all cases are there, of others none."""
    lines: tuple[TextLine, ...]
    """The body's paragraphs, those of tables and text boxes among them."""
    headers: tuple[Mapping[str, tuple[TextLine, ...]], ...]
    """By section: kind of page (default, even, first) → paragraphs."""
    footers: tuple[Mapping[str, tuple[TextLine, ...]], ...]


def shown(reading: Reading, at: int) -> list[tuple[str, TextLine]]:
    """The lines of a section's headers and footers that are printed, with the kind of page; a section takes over even
    those of the one before that it does not use.
    """
    kinds = ["default", *(["even"] if reading.form.odd_and_even else [])]
    kinds += ["first"] if reading.form.sections[at].title_page else []
    running = (reading.headers[at], reading.footers[at])
    return [(kind, line) for kind in kinds for found in running for line in found.get(kind, ())]


def read_word(data: bytes, name: str) -> Reading:
    """Read the bytes of a .docx, a document or a template. `name` is how messages call it.

    Raises CannotUse for what is no sound Word document, saying what it is instead.
    """
    try:
        members = read_package(data, name)
        members = {part: _transitional(content) for part, content in members.items()}
        return _source(_template(lifted(members), name))
    except TemplateProblem as problem:
        raise _cannot(problem, data, name) from problem


def _source(template: WordTemplate) -> Reading:
    form, _ = read_form(template)
    return Reading(
        template.name,
        form,
        _character_pitch(template),
        _default_size(template),
        any("{{" in part or "{%" in part for part in template.tagged.values()),
        tuple(body_lines(form)),
        tuple(running_lines(section.headers, "header") for section in form.sections),
        tuple(running_lines(section.footers, "footer") for section in form.sections),
    )


def _template(members: Mapping[str, bytes], name: str) -> WordTemplate:
    try:
        return WordTemplate(name, members)
    except TemplateProblem:
        # Braces that cannot be read as tags are an author's own: they are looked at as plain signs.
        return WordTemplate(name, {part: _without_tags(content) for part, content in members.items()})


def _without_tags(content: bytes) -> bytes:
    if b"wordprocessingml/2006/main" not in content[:4000] or b"{" not in content:
        return content
    return _TEXT.sub(lambda found: found[1] or _WIDE[found[2]], content)


def _transitional(content: bytes) -> bytes:
    if b"http://purl.oclc.org/ooxml/" not in content:
        return content
    for strict, usual in _STRICT.items():
        content = content.replace(strict, usual)
    return content


def _cannot(problem: TemplateProblem, data: bytes, name: str) -> CannotUse:
    """The same problem in words about a document and not a template."""
    variant = problem.said.key.partition("/")[2] or "broken"
    if variant == "old-or-encrypted":
        variant = "encrypted" if _NEW_TYPE[1] in data else "old"
    elif variant == "no-package" and not data.startswith(b"PK"):
        variant = "other"
    known = ("empty", "old", "encrypted", "too-big", "no-package", "no-document", "other")
    return CannotUse(f"gongwen.file/{variant if variant in known else 'broken'}", place=Place(name))


def _character_pitch(template: WordTemplate) -> tuple[float | None, ...]:
    """Each section's: the size of the default paragraph style and what the grid adds to it (ECMA-376, 17.6.5)."""
    body = parse(template.tagged[template.document])
    size = _default_size(template)
    found: list[float | None] = []
    for end in body.iter(w("sectPr")):
        grid = end.find(w("docGrid"))
        values = attributes(grid) if grid is not None else {}
        characters = values.get("type") in ("linesAndChars", "snapToChars")
        found.append(size + number(values, "charSpace") / 4096 if characters else None)
    return tuple(found) or (None,)


def _default_size(template: WordTemplate) -> float:
    for part, content in template.members.items():
        if part.endswith("styles.xml"):
            try:
                root = parse(content)
            except etree.XMLSyntaxError:
                continue
            if local(root) == "styles":
                styles = Styles(content, None, None)
                values = merged(styles.default_run, styles.style(None, "paragraph").run)
                return number(values.get("sz"), otherwise=20) / 2
    return 10.0
