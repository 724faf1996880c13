"""A finished workbook is looked at again: its package and parts are sound, and no tag is left in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from docgen.errors import Place, TemplateProblem
from docgen.word.check import SoundParts
from docgen.word.package import read_package

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_XML = re.compile(r"<[^>]*>")
_TEXTS = re.compile(r"xl/(sharedStrings|worksheets/[^/]+)\.xml")
"""The parts that hold what stands in cells, headers and footers."""

MAIN = "xl/workbook.xml"


def check_workbook(data: bytes, name: str, known: SoundParts, *, typed: object = "") -> None:
    """Look at a finished workbook: it opens, its parts are sound, no tag is in it but those that `typed` holds as
    text.

    `name` is how messages call it, `known` what was found sound before. Raises TemplateProblem.
    """
    known.check(data, name, MAIN)
    tags = list(_tags(data, name))
    held = _squeezed(str(typed)) if tags else ""
    for tag in tags:
        if _squeezed(tag) not in held:
            raise TemplateProblem("sheet.tag-left", place=Place(name), tag=tag)


def _tags(data: bytes, name: str) -> Iterator[str]:
    for part, content in read_package(data, name).items():
        if _TEXTS.fullmatch(part) and b"{" in content:
            for text in _XML.split(content.decode()):
                yield from _TAG.findall(unescape(text))


def _squeezed(text: str) -> str:
    return "".join(text.split())
