"""A red-header document drawn by python-docx, every measure a keyword: what keeps the standard, and what does not."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}
PITCH = 28.9
"""Points of the running text's lines."""


@dataclass(frozen=True)
class P:
    """A paragraph."""

    text: str = ""
    font: str = "仿宋_GB2312"
    size: float = 16
    align: str = "left"
    indent: float = 0
    """Characters before the first line."""
    left: float = 0
    right: float = 0
    """Characters from the right."""
    before: float = 0
    after: float = 0
    line: float | None = PITCH
    color: str = ""
    page: bool = False
    """On a new page."""
    border: str = ""
    """Of its lower edge: style, eighths of a point, colour."""
    runs: tuple[tuple[str, str], ...] = ()
    """Text and font of each run, in place of `text`."""


BODY: tuple[P, ...] = (
    P("为做好今年的廉政风险防控工作，现将有关事项通知如下。", indent=2),
    P("一、提高认识", "黑体", indent=2),
    P("各股室要按照国发〔2012〕5号文件的要求，逐项对照查找。", indent=2),
    P("（一）明确分工", "楷体_GB2312", indent=2),
    P("1.股室负责人对本股室的风险点负责。", indent=2),
    P("（1）每月检查一次。", indent=2),
    P("二、按时报送", "黑体", indent=2),
    P("请于9月30日前将自查表报办公室。", indent=2),
)


@dataclass(frozen=True)
class Paper:
    """A whole document; None or () leaves an element out."""

    front: tuple[P, ...] = (
        # 35 mm to the ink: empty lines above, and a line whose characters stand in it as they do in print.
        P("", line=30),
        P("", line=30),
        P("湖滨县司法局文件", "方正小标宋简体", 50, "center", before=27, line=60, color="FF0000"),
    )
    number: tuple[P, ...] = (
        P(),
        P(),
        P("湖司发〔2026〕1号", align="center", border="single 12 FF0000 7"),
    )
    title: tuple[P, ...] = (
        P(),
        P(),
        P("湖滨县司法局关于开展廉政风险自查的通知", "方正小标宋简体", 22, "center", line=33),
    )
    addressee: tuple[P, ...] = (P(), P("局机关各股室，各司法所："))
    body: tuple[P, ...] = BODY
    note: tuple[P, ...] = (P(), P("附件：廉政风险自查表", indent=2))
    signature: tuple[P, ...] = (
        P(),
        P(),
        P("湖滨县司法局", align="right", right=4),
        P("2026年9月1日", align="right", right=4),
    )
    remark: tuple[P, ...] = (P("（此件公开发布）", indent=2),)
    attachments: tuple[P, ...] = (
        P("附件", "黑体", page=True),
        P(),
        P("廉政风险自查表", "方正小标宋简体", 22, "center", line=33),
        P("本表由各股室填写，一式两份。", indent=2),
    )
    imprint: tuple[tuple[str, ...], ...] = (
        ("抄送：县纪委监委，县委办公室。",),
        ("湖滨县司法局办公室", "2026年9月1日印发"),
    )
    weights: tuple[int, ...] = (8, 6, 8)
    """Eighths of a point of the 版记's lines."""
    small: tuple[str, float] = ("仿宋_GB2312", 14)
    page: Mapping[str, float] = field(
        default_factory=lambda: {
            "width": 210,
            "height": 297,
            "top": 37,
            "left": 28,
            "bottom": 35,
            "right": 26,
            "footer": 24.8,
        }
    )
    characters: int = -842
    """The grid's addition to a character, in 4096ths of a point; 0: no grid."""
    footers: Mapping[str, P] = field(
        default_factory=lambda: {
            "default": P("— {} —", "宋体", 14, "right", right=1, line=14),
            "even": P("— {} —", "宋体", 14, "left", left=1, line=14),
        }
    )
    odd_and_even: bool = True

    def bytes(self) -> bytes:
        """The .docx."""
        return saved(self.document())

    def document(self) -> Any:
        """The document as python-docx has it."""
        made = Document()
        normal = made.styles["Normal"]
        normal.font.size = Pt(16)
        normal.font.name = "宋体"
        made.element.body.clear_content()
        section = made.sections[0]
        names = {"width": "page_width", "height": "page_height", "footer": "footer_distance"}
        for key, value in self.page.items():
            setattr(section, names.get(key, f"{key}_margin"), Mm(value))
        if self.characters:
            grid = section._sectPr.find(qn("w:docGrid"))
            if grid is None:
                grid = parse_xml(f"<w:docGrid {nsdecls('w')}/>")
                section._sectPr.append(grid)
            grid.set(qn("w:type"), "linesAndChars")
            grid.set(qn("w:linePitch"), str(round(PITCH * 20)))
            grid.set(qn("w:charSpace"), str(self.characters))
        made.settings.odd_and_even_pages_header_footer = self.odd_and_even
        section.different_first_page_header_footer = "first" in self.footers
        for kind, look in self.footers.items():
            footer = {"default": section.footer, "even": section.even_page_footer, "first": section.first_page_footer}[
                kind
            ]
            footer.is_linked_to_previous = False
            add(footer.paragraphs[0], look)
        for part in (
            *(self.front, self.number, self.title, self.addressee, self.body, self.note, self.signature, self.remark),
            self.attachments,
        ):
            for look in part:
                add(made.add_paragraph(), look)
        if self.imprint:
            self._imprint(made)
        return made

    def _imprint(self, made: Any) -> None:
        table = made.add_table(0, 2)
        for row, texts in enumerate(self.imprint):
            cells = table.add_row().cells
            if len(texts) == 1:
                cells[0].merge(cells[1])
            for cell, text, align in zip(cells, texts, ("left", "right"), strict=False):
                add(cell.paragraphs[0], P(text, *self.small, align, left=1, right=1, line=20))
                edges = "".join(
                    f'<w:{side} w:val="single" w:sz="{self.weights[at]}" w:color="000000"/>'
                    for side, at in (("top", row), ("bottom", row + 1))
                    if at < len(self.weights)
                )
                cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{edges}</w:tcBorders>"))
        margins = (
            f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        )
        table._tbl.tblPr.append(parse_xml(margins))
        for column in table._tbl.tblGrid:
            column.set(qn("w:w"), str(round(156 / 25.4 * 1440 / 2)))

    def but(self, **changes: Any) -> Paper:
        """The same with some things otherwise."""
        return replace(self, **changes)


