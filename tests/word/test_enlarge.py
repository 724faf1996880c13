"""An A4 template enlarged to A3: every length times √2, and nothing else changed."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm, Pt, Twips
from pictures import png
from wordfiles import PROPERTIES, made

from docgen.word.check import check_document
from docgen.word.enlarge import enlarged
from docgen.word.package import read_package
from docgen.word.template import WordTemplate
from docgen.word.xml import parse, w


def draw(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = Twips(1276)
    paragraph = document.add_paragraph("正文 {{ name }}")
    style = paragraph.paragraph_format
    style.line_spacing, style.space_after, style.first_line_indent = Pt(16), Pt(3), Pt(21)
    paragraph.runs[0].font.size = Pt(10.5)
    loose = document.add_paragraph("一倍半行距").paragraph_format
    loose.line_spacing = 1.5
    table = document.add_table(1, 2, style="Table Grid")
    table.rows[0].height = Twips(1000)
    table.cell(0, 0).width = Twips(3000)
    document.add_picture(io.BytesIO(png(20, 10)), width=Mm(30))


@pytest.fixture(scope="module")
def large() -> Document:
    return docx.Document(io.BytesIO(enlarged(made(draw), "模板.docx")))


def test_the_page_is_a3_to_the_twip_and_its_margins_larger(large: Document) -> None:
    section = large.sections[0]
    assert (section.page_width, section.page_height) == (Twips(23811), Twips(16838))
    assert section.left_margin == Twips(1804)


def test_letters_have_whole_half_points_and_are_never_too_large_for_their_line(large: Document) -> None:
    assert large.paragraphs[0].runs[0].font.size == Pt(14.5)
    style = large.paragraphs[0].paragraph_format
    assert (style.line_spacing, style.space_after, style.first_line_indent) == (Twips(452), Twips(84), Twips(593))


def test_what_letters_lose_in_width_is_put_between_them(large: Document) -> None:
    letters = large.paragraphs[0].runs[0]._element.rPr
    assert letters.find(w("spacing")).get(w("val")) == "7"  # 14.85 points wanted, 14.5 given
    assert [item.tag for item in letters].index(w("spacing")) < [item.tag for item in letters].index(w("sz"))


def test_letters_that_styles_set_apart_stay_so() -> None:
    def apart(document: Document) -> None:
        style = document.styles["Title"].element.get_or_add_rPr()
        style.find(w("spacing")).set(w("val"), "20")
        document.styles["Subtitle"].base_style = document.styles["Title"]
        for name in ("Title", "Subtitle", "Normal"):
            document.add_paragraph("正文", style=name).runs[0].font.size = Pt(10.5)

    large = docx.Document(io.BytesIO(enlarged(made(apart), "模板.docx")))
    own = [item.runs[0]._element.rPr.find(w("spacing")) for item in large.paragraphs]
    assert [item is None for item in own] == [True, True, False]
    title = large.styles["Title"].element.rPr
    assert int(title.find(w("spacing")).get(w("val"))) - 28 in range(10), "20 times √2, and what its letters lost"


def test_spacing_in_lines_stays_a_number_of_lines(large: Document) -> None:
    style = large.paragraphs[1].paragraph_format
    assert style.line_spacing_rule is WD_LINE_SPACING.ONE_POINT_FIVE


def test_tables_borders_and_pictures_grow(large: Document) -> None:
    [table] = large.tables
    assert table.rows[0].height == Twips(1414)
    assert table.cell(0, 0).width == Twips(4242)
    border = large.styles["Table Grid"].element.find(f".//{w('tblBorders')}/{w('top')}")
    assert border.get(w("sz")) == "5"
    [picture] = large.inline_shapes
    assert picture.width / Mm(30) == pytest.approx(2**0.5, abs=0.001)


def test_a_border_stays_within_what_word_takes() -> None:
    def thick(document: Document) -> None:
        document.add_table(1, 1, style="Table Grid")
        for side in document.styles["Table Grid"].element.find(f".//{w('tblBorders')}"):
            side.set(w("sz"), "96")
            side.set(w("space"), "30")

    styles = parse(read_package(enlarged(made(thick), "模板.docx"))["word/styles.xml"])
    sides = [
        side for borders in styles.iter(w("tblBorders")) for side in borders if side.get(w("space")) not in (None, "0")
    ]
    assert {(side.get(w("sz")), side.get(w("space"))) for side in sides} == {("96", "31")}


def test_letters_whose_size_nothing_says_grow_too() -> None:
    def without_sizes(document: Document) -> None:
        for size in list(document.styles.element.iter(w("sz"), w("szCs"))):
            size.getparent().remove(size)

    data = enlarged(made(without_sizes), "模板.docx")
    default = parse(read_package(data)["word/styles.xml"]).find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    assert default is not None
    assert [item.get(w("val")) for item in default if item.tag == w("sz")] == ["28"]
    assert check_document(WordTemplate.compile(data, "模板.docx").render({}, PROPERTIES), "甲") is None


def test_what_is_no_length_stays() -> None:
    def widths(document: Document) -> None:
        table = document.add_table(1, 1)
        width = table._tbl.tblPr.find(w("tblW"))
        width.set(w("type"), "pct")
        width.set(w("w"), "5000")

    document = parse(read_package(enlarged(made(widths), "模板.docx"))["word/document.xml"])
    width = document.find(f".//{w('tblW')}")
    assert width is not None
    assert (width.get(w("type")), width.get(w("w"))) == ("pct", "5000")


def test_the_enlarged_template_gives_sound_documents_with_the_same_text() -> None:
    data = WordTemplate.compile(enlarged(made(draw), "模板.docx"), "模板.docx").render({"name": "甲"}, PROPERTIES)
    assert check_document(data, "甲") is None
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "正文 甲"
