"""Text of the Typst writer: a form is rendered as text with marks in it, and only `typst_finish` makes Typst of it.

What people type never is Typst source: every text becomes a string literal, and a mark is a control character, which
`value_text` takes out of every value. What a mark says is looked up in tables that the writer made.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from html import unescape

from markupsafe import Markup

_SECRET = secrets.token_hex(4)
START, END = f"\x01{_SECRET}", "\x02"
"""Around a mark. What is typed never holds a mark: control characters are taken out of it, and where a template calls
a value safe the secret of this run is missing. None of it is in what is written."""
BRACE = "\x03"
"""Stands for a template's own "{", so that Jinja reads no tag in its text."""

TOKEN = re.compile(rf"{START}p(\d+){END}(.*?){START}q{END}|{START}([a-zA-Z])([^\x01\x02]*){END}|([^\x01]+)", re.DOTALL)
"""A whole paragraph (its number and what it holds), another mark (its letter and arguments), or text."""
_MARK = re.compile(rf"{START}[a-zA-Z][^\x01\x02]*{END}|[\x00-\x1f]")
_STRAY = re.compile(rf"\x01(?!{_SECRET})|[\x00\x04-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_STRING = {'"': '\\"', "\\": "\\\\"}
_ESCAPED = re.compile(r'["\\]')


def mark(kind: str, *values: object) -> str:
    """A mark: one letter and its arguments."""
    return f"{START}{kind}{';'.join(map(str, values))}{END}"


def literal(text: str) -> str:
    """Text of the template: never a tag."""
    return _plain(text).replace("{", BRACE)


def value_text(value: object) -> Markup:
    """A value of `{{ }}` as text without marks; nothing for None. This is the environment's `finalize`.

    Raises jinja2.UndefinedError for an undefined name. \\a (docxtpl's new paragraph) and \\f (its page break) are
    line breaks inside a run. Markup is what a macro of the template made, with the marks that the writer put there.
    """
    if value is None:
        return Markup("")
    if isinstance(value, Markup):
        return Markup(_STRAY.sub("", value if START in value else unescape(value)))
    xml = getattr(value, "xml", None)
    if isinstance(xml, str):
        # docxtpl's RichText and Listing keep their text as XML.
        return Markup(_plain(unescape(re.sub("<[^>]*>", "", xml))))
    text = str(value)
    return Markup(text if text.isalnum() else _plain(text))


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\a", "\n").replace("\f", "\n")
    return _CONTROL.sub("", text)


def bare(stream: str) -> str:
    """The text of a rendered body, without marks, tabs and line breaks."""
    return _MARK.sub("", stream)


def string(text: str) -> str:
    """A Typst string literal of this text."""
    return f'"{_ESCAPED.sub(lambda found: _STRING[found[0]], text)}"'


def joined(pieces: Sequence[str], between: str = "") -> str:
    """Expressions one after the other as one, with another between each two."""
    if len(pieces) == 1:
        return pieces[0]
    return f"{{{(f';{between};' if between else ';').join(pieces)}}}" if pieces else "[]"


def points(value: float) -> str:
    """A length as Typst writes it, to a thousandth of a point."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return f"{'0' if text in ('', '-0') else text}pt"
