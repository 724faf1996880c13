"""Sheets as spreadsheet programs write them most often, taken apart without a tree: three times as fast.

Only one spelling of rows and cells is taken, letter by letter; whatever else stands there, sound or damaged, makes
the sheet one for the XML parser, which judges it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"

MOST = 65_535
"""Characters of an inline text: twice what a cell may hold. A longer one is the parser's to judge."""

_NAMES = "spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph"
_ROW = re.compile(rf'<row r="([1-9][0-9]{{0,6}})"((?: (?:{_NAMES})="[0-9A-Za-z.: ]{{0,100}}")*+)( ?/)?>')
_ATTRIBUTE = re.compile(' ([A-Za-z]+)="([^"]*)"')
_BEGIN = '<c r="{0}[A-Z]{{1,3}}){0}[0-9]{{1,7}})"(?: s="{0}[0-9]{{1,6}})")?'
_NUMBER = '(?: t="[sn]")?(?: ?/>|>(?:<v>[0-9.eE+-]{0,40}</v>)?</c>)'
# Neither what XML has no place for, nor a line's end, which may be there to set the XML out; ]]> is one that ends it.
_LETTER = "(?:[^<&>\x00-\x08\x0a-\x1f\ufffe\uffff]|&(?:amp|lt|gt|quot|apos|#[1-9][0-9]{3,6});)"
_INLINE = (
    f' t="inlineStr"><is><t(?:>{_LETTER}{{0,{MOST}}}+| xml:space="preserve">(?:{_LETTER}|\n){{0,{MOST}}}+)</t></is></c>'
)
_CELLS = re.compile(f"(?:{_BEGIN.format('(?:')}(?:{_NUMBER}|{_INLINE}))*+")
_ONE_CELL = re.compile(
    _BEGIN.format("(") + '(?: t="(s|n|inlineStr)")?(?: ?/>|>(?:(?:<v>|<is><t[^>]*>)([^<]*)</[^c>]+>(?:</is>)?)?</c>)'
)
_ENCODING = re.compile(rb"<\?xml[^>]*\sencoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)

_ENTITY = re.compile("&(?:([a-z]+)|#([0-9]+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")

INLINE = "inlineStr"
"""The type of a cell whose text stands in it."""


class PlainRow(NamedTuple):
    """A row: its number, whether it is hidden, and of each cell its column's letters, row, style, type and value.

    The value of an inline text is as XML writes it, with entities.
    """

    number: str
    hidden: bool
    cells: list[tuple[str, str, str, str, str]]


class NotPlainSheet(Exception):
    """The sheet is not spelt in the one way that is known here."""


def without_rows(data: bytes) -> tuple[bytes, str]:
    """The sheet part with its rows taken out, and the rows. Raises NotPlainSheet."""
    start, end = data.find(_OPEN), data.rfind(_CLOSE)
    # Comments and the like could hide what looks like rows; a second sheetData is not ours to judge.
    if start < 0 or end < start or b"<!" in data or data.count(b"<sheetData") != 1:
        raise NotPlainSheet
    start += len(_OPEN)
    rows = data[start:end]
    if not rows.isascii() and _ENCODING.match(data):
        raise NotPlainSheet
    try:
        return data[:start] + data[end:], rows.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise NotPlainSheet from problem


def without_entities(text: str) -> str:
    """An inline text of a plain row as it is meant. Raises NotPlainSheet where an entity stands for no character."""
    if "&" not in text:
        return text
    try:
        said = _ENTITY.sub(lambda found: _NAMED[found[1]] if found[1] else chr(int(found[2])), text)
    except (ValueError, OverflowError) as problem:
        raise NotPlainSheet from problem
    if _NO_CHARACTER.search(said):
        raise NotPlainSheet
    return said


def plain_rows(body: str) -> Iterator[PlainRow]:
    """The rows in order. Raises NotPlainSheet at the first that is spelt otherwise."""
    position, end = 0, len(body)
    hidden: dict[str, bool] = {"": False}
    while position < end:
        begun = _ROW.match(body, position)
        if begun is None:
            raise NotPlainSheet
        number, attributes, empty = begun.groups()
        if attributes not in hidden:
            hidden[attributes] = _is_hidden(attributes)
        first, position = begun.end(), begun.end()
        if not empty:
            last = body.find("</row>", first)
            if last < 0 or not _CELLS.fullmatch(body, first, last):
                raise NotPlainSheet
            position = last + len("</row>")
            yield PlainRow(number, hidden[attributes], _ONE_CELL.findall(body, first, last))
        else:
            yield PlainRow(number, hidden[attributes], [])


def _is_hidden(attributes: str) -> bool:
    found = _ATTRIBUTE.findall(attributes)
    if len({name for name, _ in found}) != len(found):
        raise NotPlainSheet
    return dict(found).get("hidden") in ("1", "true")
