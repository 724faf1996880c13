"""The wording of what people promise of their risks."""

import re
from typing import Any

import pytest
from bureaus import risk
from hypothesis import given
from hypothesis import strategies as st

from docgen.programme.model import Risk, Subject, Target
from docgen.programme.promises import promise
from docgen.workbook.rows import Row, SheetCell

COLUMNS = ("风险内容", "表现形式", "防控措施", "承诺内容")


def of(*texts: str) -> Risk:
    """A risk of these texts by `COLUMNS`."""
    cells = {
        name: SheetCell(text, text, f"{place}2") for place, name, text in zip("ABCD", COLUMNS, texts, strict=False)
    }
    return Risk(Row("书.xlsx", "个人风险点", 2, cells), "GR-1", Subject(Target.PERSON, "1"), None)


def test_a_promise_is_worded_from_the_risk_and_its_measure() -> None:
    assert promise(of("受理把关不严", "未核对原件即予受理", "双人核对原件")) == (
        "针对“受理把关不严”的风险，严格落实“双人核对原件”的防控措施，坚决防止出现“未核对原件即予受理”的情形。"
    )


def test_a_promise_that_is_filled_in_stands_as_it_is_with_one_full_stop() -> None:
    for typed in ("不违规受理", "不违规受理。", "不违规受理；", " 不违规受理！\n"):
        assert promise(of("内容", "表现", "措施", typed)) == "不违规受理。"


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("把关不严", "", "双人核对"), "针对“把关不严”的风险，严格落实“双人核对”的防控措施，自觉接受监督。"),
        (("把关不严", "漏审", ""), "针对“把关不严”的风险，坚决防止出现“漏审”的情形。"),
        (("", "", ""), ""),
        (
            ("“熟人”优先。", "插队", "1.取号；\n2.公开进度。\n"),
            "针对“‘熟人’优先”的风险，严格落实“1.取号；2.公开进度”的防控措施，坚决防止出现“插队”的情形。",
        ),
    ],
)
def test_missing_texts_lines_and_marks_leave_a_sound_sentence(texts: tuple[str, ...], told: str) -> None:
    assert promise(of(*texts)) == told


def test_two_promises_are_alike_only_where_the_risks_are() -> None:
    facts: dict[str, Any] = {"content": "甲", "manifestation": "乙", "measure": "丙"}
    first = promise(risk(Subject(Target.PERSON, "1"), "GR-1-1", **facts))
    assert promise(risk(Subject(Target.PERSON, "2"), "GR-2-1", **facts)) == first
    for name in facts:
        assert promise(risk(Subject(Target.PERSON, "2"), "GR-2-1", **(facts | {name: "丁"}))) != first


@given(st.lists(st.text("甲乙。；，、！“”\n 1."), min_size=3, max_size=3))
def test_no_text_doubles_a_mark_at_a_promises_joints(texts: list[str]) -> None:
    told = promise(of(*texts))
    assert told == "" or (told.endswith("。") and not re.search(r"[。；，、！]”|[。；，、！]。$", told))
