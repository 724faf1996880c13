"""The check tables fill their pages as an office's own do: few stand half empty, and none holds opinions alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pypdfium2
import pytest
from measures import MeasuredPage, measured

from docgen.documents.plan import plan
from docgen.documents.render import CompiledKind, Contents
from docgen.kinds.kind import SHIPPED, Kind, load_kinds
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


@pytest.fixture(scope="module")
def bureau() -> Bureau:
    [found] = check([SAMPLE], on=date(2026, 12, 31)).bureaus
    return found


def papers(kind: Kind, bureau: Bureau | None) -> Iterator[tuple[Mapping[str, Any], bytes]]:
    """What each document of the kind is made from, and its PDF; without a bureau the blank form's."""
    contents, compiled = Contents(bureau, on=date(2026, 12, 31)), CompiledKind(kind, engine())
    for document in plan({kind.id: kind}, bureau, blank=bureau is None):
        values = contents.of(document).values
        yield values, compiled.prepared.render(values, Properties("甲")).data


def share(page: MeasuredPage) -> float:
    """How far down the page its frame goes."""
    lies = page.width > page.height
    room = page.height - TOP[lies] - BOTTOM[lies]
    return (max(rule.bottom for rule in page.rules) - TOP[lies]) / room


def length(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


@each_kind
def test_a_table_that_goes_on_on_another_page_fills_the_one_before(kind: Kind, bureau: Bureau) -> None:
    for values, pdf in papers(kind, bureau):
        for page in measured(pdf)[:-1] if length(pdf) > 1 else ():
            assert share(page) >= FULL, values["document"].name


def test_up_to_four_ordinary_risks_stand_on_one_page_with_all_opinions(bureau: Bureau) -> None:
    lengths = {
        values["person"].工号: (len(values["risks"]), length(pdf))
        for values, pdf in papers(KINDS["personal_check"], bureau)
    }
    assert {pages for risks, pages in lengths.values() if risks <= 4} == {1}
    assert {pages for _, pages in lengths.values()} == {1, 2}, "the sample holds longer ones too"


@pytest.mark.parametrize("letters", [16, 25, 34])
@pytest.mark.parametrize("risks", range(1, 10))
def test_however_many_risks_the_page_before_the_last_is_full(risks: int, letters: int, bureau: Bureau) -> None:
    kind = KINDS["personal_check"]
    compiled = CompiledKind(kind, engine())
    contents = Contents(bureau, on=date(2026, 12, 31))
    all_papers = [contents.of(document) for document in plan({kind.id: kind}, bureau)]
    content = max(all_papers, key=lambda content: len(content.values["opinions"]))
    risk = content.values["risks"][0].with_values(
        防控措施="用印凭审批单，一印一登记，印章由专人保管并双锁存放，每季由股室负责人"[:letters]
    )
    pdf = compiled.prepared.render({**content.values, "risks": [risk] * risks}, Properties("甲")).data
    *before, last = measured(pdf)
    assert len(before) <= 1
    assert all(share(page) >= FULL for page in before)
    assert share(last) >= 0.5


@each_kind
def test_on_a_blank_form_rows_to_write_in_stand_above_the_opinions(kind: Kind) -> None:
    [(_, pdf)] = papers(kind, None)
    *before, last = measured(pdf)
    assert len(before) == (0 if kind.id == "personal_check" else 1), "one leaf of paper"
    assert all(share(page) >= 0.9 for page in before)
    assert any(char.char.isdigit() and char.size > 10 for char in last.characters), "a numbered row"
    assert "注：" in last.text
