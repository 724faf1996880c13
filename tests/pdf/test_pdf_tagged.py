"""A file's structure: titles and headings are headings in it, and viewers show the document's title."""

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf
import pytest
from forms import Properties, paragraph, spots
from forms import form as form_of
from redhead import heading, text, title
from redhead_pages import document, imprint
from test_conformance_kinds import context
from wordparts import p, r, style, whole

from docgen.form.read.form import read_form
from docgen.form.tree import Form
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.pdf.engine import Engine, PackPart
from docgen.pdf.engines import NAMES, engine
from docgen.word.template import WordTemplate

KINDS = load_kinds([SHIPPED])
each_engine = pytest.mark.parametrize("name", NAMES)


@cache
def drawing(name: str, tags: bool = True) -> Engine:
    return engine(name, tags=tags)


def tree(template: bytes) -> Form:
    return read_form(WordTemplate.compile(template, "表"))[0]


def made(name: str, form: Form, values: Any = None, *, tags: bool = True) -> bytes:
    return drawing(name, tags).prepare(form).render(values or {}, Properties(title="某某表(李明)")).data


def elements(node: Any) -> Iterator[pikepdf.Dictionary]:
    """The structure's elements in reading order."""
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from elements(item)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        yield from elements(node.get("/K"))


def headings(data: bytes) -> list[str]:
    """The kinds of those elements that are headings."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = [str(item.S) for item in elements(pdf.Root.StructTreeRoot.K)]
        assert "/P" in kinds
        return [kind for kind in kinds if kind.startswith("/H")]


@each_engine
def test_the_title_of_a_personal_form_is_its_heading(name: str) -> None:
    form = tree(KINDS["personal_check"].form.read_bytes())
    assert headings(made(name, form, context("personal_check", "twelve"))) == ["/H1"]


@each_engine
def test_an_official_documents_title_and_its_levels_are_headings(name: str) -> None:
    parts = [*title(), *(heading(level, "标题") for level in (1, 2, 3)), *text("特此通知。")]
    form = tree(document(parts, imprint()))
    facts = {
        "title": "关于检查的通知",
        "number": "",
        "date": "2026年9月8日",
        "copies": "",
        "disclosure": "",
        "turn": False,
    }
    values = {"bureau": {"单位名称": "云岭县司法局"}, "document": facts}
    assert headings(made(name, form, values)) == ["/H1", "/H2", "/H3", "/H4"]


@pytest.mark.parametrize(
    ("called", "level"),
    [
        *(("Title", 0), ("标题", 0), ("公文标题", 0), ("表题", 0), ("heading 1", 0), ("heading 3", 2), ("标题 2", 1)),
        *(("一级标题", 1), ("三级标题", 3), ("正文", None), ("Subtitle", None), ("标题说明", None)),
    ],
)
def test_a_styles_name_tells_how_high_a_heading_stands(called: str, level: int | None) -> None:
    form = whole(p(r("字"), f'<w:pStyle w:val="{called}"/>'), styles=style(called, "<w:pPr/>"))
    block = form.sections[0].blocks[0]
    assert block.style.outline_level == level  # type: ignore[union-attr]


def test_what_a_style_says_of_itself_goes_before_its_name() -> None:
    styles = style("Title", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    block = whole(p(r("字"), '<w:pStyle w:val="Title"/>'), styles=styles).sections[0].blocks[0]
    assert block.style.outline_level is None  # type: ignore[union-attr]


@each_engine
@pytest.mark.parametrize("tags", [False, True])
def test_viewers_show_the_documents_title_in_its_language(name: str, tags: bool) -> None:
    with pikepdf.open(io.BytesIO(made(name, form_of(paragraph("字")), tags=tags))) as pdf:
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert str(pdf.Root.Lang) == "zh-CN"
        assert str(pdf.docinfo.Title) == "某某表(李明)"


@each_engine
@pytest.mark.parametrize("kept", [False, True])
def test_a_heading_stands_where_any_other_paragraph_would(name: str, kept: bool) -> None:
    def places(level: int | None) -> Any:
        lines = [paragraph(f"{number}行") for number in range(48)]
        last = paragraph("题", keep_next=kept, outline_level=level, before=9.0, line_rule="exact", line=20.0)
        pdf = drawing(name, False).prepare(form_of(*lines, last, paragraph("文"))).render({}, Properties())
        return spots(pdf)

    assert places(0) == places(None)


@each_engine
def test_in_a_pack_the_bookmarks_are_those_of_the_documents(name: str) -> None:
    prepared = drawing(name, False).prepare(form_of(paragraph("题", outline_level=0)))
    pack = drawing(name, False).pack([PackPart(prepared, {}, f"表{number}") for number in (1, 2)], Properties())
    with pikepdf.open(io.BytesIO(pack.data)) as pdf, pdf.open_outline() as outline:
        assert [(item.title, len(item.children)) for item in outline.root] == [("表1", 0), ("表2", 0)]
