"""The check tables fill their pages as an office's own do: few stand half empty, and none holds opinions alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from measures import MeasuredPage, measured

from docgen.documents.plan import plan
from docgen.documents.render import CompiledKind, Contents
from docgen.kinds.kind import SHIPPED, Kind, load_kinds
from docgen.pdf.engine import Pdf
from docgen.pdf.engines import engine
from docgen.programme.check import check
from docgen.programme.model import Bureau
from docgen.shipped import SAMPLE
from docgen.word.properties import Properties

TABLES = ("personal_check", "department_check", "leadership_check")
KINDS = load_kinds([SHIPPED])
each_kind = pytest.mark.parametrize("kind", [KINDS[key] for key in TABLES], ids=lambda kind: kind.id)

FULL = 0.65
"""How far down its page a table goes that goes on on another one, as a share of the page between its margins."""
TOP = {False: 20, True: 25}
BOTTOM = {False: 18, True: 16}
"""Margins of upright and lying pages, mm."""

DAY = date(2026, 12, 31)
"""The sample's year is over."""


@pytest.fixture(scope="module")
def bureau() -> Bureau:
    [found] = check([SAMPLE], on=DAY).bureaus
    return found


@pytest.fixture(scope="module")
def ready() -> Mapping[str, CompiledKind]:
    drawn_by = engine()
    return {key: CompiledKind(KINDS[key], drawn_by) for key in TABLES}


def contents(kind: Kind, bureau: Bureau | None) -> Iterator[Mapping[str, Any]]:
    """What each document of the kind is made from; without a bureau the blank form."""
    made = Contents(bureau, on=DAY)
    for document in plan({kind.id: kind}, bureau, blank=bureau is None):
        yield made.of(document).values


def pdf(compiled: CompiledKind, values: Mapping[str, Any]) -> Pdf:
    return compiled.prepared.render(values, Properties("甲"))


def share(page: MeasuredPage) -> float:
    """How far down the page its frame goes."""
    lies = page.width > page.height
    room = page.height - TOP[lies] - BOTTOM[lies]
    return (max(rule.bottom for rule in page.rules) - TOP[lies]) / room


@each_kind
def test_a_table_that_goes_on_on_another_page_fills_the_one_before(
    kind: Kind, bureau: Bureau, ready: Mapping[str, CompiledKind]
) -> None:
    for values in contents(kind, bureau):
        *before, _ = measured(pdf(ready[kind.id], values).data, letters=False)
        assert all(share(page) >= FULL for page in before), values["document"].name


def test_up_to_four_ordinary_risks_stand_on_one_page_with_all_opinions(
    bureau: Bureau, ready: Mapping[str, CompiledKind]
) -> None:
    kind = KINDS["personal_check"]
    lengths = {(len(values["risks"]), pdf(ready[kind.id], values).pages) for values in contents(kind, bureau)}
    assert {pages for risks, pages in lengths if risks <= 4} == {1}
    assert {pages for _, pages in lengths} == {1, 2}, "the sample holds longer ones too"


@pytest.fixture(scope="module")
def most_signed(bureau: Bureau) -> Mapping[str, Any]:
    """What the table of somebody is made from who has all opinions."""
    return max(contents(KINDS["personal_check"], bureau), key=lambda values: len(values["opinions"]))


@pytest.mark.parametrize("letters", [16, 25, 34])
@pytest.mark.parametrize("risks", range(1, 10))
def test_however_many_risks_the_page_before_the_last_is_full(
    risks: int, letters: int, most_signed: Mapping[str, Any], ready: Mapping[str, CompiledKind]
) -> None:
    measure = "用印凭审批单，一印一登记，印章由专人保管并双锁存放，每季由股室负责人"[:letters]
    risk = most_signed["risks"][0].with_values(防控措施=measure)
    made = pdf(ready["personal_check"], {**most_signed, "risks": [risk] * risks})
    *before, last = measured(made.data, letters=False)
    assert len(before) <= 1
    assert all(share(page) >= FULL for page in before)
    assert share(last) >= 0.5


@pytest.mark.parametrize("duties", [20, 80, 200])
@pytest.mark.parametrize("opinion", [10, 30, 70])
def test_long_duties_and_opinions_leave_no_page_half_empty(
    duties: int, opinion: int, most_signed: Mapping[str, Any], ready: Mapping[str, CompiledKind]
) -> None:
    opinions = tuple(item.with_values(意见="同意" * (opinion // 2)) for item in most_signed["opinions"])
    person = most_signed["person"].with_values(岗位职责="负责内务" * (duties // 4))
    for risks in (3, 4, 5):
        values = {**most_signed, "person": person, "opinions": opinions, "risks": most_signed["risks"][:1] * risks}
        *before, _ = measured(pdf(ready["personal_check"], values).data, letters=False)
        assert all(share(page) >= 0.5 for page in before), risks


@each_kind
def test_on_a_blank_form_rows_to_write_in_stand_above_the_opinions(
    kind: Kind, ready: Mapping[str, CompiledKind]
) -> None:
    [values] = contents(kind, None)
    *before, last = measured(pdf(ready[kind.id], values).data)
    assert len(before) == (0 if kind.id == "personal_check" else 1), "one leaf of paper"
    assert all(share(page) >= 0.9 for page in before)
    assert any(char.char.isdigit() and char.size > 10 for char in last.characters), "a numbered row"
    assert "注：" in last.text
