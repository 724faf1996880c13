"""Typed reading of one cell: what was typed, in any of its forms, becomes the value of its tidy form.

Values keep control characters and the halves of broken characters: the rule on text reports them. `shown`
makes them visible, so that a message or an annotated copy can carry what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType

from docgen.workbook.choices import NO, YES
from docgen.workbook.columns import Column, ColumnType, Reference
from docgen.workbook.dates import NotADate, chinese_number, date_from_serial, date_from_text
from docgen.workbook.grid import BOOLEAN, DAMAGED, ERROR, ISO_DATE, NO_VALUE, NUMBER, TEXT, Raw
from docgen.workbook.names import (
    BLANKS,
    UNSEEN,
    clean,
    normal_id,
    normal_name,
    normal_reference,
    normal_word,
    one_line,
    without_marks,
)
from docgen.workbook.parts import FormatKind
from docgen.workbook.rows import Value

SYNONYMS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("√", "✓", "✔", "☑", "TRUE", "1", "Y", "YES", "对", "是的"), YES),
        **dict.fromkeys(("×", "✗", "✘", "FALSE", "0", "N", "NO", "不是", "否的"), NO),
    }
)
"""What stands for a choice where it is one of the column's choices (compared in capitals)."""

ERROR_VALUES = frozenset(
    (
        "#REF!",
        "#N/A",
        "#DIV/0!",
        "#NAME?",
        "#VALUE!",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
    )
)

EXACT_DIGITS = 15
"""Significant digits that a number in a cell can hold; an ID number of 18 typed as a number has lost its end."""


STAFF_NUMBER = "工号"


class Unreadable(ValueError):
    """The cell cannot be read: `key` of the finding's words and their values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def read_value(column: Column, cell: Raw, from_1904: bool = False) -> Value:
    """The value of a cell. Raises Unreadable, with what to say about it."""
    kind = cell.kind
    if kind == TEXT:
        if cell.text.startswith("#") and cell.text.strip(BLANKS).upper() in ERROR_VALUES:
            raise Unreadable("cells.type/error-value")
    elif kind == ERROR:
        raise Unreadable("cells.type/error-value")
    elif kind in (DAMAGED, NO_VALUE):
        raise Unreadable("cells.type/damaged")
    return _READERS[column.type](column, cell, from_1904)


def read_own(column: Column, cell: Raw, from_1904: bool = False) -> Value:
    """What a cell of an office's own column says: a date or number where it is one, else its text, controls visible.

    None where it says nothing that could be printed: an error value, a formula without its value.
    """
    if cell.kind in (ERROR, DAMAGED, NO_VALUE) or cell.text.strip(BLANKS).upper() in ERROR_VALUES:
        return None
    if cell.kind == ISO_DATE or (cell.kind == NUMBER and cell.format.kind is FormatKind.DATE):
        try:
            return _read_date(column, cell, from_1904)
        except Unreadable:
            return shown(cell, from_1904)
    if cell.kind == NUMBER and cell.format.kind not in (FormatKind.PERCENT, FormatKind.ZEROS):
        return Decimal(plain(float(cell.text)))
    return clean(shown(cell, from_1904))


def shown(cell: Raw | None, from_1904: bool = False) -> str:
    """The cell as the user sees it, controls made visible; "" where there is nothing."""
    if cell is None or cell.kind == NO_VALUE:
        return ""
    if cell.kind == BOOLEAN:
        return "TRUE" if cell.text == "1" else "FALSE"
    if cell.kind == NUMBER:
        return _typed_number(cell, from_1904)
    return visible(without_marks(cell.text)) if cell.kind == TEXT else cell.text


_UNSEEN = re.compile(f"[{UNSEEN}]")


def visible(text: str) -> str:
    """The text with what cannot be seen in it as \\x08, \\u202e, \\ud83d: safe to print."""
    if text.isprintable():
        return text
    return _UNSEEN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _typed_number(cell: Raw, from_1904: bool) -> str:
    """A numeric cell as text, by its number format: 007, 2026-09-15, 85%, 12.5."""
    number = float(cell.text)
    kind = cell.format.kind
    if kind is FormatKind.DATE:
        try:
            return date_from_serial(number, from_1904, is_formatted=True).isoformat()
        except NotADate:
            return plain(number)
    if kind is FormatKind.PERCENT:
        return plain(number * 100) + "%"
    if kind is FormatKind.ZEROS and number >= 0:
        return f"{round(number):0{cell.format.digits}d}"
    return plain(number)


def plain(number: float) -> str:
    """The shortest decimal form within the digits that Excel shows: 0.1 + 0.2 is 0.3, and 7.0 is 7."""
    text = f"{Decimal(f'{number:.{EXACT_DIGITS}g}'):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _text(cell: Raw, from_1904: bool) -> str:
    """The cell's text for reading, with its controls as they are."""
    return cell.text if cell.kind == TEXT else shown(cell, from_1904)


