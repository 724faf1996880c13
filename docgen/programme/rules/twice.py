"""What stands twice where it can be meant only once: a risk, an opinion, an attendance, an ID-card number, a member."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from docgen.findings import Finding, warning
from docgen.programme.model import Bureau, Opinion, Risk, Target
from docgen.programme.rules.case import Case
from docgen.programme.standing import changes
from docgen.workbook.choices import ADDITION, WITHDRAWAL
from docgen.workbook.names import bare, normal_name, normal_word
from docgen.workbook.rows import Row

_Item = TypeVar("_Item")

_BESIDE = {Target.PERSON: "", Target.DEPARTMENT: "业务环节", Target.LEADERSHIP: "事项类别"}
"""What tells two risks of one text apart: a department's may lie in two lines of its work."""


def twice(case: Case) -> Iterator[Finding]:
    """Each is told once for every row that repeats another, at the later one."""
    yield from _risks(case)
    yield from _opinions(case.bureau.opinions)
    yield from _attendance(case)
    yield from _id_cards(case)
    yield from _members(case)
    honours = (event for event in case.bureau.events["表彰"] if event.subject and event.row.text("荣誉称号"))
    for first, later in _repeats(honours, lambda event: (event.subject, bare(event.row.text("荣誉称号")))):
        yield _told("honour", later.row, "对象", first.row)
    codes = (row for row in case.rows("机构") if row.sound_text("机构代码"))
    for one, other in _repeats(codes, lambda row: row.text("机构代码").upper()):
        if other.text("机构名称") != one.text("机构名称"):  # a 机构名称 twice is told already
            yield _told("code", other, "机构代码", one)


def _risks(case: Case) -> Iterator[Finding]:
    """One owner's risks of one 风险内容 and 表现形式; one that was withdrawn or added may take the place of another."""
    bureau = case.bureau
    owners: Iterable[tuple[Risk, ...]] = (
        *(person.risks for person in bureau.people.values()),
        *(department.risks for department in bureau.departments.values()),
        bureau.leadership_risks,
    )
    moved: frozenset[str] | None = None
    for risks in owners:
        if len({bare(risk.content) for risk in risks}) == len(risks):
            continue
        for first, later in _repeats(risks, _said):
            if moved is None:
                moved = _moved(bureau)
            if not {first.number, later.number} & moved:
                yield _told("risk", later.row, "风险内容", first.row)


def _said(risk: Risk) -> Hashable:
    content, shown = bare(risk.content), bare(risk.manifestation)
    return (content, shown, risk.row.text(_BESIDE[risk.owner.target])) if content and shown else None


def _moved(bureau: Bureau) -> frozenset[str]:
    """Risks that came or went within the year."""
    return frozenset(
        number
        for number, events in changes(bureau).items()
        if any(event.row.text("调整事项") in (ADDITION, WITHDRAWAL) for event in events)
    )


def _opinions(opinions: Iterable[Opinion]) -> Iterator[Finding]:
    """Opinions of one person on one object at one step and day; a second look has a day of its own."""
    for first, later in _repeats(opinions, _given):
        yield _told("opinion", later.row, "环节", first.row)


def _given(opinion: Opinion) -> Hashable:
    who = opinion.signer or normal_name(opinion.signer_name)
    known = opinion.subject and opinion.step and opinion.date and who
    return (opinion.subject, opinion.step, opinion.date, who) if known else None


def _attendance(case: Case) -> Iterator[Finding]:
    """More rows of one name in one department at one meeting than people there bear it."""
    rows = list(case.rows("会议签到"))
    if not rows:
        return
    bearers = Counter((normal_name(item.name), item.department or "") for item in case.bureau.people.values())
    seen: dict[Hashable, list[Row]] = {}
    for row in rows:
        name, department, day = normal_name(row.text("姓名")), normal_name(row.text("机构")), row["日期"]
        if not name or day is None or row.broken & {"会议", "日期", "姓名", "机构"}:
            continue
        before = seen.setdefault((bare(row.text("会议")), day, name, department), [])
        others = [one for one in before if _same_post(one, row)]
        if others and len(others) >= (bearers[name, department] if department else _of_name(bearers, name)):
            yield _told("attendance", row, "姓名", others[-1])
        before.append(row)


def _same_post(one: Row, other: Row) -> bool:
    """Whether two rows may mean one person by their 职务."""
    posts = {normal_word(one.text("职务")), normal_word(other.text("职务"))}
    return len(posts) == 1 or "" in posts


def _of_name(bearers: Counter[tuple[str, str]], name: str) -> int:
    return sum(count for (known, _), count in bearers.items() if known == name)


def _id_cards(case: Case) -> Iterator[Finding]:
    rows = [row for row in case.rows("人员") if row.sound_text("身份证号")]
    for first, later in _repeats(rows, lambda row: row.text("身份证号").upper()):
        if not later.text("工号") or later.text("工号") != first.text("工号"):  # a 工号 twice is told already
            yield _told("id-card", later, "身份证号", first)


def _members(case: Case) -> Iterator[Finding]:
    """A name in one role of the leading group more often than people bear it."""
    bearers = Counter(normal_name(person.name) for person in case.bureau.people.values())
    seen: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Row] = {}
    for member in case.bureau.group:
        name = normal_name(member.name)
        key = (member.role, name)
        if not name or not member.role:
            continue
        before = first.setdefault(key, member.row)
        if seen[key] >= max(1, bearers[name]):
            yield _told("member", member.row, "姓名", before)
        seen[key] += 1


def _repeats(items: Iterable[_Item], key: Callable[[_Item], Hashable]) -> Iterator[tuple[_Item, _Item]]:
    """The first and the later of two items with one key; None is no key."""
    first: dict[Hashable, _Item] = {}
    for item in items:
        known = key(item)
        if known is None:
            continue
        before = first.setdefault(known, item)
        if before is not item:
            yield before, item


def _told(what: str, row: Row, column: str, first: Row) -> Finding:
    at = first.at(column)
    where = f"{at.sheet} {at.cell}" if first.file == row.file else f"{at.file} {at.sheet} {at.cell}"
    return warning(f"identity.twice/{what}", row.at(column), row.raw(column), first=where)
