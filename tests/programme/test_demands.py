"""整改要求 line by line, without the numbers that clerks type."""

from __future__ import annotations

import pytest

from docgen.programme.demands import demands


@pytest.mark.parametrize(
    "mark", ["1.", "1、", "1．", "1）", "（1）", "(1)", "（一）", "一、", "①", "⑴", "⒈", " 1 、", "1. "]
)
def test_a_lines_own_number_is_taken_off(mark: str) -> None:
    assert demands(f"{mark}说明原因") == ("说明原因",)


def test_each_line_that_holds_anything_is_a_demand() -> None:
    assert demands("1.说明原因\n\n2.重新办理\r\n  \n提交报告") == ("说明原因", "重新办理", "提交报告")
    assert demands("") == demands(" \n　\n") == ()


@pytest.mark.parametrize(
    "text",
    ["2026年12月1日前报告", "3日内报告", "1.5万元以上的须报批", "一、二级风险须逐条核对", "一把手负责", "（附表）照填"],
)
def test_what_only_looks_like_a_number_stays(text: str) -> None:
    assert demands(text) == (text,)


def test_lines_that_count_on_are_numbered_whatever_stands_behind_the_number() -> None:
    assert demands("1.5日内说明原因\n2.2026年12月底前报告") == ("5日内说明原因", "2026年12月底前报告")
    assert demands("1、2号公章交回\n2、3日内报告") == ("2号公章交回", "3日内报告")


def test_a_line_of_a_number_alone_is_no_demand() -> None:
    assert demands("1.说明原因\n2.") == ("说明原因",)
