"""Draws lean Word forms: paragraphs, tables, pages; lengths are points."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape

from word_file import LINE, Style, package, twips

A4 = (595.3, 841.9)
SIDE, TOP = 4.2, 3.0
"""Room between a cell's lines and its text, at the sides and above and below."""


def run(text: str, style: str = "") -> str:
    """A run, of a character style where one is named; a tab is a tab."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in text.split("\t"))
    return f"<w:r>{look}{'<w:tab/>'.join(parts)}</w:r>" if text else ""


_SMALL = re.compile(r"‹(.*?)›")
"""Text between these signs is set small."""


def runs(text: str) -> str:
    """The runs of a text."""
    return "".join(run(piece, "Small" if place % 2 else "") for place, piece in enumerate(_SMALL.split(text)))


CONTROLS = {"sign": "签字处", "chart": "图表"}
"""How Word calls a content control, by the beginning of its tag."""


def paragraph(
    style: str, text: str = "", *, signed_by: str = "", keep: bool = False, tag: str = "", look: str = ""
) -> str:
    """A paragraph of a style; ‹…› in it is small.

    One that somebody signs in has its text in a content control that says who, one with a `tag` in a control of that
    tag; one to `keep` stays on a page with what follows. `look` is what it has beside its style
    (w:spacing, w:ind, w:jc).
    """
    inner = runs(text)
    tag = f"sign:{signed_by}" if signed_by else tag
    if tag:
        name = CONTROLS[tag.partition(":")[0]]
        about = f'<w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{tag}"/></w:sdtPr>'
        inner = f"<w:sdt>{about}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}{look}</w:pPr>{inner}</w:p>'


def field_of(code: str) -> str:
    """A field: PAGE, NUMPAGES."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def page_number(style: str) -> str:
    """第 x 页 共 y 页."""
    inner = run("第 ") + field_of("PAGE") + run(" 页　共 ") + field_of("NUMPAGES") + run(" 页")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


@dataclass(frozen=True)
class Cell:
    """A cell: paragraphs (style, text), how many grid columns it covers, where its text stands."""

    paragraphs: Sequence[tuple[str, str]]
    span: int = 1
    align: str = "center"
    signed_by: str = ""
    """The chain's word for who signs here: what stands in the cell is in content controls that tell it."""
    lines: Mapping[str, str] = field(default_factory=dict)
    """Lines unlike the table's: side (top, left, bottom, right) → kind (nil, dashed, single)."""
    inside: str = ""
    """Blocks that stand in it, a table among them, in place of its paragraphs."""
    merge: str = ""
    """restart where cells below are one with this one, continue in those."""
    shade: str = ""
    """Its background, six hexadecimal figures."""
    tag: str = ""
    """Of the content controls that its paragraphs' text is in, where nobody signs in it."""

    def xml(self, width: float, keep: bool = False) -> str:
        """The w:tc."""
        span = f'<w:gridSpan w:val="{self.span}"/>' if self.span > 1 else ""
        merge = f'<w:vMerge w:val="{self.merge}"/>' if self.merge else ""
        sides = "".join(
            f'<w:{side} w:val="{self.lines[side]}"'
            + ("/>" if self.lines[side] == "nil" else f' w:sz="{LINE}" w:space="0" w:color="000000"/>')
            for side in SIDES
            if side in self.lines
        )
        borders = f"<w:tcBorders>{sides}</w:tcBorders>" if sides else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{self.shade}"/>' if self.shade else ""
        inner = self.inside or "".join(
            paragraph(style, text, signed_by=self.signed_by, keep=keep, tag=self.tag) for style, text in self.paragraphs
        )
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{span}{merge}{borders}{shade}'
            f'<w:vAlign w:val="{self.align}"/></w:tcPr>{inner}</w:tc>'
        )


SIDES = ("top", "left", "bottom", "right")


@dataclass(frozen=True)
class Row:
    """A row that does not break across pages."""

    cells: Sequence[Cell]
    height: float = 0
    heading: bool = False
    keep: bool = False
    """It stays on a page with the next row."""
    exact: bool = False
    whole: bool = True
    """It does not break across pages."""


@dataclass(frozen=True)
class Statement:
    """A row of its own for a tag {%tr %}."""

    tag: str


@dataclass(frozen=True)
class Section:
    """Rows of a table with columns of their own."""

    columns: Sequence[float]
    rows: Sequence[Row | Statement]


def table(columns: Sequence[float], rows: Sequence[Row | Statement], *, lines: bool = True, above: bool = False) -> str:
    """A table of fixed columns with all its lines, as `frame`."""
    return frame([Section(columns, rows)], lines=lines, above=above)


