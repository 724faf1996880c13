"""The register of a bureau's risks (登记册): which stand in it, in what order, and how many there are of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from docgen.programme.model import Bureau, Event, Grade, Risk, Target
from docgen.workbook.choices import CATEGORIES, WITHDRAWAL

LEADERSHIPS = "三重一大"
"""What the leadership's risks are about: decisions, appointments, projects and large sums (事项类别)."""

_LEVELS = {grade: place for place, grade in enumerate(Grade)}
_OWNERS = (Target.LEADERSHIP, Target.DEPARTMENT, Target.PERSON)


@dataclass(frozen=True, slots=True)
class Tally:
    """Risks counted by level."""

    name: str
    """What they have in common: a 机构名称 ("" for the leadership), a 风险类别, or "" for all."""
    grades: Mapping[Grade | None, int] = field(default_factory=dict)
    """None for a level that is not known."""

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.grades.values())


def registered(bureau: Bureau, on: date | None) -> list[Risk]:
    """All risks that stand on the day, by level, then department, the leadership's first (forms: risk_register).

    Of a department first its own and then its people's, each in the order of its sheet; a level that is not known comes
    last. What was withdrawn (风险调整: 撤销) by that day is left out; without a day whatever was withdrawn at all.
    """
    gone = _withdrawn(bureau, on)
    departments = {name: place for place, name in enumerate(bureau.departments)}
    kept = (risk for risk in _by_owners(bureau) if risk.number not in gone)
    return sorted(
        kept,
        key=lambda risk: (
            _LEVELS[risk.grade] if risk.grade else len(_LEVELS),
            departments.get(department_of(bureau, risk), -1),
            _OWNERS.index(risk.owner.target),
        ),
    )


def department_of(bureau: Bureau, risk: Risk) -> str:
    """The 机构名称 of whom the risk belongs to, "" for the leadership and its members without a department."""
    if risk.owner.target is Target.PERSON:
        return bureau.people[risk.owner.key].department or ""
    return risk.owner.key


def by_department(bureau: Bureau, risks: Iterable[Risk]) -> list[Tally]:
    """One tally for the leadership and for each department that has any, in the order of the register."""
    counts = _counted((department_of(bureau, risk), risk.grade) for risk in risks)
    return [Tally(name, counts[name]) for name in ("", *bureau.departments) if name in counts]


def category_of(risk: Risk) -> str:
    """What sort of risk it is: its 风险类别; the leadership's have none, they are those of the 三重一大."""
    return LEADERSHIPS if risk.owner.target is Target.LEADERSHIP else risk.category


def by_category(risks: Iterable[Risk]) -> list[Tally]:
    """One tally for each category that there is, in the programme's order, "" last for risks without one."""
    counts = _counted((category_of(risk), risk.grade) for risk in risks)
    order = (LEADERSHIPS, *CATEGORIES, "")
    return [Tally(name, counts[name]) for name in order if name in counts]


def in_all(tallies: Sequence[Tally]) -> Tally:
    """The sum of some tallies."""
    whole: Counter[Grade | None] = Counter()
    for tally in tallies:
        whole.update(tally.grades)
    return Tally("", whole)


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


def _counted(pairs: Iterable[tuple[str, Grade | None]]) -> dict[str, Counter[Grade | None]]:
    found: dict[str, Counter[Grade | None]] = {}
    for name, grade in pairs:
        found.setdefault(name, Counter())[grade] += 1
    return found
