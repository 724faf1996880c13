"""Every template that the tests have gives the same text in Word and in PDF, with both engines."""

import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import docx
import pytest
from constructs import LOOPED, PLAIN, loops
from docx.oxml.ns import qn
from forms import ENGINES, Properties
from test_conformance_kinds import CASES, KINDS, SHIPPED_KINDS, context
from test_constructs import CONTEXT, TEMPLATES
from wordfiles import PROPERTIES, made
from wordparts import cell, compiled, p, r, row, table

from docgen.form.read.form import read_form
from docgen.pdf.engines import NAMES
from docgen.pdf.verify import verify
from docgen.word.template import WordTemplate

TEXTS: dict[str, tuple[bytes, Mapping[str, Any]]] = {
    **{build.__name__: (build(), {}) for build in PLAIN},
    "loops": (loops(), LOOPED),
    **{name: (data, CONTEXT) for name, data in TEMPLATES.items()},
    **{
        f"{kind} {case}": (SHIPPED_KINDS[kind].form.read_bytes(), context(kind, case))
        for kind in KINDS
        for case in CASES
    },
    "a value in place of a paragraph": (
        made(lambda document: [document.add_paragraph(text) for text in ("前", "{{p name }}", "{{p rich }}", "后")]),
        CONTEXT,
    ),
}


KEEP = "<w:keepNext/>"
BREAK = r("", inside='<w:br w:type="page"/>')
MANY = [f"行{number}" for number in range(70)]
LONG = "文字内容" * 900
DOWN = '<w:textDirection w:val="tbRlV"/><w:vAlign w:val="center"/>'


def column(texts: Iterable[str], properties: str = "") -> str:
    """A cell of paragraphs."""
    return f"<w:tc>{''.join(p(r(text), properties) for text in texts)}</w:tc>"


SMALL: dict[str, str] = {
    "a chain longer than a page": "".join(p(r(text), KEEP) for text in MANY) + p(r("末")),
    "lines that keep together, longer than a page": p(r(LONG), f"<w:keepLines/>{KEEP}") + p(r("末")),
    "columns that keep with the next": table(row(column(MANY, KEEP), column(MANY, KEEP))) + p(r("末")),
    "a row that must not break": table(row(column(MANY), cell("右"), properties="<w:cantSplit/>")) + p(r("末")),
    "a merged cell taller than a page": table(
        row(column(MANY).replace("<w:tc>", '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'), cell("右一")),
        row(cell("", "<w:vMerge/>"), cell("右二"), properties="<w:cantSplit/>"),
    )
    + p(r("末")),
    "a heading taller than a page": table(
        row(column(MANY), cell("题"), properties="<w:tblHeader/>"), row(cell("下"), cell("右"))
    )
    + p(r("末")),
    "page breaks": p(r("甲") + BREAK)
    + p(BREAK)
    + p(BREAK + r("乙") + BREAK + r("丙"))
    + p(r("丁"), "<w:pageBreakBefore/>"),
    "a break in a cell": table(row(cell("甲"), f"<w:tc>{p(r('乙') + BREAK + r('丙'))}</w:tc>")) + p(r("末")),
    "vertical text": table(
        row(
            cell("学生毕业设计（论文）撰写情况，见附件。", DOWN),
            cell("第1项GB/T 9704—2012", DOWN),
            properties='<w:trHeight w:val="1758"/>',
        ),
        grid=(700, 700),
    )
    + p(r("末")),
    "cells wider than the grid": table(row(cell("姓名", '<w:tcW w:w="5000" w:type="dxa"/>'), cell("张三")))
    + p(r("末")),
    "a line break of the file": p(r("第一段\n第二段 and\nmore")),
    "ticks": p(r("☐是 ☑否 ☒无 ✓ ✔ ✗ ✘ √ ×")) + p(r("☑", "<w:b/>")),
    "a tag in a hyperlink": p(f"<w:hyperlink>{r('{{ x }}')}</w:hyperlink>"),
}
"""Small bodies around what engines lay out otherwise than Word: nothing of their text is lost."""


@pytest.mark.parametrize("engine", NAMES)
@pytest.mark.parametrize("name", SMALL)
def test_a_small_pdf_holds_what_the_word_file_holds(name: str, engine: str) -> None:
    template = compiled(SMALL[name])
    form, uncovered = read_form(template)
    assert uncovered == []
    pdf = ENGINES[engine].prepare(form).render({"x": "值"}, Properties())
    words = squeezed(_text(docx.Document(io.BytesIO(template.render({"x": "值"}, PROPERTIES))).element.body))
    shown = squeezed(verify(pdf.data).text)
    assert words - shown == Counter(), "lost"
    assert shown - words == Counter(), "added"


def squeezed(text: str) -> Counter[str]:
    """The visible characters."""
    return Counter(char for char in unicodedata.normalize("NFKC", text) if not char.isspace() and char.isprintable())


def word_texts(data: bytes) -> tuple[Counter[str], Counter[str]]:
    """The characters of a document's body, and those that may stand on a page more than once or come of themselves."""
    document = docx.Document(io.BytesIO(data))
    sections = document.sections
    running = [part for item in sections for part in (item.header, item.first_page_header, item.even_page_header)]
    running += [part for item in sections for part in (item.footer, item.first_page_footer, item.even_page_footer)]
    heads = [
        row._tr
        for table in document.tables
        for row in table.rows
        if row._tr.find(".//" + qn("w:tblHeader")) is not None
    ]
    again = "".join(_text(item) for item in (*(part._element for part in running), *heads))
    return squeezed(_text(document.element.body)), squeezed(again + "0123456789")


def _text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


# WeasyPrint, whose pages take twenty times as long, is asked for all of them among the slow tests.
@pytest.mark.parametrize(
    "engine", [pytest.param(name, marks=[pytest.mark.slow] if name == "weasyprint" else []) for name in NAMES]
)
@pytest.mark.parametrize("name", TEXTS)
def test_a_pdf_holds_what_the_word_file_holds(name: str, engine: str) -> None:
    data, values = TEXTS[name]
    template = WordTemplate.compile(data, "模板.docx")
    form, uncovered = read_form(template)
    assert uncovered == []
    pdf = ENGINES[engine].prepare(form).render(values, Properties())
    words, again = word_texts(template.render(values, PROPERTIES))
    shown = squeezed(verify(pdf.data).text)
    assert words - shown == Counter(), "lost"
    assert {char for char in shown - words if char not in again} == set(), "added"
