"""Opinions follow their chain, in order, by those who hold the role (programme 四(一), 风险排查)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from docgen.findings import Finding, error, warning
from docgen.programme.chains import chain, department_of, holder
from docgen.programme.model import Bureau, Opinion, Step, Subject, Target
from docgen.programme.rules.case import Case
from docgen.programme.rules.chiefs import CHIEFS, chiefs
from docgen.programme.rules.holders import others_signing
from docgen.workbook.names import normal_name
from docgen.workbook.rows import Row


def approvals(case: Case) -> Iterator[Finding]:
    """Each opinion belongs to its object's chain, follows the step before it, and is signed by who holds the role.

    The party body looks at the register last, and nothing is made public before.
    """
    unknown = {row.text("环节") for row in case.lost.opinions}
    if case.lost.may_lie_unread("审核意见"):
        unknown.add("")
    found = chiefs(case.bureau)
    signing = found.keys if found else None
    others = others_signing(case.bureau)
    for opinion in case.bureau.opinions:
        if opinion.subject is None or opinion.step is None:
            continue
        steps = chain(case.bureau, opinion.subject)
        if _chain_is_open(case.bureau, opinion.subject):
            yield from _signer(case.bureau, opinion, signing, others)
            continue
        if opinion.step not in steps:
            values = {"step": opinion.step.value, "first": steps[0].value}
            yield error("approvals.step", opinion.row.at("环节"), opinion.row.raw("环节"), **values)
            continue
        yield from _follows(case.bureau, opinion, steps, unknown)
        yield from _signer(case.bureau, opinion, signing, others)
    yield from _register(case)


def _chain_is_open(bureau: Bureau, subject: Subject) -> bool:
    """Whether it cannot be read whether the person is a 班子成员: then nobody knows where the chain begins."""
    return subject.target is Target.PERSON and "班子成员" in bureau.people[subject.key].row.broken


def _register(case: Case) -> Iterator[Finding]:
    """The party body's last opinion against what the register rests on, and the beginning of publication against it.

    A table that the leading group looked at again was approved when it was approved first.
    """
    bureau = case.bureau
    approved: dict[Subject, date] = {}
    register: list[tuple[date, Row]] = []
    for opinion in bureau.opinions:
        if opinion.subject is None or opinion.date is None or opinion.date.year != bureau.year:
            continue
        if opinion.step is Step.PARTY_BRANCH:
            register.append((opinion.date, opinion.row))
        elif opinion.step is Step.LEADING_GROUP:
            approved[opinion.subject] = min(opinion.date, approved.get(opinion.subject, opinion.date))
    if not register:
        return
    day, row = max(register, key=lambda item: item[0])
    after = max(approved.values(), default=day)
    if day < after:
        count = sum(1 for item in approved.values() if item > day)
        yield warning("approvals.register", row.at("日期"), row.raw("日期"), day=after, count=count)
    setting, first = bureau.settings.get("公示开始日期"), min(register, key=lambda item: item[0])[0]
    begins = setting["内容"] if setting else None
    if setting and isinstance(begins, date) and begins < first:
        yield warning("approvals.published", setting.at("内容"), setting.raw("内容"), day=first)


def _follows(bureau: Bureau, opinion: Opinion, steps: tuple[Step, ...], unknown: set[str]) -> Iterator[Finding]:
    """The step before is there, and not later."""
    place = steps.index(opinion.step)
    if place == 0 or opinion.subject is None:
        return
    before = [item for item in bureau.opinions_on(opinion.subject) if item.step is steps[place - 1]]
    names = {"step": steps[place].value, "before": steps[place - 1].value}
    if not before:
        # An opinion whose object or step could not be read may be the one that is missed.
        if not unknown & {steps[place - 1].value, ""} and not _may_be_head(bureau, opinion.subject):
            yield error("approvals.missing", opinion.row.at("环节"), opinion.row.raw("环节"), **names)
        return
    days = [item.date for item in before if item.date and item.date.year == bureau.year]
    if days and opinion.date and opinion.date.year == bureau.year and opinion.date < min(days):
        yield error("approvals.order", opinion.row.at("日期"), opinion.row.raw("日期"), day=min(days), **names)


def _may_be_head(bureau: Bureau, subject: Subject) -> bool:
    """Whether the person's department, or who heads it, is not known: then the chain may begin one step later."""
    if subject.target is not Target.PERSON:
        return False
    department = bureau.departments.get(bureau.people[subject.key].department or "")
    return department is None or department.head is None


def _signer(
    bureau: Bureau,
    opinion: Opinion,
    signing: frozenset[str] | None,
    others: Mapping[tuple[str, Step], tuple[str, int]],
) -> Iterator[Finding]:
    if opinion.subject is None:
        return
    if opinion.signer is None:
        yield from _outsider(bureau, opinion)
        return
    allowed = _holders(bureau, opinion, signing)
    department = department_of(bureau, opinion.subject)
    if department and opinion.step and others.get((department.name, opinion.step), ("", 0))[0] == opinion.signer:
        return  # told at 机构
    at, raw, name = opinion.row.at("审核人"), opinion.row.raw("审核人"), opinion.signer_name
    if allowed is not None and opinion.signer not in allowed:
        names = "、".join(bureau.person_name(key) or key for key in sorted(allowed)) or "–"
        step = opinion.step.value if opinion.step else ""
        yield error("approvals.signer", at, raw, name=name, step=step, allowed=names)
    elif opinion.subject == Subject(Target.PERSON, opinion.signer):
        instead = sorted((allowed or frozenset()) - {opinion.signer})
        # Where the only chief's own table is looked at, there is nobody else to sign.
        if instead or allowed is None:
            names = "、".join(bureau.person_name(key) or key for key in instead) or "–"
            yield error("approvals.self", at, raw, name=name, allowed=names)


def _outsider(bureau: Bureau, opinion: Opinion) -> Iterator[Finding]:
    """A member of the leading group who does not stand in 人员 signs for the group only, as 组长 or 副组长."""
    name = normal_name(opinion.signer_name)
    roles = {member.role for member in bureau.group if normal_name(member.name) == name}
    if name and roles and (opinion.step is not Step.LEADING_GROUP or not roles & set(CHIEFS)):
        heads = "、".join(member.name for member in bureau.group if member.role in CHIEFS) or "–"
        step = opinion.step.value if opinion.step else ""
        at = opinion.row.at("审核人")
        yield error("approvals.signer", at, opinion.row.raw("审核人"), name=name, step=step, allowed=heads)


def _holders(bureau: Bureau, opinion: Opinion, signing: frozenset[str] | None) -> frozenset[str] | None:
    """The 工号 of those who may sign, None where that cannot be told."""
    assert opinion.subject is not None
    if opinion.step is Step.PARTY_BRANCH:
        return None
    if opinion.step is Step.LEADING_GROUP:
        return signing
    found = holder(bureau, opinion.subject, opinion.step) if opinion.step else None
    return frozenset({found}) if found else None
