"""What runs out and what has run out as of a day, and who answers for it: pure facts from a bureau's year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from typing import Literal, get_args

from docgen.findings import Severity, count
from docgen.kinds.practice import DEFAULT, Practice
from docgen.kinds.subjects import department_of
from docgen.messages import Message, message
from docgen.office.folder import Office
from docgen.programme.assemble import assemble
from docgen.programme.cases import (
    SIGNALS,
    CaseStep,
    Colour,
    Disposal,
    DisposalState,
    begun,
    cases,
    colour_of,
    day_of,
    disposal,
    step_of,
)
from docgen.programme.chains import chain, holder
from docgen.programme.deadlines import NOTICES, deadlines
from docgen.programme.headings import subject_name
from docgen.programme.model import Bureau, Event, Step, Subject
from docgen.programme.stages import STAGES
from docgen.workbook.choices import REQUIRED_MATTERS
from docgen.workbook.read import read_workbook

DueKind = Literal["demand", "slip", "review", "stage", "approval"]
"""整改 to be done, 回执 to come back, 复核 to be made, the last day of a stage, an opinion to be given."""

EACH = 5
"""Tables up to so many that wait for one person's opinion are listed one by one; more are counted."""


@dataclass(frozen=True, slots=True)
class Answerable:
    """Who answers for something; `id` is the 工号, "" where that is not known or it is a body."""

    name: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that runs out or has run out."""

    kind: DueKind
    bureau: str
    year: int
    day: date | None
    """The last day for it, None where none is set."""
    days: int | None
    """Days left on the day asked for; negative: over by so many."""
    who: Answerable
    what: tuple[str | Message, ...]
    """What is to be done or is missing."""
    number: str = ""
    """编号, of a disposal."""
    subject: str = ""
    """The 工号 or 机构名称 of whom it is about."""
    name: str = ""
    """How that is called; the stage's name, of a stage."""
    department: str = ""
    count: int = 1
    """How many tables wait, where they are counted."""
    case: tuple[CaseStep, ...] = ()
    """The disposals that this one's case consists of, of a disposal."""

    @property
    def colour(self) -> Colour | None:
        """How urgent it is."""
        return colour_of(self.days)


@dataclass(slots=True)
class Outlook:
    """What is due, most urgent first, and what is to be said besides."""

    due: list[Due] = field(default_factory=list)
    bureaus: int = 0
    said: list[Message] = field(default_factory=list)


def outlook(office: Office, on: date) -> Outlook:
    """What the office's workbooks say of what is due as of the day `on`; of mistakes in them, that there are some."""
    books = [read_workbook(path) for path in office.workbooks()]
    if not books:
        return Outlook(said=[message("due.no-workbook")])
    assembled = assemble(books)
    found = Outlook(bureaus=len(assembled.bureaus))
    closed = [book.file for book in books if not book.usable]
    if closed:
        found.said.append(message("due.unusable", files="、".join(closed)))
    findings = [*(item for book in books if book.usable for item in book.findings), *assembled.findings]
    errors = count(findings, Severity.ERROR)
    if errors:
        found.said.append(message("due.errors", errors=errors))
    for bureau in assembled.bureaus:
        found.due += due_of(bureau, on, office.settings.practice)
        found.said += _said_of(bureau, on)
    kinds = get_args(DueKind)
    found.due.sort(key=lambda item: (item.day is None, item.days or 0, kinds.index(item.kind)))
    return found


def due_of(bureau: Bureau, on: date, practice: Practice = DEFAULT) -> list[Due]:
    """What is due in one bureau's year as of the day `on`, in the order of its sheets."""
    return [*_disposals(bureau, on, practice), *_stages(bureau, on), *_approvals(bureau, on)]


def _said_of(bureau: Bureau, on: date) -> Iterator[Message]:
    """What a list without signals, or without some of them, would leave open."""
    all_signals = bureau.events[SIGNALS]
    later = len(all_signals) - len(begun(all_signals, on))
    values = {"name": bureau.name, "year": bureau.year, "on": on}
    if not all_signals:
        yield message("due.no-signals", **values)
    elif later:
        yield message("due.later", count=later, **values)


def _due(kind: DueKind, bureau: Bureau, on: date, day: date | None, who: Answerable, *what: str | Message) -> Due:
    return Due(kind, bureau.name, bureau.year, day, (day - on).days if day else None, who, what)


# ---------------------------------------------------------------- disposals


def _disposals(bureau: Bureau, on: date, practice: Practice) -> Iterator[Due]:
    events = begun(bureau.events[SIGNALS], on)
    known = cases(events)
    for event in events:
        name = subject_name(event.subject, bureau) if event.subject else event.row.text("对象")
        for item in _of_disposal(disposal(event, on), bureau, on, practice):
            yield replace(
                item,
                number=event.number,
                subject=event.subject.key if event.subject else "",
                name=name,
                department=department_of(event.subject, bureau),
                case=known.get(event.number, (step_of(event),)),
            )


