"""Where people sign is known to the millimetre: the cell of each content control tagged sign:, on the finished page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime

import pikepdf
import pypdfium2
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.table import _Cell
from wordfiles import made

from docgen.form.read.form import read_form
from docgen.form.signing import SigningPlace
from docgen.pdf.engine import Pdf
from docgen.pdf.engines import NAMES, engine
from docgen.word.package import read_package
from docgen.word.template import Properties, WordTemplate

PROPERTIES = Properties("题", "", "", datetime(2026, 1, 1))
TOLERANCE = 0.3
"""Millimetres: engines count a border's width on one side of its line or half on each."""


def controlled(cell: _Cell, tag: str, *, level: str = "block") -> None:
    """Put what is in a cell, or the cell, into a content control."""
    begin = f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent/></w:sdt>'
    control = parse_xml(begin)
    inside = control.find(f"{{{control.nsmap['w']}}}sdtContent")
    target = {"block": cell.paragraphs[0]._p, "cell": cell._tc, "run": cell.paragraphs[0].runs[0]._r}[level]
    target.addprevious(control)
    inside.append(target)
    if level == "block":
        cell._tc.append(parse_xml(f"<w:p {nsdecls('w')}/>"))


def form(document: Document) -> None:
    """A table of five rows of 20 mm, its second column signed in."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.left_margin = section.right_margin = section.bottom_margin = Mm(25)
    table = document.add_table(5, 2, "Table Grid")
    table.autofit = False
    steps = ("本人", "股室负责人", "分管领导", "领导小组审定")
    for number, row in enumerate(table.rows):
        row.height = Mm(20)
        row.cells[0].width, row.cells[1].width = Mm(40), Mm(120)
        row.cells[0].text = f"第{number}行"
    for number, step in enumerate(steps, start=1):
        cell = table.rows[number].cells[1]
        cell.text = "{{ text }}"
        controlled(cell, f"sign:{step}", level=("block", "cell", "run", "block")[number - 1])
    for column, width in zip(table.columns, (Mm(40), Mm(120)), strict=True):
        column.width = width


def drawn(draw: Callable[[Document], None], name: str, *, tags: bool = False, **values: object) -> Pdf:
    template, _ = read_form(WordTemplate.compile(made(draw), "模板.docx"))
    return engine(name, tags=tags).prepare(template).render(values, PROPERTIES)


@pytest.mark.parametrize("name", NAMES)
def test_each_step_has_the_rectangle_of_its_cell(name: str) -> None:
    places = drawn(form, name, text="同意").places
    assert [place.step for place in places] == ["本人", "股室负责人", "分管领导", "领导小组审定"]
    for number, place in enumerate(places, start=1):
        assert place.page == 1
        assert (place.width, place.height) == pytest.approx((120, 20), abs=TOLERANCE)
        assert place.left - places[0].left == 0
        assert place.top == pytest.approx(places[0].top + 20 * (number - 1), abs=TOLERANCE * number)
    assert places[0].top == pytest.approx(25 + 20, abs=TOLERANCE)


@pytest.mark.parametrize("name", NAMES)
def test_the_lines_of_the_page_stand_at_the_rectangles_edges(name: str) -> None:
    pdf = drawn(form, name, text="")
    for place in pdf.places:
        for x, y in edges(place):
            assert is_dark(pdf, x, y), (place, x, y)


def edges(place: SigningPlace) -> Iterator[tuple[float, float]]:
    """The middle of each side."""
    middle, centre = place.left + place.width / 2, place.top + place.height / 2
    yield from ((middle, place.top), (middle, place.top + place.height))
    yield from ((place.left, centre), (place.left + place.width, centre))


def is_dark(pdf: Pdf, x: float, y: float, dots: int = 20) -> bool:
    """Whether there is ink within the tolerance of a point of page 1."""
    page = pypdfium2.PdfDocument(pdf.data)[0]
    picture = page.render(scale=dots * 25.4 / 72, grayscale=True).to_pil()
    near = int(TOLERANCE * dots)
    row, column = round(y * dots), round(x * dots)
    darkest, _ = picture.crop((column - near, row - near, column + near + 1, row + near + 1)).getextrema()
    return bool(darkest < 128)


@pytest.mark.parametrize("name", NAMES)
def test_a_place_on_a_later_page_is_told_with_its_page(name: str) -> None:
    def long(document: Document) -> None:
        for _ in range(60):
            document.add_paragraph("行")
        form(document)

    places = drawn(long, name, text="").places
    assert len(places) == 4
    assert all(place.page > 1 for place in places)


@pytest.mark.parametrize("tags", [False, True])
def test_nothing_of_the_marks_is_left_in_the_file(tags: bool) -> None:
    pdf = drawn(form, "typst", tags=tags, text="同意")
    assert len(pdf.places) == 4
    assert b"docgen:" not in pdf.data
    with pikepdf.open(io.BytesIO(pdf.data)) as file:
        assert all("/Annots" not in page for page in file.pages)
        assert not [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Link"]


def test_the_marks_change_nothing_on_the_page() -> None:
    def plain(document: Document) -> None:
        form(document)
        for control in list(document.element.body.iter(f"{{{document.element.nsmap['w']}}}tag")):
            control.getparent().remove(control)

    pages = [pypdfium2.PdfDocument(drawn(draw, "typst", text="同意").data)[0] for draw in (form, plain)]
    one, other = (page.render(scale=3).to_pil().tobytes() for page in pages)
    assert one == other


@pytest.mark.parametrize("name", NAMES)
def test_rows_that_a_cell_covers_are_in_its_rectangle(name: str) -> None:
    def draw(document: Document) -> None:
        table = document.add_table(4, 2, "Table Grid")
        for row in table.rows:
            row.height = Mm(20)
        table.cell(1, 0).merge(table.cell(2, 0)).text = "签"
        for column, width in zip(table.columns, (Mm(40), Mm(120)), strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width
        controlled(table.cell(1, 0), "sign:承诺人")

    [place] = [item for item in drawn(draw, name, text="").places if item.step == "承诺人"]
    assert (place.width, place.height) == pytest.approx((40, 40), abs=TOLERANCE * 2)


@pytest.mark.parametrize("name", NAMES)
def test_a_step_may_be_named_by_a_tag_in_a_loop(name: str) -> None:
    def draw(document: Document) -> None:
        table = document.add_table(3, 1, "Table Grid")
        table.cell(0, 0).text = "{%tr for step in steps %}"
        table.cell(1, 0).text = "{{ step.text }}"
        table.cell(2, 0).text = "{%tr endfor %}"
        table.rows[1].height = Mm(20)
        controlled(table.cell(1, 0), "sign:{{ step.name }}")

    steps = [{"name": "股室负责人", "text": "同意"}, {"name": "分管领导", "text": ""}]
    places = drawn(draw, name, steps=steps).places
    assert [place.step for place in places] == ["股室负责人", "分管领导"]
    assert places[1].top - places[0].top == pytest.approx(20, abs=TOLERANCE)
    word = WordTemplate.compile(made(draw), "模板.docx").render({"steps": steps}, PROPERTIES)
    xml = read_package(word)["word/document.xml"].decode()
    assert ['w:val="sign:股室负责人"' in xml, 'w:val="sign:分管领导"' in xml, "{{" in xml] == [True, True, False]
