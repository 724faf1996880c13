"""Reads what stands where on the pages of a PDF: characters with their ink, fonts and sizes, and straight lines; in mm."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72


@dataclass(frozen=True)
class Character:
    """A character: where its origin lies and how far its ink goes, in mm from the upper left corner."""

    char: str
    x: float
    baseline: float
    left: float
    top: float
    right: float
    bottom: float
    size: float
    """In points."""
    font: str


@dataclass(frozen=True)
class Rule:
    """A line that lies flat, or stands: its ends in mm, its width in mm."""

    left: float
    top: float
    right: float
    bottom: float
    width: float
    color: tuple[int, int, int]


@dataclass(frozen=True)
class MeasuredPage:
    """One page."""

    width: float
    height: float
    characters: list[Character]
    """None of them where they were not asked for."""
    rules: list[Rule]

    def lines(self) -> list[list[Character]]:
        """The characters by baseline, from the top; each line from the left."""
        found: dict[float, list[Character]] = {}
        for item in self.characters:
            key = next((key for key in found if abs(key - item.baseline) < 0.6), item.baseline)
            found.setdefault(key, []).append(item)
        return [sorted(found[key], key=lambda item: item.x) for key in sorted(found)]

    def line(self, words: str, size: int = 0) -> list[Character]:
        """The characters of the first line (of this size) that holds these words, from their first to their last."""
        for line in self.lines():
            text = "".join(item.char for item in line)
            if words in text and size in (0, round(line[0].size)):
                start = text.index(words)
                return line[start : start + len(words)]
        raise AssertionError(f"{words} stands on no line of the page")

    @property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join("".join(item.char for item in line) for line in self.lines())


def measured(pdf: bytes, *, letters: bool = True) -> list[MeasuredPage]:
    """The pages of a PDF, with their `letters`, which take most of the time."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            width, height = page.get_size()
            pages.append(
                MeasuredPage(
                    width * MM,
                    height * MM,
                    list(_characters(page, height)) if letters else [],
                    list(_rules(page, height)),
                )
            )
        return pages
    finally:
        document.close()


def _characters(page: pypdfium2.PdfPage, height: float) -> Iterator[Character]:
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    sides = [ctypes.c_double() for _ in range(4)]
    name, flags, matrix = ctypes.create_string_buffer(200), ctypes.c_int(), pdfium.FS_MATRIX()
    for index in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text, index))
        if not char.strip() or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetCharBox(text, index, *sides)
        pdfium.FPDFText_GetFontInfo(text, index, name, 200, flags)
        left, right, bottom, top = (side.value for side in sides)
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        size = pdfium.FPDFText_GetFontSize(text, index) * (matrix.c**2 + matrix.d**2) ** 0.5
        yield Character(
            char,
            x.value * MM,
            (height - y.value) * MM,
            left * MM,
            (height - top) * MM,
            right * MM,
            (height - bottom) * MM,
            size,
            name.value.decode("utf-8", "replace"),
        )
    text.close()


def _rules(page: pypdfium2.PdfPage, height: float) -> Iterator[Rule]:
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        drawn, filled = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, filled, drawn)
        stroke = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(item, stroke)
        scale = (item.get_matrix().a ** 2 + item.get_matrix().b ** 2) ** 0.5
        channels = [ctypes.c_uint() for _ in range(4)]
        get = pdfium.FPDFPageObj_GetStrokeColor if drawn.value else pdfium.FPDFPageObj_GetFillColor
        get(item, *channels)
        across, down = ([round(value, 2) for value in values] for values in zip(*_points(item), strict=True))
        left, right, heights = min(across), max(across), sorted(set(down))
        # A frame of which only the lower line is drawn is one path, as high as the frame.
        bottom, top = (heights[0], heights[-1]) if drawn.value else heights[:2]
        width = stroke.value * scale if drawn.value else top - bottom
        yield Rule(
            left * MM,
            (height - top) * MM,
            right * MM,
            (height - bottom) * MM,
            width * MM,
            (channels[0].value, channels[1].value, channels[2].value),
        )


def _points(item: pypdfium2.PdfObject) -> Iterator[tuple[float, float]]:
    """A path's points."""
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFPath_GetPathSegment(item, index), x, y)
        yield (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
