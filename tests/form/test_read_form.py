"""The form tree holds what the template lays out, resolved, and nothing is dropped in silence."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import docx
import docxtpl
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from wordfiles import made

from docgen.errors import TemplateProblem
from docgen.form.read import read_form
from docgen.form.tree import (
    Border,
    Break,
    Cell,
    Field,
    Form,
    Paragraph,
    ParagraphStyle,
    Picture,
    Run,
    RunStyle,
    Tab,
    Table,
    TableRow,
    Tag,
    Tagged,
    Text,
    Uncovered,
)
from docgen.word.template import WordTemplate

NAMES = nsdecls("w", "r", "a", "wp", "pic")


def read(data: bytes) -> tuple[Form, list[Uncovered]]:
    return read_form(WordTemplate.compile(data, "模板.docx"))


def body(xml: str, styles: str = "", numbering: str = "") -> tuple[Form, list[Uncovered]]:
    """The form of a document whose body is this XML (namespaces declared), with these styles added."""

    def draw(document: Document) -> None:
        root = parse_xml(f"<w:body {NAMES}>{xml}</w:body>")
        own = document.element.body
        for child in reversed(list(root)):
            own.insert(0, child)
        for style in parse_xml(f"<w:styles {NAMES}>{styles}</w:styles>"):
            document.styles.element.append(style)
        if numbering:
            part = document.part.numbering_part
            for item in parse_xml(f"<w:numbering {NAMES}>{numbering}</w:numbering>"):
                part.element.append(item)

    return read(made(draw))


def covered(xml: str, **parts: str) -> Form:
    form, uncovered = body(xml, **parts)
    assert uncovered == []
    return form


def paragraph(properties: str = "", run: str = "", text: str = "字", **parts: str) -> Paragraph:
    xml = f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
    block = covered(xml, **parts).sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    return block


def run_look(run: str, **parts: str) -> RunStyle:
    first = paragraph(run=run, **parts).runs[0]
    assert isinstance(first, Run)
    return first.style


def look(properties: str, **parts: str) -> ParagraphStyle:
    return paragraph(properties, run='<w:sz w:val="32"/>', **parts).style


# ---------------------------------------------------------------- characters


@pytest.mark.parametrize(
    ("xml", "field", "value"),
    [
        ('<w:rFonts w:eastAsia="黑体"/>', "east", "黑体"),
        ('<w:rFonts w:ascii="Arial"/>', "latin", "Arial"),
        ('<w:sz w:val="44"/>', "size", 22.0),
        ("<w:b/>", "bold", True),
        ('<w:b w:val="0"/>', "bold", False),
        ("<w:i/>", "italic", True),
        ('<w:u w:val="wave"/>', "underline", "wave"),
        ('<w:u w:val="none"/>', "underline", None),
        ("<w:strike/>", "strike", True),
        ("<w:dstrike/>", "strike", True),
        ('<w:color w:val="FF0000"/>', "color", "ff0000"),
        ('<w:color w:val="auto"/>', "color", None),
        ('<w:color w:val="auto" w:themeColor="accent1"/>', "color", "4f81bd"),
        ('<w:highlight w:val="yellow"/>', "background", "ffff00"),
        ('<w:shd w:val="clear" w:fill="D9D9D9"/>', "background", "d9d9d9"),
        ('<w:spacing w:val="20"/>', "spacing", 1.0),
        ('<w:position w:val="6"/>', "raised", 3.0),
        ('<w:vertAlign w:val="superscript"/>', "script", "super"),
        ("<w:caps/>", "caps", True),
        ("<w:smallCaps/>", "small_caps", True),
        ('<w:w w:val="80"/>', "scale", 0.8),
        ('<w:bdr w:val="single" w:sz="8" w:space="1" w:color="auto"/>', "border", Border("single", 1.0, "000000", 1.0)),
    ],
)
def test_a_character_property(xml: str, field: str, value: object) -> None:
    assert getattr(run_look(xml), field) == value


STYLES = """
<w:style w:type="paragraph" w:styleId="base"><w:name w:val="base"/>
  <w:pPr><w:spacing w:line="560" w:lineRule="exact" w:before="120"/><w:jc w:val="center"/></w:pPr>
  <w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="derived"><w:name w:val="derived"/><w:basedOn w:val="base"/>
  <w:pPr><w:spacing w:before="0"/></w:pPr><w:rPr><w:sz w:val="30"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="strong"><w:name w:val="strong"/><w:rPr><w:b/><w:color w:val="0000FF"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="circle"><w:name w:val="c"/><w:basedOn w:val="circle"/></w:style>