def frame(sections: Sequence[Section], *, lines: bool = True, above: bool = False) -> str:
    """One table of several sections, each with columns of its own: what stands one below the other is one frame.

    `lines` False: only those that cells ask for. `above`: a table follows at once, whose first line is its last.
    """
    stops = sorted({stop for section in sections for stop in _stops(section.columns)})
    grid = [round(stop - before, 1) for before, stop in pairwise([0.0, *stops])]
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{LINE}" w:space="0" w:color="000000"/>'
        if lines and not (above and side == "bottom")
        else f'<w:{side} w:val="nil"/>'
        for side in (*SIDES, "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{twips(SIDE if side in ("left", "right") else TOP)}" w:type="dxa"/>' for side in SIDES
    )
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in grid)
    rows = "".join(_row(item, section.columns, stops) for section in sections for item in section.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(map(twips, grid))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _stops(columns: Sequence[float]) -> list[float]:
    """Where columns end."""
    return [round(stop, 1) for stop in accumulate(columns)]


def _row(item: Row | Statement, columns: Sequence[float], grid: Sequence[float]) -> str:
    if isinstance(item, Statement):
        cell = Cell([("Cell", item.tag)], span=len(grid))
        return f"<w:tr>{cell.xml(sum(columns))}</w:tr>"
    rule = "exact" if item.exact else "atLeast"
    height = f'<w:trHeight w:val="{twips(item.height)}" w:hRule="{rule}"/>' if item.height else ""
    heading = "<w:tblHeader/>" if item.heading else ""
    whole = "<w:cantSplit/>" if item.whole else ""
    stops = [0.0, *_stops(columns)]
    cells, at = [], 0
    for cell in item.cells:
        begin, end = stops[at], stops[at + cell.span]
        covered = sum(begin < stop <= end for stop in grid)
        cells.append(replace(cell, span=covered).xml(end - begin, item.keep))
        at += cell.span
    assert at == len(columns), f"a row covers {at} of {len(columns)} columns"
    return f"<w:tr><w:trPr>{whole}{height}{heading}</w:trPr>{''.join(cells)}</w:tr>"


@dataclass(frozen=True)
class Page:
    """Paper and margins of a form."""

    landscape: bool
    top: float
    left: float
    right: float
    bottom: float
    footer: float
    size: tuple[float, float] = A4
    """Width and height of the sheet upright."""

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height as it lies."""
        return (self.size[1], self.size[0]) if self.landscape else self.size

    @property
    def width(self) -> float:
        """The width of the text."""
        return round(self.paper[0] - self.left - self.right, 1)

    @property
    def height(self) -> float:
        """The height of the text."""
        return round(self.paper[1] - self.top - self.bottom, 1)

    def xml(self, *, header: str = "", first: bool = True) -> str:
        """The w:sectPr, with the footer; `header` is the relationship of what stands at the top of its pages.

        With `first` it stands on those after the first only.
        """
        width, height = self.paper
        orient = ' w:orient="landscape"' if self.landscape else ""
        running = '<w:footerReference w:type="default" r:id="rId3"/>'
        apart = bool(header) and first
        if header:
            running = f'<w:headerReference w:type="default" r:id="{header}"/>{running}'
        if apart:
            running += '<w:footerReference w:type="first" r:id="rId3"/>'
        return (
            f"<w:sectPr>{running}"
            f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{orient}/>'
            f'<w:pgMar w:top="{twips(self.top)}" w:right="{twips(self.right)}" w:bottom="{twips(self.bottom)}"'
            f' w:left="{twips(self.left)}" w:header="{twips(self.top - 24)}" w:footer="{twips(self.footer)}"'
            f' w:gutter="0"/>{"<w:titlePg/>" if apart else ""}'
            "</w:sectPr>"
        )


@dataclass(frozen=True)
class Leaf:
    """Pages behind those of a form, a section of their own: what stands on them, and what at the top of each."""

    blocks: Sequence[str]
    page: Page
    header: str


def form(
    blocks: Sequence[str],
    styles: Sequence[Style],
    page: Page,
    footer: str,
    header: str = "",
    behind: Sequence[Leaf] = (),
) -> bytes:
    """The .docx; the same bytes each time. `header` stands on the pages after the first."""
    headers = [text for text in (header, *(leaf.header for leaf in behind)) if text]
    running = [("header", f"header{number}") for number in range(1, len(headers) + 1)]
    related = iter(range(6, 6 + len(headers)))
    last = page.xml(header=f"rId{next(related)}" if header else "")
    for leaf in behind:
        blocks = [*blocks, f'<w:p><w:pPr><w:pStyle w:val="Seam"/>{last}</w:pPr></w:p>', *leaf.blocks]
        last = leaf.page.xml(header=f"rId{next(related)}", first=False)
    parts = [
        ("footer", "footer1", footer),
        *((kind, name, text) for (kind, name), text in zip(running, headers, strict=True)),
    ]
    return package("".join(blocks) + last, styles, parts)
