"""Pages as Typst writes them, their texts found without a parser: many times as fast.

Only one spelling of a text is taken, a line by itself; whatever else may show a text, sound or damaged, makes the page
one for the parser, which judges it (`drawn`).
"""

from __future__ import annotations

import re

_NUMBER = rb"-?[0-9.]++"
_SIGN = rb"[^()\\\r]|\\(?:[0-3][0-7][0-7]|[nrtbf()\\])"
_LITERAL = rb"\((?:%(sign)b|\((?:%(sign)b)*+\))*+\)" % {b"sign": _SIGN}
"""In parentheses, with pairs of them inside, of which none holds another."""
_STRING = rb"(?:%b|<(?:[0-9A-F]{2})*+>)" % _LITERAL
_LINE = re.compile(rb"\nBT ([^\n]*)")
_TEXT = re.compile(
    rb"0 Tr/(\w+) %(number)b Tf(?: %(number)b){6} Tm"
    rb"(?:\[(%(string)b)\]TJ|(%(string)b)Tj|\[((?:%(string)b|%(number)b| )*+)\]TJ)"
    % {b"number": _NUMBER, b"string": _STRING}
)
"""Such a line: the font's name, and one string in brackets, one without, or several with numbers between them."""
_STRINGS = re.compile(_STRING)
_OTHERS = (*(b"(", b")", b"<", b">", b"%", b"'", b'"'), *(b"Tf", b"Tj", b"TJ", b"Do", b"BI"))
"""What may show a text, draw a form, or be no operator, and so must not stand beside the texts."""

DrawnText = tuple[str, bytes]
"""A font's name on its page, and the string that is drawn with it."""


class NotPlainPage(Exception):
    """The page is not spelt in the one way that is known here."""


class PlainTexts:
    """Reads the pages of one file; lines and strings that come again are read once."""

    def __init__(self) -> None:
        self._lines: dict[bytes, DrawnText] = {}
        self._strings: dict[bytes, bytes] = {}

    def of(self, operators: bytes) -> list[DrawnText]:
        """Every text that a page draws, in order. Raises NotPlainPage."""
        pieces = _LINE.split(b"\n" + operators)
        beside = b"\n".join(pieces[::2])
        if any(other in beside for other in _OTHERS):
            raise NotPlainPage
        known, read = self._lines.get, self._read
        return [known(line) or read(line) for line in pieces[1::2]]

    def _read(self, line: bytes) -> DrawnText:
        shown = _TEXT.fullmatch(line)
        if shown is None:
            raise NotPlainPage
        font, bracketed, bare, several = shown.groups()
        if string := bracketed or bare:
            drawn = self._bytes(string)
        else:
            drawn = b"".join([self._strings.get(item) or self._bytes(item) for item in _STRINGS.findall(several)])
        text = self._lines[line] = font.decode("ascii"), drawn
        return text

    def _bytes(self, string: bytes) -> bytes:
        """The bytes that a string stands for (ISO 32000-1, 7.3.4)."""
        inner = string[1:-1]
        if string.startswith(b"<"):
            read = bytes.fromhex(inner.decode("ascii"))
        elif b"\\" in inner:
            # Python's own escapes are these, but for the parentheses'.
            inner = inner.replace(b"\\\\", b"\\134").replace(b"\\(", b"(").replace(b"\\)", b")")
            read = inner.decode("unicode_escape").encode("latin-1")
        else:
            read = inner
        self._strings[string] = read
        return read
