"""Every value that a form prints of the sample's year stands in its Word file and as often in its PDF; no tag is left."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

import docx
import pypdfium2
import pytest

from docgen.documents.plan import Document, plan
from docgen.documents.render import CompiledKind, Contents
from docgen.kinds.kind import SHIPPED, Kind, load_kinds
from docgen.pdf.engines import engine
from docgen.programme.check import check
from docgen.programme.model import Bureau
from docgen.shipped import SAMPLE
from docgen.word.properties import Properties

KINDS = load_kinds([SHIPPED])
MOST = 6
"""Documents of a kind that are looked at, spread over the plan; the slow test looks at all."""


@pytest.fixture(scope="module")
def bureau() -> Bureau:
    [found] = check([SAMPLE], on=date(2026, 12, 31)).bureaus
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def word_text(data: bytes) -> str:
    """All text of the body, cells that a merge hides left out."""
    return squeezed(
        "".join(
            node.text or "" for node in docx.Document(io.BytesIO(data)).element.body.iter() if node.tag.endswith("}t")
        )
    )


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return squeezed("".join(page.get_textpage().get_text_range() for page in document))


def printed(kind: CompiledKind, values: Mapping[str, object]) -> Iterator[str]:
    """The beginning of every text that the template's tags print of the values."""
    return (text for beginning in kind.printed.beginnings(values) if (text := squeezed(beginning)))


def chosen(documents: list[Document]) -> list[Document]:
    step = max(1, len(documents) // MOST)
    return documents[::step]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_every_value_is_found_in_word_and_as_often_in_the_pdf(kind: Kind, bureau: Bureau) -> None:
    documents = plan({kind.id: kind}, bureau)
    assert documents, "the sample exercises every kind"
    contents = Contents(bureau, on=date(2026, 12, 31))
    compiled = CompiledKind(kind, engine())
    for document in chosen(documents):
        content = contents.of(document)
        word = compiled.template.render(content.values, Properties("甲"))
        pdf = compiled.prepared.render(content.values, Properties("甲")).data
        here, there = word_text(word), pdf_text(pdf)
        assert "{{" not in here + there and "{%" not in here + there, document.id
        letters, drawn = Counter(here), Counter(there)
        assert {char: count - drawn[char] for char, count in letters.items() if count > drawn[char]} == {}, document.id
        for text in printed(compiled, content.values):
            assert text in here, (document.id, text)
