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
_BEGUN = b"BT "
_TEXT = re.compile(
    rb"BT 0 Tr/(\w+) %(number)b Tf(?: %(number)b){6} Tm(\[(?:%(string)b|%(number)b| )*+\]TJ|%(string)bTj)"
    % {b"number": _NUMBER, b"string": _STRING}
)
_STRINGS = re.compile(_STRING)
_NUMBERS = b"0123456789.- \n"
_OTHER = re.compile(rb"[()<>%'\"]|T[fjJ]|Do|BI")
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
        others: list[bytes] = []
        found: list[DrawnText] = []
        for line in operators.split(b"\n"):
            if line.startswith(_BEGUN):
                found.append(self._lines.get(line) or self._read(line))
            else:
                others.append(line)
        if _OTHER.search(b"\n".join(others).translate(None, _NUMBERS)):
            raise NotPlainPage
        return found

    def _read(self, line: bytes) -> DrawnText:
        shown = _TEXT.fullmatch(line)
        if shown is None:
            raise NotPlainPage
        strings = _STRINGS.findall(shown[2])
        drawn = b"".join([self._strings.get(string) or self._bytes(string) for string in strings])
        text = self._lines[line] = shown[1].decode("ascii"), drawn
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
