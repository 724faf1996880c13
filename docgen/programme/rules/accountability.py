"""Both sides answer: who is directly responsible, and who is in charge of that person (双向追究制)."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Finding, error
from docgen.programme.model import Bureau
from docgen.programme.rules.case import Case


def accountability(case: Case) -> Iterator[Finding]:
    """The 分管领导 named is in charge of the person's department; for a 班子成员 it is the 主要负责人."""
    bureau = case.bureau
    for event in bureau.events["责任追究"]:
        person, leader = event.people.get("直接责任人"), event.people.get("分管领导")
        if person is None or leader is None:
            continue
        should = _in_charge(bureau, person)
        if should is not None and leader != should:
            at = event.row.at("分管领导")
            values = {"person": bureau.person_name(person), "should": f"{bureau.person_name(should)}（{should}）"}
            yield error("accountability.leader", at, event.row.raw("分管领导"), **values)


def _in_charge(bureau: Bureau, person: str) -> str | None:
    if bureau.people[person].is_leader:
        return bureau.head
    department = bureau.departments.get(bureau.people[person].department or "")
    return department.leader if department else None