def _read_text(column: Column, cell: Raw, from_1904: bool) -> Value:
    return one_line(_text(cell, from_1904))


def _read_long_text(column: Column, cell: Raw, from_1904: bool) -> Value:
    return clean(_text(cell, from_1904))


def _read_name(column: Column, cell: Raw, from_1904: bool) -> Value:
    return normal_name(_text(cell, from_1904))


def _read_id(column: Column, cell: Raw, from_1904: bool) -> Value:
    _refuse_lost_digits(cell)
    if column.name == STAFF_NUMBER:
        _refuse_fractions(cell)
    return normal_id(_text(cell, from_1904))


def _read_reference(column: Column, cell: Raw, from_1904: bool) -> Value:
    _refuse_lost_digits(cell)
    if column.reference in (Reference.PERSON, Reference.SUBJECT):
        _refuse_fractions(cell)
    text = _text(cell, from_1904)
    if column.reference in (Reference.RISK, Reference.EVENT):
        return normal_id(text)
    return normal_name(text) if column.reference is Reference.DEPARTMENT else normal_reference(text)


def _read_phone(column: Column, cell: Raw, from_1904: bool) -> Value:
    return one_line(normal_name(_text(cell, from_1904)))


def _read_email(column: Column, cell: Raw, from_1904: bool) -> Value:
    return normal_id(_text(cell, from_1904))


def _read_id_card(column: Column, cell: Raw, from_1904: bool) -> Value:
    _refuse_lost_digits(cell)
    number = normal_id(_text(cell, from_1904)).upper()
    if re.fullmatch(r"\d(\.\d+)?E\+\d+", number):
        raise Unreadable("cells.type/precision")
    return number


def _refuse_lost_digits(cell: Raw) -> None:
    if cell.kind == NUMBER and abs(float(cell.text)) >= 10**EXACT_DIGITS:
        raise Unreadable("cells.type/precision")


def _refuse_fractions(cell: Raw) -> None:
    """11.5 is nobody's number; with the format 000 it even shows as 012."""
    if cell.kind == NUMBER and (float(cell.text) % 1 or float(cell.text) < 0):
        raise Unreadable("cells.type/staff-number", stored=plain(float(cell.text)))


def _read_date(column: Column, cell: Raw, from_1904: bool) -> Value:
    try:
        if cell.kind == NUMBER:
            formatted = cell.format.kind is FormatKind.DATE
            return date_from_serial(float(cell.text), from_1904, is_formatted=formatted)
        if cell.kind == ISO_DATE:
            return date.fromisoformat(cell.text[:10])
        return date_from_text(_text(cell, from_1904), from_1904)
    except NotADate as problem:
        raise Unreadable(f"cells.type/{problem.variant}") from problem
    except ValueError as problem:
        raise Unreadable("cells.type/date") from problem


_DECIMAL = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?|[+-]?\.\d+", re.ASCII)


def _read_number(column: Column, cell: Raw, from_1904: bool) -> Value:
    if cell.kind == NUMBER:
        if cell.format.kind is FormatKind.PERCENT:
            raise Unreadable("cells.type/percent")
        if cell.format.kind is FormatKind.DATE:
            raise Unreadable("cells.type/number-date", seen=shown(cell, from_1904))
        return Decimal(plain(float(cell.text)))
    text = _without_unit(column, normal_id(_text(cell, from_1904)))
    if text.endswith("%"):
        raise Unreadable("cells.type/percent")
    if not _DECIMAL.fullmatch(text) or len(text) > 30:
        raise Unreadable("cells.type/number")
    return Decimal(text.replace(",", ""))


def _read_whole(column: Column, cell: Raw, from_1904: bool) -> Value:
    if cell.kind == TEXT:
        number = chinese_number(_without_unit(column, normal_id(cell.text)))
        if number is not None and number < 10**9:
            return number
    value = _read_number(column, cell, from_1904)
    if not isinstance(value, Decimal) or value != value.to_integral_value():
        raise Unreadable("cells.type/whole")
    return int(value)


