"""Both sides answer: who is directly responsible, and who is in charge of that person (双向追究制)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.findings import Finding, error
from docgen.programme.model import Bureau, Event
from docgen.programme.rules.case import Case
from docgen.programme.rules.lists import pattern


def accountability(case: Case) -> Iterator[Finding]:
    """The 分管领导 named is in charge of the person's department; for a 班子成员 it is the 主要负责人.

    What only a competent body may decide is not given as the bureau's own decision.
    """
    bureau = case.bureau
    for event in bureau.events["责任追究"]:
        yield from _beyond(event)
        person, leader = event.people.get("直接责任人"), event.people.get("分管领导")
        if person is None or leader is None:
            continue
        should = _in_charge(bureau, person)
        if should is not None and leader != should:
            at = event.row.at("分管领导")
            values = {"person": bureau.person_name(person), "should": f"{bureau.person_name(should)}（{should}）"}
            yield error("accountability.leader", at, event.row.raw("分管领导"), **values)


WAYS = ("直接责任人追究方式", "分管领导追究方式")

_PROPOSED = re.compile("建议|提请|提议|报请|报送|报告|移送|移交|商请|不予|免予|免于|不再")
"""Words before a way that make it no decision of the bureau's own."""


def _beyond(event: Event) -> Iterator[Finding]:
    """处分 and removals without a 决定机关: these are for bodies above (workbook rules: accountability)."""
    row = event.row
    if row.text("决定机关") or "决定机关" in row.broken:
        return
    for column in WAYS:
        text = row.text(column)
        found = pattern("beyond").search(text)
        if found and not _PROPOSED.search(text[: found.start()]):
            yield error("accountability.beyond", row.at(column), row.raw(column), way=found[0])


def _in_charge(bureau: Bureau, person: str) -> str | None:
    if bureau.people[person].is_leader:
        return bureau.head
    department = bureau.departments.get(bureau.people[person].department or "")
    return department.leader if department else None
