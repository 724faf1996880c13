"""What identifies a person does not go onto the notice board, and ID-card numbers are right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docgen.findings import Finding, error
from docgen.programme.rules.case import Case, changed_texts
from docgen.workbook.columns import ColumnType
from docgen.workbook.names import fold_width
from docgen.workbook.schema import SHEETS

ID_LENGTH = 18

PUBLISHED = ("个人风险点", "机构风险点", "班子风险点")
"""Sheets whose texts are shown to the public; what 风险调整 puts in their place is held to the same."""

_PATTERNS = (
    ("privacy.id-card-in-text", re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[0-9Xx](?![0-9A-Za-z])")),
    ("privacy.mobile", re.compile(r"(?<![0-9])(?:\+?86-?)?1[3-9]\d-?\d{4}-?\d{4}(?![0-9])")),
    ("privacy.email", re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
)
_TELLING = re.compile("[0-9@０-９＠]")
"""What all of them have: most texts need not be looked at any closer."""

_CLOSED = re.compile(r"(?<=[0-9]) +(?=[0-9Xx])")
"""Spaces between the groups of a number."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def privacy(case: Case) -> Iterator[Finding]:
    """No ID-card number, mobile number or e-mail address in a published text; ID-card numbers by their checksum."""
    for sheet in PUBLISHED:
        columns = _texts(sheet)
        for row in case.rows(sheet):
            for column in columns:
                if found := next(private(row.text(column)), None):
                    yield error(found.rule, row.at(column), row.raw(column), column=column)
    for row in changed_texts(case):
        if found := next(private(row.text("调整后")), None):
            yield error(found.rule, row.at("调整后"), row.raw("调整后"), column="调整后")
    for row in case.rows("人员"):
        number = row.sound_text("身份证号")
        if number and not is_id_card(number):
            key = "privacy.id-card" if len(number) == ID_LENGTH else "privacy.id-card/length"
            yield error(key, row.at("身份证号"), row.raw("身份证号"), length=len(number))


class Private(NamedTuple):
    """What must not be public in a text: the rule that says so, and the number or address in narrow letters."""

    rule: str
    found: str


def private(text: str) -> Iterator[Private]:
    """The ID-card numbers, mobile numbers and e-mail addresses in a text."""
    if _TELLING.search(text):
        text = _CLOSED.sub("", fold_width(text))
        for rule, pattern in _PATTERNS:
            yield from (Private(rule, match[0]) for match in pattern.finditer(text))


def _texts(sheet: str) -> Sequence[str]:
    kinds = (ColumnType.LONG_TEXT, ColumnType.TEXT)
    return [column.name for column in SHEETS[sheet].columns if column.type in kinds]


def is_id_card(number: str) -> bool:
    """Whether a citizen's number of 18 characters has the right check character (GB 11643-1999)."""
    if not re.fullmatch(r"\d{17}[\dXx]", number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()
