"""Where each paragraph of a .docx stands in a PDF made of it: page, place and number of lines."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pypdfium2
import pypdfium2.raw as pdfium
from docx.oxml.ns import qn

MILLIMETRE = 72 / 25.4
PROBE = 12
"""Characters by which the beginning of a paragraph is recognised."""


SKIPPED = 40
"""Characters that may be passed over (headers and footers); where more are, a merged cell is drawn after its rows."""

MOVED = 40.0
"""Points that a glyph may stand left of the one drawn before it and still belong to the same words."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character of a page; x and y (from the top) of its origin on the baseline, in points."""

    char: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph's first character and its number of lines."""

    text: str
    page: int
    x: float
    y: float
    lines: int


def glyphs(pdf: bytes | Path) -> list[list[Glyph]]:
    """The visible characters of each page in the order in which they are drawn."""
    import ctypes

    pages: list[list[Glyph]] = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document):
            height = page.get_height()
            text = page.get_textpage()
            found: list[Glyph] = []
            x, y = ctypes.c_double(), ctypes.c_double()
            for index in range(text.count_chars()):
                code = pdfium.FPDFText_GetUnicode(text, index)
                if 0xDC00 <= code < 0xE000:
                    continue  # the second half of a character beyond the BMP, told with the first
                if 0xD800 <= code < 0xDC00:
                    second = pdfium.FPDFText_GetUnicode(text, index + 1)
                    code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00)
                char = unicodedata.normalize("NFKC", chr(code)) if code else ""
                if not char.strip() or pdfium.FPDFText_IsGenerated(text, index) == 1:
                    continue
                pdfium.FPDFText_GetCharOrigin(text, index, x, y)
                _insert(found, Glyph(char, number, x.value, height - y.value))
            pages.append(found)
            text.close()
            page.close()
    finally:
        document.close()
    return pages


def _insert(found: list[Glyph], glyph: Glyph) -> None:
    """Put a glyph where it stands: LibreOffice may draw one of another font after those to its right."""
    at = len(found)
    while at and abs(found[at - 1].y - glyph.y) < 0.5 and 0 < found[at - 1].x - glyph.x < MOVED:
        at -= 1
    found.insert(at, glyph)


def paragraphs(word: bytes) -> list[str]:
    """The texts of a .docx's body in reading order, without spaces; empty ones left out."""
    return [text for text in (_squeezed(item) for item in _texts(docx.Document(io.BytesIO(word)).element.body)) if text]


def below_headers(pages: list[list[Glyph]], word: bytes) -> list[list[Glyph]]:
    """The glyphs of the body: those in the top margin are a header's, which repeats words of it.

    A header that is taller than its margin pushes the body down and stays among them.
    """
    margins = [section.top_margin for section in docx.Document(io.BytesIO(word)).sections]
    top = min((margin.pt for margin in margins if margin is not None), default=0.0)
    return [[glyph for glyph in page if glyph.y > top] for page in pages]


def places(texts: list[str], pages: list[list[Glyph]]) -> list[Place | None]:
    """Each text's place, None where it does not stand in the PDF.

    Drawn order is reading order but for cells that go on on the next page, whose rest comes after their neighbours.
    """
    stream = [glyph for page in pages for glyph in page]
    letters: list[str] = []
    owner: list[int] = []
    for index, glyph in enumerate(stream):
        for char in glyph.char:
            letters.append(char)
            owner.append(index)
    line = "".join(letters)
    used = bytearray(len(line))
    cursor = 0
    found: list[Place | None] = []
    for text in texts:
        taken: list[int] = []
        rest, start = text, cursor
        while rest:
            # A cell merged over rows may be drawn after those rows.
            at = _free(line, used, rest[:PROBE], (start,) if taken else (start, 0))
            if at < 0:
                break
            if not taken and used.count(0, cursor, at) <= SKIPPED:
                cursor = at
            count = 0
            while count < len(rest) and at + count < len(line) and line[at + count] == rest[count]:
                used[at + count] = 1
                taken.append(owner[at + count])
                count += 1
            rest, start = rest[count:], at + count
        if rest:
            found.append(None)
            continue
        first = stream[taken[0]]
        rows = {(stream[item].page, round(stream[item].y)) for item in taken}
        found.append(Place(text, first.page, first.x, first.y, len(_merged(rows))))
    return found


def _free(line: str, used: bytearray, probe: str, starts: tuple[int, ...]) -> int:
    for length in range(len(probe), 0, -1):
        for start in starts:
            at = line.find(probe[:length], start)
            while at >= 0 and any(used[at : at + length]):
                at = line.find(probe[:length], at + 1)
            if at >= 0:
                return at
    return -1


def _merged(rows: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines, with super- and subscripts (within 6 pt of their line) counted as part of it."""
    kept: list[tuple[int, int]] = []
    for row in sorted(rows):
        if not kept or row[0] != kept[-1][0] or row[1] - kept[-1][1] > 6:
            kept.append(row)
    return kept


def _texts(element: object) -> Iterator[str]:
    for child in element:  # type: ignore[attr-defined]
        if child.tag == qn("w:p"):
            yield _text(child)
        elif child.tag in (qn("w:tbl"), qn("w:tr"), qn("w:sdt"), qn("w:sdtContent")):
            yield from _texts(child)
        elif child.tag == qn("w:tc"):
            merge = child.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merge is None or merge.get(qn("w:val")) == "restart":
                yield from _texts(child)


def _text(paragraph: object) -> str:
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))  # type: ignore[attr-defined]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
