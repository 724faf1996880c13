"""Who answers for a risk and who follows it: control by grade (programme, section 四, 风险防控: 分级管理、分级负责)."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.programme.model import Bureau, Grade, Risk, Target

_HEAD, _LEADER, _PRINCIPAL = range(3)

FOLLOWED_BY: Mapping[Grade, tuple[int, ...]] = {
    Grade.FIRST: (_PRINCIPAL, _LEADER),
    Grade.SECOND: (_LEADER,),
    Grade.THIRD: (_HEAD,),
}
"""Grade → places in the line of 负责人, 分管领导 and 主要负责人, in the order in which they are named."""


def responsible(bureau: Bureau, risk: Risk) -> str | None:
    """The 工号 of who carries out the measure; None where that is not known.

    责任人 where it is filled; else the person whose risk it is, the 负责人 of the department, the 责任领导.
    """
    named = risk.people.get("责任人")
    if named:
        return named
    if risk.owner.target is Target.PERSON:
        return risk.owner.key
    if risk.owner.target is Target.DEPARTMENT:
        return bureau.departments[risk.owner.key].head
    return risk.answerable


def followers(bureau: Bureau, risk: Risk) -> tuple[str, ...]:
    """The 工号 of those who follow the risk (`FOLLOWED_BY`), each once; none where the grade or nobody is known.

    One level manages the level below: nobody follows a risk of their own while somebody stands above, and where one of
    the line is not known the next above stands in. The leadership's and its members' are followed by the 主要负责人.
    """
    if risk.grade is None:
        return ()
    line = _line(bureau, risk)
    owner = risk.owner.key if risk.owner.target is Target.PERSON else None
    found = (_from(line[place:], owner) for place in FOLLOWED_BY[risk.grade])
    return tuple(dict.fromkeys(key for key in found if key))


def _line(bureau: Bureau, risk: Risk) -> tuple[str | None, str | None, str | None]:
    """负责人, 分管领导 and 主要负责人 above whom the risk belongs to."""
    if risk.owner.target is Target.DEPARTMENT:
        name = risk.owner.key
    else:
        person = bureau.people.get(risk.owner.key) if risk.owner.target is Target.PERSON else None
        name = "" if person is None or person.is_leader else person.department or ""
    department = bureau.departments.get(name)
    return (department.head, department.leader, bureau.head) if department else (None, None, bureau.head)


def _from(line: tuple[str | None, ...], owner: str | None) -> str | None:
    """The lowest of the line who is not the owner; the owner where nobody else stands there."""
    known = [key for key in line if key]
    return next((key for key in known if key != owner), known[0] if known else None)
