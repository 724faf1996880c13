"""Fields: page numbers with their formats, old form fields, and what is said of all others."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.form.read.styles import attributes, on
from docgen.form.tree import Field
from docgen.word.xml import w

_COUNTED = {"PAGE": "page", "NUMPAGES": "pages", "SECTIONPAGES": "section_pages"}
_SHOWN = {"HYPERLINK", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"}
"""Fields whose stored result (or state) is what Word shows."""

_FORMATS = {
    "ARABIC": "decimal",
    "SBCHAR": "decimal",
    "ARABICDASH": "numberInDash",
    "CHINESENUM1": "chineseCounting",
    "CHINESENUM2": "chineseLegalSimplified",
    "CHINESENUM3": "chineseCountingThousand",
    "DBNUM1": "ideographDigital",
    "KANJINUM1": "ideographDigital",
    "DBCHAR": "decimalFullWidth",
    "CIRCLENUM": "decimalEnclosedCircle",
    "GB2": "decimalEnclosedParen",
    "GB3": "decimalEnclosedCircleChinese",
    "ZODIAC1": "ideographTraditional",
    "ZODIAC2": "ideographZodiac",
}
"""A field's format (ECMA-376 part 1, 17.16.4.3) → Word's number format of that look."""
_CASED = {"ROMAN": "Roman", "ALPHABETIC": "Letter"}
"""Formats that are written as they are to look: roman, ROMAN."""
_NO_FORMATS = ("MERGEFORMAT", "CHARFORMAT")


def field_of(code: str) -> tuple[Field | None, str]:
    """What a field's instruction asks for, and the construct to be told of ("" for none).

    Fields that count nothing have no `Field`: their stored result is printed.
    """
    name, *words = code.split() or [""]
    kind = _COUNTED.get(name.upper())
    if kind is None:
        return None, "" if not name or name.upper() in _SHOWN else "field"
    shape, strange = "", False
    for before, word in zip(["", *words], words, strict=False):
        found = _format(word.strip('"')) if before == "\\*" else ""
        shape = found or shape
        strange |= word != "\\*" and (before != "\\*" or found is None)
    return Field(kind, shape), "field-format" if strange else ""  # type: ignore[arg-type]


def _format(word: str) -> str | None:
    """Word's number format that a format names, "" for none, None for one that is not known."""
    if word.upper() in _CASED:
        return ("lower" if word.islower() else "upper") + _CASED[word.upper()]
    return "" if word.upper() in _NO_FORMATS else _FORMATS.get(word.upper())


def form_state(data: etree._Element) -> Iterator[str]:
    """What an old form field (w:ffData) shows that no stored result holds: a box, ticked or not, or a list's entry."""
    box, choice = data.find(w("checkBox")), data.find(w("ddList"))
    if box is not None:
        states = [attributes(item) for name in ("checked", "default") if (item := box.find(w(name))) is not None]
        yield "☒" if states and on(states[0]) else "☐"
    if choice is not None:
        entries = [item.get(w("val"), "") for item in choice.iterfind(w("listEntry"))]
        chosen = [item.get(w("val"), "") for name in ("result", "default") for item in choice.iterfind(w(name))]
        at = int(chosen[0]) if chosen and chosen[0].isdecimal() else 0
        yield from entries[at : at + 1]
