"""What a template's tags print of a document's values: the texts that are looked for in its finished PDF.

The tags are rendered without the words between them, so conditions and loops hold as they do in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from jinja2 import TemplateError

from docgen.word.join import TAG
from docgen.word.sandbox import Sandbox, TooMuch, bounded

BEGINNING = 8
"""Characters that are looked for: a text may go on on another page, its beginning stands on one line."""

_MARK = "\x00"
_RICH = re.compile(r"^\{\{([-+]?)(?:r|p|tr|tc)\s")


class Printed:
    """The printing tags of one part."""

    def __init__(self, tagged: str) -> None:
        """`tagged` is the part's text as `WordTemplate.tagged` has it, already found to be readable."""
        tags = [unescape(tag) for tag in TAG.findall(tagged) if not tag.startswith("{#")]
        source = "".join(_marked(tag) if tag.startswith("{{") else tag for tag in tags)
        environment = Sandbox()
        environment.autoescape = False
        self._template = environment.from_string(source)

    def beginnings(self, values: Mapping[str, object]) -> Iterator[str]:
        """The beginning of every value that the tags print, each once; nothing of formatted ones (RichText)."""
        try:
            with bounded():
                whole = self._template.render(values)
        except (TemplateError, TooMuch):
            return  # rendering the document tells it
        for text in dict.fromkeys(whole.split(_MARK)):
            line = text.strip().partition("\n")[0]
            if line and "<w:" not in text:
                yield line[:BEGINNING]


def _marked(tag: str) -> str:
    return _MARK + _RICH.sub(r"{{\1 ", tag) + _MARK
