"""How far a disposal is on a day, how urgent, and the case that 原编号 ties it to."""

from __future__ import annotations

from datetime import date
from string import ascii_uppercase
from typing import Any

import pytest

from docgen.programme.cases import Colour, DisposalState, begun, cases, colour_of, disposal
from docgen.programme.model import Event
from docgen.workbook.rows import Row, SheetCell

ON = date(2026, 11, 20)


def signal(number: str = "Y-1", earlier: str | None = None, /, **values: Any) -> Event:
    """A row of 预警处置 of 3 November, due on the 20th, changed where said; None takes a column out."""
    tidy: dict[str, Any] = {"日期": date(2026, 11, 3), "处置方式": "预警", "整改期限": ON, "整改结果": ""} | values
    cells = {
        name: SheetCell(value or None, str(value), f"{letter}2")
        for (name, value), letter in zip(tidy.items(), ascii_uppercase, strict=False)
        if value is not None
    }
    return Event(Row("书.xlsx", "预警处置", 2, cells), number, people={"防控责任人": "003"}, refers={"原编号": earlier})


def state(**values: Any) -> DisposalState:
    return disposal(signal(**values), ON).state


# ---------------------------------------------------------------- how far


def test_without_a_result_it_is_open() -> None:
    assert state() is DisposalState.OPEN
    assert state(复核人="002", 复核意见="整改到位") is DisposalState.OPEN


def test_with_a_result_it_is_closed() -> None:
    assert state(整改结果="已改") is DisposalState.CLOSED


def test_with_a_reviewer_it_is_closed_by_the_review() -> None:
    assert state(整改结果="已改", 复核人="002") is DisposalState.TO_REVIEW
    assert state(整改结果="已改", 复核人="002", 复核意见="整改到位") is DisposalState.CLOSED


def test_a_corrective_notice_is_always_reviewed_where_the_sheet_keeps_reviews() -> None:
    assert state(处置方式="责令整改", 整改结果="已改", 复核意见="") is DisposalState.TO_REVIEW
    assert state(处置方式="责令整改", 整改结果="已改", 复核意见="销号") is DisposalState.CLOSED
    assert state(处置方式="责令整改", 整改结果="已改", 复核意见=None) is DisposalState.CLOSED


def test_a_result_counts_from_the_day_when_it_was_done() -> None:
    done = signal(整改结果="已改", 完成日期=date(2026, 11, 21))
    assert disposal(done, ON).state is DisposalState.OPEN
    assert disposal(done, date(2026, 11, 21)).state is DisposalState.CLOSED
    assert disposal(done, None).state is DisposalState.CLOSED


def test_a_signal_counts_from_its_day() -> None:
    rows = [signal("Y-1"), signal("Y-2", 日期=date(2026, 11, 21)), signal("Y-3", 日期="")]
    assert [event.number for event in begun(rows, ON)] == ["Y-1", "Y-3"]


# ---------------------------------------------------------------- how urgent


@pytest.mark.parametrize(
    ("day", "left", "colour"),
    [
        (date(2026, 11, 19), -1, Colour.RED),
        (date(2026, 11, 20), 0, Colour.ORANGE),
        (date(2026, 11, 23), 3, Colour.ORANGE),
        (date(2026, 11, 24), 4, Colour.YELLOW),
        (date(2026, 11, 27), 7, Colour.YELLOW),
        (date(2026, 11, 28), 8, None),
    ],
)
def test_the_days_left_tell_the_colour(day: date, left: int, colour: Colour | None) -> None:
    item = disposal(signal(整改期限=day), ON)
    assert (item.days_left, item.colour, item.answerable) == (left, colour, "003")


def test_what_is_done_or_has_no_deadline_does_not_run_out() -> None:
    for values in ({"整改结果": "已改"}, {"整改期限": ""}):
        assert disposal(signal(**values), ON).days_left is None
    assert colour_of(None) is None
    assert disposal(signal(), None).days_left is None


# ---------------------------------------------------------------- cases


def told(*rows: Event) -> dict[str, list[str]]:
    return {number: [step.number for step in case] for number, case in cases(rows).items()}


def test_rows_tied_together_are_one_case_in_order_of_their_dates() -> None:
    third = signal("Y-3", "Y-2", 日期=date(2026, 11, 18), 处置方式="告诫")
    second = signal("Y-2", "Y-1", 日期=date(2026, 11, 10), 处置方式="警示提醒")
    found = cases([third, second, signal("Y-1"), signal("Y-9")])
    assert [tuple(step) for step in found["Y-2"]] == [
        ("Y-1", "预警", date(2026, 11, 3)),
        ("Y-2", "警示提醒", date(2026, 11, 10)),
        ("Y-3", "告诫", date(2026, 11, 18)),
    ]
    assert found["Y-1"] == found["Y-2"] == found["Y-3"]
    assert [step.number for step in found["Y-9"]] == ["Y-9"]


def test_two_rows_that_take_up_the_same_one_are_of_its_case() -> None:
    assert told(signal("A"), signal("B", "A"), signal("C", "A"))["B"] == ["A", "B", "C"]


def test_a_circle_ends() -> None:
    assert told(signal("A", "C"), signal("B", "A"), signal("C", "B")) == {key: ["A", "B", "C"] for key in "ABC"}
    assert told(signal("A", "A")) == {"A": ["A"]}


def test_an_unknown_number_ties_nothing() -> None:
    assert told(signal("A", "X"), signal("B")) == {"A": ["A"], "B": ["B"]}


def test_rows_without_a_number_are_no_case_together() -> None:
    assert told(signal(""), signal("")) == {}


def test_a_case_of_many_rows_is_told_at_once() -> None:
    rows = [signal(f"Y-{number}", f"Y-{number - 1}") for number in range(20_000)]
    assert len(cases(rows)["Y-7"]) == 20_000
