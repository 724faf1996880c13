"""The numbers of a plan's documents: each given once, kept by the record as text, the same whatever is selected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from docgen.documents.plan import Document
from docgen.kinds.kind import Kind
from docgen.kinds.patterns import FALLBACKS, NUMBER_FIELDS, Pattern
from docgen.kinds.subjects import issued
from docgen.ledger.ledger import Ledger
from docgen.ledger.numbers import NumberRequest
from docgen.programme.model import Bureau
from docgen.workbook.names import normal_name

_LAST = date.max


def number_all(ledger: Ledger, documents: Iterable[Document], bureau: Bureau | None) -> dict[str, str]:
    """Every document's number: as it was given once, else by its kind's pattern and the next serial of its series.

    New ones are given in the order of 成文日期 and id; what has no row in 发文 comes last. Names of departments have no
    order of their own: theirs is that of the plan. Called with the whole plan (but for what is held back) before
    anything is selected from it, so that numbers do not depend on the selection.
    """
    if bureau is None:
        return {}
    ledger.rename(bureau.name, bureau.year, _former_names(bureau))
    settings = {**_settings(bureau), "year": str(bureau.year)}
    rows = [(issued(item.kind, item.id, bureau), item) for item in documents]
    places = {item.id: place if item.topic.scope == "D" else 0 for place, (_, item) in enumerate(rows)}
    rows.sort(key=lambda row: (row[0].day or _LAST, row[1].kind.id, places[row[1].id], row[1].subject))
    return ledger.numbers(bureau.name, bureau.year, [_asked(item, found.number, settings) for found, item in rows])


def series_of(kind: Kind) -> str:
    """The series whose serial numbers a kind takes."""
    return kind.series or kind.id


def first_number(kind: Kind, bureau: Bureau) -> str:
    """What the first number of a kind would be, for a look at it."""
    values = {**_settings(bureau), "year": str(bureau.year), "code": kind.code}
    return Pattern.parse(kind.number, NUMBER_FIELDS).fill({**values, "serial": 1})


def _asked(document: Document, by_hand: str, settings: Mapping[str, str]) -> NumberRequest:
    kind = document.kind
    pattern = Pattern.parse(kind.number, NUMBER_FIELDS)
    values = {**settings, "code": kind.code}
    return NumberRequest(
        document.id,
        series_of(kind),
        lambda serial: pattern.fill({**values, "serial": serial}),
        by_hand,
        pattern.serial_in(by_hand, values) if by_hand else None,
    )


def _former_names(bureau: Bureau) -> dict[str, str]:
    """Former name → name of the departments that were renamed (曾用名)."""
    return {
        former: item.name
        for item in bureau.departments.values()
        if (former := normal_name(item.row.text("曾用名"))) and former not in bureau.departments
    }


def _settings(bureau: Bureau) -> dict[str, str]:
    """The settings of 单位 as text, an empty one replaced by the one that stands for it."""
    values = {item: bureau.setting(item) for item in bureau.settings}
    for name, other in FALLBACKS.items():
        values[name] = values.get(name) or values.get(other, "")
    return values
