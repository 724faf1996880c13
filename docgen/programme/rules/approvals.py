"""Opinions follow their chain, in order, by those who hold the role (programme 四(一), 风险排查)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from docgen.findings import Finding, error, warning
from docgen.programme.chains import chain, department_of, holder_in
from docgen.programme.model import Bureau, Department, Opinion, Step, Subject, Target
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
    for subject, opinions in case.bureau.opinions_by_subject():
        table = _Table.of(case.bureau, subject, opinions)
        allowed = {step: _holders(table, step, signing) for step in {opinion.step for opinion in opinions} if step}
        for opinion in opinions:
            if opinion.step is None:
                continue
            if opinion.step not in table.steps and not table.is_open:
                values = {"step": opinion.step.value, "first": table.steps[0].value}
                yield error("approvals.step", opinion.row.at("环节"), opinion.row.raw("环节"), **values)
                continue
            if not table.is_open:
                yield from _follows(case.bureau, table, opinion, opinion.step, unknown)
            yield from _signer(case.bureau, table, opinion, opinion.step, allowed[opinion.step], others)
    yield from _register(case)


class _Table(NamedTuple):
    """One subject's table: the opinions on it, and what holds for all of them."""

    subject: Subject
    opinions: tuple[Opinion, ...]
    steps: tuple[Step, ...]
    is_open: bool
    """Whether it cannot be read whether the person is a 班子成员: then nobody knows where the chain begins."""
    department: Department | None

    @classmethod
    def of(cls, bureau: Bureau, subject: Subject, opinions: tuple[Opinion, ...]) -> _Table:
        """The subject's table."""
        is_open = subject.target is Target.PERSON and "班子成员" in bureau.people[subject.key].row.broken
        return cls(subject, opinions, chain(bureau, subject), is_open, department_of(bureau, subject))


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


def _follows(
    bureau: Bureau, table: _Table, opinion: Opinion, step: Step, unknown: Collection[str]
) -> Iterator[Finding]:
    """The step before is there, and not later."""
    steps = table.steps
    place = steps.index(step)
    if place == 0:
        return
    before = [item for item in table.opinions if item.step is steps[place - 1]]
    names = {"step": steps[place].value, "before": steps[place - 1].value}
    if not before:
        # An opinion whose object or step could not be read may be the one that is missed.
        if steps[place - 1].value not in unknown and "" not in unknown and not _may_be_head(bureau, table.subject):
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
    table: _Table,
    opinion: Opinion,
    step: Step,
    allowed: frozenset[str] | None,
    others: Mapping[tuple[str, Step], tuple[str, int]],
) -> Iterator[Finding]:
    if opinion.signer is None:
        yield from _outsider(bureau, opinion)
        return
    is_wrong = allowed is not None and opinion.signer not in allowed
    is_own = table.subject.target is Target.PERSON and table.subject.key == opinion.signer
    if not is_wrong and not is_own:
        return
    if table.department and others.get((table.department.name, step), ("", 0))[0] == opinion.signer:
        return  # told at 机构
    at, raw, name = opinion.row.at("审核人"), opinion.row.raw("审核人"), opinion.signer_name
    if is_wrong:
        names = "、".join(bureau.person_name(key) or key for key in sorted(allowed or ())) or "–"
        yield error("approvals.signer", at, raw, name=name, step=step.value, allowed=names)
        return
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


def _holders(table: _Table, step: Step, signing: frozenset[str] | None) -> frozenset[str] | None:
    """The 工号 of those who may sign, None where that cannot be told."""
    if step is Step.PARTY_BRANCH:
        return None
    if step is Step.LEADING_GROUP:
        return signing
    found = holder_in(table.department, step) if table.department else None
    return frozenset({found}) if found else None
