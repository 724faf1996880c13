"""Draws lean Word forms: paragraphs, tables and a package with nothing in it that a form does not use.

Lengths are points; every line has an exact height, so that pages do not depend on the fonts of a computer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape

from docgen.word.package import write_package

A4 = (595.3, 841.9)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LINE = 4
"""Width of all lines of a table, in eighths of a point."""
SIDE, TOP = 4.2, 3.0
"""Room between a cell's lines and its text, at the sides and above and below."""
LATIN = "Times New Roman"
"""What figures and letters are set in, whatever the Chinese text beside them is set in."""


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


@dataclass(frozen=True)
class Style:
    """A paragraph style that people find by its name in Word."""

    id: str
    name: str
    font: str
    size: float
    line: float
    align: str = "left"
    before: float = 0
    after: float = 0
    bold: bool = False
    first_line_chars: int = 0
    keep_next: bool = False
    tabs: tuple[tuple[float, str], ...] = ()
    new_page: bool = False
    dashed: bool = False
    """A dashed line under it."""
    color: str = ""
    spread: float = 0
    """Room added behind each character; less than none draws them together."""
    left: float = 0
    right: float = 0
    """Indents."""
    hanging: float = 0
    """By so much the first line begins before the others."""
    whole: bool = False
    """Its lines stay on one page."""
    under: tuple[float, float, str] | None = None
    """A line under it: width, distance below the text's line, colour."""
    latin: str = LATIN

    def xml(self) -> str:
        """The w:style."""
        default = ' w:default="1"' if self.id == "Normal" else ""
        based = "" if self.id == "Normal" else '<w:basedOn w:val="Normal"/>'
        tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{twips(at)}"/>' for at, kind in self.tabs)
        rule = (
            f'<w:pBdr><w:bottom w:val="dashed" w:sz="{LINE}" w:space="0" w:color="000000"/></w:pBdr>'
            if self.dashed
            else ""
        )
        if self.under:
            width, below, ink = self.under
            rule = (
                f'<w:pBdr><w:bottom w:val="single" w:sz="{round(width * 8)}" w:space="{round(below)}" w:color="{ink}"/>'
                "</w:pBdr>"
            )
        color = f'<w:color w:val="{self.color}"/>' if self.color else ""
        spread = f'<w:spacing w:val="{twips(self.spread)}"/>' if self.spread else ""
        sides = "".join(
            f' w:{side}="{twips(room)}"' for side, room in (("left", self.left), ("right", self.right)) if room
        )
        if self.first_line_chars:
            sides += (
                f' w:firstLineChars="{self.first_line_chars * 100}"'
                f' w:firstLine="{twips((self.size + self.spread) * self.first_line_chars)}"'
            )
        if self.hanging:
            sides += f' w:hanging="{twips(self.hanging)}"'
        indent = f"<w:ind{sides}/>" if sides else ""
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}"><w:name w:val="{self.name}"/>{based}'
            "<w:qFormat/>"
            f"<w:pPr>{'<w:keepNext/>' if self.keep_next else ''}{'<w:keepLines/>' if self.whole else ''}"
            f"{'<w:pageBreakBefore/>' if self.new_page else ''}"
            f"{rule}{f'<w:tabs>{tabs}</w:tabs>' if tabs else ''}"
            f'<w:spacing w:before="{twips(self.before)}" w:after="{twips(self.after)}"'
            f' w:line="{twips(self.line)}" w:lineRule="exact"/>{indent}<w:jc w:val="{self.align}"/></w:pPr>'
            f'<w:rPr><w:rFonts w:ascii="{self.latin}" w:eastAsia="{self.font}" w:hAnsi="{self.latin}"'
            f' w:cs="{self.latin}"/>'
            f"{'<w:b/>' if self.bold else ''}{color}{spread}"
            f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/></w:rPr></w:style>'
        )


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


def paragraph(style: str, text: str = "", *, signed_by: str = "", keep: bool = False) -> str:
    """A paragraph of a style; ‹…› in it is small.

    One that somebody signs in has its text in a content control that says who; one to `keep` stays on a page with what
    follows.
    """
    inner = runs(text)
    if signed_by:
        about = f'<w:sdtPr><w:alias w:val="签字处"/><w:tag w:val="sign:{signed_by}"/></w:sdtPr>'
        inner = f"<w:sdt>{about}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}</w:pPr>{inner}</w:p>'


