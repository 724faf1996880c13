"""Signals and what was done about them (预警处置) as of a day: how far each is, how urgent, and the case it belongs to.

What is dated counts from its date: a result whose 完成日期 lies after the day is not there yet. A result without that
date, and 复核意见, count as the workbook has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from docgen.programme.model import Event

SIGNALS = "预警处置"
"""The sheet whose rows these are."""

REVIEWED = ("责令整改",)
"""The 处置方式 whose result is always reviewed: a 责令整改通知书 comes with a page for 复核意见 (销号 or 继续整改)."""


class DisposalState(StrEnum):
    """How far a disposal is."""

    OPEN = "未办结"
    """Without 整改结果."""
    TO_REVIEW = "待复核"
    """With a result that is still to be reviewed."""
    CLOSED = "已办结"


class Colour(StrEnum):
    """How urgent what runs out is."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"


URGENCY: tuple[tuple[int, Colour], ...] = ((-1, Colour.RED), (3, Colour.ORANGE), (7, Colour.YELLOW))
"""Days left at most → colour; the first that fits."""


def colour_of(days: int | None) -> Colour | None:
    """The colour of what runs out in so many days (negative: ran out so long ago); None for what is not urgent."""
    return None if days is None else next((colour for most, colour in URGENCY if days <= most), None)


@dataclass(frozen=True, slots=True)
class Disposal:
    """A row of 预警处置 as it stands on a day."""

    event: Event
    state: DisposalState
    deadline: date | None
    """整改期限."""
    days_left: int | None
    """Until the 整改期限 of an open one, negative when it is over; None where there is none or no day is asked for."""

    @property
    def colour(self) -> Colour | None:
        """How urgent it is."""
        return colour_of(self.days_left)

    @property
    def answerable(self) -> str | None:
        """The 防控责任人's 工号, None where unresolved."""
        return self.event.people.get("防控责任人")


def disposal(event: Event, on: date | None) -> Disposal:
    """How a row of 预警处置 stands on the day; without one, as the workbook has it."""
    state, deadline = _state(event, on), day_of(event, "整改期限")
    open_until = deadline if state is DisposalState.OPEN else None
    return Disposal(event, state, deadline, (open_until - on).days if open_until and on else None)


def _state(event: Event, on: date | None) -> DisposalState:
    """A review is asked for where a 复核人 is named, and after every 责令整改 on a sheet that has 复核意见 at all."""
    row, finished = event.row, day_of(event, "完成日期")
    if not row.text("整改结果") or (on and finished and finished > on):
        return DisposalState.OPEN
    expected = row.text("复核人") or (row.text("处置方式") in REVIEWED and "复核意见" in row)
    return DisposalState.TO_REVIEW if expected and not row.text("复核意见") else DisposalState.CLOSED


def day_of(event: Event, column: str) -> date | None:
    """A date of the row, None where it is empty or cannot be read."""
    value = event.row[column]
    return value if isinstance(value, date) else None


def begun(events: Iterable[Event], on: date) -> list[Event]:
    """Those whose 日期 does not lie after the day."""
    return [event for event in events if (day_of(event, "日期") or on) <= on]


# ---------------------------------------------------------------- cases


class CaseStep(NamedTuple):
    """One disposal of a case, as the case is told."""

    number: str
    """编号."""
    way: str
    """处置方式."""
    day: date | None
    """日期."""


def cases(events: Iterable[Event]) -> Mapping[str, tuple[CaseStep, ...]]:
    """编号 → the case that the row belongs to: all rows that 原编号 ties together, in order of 日期 and of the sheet.

    A 原编号 that means no row ties nothing, and rows that refer to each other in a circle are one case: both are told
    by `check`.
    """
    rows = {event.number: event for event in events if event.number}
    tied: dict[str, list[str]] = {number: [] for number in rows}
    for number, event in rows.items():
        earlier = event.refers.get("原编号")
        if earlier and earlier in rows:
            tied[number].append(earlier)
            tied[earlier].append(number)
    found: dict[str, tuple[CaseStep, ...]] = {}
    order = {number: place for place, number in enumerate(rows)}
    for number in rows:
        if number not in found:
            together = sorted(_reached(number, tied), key=lambda one: (_day(rows[one]) or date.max, order[one]))
            case = tuple(step_of(rows[one]) for one in together)
            found |= dict.fromkeys(together, case)
    return found


def step_of(event: Event) -> CaseStep:
    """A row as a step of its case."""
    return CaseStep(event.number, event.row.text("处置方式"), _day(event))


def _day(event: Event) -> date | None:
    return day_of(event, "日期")


def _reached(start: str, tied: Mapping[str, list[str]]) -> set[str]:
    """All that is tied to one, directly or through others."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        number = waiting.pop()
        if number not in seen:
            seen.add(number)
            waiting += tied[number]
    return seen
