"""Who answers for a risk, approves its change or leads a talk: of the rank for it, and not their own."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Finding, warning
from docgen.programme.model import Bureau, Risk, Subject, Target
from docgen.programme.rules.case import TALKS, Case
from docgen.programme.rules.chiefs import CHIEFS
from docgen.programme.standing import ADJUSTMENTS
from docgen.workbook.names import normal_name


def ranks(case: Case) -> Iterator[Finding]:
    """责任领导 is a 班子成员; 批准人 is one too, or heads the department whose risk it is, and nobody is their own."""
    bureau = case.bureau
    for event in bureau.events["前期预防"]:
        key = event.people.get("主持人")
        if key and event.row.text("措施类型") in TALKS and event.subject == Subject(Target.PERSON, key):
            at, raw = event.row.at("主持人"), event.row.raw("主持人")
            yield warning("identity.rank/talk", at, raw, name=bureau.person_name(key))
    for risk in bureau.leadership_risks:
        key = risk.answerable
        if key and not _leads(bureau, key):
            row, name = risk.row, bureau.person_name(key)
            yield warning("identity.rank/answerable", row.at("责任领导"), row.raw("责任领导"), name=name)
    if not bureau.events[ADJUSTMENTS]:
        return
    risks = {risk.number: risk for risk in case.risks()}
    for event in bureau.events[ADJUSTMENTS]:
        key, known = event.people.get("批准人"), risks.get(event.number)
        if key and not _leads(bureau, key) and not (known and _heads(bureau, key, known)):
            row, name = event.row, bureau.person_name(key)
            yield warning("identity.rank/approver", row.at("批准人"), row.raw("批准人"), name=name)
        elif key and known and key != bureau.head and known.owner == Subject(Target.PERSON, key):
            # What the head of the bureau approves of their own nobody below can.
            row, name = event.row, bureau.person_name(key)
            yield warning("identity.rank/own", row.at("批准人"), row.raw("批准人"), name=name)


def _leads(bureau: Bureau, key: str) -> bool:
    """A 班子成员, or 组长 or 副组长 of the leading group; anybody where no column says who is of the leadership."""
    person = bureau.people[key]
    if person.is_leader or "班子成员" not in person.row or "班子成员" in person.row.broken or key == bureau.head:
        return True
    name = normal_name(person.name)
    return any(member.role in CHIEFS and normal_name(member.name) == name for member in bureau.group)


def _heads(bureau: Bureau, key: str, risk: Risk) -> bool:
    if risk.owner.target is Target.LEADERSHIP:
        return False
    name = risk.owner.key if risk.owner.target is Target.DEPARTMENT else bureau.people[risk.owner.key].department
    department = bureau.departments.get(name or "")
    return department is None or department.head in (None, key)
