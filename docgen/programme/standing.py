"""Risks as they stand on a day: the risk sheets hold what was confirmed, rows of 风险调整 change it from their days on.

One walk through the changes of a risk tells what stands, for documents and for the year to come, and what in the
changes does not fit together, for the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from operator import is_
from typing import TypeVar

from docgen.programme.grading import LEVELS
from docgen.programme.model import Bureau, Department, Event, Grade, Person, Risk
from docgen.workbook.choices import ADDITION, GRADE_FORMS, WITHDRAWAL
from docgen.workbook.names import normal_word
from docgen.workbook.rows import Value

ADJUSTMENTS = "风险调整"

LEVEL = "等级"

FIELDS: Mapping[str, str] = {LEVEL: "风险等级", "内容": "风险内容", "措施": "防控措施"}
"""调整事项 → the column of the risk's own sheet that it changes."""

REASON = "等级说明"
"""The column that says why a level is another than the one derived."""

_ORDER = {ADDITION: 0, WITHDRAWAL: 2}
"""Of changes on one day, a risk is added before it is changed, and changed before it is withdrawn."""


class Clash(StrEnum):
    """What does not fit in a change; its outcome stands in `RiskChange`."""

    NOT_STANDING = "not-standing"
    """It changes a risk that was withdrawn, or is not added yet: passed over."""
    CONTRADICTS = "contradicts"
    """Another row changes the same on the same day to something else: the first row holds."""
    NO_LEVEL = "no-level"
    """调整后 names no level: passed over."""
    TYPED_OVER = "typed-over"
    """The risk sheet has what only stands after it: until its day, 调整前 stands."""
    OTHER_BEFORE = "other-before"
    """调整前 is not what stands: 调整后 stands from its day all the same."""


@dataclass(frozen=True, slots=True)
class RiskChange:
    """One change of a risk, in the order of days."""

    event: Event
    clash: Clash | None = None
    stood: str = ""
    """What stood before it, of a change of 等级, 内容 or 措施."""

    @property
    def matter(self) -> str:
        """调整事项."""
        return self.event.row.text("调整事项")

    @property
    def counts(self) -> bool:
        """Whether it changes anything."""
        return self.clash not in (Clash.NOT_STANDING, Clash.CONTRADICTS, Clash.NO_LEVEL)


def effective(event: Event) -> date | None:
    """The day from which a change stands: 生效日期, 日期 where that is empty; None where neither can be read."""
    for column in ("生效日期", "日期"):
        if column in event.row.broken:
            return None
        day = event.row[column]
        if isinstance(day, date):
            return day
    return None


def changes(bureau: Bureau) -> dict[str, list[Event]]:
    """风险编号 → the rows of 风险调整 on that risk that have a day, in the order of their days."""
    found: dict[str, list[tuple[date, int, Event]]] = {}
    for event in bureau.events[ADJUSTMENTS]:
        day = effective(event)
        if event.number and day:
            rank = _ORDER.get(event.row.text("调整事项"), 1)
            found.setdefault(event.number, []).append((day, rank, event))
    return {
        number: [event for _, _, event in sorted(items, key=lambda item: item[:2])] for number, items in found.items()
    }


def level_meant(text: str) -> Grade | None:
    """The level that a cell names, in the programme's words or the office's (一级 or 高); None where it names none."""
    typed = normal_word(text)
    word = dict(GRADE_FORMS).get(typed, typed)
    named = ((grade, name) for words in LEVELS.values() for grade, name in words.items())
    return next((grade for grade, name in named if word in (name, f"{name}级")), None)


def risk_changes(risk: Risk, events: Sequence[Event]) -> Iterator[RiskChange]:
    """The changes of a risk, given in the order of their days, each with what stood before it and what is wrong."""
    stands = _first_stands(events)
    values = {matter: _confirmed(risk, matter, events) for matter in FIELDS}
    typed = {matter: _in_sheet(risk, matter) for matter in FIELDS}
    overwritten = {matter: text for matter, text in typed.items() if not _alike(matter, values[matter], text)}
    taken: dict[tuple[str, date | None], str] = {}
    for event in events:
        matter, after = event.row.text("调整事项"), event.row.text("调整后")
        if matter == ADDITION:
            yield RiskChange(event)
            stands = True
        elif not stands:
            yield RiskChange(event, Clash.NOT_STANDING)
        elif matter == WITHDRAWAL:
            yield RiskChange(event)
            stands = False
        elif matter in FIELDS:
            key = (matter, effective(event))
            if key in taken:
                yield RiskChange(event, None if _alike(matter, taken[key], after) else Clash.CONTRADICTS, taken[key])
                continue
            yield RiskChange(event, _clash(event, matter, values[matter], overwritten.get(matter)), values[matter])
            if not (matter == LEVEL and level_meant(after) is None):
                taken[key] = values[matter] = after


