"""One sheet as a sparse grid of untyped cells, with its merges and what is hidden.

Only cells that hold something are kept, so a sheet that claims a million rows or has one cell at XFD1048576
costs what it holds and no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, cast

from lxml import etree

from docgen.workbook.container import Unusable
from docgen.workbook.names import BLANKS
from docgen.workbook.parts import GENERAL, NumberFormat, Parts
from docgen.workbook.plain import (
    EXCEL_PREFIX,
    INLINE,
    NotPlainXml,
    PlainCell,
    plain_rows,
    shared_text,
    without_entities,
    without_rows,
)
from docgen.workbook.xml import decode_escapes, forget, parse_events, plain_text

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
MAX_CELLS = 3_000_000
MAX_FORMULA = 300
"""Characters of a formula that is kept."""

MAX_LOST = 5
"""Shared texts that are not there and are told cell by cell."""

TEXT, NUMBER, BOOLEAN, ERROR, ISO_DATE, NO_VALUE, DAMAGED = "s", "n", "b", "e", "d", "f", "x"
"""Kinds of a raw cell. NO_VALUE is a formula without a stored value; DAMAGED cannot be what it claims to be."""


class Raw(NamedTuple):
    """A cell as stored: its kind, its text (a number as digits), its number format."""

    kind: str
    text: str
    format: NumberFormat = GENERAL


class Range(NamedTuple):
    """A merged range, its corners included; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"


class Formula(NamedTuple):
    """A formula without its =, and how many rows and columns from here the cell is that it was written for."""

    text: str
    rows: int = 0
    columns: int = 0


@dataclass(slots=True)
class Grid:
    """Row number → column number → cell; rows come in ascending order."""

    rows: dict[int, dict[int, Raw]] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    lost_texts: int = 0
    """Shared texts that are shown and not there."""
    formulas: dict[tuple[int, int], Formula] = field(default_factory=dict)
    """By (row, column), of cells that have a stored value."""
    shared_formulas: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    """Key → row, column and formula, of the first cell of those that share one."""
    doubled: list[str] = field(default_factory=list)
    """Addresses that stand twice or beyond the limits of a sheet: the file has been damaged or tampered with."""


@lru_cache(maxsize=MAX_COLUMN)
def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """(7, 3) → C7."""
    return f"{letters(column)}{row}"


@lru_cache(maxsize=MAX_COLUMN)
def column_number(name: str) -> int:
    """A → 1, AA → 27; 0 for what is no column of a sheet."""
    if not re.fullmatch("[A-Za-z]{1,3}", name):
        return 0
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number if number <= MAX_COLUMN else 0


def read_grid(data: bytes, parts: Parts) -> Grid:
    """The cells of a sheet part.

    Raises Unusable when its XML is damaged or holds more than `MAX_CELLS`, and when more than `MAX_LOST` of the shared
    texts that it shows are not there: then the part that holds the texts is missing or cut.
    """
    try:
        grid = _read_plain(data, parts)
    except NotPlainXml:
        grid = _read_any(data, parts)
    if grid.lost_texts > MAX_LOST:
        raise Unusable("texts", part=parts.strings_part)
    return grid


def _read_plain(data: bytes, parts: Parts) -> Grid:
    """As `read_grid`, for a sheet of tidy rows. Raises NotPlainXml for any other."""
    rest, body = without_rows(data)
    grid = _read_any(rest, parts)
    if grid.rows or grid.doubled or grid.hidden_rows or not _is_sheet_of(rest, body):
        raise NotPlainXml
    last = cells = 0
    columns, known = _Columns(), _PlainCells(parts)
    for number, hidden, names, written in plain_rows(body):
        if not last < number <= MAX_ROW:
            raise NotPlainXml
        last = number
        row = dict(zip(columns[names], map(known.__getitem__, written), strict=True))
        found = cast(dict[int, Raw], row)
        if known.some_are_empty and None in row.values():
            found = {column: cell for column, cell in row.items() if cell is not None}
        if found:
            grid.rows[number] = found
            cells += len(found)
            if cells > MAX_CELLS:
                raise Unusable("bomb")
        if hidden:
            grid.hidden_rows.add(number)
    grid.lost_texts = known.lost()
    return grid


