"""What the compiled way cannot do goes through docxtpl itself: values that bring parts of their own."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping, Sequence
from typing import Any

from docxtpl import DocxTemplate

from docgen.word.sandbox import Sandbox, bounded
from docgen.word.values import legal


class Slow(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl's template of the same bytes: what pictures (InlineImage) and sub-documents (new_subdoc) are made for."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self.source = data


class Foreign(Exception):
    """A sub-document made for another template or document, whose parts are not in this one."""


def by_docxtpl(data: bytes, context: Mapping[str, object], objects: Sequence[Any]) -> bytes:
    """The document that docxtpl makes of a template's bytes, escaped and in the sandbox as the compiled way is.

    `objects` are the pictures and sub-documents among the values. A sub-document has put its styles and pictures
    into the template it was made for, so that one is rendered. Raises Foreign where that is not a fresh `Slow` of
    these bytes, and what docxtpl, Jinja and python-docx raise.
    """
    homes = {id(item.tpl): item.tpl for item in objects if type(item).__name__ == "Subdoc"}
    document = next(iter(homes.values())) if homes else Slow(data)
    if len(homes) > 1 or not isinstance(document, Slow) or document.source != data or document.is_rendered:
        raise Foreign
    for item in objects:
        item.tpl = document
    chance = random.getstate()
    random.seed(0)  # docxcompose numbers lists by chance; the same values give the same bytes
    try:
        with bounded():
            document.render(dict(context), Sandbox(finalize=_printed), autoescape=True)
    finally:
        random.setstate(chance)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _printed(value: object) -> object:
    """Values as the compiled way prints them, as far as docxtpl does not do it itself."""
    if value is None:
        return ""
    return legal(value) if type(value) is str else value
