"""What identifies a person, or leads to one, does not go onto the notice board."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from docgen.findings import Finding, error, warning
from docgen.programme.rules.case import RISK_SHEETS, Case, cells, changed_texts, texts_of
from docgen.programme.rules.contacts import BEGINNINGS, ways_to
from docgen.workbook.names import fold_width
from docgen.workbook.rows import Row

_PATTERNS = (
    ("privacy.id-card-in-text", re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[0-9Xx](?![0-9A-Za-z])")),
    ("privacy.mobile", re.compile(r"(?<![0-9])(?:\+?86-?)?1[3-9]\d-?\d{4}-?\d{4}(?![0-9])")),
    ("privacy.email", re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
)
_TELLING = re.compile("[0-9@０-９＠]")
"""What all of them have: most texts need not be looked at any closer."""

_MAY_TELL = re.compile(f"[@＠{BEGINNINGS}0-9０-９](?:(?<=[@＠{BEGINNINGS}])|[ \u3000]?[0-9０-９][ \u3000]?[0-9０-９])")
"""What a text has that may hold any of these, or of the ways to a person: a letter of theirs, or three figures."""

_CLOSED = re.compile(r"(?<=[0-9]) +(?=[0-9Xx])")
"""Spaces between the groups of a number."""


def privacy(case: Case) -> Iterator[Finding]:
    """No ID-card number, mobile number or e-mail address in a published text [error], nor another way to a person."""
    own = frozenset(_digits(part) for part in re.split("[、，,；;/]", case.bureau.setting("监督电话")))
    mailbox = fold_width(case.bureau.setting("监督邮箱"))
    for row, column, text in _published(case):
        found = next((item for item in private(text) if item.found != mailbox and _digits(item.found) not in own), None)
        if found:
            yield error(found.rule, row.at(column), row.raw(column), column=column)
        elif sorts := ways_to(text, own):
            yield warning("privacy.contact", row.at(column), row.raw(column), column=column, what="、".join(sorts))


def _published(case: Case) -> Iterator[tuple[Row, str, str]]:
    """Every text that will be published and may hold any of these: row, column, text."""
    for sheet in RISK_SHEETS:
        yield from cells(case, sheet, texts_of(sheet), case.texts(sheet).holding(_MAY_TELL))
    yield from ((row, "调整后", row.text("调整后")) for row in changed_texts(case))


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


def _digits(text: str) -> str:
    return re.sub(r"\D", "", fold_width(text)) or text
