"""The numbers of a plan's documents: each given once, kept by the record as text, the same whatever is selected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from docgen.documents.plan import Document
from docgen.errors import Place
from docgen.findings import Finding, warning
from docgen.kinds.kind import Kind
from docgen.kinds.patterns import FALLBACKS, NUMBER_FIELDS, Pattern
from docgen.kinds.subjects import issued
from docgen.ledger.ledger import Ledger
from docgen.ledger.numbers import GivenNumber, NumberRequest
from docgen.messages import Message, message
from docgen.office.names import DocumentNames
from docgen.programme.model import Bureau, Department
from docgen.workbook.names import normal_name, normal_number

_LAST = date.max


def number_all(ledger: Ledger, documents: Iterable[Document], bureau: Bureau | None) -> dict[str, str]:
    """Every document's number: as it was given once, else by its kind's pattern and the next serial of its series.

    New ones are given in the order of 成文日期 and id; what has no row in 发文 comes last. Names of departments have no
    order of their own: theirs is that of the plan. Called with the whole plan (but for what is held back) before
    anything is selected from it, so that numbers do not depend on the selection.
    Documents on several papers are one, under one number. Lacking in the answer is a document whose 文号 in 发文 is
    another document's or was cancelled (`look_at_typed`). Raises DamageFound where numbers were changed by hand.
    """
    if bureau is None:
        return {}
    former = _former_names(bureau)
    ledger.rename(bureau.name, bureau.year, former, former.keys() & bureau.departments.keys())
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
    typed = [text for event in bureau.events.get("发文", ()) if (text := event.row.text("文号"))]
    given = ledger.numbers(bureau.name, bureau.year, asked, typed)
    return {item.id: given[item.numbered] for item in whole if item.numbered in given}


@dataclass(frozen=True, slots=True)
class Typed:
    """What came of the 文号 that stand in 发文."""

    refused: Mapping[str, Message] = field(default_factory=dict)
    """Documents that have no number by id, and why: theirs is another document's or was cancelled."""
    changed: Sequence[Finding] = ()
    """The 文号 that are not those that their documents were given once."""


def look_at_typed(
    ledger: Ledger, documents: Iterable[Document], bureau: Bureau | None, numbers: Mapping[str, str]
) -> Typed:
    """What is to be told of the 文号 in 发文, once `numbers` have been given to these documents."""
    if bureau is None or not bureau.events.get("发文"):
        return Typed()
    refused: dict[str, Message] = {}
    changed: dict[Place, Finding] = {}
    holders: dict[str, GivenNumber] = {}
    whole = list(documents)
    for item in whole:
        found = issued(item.kind, item.topic.subject, bureau)
        if not found.number or found.row is None:
            continue
        at = found.row.at("文号")
        number = numbers.get(item.id)
        if number is None:
            holders = holders or {
                normal_number(given.number): given
                for given in ledger.given()
                if (given.bureau, given.year) == (bureau.name, bureau.year)
            }
            refused[item.id] = _refused(found.number, at, holders[normal_number(found.number)], whole)
        elif normal_number(number) != normal_number(found.number):
            changed[at] = warning(
                "identity.number/given", at, found.number, title=item.title, name=item.name, number=number
            )
    return Typed(refused, tuple(changed.values()))


def _refused(number: str, at: Place, holder: GivenNumber, documents: Iterable[Document]) -> Message:
    if holder.cancelled is None:
        return message("build.number-taken", number=number, at=at, name=_name(holder, documents))
    gone = holder.cancelled
    return message("build.number-cancelled", number=number, at=at, on=gone.on, reason=gone.reason)


def _name(holder: GivenNumber, documents: Iterable[Document]) -> str:
    """What the document that has a number is called; it may be planned no more."""
    files = {(holder.bureau, holder.year, item.numbered): f"{item.path}.docx" for item in documents}
    titles = {item.kind.id: item.kind.title for item in documents}
    return DocumentNames(titles, files).of(holder.bureau, holder.year, holder.document)


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
    """Former name → name of the departments that were renamed (曾用名); of several with one, the first.

    A name that a department still has is no former one, unless that department was called otherwise before.
    """
    names: dict[str, str] = {}
    for item in bureau.departments.values():
        former = _former_name(item)
        bearer = bureau.departments.get(former)
        if former and (bearer is None or _former_name(bearer)):
            names.setdefault(former, item.name)
    return names


def _former_name(department: Department) -> str:
    """Its 曾用名, "" where that is its name."""
    former = normal_name(department.row.text("曾用名"))
    return "" if former == department.name else former


def _settings(bureau: Bureau) -> dict[str, str]:
    """The settings of 单位 and the year as text, an empty one replaced by the one that stands for it."""
    values = {item: bureau.setting(item) for item in bureau.settings}
    for name, other in FALLBACKS.items():
        values[name] = values.get(name) or values.get(other, "")
    return {**values, "year": str(bureau.year)}
