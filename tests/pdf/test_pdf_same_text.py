"""Every template that the tests have gives the same text in Word and in PDF, with both engines."""

import io
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

import docx
import pytest
from constructs import LOOPED, PLAIN, loops
from docx.oxml.ns import qn
from forms import ENGINES, Properties
from test_conformance_kinds import CASES, KINDS, SHIPPED_KINDS, context
from test_constructs import CONTEXT, TEMPLATES
from wordfiles import PROPERTIES, made

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


@pytest.mark.parametrize("engine", NAMES)
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
