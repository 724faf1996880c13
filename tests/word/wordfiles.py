"""Small templates built with python-docx, and what can be read from a finished file."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docxtpl import DocxTemplate
from openxml_audit import FileFormat, OpenXmlValidator

from docgen.word.template import Properties, WordTemplate

PROPERTIES = Properties("题名", "主题", "某局", datetime(2026, 1, 1))


def made(draw: Callable[[Document], Any]) -> bytes:
    """The bytes of a document drawn on an empty one."""
    document = docx.Document()
    draw(document)
    return saved(document)


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def rendered(data: bytes, context: Mapping[str, object]) -> bytes:
    """By docgen."""
    return WordTemplate.compile(data, "模板.docx").render(context, PROPERTIES)


def by_docxtpl(data: bytes, context: Mapping[str, object]) -> bytes:
    """By docxtpl, as its documentation says."""
    template = DocxTemplate(io.BytesIO(data))
    template.render(dict(context), autoescape=True)
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


def text(data: bytes) -> str:
    """Body, headers and footers as text: a line for each paragraph, | for a line break, → for a tab, cells in []."""
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    return "\n".join(_text(part) for part in (section.header._element, document.element.body, section.footer._element))


def _text(element: Any) -> str:
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if name == "t":
        return element.text or ""
    if name in ("br", "tab"):
        return {"br": "|", "tab": "→"}[name]
    inner = "".join(_text(child) for child in element)
    return {"p": f"{inner}\n", "tc": f"[{inner.strip(chr(10))}]", "tr": f"{inner}\n"}.get(name, inner)


def problems(data: bytes, folder: Any) -> list[str]:
    """What the independent validator says against a file."""
    path = folder / "audited.docx"
    path.write_bytes(data)
    result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(path))
    return [str(item) for item in result.errors]