class _Columns(dict[tuple[str, ...], tuple[int, ...]]):
    """The letters of a row's columns → their numbers: most rows have the same.

    Raises NotPlainXml where one stands twice, or is no column of a sheet.
    """

    def __missing__(self, names: tuple[str, ...]) -> tuple[int, ...]:
        numbers = self[names] = tuple(map(column_number, names))
        if 0 in numbers or len(set(numbers)) < len(numbers):
            raise NotPlainXml
        return numbers


class _PlainCells(dict[str, "Raw | None"]):
    """What stands behind a cell's address → the cell, None where it says nothing; one for all written alike."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.some_are_empty = False
        self._parts = parts
        self._texts: dict[str, Raw | None] = {}

    def __missing__(self, written: str) -> Raw | None:
        cell = self[written] = self._read(written)
        self.some_are_empty |= cell is None
        return cell

    def _read(self, written: str) -> Raw | None:
        if index := shared_text(written):
            if index not in self._texts:
                self._texts[index] = _shared(index, self._parts.strings)
            return self._texts[index]
        style, kind, text = PlainCell.of(written)
        if not text:
            return None
        if kind == INLINE:
            return _text(decode_escapes(without_entities(text)))
        return _number(text, style or None, self._parts)

    def lost(self) -> int:
        """Shared texts that are not there."""
        return _lost(self._texts)


def _is_sheet_of(rest: bytes, body: str) -> bool:
    """Whether what the rows were taken out of is a sheet's own element, and declares what they need."""
    declared = [item.nsmap.keys() for item in parse_events(rest, ("sheetData",))]
    return len(declared) == 1 and (f" {EXCEL_PREFIX}:" not in body or EXCEL_PREFIX in declared[0])


def _read_any(data: bytes, parts: Parts) -> Grid:
    grid = Grid()
    last = cells = 0
    shared: dict[str, Raw | None] = {}
    for element in parse_events(data, ("row", "mergeCell", "col")):
        name = str(element.tag).rpartition("}")[2]
        if name == "row":
            number = _whole(element.get("r"), last + 1)
            last = number
            row = _row(element, number, parts, grid, shared)
            if not 1 <= number <= MAX_ROW:
                grid.doubled.append(f"A{number}")
            elif row:
                _put(grid, number, row)
                cells += len(row)
            if element.get("hidden") in ("1", "true"):
                grid.hidden_rows.add(number)
            forget(element)
        elif name == "mergeCell":
            merge = _range(element.get("ref") or "")
            if merge:
                grid.merges.append(merge)
        elif element.get("hidden") in ("1", "true"):
            grid.hidden_columns.append((_whole(element.get("min"), 0), _whole(element.get("max"), 0)))
        if cells > MAX_CELLS:
            raise Unusable("bomb")
    grid.lost_texts = _lost(shared)
    if any(later < earlier for earlier, later in pairwise(grid.rows)):
        grid.rows = dict(sorted(grid.rows.items()))
    return grid


def _put(grid: Grid, number: int, row: dict[int, Raw]) -> None:
    known = grid.rows.get(number)
    if known is None:
        grid.rows[number] = row
        return
    for column, cell in row.items():
        if column in known:
            grid.doubled.append(address(number, column))
        else:
            known[column] = cell


class _Names(NamedTuple):
    """The qualified names within a row, of the namespace that the sheet is written in."""

    cell: str
    value: str
    formula: str
    inline: str


@lru_cache(maxsize=8)
def _names(row_tag: str) -> _Names:
    space = row_tag[: row_tag.index("}") + 1]
    return _Names(f"{space}c", f"{space}v", f"{space}f", f"{space}is")


