"""Small Word files, each around one construct of official forms, built with python-docx."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

LONG = "测试文字，甲乙丙丁戊己庚辛。"
SERIAL = "各股室、司法所和中心对照岗位职责2026年9月15日前查找廉政风险点，填写自查表一式3份；"


def new() -> Document:
    """An empty A4 document with 72 pt margins and lean styles."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Pt(595.3), Pt(841.9)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(72)
    normal = made.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.font.name = "宋体"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    return made


def add(
    parent: Any,
    text: str,
    *,
    font: str = "宋体",
    size: float = 10.5,
    line: float | None = 20,
    rule: WD_LINE_SPACING = WD_LINE_SPACING.EXACTLY,
    align: str | None = None,
    first: float = 0,
    before: float = 0,
    after: float = 0,
) -> Any:
    """A paragraph; `line` None leaves single spacing."""
    paragraph = parent.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.first_line_indent = Pt(first)
    if line is not None:
        shape.line_spacing = line if rule is WD_LINE_SPACING.MULTIPLE else Pt(line)
        shape.line_spacing_rule = rule
    if align:
        element = OxmlElement("w:jc")
        element.set(qn("w:val"), align)
        paragraph._p.get_or_add_pPr().append(element)
    if text:
        run(paragraph, text, font=font, size=size)
    return paragraph


def run(
    paragraph: Any, text: str, *, font: str = "宋体", latin: str = "", size: float = 10.5, bold: bool = False
) -> Any:
    """A run; `latin` is its font for Latin letters and figures where that is another."""
    made = paragraph.add_run(text)
    made.font.size = Pt(size)
    made.font.name = latin or font
    made.bold = bold or None
    made._r.rPr.rFonts.set(qn("w:eastAsia"), font)
    return made


def table(parent: Any, rows: int, widths: Sequence[float], *, size: int = 4) -> Any:
    """A table with borders of `size` eighths of a point; columns and cells have their widths."""
    made = parent.add_table(rows, len(widths))
    made.autofit = False
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        element = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", "000000")):
            element.set(qn(f"w:{key}"), value)
        borders.append(element)
    made._tbl.tblPr.append(borders)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Pt(width)
        for cell in column.cells:
            cell.width = Pt(width)
    return made


def fill(cell: Any, text: str, **style: Any) -> Any:
    """Put text into a cell's first paragraph, or a further one where that is taken."""
    first = cell.paragraphs[0]
    made = add(cell, text, **style)
    if not first.runs and first._p.getnext() is not None:
        first._p.getparent().remove(first._p)
    return made


def row_property(row: Any, name: str) -> None:
    """Set a row's w:tblHeader or w:cantSplit."""
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def field(paragraph: Any, code: str) -> None:
    """A PAGE, NUMPAGES or SECTIONPAGES field."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        made = paragraph.add_run()
        if kind in ("begin", "separate", "end"):
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            made._r.append(element)
        elif kind == "text":
            made.text = text
        else:
            element = OxmlElement("w:instrText")
            element.text = f" {text} "
            made._r.append(element)


def saved(made: Document) -> bytes:
    """The document's bytes."""
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def lines() -> bytes:
    """Every line rule, fonts and sizes beside each other, spacing before and after."""
    made = new()
    for font, size in (("宋体", 10.5), ("仿宋_GB2312", 16), ("楷体_GB2312", 14), ("黑体", 16), ("方正小标宋简体", 22)):
        add(made, f"{font}精确" + LONG * 3, font=font, size=size, line=28)
        add(made, f"{font}单倍" + LONG * 3, font=font, size=size, line=None)
        add(made, f"{font}一倍半" + LONG * 3, font=font, size=size, line=1.5, rule=WD_LINE_SPACING.MULTIPLE)
        add(
            made,
            f"{font}最小" + LONG * 3,
            font=font,
            size=size,
            line=30,
            rule=WD_LINE_SPACING.AT_LEAST,
            before=6,
            after=9,
        )
    mixed = add(made, "大小", size=10.5, line=None)
    run(mixed, "混排", size=22, font="黑体")
    add(made, "", line=None)
    add(made, "空行之后", before=12)
    return saved(made)


