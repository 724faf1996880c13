"""Dates in every form that offices type. What is ambiguous or names no day is refused, never guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from docgen.workbook.names import BLANKS, fold_width, normal_id

FIRST_SERIAL, LAST_SERIAL = 1, 2_958_465
"""1900-01-01 and 9999-12-31 in the 1900 date system."""

NO_SUCH_SERIAL = 60
"""1900-02-29 in Excel, a day that never was."""

PLAUSIBLE = (date(1980, 1, 1), date(2100, 12, 31))
"""A bare number is taken for a day's serial number only within these years: 9.15 or 15 are no dates."""

_EPOCH = date(1899, 12, 30)
_DAYS_TO_1904 = 1462

_DIGITS = {
    **{char: number for number, char in enumerate("〇一二三四五六七八九")},
    **dict.fromkeys("零○◯ＯOo０0", 0),
    **{char: number for number, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    **{str(number): number for number in range(1, 10)},
    "两": 2,
    "元": 1,
    "正": 1,
}
_TENS = {"十": 10, "拾": 10, "廿": 20, "卄": 20, "念": 20, "卅": 30}

_CLOCK = r"(?:[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
_WEEKDAY = r"(?:[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?)?"
_MARKED = re.compile(rf"(\d{{4}})[-./](\d{{1,2}})[-./](\d{{1,2}})[.。]?{_WEEKDAY}{_CLOCK}", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_CHINESE = re.compile(rf"(?:公元)?(.{{4}})年(.{{1,3}})月(.{{1,4}}?)[日号]?[.。]?{_WEEKDAY}{_CLOCK}")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[-./年]\d{1,2}[-./月]\d{1,4}[日号]?")
_NO_DAY = re.compile(r"(.{4})[-./年](.{1,3})[月]?")
_NO_YEAR = re.compile(r".{1,3}[-./月].{1,3}[日号]?")


class NotADate(ValueError):
    """The text or number is no date: `variant` says why (a key of `cells.type/…`)."""

    def __init__(self, variant: str) -> None:
        super().__init__(variant)
        self.variant = variant


def date_from_text(text: str, from_1904: bool = False) -> date:
    """The day that a text names.

    2026-9-15, 2026.9.15, 2026/9/15, 20260915, 2026年9月15日, 二〇二六年九月十五日 (十, 廿, 卅, capitals too),
    full-width digits, a clock time or weekday behind it, and a serial number kept as text.
    Raises NotADate for 5/6/26 (which is the year?), 2026-2-30, 2026年9月 and anything else.
    """
    folded = normal_id(text)
    spaced = " ".join(fold_width(text).strip(BLANKS).split())
    for candidate in (folded, spaced):
        for pattern in (_MARKED, _COMPACT):
            match = pattern.fullmatch(candidate)
            if match:
                return _day(int(match[1]), int(match[2]), int(match[3]))
        match = _CHINESE.fullmatch(candidate)
        if match:
            return _day(_year(match[1]), _count(match[2]), _count(match[3]))
    if _SERIAL.fullmatch(folded):
        return date_from_serial(float(folded), from_1904, is_formatted=False)
    if _SHORT_YEAR.fullmatch(folded):
        raise NotADate("date-ambiguous")
    if _NO_DAY.fullmatch(folded) or _NO_YEAR.fullmatch(folded):
        raise NotADate("date-incomplete")
    raise NotADate("date")


def date_from_serial(serial: float, from_1904: bool, *, is_formatted: bool) -> date:
    """The day of a numeric cell; a time of day is dropped.

    `is_formatted`: the cell is shown as a date. A bare number is a serial number within `PLAUSIBLE`, or a
    date typed as 20260915. Raises NotADate for 60 (1900-02-29), numbers outside the calendar, and bare numbers
    that are neither.
    """
    days = int(serial)
    if not is_formatted and serial == days and 10_000_101 <= days <= 99_991_231:
        return date_from_text(str(days))
    shifted = days + (_DAYS_TO_1904 if from_1904 else 0)
    if serial < 0 or not FIRST_SERIAL <= shifted <= LAST_SERIAL or (shifted == NO_SUCH_SERIAL and not from_1904):
        raise NotADate("date-serial" if is_formatted or shifted == NO_SUCH_SERIAL else "date")
    # Excel's calendar has a 1900-02-29, so that the days before it are one off.
    day = _EPOCH + timedelta(days=shifted + (1 if shifted < NO_SUCH_SERIAL and not from_1904 else 0))
    if not is_formatted and not PLAUSIBLE[0] <= day <= PLAUSIBLE[1]:
        raise NotADate("date")
    return day


def chinese_number(text: str) -> int | None:
    """十五 → 15, 二〇二六 → 2026, 廿一 → 21, 15 → 15; None for what is no whole number."""
    if text.isascii() and text.isdecimal():
        return int(text)
    tens = [position for position, char in enumerate(text) if char in _TENS]
    if not tens:
        digits = [_DIGITS.get(char) for char in text]
        return int("".join(map(str, digits))) if digits and None not in digits else None
    if len(tens) > 1 or tens[0] > 1 or len(text) > tens[0] + 2:
        return None
    unit = _TENS[text[tens[0]]]
    before, after = text[: tens[0]], text[tens[0] + 1 :]
    if before and (unit != 10 or not _DIGITS.get(before)):
        return None
    if after and not _DIGITS.get(after):
        return None
    return unit * (_DIGITS[before] if before else 1) + (_DIGITS[after] if after else 0)


def _year(text: str) -> int:
    digits = [_DIGITS.get(char) for char in text]
    if None in digits or "元" in text:
        raise NotADate("date")
    return int("".join(map(str, digits)))


def _count(text: str) -> int:
    number = chinese_number(text)
    if number is None:
        raise NotADate("date")
    return number


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as problem:
        raise NotADate("date-impossible") from problem
