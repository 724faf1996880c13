"""How many risks there are of each level, department by department, each risk once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from docgen.programme.model import Bureau, Grade, Risk, Target

LEADERSHIP = ""
"""What stands for the leadership (班子) among the departments."""


def department_of(bureau: Bureau, risk: Risk) -> str:
    """The 机构名称 that a risk counts for: its own or its owner's; LEADERSHIP for the leadership's and its members'."""
    if risk.owner.target is Target.DEPARTMENT:
        return risk.owner.key
    if risk.owner.target is Target.PERSON:
        person = bureau.people[risk.owner.key]
        return LEADERSHIP if person.is_leader else person.department or LEADERSHIP
    return LEADERSHIP


def levels_by_department(bureau: Bureau) -> Mapping[str, Counter[Grade | None]]:
    """The risks of each level (None: not known yet): the leadership's first, then in the order of 机构.

    Every department is there, the leadership where it has any.
    """
    found: dict[str, Counter[Grade | None]] = {LEADERSHIP: Counter()}
    found |= {name: Counter() for name in bureau.departments}
    for risk in bureau.risks():
        found[department_of(bureau, risk)][risk.grade] += 1
    return found if found[LEADERSHIP] else {name: levels for name, levels in found.items() if name != LEADERSHIP}
