"""One form for what is one name, one 工号 or one word, however it was typed.

Only widths, spaces, hyphens and middle dots are folded. Han characters are never touched: compatibility
normalisation (NFKC) would change rare and variant characters in people's names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

SPACES = " \t\n\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""What counts as a space. Control characters do not: the rule on text reports them."""

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Zero-width marks that come along with text copied from web pages and chats."""

BLANKS = SPACES + INVISIBLE

UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
"""A class of characters that print nothing, and do harm: controls, marks that turn the direction of writing, fillers,
tags, halves of characters. Not here: variation selectors, which choose the form of a rare character in a name."""

MIDDLE_DOT = "·"

_LOOK_ALIKE_DOTS = ".·•・･‧∙⋅․᛫⸱⸳ꞏᐧ·。｡\uf0b7"
"""Dots typed between the parts of a minority name; ． is folded to . first."""

_HYPHENS = "‐‑‒–—―−﹣－⁃"

_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_NO_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_TO_HYPHEN = dict.fromkeys(map(ord, _HYPHENS), "-")
_CLOSED: Mapping[int, int | str | None] = {
    **_WIDTHS,
    **_TO_HYPHEN,
    **dict.fromkeys(map(ord, BLANKS)),
}
"""What becomes of each letter of a number: all steps in one, for a step through a text costs more than what it does."""
_SPACE_RUN = re.compile(f"[{SPACES}]+")
_BRACKETS = dict.fromkeys(map(ord, "[(【〖{"), "〔") | dict.fromkeys(map(ord, "])】〗}"), "〕")
_FIRST_HAN = "\u2e80"
"""From here on characters are East Asian: they are written without spaces between them."""
_DOTS_IN_NAME = re.compile(f"(?<=[^\\x00-\\x7f]) ?[{re.escape(_LOOK_ALIKE_DOTS)}] ?(?=[^\\x00-\\x7f])")


def fold_width(text: str) -> str:
    """Full-width ASCII (Ａ０（－) and the ideographic space in their half-width form, all else as it is."""
    return text.translate(_WIDTHS)


def without_marks(text: str) -> str:
    """The text without zero-width marks."""
    return text if text.isprintable() else text.translate(_NO_INVISIBLE)


def clean(text: str) -> str:
    """The text without spaces and zero-width marks at its end or its lines' ends, line ends as \\n."""
    text = text.strip(BLANKS)
    if "\n" not in text and "\r" not in text:
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(BLANKS) for line in lines)


def one_line(text: str) -> str:
    """A short text on one line: a line break between Han characters goes, any other becomes one space."""
    text = clean(text)
    if "\n" not in text and "\t" not in text:
        return text
    return _close_up(re.sub(r"[ \u3000]*[\n\t]+[ \u3000]*", "\n", text), "\n")


@lru_cache(maxsize=65536)
def normal_name(text: str) -> str:
    """The one form of a name of a person, a department or an item of a form.

    Full-width letters, digits and brackets become half-width, zero-width marks and the spaces next to a Han
    character go (李 明 is 李明), other runs of spaces become one, and every look-alike dot between characters
    that are not ASCII becomes U+00B7.
    """
    text = fold_width(text).translate(_NO_INVISIBLE).strip(SPACES)
    text = _close_up(_SPACE_RUN.sub(" ", text), " ")
    return _DOTS_IN_NAME.sub(MIDDLE_DOT, text)


@lru_cache(maxsize=65536)
def normal_id(text: str) -> str:
    """The one form of a 工号, 编号 or number: half-width, without any space, hyphens as "-".

    Zeros in front are part of it (007 is not 7), and so is the case of letters.
    """
    return _closed_up(text)


def _closed_up(text: str) -> str:
    return text.translate(_CLOSED)


@lru_cache(maxsize=65536)
def normal_reference(text: str) -> str:
    """The one form of what may be a 工号 or a name: as a name where it has words (Nick Zhou) or more than ASCII.

    007, 00 7 and GA-007 are numbers, and so is GA 007.
    """
    number = normal_id(text)
    if number.isascii() and not _WORDS.search(normal_name(text)):
        return number
    return normal_name(text)


_WORDS = re.compile("[A-Za-z.'] [A-Za-z]")
"""A space between two words of Latin letters."""


@lru_cache(maxsize=4096)
def normal_word(text: str) -> str:
    """The form in which headings, sheet names and choices are compared: no width, no spaces, no line breaks."""
    return normal_id(text)


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """A text without spaces, marks and widths: two texts that say the same word for word have one bare text."""
    text = _NO_LETTER.sub("", text)
    return fold_width(text) if _WIDE.search(text) else text


_NO_LETTER = re.compile(r"[\W_]+")
_WIDE = re.compile("[Ａ-Ｚａ-ｚ０-９]")


def normal_number(text: str) -> str:
    """The form in which numbers of documents are compared: widths, spaces and brackets alike, no 第, no zeros in front.

    云司发[2026]第05号 is 云司发〔2026〕5号 (GB/T 9704-2012, 7.2.5: six-cornered brackets, neither 第 nor zeros).
    """
    if not _PLAIN_NUMBER.fullmatch(text):
        text = _closed_up(text).translate(_BRACKETS)
    return _AHEAD_OF_SERIAL.sub("", text)


_PLAIN_NUMBER = re.compile("[0-9A-Za-z-]+")
"""Most numbers: nothing of theirs is written in another way but zeros."""


_AHEAD_OF_SERIAL = re.compile("第(?=[0-9\\0])|(?<![0-9])0+(?=[0-9])")
"""A serial that is not known yet is written \\0."""


def forget() -> None:
    """Let go of the forms remembered so far, once what they were asked for has been read: they fill megabytes."""
    for function in (normal_name, normal_id, normal_reference, normal_word, bare):
        function.cache_clear()


def _close_up(text: str, space: str) -> str:
    """Each `space` (a single character) dropped next to a Han character, a plain space between words."""
    parts = [part for part in text.split(space) if part]
    if len(parts) < 2:
        return "".join(parts)
    joined = parts[0]
    for part in parts[1:]:
        joined += ("" if joined[-1] >= _FIRST_HAN or part[0] >= _FIRST_HAN else " ") + part
    return joined