def alignment() -> bytes:
    """Alignment of every kind, indents, tabs and Latin between Han characters."""
    made = new()
    for align in ("left", "center", "right", "both", "distribute"):
        add(made, f"{align}对齐" + SERIAL * 2, align=align, size=12, first=24)
        add(made, f"短{align}", align=align, size=12)
    tabbed = add(made, "左\t中\t右", size=12)
    tabbed.paragraph_format.tab_stops.add_tab_stop(Pt(200), 1)
    tabbed.paragraph_format.tab_stops.add_tab_stop(Pt(400), 2)
    hanging = add(made, "一、\t" + SERIAL * 2, size=12)
    hanging.paragraph_format.left_indent, hanging.paragraph_format.first_line_indent = Pt(36), Pt(-36)
    add(
        made,
        "Word文件used in 2026年(GB/T 9704—2012)，占比35.5%。“引号”与——破折号……省略号" + SERIAL,
        size=12,
        align="both",
    )
    return saved(made)


def scripts() -> bytes:
    """A Latin font beside an East Asian one, with exact and single lines."""
    made = new()
    text = "根据GB/T 9704—2012和《条例》第12条，2026年查找风险点35个(一级8个，二级15个)，占比22.9%，完成率100%。"
    for latin in ("Times New Roman", "Arial"):
        for line in (24, None):
            for align in ("left", "both"):
                paragraph = add(made, "", align=align, line=line, size=14)
                run(paragraph, text * 2, font="仿宋_GB2312", latin=latin, size=14)
    only = add(made, "", line=None)
    run(only, "Latin only, no Han characters here", font="仿宋_GB2312", latin="Times New Roman", size=14)
    add(made, "后文", line=None)
    return saved(made)


def boxes() -> bytes:
    """Paragraph borders, alone and joined, and space above paragraphs across a page's end."""
    made = new()

    def bordered(text: str, *sides: str, size: int, space: int, **style: Any) -> None:
        borders = OxmlElement("w:pBdr")
        for side in sides:
            element = OxmlElement(f"w:{side}")
            for key, value in (("val", "single"), ("sz", str(size)), ("space", str(space)), ("color", "FF0000")):
                element.set(qn(f"w:{key}"), value)
            borders.append(element)
        add(made, text, **style)._p.get_or_add_pPr().insert(0, borders)

    bordered("红线上", "bottom", size=18, space=1)
    add(made, "红线下")
    for text in ("框一", "框二"):
        bordered(text, "top", "left", "bottom", "right", size=8, space=4, before=6, after=6)
    for number in range(40):
        add(made, f"段{number}", before=12)
    return saved(made)


def cells() -> bytes:
    """Merged cells both ways, heights, vertical alignment, margins and thick borders."""
    made = new()
    add(made, "表前")
    grid = table(made, 7, (60, 90, 90, 120, 91), size=8)
    for r in range(7):
        for c in range(5):
            fill(grid.cell(r, c), f"{r}行{c}列", size=10.5)
    for first, last, text in (((0, 1), (0, 3), "横"), ((1, 0), (3, 0), "竖"), ((2, 2), (4, 3), "块")):
        merged = grid.cell(*first).merge(grid.cell(*last))
        for paragraph in merged.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)
        merged.paragraphs[0].text = ""
        run(merged.paragraphs[0], f"{text}合并")
    grid.rows[4].height, grid.rows[4].height_rule = Pt(50), WD_ROW_HEIGHT_RULE.AT_LEAST
    grid.cell(4, 1).vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    grid.cell(4, 4).vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    grid.rows[5].height, grid.rows[5].height_rule = Pt(30), WD_ROW_HEIGHT_RULE.EXACTLY
    fill(grid.cell(6, 3), LONG * 3)
    add(made, "表后")
    return saved(made)


