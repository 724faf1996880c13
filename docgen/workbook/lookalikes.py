"""Characters that look like others and are not: radicals copied out of PDF files, vertical brackets, Cyrillic letters.

No search finds them, few fonts have them, and a name with one is another name to every program.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from docgen.messages import say
from docgen.workbook.columns import ColumnType
from docgen.workbook.names import UNSEEN, without_marks

_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}

_SUPPLEMENT = dict(
    zip(
        "⺁⺄⺇⺈⺊⺌⺍⺎⺐⺒⺓⺗⺜⺝⺟⺠⺧⺩⺫⺬⺮⺱⺵⺶⺸⺻⺽⻁⻄⻅⻆⻇⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳㇐",
        "厂乙几刀卜小小兀尢巳幺心日月母民牛王目示竹网网羊羊聿臼虎西见角角贝足车長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟一",
        strict=True,
    )
)
"""Unicode's EquivalentUnifiedIdeograph, as far as the radical is a character of its own. The last one is a stroke."""

_READ_AS: Mapping[str, str] = MappingProxyType({**_KANGXI, **_SUPPLEMENT})
"""Never right in running text: read as the character that they look like."""

_LETTERS: Mapping[str, str] = MappingProxyType(
    dict(zip("АВЕКМНОРСТХУІЅЈаеорсхуіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTXYISJaeopcxyisjABEZHIKMNOPTYX", strict=True))
)
"""Cyrillic and Greek letters that look Latin: read as Latin ones where numbers are typed."""

_NUMBERS = frozenset((ColumnType.ID, ColumnType.REFERENCE, ColumnType.ID_CARD, ColumnType.EMAIL, ColumnType.PHONE))

_TOLD = re.compile(
    f"[{''.join(_READ_AS)}"
    # Compatibility ideographs, and punctuation of vertical lines.
    "\uf900-\ufad9\U0002f800-\U0002fa1d\ufe10-\ufe19\ufe30-\ufe4f]"
)
_UNSEEN = re.compile(f"[{UNSEEN}]")
_TOLD_LETTER = re.compile(f"[{''.join(_LETTERS)}]")
_LATIN_OR_DIGIT = re.compile("[0-9A-Za-z]")


class LookAlikes(NamedTuple):
    """What a text is read as, and its look-alikes in words: ⼈（U+2F08）→人（U+4EBA）."""

    text: str
    told: str


def look_alikes(text: str, kind: ColumnType) -> LookAlikes | None:
    """What is to be told of a text in a column of this type, None where there is nothing.

    Compatibility ideographs stay as they are, for a name may be registered with one.
    """
    if text.isascii():
        return None
    meant: dict[str, str] = {}
    if _TOLD.search(text):
        meant = {letter: _ordinary(letter) for letter in dict.fromkeys(_TOLD.findall(text))}
    read_as = {letter: to for letter, to in meant.items() if letter in _READ_AS}
    if kind in _NUMBERS and _LATIN_OR_DIGIT.search(text):
        letters = {letter: _LETTERS[letter] for letter in dict.fromkeys(_TOLD_LETTER.findall(text))}
        meant |= letters
        read_as |= letters
    meant = {letter: to for letter, to in meant.items() if to != letter}
    if not meant:
        return None
    told = "、".join(f"{letter}（U+{ord(letter):04X}）→{to}（{_codes(to)}）" for letter, to in meant.items())
    return LookAlikes("".join(read_as.get(letter, letter) for letter in text), told)


def ordinary(text: str) -> str:
    """The text as it looks: how headings and names of sheets are recognised."""
    return text if text.isascii() else _TOLD.sub(lambda found: _ordinary(found[0]), _UNSEEN.sub("", text))


def out_of_the_ordinary(text: str) -> str:
    """What makes a heading or the name of a sheet another text than it looks, in words; "" for most.

    Zero-width marks, which come along with much that is copied, are none.
    """
    found = look_alikes(text, ColumnType.TEXT)
    unseen = dict.fromkeys(_UNSEEN.findall(without_marks(text)))
    parts = [found.told] if found else []
    return "、".join([*parts, *(say("cells.unseen", code=f"U+{ord(letter):04X}") for letter in unseen)])


def _ordinary(letter: str) -> str:
    return _READ_AS.get(letter) or unicodedata.normalize("NFKC", letter)


def _codes(text: str) -> str:
    return " ".join(f"U+{ord(letter):04X}" for letter in text)
