"""The text that a template's tree is rendered as: what is printed, with marks between it that `form.fill` reads again.

A mark is a letter and its arguments between control characters. No value can bring one: control characters are taken
out of every value, and where a template calls a value safe the secret of this process is missing.
"""

from __future__ import annotations

import re
import secrets
from html import unescape

from markupsafe import Markup

from docgen.form.rich import runs_of
from docgen.form.value_pictures import picture_of
from docgen.word.sandbox import note_object
from docgen.word.values import NoRow

_SECRET = secrets.token_hex(4)
START, END = f"\x01{_SECRET}", "\x02"
"""Around a mark."""
ATTRIBUTE = "\x04"
"""Between the attributes of a cell, of which values may decide some: none can bring it either."""
CONTROL = "\x05"
"""Between the tags of content controls that values are part of."""
BRACE = "\x03"
"""Stands for a template's own "{", so that Jinja reads no tag in its text."""

TOKEN = re.compile(rf"{START}p(\d+){END}(.*?){START}q{END}|{START}([a-zA-Z])([^\x01\x02]*){END}|([^\x01]+)", re.DOTALL)
"""A whole paragraph (its number and what it holds), another mark (its letter and arguments), or text."""
_STRAY = re.compile(rf"\x01(?!{_SECRET})|[\x00\x04-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


class SubDocument(Exception):
    """A value that is a document of its own: only docxtpl can put one in, and only into a Word file."""


def mark(kind: str, *values: object) -> str:
    """A mark: one letter and its arguments."""
    return f"{START}{kind}{';'.join(map(str, values))}{END}"


def literal(text: str) -> str:
    """Text of the template: never a tag."""
    return plain_text(text).replace("{", BRACE)


def printed(text: str) -> str:
    """A rendered text as it is printed."""
    return text.replace(BRACE, "{").replace(END, "")


def value_text(value: object) -> Markup:
    """A value of `{{ }}` as text without marks; nothing for None. This is the environment's `finalize`.

    Raises jinja2.UndefinedError for an undefined name, SubDocument, and BadPicture for a picture that cannot be read.
    \\a (docxtpl's new paragraph) and \\f (its page break) are line breaks inside a run. A picture is noted and marked
    by its number.
    Markup is what a macro of the template made, with the marks in it.
    """
    if value is None:
        return Markup("")
    if isinstance(value, Markup):
        return Markup(_STRAY.sub("", value if START in value else unescape(value)))
    picture = picture_of(value)
    if picture is not None:
        return Markup(mark("V", note_object(picture)))
    if type(value).__name__ == "Subdoc":
        raise SubDocument
    xml = getattr(value, "xml", None)
    if isinstance(xml, str):
        # docxtpl's RichText and Listing keep their text as XML.
        return Markup(plain_text(unescape(re.sub("<[^>]*>", "", xml))))
    text = str(value)
    return Markup(text if text.isalnum() else plain_text(text))


def rich_value(value: object) -> Markup:
    """A value of `{{r }}`: the runs of a RichText are noted and marked by their number, others are plain text."""
    runs = runs_of(value)
    return value_text(value) if runs is None else Markup(mark("V", note_object(runs)))


def row_value(value: object) -> Markup:
    """A value of `{{tr }}` or `{{tc }}`: nothing. Raises SubDocument for a program's object, NoRow for text."""
    if getattr(value, "xml", None) is not None:
        raise SubDocument
    if value_text(value):
        raise NoRow
    return Markup("")


def plain_text(text: str) -> str:
    """Text without control characters; line breaks of every kind are "\\n"."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\a", "\n").replace("\f", "\n")
    return _CONTROL.sub("", text)
