"""Whom and what a kind's documents are about: one topic for each document, in the order of the sheets. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from docgen.kinds.chain import approved
from docgen.kinds.kind import Kind
from docgen.kinds.schema import EACH
from docgen.messages import Message, message
from docgen.programme.chains import last_step
from docgen.programme.headings import subject_name, values_by_heading
from docgen.programme.model import Bureau, Department, Event, Person, Subject, Target
from docgen.workbook.names import normal_word
from docgen.workbook.rows import Row

LEADERSHIP = "班子"
"""The department's folder and the subject's name of what belongs to the leadership as a whole."""

LEADERSHIP_NAME = "局领导班子"
"""How the leadership is called in print, where departments are listed."""

PUBLISHED = "主动公开"
"""The 公开属性 of what everybody may read."""

WHOLE = "-"
"""The subject of what belongs to the bureau as a whole, and of a form that is wholly blank."""

GENERIC_DEPARTMENT = "股室（所、中心）"
"""How titles write "a department of whatever kind"; a department's own form says which instead."""

CALLED: Mapping[str, str] = {"股室": "股室", "处": "处室", "科": "科室", "司法所": "司法所"}
"""机构类型 → what titles call such a department; one of another kind (中心, 室, 局, 队) is called by its name."""

IDENTITY: Mapping[str, tuple[str, ...]] = {
    "考核": ("机构名称", "考核项目"),
    "风险调整": ("风险编号", "调整事项", "日期"),
    "表彰": ("对象", "荣誉称号"),
    "会议签到": ("会议", "日期", "姓名"),
    "发文": ("文件", "成文日期"),
    "民主测评": ("对象", "测评内容"),
}
"""What a row of a sheet without 编号 is known by: its content, so that its document's id stays when rows move."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What one document is about."""

    scope: str
    """P, D, B or E."""
    subject: str
    """The document's id behind its kind: 工号, 机构名称, 班子, the event's 编号, a value of `Kind.each`, or "-"."""
    title: str
    about: Subject | None = None
    """The person, department or leadership; None for the bureau as a whole."""
    name: str = ""
    """How messages name the subject."""
    department: str = ""
    """The subject's department, 班子 for the leadership, "" for the bureau as a whole."""
    events: tuple[Event, ...] = ()
    copy: str = ""
    """Which of several documents of one row, "" where there is one."""
    paper: str = ""
    """What it is printed on where the kind names papers, "" where the template alone says it."""

    @property
    def key(self) -> str:
        """The 工号 or 机构名称 of whom it is about, "" for anything else."""
        return self.about.key if self.about else ""


def topics(kind: Kind, bureau: Bureau | None, *, blank: bool = False) -> Iterator[Topic]:
    """The topics of a kind's documents, one for each paper. Without a bureau: those of a wholly blank form."""
    for topic in _topics(kind, bureau, blank=blank):
        for paper in kind.sizes:
            yield replace(topic, paper=paper) if paper else topic


def document_id(kind: str, subject: str, paper: str = "") -> str:
    """What a document is known by: its kind, its subject, and its paper where it has one of its own."""
    return f"{kind}/{on_paper(subject, paper)}"


def on_paper(subject: str, paper: str) -> str:
    """A document's subject: 综合股·A3."""
    return f"{subject}{JOINT}{paper}" if paper else subject


def _topics(kind: Kind, bureau: Bureau | None, *, blank: bool) -> Iterator[Topic]:
    if bureau is None:
        yield Topic(kind.scopes[0], WHOLE, printed_title(kind.title))
        return
    for scope in kind.scopes:
        if scope == "P":
            yield from _people(kind, bureau)
        elif scope == "D":
            yield from _departments(kind, bureau)
        elif kind.each:
            yield from (Topic("B", value, printed_title(kind.title), name=value) for value in EACH[kind.each])
        elif scope == "B":
            yield _whole(kind, bureau)
        elif blank:
            yield Topic("E", WHOLE, printed_title(kind.title))
        else:
            yield from _events(kind, bureau)


