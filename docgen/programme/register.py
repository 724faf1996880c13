"""The register of a bureau's risks (登记册): which stand in it, in what order, and how many there are of what sort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from docgen.programme.model import Bureau, Event, Grade, Risk, Target
from docgen.programme.totals import department_of
from docgen.workbook.choices import CATEGORIES, WITHDRAWAL

LEADERSHIPS = "三重一大"
"""What the leadership's risks are about: decisions, appointments, projects and large sums (事项类别)."""

_LEVELS = {grade: place for place, grade in enumerate(Grade)}


def registered(bureau: Bureau, on: date | None) -> list[Risk]:
    """All risks that stand on the day, by level, then department, the leadership's first (forms: risk_register).

    Of a department first its own and then its people's, each in the order of its sheet; a level that is not known comes
    last. What was withdrawn (风险调整: 撤销) by that day is left out; without a day whatever was withdrawn at all.
    """
    gone = _withdrawn(bureau, on)
    departments = {name: place for place, name in enumerate(bureau.departments)}
    return sorted(
        (risk for risk in _by_owners(bureau) if risk.number not in gone),
        key=lambda risk: (
            _LEVELS[risk.grade] if risk.grade else len(_LEVELS),
            departments.get(department_of(bureau, risk), -1),
        ),
    )


def category_of(risk: Risk) -> str:
    """What sort of risk it is: its 风险类别; the leadership's have none, they are those of the 三重一大."""
    return LEADERSHIPS if risk.owner.target is Target.LEADERSHIP else risk.category


def levels_by_category(risks: Iterable[Risk]) -> Mapping[str, Counter[Grade | None]]:
    """The risks of each level by category, those that there are in the programme's order, "" last: not filled in."""
    found: dict[str, Counter[Grade | None]] = {}
    for risk in risks:
        found.setdefault(category_of(risk), Counter())[risk.grade] += 1
    return {name: found[name] for name in (LEADERSHIPS, *CATEGORIES, "") if name in found}


def _by_owners(bureau: Bureau) -> Iterator[Risk]:
    yield from bureau.leadership_risks
    for department in bureau.departments.values():
        yield from department.risks
    for person in bureau.people.values():
        yield from person.risks


def _withdrawn(bureau: Bureau, on: date | None) -> set[str]:
    """The 风险编号 of what was withdrawn."""
    return {
        event.number
        for event in bureau.events["风险调整"]
        if event.row.text("调整事项") == WITHDRAWAL and (on is None or _day(event) <= on)
    }


def _day(event: Event) -> date:
    """From when an adjustment holds: 生效日期, 日期 where that is empty."""
    value = event.row["生效日期"] or event.row["日期"]
    return value if isinstance(value, date) else date.min
