"""Draws lean Word forms: paragraphs, tables and a package with nothing in it that a form does not use.

Lengths are points; every line has an exact height, so that pages do not depend on the fonts of a computer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
SIDE, TOP = 2.8, 2.0
"""Room between a cell's lines and its text, at the sides and above and below."""


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

    def xml(self) -> str:
        """The w:style."""
        default = ' w:default="1"' if self.id == "Normal" else ""
        based = "" if self.id == "Normal" else '<w:basedOn w:val="Normal"/>'
        tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{twips(at)}"/>' for at, kind in self.tabs)
        indent = (
            f'<w:ind w:firstLineChars="{self.first_line_chars * 100}"'
            f' w:firstLine="{twips(self.size * self.first_line_chars)}"/>'
            if self.first_line_chars
            else ""
        )
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}"><w:name w:val="{self.name}"/>{based}'
            "<w:qFormat/>"
            f"<w:pPr>{'<w:keepNext/>' if self.keep_next else ''}{f'<w:tabs>{tabs}</w:tabs>' if tabs else ''}"
            f'<w:spacing w:before="{twips(self.before)}" w:after="{twips(self.after)}"'
            f' w:line="{twips(self.line)}" w:lineRule="exact"/>{indent}<w:jc w:val="{self.align}"/></w:pPr>'
            f'<w:rPr><w:rFonts w:ascii="{self.font}" w:eastAsia="{self.font}" w:hAnsi="{self.font}"'
            f' w:cs="{self.font}"/>'
            f"{'<w:b/>' if self.bold else ''}"
            f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/></w:rPr></w:style>'
        )


def run(text: str) -> str:
    """A run without any look of its own; a tab is a tab."""
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in text.split("\t"))
    return f"<w:r>{'<w:tab/>'.join(parts)}</w:r>" if text else ""


def paragraph(style: str, text: str = "", *, signed_by: str = "") -> str:
    """A paragraph of a style; one that somebody signs in has its text in a content control that says who."""
    inner = run(text)
    if signed_by:
        about = f'<w:sdtPr><w:alias w:val="签字处"/><w:tag w:val="sign:{signed_by}"/></w:sdtPr>'
        inner = f"<w:sdt>{about}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


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

    def xml(self, width: float) -> str:
        """The w:tc."""
        span = f'<w:gridSpan w:val="{self.span}"/>' if self.span > 1 else ""
        inner = "".join(paragraph(style, text, signed_by=self.signed_by) for style, text in self.paragraphs)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{span}<w:vAlign w:val="{self.align}"/></w:tcPr>'
            f"{inner}</w:tc>"
        )


@dataclass(frozen=True)
class Row:
    """A row that does not break across pages."""

    cells: Sequence[Cell]
    height: float = 0
    heading: bool = False


@dataclass(frozen=True)
class Statement:
    """A row of its own for a tag {%tr %}."""

    tag: str


def table(columns: Sequence[float], rows: Sequence[Row | Statement]) -> str:
    """A table of fixed columns with all its lines."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{LINE}" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{twips(SIDE if side in ("left", "right") else TOP)}" w:type="dxa"/>'
        for side in ("top", "left", "bottom", "right")
    )
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(map(twips, columns))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(_row(item, columns) for item in rows)}</w:tbl>"
    )


def _row(item: Row | Statement, columns: Sequence[float]) -> str:
    if isinstance(item, Statement):
        cell = Cell([("Cell", item.tag)], span=len(columns))
        return f"<w:tr>{cell.xml(sum(columns))}</w:tr>"
    height = f'<w:trHeight w:val="{twips(item.height)}" w:hRule="atLeast"/>' if item.height else ""
    heading = "<w:tblHeader/>" if item.heading else ""
    cells, at = [], 0
    for cell in item.cells:
        cells.append(cell.xml(sum(columns[at : at + cell.span])))
        at += cell.span
    assert at == len(columns), f"a row covers {at} of {len(columns)} columns"
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{heading}</w:trPr>{''.join(cells)}</w:tr>"


@dataclass(frozen=True)
class Page:
    """Paper and margins of a form."""

    landscape: bool
    top: float
    side: float
    bottom: float
    footer: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return (A4[1], A4[0]) if self.landscape else A4

    @property
    def width(self) -> float:
        """The width of the text."""
        return self.size[0] - 2 * self.side

    def xml(self) -> str:
        """The w:sectPr, with the footer."""
        width, height = self.size
        orient = ' w:orient="landscape"' if self.landscape else ""
        return (
            '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
            f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{orient}/>'
            f'<w:pgMar w:top="{twips(self.top)}" w:right="{twips(self.side)}" w:bottom="{twips(self.bottom)}"'
            f' w:left="{twips(self.side)}" w:header="{twips(self.footer)}" w:footer="{twips(self.footer)}"'
            ' w:gutter="0"/>'
            "</w:sectPr>"
        )


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


def form(blocks: Sequence[str], styles: Sequence[Style], page: Page, footer: str) -> bytes:
    """The .docx; the same bytes each time."""
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
                    ("footer1", "footer"),
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
                        ("footer", "footer1"),
                        ("fontTable", "fontTable"),
                        ("theme", "theme/theme1"),
                    ),
                    start=1,
                )
            )
            + "</Relationships>"
        ),
        "word/document.xml": f"<w:document {names}><w:body>{''.join(blocks)}{page.xml()}</w:body></w:document>",
        "word/footer1.xml": f"<w:ftr {names}>{footer}</w:ftr>",
        "word/settings.xml": (
            f'<w:settings {names}><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="doNotCompress"/>'
            '<w:compat><w:compatSetting w:name="compatibilityMode"'
            ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
        ),
        "word/fontTable.xml": f"<w:fonts {names}>{''.join(map(_font, FONTS))}</w:fonts>",
        "word/theme/theme1.xml": _theme(),
        "word/styles.xml": (
            f'<w:styles {names}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
            f"</w:rPrDefault><w:pPrDefault/></w:docDefaults>{''.join(style.xml() for style in styles)}</w:styles>"
        ),
    }
    return write_package({name: (HEAD + text).encode("utf-8") for name, text in parts.items()})
