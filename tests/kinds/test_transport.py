"""What a template sees reaches a worker as it is, and leaves nothing behind where it came from."""

from __future__ import annotations

import pickle
import sys
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from bureaus import bureau

from docgen.documents.plan import plan
from docgen.documents.render import Content, content_of
from docgen.kinds import views
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.kinds.transport import unwrapped, wrapped
from docgen.kinds.views import MatterView, OpinionView, RiskView
from docgen.word.properties import Properties


def orders() -> list[Content]:
    whole = bureau()
    kinds = load_kinds([SHIPPED])
    documents = [*plan(kinds, whole), *plan(kinds, whole, blank=True), *plan(kinds, None, blank=True)]
    return [content_of(item, None if item.subject == "-" else whole, "GR-2026-001") for item in documents]


def test_every_document_of_a_bureau_is_the_same_at_the_other_end() -> None:
    sent = orders()
    assert {"person", "department", "matters"} <= {name for item in sent for name in item.values}
    for item in sent:
        arrived = pickle.loads(pickle.dumps(item))
        assert arrived == item
        assert list(arrived.values) == list(item.values)
        assert {name: type(value) for name, value in arrived.values.items()} == {
            name: type(value) for name, value in item.values.items()
        }


def test_views_in_views_and_odd_texts_arrive() -> None:
    values = {
        "matters": (
            MatterView("重大决策", (RiskView(content="𬱖䶮喆\n二"), RiskView(measure="\ud800"))),
            MatterView(""),
        ),
        "opinions": (OpinionView("领导小组", "意见", given=True),),
        "blank_rows": (1, 2, 3),
        "nothing": (),
        "none": None,
        "blank": False,
    }
    assert unwrapped(wrapped(values)) == values


def test_no_view_is_pickled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.kinds.transport.pickle", None)
    every = [view for view in vars(views).values() if isinstance(view, type) and view.__name__.endswith("View")]
    assert len(every) >= 7
    values = {view.__name__: view(*("甲" for _ in fields(view))) for view in every}
    assert unwrapped(wrapped(values)) == values


def test_a_text_is_not_kept_twice_by_whoever_sent_it() -> None:
    text = "".join(["定期自查", "并登记"])
    size = sys.getsizeof(text)
    pickle.dumps(Content({"risks": (RiskView(measure=text),)}, Properties("表"), ()))
    assert sys.getsizeof(text) == size


@pytest.mark.parametrize("value", [date(2026, 1, 1), ["甲"], {"甲": ("乙",)}, 1.5, b"x"])
def test_what_no_template_is_given_yet_arrives_too(value: Any) -> None:
    assert unwrapped(wrapped({"name": value, "in a view": RiskView(content=value)})) == {
        "name": value,
        "in a view": RiskView(content=value),
    }