_CLOCK = re.compile(r"(上午|早上|中午|下午|晚上)?(\d{1,2})(?:[:时点](?:(半)|(\d{1,2})分?)?(?::\d{2})?)", re.ASCII)


def _read_time(column: Column, cell: Raw, from_1904: bool) -> Value:
    if cell.kind == NUMBER:
        share = Decimal(cell.text) % 1
        if cell.format.kind is not FormatKind.DATE and Decimal(cell.text) >= 1:
            raise Unreadable("cells.type/time")
        hours, minutes = divmod(round(share * 24 * 60), 60)
    else:
        text = cell.text.partition("T")[2] if cell.kind == ISO_DATE else normal_id(_text(cell, from_1904))
        match = _CLOCK.fullmatch(text)
        if not match:
            raise Unreadable("cells.type/time")
        hours, minutes = int(match[2]), 30 if match[3] else int(match[4] or 0)
        if match[1] in ("下午", "晚上") and hours < 12:
            hours += 12
    if hours >= 24 or minutes >= 60:
        raise Unreadable("cells.type/time")
    return f"{hours}:{minutes:02d}"


def _read_weights(column: Column, cell: Raw, from_1904: bool) -> Value:
    weights = _parts(cell, 3, "weights", from_1904)
    if min(weights) < 0 or sum(weights) != 100:
        raise Unreadable("cells.type/weights-sum")
    return _joined(weights)


def _read_limits(column: Column, cell: Raw, from_1904: bool) -> Value:
    higher, lower = _parts(cell, 2, "limits", from_1904)
    if not 0 < lower < higher:
        raise Unreadable("cells.type/limits-order")
    return _joined((higher, lower))


def _parts(cell: Raw, count: int, kind: str, from_1904: bool) -> tuple[Decimal, ...]:
    """The numbers of 20/40/40, however they are parted."""
    if cell.kind == NUMBER and cell.format.kind is FormatKind.DATE:
        raise Unreadable("cells.type/parts-date", seen=shown(cell, from_1904))
    texts = [text.removesuffix("%") for text in re.split("[/:、,;|]", normal_id(_text(cell, from_1904)))]
    if len(texts) != count or not all(_DECIMAL.fullmatch(text) and len(text) <= 30 for text in texts):
        raise Unreadable(f"cells.type/{kind}")
    return tuple(map(Decimal, texts))


def _joined(parts: Iterable[Decimal]) -> str:
    return "/".join(plain(float(part)) for part in parts)


def _without_unit(column: Column, text: str) -> str:
    for unit in sorted(column.units, key=len, reverse=True):
        if text.endswith(unit) and text != unit:
            return text[: -len(unit)]
    return text


def _read_choice(column: Column, cell: Raw, from_1904: bool) -> Value:
    typed = normal_word(_text(cell, from_1904))
    if typed in column.choices:
        return typed
    meant = SYNONYMS.get(typed.upper())
    if meant in column.choices:
        return meant
    read_as = dict(column.read_as).get(typed)
    if read_as:
        return read_as
    near, choices = _near(typed, column.choices)
    raise Unreadable("cells.enumeration/near" if near else "cells.enumeration", choices=choices, near=near)


@lru_cache(maxsize=1024)
def _near(typed: str, choices: tuple[str, ...]) -> tuple[str, str]:
    """The choice that may have been meant ("" where none is near), and all: one wrong word may stand in every row."""
    return next(iter(get_close_matches(typed, choices, n=1, cutoff=0.5)), ""), "、".join(choices)


_CellReader = Callable[[Column, Raw, bool], Value]

_READERS: Mapping[ColumnType, _CellReader] = MappingProxyType(
    {
        ColumnType.TEXT: _read_text,
        ColumnType.LONG_TEXT: _read_long_text,
        ColumnType.NAME: _read_name,
        ColumnType.ID: _read_id,
        ColumnType.DATE: _read_date,
        ColumnType.TIME: _read_time,
        ColumnType.NUMBER: _read_number,
        ColumnType.WHOLE: _read_whole,
        ColumnType.WEIGHTS: _read_weights,
        ColumnType.LIMITS: _read_limits,
        ColumnType.CHOICE: _read_choice,
        ColumnType.PHONE: _read_phone,
        ColumnType.EMAIL: _read_email,
        ColumnType.ID_CARD: _read_id_card,
        ColumnType.REFERENCE: _read_reference,
    }
)