def add(paragraph: Any, look: P) -> Any:
    """Write a paragraph as it is to look."""
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    if look.line:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    paragraph.alignment = ALIGN[look.align]
    if look.indent:
        shape.first_line_indent = Pt(look.indent * look.size)
    if look.left:
        shape.left_indent = Pt(look.left * look.size)
    if look.right:
        shape.right_indent = Pt(look.right * look.size)
    shape.page_break_before = look.page or None
    if look.border:
        style, width, color, space = look.border.split()
        sides = f'<w:bottom w:val="{style}" w:sz="{width}" w:space="{space}" w:color="{color}"/>'
        paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"))
    for text, font in look.runs or ((look.text, look.font),):
        before, field_, behind = text.partition("{}")
        dress(paragraph.add_run(before), font, look)
        if field_:
            number(dress(paragraph.add_run(), font, look))
            dress(paragraph.add_run(behind), font, look)
    return paragraph


def dress(run: Any, font: str, look: P) -> Any:
    run.font.size = Pt(look.size)
    run.font.name = font
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if look.color:
        run.font.color.rgb = RGBColor.from_string(look.color)
    return run


def number(run: Any) -> None:
    """A field of the page's number."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", "1"), ("end", "")):
        if kind:
            run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
        elif text == "PAGE":
            run._r.append(parse_xml(f"<w:instrText {nsdecls('w')}>PAGE</w:instrText>"))
        else:
            run.add_text(text)


def saved(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def plain(lines: Sequence[P] = (), **changes: Any) -> Paper:
    """A paper without a masthead."""
    return Paper(
        front=(),
        number=(),
        title=(P("廉政风险防控工作总结", "方正小标宋简体", 22, "center", line=33),),
        addressee=(),
        body=tuple(lines) or BODY,
        note=(),
        signature=(),
        remark=(),
        attachments=(),
        imprint=(),
    ).but(**changes)


__all__ = ["BODY", "PITCH", "WD_BREAK", "P", "Paper", "add", "plain", "saved"]
