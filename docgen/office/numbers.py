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
    Documents on several papers are one, under one number.
    """
    if bureau is None:
        return {}
    ledger.rename(bureau.name, bureau.year, _former_names(bureau))
    whole = list(documents)
    once: dict[str, Document] = {}
    for item in whole:
        once.setdefault(item.numbered, item)
    rows = [(issued(item.kind, item.topic.subject, bureau), item) for item in once.values()]
    places = {item.id: place if item.topic.scope == "D" else 0 for place, (_, item) in enumerate(rows)}
    rows.sort(key=lambda row: (row[0].day or _LAST, row[1].kind.id, places[row[1].id], row[1].subject))
    settings = _settings(bureau)
    kinds = {item.kind.id: item.kind for _, item in rows}
    texts = {key: _NumberText(kind, settings) for key, kind in kinds.items()}
    asked = [texts[item.kind.id].request(item.numbered, found.number) for found, item in rows]
    given = ledger.numbers(bureau.name, bureau.year, asked)
    return {item.id: given[item.numbered] for item in whole}


def first_number(kind: Kind, bureau: Bureau) -> str:
    """What the first number of a kind would be, for a look at it."""
    return _NumberText(kind, _settings(bureau)).of(1)


class _NumberText:
    """What a kind's numbers look like in one bureau's year: the same for all of its documents, however many."""

    def __init__(self, kind: Kind, settings: Mapping[str, str]) -> None:
        self._series = kind.series or kind.id
        self._pattern = Pattern.parse(kind.number, NUMBER_FIELDS)
        self._values = {**settings, "code": kind.code}

    def of(self, serial: int) -> str:
        """The number with this serial."""
        return self._pattern.fill({**self._values, "serial": serial})

    def request(self, document: str, by_hand: str) -> NumberRequest:
        """What the record is asked for one document, which 发文 may have given a number `by_hand`."""
        serial = self._pattern.serial_in(by_hand, self._values) if by_hand else None
        return NumberRequest(document, self._series, self.of, by_hand, serial)


def _former_names(bureau: Bureau) -> dict[str, str]:
    """Former name → name of the departments that were renamed (曾用名)."""
    return {
        former: item.name
        for item in bureau.departments.values()
        if (former := normal_name(item.row.text("曾用名"))) and former not in bureau.departments
    }


def _settings(bureau: Bureau) -> dict[str, str]:
    """The settings of 单位 and the year as text, an empty one replaced by the one that stands for it."""
    values = {item: bureau.setting(item) for item in bureau.settings}
    for name, other in FALLBACKS.items():
        values[name] = values.get(name) or values.get(other, "")
    return {**values, "year": str(bureau.year)}
