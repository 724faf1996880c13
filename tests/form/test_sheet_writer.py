"""A filled form as a workbook: the same text and lines as in Word, and what a worksheet is used for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from openpyxl.worksheet.worksheet import Worksheet
from pictures import bmp
from test_pictures import png
from wordfiles import made

from docgen.errors import CannotUse, TemplateProblem
from docgen.form.fill import FormTemplate
from docgen.form.read.form import read_form
from docgen.form.sheet.check import check_workbook
from docgen.form.sheet.writer import write_workbook
from docgen.word.check import SoundParts
from docgen.word.image import Image, image
from docgen.word.template import WordTemplate

DAY = datetime(2026, 1, 1)
ROWS = [
    {"no": str(number), "name": f"第{number}条", "score": f"{number}.5", "id": f"00{number}"} for number in (1, 2, 3)
]


def register(document: Document) -> None:
    document.add_heading("风险登记册", 1)
    table = document.add_table(4, 4)
    texts = (
        ("序号", "内容", "得分", "工号"),
        ("{%tr for row in rows %}", "", "", ""),
        ("{{ row.no }}", "{{ row.name }}", "{{ row.score }}", "{{ row.id }}"),
        ("{%tr endfor %}", "", "", ""),
    )
    for row, words in zip(table.rows, texts, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    heading_row(table.rows[0])
    table.style = "Table Grid"


def heading_row(row: Any) -> None:
    """Make it a row that is repeated on each page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(properties.nsmap and f"{{{properties.nsmap['w']}}}tblHeader", {}))


def link_control(cell: Any, tag: str) -> None:
    """Put the text of a cell into a content control."""
    paragraph = cell.paragraphs[0]._p
    control = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent/></w:sdt>')
    control[1].append(paragraph.r_lst[0])
    paragraph.append(control)


def written(draw: Callable[[Document], None], **values: object) -> bytes:
    form, _ = read_form(WordTemplate.compile(made(draw), "模板.docx"))
    return write_workbook(FormTemplate(form).fill(values), "登记册", DAY)


def sheet(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_a_table_is_cells_and_figures_are_numbers_but_no_number_that_names() -> None:
    found = sheet(written(register, rows=ROWS))
    assert [[cell.value for cell in row] for row in found.iter_rows(min_row=2)] == [
        ["序号", "内容", "得分", "工号"],
        [1, "第1条", 1.5, "001"],
        [2, "第2条", 2.5, "002"],
        [3, "第3条", 3.5, "003"],
    ]
    assert found["A1"].value == "风险登记册"
    assert [str(merged) for merged in found.merged_cells.ranges] == ["A1:D1"]


def test_headings_stay_in_sight_are_printed_again_and_can_be_filtered() -> None:
    found = sheet(written(register, rows=ROWS))
    assert found.freeze_panes == "A3"
    assert found.print_title_rows == "$2:$2"
    assert found.auto_filter.ref == "A2:D5"


def test_the_same_form_gives_the_same_bytes() -> None:
    assert written(register, rows=ROWS) == written(register, rows=ROWS)


@pytest.mark.parametrize("typed", ["=1+1", "=cmd|'/c calc'!A1", "+1", "@SUM(A1)", "-1+2"])
def test_what_somebody_typed_is_never_a_formula(typed: str) -> None:
    found = sheet(written(lambda document: document.add_paragraph("{{ text }}"), text=typed))
    assert (found["A1"].value, found["A1"].data_type) == (typed, "s")


def test_cells_that_cover_columns_and_rows_do_so_here() -> None:
    def draw(document: Document) -> None:
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(0, 2)).text = "题"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "组"
        for row, column in ((1, 1), (1, 2), (2, 1), (2, 2)):
            table.cell(row, column).text = f"{row}{column}"

    found = sheet(written(draw))
    assert {str(merged) for merged in found.merged_cells.ranges} == {"A1:C1", "A2:A3"}
    assert [found["B2"].value, found["C3"].value] == [11, 22]


def test_tables_of_other_widths_share_one_grid() -> None:
    def draw(document: Document) -> None:
        for count in (2, 3):
            table = document.add_table(1, count)
            for number, cell in enumerate(table.rows[0].cells):
                cell.text = f"{count}之{number}"
            document.add_paragraph("")

    found = sheet(written(draw))
    assert [cell.value for cell in found[1] if cell.value] == ["2之0", "2之1"]
    assert [cell.value for cell in found[3] if cell.value] == ["3之0", "3之1", "3之2"]
    assert found.max_column == 4  # lines at a third, a half and two thirds