def nested() -> bytes:
    """A table in a cell of a table."""
    made = new()
    grid = table(made, 2, (150, 301))
    fill(grid.cell(0, 0), "外一")
    fill(grid.cell(0, 1), "外二")
    fill(grid.cell(1, 0), "外三")
    inner = table(grid.cell(1, 1), 2, (120, 120))
    for r in range(2):
        for c in range(2):
            fill(inner.cell(r, c), f"内{r}{c}" + LONG * r)
    add(grid.cell(1, 1), "内表之后")
    add(made, "表后")
    return saved(made)


def long_table() -> bytes:
    """Repeated headings, rows that do not break, one taller than a page, and one that breaks."""
    made = new()
    add(made, "标题", size=22, font="方正小标宋简体", line=36, align="center")
    grid = table(made, 34, (60, 120, 271))
    row_property(grid.rows[0], "tblHeader")
    for c, text in enumerate(("序号", "事项", "内容")):
        fill(grid.cell(0, c), text, font="黑体")
    for r in range(1, 34):
        if r % 3:
            row_property(grid.rows[r], "cantSplit")
        fill(grid.cell(r, 0), f"第{r}")
        fill(grid.cell(r, 1), f"事项{r}")
        fill(grid.cell(r, 2), f"内容{r}" + LONG * (130 if r == 20 else r % 6))
    add(made, "表后")
    return saved(made)


def pages() -> bytes:
    """Portrait and landscape sections, first, odd and even headers and footers, page x of y."""
    made = new()
    made.settings.odd_and_even_pages_header_footer = True
    section = made.sections[0]
    section.different_first_page_header_footer = True
    for part, text in (
        (section.first_page_header, "首页页眉"),
        (section.header, "单页页眉"),
        (section.even_page_header, "双页页眉"),
    ):
        add(part, text, size=9)
    for part in (section.first_page_footer, section.footer, section.even_page_footer):
        numbered = add(part, "第", align="center", size=9)
        field(numbered, "PAGE")
        run(numbered, "页共", size=9)
        field(numbered, "NUMPAGES")
        run(numbered, "页", size=9)
    for number in range(100):
        add(made, f"正文第{number}段", before=number % 3)
    wide = made.add_section(WD_SECTION.NEW_PAGE)
    wide.orientation = WD_ORIENT.LANDSCAPE
    wide.page_width, wide.page_height = Pt(841.9), Pt(595.3)
    for number in range(30):
        add(made, f"横向第{number}段" + LONG)
    return saved(made)


def loops() -> bytes:
    """Rows by a loop, with a vertical merge over them and a condition."""
    made = new()
    grid = table(made, 4, (100, 100, 251))
    for c, text in enumerate(("部门", "姓名", "风险")):
        fill(grid.cell(0, c), text)
    fill(grid.cell(1, 0), "{%tr for d in departments %}")
    fill(grid.cell(2, 0), "{% vm %}{{ d.name }}")
    fill(grid.cell(2, 1), "{{ d.head }}")
    fill(grid.cell(2, 2), "{% if d.risk %}{{ d.risk }}{% else %}（无）{% endif %}")
    fill(grid.cell(3, 0), "{%tr endfor %}")
    add(made, "{%p for d in departments %}")
    add(made, "{{ loop.index }}. {{ d.name }}：{{ d.head }}", first=21)
    add(made, "{%p endfor %}")
    add(made, "表后")
    return saved(made)


PLAIN = (lines, alignment, scripts, boxes, cells, nested, long_table, pages)
LOOPED: Mapping[str, Any] = {
    "departments": [
        {"name": "综合股", "head": "张喆", "risk": LONG * 4},
        {"name": "宣教股", "head": "杨䶮", "risk": ""},
        {"name": "基层股", "head": "胡𬱖<甲>", "risk": "R&D {{ 7*7 }}\n第二行"},
    ]
}
