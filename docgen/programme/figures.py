"""The year in figures, as of a day: what was found, done, closed and changed, counted from the workbook's rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docgen.programme.cases import SIGNALS, DisposalState, begun, day_of, disposal
from docgen.programme.model import Bureau, Event, Grade, Target
from docgen.programme.register import WITHOUT, levels_by_category
from docgen.workbook.schema import SHEETS


@dataclass(frozen=True, slots=True)
class Closing:
    """How the signals of 预警处置 stand, and how those with a result kept their 整改期限."""

    closed: int = 0
    to_review: int = 0
    """With a result that is still to be reviewed."""
    open: int = 0
    overdue: int = 0
    """Of the open ones."""
    in_time: int = 0
    """Of those with a result: 完成日期 not after 整改期限."""
    late: int = 0

    @property
    def undated(self) -> int:
        """With a result, but without one of the two dates."""
        return self.closed + self.to_review - self.in_time - self.late


@dataclass(frozen=True, slots=True)
class Figures:
    """One year; each count has its parts, in the order of the workbook's lists, without those that are 0."""

    year: int
    people: int
    people_with_risks: int
    departments: int
    levels: Mapping[str, int]
    """By 风险等级, all three of them."""
    categories: Mapping[str, int]
    """By 风险类别, as the register sorts them."""
    meetings: int
    activities: Mapping[str, int]
    """前期预防 by 措施类型."""
    signals: Mapping[str, int]
    """预警处置 by 处置方式."""
    sources: Mapping[str, int]
    """预警处置 by 信息来源."""
    closing: Closing
    adjustments: Mapping[str, int]
    """风险调整 by 调整事项."""
    accountability: int
    """责任追究, cases."""
    commended_departments: tuple[str, ...]
    commended_people: tuple[str, ...]
    """工号."""


def figures(bureau: Bureau, on: date | None = None) -> Figures:
    """The year as of the day: what is dated counts from its date (all, where no day is given)."""

    def until(sheet: str, column: str = "日期") -> Sequence[Event]:
        events = bureau.events[sheet]
        return events if on is None else [event for event in events if (day_of(event, column) or on) <= on]

    grades = Counter(risk.grade for risk in bureau.risks())
    signals = until(SIGNALS)
    praised = [event.subject for event in bureau.events["表彰"] if event.subject]
    return Figures(
        year=bureau.year,
        people=len(bureau.people),
        people_with_risks=sum(bool(person.risks) for person in bureau.people.values()),
        departments=len(bureau.departments),
        levels={grade.value: grades[grade] for grade in Grade},
        categories={name or WITHOUT: found.total() for name, found in levels_by_category(bureau.risks()).items()},
        meetings=len({(event.row.text("会议"), day_of(event, "日期")) for event in until("会议签到")}),
        activities=_counted(until("前期预防"), "前期预防", "措施类型"),
        signals=_counted(signals, SIGNALS, "处置方式"),
        sources=_counted(signals, SIGNALS, "信息来源"),
        closing=closing(bureau.events[SIGNALS], on),
        adjustments=_counted(until("风险调整"), "风险调整", "调整事项"),
        accountability=len(until("责任追究", "决定日期")),
        commended_departments=tuple(dict.fromkeys(item.key for item in praised if item.target is Target.DEPARTMENT)),
        commended_people=tuple(dict.fromkeys(item.key for item in praised if item.target is Target.PERSON)),
    )


def closing(events: Iterable[Event], on: date | None) -> Closing:
    """How the signals begun by the day stand on it."""
    found: Counter[str] = Counter()
    for event in events if on is None else begun(events, on):
        item = disposal(event, on)
        found[item.state.name] += 1
        if item.state is DisposalState.OPEN:
            found["overdue"] += item.days_left is not None and item.days_left < 0
        elif (finished := day_of(event, "完成日期")) and item.deadline:
            found["in_time" if finished <= item.deadline else "late"] += 1
    return Closing(
        closed=found[DisposalState.CLOSED.name],
        to_review=found[DisposalState.TO_REVIEW.name],
        open=found[DisposalState.OPEN.name],
        overdue=found["overdue"],
        in_time=found["in_time"],
        late=found["late"],
    )


def _counted(events: Iterable[Event], sheet: str, column: str) -> Mapping[str, int]:
    return _in_order(Counter(event.row.text(column) for event in events), sheet, column)


def _in_order(found: Mapping[str, int], sheet: str, column: str) -> Mapping[str, int]:
    """Counts in the order of the words that the column may hold, then the others."""
    words = SHEETS[sheet].column(column).choices
    named = {word: found[word] for word in words if found.get(word)}
    return named | {word: count for word, count in found.items() if count and word not in words}
