"""On which page an official document ends: `document.turn` by the pages that a layout comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from docgen.documents.turn import asks, settled, turned
from docgen.kinds.mentions import Mentions
from docgen.kinds.views import DocumentView
from docgen.pdf.engine import Pdf


@pytest.mark.parametrize(
    ("pages", "turn"),
    [
        ((2, 3, 4), 0),  # ends on an even page, below text
        ((1, 2, 3), 1),  # ends on an odd one: the next is even
        ((3, 4, 5), 1),
        ((2, 2, 3), 1),  # its 版记 had a page of its own already, which then has no number
        ((3, 3, 4), 2),  # had it on an odd page: a blank one comes before it
    ],
)
def test_the_last_page_is_an_even_one(pages: tuple[int, int, int], turn: int) -> None:
    def lay_out(values: Mapping[str, Any]) -> Pdf:
        number = values["document"].turn
        return Pdf(str(number).encode(), pages[number])

    values, pdf = settled({"document": DocumentView.of({"title": "通知"}), "year": 2026}, lay_out)
    assert (values["document"].turn, values["document"].title, values["year"]) == (turn, "通知", 2026)
    assert (pdf.data, pdf.pages % 2) == (str(turn).encode(), 0)


def test_plain_data_may_have_a_document_or_none() -> None:
    assert turned({"a": 1}, 2) == {"a": 1, "document": {"turn": 2}}
    assert turned({"document": {"number": "一"}}, 1) == {"document": {"number": "一", "turn": 1}}


def test_a_template_asks_by_the_name() -> None:
    assert asks(Mentions(frozenset(), {"turn": frozenset({"document"})}))
    assert not asks(Mentions(frozenset(), {"turn": frozenset({"person"})}))
    assert not asks(Mentions())
