"""The parts of a workbook that its sheets rest on: the list of sheets, shared texts, number formats.

Sheets are read here and not by a spreadsheet library, because a check must know what libraries hide: an error
value and an empty cell (read alike), a serial number before it is made a date (60 is no day), the number format
that shows 7 as 007, formulas without a stored value, what is hidden, and one bad cell without losing the book.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from docgen.workbook.container import Container, Unusable
from docgen.workbook.texts import read_texts
from docgen.workbook.xml import decode_escapes, parsed

_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONSHIP = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


class FormatKind(StrEnum):
    """What a number format makes of a number."""

    GENERAL = "general"
    DATE = "date"
    PERCENT = "percent"
    ZEROS = "zeros"
    """Digits with leading zeros, as 000 shows 7 as 007."""


class NumberFormat(NamedTuple):
    """A cell's number format.

    `digits` is the number of digits shown at least, of kind ZEROS; `places` that of decimals shown at most, of kind
    GENERAL, None where all are.
    """

    kind: FormatKind
    digits: int = 0
    places: int | None = None


GENERAL = NumberFormat(FormatKind.GENERAL)
_DATE = NumberFormat(FormatKind.DATE)
_PERCENT = NumberFormat(FormatKind.PERCENT)

_BUILT_IN_PLACES = {
    **dict.fromkeys((1, 3, 37, 38, 41, 42), NumberFormat(FormatKind.GENERAL, places=0)),
    **dict.fromkeys((2, 4, 39, 40, 43, 44), NumberFormat(FormatKind.GENERAL, places=2)),
}
"""Of the same list: whole numbers and those with two decimals."""

_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are dates in Chinese Excel and stand in no format list."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet of the workbook in the order of its tabs. `part` is None for a chart or where the part is missing."""

    title: str
    hidden: bool
    part: str | None


@dataclass(frozen=True, slots=True)
class Parts:
    """What all sheets of a workbook share."""

    sheets: tuple[SheetPart, ...]
    strings: list[str]
    formats: list[NumberFormat]
    """By the style index of a cell."""
    from_1904: bool
    has_macros: bool
    strings_part: str = "xl/sharedStrings.xml"


def read_parts(container: Container) -> Parts:
    """The workbook's list of sheets, texts and formats. Raises Unusable when they are not sound XML."""
    book_name = _book_part(container)
    book = _root(container, book_name)
    if book is None:
        raise Unusable("no-workbook")
    related = _relationships(container, book_name)
    sheets = tuple(_sheets(book, related, container))
    if not sheets:
        raise Unusable("no-sheets")
    properties = _first(book, "workbookPr")
    named = dict(related.values())
    strings_part = named.get("sharedStrings", "xl/sharedStrings.xml")
    return Parts(
        sheets,
        _texts(container, strings_part),
        _formats(container, named.get("styles", "xl/styles.xml")),
        properties is not None and properties.get("date1904", "0") in ("1", "true"),
        "xl/vbaproject.bin" in container.names,
        strings_part,
    )


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat:
    """What a number format code means for reading."""
    first = code.partition(";")[0]
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.', "", first)
    if re.search(r"\[(h+|m+|s+)\]", bare, re.IGNORECASE):
        return _DATE
    bare = re.sub(r"\[[^\]]*\]", "", bare)
    if "general" in bare.lower():
        return GENERAL
    if re.search("[ymdhsYMDHS年月日]", bare):
        return _DATE
    if "%" in bare:
        return _PERCENT
    if re.fullmatch("0{2,}", bare.strip()):
        return NumberFormat(FormatKind.ZEROS, len(bare.strip()))
    shown = _FIXED.fullmatch(bare.strip())
    return NumberFormat(FormatKind.GENERAL, places=len(shown[1] or "")) if shown else GENERAL


_FIXED = re.compile(r"[^#0?.]*[#0?,]*[#0?](?:\.([#0?]*))?(?!,)[^#0?.]*")
"""A number with a fixed number of decimals: 0.0, #,##0, 0.00分. A comma behind the digits divides by a thousand."""


def _book_part(container: Container) -> str:
    root = _root(container, "_rels/.rels")
    for relation in root if root is not None else ():
        if relation.tag == f"{_PACKAGE}Relationship" and relation.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(relation.get("Target", "").lstrip("/"))
    return "xl/workbook.xml"


def _relationships(container: Container, part: str) -> dict[str, tuple[str, str]]:
    """Relationship id → (last word of its type, target part) of a part."""
    folder, name = posixpath.split(part)
    root = _root(container, f"{folder}/_rels/{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    for relation in root if root is not None else ():
        if relation.tag == f"{_PACKAGE}Relationship" and relation.get("TargetMode") != "External":
            target = relation.get("Target", "").replace("\\", "/")
            absolute = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = (kind, posixpath.normpath(absolute))
    return found


def _sheets(book: etree._Element, related: dict[str, tuple[str, str]], container: Container) -> Iterator[SheetPart]:
    listed = _first(book, "sheets")
    for item in listed if listed is not None else ():
        if not _is(item, "sheet"):
            continue
        key = item.get(_RELATIONSHIP) or item.get(_STRICT_RELATIONSHIP) or ""
        kind, target = related.get(key, ("", ""))
        known = kind == "worksheet" and target.lower() in container.names
        yield SheetPart(
            decode_escapes(item.get("name", "")), item.get("state", "visible") != "visible", target if known else None
        )


def _texts(container: Container, part: str) -> list[str]:
    data = container.part(part)
    try:
        return read_texts(data) if data else []
    except Unusable as problem:
        raise Unusable("texts", part=part) if problem.variant == "damaged" else problem from problem


def _formats(container: Container, part: str) -> list[NumberFormat]:
    styles = _root(container, part)
    if styles is None:
        return []
    codes: dict[str, str] = {}
    listed = _first(styles, "numFmts")
    for item in listed if listed is not None else ():
        if _is(item, "numFmt"):
            codes[item.get("numFmtId", "")] = item.get("formatCode", "")
    cells = _first(styles, "cellXfs")
    return [
        _format_of(item.get("numFmtId", "0"), codes) for item in (cells if cells is not None else ()) if _is(item, "xf")
    ]


def _format_of(number: str, codes: dict[str, str]) -> NumberFormat:
    if number in codes:
        return number_format(codes[number])
    if not number.isascii() or not number.isdecimal():
        return GENERAL
    if int(number) in _BUILT_IN_DATES:
        return _DATE
    return _PERCENT if int(number) in (9, 10) else _BUILT_IN_PLACES.get(int(number), GENERAL)


def _root(container: Container, part: str) -> etree._Element | None:
    data = container.part(part)
    return None if data is None else parsed(data)


def _is(element: etree._Element, name: str) -> bool:
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == name


def _first(parent: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in parent if _is(child, name)), None)