def _of_disposal(item: Disposal, bureau: Bureau, on: date, practice: Practice) -> Iterator[Due]:
    """The demand of an open one, the slip that is not back, the review of one that is done."""
    event = item.event
    who = _answers(bureau, event, "防控责任人")
    if item.state is DisposalState.OPEN:
        what = event.row.text("整改要求") or event.row.text("处置方式")
        yield _due("demand", bureau, on, item.deadline, who, what)
        back, finished = day_of(event, "回复期限"), day_of(event, "完成日期")
        if back and not (finished and finished <= on):
            yield _due("slip", bureau, on, back, who, message("due.slip"))
    elif item.state is DisposalState.TO_REVIEW:
        reviewer = _answers(bureau, event, "复核人")
        kind = NOTICES.get(event.row.text("处置方式"), "")
        day = deadlines(event, practice.days_of(kind))["review"]
        yield _due("review", bureau, on, day, reviewer if reviewer.name else who, message("due.review"))


def _answers(bureau: Bureau, event: Event, column: str) -> Answerable:
    """Whom the column names; what was typed, where that is nobody."""
    key = event.people.get(column) or ""
    return Answerable(bureau.person_name(key) or event.row.text(column), key)


# ---------------------------------------------------------------- stages


def _stages(bureau: Bureau, on: date) -> Iterator[Due]:
    """The stages that are not over, and those that are while something is missing."""
    missing = _missing(bureau)
    who = _office_of_group(bureau)
    for stage, day in zip(STAGES, astuple(bureau.deadlines), strict=True):
        lacking = missing.get(stage, ())
        if day >= on or lacking:
            yield replace(_due("stage", bureau, on, day, who, *lacking), name=stage)


def _missing(bureau: Bureau) -> Mapping[str, tuple[Message, ...]]:
    """Stage → what the workbook lacks for it."""
    matters = {risk.matter for risk in bureau.leadership_risks}
    counts = {
        "贯彻执行": {
            "due.missing.people": sum(not person.risks for person in bureau.people.values()),
            "due.missing.departments": sum(not item.risks for item in bureau.departments.values()),
            "due.missing.matters": sum(matter not in matters for matter in REQUIRED_MATTERS),
        },
        "检查考核": {
            "due.missing.own-scores": _without_score(bureau, "自查得分"),
            "due.missing.scores": _without_score(bureau, "检查得分"),
        },
    }
    return {
        stage: tuple(message(key, count=number) for key, number in items.items() if number)
        for stage, items in counts.items()
    }


def _without_score(bureau: Bureau, column: str) -> int:
    """Departments none of whose items has a score in the column."""
    scored = {event.subject.key for event in bureau.events["考核"] if event.subject and event.row[column] is not None}
    return sum(name not in scored for name in bureau.departments)


def _office_of_group(bureau: Bureau) -> Answerable:
    """The leading group's office runs the year; the 主要负责人 answers where none is set."""
    place = bureau.setting("领导小组办公室")
    return Answerable(place) if place else Answerable(bureau.person_name(bureau.head), bureau.head or "")


# ---------------------------------------------------------------- approvals


def _approvals(bureau: Bureau, on: date) -> Iterator[Due]:
    """The tables whose chain has begun and not ended; opinions belong to 贯彻执行, so its last day is theirs."""
    waiting: dict[tuple[Step, Answerable], list[Subject]] = {}
    for subject in dict.fromkeys(opinion.subject for opinion in bureau.opinions if opinion.subject):
        step = _awaited(bureau, subject, on)
        if step:
            waiting.setdefault((step, _signer(bureau, subject, step)), []).append(subject)
    for (step, who), subjects in waiting.items():
        item = _due("approval", bureau, on, bureau.deadlines.carry_out, who, message("due.approval", step=step.value))
        if len(subjects) > EACH:
            yield replace(item, count=len(subjects))
        else:
            for subject in subjects:
                name, department = subject_name(subject, bureau), department_of(subject, bureau)
                yield replace(item, subject=subject.key, name=name, department=department)


def _awaited(bureau: Bureau, subject: Subject, on: date) -> Step | None:
    """The first step that lacks, of a chain that has begun and whose last step has not been given."""
    given = {item.step for item in bureau.opinions_on(subject) if not (item.date and item.date > on)}
    steps = chain(bureau, subject)
    if given.isdisjoint(steps) or steps[-1] in given:
        return None
    return next(step for step in steps if step not in given)


def _signer(bureau: Bureau, subject: Subject, step: Step) -> Answerable:
    """Who gives the step: of the department, or the leading group's 组长."""
    key = holder(bureau, subject, step)
    if key:
        return Answerable(bureau.person_name(key), key)
    if step is Step.LEADING_GROUP:
        chief = next((member for member in bureau.group if member.role == "组长"), None)
        if chief:
            return Answerable(chief.name, chief.person or "")
    return Answerable(step.value)
