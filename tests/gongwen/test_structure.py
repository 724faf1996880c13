"""Headings are known by their numbers, and their numbers follow each other."""

from __future__ import annotations

import pytest

from docgen.form.tree import Paragraph, ParagraphStyle, Run, RunStyle, Text
from docgen.gongwen.lines import TextLine
from docgen.gongwen.structure import behind_heading, heading_of, heading_parts, out_of_order, wrong_mark


def line(*texts: str) -> TextLine:
    runs = tuple(Run(RunStyle(east=f"字体{at}"), (Text(text),)) for at, text in enumerate(texts))
    return TextLine(Paragraph(ParagraphStyle(), RunStyle(), runs), "".join(texts), "body", 1)


@pytest.mark.parametrize(
    ("text", "level", "value"),
    [
        ("一、总体要求", 1, 1),
        ("二十一、附则", 1, 21),
        ("（三）防控重点", 2, 3),
        ("(四)防控重点", 2, 4),
        ("12.股室", 3, 12),
        ("3、股室", 3, 3),
        ("（1）每月", 4, 1),
    ],
)
def test_a_heading_is_known_by_its_number(text: str, level: int, value: int) -> None:
    found = heading_of(line(text))
    assert found is not None
    assert (found.level, found.value) == (level, value)


@pytest.mark.parametrize("text", ["一是加强领导。", "2026年底前", "3.5%的人员", "（此件公开发布）", "第一、第二股室"])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert heading_of(line(text)) is None


def wrong(*texts: str) -> list[tuple[str, str]]:
    found = [item for text in texts if (item := heading_of(line(text))) is not None]
    return [(broken.mark, broken.wanted) for broken in out_of_order(found)]


def test_numbers_count_from_one_without_a_gap_and_anew_under_each_heading() -> None:
    assert wrong("一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "1.己", "（1）庚", "2.辛") == []
    assert wrong("一、甲", "三、乙") == [("三、", "二、")]
    assert wrong("一、甲", "一、乙") == [("一、", "二、")]
    assert wrong("一、甲", "（一）乙", "二、丙", "（二）丁") == [("（二）", "（一）")]
    assert wrong("二、甲") == [("二、", "一、")]


def test_lists_of_figures_under_a_text_may_begin_anew() -> None:
    assert wrong("1.甲", "2.乙", "1.丙", "2.丁") == []
    assert wrong("1.甲", "3.乙") == [("3.", "2.")]


@pytest.mark.parametrize(
    ("text", "mark"), [("（一）、甲", "（一）、"), ("1、甲", "1、"), ("一，甲", "一，"), ("（1）.甲", "（1）.")]
)
def test_a_number_with_a_mark_that_is_not_its_own(text: str, mark: str) -> None:
    assert wrong_mark(line(text)) == mark


def test_numbers_with_their_own_marks() -> None:
    assert [wrong_mark(line(text)) for text in ("一、甲", "（一）甲", "1.甲", "（1）甲", "1.5倍、甲")] == [""] * 5


def test_a_heading_ends_with_its_sentence_where_more_follows() -> None:
    found = line("一、提高认识。", "各股室要学习。")
    assert [text for _, text in heading_parts(found)] == ["一、提高认识。"]
    assert [text for _, text in behind_heading(found)] == ["各股室要学习。"]
    whole = line("一、提高认识")
    assert behind_heading(whole) == []
