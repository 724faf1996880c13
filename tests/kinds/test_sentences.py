"""What a report says follows its figures: no 其中 of nothing, no highest where all are alike, no rank of one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.kinds.sentences import changed, closed, difference, graded, listed, parted, place_of, spread
from docgen.programme.figures import Closing
from docgen.programme.ranking import Ranked, mean, ranking
from docgen.programme.scores import Result


def scored(**scores: str | None) -> tuple[Ranked, ...]:
    return ranking({name: Result(composite=Decimal(score) if score else None) for name, score in scores.items()})


def said(last: str | None = None, **scores: str) -> str:
    places = scored(**scores)
    return spread(places, mean(place.result.composite for place in places), Decimal(last) if last else None)


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ({}, ""),
        ({"一级": 0, "二级": 0}, ""),
        ({"一级": 1}, "为一级"),
        ({"一级": 0, "二级": 5}, "均为二级"),
        ({"一级": 3, "二级": 0, "三级": 2}, "其中一级3条、三级2条"),
        ({"": 2}, ""),
        ({"": 2, "一级": 1}, "其中其他2条、一级1条"),
    ],
)
def test_parts_are_told_where_there_are_several(counts: dict[str, int], text: str) -> None:
    assert parted(counts, "条") == text


def test_a_change_is_told_where_last_year_is_known() -> None:
    assert [changed(5, before, "条") for before in (None, 5, 2, 9)] == [
        "",
        "与上年持平",
        "比上年增加3条",
        "比上年减少4条",
    ]
    assert [difference(Decimal(points)) for points in ("1.5", "-2.0", "0.0")] == ["+1.5", "−2.0", "持平"]


@pytest.mark.parametrize(
    ("closing", "text"),
    [
        (Closing(), ""),
        (Closing(open=1), "未办结1起"),
        (Closing(open=1, overdue=1), "未办结1起（已超过整改期限）"),
        (Closing(open=2, overdue=2), "未办结2起（均已超过整改期限）"),
        (Closing(open=3, overdue=1), "未办结3起（其中1起已超过整改期限）"),
        (Closing(closed=1, in_time=1), "已办结1起，整改在期限内完成"),
        (Closing(closed=4, in_time=4), "已全部办结，整改均在期限内完成"),
        (Closing(closed=4), "已全部办结"),
        (Closing(closed=2, late=2), "已全部办结，整改均超过期限完成"),
        (
            Closing(closed=2, to_review=1, open=1, in_time=2, late=1),
            "已办结2起、待复核1起、未办结1起，有整改结果的3起按期完成2起、超期完成1起，按期完成率66.7%",
        ),
        (
            Closing(closed=3, in_time=2),
            "已全部办结，登记了期限和完成日期的2起均在期限内完成整改",
        ),
    ],
)
def test_how_signals_were_closed_is_told_by_what_is_known(closing: Closing, text: str) -> None:
    assert closed(closing) == text


@pytest.mark.parametrize(
    ("grades", "text"),
    [
        ({}, ""),
        ({"优胜": [], "达标": []}, ""),
        ({"优胜": ["甲"]}, "参加评价的机构为甲，等次为优胜"),
        ({"优胜": ["甲", "乙"], "达标": []}, "参加评价的2个机构均为优胜"),
        ({"优胜": ["甲"], "不达标": ["乙", "丙"]}, "参加评价的3个机构中，优胜1个（甲），不达标2个（乙、丙）"),
    ],
)
def test_grades_are_told_with_who_has_them(grades: dict[str, list[str]], text: str) -> None:
    assert graded(grades) == text


def test_many_names_are_cut_and_counted() -> None:
    names = [f"第{number}所" for number in range(1, 201)]
    assert listed(names) == "第1所、第2所、第3所、第4所、第5所、第6所、第7所、第8所等200个机构"
    assert listed(names[:3]) == "第1所、第2所、第3所"


def test_scores_are_told_with_ties_as_ties() -> None:
    assert said() == ""
    assert said(甲="95.5") == "综合得分95.5分"
    assert said(甲="95.5", 乙="95.5") == "综合得分均为95.5分"
    assert said(甲="96.0", 乙="96.0", 丙="70.6") == "综合得分平均87.5分，最高96.0分（甲、乙并列），最低70.6分（丙）"
    assert said("90.0", 甲="95.5") == "综合得分95.5分，比上年提高5.5分"
    assert said("87.5", 甲="96.0", 乙="96.0", 丙="70.6").endswith("，平均分与上年持平")


def test_a_place_says_that_it_is_shared() -> None:
    places = scored(甲="90", 乙="95", 丙="95", 丁=None, 戊="80")
    assert [(place.department, place_of(place)) for place in places] == [
        ("乙", "并列第1"),
        ("丙", "并列第1"),
        ("甲", "第3"),
        ("戊", "第4"),
        ("丁", ""),
    ]