def page_number(style: str) -> str:
    """第 x 页 共 y 页."""

    def field(code: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    inner = run("第 ") + field("PAGE") + run(" 页　共 ") + field("NUMPAGES") + run(" 页")
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
            paragraph(style, text, signed_by=self.signed_by, keep=keep) for style, text in self.paragraphs
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
    """Pages behind those of a form that lie the other way: what stands on them, and what at the top of each."""

    blocks: Sequence[str]
    page: Page
    header: str


SMALL = (
    '<w:style w:type="character" w:styleId="Small"><w:name w:val="小字"/><w:qFormat/>'
    '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>'
)
"""Text in a line that is smaller than the rest."""

FONTS = (
    ("宋体", "SimSun", "auto"),
    ("黑体", "SimHei", "modern"),
    ("仿宋_GB2312", "仿宋", "modern"),
    ("楷体_GB2312", "楷体", "modern"),
    ("方正小标宋简体", "方正小标宋_GBK", "script"),
)
"""The standard's fonts, the name under which a computer may have each, and its kind."""


def _font(font: tuple[str, str, str]) -> str:
    name, other, family = font
    about = f'<w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="{family}"/>'
    return f'<w:font w:name="{name}">{about}</w:font>'


def _theme() -> str:
    """The least theme that Word takes; no form refers to it."""
    colors = (
        ("dk1", "000000"),
        ("lt1", "FFFFFF"),
        ("dk2", "44546A"),
        ("lt2", "E7E6E6"),
        *((f"accent{number}", "5B7C99") for number in range(1, 7)),
        ("hlink", "0563C1"),
        ("folHlink", "954F72"),
    )
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colors)
    fonts = '<a:latin typeface="宋体"/><a:ea typeface="宋体"/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="表格"><a:themeElements>'
        f'<a:clrScheme name="表格">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="表格"><a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="表格"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


_ROOTS = {"header": "hdr", "footer": "ftr"}


def form(
    blocks: Sequence[str],
    styles: Sequence[Style],
    page: Page,
    footer: str,
    header: str = "",
    behind: Leaf | None = None,
) -> bytes:
    """The .docx; the same bytes each time. `header` stands on the pages after the first."""
    headers = [text for text in (header, behind.header if behind else "") if text]
    running = [("header", f"header{number}") for number in range(1, len(headers) + 1)]
    last = page.xml(header="rId6" if header else "")
    if behind:
        blocks = [*blocks, f'<w:p><w:pPr><w:pStyle w:val="Seam"/>{last}</w:pPr></w:p>', *behind.blocks]
        last = behind.page.xml(header=f"rId{5 + len(headers)}", first=False)
    parts = [
        ("footer", "footer1", footer),
        *((kind, name, text) for (kind, name), text in zip(running, headers, strict=True)),
    ]
    return package("".join(blocks) + last, styles, parts)


def package(
    body: str, styles: Sequence[Style], running: Sequence[tuple[str, str, str]], *, odd_and_even: bool = False
) -> bytes:
    """The .docx of a body and its headers and footers (header or footer, its name, what stands in it).

    The first of them is the relationship rId3, the others are rId6 and on.
    """
    first, *others = [(kind, name) for kind, name, _ in running]
    named = "".join(style.xml() for style in styles) + SMALL
    names = f'xmlns:w="{WORD}" xmlns:r="{RELATIONSHIPS}"'
    parts: Mapping[str, str] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            + "".join(
                f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{kind}+xml"/>'
                for name, kind in (
                    ("document", "document.main"),
                    ("styles", "styles"),
                    ("settings", "settings"),
                    ("fontTable", "fontTable"),
                    *((target, kind) for kind, target in (first, *others)),
                )
            )
            + '<Override PartName="/word/theme/theme1.xml"'
            ' ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>' + "</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>"
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="rId{number}" Type="{RELATIONSHIPS}/{kind}" Target="{target}.xml"/>'
                for number, (kind, target) in enumerate(
                    (
                        ("styles", "styles"),
                        ("settings", "settings"),
                        first,
                        ("fontTable", "fontTable"),
                        ("theme", "theme/theme1"),
                        *others,
                    ),
                    start=1,
                )
            )
            + "</Relationships>"
        ),
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": f"<w:{_ROOTS[kind]} {names}>{text}</w:{_ROOTS[kind]}>" for kind, name, text in running},
        "word/settings.xml": (
            f'<w:settings {names}><w:defaultTabStop w:val="420"/>'
            f'{"<w:evenAndOddHeaders/>" if odd_and_even else ""}<w:characterSpacingControl w:val="doNotCompress"/>'
            '<w:compat><w:compatSetting w:name="compatibilityMode"'
            ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
        ),
        "word/fontTable.xml": f"<w:fonts {names}>{''.join(map(_font, FONTS))}</w:fonts>",
        "word/theme/theme1.xml": _theme(),
        "word/styles.xml": (
            f'<w:styles {names}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
            f"</w:rPrDefault><w:pPrDefault/></w:docDefaults>{named}</w:styles>"
        ),
    }
    return write_package({name: (HEAD + text).encode("utf-8") for name, text in parts.items()})
