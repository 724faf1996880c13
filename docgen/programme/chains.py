"""The chains of approval: which steps an object's table passes through, in order (programme 四(一), 风险排查)."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.programme.model import Bureau, Department, Step, Subject, Target

CHAINS: Mapping[Target, tuple[Step, ...]] = {
    Target.PERSON: (Step.DEPARTMENT_HEAD, Step.LEADER_IN_CHARGE, Step.LEADING_GROUP),
    Target.DEPARTMENT: (Step.LEADER_IN_CHARGE, Step.LEADING_GROUP),
    Target.LEADERSHIP: (Step.LEADING_GROUP,),
    Target.REGISTER: (Step.PARTY_BRANCH,),
}
"""The steps for each kind of object."""


def skipped_steps(bureau: Bureau, subject: Subject) -> tuple[Step, ...]:
    """The steps at the chain's beginning that this subject's own table does not pass through.

    A 负责人's table begins at 分管领导, a 班子成员's at 领导小组.
    """
    person = bureau.people.get(subject.key) if subject.target is Target.PERSON else None
    if person is None:
        return ()
    if person.is_leader:
        return (Step.DEPARTMENT_HEAD, Step.LEADER_IN_CHARGE)
    return (Step.DEPARTMENT_HEAD,) if person.id in bureau.heads else ()


def chain(bureau: Bureau, subject: Subject) -> tuple[Step, ...]:
    """The steps that this subject's own table passes through, in order."""
    return CHAINS[subject.target][len(skipped_steps(bureau, subject)) :]


def last_step(target: Target) -> Step:
    """The step by which an object's table is approved."""
    return CHAINS[target][-1]


def department_of(bureau: Bureau, subject: Subject) -> Department | None:
    """A person's department, or the department itself; None where there is none, or it is not known."""
    person = bureau.people.get(subject.key) if subject.target is Target.PERSON else None
    return bureau.departments.get((person.department or "") if person else subject.key)


def holder(bureau: Bureau, subject: Subject, step: Step) -> str | None:
    """The 工号 of who gives this step on the subject's table as 负责人 or 分管领导 of its department.

    None for the other steps, and where the department or that person is not known.
    """
    department = department_of(bureau, subject)
    return holder_in(department, step) if department else None


def holder_in(department: Department, step: Step) -> str | None:
    """As `holder`, of a department's tables and its people's."""
    if step is Step.DEPARTMENT_HEAD:
        return department.head
    return department.leader if step is Step.LEADER_IN_CHARGE else None