def _row(
    element: etree._Element, number: int, parts: Parts, grid: Grid, shared: dict[str, Raw | None]
) -> dict[int, Raw]:
    """The cells of a row; `shared` are the cells of the shared texts met so far, one for all that show the text."""
    names = _names(str(element.tag))
    shown = str(number)
    width = len(shown)
    row: dict[int, Raw] = {}
    column = 0
    for item in element:
        if item.tag != names.cell:
            continue
        reference = item.get("r")
        if reference is None:
            column += 1
        else:
            column = column_number(reference[:-width]) if reference.endswith(shown) else 0
            if not column:
                grid.doubled.append(reference[:20])
                continue
        cell = _cell(item, names, parts, shared)
        if cell is None:
            continue
        if column in row:
            grid.doubled.append(f"{letters(column)}{number}")
            continue
        row[column] = cell
        if len(item) > 1 and (formula := item.find(names.formula)) is not None:
            _keep_formula(grid, number, column, formula)
    return row


def _keep_formula(grid: Grid, number: int, column: int, formula: etree._Element) -> None:
    kind, text, key = formula.get("t", "normal"), (formula.text or "").strip(), formula.get("si", "")
    if kind == "shared" and text:
        if len(text) <= MAX_FORMULA:
            grid.shared_formulas[key] = (number, column, text)
    elif kind == "shared" and key in grid.shared_formulas:
        top, left, first = grid.shared_formulas[key]
        grid.formulas[number, column] = Formula(first, number - top, column - left)
        return
    if text and kind in ("normal", "shared") and len(text) <= MAX_FORMULA:
        grid.formulas[number, column] = Formula(text)


def _cell(item: etree._Element, names: _Names, parts: Parts, shared: dict[str, Raw | None]) -> Raw | None:
    """The cell, None where it holds nothing but spaces."""
    text: str | None = None
    formula = False
    inline: str | None = None
    for child in item:
        tag = child.tag
        if tag == names.value:
            text = child.text or ""
        elif tag == names.formula:
            formula = True
        elif tag == names.inline:
            inline = plain_text(child)
    kind = item.get("t", "n")
    if inline is not None and (kind == "inlineStr" or text is None):
        return _text(inline)
    if kind == "inlineStr":
        # Some programs write the text where only numbers and shared texts belong.
        return _text(decode_escapes(text or ""))
    if text and kind != "str":
        text = text.strip()
    if not text:
        return Raw(NO_VALUE, "") if formula and (text is None or kind != "str") else None
    if kind == "s":
        if text not in shared:
            shared[text] = _shared(text, parts.strings)
        return shared[text]
    if kind == "n":
        return _number(text, item.get("s"), parts)
    if kind == "str":
        return _text(decode_escapes(text))
    if kind == BOOLEAN:
        known = _BOOLEANS.get(text.lower())
        return Raw(BOOLEAN, known) if known else Raw(DAMAGED, text)
    return Raw(kind, text) if kind in (ERROR, ISO_DATE) else Raw(DAMAGED, text)


_BOOLEANS = {"1": "1", "true": "1", "0": "0", "false": "0"}
"""XML Schema has two spellings of each."""


def _shared(index: str, strings: list[str]) -> Raw | None:
    if not index.isascii() or not index.isdecimal() or int(index) >= len(strings):
        return Raw(DAMAGED, index)
    return _text(strings[int(index)])


def _lost(shared: dict[str, Raw | None]) -> int:
    return sum(cell is not None and cell.kind == DAMAGED for cell in shared.values())


def _text(text: str) -> Raw | None:
    """A text cell, None where there is nothing in it but spaces."""
    return Raw(TEXT, text) if text.strip(BLANKS) else None


def _number(text: str, style: str | None, parts: Parts) -> Raw:
    return Raw(NUMBER if _finite(text) else DAMAGED, text.strip(), _format(style, parts))


def _format(style: str | None, parts: Parts) -> NumberFormat:
    if style is None:
        return parts.formats[0] if parts.formats else GENERAL
    return parts.formats[int(style)] if style.isdecimal() and int(style) < len(parts.formats) else GENERAL


_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*", re.ASCII)


def _finite(text: str) -> bool:
    return len(text) < 400 and _NUMBER.fullmatch(text) is not None and abs(float(text)) < 1e308


def _range(text: str) -> Range | None:
    match = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})", text, re.ASCII)
    if not match:
        return None
    left, right = column_number(match[1]), column_number(match[3])
    top, bottom = int(match[2]), int(match[4])
    return Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right)) if left and right else None


def _whole(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else MAX_ROW + 1
