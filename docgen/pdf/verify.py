"""What a finished PDF must hold to before a run calls itself done: it opens, its fonts are in it, its text is whole."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2

from docgen.messages import say

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_DEPTH = 8
"""How deep forms inside forms are followed."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found: the pages, the text as a reader copies it, and what is wrong (messages for the user)."""

    pages: int
    text: str
    problems: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Nothing is wrong."""
        return not self.problems


def verify(data: bytes, texts: Iterable[str] = (), *, typed: str = "", pages: int | None = None) -> Verified:
    """Check a PDF: it opens in two readers, every font is embedded, no .notdef is drawn, `texts` can be copied
    from it, no template tag stands in it (but those in `texts` and `typed`, which somebody typed), and it has
    `pages` pages.

    Never raises for a bad PDF: what is wrong is in `problems`.
    """
    problems: list[str] = []
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            problems += [say("pdf.damaged", reason=reason) for reason in pdf.check_pdf_syntax()]
            problems += _font_problems(pdf)
        text = _text(data)
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as problem:
        return Verified(0, "", (say("pdf.damaged", reason=str(problem).rpartition(": ")[2]),))
    if pages is not None and count != pages:
        problems.append(say("pdf.pages", found=count, expected=pages))
    copied = _squeezed(text)
    asked = [_squeezed(item) for item in texts]
    known = _squeezed(typed) + "".join(asked)
    problems += [say("pdf.lost", text=item[:40]) for item in dict.fromkeys(asked) if item not in copied]
    problems += [say("pdf.tag_left", tag=tag) for tag in dict.fromkeys(_TAG.findall(copied)) if tag not in known]
    return Verified(count, text, tuple(problems))


def _text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        parts = []
        for page in document:
            textpage = page.get_textpage()
            parts.append(textpage.get_text_range())
            textpage.close()
            page.close()
        return "\n".join(parts)
    finally:
        document.close()


def _squeezed(text: str) -> str:
    """Without spaces and in one form of width: a reader breaks lines where the page does."""
    return re.sub(r"[\s\x00\ufffe\u200b]+", "", unicodedata.normalize("NFKC", text))


def _font_problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    glyphs: dict[tuple[int, int], int | None] = {}
    seen: set[str] = set()
    for page in pdf.pages:
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        for problem in _stream_problems(page, resources, glyphs, 0):
            if problem not in seen:
                seen.add(problem)
                yield problem


def _stream_problems(
    stream: Any, resources: Any, glyphs: dict[tuple[int, int], int | None], depth: int
) -> Iterator[str]:
    fonts: Mapping[str, Any] = dict(resources.get("/Font", {}).items())
    current: Any = None
    missing = False
    for instruction in pikepdf.parse_content_stream(stream):
        name, operands = str(instruction.operator), instruction.operands
        if name == "Tf":
            current = fonts.get(str(operands[0]))
            if current is not None and not _embedded(current):
                yield say("pdf.not_embedded", font=str(current.get("/BaseFont", "?")).lstrip("/"))
        elif name in ("Tj", "'", '"', "TJ") and current is not None and not missing:
            limit = _glyph_count(current, glyphs)
            missing = any(code == 0 or (limit and code >= limit) for code in _codes(current, operands))
        elif name == "Do" and depth < _DEPTH:
            form = resources.get("/XObject", {}).get(str(operands[0]))
            if form is not None and form.get("/Subtype") == "/Form":
                yield from _stream_problems(form, form.get("/Resources", resources), glyphs, depth + 1)
    if missing:
        yield say("pdf.notdef")


def _descriptor(font: Any) -> Any:
    inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
    return inner.get("/FontDescriptor")


def _embedded(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    descriptor = _descriptor(font)
    return descriptor is not None and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _codes(font: Any, operands: Any) -> Iterator[int]:
    """Glyph codes drawn, of fonts with two-byte codes that are glyph numbers; () for others."""
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H":
        return
    items = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
    for item in items:
        if isinstance(item, pikepdf.String):
            data = bytes(item)
            for index in range(0, len(data) - 1, 2):
                yield data[index] << 8 | data[index + 1]


def _glyph_count(font: Any, glyphs: dict[tuple[int, int], int | None]) -> int | None:
    """How many glyphs the embedded font has, None where that cannot be told."""
    key = font.objgen
    if key not in glyphs:
        glyphs[key] = _read_glyph_count(font)
    return glyphs[key]


def _read_glyph_count(font: Any) -> int | None:
    descriptor = _descriptor(font)
    for name in ("/FontFile2", "/FontFile3"):
        if descriptor is not None and name in descriptor:
            from fontTools.cffLib import CFFFontSet
            from fontTools.ttLib import TTFont, TTLibError

            data = io.BytesIO(descriptor[name].read_bytes())
            try:
                return int(TTFont(data, lazy=True)["maxp"].numGlyphs)
            except TTLibError:
                data.seek(0)
                cff = CFFFontSet()
                cff.decompile(data, None)
                return len(cff[0].CharStrings)
    return None