def held_back(kind: Kind, topic: Topic, bureau: Bureau) -> Message | None:
    """Why a document must wait for an approval (`gate`), None where it need not."""
    if not kind.gate:
        return None
    target = Target(kind.gate)
    if target in (Target.PERSON, Target.DEPARTMENT):
        if topic.about is None or topic.about.target is not target:
            return None
        subject = topic.about
    else:
        subject = Subject(target)
    if approved(bureau, subject):
        return None
    return message("kind.held-back", title=topic.title, name=topic.name, gate=kind.gate, step=last_step(target).value)


@dataclass(frozen=True, slots=True)
class Issued:
    """What 发文 says of a document."""

    day: date | None = None
    """成文日期."""
    number: str = ""
    """The 文号 that it was given by hand."""
    row: Row | None = None
    """The row that names it."""


_UNNAMED = Issued()


def issued(kind: Kind, subject: str, bureau: Bureau) -> Issued:
    """What the row of 发文 says that names the document, its kind or the kind's title; a 文号 is one document's.

    A row that names the document itself goes before one of its kind. What is made for several papers is one document
    here, whichever of them the row names. Widths of brackets and spaces in a title do not count.
    """
    rows = bureau.events.get("发文", ())
    if not rows:
        return _UNNAMED
    ids = [document_id(kind.id, subject, paper) for paper in ("", *kind.papers)]
    titles = {normal_word(title) for title in all_titles(kind)}
    found = None
    for event in rows:
        name = event.row.text("文件")
        if name in ids:
            return _issued(event.row, own=True)
        if found is None and (name == kind.id or normal_word(name) in titles):
            found = event.row
    return _issued(found, own=kind.scopes == ("B",) and not kind.each) if found else _UNNAMED


def _issued(row: Row, *, own: bool) -> Issued:
    day = row["成文日期"]
    return Issued(day if isinstance(day, date) else None, row.text("文号") if own else "", row)


def published(kind: Kind, subject: str, bureau: Bureau) -> bool:
    """Whether everybody may read the document: its kind is public, or its 公开属性 in 发文 is 主动公开."""
    row = issued(kind, subject, bureau).row
    return kind.public or (row is not None and row.text("公开属性") == PUBLISHED)


def all_titles(kind: Kind) -> tuple[str, ...]:
    """The titles that a document of this kind may have."""
    return (kind.title, *(title for _, title in kind.titles))


def title_of(kind: Kind, bureau: Bureau) -> str:
    """The title of the bureau's document: the first of `titles` whose column is filled in some row, else the kind's."""
    for place, title in kind.titles:
        sheet, _, column = place.partition(".")
        if any(event.row.text(column) for event in bureau.events.get(sheet, ())):
            return title
    return kind.title


def printed_title(title: str, department: Department | None = None) -> str:
    """A title as it is printed: with full-width brackets, and a department's own form with what it is called.

    股室（所、中心）… becomes 司法所… for a judicial office, 法律援助中心… for a centre, as the programme's text asks.
    """
    title = title.replace("(", "（").replace(")", "）")
    if department:
        title = title.replace(GENERIC_DEPARTMENT, CALLED.get(department.kind, department.name))
    return title


def department_of(subject: Subject | None, bureau: Bureau) -> str:
    """The department that a subject belongs to, as `Topic.department`."""
    if subject is None or subject.target is Target.REGISTER:
        return ""
    if subject.target is Target.DEPARTMENT:
        return subject.key
    person = bureau.people.get(subject.key)
    return (person.department if person else None) or LEADERSHIP


# ---------------------------------------------------------------- P, D, B


def _people(kind: Kind, bureau: Bureau) -> Iterator[Topic]:
    for person in _chosen(kind, bureau.people.values(), bureau):
        where = person.department or LEADERSHIP
        yield Topic("P", person.id, printed_title(kind.title), person.subject, person.name, where)


def _departments(kind: Kind, bureau: Bureau) -> Iterator[Topic]:
    for item in _chosen(kind, bureau.departments.values(), bureau):
        about = Subject(Target.DEPARTMENT, item.name)
        yield Topic("D", item.name, printed_title(kind.title, item), about, item.name, item.name)