def test_paper_and_fonts_are_the_templates() -> None:
    def draw(document: Document) -> None:
        section = document.sections[0]
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
        run = document.add_paragraph().add_run("粗")
        run.bold = True

    found = sheet(written(draw))
    assert (found.page_setup.orientation, int(found.page_setup.paperSize)) == ("landscape", 9)
    assert found["A1"].font.b


def test_a_picture_stands_at_its_cell() -> None:
    form, _ = read_form(
        WordTemplate.compile(made(lambda document: document.add_picture(io.BytesIO(png(8, 0)))), "模板.docx")
    )
    data = write_workbook(FormTemplate(form).fill({}), "图", DAY)
    [drawn] = sheet(data)._images
    assert drawn.anchor._from.row == 0


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'


def with_pictures(*found: Image) -> bytes:
    return written(
        lambda document: document.add_paragraph("文{% for one in found %}{{ one }}{% endfor %}"), found=found
    )


def test_pictures_of_a_cell_stand_below_its_text_and_below_each_other() -> None:
    one = sheet(with_pictures(image(png(8, 0), "甲", width=20), image(png(8, 0), "乙", width=20)))
    first, second = one._images
    side = 20 * 36_000
    assert first.anchor.ext.width == pytest.approx(side, abs=1)
    assert first.anchor._from.rowOff > 0
    assert second.anchor._from.rowOff - first.anchor._from.rowOff >= side - 1
    assert one.row_dimensions[1].height > 2 * 20 / 25.4 * 72


def test_what_worksheets_do_not_show_becomes_a_png() -> None:
    fallback = png(9, 90)
    data = with_pictures(image(bmp(6, 4), "甲"), image(SVG, "乙", fallback=fallback))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        media = sorted(name for name in package.namelist() if "/media/" in name)
        shown = [package.read(name) for name in media]
    assert all(name.endswith(".png") for name in media)
    assert fallback in shown
    assert all(item.startswith(b"\x89PNG") for item in shown)
    with pytest.raises(CannotUse, match="乙"):
        with_pictures(image(SVG, "乙"))


def test_a_text_longer_than_a_cell_is_told_and_not_cut() -> None:
    draw = lambda document: document.add_paragraph("{{ text }}")  # noqa: E731
    assert sheet(written(draw, text="字" * 32_767))["A1"].value == "字" * 32_767
    with pytest.raises(CannotUse, match="太长"):
        written(draw, text="字" * 32_768)


@pytest.mark.parametrize(("text", "typed", "good"), [("{{ 甲 }}", "", False), ("{{ 甲 }}", "{'x': '{{ 甲 }}'}", True)])
def test_a_finished_workbook_holds_no_tag_but_what_was_typed(text: str, typed: str, good: bool) -> None:
    data = written(lambda document: document.add_paragraph("{{ text }}"), text=text)
    with nullcontext() if good else pytest.raises(TemplateProblem, match="甲"):
        check_workbook(data, "台账", SoundParts(), typed=typed)


def test_a_damaged_workbook_is_found() -> None:
    data = written(register, rows=ROWS)
    check_workbook(data, "台账", SoundParts())
    for bad in (data[:-30], data.replace(b"xl/workbook.xml", b"xl/workbooc.xml")):
        with pytest.raises(TemplateProblem):
            check_workbook(bad, "台账", SoundParts())


def test_what_stands_in_a_control_tagged_link_leads_to_the_file_that_it_names() -> None:
    def linked(document: Document) -> None:
        table = document.add_table(1, 2)
        for cell, tag in zip(table.rows[0].cells, ("other", "link"), strict=True):
            cell.text = "{{ file }}"
            paragraph = cell.paragraphs[0]._p
            control = parse_xml(
                f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent/></w:sdt>'
            )
            control[1].append(paragraph.r_lst[0])
            paragraph.append(control)

    found = sheet(written(linked, file="2 贯彻执行/#甲%.pdf"))
    first, second = found[1]
    assert (first.value, first.hyperlink) == (second.value, None) == ("2 贯彻执行/#甲%.pdf", None)
    assert second.hyperlink.target == "2%20贯彻执行/%23甲%25.pdf"
    assert second.font.underline == "single"
    empty = sheet(written(linked, file=""))
    assert empty["B1"].hyperlink is None
