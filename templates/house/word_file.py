"""A Word file with nothing in it that a form does not use: named styles, fonts, headers and footers, the package.

Lengths are points; every line has an exact height, so that pages do not depend on the fonts of a computer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docgen.word.package import write_package

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LINE = 4
"""Width of all lines of a table, in eighths of a point."""
"""Width of all lines of a table, in eighths of a point."""
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
    hangs: bool = True
    """A mark at a line's end may stand outside the text."""
    rule: str = "exact"
    """What `line` is: atLeast for what holds a picture, which an exact height would cut off."""
    outline: int | None = None
    """How high a heading stands, 0 for a document's title; nothing that is seen on paper."""

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
        outline = "" if self.outline is None else f'<w:outlineLvl w:val="{self.outline}"/>'
        hanging = "" if self.hangs else '<w:overflowPunct w:val="0"/>'
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}"><w:name w:val="{self.name}"/>{based}'
            "<w:qFormat/>"
            f"<w:pPr>{'<w:keepNext/>' if self.keep_next else ''}{'<w:keepLines/>' if self.whole else ''}"
            f"{'<w:pageBreakBefore/>' if self.new_page else ''}"
            f"{rule}{f'<w:tabs>{tabs}</w:tabs>' if tabs else ''}"
            f"{hanging}"
            f'<w:spacing w:before="{twips(self.before)}" w:after="{twips(self.after)}"'
            f' w:line="{twips(self.line)}" w:lineRule="{self.rule}"/>{indent}<w:jc w:val="{self.align}"/>'
            f"{outline}</w:pPr>"
            f'<w:rPr><w:rFonts w:ascii="{self.latin}" w:eastAsia="{self.font}" w:hAnsi="{self.latin}"'
            f' w:cs="{self.latin}"/>'
            f"{'<w:b/>' if self.bold else ''}{color}{spread}"
            f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/></w:rPr></w:style>'
        )


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
