"""What a template is rendered with: the names that `docs/templates.md` lists, made from the bureau's year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from docgen.kinds.kind import Kind
from docgen.kinds.views import (
    BureauView,
    DepartmentView,
    DocumentView,
    MatterView,
    OpinionView,
    PersonView,
    RiskView,
    chinese_date,
)
from docgen.programme.model import Bureau, Department, Person, Risk, Step, Subject, Target
from docgen.workbook.choices import MATTERS, REQUIRED_MATTERS

GENERIC_DEPARTMENT = ("股室(所、中心)", "股室（所、中心）")
"""How titles write "a department of whatever kind"; a department's own form names its kind instead."""

STEP_LABELS = {
    Step.DEPARTMENT_HEAD: "股室负责人意见",
    Step.LEADER_IN_CHARGE: "分管领导意见",
    Step.LEADING_GROUP: "领导小组审定意见",
    Step.PARTY_BRANCH: "党支部审核意见",
}


def context(
    kind: Kind, bureau: Bureau | None, subject: str, *, document_id: str, number: str = "", blank: bool = False
) -> dict[str, Any]:
    """All names that the kind's template may use, for one subject.

    `subject` is the 工号 (scope P), the 机构名称 (scope D) or "" for the bureau; with no bureau everything is
    empty. A blank form carries the header only. Raises KeyError for a subject that the bureau does not have.
    """
    values: dict[str, Any] = {
        "bureau": _bureau(bureau),
        "year": bureau.year if bureau else "",
        "blank": blank,
    }
    title = kind.title
    risks: Iterable[Risk] = ()
    target = Subject(Target.LEADERSHIP)
    if kind.scope == "P":
        person = bureau.people[subject] if bureau and subject else None
        values["person"] = _person(person)
        risks, target = (person.risks, Subject(Target.PERSON, person.id)) if person else ((), target)
    elif kind.scope == "D":
        department = bureau.departments[subject] if bureau and subject else None
        values["department"] = _department(bureau, department)
        if department:
            risks, target = department.risks, Subject(Target.DEPARTMENT, department.name)
            title = department_title(title, department.kind)
    elif bureau:
        risks = bureau.leadership_risks
    shown = () if blank else tuple(_risk(bureau, risk) for risk in risks)
    values["risks"] = shown
    values["matters"] = tuple(
        MatterView(name, tuple(risk for risk in shown if risk.matter == name)) for name in _matters(shown)
    )
    values["blank_rows"] = () if shown else tuple(range(1, (kind.blank_rows or 0) + 1))
    values["opinions"] = tuple(_opinions(kind, bureau, target, blank))
    values["document"] = DocumentView(document_id, title, number)
    return values


def _matters(shown: Sequence[RiskView]) -> Iterable[str]:
    """The 事项类别 in the programme's order (section 四, 第二阶段, (一)3), the one not required only with risks."""
    present = {risk.matter for risk in shown}
    return (name for name in MATTERS if name in REQUIRED_MATTERS or name in present)


def known_names(kind: Kind) -> dict[str, frozenset[str]]:
    """The names that the kind's template may use, each with its fields (none for a plain value).

    Those of a list's items are under the list's name: "risks" → number, category …
    """
    names: dict[str, frozenset[str]] = {
        "bureau": _fields(BureauView),
        "document": _fields(DocumentView),
        "year": frozenset(),
        "blank": frozenset(),
        "blank_rows": frozenset(),
        "risks": _fields(RiskView),
        "matters": _fields(MatterView),
        "opinions": _fields(OpinionView),
    }
    if kind.scope == "P":
        names["person"] = _fields(PersonView)
    elif kind.scope == "D":
        names["department"] = _fields(DepartmentView)
    return names


def _fields(view: type) -> frozenset[str]:
    return frozenset(item.name for item in fields(view))


def department_title(title: str, kind: str) -> str:
    """The title of a department's own form: 股室(所、中心)… becomes 司法所…, as the programme's text asks."""
    for generic in GENERIC_DEPARTMENT:
        title = title.replace(generic, kind)
    return title


def steps_for(kind: Kind, bureau: Bureau | None, target: Subject) -> tuple[Step, ...]:
    """The steps of the kind's chain that apply to this subject, its own signature left out.

    A 负责人's own table begins at 分管领导, a 班子成员's at 领导小组 (workbook rules: approvals).
    """
    steps = tuple(step for name in kind.chain for step in Step if name.startswith(step.value))
    if bureau is None or target.target is not Target.PERSON or target.key not in bureau.people:
        return steps
    person = bureau.people[target.key]
    if person.is_leader:
        return tuple(step for step in steps if step not in (Step.DEPARTMENT_HEAD, Step.LEADER_IN_CHARGE))
    if person.id in bureau.heads:
        return tuple(step for step in steps if step is not Step.DEPARTMENT_HEAD)
    return steps


def _opinions(kind: Kind, bureau: Bureau | None, target: Subject, blank: bool) -> Iterable[OpinionView]:
    given: Mapping[Step | None, OpinionView] = {}
    if bureau and not blank:
        given = {
            item.step: OpinionView(
                item.step.value,
                STEP_LABELS[item.step],
                item.text,
                item.signer_name,
                chinese_date(item.date),
                given=True,
            )
            for item in bureau.opinions_on(target)
            if item.step
        }
    for step in steps_for(kind, bureau, target):
        yield given.get(step) or OpinionView(step.value, STEP_LABELS[step])


def _bureau(bureau: Bureau | None) -> BureauView:
    if bureau is None:
        return BureauView()
    return BureauView(
        name=bureau.name,
        short_name=bureau.short_name,
        year=str(bureau.year),
        party_branch=bureau.setting("党组织名称"),
        group_name=bureau.setting("领导小组名称"),
        hotline=bureau.setting("监督电话"),
        email=bureau.setting("监督邮箱"),
    )


def _person(person: Person | None) -> PersonView:
    if person is None:
        return PersonView()
    return PersonView(
        id=person.id,
        name=person.name,
        department=person.department or ("局领导班子" if person.is_leader else ""),
        title=person.title,
        post=person.post,
        politics=person.politics,
        duties=person.duties,
        is_leader=person.is_leader,
    )


def _department(bureau: Bureau | None, department: Department | None) -> DepartmentView:
    if bureau is None or department is None:
        return DepartmentView()
    return DepartmentView(
        name=department.name,
        kind=department.kind,
        head=bureau.person_name(department.head),
        leader=bureau.person_name(department.leader),
        functions=department.functions,
    )


def _risk(bureau: Bureau | None, risk: Risk) -> RiskView:
    return RiskView(
        number=risk.number,
        category=risk.category,
        content=risk.content,
        manifestation=risk.manifestation,
        found_by=risk.found_by,
        likelihood=risk.likelihood,
        severity=risk.severity,
        grade=risk.grade.value if risk.grade else "",
        measure=risk.measure,
        process=risk.process,
        procedure=risk.procedure,
        matter=risk.matter,
        answerable=bureau.person_name(risk.answerable) if bureau else "",
    )
