"""What a template's tags print of a document's values: the texts that are looked for in its finished PDF.

The tags are rendered without the words between them, so conditions and loops hold as they do in the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import unescape

from jinja2 import TemplateError

from docgen.word.image import Image
from docgen.word.sandbox import Sandbox, TooMuch, bounded
from docgen.word.tag import TAG, parse_tag
from docgen.word.values import OBJECTS

BEGINNING = 8
"""Characters that are looked for: a text may go on on another page, its beginning stands on one line."""

_MARK = "\x00"


class Printed:
    """The printing tags of one part."""

    def __init__(self, tagged: str) -> None:
        """`tagged` is the part's text as `WordTemplate.tagged` has it, already found to be readable."""
        tags = (parse_tag(unescape(tag)) for tag in TAG.findall(tagged))
        source = "".join(
            f"{_MARK}{tag.bare}{_MARK}" if tag.is_output else tag.bare for tag in tags if not tag.is_comment
        )
        environment = Sandbox(finalize=_plain)
        environment.autoescape = False
        self._template = environment.from_string(source)

    def beginnings(self, values: Mapping[str, object]) -> Iterator[str]:
        """The beginning of every value that the tags print, each once."""
        try:
            with bounded():
                whole = self._template.render(values)
        except (TemplateError, TooMuch):
            return  # rendering the document tells it
        for text in dict.fromkeys(whole.split(_MARK)):
            line = text.strip().partition("\n")[0]
            if line:
                yield line[:BEGINNING]


def _plain(value: object) -> object:
    """A value as text, nothing for what is none: pictures, formatted texts, docxtpl's own objects."""
    return "" if isinstance(value, Image) or type(value).__name__ in OBJECTS or hasattr(value, "xml") else value