def _whole(kind: Kind, bureau: Bureau) -> Topic:
    if kind.of_leadership:
        return Topic("B", LEADERSHIP, printed_title(kind.title), Subject(Target.LEADERSHIP), LEADERSHIP, LEADERSHIP)
    return Topic("B", WHOLE, printed_title(title_of(kind, bureau)))


_Kept = TypeVar("_Kept", Person, Department, Event)


def _chosen(kind: Kind, records: Iterable[_Kept], bureau: Bureau) -> Iterable[_Kept]:
    """The records that the kind's `where` takes; a column that their sheet does not have is not asked for."""
    return (record for record in records if _fits(kind, record, bureau)) if kind.where else records


def _fits(kind: Kind, record: Person | Department | Event, bureau: Bureau) -> bool:
    values = values_by_heading(record, bureau)
    return all(_text(values[column]) in wanted for column, wanted in kind.where if column in values)


# ---------------------------------------------------------------- E


def _events(kind: Kind, bureau: Bureau) -> Iterator[Topic]:
    events = list(_chosen(kind, bureau.events.get(kind.rows, ()), bureau))
    if kind.group:
        yield from _groups(kind, events, bureau)
        return
    subjects = _identities(kind.rows, events, bureau)
    if not kind.copies:
        for event, subject in zip(events, subjects, strict=True):
            yield _about(kind, (event,), subject, event.subject, bureau)
        return
    for event, subject in zip(events, subjects, strict=True):
        for copy, column in kind.copies:
            person = event.people.get(column)
            if person:
                about = Subject(Target.PERSON, person)
                yield _about(kind, (event,), f"{subject}/{copy}", about, bureau, copy)


def _groups(kind: Kind, events: Sequence[Event], bureau: Bureau) -> Iterator[Topic]:
    groups: dict[tuple[str, ...], list[Event]] = {}
    for event in events:
        values = values_by_heading(event, bureau)
        groups.setdefault(tuple(_text(values[column]) or WHOLE for column in kind.group), []).append(event)
    for key, rows in groups.items():
        subjects = {row.subject for row in rows}
        yield _about(kind, tuple(rows), JOINT.join(key), subjects.pop() if len(subjects) == 1 else None, bureau)


JOINT = "·"
"""Between the values that a document of several rows is known by."""


def _about(
    kind: Kind, events: tuple[Event, ...], subject: str, about: Subject | None, bureau: Bureau, copy: str = ""
) -> Topic:
    of_department = about is not None and about.target is Target.DEPARTMENT
    title = printed_title(kind.title, bureau.departments[about.key] if about and of_department else None)
    name = subject_name(about, bureau) if about else subject
    return Topic("E", subject, title, about, name, department_of(about, bureau), events, copy)


def _identities(sheet: str, events: Sequence[Event], bureau: Bureau) -> list[str]:
    """What each row is known by: its 编号, else its content; rows that are alike in it are told apart by all theirs."""
    columns = IDENTITY.get(sheet, ())
    found: list[str] = []
    for event in events:
        if columns or not event.number:
            values = values_by_heading(event, bureau)
            key = event.subject.key if event.subject else ""
            parts = [key if name == "对象" and key else _text(values.get(name)) for name in columns or values]
            found.append(JOINT.join(part or WHOLE for part in parts))
        else:
            found.append(event.number)
    count = Counter(found)
    whole = [
        f"{name}~{_digest(values_by_heading(event, bureau))}" if count[name] > 1 else name
        for name, event in zip(found, events, strict=True)
    ]
    seen: Counter[str] = Counter()
    for place, name in enumerate(whole):
        seen[name] += 1
        if seen[name] > 1:
            whole[place] = f"{name}~{seen[name]}"
    return whole


def _digest(values: Mapping[str, object]) -> str:
    return hashlib.sha256(repr([(name, _text(value)) for name, value in values.items()]).encode()).hexdigest()[:6]


def _text(value: object) -> str:
    """A value in an id and in `where`: 2026-09-05, 9.5, texts without line breaks."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return " ".join(str("" if value is None else value).split())