"""


def test_styles_are_resolved_down_to_the_run() -> None:
    found = paragraph('<w:pStyle w:val="derived"/>', styles=STYLES)
    assert isinstance(found.runs[0], Run)
    style = found.runs[0].style
    assert (style.east, style.size, style.bold) == ("仿宋_GB2312", 15.0, True)
    assert (found.style.align, found.style.before, found.style.line, found.style.line_rule) == (
        "center",
        0,
        28,
        "exact",
    )


def test_a_character_style_turns_a_paragraph_styles_toggle_around() -> None:
    found = paragraph('<w:pStyle w:val="derived"/>', '<w:rStyle w:val="strong"/>', styles=STYLES)
    assert isinstance(found.runs[0], Run)
    assert not found.runs[0].style.bold
    assert found.runs[0].style.color == "0000ff"


def test_a_style_based_on_itself_ends() -> None:
    paragraph('<w:pStyle w:val="circle"/>', styles=STYLES)


def test_theme_fonts_stand_for_the_themes_fonts() -> None:
    style = run_look('<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>')
    assert style.latin == "Cambria"


# ---------------------------------------------------------------- paragraphs


@pytest.mark.parametrize(
    ("xml", "field", "value"),
    [
        ('<w:jc w:val="distribute"/>', "align", "distribute"),
        ('<w:jc w:val="both"/>', "align", "justify"),
        ('<w:ind w:left="420" w:right="210"/>', "left", 21.0),
        ('<w:ind w:firstLineChars="200" w:firstLine="640"/>', "first_line", 32.0),
        ('<w:ind w:hangingChars="100" w:hanging="320"/>', "first_line", -16.0),
        ('<w:ind w:firstLine="400"/>', "first_line", 20.0),
        ('<w:spacing w:before="200"/>', "before", 10.0),
        ('<w:spacing w:afterLines="50"/>', "after", 6.0),
        ('<w:spacing w:line="360" w:lineRule="auto"/>', "line", 1.5),
        ('<w:spacing w:line="480" w:lineRule="atLeast"/>', "line_rule", "at_least"),
        ("<w:keepNext/>", "keep_next", True),
        ("<w:keepLines/>", "keep_lines", True),
        ("<w:pageBreakBefore/>", "page_break_before", True),
        ('<w:widowControl w:val="0"/>', "widow_control", False),
        ("<w:contextualSpacing/>", "contextual_spacing", True),
        ('<w:shd w:val="clear" w:fill="EEEEEE"/>', "background", "eeeeee"),
        ('<w:outlineLvl w:val="1"/>', "outline_level", 1),
        ('<w:wordWrap w:val="0"/>', "word_wrap", False),
        ('<w:snapToGrid w:val="0"/>', "snap_to_grid", False),
    ],
)
def test_a_paragraph_property(xml: str, field: str, value: object) -> None:
    assert getattr(look(xml), field) == value


def test_tabs_are_collected_and_cleared() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="t"/><w:pPr><w:tabs><w:tab w:val="left" w:pos="400"/>'
        '<w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs></w:pPr></w:style>'
    )
    found = look('<w:pStyle w:val="t"/><w:tabs><w:tab w:val="clear" w:pos="400"/></w:tabs>', styles=style)
    assert [(stop.position, stop.align, stop.leader) for stop in found.tabs] == [(400.0, "right", ".")]


def test_paragraph_borders_by_side() -> None:
    xml = '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="1" w:color="FF0000"/></w:pBdr>'
    assert look(xml).borders.bottom == Border("single", 2.25, "ff0000", 1.0)
    assert look(xml).borders.top is None


NUMBERING = (
    '<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/><w:pPr><w:ind w:left="640" w:hanging="640"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
)


def test_a_numbered_paragraph_names_its_list_and_level() -> None:
    found = look('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>', numbering=NUMBERING)
    assert found.numbering is not None
    assert (found.numbering.pattern, found.numbering.format, found.numbering.start) == ("%1、", "chineseCounting", 3)
    assert found.numbering.suffix == "nothing"
    assert (found.left, found.first_line) == (32.0, -32.0)


# ---------------------------------------------------------------- contents


def pieces(inner: str) -> list[object]:
    [block, *_] = covered(f"<w:p>{inner}</w:p>").sections[0].blocks
    assert isinstance(block, Paragraph)
    return [piece for run in block.runs for piece in (run.pieces if isinstance(run, Run) else (run,))]


def field(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>9</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<w:r><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r>", [Text("甲乙")]),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", [Text("甲"), Break("line"), Text("乙")]),
        ('<w:r><w:br w:type="page"/></w:r>', [Break("page")]),
        ("<w:r><w:tab/></w:r>", [Tab()]),
        ("<w:r><w:noBreakHyphen/></w:r>", [Text("\u2011")]),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', [Text("☑")]),
        (field("PAGE"), [Field("page")]),
        (field("NUMPAGES \\* MERGEFORMAT"), [Field("pages")]),
        (field("SECTIONPAGES"), [Field("section_pages")]),
        ('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>', [Field("page")]),
        (field('HYPERLINK "x"'), [Text("9")]),
        ("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", [Text("链接")]),
        ("<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", [Text("新")]),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", [Text("控件")]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>", []),
        ("<w:r><w:t>甲{{ a }}乙</w:t></w:r>", [Text("甲"), Tag("{{ a }}"), Text("乙")]),
        ("<w:r><w:t>{% if a %}甲{% endif %}</w:t></w:r>", [Tag("{% if a %}"), Text("甲"), Tag("{% endif %}")]),
        ("<w:r><w:t>{{r a }}</w:t></w:r>", [Tag("{{ a }}", rich=True)]),
        ("<w:r><w:t>{{ a</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t> }}</w:t></w:r>", [Tag("{{ a }}")]),
    ],
)
def test_what_stands_in_a_paragraph(xml: str, expected: list[object]) -> None:
    assert pieces(xml) == expected


def test_an_inline_picture_is_carried_with_its_size() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    png = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )
    form, uncovered = read(made(lambda document: document.add_picture(io.BytesIO(png), Pt(100), Pt(50))))
    assert uncovered == []
    [block] = [item for item in form.sections[0].blocks if isinstance(item, Paragraph)]
    [picture] = [piece for run in block.runs if isinstance(run, Run) for piece in run.pieces]
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height) == (100, 50)
    assert form.media[picture.media] == png


# ---------------------------------------------------------------- tables

BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'
    for side, size in (("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4))
)


def table(rows: str, properties: str = "", grid: tuple[int, ...] = (2000, 3000)) -> Table:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    xml = (
        f"<w:tbl><w:tblPr>{properties}<w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )
    block = covered(xml).sections[0].blocks[0]
    assert isinstance(block, Table)
    return block


def cell(text: str = "字", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cells(found: Table) -> list[list[Cell]]:
    return [
        [item for item in line.cells if isinstance(item, Cell)] for line in found.rows if isinstance(line, TableRow)
    ]


def test_a_tables_grid_alignment_and_layout() -> None:
    found = table(row(cell(), cell()), '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>')
    assert (found.columns, found.align, found.fixed) == ((100.0, 150.0), "center", True)


def test_a_width_in_per_cent_stretches_the_grid() -> None:
    found = table(row(cell(), cell()), '<w:tblW w:w="5000" w:type="pct"/>')
    assert sum(found.columns) == pytest.approx(432.0)


def test_outer_and_inner_lines_go_to_the_cells_sides() -> None:
    found = cells(
        table(row(cell(), cell()) + row(cell(), cell(properties='<w:tcBorders><w:left w:val="nil"/></w:tcBorders>')))
    )
    first, last = found[0][0].borders, found[1][1].borders
    assert [side.width if side else None for side in (first.top, first.right, first.bottom, first.left)] == [
        1,
        0.5,
        0.5,
        1,
    ]
    assert [side.width if side else None for side in (last.top, last.right, last.bottom, last.left)] == [
        0.5,
        1,
        1,
        None,
    ]


@pytest.mark.parametrize(
    ("xml", "name", "value"),
    [
        ('<w:gridSpan w:val="2"/>', "span", 2),
        ('<w:vMerge w:val="restart"/>', "merge", "restart"),
        ("<w:vMerge/>", "merge", "continue"),
        ('<w:shd w:val="clear" w:fill="CCCCCC"/>', "background", "cccccc"),
        ('<w:vAlign w:val="center"/>', "align", "center"),
        ('<w:textDirection w:val="tbRl"/>', "direction", "vertical"),
        ("<w:noWrap/>", "no_wrap", True),
        ('<w:tcMar><w:left w:w="40" w:type="dxa"/></w:tcMar>', "margins", (0.0, 5.4, 0.0, 2.0)),
    ],
)
def test_a_cell_property(xml: str, name: str, value: object) -> None:
    assert getattr(cells(table(row(cell(properties=xml))))[0][0], name) == value


def test_tags_of_cells_decide_when_rendered() -> None:
    [[first, second]] = cells(table(row(cell("{% cellbg c %}甲"), cell("{% vm %}乙"))))
    assert first.background == Tagged("{{c}}")
    assert isinstance(second.merge, Tagged)
    assert "loop.first" in second.merge.source


def test_a_rows_height_heading_and_wholeness() -> None:
    xml = '<w:cantSplit/><w:trHeight w:val="600" w:hRule="exact"/><w:tblHeader/>'
    [line] = [item for item in table(row(cell(), cell(), properties=xml)).rows if isinstance(item, TableRow)]
    assert (line.height, line.height_rule, line.header, line.cant_split) == (30.0, "exact", True, True)


def test_statements_stand_between_rows_and_cells() -> None:
    found = table(
        row(cell("{%tr for x in y %}"), cell()) + row(cell("{{ x }}"), cell()) + row(cell("{%tr endfor %}"), cell())
    )
    assert [item.source if isinstance(item, Tag) else "row" for item in found.rows] == [
        "{% for x in y %}",
        "row",
        "{% endfor %}",
    ]
    looped = table(row(cell("{%tc for x in y %}"), cell("{{ x }}"), cell("{%tc endfor %}")))
    assert looped.dynamic_columns


def test_a_table_in_a_cell() -> None:
    inner = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='500'/></w:tblGrid>{row(cell('内'))}</w:tbl><w:p/>"
    [[found]] = cells(table(f"<w:tr><w:tc><w:tcPr/>{inner}</w:tc></w:tr>", grid=(2000,)))
    assert isinstance(found.blocks[0], Table)


TABLE_STYLE = (
    '<w:style w:type="table" w:styleId="ts"><w:name w:val="ts"/><w:tblPr><w:tblCellMar><w:top w:w="60" w:type="dxa"/>'
    '</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
    '<w:shd w:val="clear" w:fill="DDDDDD"/></w:tcPr></w:tblStylePr></w:style>'
)


def test_a_table_styles_first_row() -> None:
    xml = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ts"/><w:tblLook w:firstRow="1" w:noHBand="1"/></w:tblPr><w:tblGrid>'
        f'<w:gridCol w:w="500"/></w:tblGrid>{row(cell("头"))}{row(cell("身"))}</w:tbl>'
    )
    block = covered(xml, styles=TABLE_STYLE).sections[0].blocks[0]
    assert isinstance(block, Table)
    (head,), (second,) = cells(block)
    assert (head.background, second.background) == ("dddddd", None)
    assert head.margins[0] == 3.0
    bold = [run.style.bold for item in (head, second) for run in item.blocks[0].runs]  # type: ignore[union-attr]
    assert bold == [True, False]


# ---------------------------------------------------------------- sections


def test_sections_headers_and_page_numbers() -> None:
    def draw(document: Document) -> None:
        first = document.sections[0]
        first.page_width, first.page_height, first.left_margin = Pt(595.3), Pt(841.9), Pt(79.4)
        first.header.paragraphs[0].text = "页眉"
        second = document.add_section()
        second.page_width, second.page_height = Pt(841.9), Pt(595.3)
        document.settings.odd_and_even_pages_header_footer = True

    form, uncovered = read(made(draw))
    assert uncovered == []
    assert form.odd_and_even
    one, two = form.sections
    assert (one.setup.width, one.setup.left) == (pytest.approx(595.3), pytest.approx(79.4))
    assert two.setup.width == pytest.approx(841.9)
    assert two.headers["default"] == one.headers["default"], "a section without its own goes on with the one before"


# ---------------------------------------------------------------- what cannot be carried

LOST = {
    "footnote": '<w:p><w:r><w:t>附近</w:t><w:footnoteReference w:id="1"/></w:r></w:p>',
    "text box": "<w:p><w:r><w:t>附近</w:t><w:pict/></w:r></w:p>",
    "object": "<w:p><w:r><w:t>附近</w:t><w:object/></w:r></w:p>",
    "floating picture": "<w:p><w:r><w:t>附近</w:t><w:drawing><wp:anchor/></w:drawing></w:r></w:p>",
    "field": f"<w:p><w:r><w:t>附近</w:t></w:r>{field('DATE')}</w:p>",
    "emphasis": '<w:p><w:r><w:rPr><w:em w:val="dot"/></w:rPr><w:t>附近</w:t></w:r></w:p>',
    "frame": '<w:p><w:pPr><w:framePr w:w="2000"/></w:pPr><w:r><w:t>附近</w:t></w:r></w:p>',
    "ruby": "<w:p><w:r><w:t>附近</w:t><w:ruby><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
    "symbol": '<w:p><w:r><w:t>附近</w:t><w:sym w:font="Wingdings" w:char="F099"/></w:r></w:p>',
    "altChunk": "<w:p><w:r><w:t>附近</w:t></w:r></w:p><w:altChunk/>",
    "unknown in a run": "<w:p><w:r><w:t>附近</w:t><w:dayShort/></w:r></w:p>",
    "unknown in a paragraph": "<w:p><w:r><w:t>附近</w:t></w:r><w:never/></w:p>",
    "unknown in the body": "<w:p><w:r><w:t>附近</w:t></w:r></w:p><w:never/>",
    "floating table": "<w:tbl><w:tblPr><w:tblpPr/></w:tblPr><w:tblGrid/><w:tr><w:tc><w:p><w:r><w:t>附近</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "diagonal": '<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr><w:tcBorders><w:tl2br w:val="single"/></w:tcBorders></w:tcPr>'
    "<w:p><w:r><w:t>附近</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "columns": '<w:p><w:pPr><w:sectPr><w:cols w:num="2"/></w:sectPr></w:pPr><w:r><w:t>附近</w:t></w:r></w:p>',
    "page border": "<w:p><w:pPr><w:sectPr><w:pgBorders/></w:sectPr></w:pPr><w:r><w:t>附近</w:t></w:r></w:p>",
}


@pytest.mark.parametrize("name", LOST)
def test_what_the_tree_cannot_carry_is_named_with_its_place(name: str) -> None:
    _, uncovered = body(LOST[name])
    assert len(uncovered) >= 1
    assert all(item.part == "word/document.xml" and item.construct for item in uncovered)


EMPTY_MARKS = ("bookmarkStart", "proofErr", "permStart", "commentRangeStart", "lastRenderedPageBreak")


def test_no_element_is_passed_over_unless_it_leaves_no_mark() -> None:
    # Every element that a run or paragraph may hold by the standard (ECMA-376 part 1, EG_RunInnerContent, EG_PContent).
    inner = (
        *("contentPart", "instrText", "dayShort", "monthShort", "yearShort", "dayLong", "monthLong", "yearLong"),
        *("footnoteReference", "endnoteReference", "object", "pict", "ptab"),
    )
    for name in inner:
        form, uncovered = body(f"<w:p><w:r><w:t>甲</w:t><w:{name}/></w:r></w:p>")
        assert uncovered, f"w:{name} is dropped in silence"
        assert form.sections
    for name in EMPTY_MARKS:
        _, uncovered = body(f'<w:p><w:{name} w:id="1" w:name="x"/><w:r><w:t>甲</w:t></w:r></w:p>')
        assert uncovered == [], name


CORPUS = [
    *Path(docx.__file__).parent.rglob("*.docx"),
    *Path(docxtpl.__file__).parent.rglob("*.docx"),
]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_other_peoples_files_are_read(path: Path) -> None:
    try:
        form, _ = read(path.read_bytes())
    except TemplateProblem:
        return
    assert form.sections


def test_properties_with_nonsense_in_them_are_read_as_if_they_were_not_there() -> None:
    def values(**wanted: Any) -> ParagraphStyle:
        return look('<w:ind w:left="x"/><w:spacing w:line="" w:lineRule="exact"/><w:jc w:val="never"/>', **wanted)

    assert values().left == 0
