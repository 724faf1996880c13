"""What a department's scores come to."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from docgen.programme.scores import Result, result
from docgen.workbook.rows import Row, SheetCell

COLUMNS = ("分值", "自查得分", "检查得分", "领导评分", "加减分", "检查人", "检查日期")


def came_to(*items: tuple[Any, ...], weights: str = "20/40/40", limits: str = "90/80") -> Result:
    """Items of these values by `COLUMNS`, what is left out being empty."""
    return result([item(number, values) for number, values in enumerate(items, start=2)], weights, limits)


def item(number: int, values: tuple[Any, ...]) -> Row:
    given = {}
    for column, letter, value in zip(COLUMNS, "ABCDEFG", (*values, *[None] * len(COLUMNS)), strict=False):
        typed = Decimal(str(value)) if isinstance(value, int | float) else value
        given[column] = SheetCell(typed, str(value), f"{letter}{number}")
    return Row("书.xlsx", "考核", number, given)


def test_parts_are_weighted_the_bonus_added_and_the_grade_follows() -> None:
    found = came_to((40, 40, 38, 36, 1), (60, 58, 57, 54))
    assert (found.worth, found.own, found.inspected, found.leaders, found.bonus) == (100, 98, 95, 90, 1)
    # 98 × 20 % + 95 × 40 % + 90 × 40 % + 1
    assert (found.composite, str(found.composite), found.grade) == (Decimal("94.6"), "94.6", "优胜")


def test_the_weights_of_parts_that_are_not_there_fall_away() -> None:
    assert came_to((100, 90, 81)).composite == 84  # (90 × 20 + 81 × 40) / 60
    assert came_to((100, 90)).composite == 90
    assert came_to((100, 90, 81), weights="0/100/0").composite == 81
    assert came_to((100, 90), weights="0/100/0").composite is None


def test_a_score_that_is_missing_is_no_nought() -> None:
    half = came_to((40, 40, 38), (60, 58))
    assert (half.own, half.inspected, half.composite) == (98, None, 98)
    nothing = came_to((40,), (60,))
    assert (nothing.worth, nothing.own, nothing.composite, nothing.grade) == (100, None, None, "")
    assert came_to() == Result()
    assert came_to((100, 0)).grade == "不达标", "a nought that is given is one"
    assert came_to((100, None, None, None, 5)).composite is None, "a bonus alone is no score"


@pytest.mark.parametrize(
    ("score", "grade"), [(90, "优胜"), (89.95, "优胜"), (89.9, "达标"), (80, "达标"), (79.9, "不达标")]
)
def test_grades_go_by_the_composite_as_it_is_printed(score: float, grade: str) -> None:
    assert came_to((100, score)).grade == grade


def test_limits_are_the_offices() -> None:
    assert [came_to((100, score), limits="85/60").grade for score in (85, 60, 59)] == ["优胜", "达标", "不达标"]


def test_leaders_give_marks_to_items_or_to_the_whole() -> None:
    assert came_to((40, 40, 38, 36), (60, 58, 57, 54)).leaders == 90
    assert came_to((40, 40, 38, 36), (60, 58, 57)).leaders is None, "as long as an item has none"
    assert came_to((40, 40, 38, 92), (60, 58, 57)).leaders == 92, "one mark for the whole"
    assert came_to((40, 40, 38, 92), (60, 58, 57, 93), (0, 0, 0, 93)).leaders == Decimal("92.7")


def test_a_bonus_in_a_merged_cell_counts_once() -> None:
    alone, merged = item(2, (40, 40, 38, None, 2)), item(3, (60, 60, 57, None, 2))
    assert result([alone, merged], "20/40/40", "90/80").bonus == 4
    table = merged.table
    table.moved[list(table.columns).index("加减分")] = "E2"
    assert result([alone, merged], "20/40/40", "90/80").bonus == 2


def test_inspectors_are_named_once_and_the_last_day_holds() -> None:
    days = date(2026, 12, 8), date(2026, 12, 9)
    found = came_to((40, 1, 1, None, None, "钟启明、郑远", days[1]), (60, 1, 1, None, None, "郑远，李 明", days[0]))
    assert (found.inspectors, found.date) == (("钟启明", "郑远", "李 明"), days[1])
