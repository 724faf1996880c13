"""Levels that look too low for what the work is, and risks that a case touched and nobody looked at again: notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.findings import Finding, note
from docgen.programme.cases import SIGNALS, DisposalState, begun, day_of
from docgen.programme.cases import disposal as as_of
from docgen.programme.model import Department, Grade, Person
from docgen.programme.rules.case import Case
from docgen.programme.standing import changes, effective

POWER = re.compile("财务|审批|许可|处罚|采购|人事")
"""What a 岗位 or its 岗位职责 speaks of where power or money is near."""


def levels(case: Case) -> Iterator[Finding]:
    """A department, a 班子成员 or a post near power or money with nothing above 三级; a touched risk left as it was."""
    for department in case.bureau.departments.values():
        if _all_lowest(department):
            at = department.risks[0].row.at("风险等级")
            yield note("levels.low/department", at, department.name, name=department.name)
    for person in case.bureau.people.values():
        if not _all_lowest(person) or any(risk.derived not in (None, Grade.THIRD) for risk in person.risks):
            continue  # a level that is not the derived one has its own finding, or its reason
        at, speaks = person.risks[0].row.at("风险等级"), POWER.search(f"{person.post}\n{person.duties}")
        if person.is_leader:
            yield note("levels.low/leader", at, "", name=person.name)
        elif speaks:
            yield note("levels.low/post", at, "", name=person.name, word=speaks[0])
    yield from _left(case)


def _all_lowest(owner: Person | Department) -> bool:
    return bool(owner.risks) and all(risk.grade is Grade.THIRD for risk in owner.risks)


def _left(case: Case) -> Iterator[Finding]:
    """Risks of disposals that are over, with no row of 风险调整 from their day on; each told once, at the last one.

    Levels are looked at again in the last stage: before it nothing is missed.
    """
    if case.on <= case.bureau.deadlines.inspect:
        return
    by_risk = changes(case.bureau)
    over = [
        event
        for event in begun(case.bureau.events[SIGNALS], case.on)
        if event.refers.get("风险编号") and as_of(event, case.on).state is not DisposalState.OPEN
    ]
    last = {event.refers["风险编号"]: event for event in over}
    for number, event in last.items():
        day = day_of(event, "日期")
        later = (effective(change) for change in by_risk.get(number or "", ()))
        if not any(day is None or found is None or found >= day for found in later):
            yield note(
                "levels.touched", event.row.at("风险编号"), event.row.raw("风险编号"), way=event.row.text("处置方式")
            )
