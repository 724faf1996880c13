"""A print pack: bookmarks, right-hand pages, and every document with page numbers of its own."""

import io
import re

import pikepdf
import pypdfium2
import pytest
from forms import Properties, form, paragraph

from docgen.form.tree import Field, PageSetup, Section, Tag
from docgen.pdf.engine import Engine, PackPart, Pdf, Sides
from docgen.pdf.engines import NAMES, engine
from docgen.pdf.verify import verify

ENGINES = {name: engine(name) for name in NAMES}
each_engine = pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES.keys())


def numbered(pages: int) -> object:
    """A form of so many pages, its footer saying which of how many."""
    footer = {"default": (paragraph("第", Field("page"), "页共", Field("pages"), "页"),)}
    lines = [paragraph(Tag("{{ name }}")), *(paragraph("续", page_break_before=True) for _ in range(pages - 1))]
    return form(*lines, footers=footer)


def packed(engine: Engine, *pages: int, sides: Sides = 2) -> Pdf:
    parts = [
        PackPart(engine.prepare(numbered(count)), {"name": f"张{number}喆"}, f"表{number}")
        for number, count in enumerate(pages)
    ]
    return engine.pack(parts, Properties(title="综合股表册"), sides)


def texts(pdf: Pdf) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf.data)]


@each_engine
def test_each_document_begins_on_a_right_hand_page(engine: Engine) -> None:
    pdf = packed(engine, 1, 2, 3, 1)
    shown = ["".join(text.split()) for text in texts(pdf)]
    assert shown == [
        "张0喆第1页共1页",
        "",
        "张1喆第1页共2页",
        "续第2页共2页",
        "张2喆第1页共3页",
        "续第2页共3页",
        "续第3页共3页",
        "",
        "张3喆第1页共1页",
    ]
    assert pdf.pages == len(shown)


@each_engine
def test_on_one_side_no_page_is_empty_and_each_document_begins_on_one_of_its_own(engine: Engine) -> None:
    pdf = packed(engine, 1, 2, 1, sides=1)
    shown = ["".join(text.split()) for text in texts(pdf)]
    assert shown == ["张0喆第1页共1页", "张1喆第1页共2页", "续第2页共2页", "张2喆第1页共1页"]
    assert pdf.pages == len(shown)


@each_engine
def test_its_bookmarks_lead_to_its_documents(engine: Engine) -> None:
    with pikepdf.open(io.BytesIO(packed(engine, 1, 2, 1).data)) as pdf, pdf.open_outline() as outline:
        pages = [page.objgen for page in pdf.pages]
        found = [(item.title, pages.index(item.destination[0].objgen)) for item in outline.root]
    assert found == [("表0", 0), ("表1", 2), ("表2", 4)]


@each_engine
def test_it_says_whose_it_is_and_is_sound(engine: Engine) -> None:
    pdf = packed(engine, 1, 1)
    with pikepdf.open(io.BytesIO(pdf.data)) as file:
        assert (str(file.docinfo.Title), str(file.docinfo.Author)) == ("综合股表册", "某某县司法局")
    assert verify(pdf.data, ["张0喆", "张1喆"], pages=3).problems == ()


@each_engine
def test_the_same_documents_give_the_same_bytes(engine: Engine) -> None:
    assert packed(engine, 1, 2).data == packed(engine, 1, 2).data


@each_engine
def test_an_empty_page_has_the_size_of_the_page_before_it(engine: Engine) -> None:
    a4 = numbered(1)
    wide = type(a4)((Section(PageSetup(width=841.9, height=595.3, landscape=True), (paragraph("横"),)),))
    parts = [PackPart(engine.prepare(item), {"name": "甲"}, "表") for item in (wide, a4)]
    pdf = pypdfium2.PdfDocument(engine.pack(parts, Properties()).data)
    assert [tuple(round(side) for side in page.get_size()) for page in pdf] == [(842, 595), (842, 595), (595, 842)]


@each_engine
def test_a_file_advertises_no_tool(engine: Engine) -> None:
    data = engine.prepare(form(paragraph("甲"))).render({}, Properties()).data
    assert re.search(rb"(?i)typst|weasyprint|krilla|docgen", data) is None
