"""Values as Word shows them: typed text comes out as typed, whatever it holds."""

from __future__ import annotations

import re
from html import unescape

from jinja2 import Undefined
from markupsafe import Markup, escape

from docgen.word.drawing import drawing
from docgen.word.image import Image
from docgen.word.sandbox import note_image, note_object, note_raw

PARAGRAPH, PAGE = "<?docgen paragraph?>", "<?docgen page?>"
"""Marks where docxtpl's \\a and \\f break a paragraph: only the finished tree shows what the new one looks like."""

OBJECTS = ("InlineImage", "Subdoc")
"""docxtpl's values that bring parts of their own: only docxtpl itself can put them in."""

_SPECIAL = re.compile("[<>&\"'\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ILLEGAL = re.compile("[\x00-\x06\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_BREAK = re.compile("[\x07\t\n\x0b\x0c]")
_OPEN, _CLOSE = '<w:t xml:space="preserve">', "</w:t>"
_BREAKS = {
    "\n": "<w:br/>",
    "\x0b": "<w:br/>",
    "\t": "<w:tab/>",
    "\x07": PARAGRAPH,
    "\x0c": PAGE,
}


class Ready(Markup):
    """Text that is already as it goes into the part."""

    __slots__ = ()


def in_text(value: object) -> str:
    """A value in a run's text: line breaks and tabs as Word writes them, nothing for None, no markup obeyed.

    This is the environment's `finalize`; what it gives is printed as it is. Raises jinja2.UndefinedError for an
    undefined name.
    """
    if type(value) is str:
        if not _SPECIAL.search(value):
            return value
    elif type(value) is Ready:
        return value
    elif type(value) is Image:
        return f"{_CLOSE}{drawing(value, note_image(value))}{_OPEN}"
    return _BREAK.sub(_broken, _escaped(value))


def in_attribute(value: object) -> Ready:
    """A value inside a property: one line."""
    if type(value) is str and not _SPECIAL.search(value):
        return Ready(value)
    return Ready(_BREAK.sub(" ", _escaped(value)))


class NoRow(Exception):
    """A value of {{tr }} or {{tc }} that is no row or cell."""


def between_cells(value: object) -> Ready:
    """A value of {{tr }} or {{tc }}: Word's own XML of a program's object, or nothing. Raises NoRow for others."""
    xml = _xml(value)
    if xml and "<w:" in xml:
        note_raw()
        return Ready(xml)
    if in_text(value):
        raise NoRow
    return Ready()


def between_blocks(value: object) -> Ready:
    """A value of {{p }}: Word's own XML of a docxtpl object, or text as a paragraph."""
    xml = _xml(value)
    if xml and "<w:" in xml:
        note_raw()
        return Ready(xml)
    return Ready(f"<w:p><w:r>{_OPEN}{in_text(value)}{_CLOSE}</w:r></w:p>")


def as_runs(value: object, properties: str) -> Ready:
    """A value of {{r }}: the runs of a RichText, or text as a run with these properties (the XML of w:rPr or "")."""
    xml = _xml(value)
    if xml and "<w:" in xml:
        note_raw()
        return Ready(_with_breaks(xml))
    return Ready(f"<w:r>{properties}{_OPEN}{in_text(value)}{_CLOSE}</w:r>")


def legal(text: str) -> str:
    """Text without what XML cannot hold."""
    return _ILLEGAL.sub("", text)


def _escaped(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Undefined):
        str(value)  # raises, naming the undefined name
        return ""
    if isinstance(value, Markup):
        text = str(value)
        if _SPECIAL.search(text):
            note_raw()
    else:
        xml = _xml(value)
        text = str(value) if xml is None else unescape(re.sub("<[^>]*>", "", xml))
        if not _SPECIAL.search(text):
            return text
        text = str(escape(text))
    return legal(text.replace("\r\n", "\n").replace("\r", "\n"))


def _broken(match: re.Match[str]) -> str:
    return f"{_CLOSE}{_BREAKS[match[0]]}{_OPEN}"


def _xml(value: object) -> str | None:
    """The XML of a docxtpl RichText or Listing, None for any other value."""
    if type(value).__name__ in OBJECTS:
        note_object(value)
        return ""
    xml = getattr(value, "xml", None)
    return xml if isinstance(xml, str) else None


def _with_breaks(xml: str) -> str:
    """Runs whose texts hold control characters, broken as in_text breaks them."""
    return _ILLEGAL.sub("", _BREAK.sub(_broken, xml.replace("\r\n", "\n").replace("\r", "\n")))
