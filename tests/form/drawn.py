"""Documents drawn with python-docx around a few elements of raw XML, and the form that is read from them."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from wordfiles import made

from docgen.form.read.form import read_form
from docgen.form.tree import Cell, CellStyle, Form, Uncovered
from docgen.word.template import WordTemplate

NAMES = nsdecls("w", "r", "a", "wp", "pic")


def read(data: bytes) -> tuple[Form, list[Uncovered]]:
    """The form of a file, and what it cannot carry."""
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
    """As `body`, all of which must be carried."""
    form, uncovered = body(xml, **parts)
    assert uncovered == []
    return form


def property_of(cell: Cell, name: str) -> object:
    """A cell's property, of its style or its own."""
    return getattr(cell.style if name in CellStyle.__dataclass_fields__ else cell, name)


def field(code: str) -> str:
    """The runs of a field whose stored result is 9."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>9</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
