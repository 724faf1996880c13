"""Working days: which days are none, and the last day of so many.

Weekends are none, nor are the holidays of a dated table (by 全国年节及纪念日放假办法 and the State Council's yearly
notice of what is moved for them); an office adds its own days.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

TABLE = "workdays.toml"
"""Stands beside this module."""

OFF, WORKED = "off", "worked"
"""Days that are free, and weekends that are worked."""

MOST = 60
"""Days that one entry of a table may be long."""

SATURDAY = 5

Entry = date | Sequence[date]
"""A day, or the first and the last of several."""


@dataclass(frozen=True, slots=True)
class Workdays:
    """The days that are known to be free or worked otherwise than the weekday says."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    sure: frozenset[int] = field(default=frozenset())
    """The years whose table is whole: those of others may have days moved that it does not know."""

    def worked_on(self, day: date) -> bool:
        """Whether it is a working day."""
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)

    def last_of(self, first: date, count: int) -> date:
        """The day on which `count` working days are over, the first one counted if it is one; at least one day."""
        day = first
        left = max(count, 1)
        while True:
            left -= self.worked_on(day)
            if not left:
                return day
            day += timedelta(days=1)

    def unsure(self, first: date, last: date) -> list[int]:
        """The years between two days, both included, whose moved days are not known."""
        return [year for year in range(first.year, last.year + 1) if year not in self.sure]

    def with_own(self, own: Mapping[str, Sequence[Entry]]) -> Workdays:
        """With an office's own days, `off` and `worked`: they stand for all that the table says of their years."""
        off, worked = frozenset(_days(own.get(OFF, ()))), frozenset(_days(own.get(WORKED, ())))
        years = {day.year for day in off | worked}

        def of_others(days: Iterable[date]) -> frozenset[date]:
            return frozenset(day for day in days if day.year not in years)

        return Workdays(of_others(self.off) | off, of_others(self.worked) | worked, self.sure | years)


@lru_cache(maxsize=1)  # the package's own table: it does not change while it runs
def shipped() -> Workdays:
    """The program's own table."""
    years = tomllib.loads(files("docgen.programme").joinpath(TABLE).read_text("utf-8"))["year"]
    return Workdays(
        frozenset(day for year in years for day in _days(year[OFF])),
        frozenset(day for year in years for day in _days(year[WORKED])),
        frozenset(year["year"] for year in years if year["sure"]),
    )


def is_entry(value: object) -> bool:
    """Whether a value may stand in a table: a day, or the first and the last of at most `MOST` days."""
    if isinstance(value, list):
        if len(value) != 2 or not all(type(day) is date for day in value):
            return False
        return bool(0 <= (value[1] - value[0]).days < MOST)
    return type(value) is date


def _days(entries: Iterable[Entry]) -> Iterator[date]:
    for entry in entries:
        first, last = (entry, entry) if isinstance(entry, date) else entry
        for later in range((last - first).days + 1):
            yield first + timedelta(days=later)


@dataclass(frozen=True, slots=True)
class Period:
    """For how long something hangs out to be objected to."""

    first: date
    last: date
    days: int
    """Working days."""


def period(first: date | None, count: str, workdays: Workdays) -> Period | None:
    """The period of so many working days from `first` on; None where no first day is set."""
    if first is None:
        return None
    days = int(count) if count.isdecimal() and int(count) else 5
    return Period(first, workdays.last_of(first, days), days)