def standing_risk(risk: Risk, events: Sequence[Event], on: date) -> Risk | None:
    """The risk as it stands on the day, None where it does not: withdrawn, or added later.

    `events` are its changes in the order of their days. A changed level that is not the one derived has the reason of
    its change for 等级说明. What the risk sheet says already before the day is taken back to 调整前.
    """
    if not events:
        return risk
    stands = _first_stands(events)
    values = {matter: _confirmed(risk, matter, events) for matter in FIELDS}
    reason: str | None = None
    for change in risk_changes(risk, events):
        day = effective(change.event)
        if day is None or day > on or not change.counts:
            continue
        if change.matter in (ADDITION, WITHDRAWAL):
            stands = change.matter == ADDITION
        elif change.matter in FIELDS:
            values[change.matter] = change.event.row.text("调整后")
            reason = change.event.row.text("调整原因") if change.matter == LEVEL else reason
    if not stands:
        return None
    written: dict[str, Value] = {
        FIELDS[matter]: value
        for matter, value in values.items()
        if matter != LEVEL and not _alike(matter, value, risk.row.text(FIELDS[matter]))
    }
    grade = level_meant(values[LEVEL]) or risk.grade
    if grade and grade is not risk.grade:
        written |= {FIELDS[LEVEL]: grade.value}
    if reason is not None:
        written |= {REASON: reason if grade is not risk.derived else None}
    return replace(risk, row=risk.row.with_values(written), grade=grade) if written else risk


def standing(bureau: Bureau, on: date) -> Bureau:
    """The bureau with its risks as they stand on the day; `Bureau.confirmed` keeps those of the sheets that differ."""
    by_risk = changes(bureau)
    if not by_risk:
        return bureau
    confirmed: dict[str, Risk] = {}

    def of(risks: Sequence[Risk]) -> tuple[Risk, ...]:
        found = []
        for risk in risks:
            now = standing_risk(risk, by_risk.get(risk.number, ()), on)
            if now is not risk:
                confirmed[risk.number] = risk
            if now is not None:
                found.append(now)
        return tuple(found)

    people = {key: _with_risks(person, of(person.risks)) for key, person in bureau.people.items()}
    departments = {key: _with_risks(item, of(item.risks)) for key, item in bureau.departments.items()}
    leadership = of(bureau.leadership_risks)
    return replace(bureau, people=people, departments=departments, leadership_risks=leadership, confirmed=confirmed)


_Owner = TypeVar("_Owner", Person, Department)


def _with_risks(owner: _Owner, risks: tuple[Risk, ...]) -> _Owner:
    same = len(risks) == len(owner.risks) and all(map(is_, risks, owner.risks))
    return owner if same else replace(owner, risks=risks)


def _first_stands(events: Sequence[Event]) -> bool:
    """Whether the risk stood before all its changes: one that is added did not, unless it was withdrawn before."""
    lives = [matter for event in events if (matter := event.row.text("调整事项")) in (ADDITION, WITHDRAWAL)]
    return not lives or lives[0] == WITHDRAWAL


def _confirmed(risk: Risk, matter: str, events: Sequence[Event]) -> str:
    """What stood before all changes: what the risk sheet says; 调整前 of the first where the sheet was typed over."""
    now = _in_sheet(risk, matter)
    rows = [event.row for event in events if event.row.text("调整事项") == matter]
    if not rows or not rows[0].text("调整前") or _alike(matter, rows[0].text("调整前"), now):
        return now
    if matter == LEVEL and level_meant(rows[0].text("调整前")) is None:
        return now
    typed_over = any(_alike(matter, row.text("调整后"), now) for row in rows)
    return rows[0].text("调整前") if typed_over else now


def _clash(event: Event, matter: str, stood: str, overwritten: str | None) -> Clash | None:
    """What is wrong with a change; `overwritten` is what the sheet was typed over with, None where it was not."""
    before, after = event.row.text("调整前"), event.row.text("调整后")
    if matter == LEVEL and level_meant(after) is None:
        return Clash.NO_LEVEL
    if not _alike(matter, before, stood):
        return Clash.OTHER_BEFORE
    return Clash.TYPED_OVER if overwritten is not None and _alike(matter, after, overwritten) else None


def _in_sheet(risk: Risk, matter: str) -> str:
    if matter == LEVEL:
        return risk.grade.value if risk.grade else ""
    return risk.row.text(FIELDS[matter])


def _alike(matter: str, one: str, other: str) -> bool:
    """Whether two texts say the same, however they were typed: one level, or one text but for spaces and full stops."""
    if matter == LEVEL:
        return level_meant(one) is level_meant(other)
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return normal_word(text).rstrip("。.;；")
