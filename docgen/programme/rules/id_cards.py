"""ID-card numbers are numbers that somebody can have (GB 11643-1999)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from docgen.findings import Finding, error, warning
from docgen.programme.rules.case import Case

ID_LENGTH = 18

AGES = range(16, 101)
"""Of somebody who works."""

PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
"""The first two digits (GB/T 2260)."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def id_cards(case: Case) -> Iterator[Finding]:
    """The number in its own column by its checksum [error], its date of birth, its place and the 性别 beside it."""
    for row in case.rows("人员"):
        number = row.sound_text("身份证号")
        if not number:
            continue
        at, raw = row.at("身份证号"), row.raw("身份证号")
        if not is_id_card(number):
            key = "privacy.id-card" if len(number) == ID_LENGTH else "privacy.id-card/length"
            yield error(key, at, raw, length=len(number))
        elif not _may_be_born(number, case.on):
            yield warning("privacy.id-card-of/birth", at, raw, digits=number[6:14])
        elif not PROVINCE.match(number):
            yield warning("privacy.id-card-of/place", at, raw, digits=number[:2])
        elif row.text("性别") and row.text("性别") != "女男"[int(number[16]) % 2]:
            yield warning("privacy.id-card-of/sex", at, raw, sex=row.text("性别"))


def _may_be_born(number: str, on: date) -> bool:
    """Whether the digits of the date of birth are a day, and somebody born then may work on the day of the check."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) in AGES


def is_id_card(number: str) -> bool:
    """Whether a citizen's number of 18 characters has the right check character (GB 11643-1999)."""
    if not re.fullmatch(r"\d{17}[\dXx]", number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()
