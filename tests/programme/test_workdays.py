"""Working days: weekends, holidays and worked weekends, by a dated table that an office can add to."""

from __future__ import annotations

from datetime import date

import pytest

from docgen.programme.workdays import Period, Workdays, is_entry, period, shipped


def test_weekends_and_holidays_are_no_working_days_and_a_worked_weekend_is_one() -> None:
    days = shipped()
    assert not days.worked_on(date(2026, 11, 7)) and days.worked_on(date(2026, 11, 9))  # Saturday, Monday
    assert not days.worked_on(date(2026, 10, 5))  # 国庆节, a Monday
    assert days.worked_on(date(2026, 10, 10))  # a Saturday that is worked for it


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 3), date(2026, 11, 9)),  # over a weekend, the first day counted
        (date(2026, 11, 7), date(2026, 11, 13)),  # begun on a Saturday
        (date(2026, 9, 28), date(2026, 10, 9)),  # over the holidays: 28, 29, 30 September, 8 and 9 October
        (date(2026, 10, 8), date(2026, 10, 13)),  # 10 October is worked
        (date(2026, 12, 29), date(2027, 1, 5)),  # 1 January is free by law
    ],
)
def test_five_working_days_end_on(first: date, last: date) -> None:
    assert period(first, "5", shipped()) == Period(first, last, 5)


def test_without_a_first_day_there_is_no_period() -> None:
    assert period(None, "5", shipped()) is None


def test_the_years_whose_moved_days_are_not_known_are_told() -> None:
    days = shipped()
    assert days.unsure(date(2026, 11, 3), date(2026, 11, 9)) == []
    assert days.unsure(date(2026, 12, 29), date(2027, 1, 5)) == [2027]
    assert days.unsure(date(2028, 1, 3), date(2028, 1, 7)) == [2028]


def test_an_offices_own_days_stand_for_all_of_their_year() -> None:
    own = {"off": [[date(2027, 1, 1), date(2027, 1, 3)]], "worked": [date(2027, 1, 9)]}
    days = shipped().with_own(own)
    assert days.unsure(date(2027, 1, 1), date(2027, 1, 5)) == []
    assert days.worked_on(date(2027, 1, 9)) and days.worked_on(date(2027, 6, 9))
    assert not days.worked_on(date(2026, 10, 5)), "other years stay"
    assert shipped().with_own({}) == shipped()


def test_an_entry_is_a_day_or_the_first_and_the_last_of_some() -> None:
    assert is_entry(date(2027, 1, 1)) and is_entry([date(2027, 1, 1), date(2027, 1, 3)])
    assert not is_entry("2027-01-01") and not is_entry([date(2027, 1, 3), date(2027, 1, 1)])
    assert not is_entry([date(2020, 1, 1), date(2027, 1, 1)]) and not is_entry([date(2027, 1, 1)])


def test_no_working_day_in_a_table_is_free_twice() -> None:
    days = shipped()
    assert not days.off & days.worked
    assert all(day.weekday() >= 5 for day in days.worked)


def test_a_table_of_nothing_knows_weekends() -> None:
    assert Workdays().last_of(date(2026, 10, 1), 5) == date(2026, 10, 7)
