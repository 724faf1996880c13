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
"""Characters of a text: twice what a cell may hold. A longer one is the parser's to judge."""

_SIGN = "&(?:amp|lt|gt|quot|apos|#[1-9][0-9]{3,6});"
_LETTERS, _LETTERS_OF_LINES = (rf"[^<&>\x00-\x08{ends}\x0b-\x1f\ufffe\uffff]*+" for ends in (r"\n", ""))
TEXT, TEXT_OF_LINES = (f"{letters}(?:{_SIGN}{letters})*+" for letters in (_LETTERS, _LETTERS_OF_LINES))
"""Patterns of a text. Neither what XML has no place for, nor >, for ]]> ends it; in the first nor a line's end, which
may be there to set the XML out. Letters are taken many at a time: a choice at each of them takes ten times as long."""

EXCEL_PREFIX = "x14ac"
"""Of what Excel says of every row: how far letters reach down."""

_NAMES = (
    f"spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|{EXCEL_PREFIX}:dyDescent"
)
_ROW = re.compile(rf'<row r="([1-9][0-9]{{0,6}})"((?: (?:{_NAMES})="[0-9A-Za-z.: ]{{0,100}}")*+)( ?/)?>')
_ATTRIBUTE = re.compile(' ([0-9A-Za-z:]+)="([^"]*)"')
_STYLE = '(?: s="{0}[0-9]{{1,6}})")?'
_NUMBER = '(?: t="[sn]")?(?:><v>[0-9.eE+-]{0,40}</v></c>| ?/>|></c>)'
_INLINE = f' t="inlineStr"><is><t(?:>{TEXT}| xml:space="preserve">{TEXT_OF_LINES})</t></is></c>'
_SHARED, _END = ' t="s"><v>', "</v></c>"
# What most cells are stands first.
_CELL = re.compile(
    f'<c r="([A-Z]{{1,3}}+)([0-9]{{1,7}}+)"({_STYLE.format("(?:")}(?:{_SHARED}[0-9]{{1,7}}+{_END}|{_NUMBER}|{_INLINE}))'
)
_TAKEN_APART = re.compile(
    _STYLE.format("(") + '(?: t="(s|n|inlineStr)")?(?: ?/>|>(?:(?:<v>|<is><t[^>]*>)([^<]*)</[^c>]+>(?:</is>)?)?</c>)'
)
_ENCODING = re.compile(rb"<\?xml[^>]*\sencoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)

_ENTITY = re.compile("&(?:([a-z]+)|#([0-9]+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")

INLINE = "inlineStr"
"""The type of a cell whose text stands in it."""


class PlainRow(NamedTuple):
    """A row: its number, whether it is hidden, and of each cell its column's letters and what is `PlainCell.of` it."""

    number: int
    hidden: bool
    columns: tuple[str, ...]
    cells: list[str]


class PlainCell(NamedTuple):
    """A cell without its address: style, type and value, each "" where it is not there.

    The value of an inline text is as XML writes it, with entities.
    """

    style: str
    kind: str
    value: str

    @classmethod
    def of(cls, written: str) -> PlainCell:
        """The cell of which this stands behind its address: ` s="1" t="s"><v>7</v></c>`."""
        found = _TAKEN_APART.fullmatch(written)
        assert found is not None, "what _CELL has found"
        return cls(*(part or "" for part in found.groups()))


class NotPlainXml(Exception):
    """The sheet is not spelt in the one way that is known here."""


def is_other_encoding(data: bytes) -> bool:
    """Whether a part says that it is not in UTF-8."""
    return _ENCODING.match(data) is not None


def shared_text(written: str) -> str:
    """The number of the shared text in a cell that is written so behind its address; "" where it holds none."""
    return written.partition(_SHARED)[2][: -len(_END)]


def without_rows(data: bytes) -> tuple[bytes, str]:
    """The sheet part with its rows taken out, and the rows. Raises NotPlainXml."""
    start, end = data.find(_OPEN), data.rfind(_CLOSE)
    # Comments and the like could hide what looks like rows; a second sheetData is not ours to judge.
    if start < 0 or end < start or b"<!" in data or data.count(b"<sheetData") != 1:
        raise NotPlainXml
    start += len(_OPEN)
    rows = data[start:end]
    if not rows.isascii() and is_other_encoding(data):
        raise NotPlainXml
    try:
        return data[:start] + data[end:], rows.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise NotPlainXml from problem


def without_entities(text: str) -> str:
    """A plain text as it is meant. Raises NotPlainXml where an entity stands for no character, or it is too long."""
    if len(text) > MOST:
        raise NotPlainXml
    if "&" not in text:
        return text
    try:
        said = _ENTITY.sub(lambda found: _NAMED[found[1]] if found[1] else chr(int(found[2])), text)
    except (ValueError, OverflowError) as problem:
        raise NotPlainXml from problem
    if _NO_CHARACTER.search(said):
        raise NotPlainXml
    return said


def plain_rows(body: str) -> Iterator[PlainRow]:
    """The rows in order. Raises NotPlainXml at the first that is spelt otherwise."""
    position, end = 0, len(body)
    hidden: dict[str, bool] = {"": False}
    while position < end:
        begun = _ROW.match(body, position)
        if begun is None:
            raise NotPlainXml
        number, attributes, empty = begun.groups()
        if attributes not in hidden:
            hidden[attributes] = _is_hidden(attributes)
        position = begun.end()
        if empty:
            yield PlainRow(int(number), hidden[attributes], (), [])
            continue
        last = body.find("</row>", position)
        if last < 0:
            raise NotPlainXml
        # What stands between the cells, then the three parts of a cell, and so on.
        parts = _CELL.split(body[position:last])
        numbers = parts[2::4]
        if any(parts[::4]) or numbers.count(number) != len(numbers):
            raise NotPlainXml
        position = last + len("</row>")
        yield PlainRow(int(number), hidden[attributes], tuple(parts[1::4]), parts[3::4])


def _is_hidden(attributes: str) -> bool:
    found = _ATTRIBUTE.findall(attributes)
    if len({name for name, _ in found}) != len(found):
        raise NotPlainXml
    return dict(found).get("hidden") in ("1", "true")
