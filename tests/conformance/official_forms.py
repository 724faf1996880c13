"""A Word file laid out as official documents are (GB/T 9704-2012): what of them no other form has."""

from __future__ import annotations

from typing import Any

from constructs import LONG, add, field, fill, new, run, saved, table
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, Twips

LINE, SIZE = 28.95, 16
"""22 lines fill the 225 mm of the type area; 28 characters of 16 pt its 156 mm, each set a quarter of a point closer."""
FANG = "仿宋_GB2312"


def official() -> bytes:
    """Lines of 28 characters, page numbers outside, a signature that keeps with the text, a landscape attachment with
    its number at the short edge, and a table at the foot of the last page."""
    made = new()
    made.settings.odd_and_even_pages_header_footer = True
    portrait(made.sections[0])
    numbered(made.sections[0])
    for count in (7, 3, 12, 5, 9, 8, 11):
        body(made, LONG * count)
    body(made, LONG * 2).paragraph_format.keep_with_next = True
    for text in ("某某县司法局", "2026年9月1日"):
        signature = body(made, text, first=0)
        signature.paragraph_format.right_indent = Pt(64)
        signature.paragraph_format.keep_with_next = text.startswith("某")
    attachment = add(made, "附件1", font="黑体", size=SIZE, line=LINE)
    attachment.paragraph_format.page_break_before = True
    body(made, LONG * 6)
    wide = made.add_section(WD_SECTION.NEW_PAGE)
    landscape(wide)
    for number in range(20):
        body(made, f"横排第{number}段" + LONG)
    last = made.add_section(WD_SECTION.NEW_PAGE)
    portrait(last)
    numbered(last)
    body(made, LONG * 4)
    foot(made)
    add(made, "", line=1)
    return saved(made)


def turning() -> bytes:
    """Text whose last part stands in a section of its own, with another paper and footer, where `turn` says so."""
    made = new()
    numbered(made.sections[0])
    for count in (9, 30):
        body(made, LONG * count)
    add(made, "{%p if turn %}")
    add(made, "有分节", line=20)
    after = made.add_section(WD_SECTION.NEW_PAGE)
    add(made, "{%p endif %}")
    landscape(after)
    for number in range(3):
        body(made, f"末段{number}" + LONG)
    return saved(made)


def portrait(section: Section) -> None:
    """A4 with the standard's margins."""
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Twips(1140)


def landscape(section: Section) -> None:
    """The same page turned, its numbers where they are on a portrait page: at the left, turned."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(35), Mm(37)
    for part, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        part.is_linked_to_previous = False
        side = part.add_table(1, 1, Pt(16))
        part.paragraphs[0]._p.addprevious(side._tbl)
        side.autofit = False
        side.columns[0].width = side.cell(0, 0).width = Pt(16)
        put(side, f'w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{round((35 - 7) * 56.7) - 320}" w:tblpY="1588"')
        row = side.rows[0]._tr.get_or_add_trPr()
        row.append(parse_xml(f'<w:trHeight {nsdecls("w")} w:val="8844" w:hRule="exact"/>'))
        cell = side.cell(0, 0)._tc.get_or_add_tcPr()
        cell.append(parse_xml(f'<w:textDirection {nsdecls("w")} w:val="tbRl"/>'))
        number(side.cell(0, 0).paragraphs[0], align)


def numbered(section: Section) -> None:
    """— 1 — at the right of odd pages and at the left of even ones."""
    for part, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        part.is_linked_to_previous = False
        number(part.paragraphs[0], align)


def number(paragraph: Any, align: str) -> None:
    """A page number between dashes, one character in from its side."""
    shape = paragraph.paragraph_format
    shape.line_spacing = Pt(16)
    shape.alignment = 2 if align == "right" else 0
    setattr(shape, f"{align}_indent", Pt(14))
    run(paragraph, "— ", size=14)
    field(paragraph, "PAGE")
    run(paragraph, " —", size=14)


def body(made: Document, text: str, first: float = 2 * SIZE) -> Any:
    """A paragraph of the body."""
    align = "both" if first else "right"
    paragraph = add(made, text, font=FANG, size=SIZE, line=LINE, align=align, first=first)
    for item in paragraph.runs:
        item._r.get_or_add_rPr().append(parse_xml(f'<w:spacing {nsdecls("w")} w:val="-5"/>'))
    return paragraph


def foot(made: Document) -> None:
    """A table of two lines at the foot of the type area.

    LibreOffice lets no table float that is as wide as the text; this one is narrower.
    """
    grid = table(made, 2, (400,), size=8)
    put(grid, 'w:vertAnchor="margin" w:horzAnchor="margin" w:tblpX="0" w:tblpYSpec="bottom"')
    fill(grid.cell(0, 0), "抄送：县纪委监委。", size=14, line=24)
    fill(grid.cell(1, 0), "某某县司法局印发", size=14, line=24)


def put(grid: Any, where: str) -> None:
    """Let a table stand where w:tblpPr says, its cells without margins beside their text."""
    properties = grid._tbl.tblPr
    sides = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    properties.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>"))
    place = parse_xml(f"<w:tblpPr {nsdecls('w')} {where}/>")
    style = properties.find(qn("w:tblStyle"))
    properties.insert(0 if style is None else 1, place)
