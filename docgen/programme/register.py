"""The register of a bureau's risks (登记册): which stand in it, in what order, and how many there are of what sort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from docgen.programme.model import Bureau, Grade, Risk, Target
from docgen.programme.totals import department_of
from docgen.workbook.choices import CATEGORIES

LEADERSHIPS = "三重一大"
"""What the leadership's risks are about: decisions, appointments, projects and large sums (事项类别)."""

WITHOUT = "未填类别"
"""How documents call the sort of risks whose cell is empty."""

_LEVELS = {grade: place for place, grade in enumerate(Grade)}


def registered(bureau: Bureau) -> list[Risk]:
    """All risks by level, then department, the leadership's first (forms: risk_register).

    Of a department first its own and then its people's, each in the order of its sheet; a level that is not known comes
    last.
    """
    departments = {name: place for place, name in enumerate(bureau.departments)}
    return sorted(
        _by_owners(bureau),
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
