"""Small forms built by hand, and where their text stands on the pages made of them."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from docgen.form.tree import (
    Block,
    Border,
    Borders,
    Cell,
    CellStyle,
    Form,
    PageSetup,
    Paragraph,
    ParagraphStyle,
    Piece,
    RowStyle,
    Run,
    RunStyle,
    Section,
    TableRow,
    Tag,
    Text,
)
from docgen.pdf.engine import Engine, Pdf
from docgen.pdf.engines import NAMES, engine

SONG = RunStyle(east="宋体", latin="宋体", size=10.5)
ENGINES: dict[str, Engine] = {name: engine(name) for name in NAMES}
CURRENT = ["weasyprint"]
"""The engine that tests are run with; `conftest` runs those of layout with each."""


@dataclass(frozen=True)
class Properties:
    title: str = "题名"
    subject: str = "主题"
    author: str = "某某县司法局"
    created: datetime | None = datetime(2026, 1, 1)


class Spot(NamedTuple):
    """A stretch of text on a page: page from 0, x of its first origin, y of its baseline from the top (points)."""

    page: int
    x: float
    y: float
    end: float


def paragraph(*pieces: str | Piece, run: RunStyle = SONG, **style: Any) -> Paragraph:
    """A paragraph with 20 pt lines unless told otherwise."""
    style = {"line_rule": "exact", "line": 20.0, **style}
    parts = tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)
    return Paragraph(ParagraphStyle(**style), run, (Run(run, parts),) if parts else ())


def cell(*blocks: str | Block, border: float = 0.5, **properties: Any) -> Cell:
    """A cell with borders all round."""
    line = Border("single", border)
    content = tuple(paragraph(block) if isinstance(block, str) else block for block in blocks)
    style = {name: properties.pop(name) for name in list(properties) if name in CellStyle.__dataclass_fields__}
    return Cell(content, CellStyle(borders=Borders(line, line, line, line), **style), **properties)


def row(*cells: str | Cell | Tag, **properties: Any) -> TableRow:
    """A table row."""
    return TableRow(tuple(cell(item) if isinstance(item, str) else item for item in cells), RowStyle(**properties))


def form(*blocks: Block, **section: Any) -> Form:
    """One A4 section with 72 pt margins."""
    return Form((Section(PageSetup(), blocks, **section),))


def current() -> Engine:
    """The engine that this test is run with."""
    return ENGINES[CURRENT[0]]


def render(made: Form, **context: Any) -> Pdf:
    """The form's PDF."""
    return current().prepare(made).render(context, Properties())


def spots(pdf: Pdf) -> dict[str, Spot]:
    """Stretches of text by their content; of equal ones the last."""
    found: dict[str, Spot] = {}
    document = pypdfium2.PdfDocument(pdf.data)
    for number, page in enumerate(document):
        height = page.get_height()
        textpage = page.get_textpage()
        x, y = ctypes.c_double(), ctypes.c_double()
        text, start, last = "", (0.0, 0.0), (0.0, 0.0)
        for index in range(textpage.count_chars()):
            code = pdfium.FPDFText_GetUnicode(textpage, index)
            if code < 0x20 or pdfium.FPDFText_IsGenerated(textpage, index) == 1:
                continue
            pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
            place = (x.value, height - y.value)
            if text and (abs(place[1] - last[1]) > 2 or abs(place[0] - last[0]) > 40):
                found[unicodedata.normalize("NFKC", text)] = Spot(number, *start, last[0])
                text = ""
            if not text:
                start = place
            text += chr(code)
            last = place
        if text:
            found[unicodedata.normalize("NFKC", text)] = Spot(number, *start, last[0])
        textpage.close()
        page.close()
    document.close()
    return found


def baselines(made: Form, **context: Mapping[str, Any]) -> dict[str, float]:
    """Baseline of each stretch from the page's top."""
    return {text: round(spot.y, 1) for text, spot in spots(render(made, **context)).items()}
