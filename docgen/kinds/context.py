"""What a template is rendered with: the names that `docs/templates.md` lists, made from the bureau's year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, cast

from docgen.kinds.derived import Derived, Tell, meeting
from docgen.kinds.issuing import cited, issuing
from docgen.kinds.kind import Kind
from docgen.kinds.mentions import Mentions
from docgen.kinds.opinions import opinions_of
from docgen.kinds.practice import DEFAULT, Practice
from docgen.kinds.records import OpenPicture, Records, told, unopened
from docgen.kinds.register import register_of
from docgen.kinds.reports import Reports
from docgen.kinds.scope import adjustments_of, members_of, of_all, risks_of
from docgen.kinds.subjects import LEADERSHIP_NAME, Topic, issued, published
from docgen.kinds.views import (
    EVENT_LISTS,
    EVENT_VIEWS,
    OF_SHEET,
    ArchiveView,
    BureauView,
    DeadlinesView,
    DepartmentView,
    DocumentView,
    MatterView,
    MemberView,
    OfficeView,
    PeriodView,
    PersonView,
    RegisterView,
    RiskView,
    ScoresView,
)
from docgen.kinds.year import NOTHING, year_values
from docgen.programme.cases import SIGNALS, CaseStep, cases, disposal
from docgen.programme.deadlines import counted_from, deadlines
from docgen.programme.model import (
    EVENT_SHEETS,
    Bureau,
    Event,
    Person,
    Risk,
    Subject,
    Target,
)
from docgen.programme.stages import SETTINGS, day_set
from docgen.programme.workdays import period
from docgen.workbook.choices import MATTERS, REQUIRED_MATTERS


class Seen:
    """One bureau as one template sees it; what many documents share is made once.

    Only what the template mentions is filled in: a cell that no document shows is no reason to make one anew.
    """

    def __init__(
        self,
        bureau: Bureau | None,
        mentions: Mentions,
        opened: OpenPicture = unopened,
        *,
        on: date | None = None,
        last: Bureau | None = None,
        practice: Practice = DEFAULT,
    ) -> None:
        """`opened` gives what the cells hold that the template prints as pictures; `on` is the day it is told of.

        `practice` is what the office chose of how its forms are filled in, `last` the same bureau's last year.
        """
        self._bureau = bureau
        self._on = on
        self._practice = practice
        self._mentions = mentions
        self._records = Records(mentions, opened)
        self._people: dict[str, Any] = {}
        self._departments: dict[str, Any] = {}
        self._bureaus: dict[bool, Any] = {}
        if bureau:
            tell = Tell(self._person, self._department_with_risks, self._risk, self._plain_event)
            self._derived = Derived(bureau, mentions, tell)
            self._reports = Reports(bureau, last, on=on, person=self._person, department=self._department)

    def values(
        self,
        kind: Kind,
        topic: Topic,
        *,
        document_id: str,
        number: str = "",
        others: str = "",
        blank: bool = False,
        archive: Any = None,
    ) -> dict[str, Any]:
        """All names that the kind's template may use, for one topic.

        Lists of more than the topic's own risks are empty where the template does not mention them. With no bureau
        everything is empty; a blank form carries the header only. `others` are the numbers of the other documents made
        of the same row, `archive` what a kind of the record tells of. Raises KeyError for a subject that the bureau
        does not have.
        """
        about = topic.about
        if blank not in self._bureaus:
            self._bureaus[blank] = self._bureau_view(blank)
        values: dict[str, Any] = {
            "bureau": self._bureaus[blank],
            "year": self._bureau.year if self._bureau else "",
            "blank": blank,
            "document": self._document_of(
                kind, topic, id=document_id, title=topic.title, number=number, others=others, copy=topic.copy
            ),
            "office": self._office,
            "bases": self._practice.bases.of_kind.get(kind.id, ()) if "bases" in self._mentions.names else (),
            "period": self._period if "period" in self._mentions.names else PeriodView.of({}),
            "group": self._group if "group" in self._mentions.names else (),
        }
        if "P" in kind.scopes or "E" in kind.scopes:
            person = about is not None and about.target is Target.PERSON
            shown = self._full_person(about.key, "person") if person and about else PersonView.of({})
            values["person"] = shown.with_values(risks=(), promises=(), **EVENT_LISTS) if blank else shown
        if "D" in kind.scopes or "E" in kind.scopes:
            shown, unscored = self._department_of(topic), ScoresView.of({})
            values["department"] = shown.with_values(risks=(), scores=unscored, **EVENT_LISTS) if blank else shown
        if "E" in kind.scopes:
            values["event"] = self._event_of(kind, topic)
        if not {"E", "B"}.isdisjoint(kind.scopes):
            values["deadlines"] = self._deadlines_of(kind, topic)
        own = () if blank else tuple(self._risks_of(kind, topic))
        risks = self._told_risks(own)
        values["risks"] = risks
        values["matters"] = _matters(own, risks) if "matters" in self._mentions.names else ()
        empty = not risks and not topic.events
        values["blank_rows"] = tuple(range(1, (kind.blank_rows or 0) + 1)) if empty else ()
        values["opinions"] = tuple(opinions_of(kind, topic, self._bureau, blank=blank))
        filled = self._bureau is not None and not blank
        values |= self._year(kind, topic) if filled else NOTHING
        if kind.scopes != ("E",):
            values["votes"] = tuple(self._votes(topic)) if filled and "votes" in self._mentions.names else ()
        if kind.of_record:
            values["archive"] = ArchiveView.of({}) if archive is None else archive
        if kind.scopes == ("B",):
            asked = filled and "register" in self._mentions.names
            values["register"] = self._register if asked else RegisterView.of({})
        if not {"D", "B"}.isdisjoint(kind.scopes):
            asked = filled and "adjustments" in self._mentions.names
            values["adjustments"] = tuple(self._adjustments(kind, topic)) if asked else ()
        return values

    def _document_of(self, kind: Kind, topic: Topic, **values: Any) -> Any:
        """The document itself; of what 发文 and 单位 say of its issue, what the template asks."""
        if self._bureau:
            values |= issuing(kind, topic, self._bureau, lambda name: self._mentions.ask("document", name))
            if self._mentions.ask("document", "cited"):
                values["cited"] = cited(self._bureau, self._practice.bases.of_kind.get(kind.id, ()))
        return DocumentView.of(values | {"paper": topic.paper})

    # ------------------------------------------------------------ the bureau

    def _bureau_view(self, blank: bool) -> Any:
        lists: dict[str, Any] = {}
        bureau = self._bureau
        if bureau is None:
            return BureauView.of({})
        if self._mentions.ask("bureau", "people"):
            lists["people"] = tuple(self._full_person(key, "") for key in bureau.people)
        if self._mentions.ask("bureau", "departments"):
            lists["departments"] = tuple(self._full_department(key, "") for key in bureau.departments)
        if self._mentions.ask("bureau", "risks") and not blank:
            lists["risks"] = self._told_risks(bureau.risks())
        if self._mentions.ask("bureau", "leaders"):
            leaders = (key for key, person in bureau.people.items() if person.is_leader)
            lists["leaders"] = tuple(self._full_person(key, "") for key in leaders)
        if not blank:
            lists |= self._event_lists("bureau", lambda event: True)
            if self._mentions.ask("bureau", "disposals"):
                lists["disposals"] = tuple(map(self._event, bureau.events["预警处置"]))
            if self._mentions.ask("bureau", "counts"):
                lists["counts"] = self._derived.counts()
        return self._header.with_values(**lists) if lists else self._header

    @cached_property
    def _header(self) -> Any:
        """The settings of 单位."""
        bureau = self._bureau
        assert bureau is not None
        values: dict[str, Any] = {
            item: self._records.cell(row, "内容", (item,)) for item, row in bureau.settings.items() if item
        }
        own = [(item, value) for item, value in values.items() if item not in BureauView._places]
        values |= {"单位名称": bureau.name, "单位简称": bureau.short_name, "年度": str(bureau.year)}
        values |= {
            name: told(day)
            for name, day in zip(
                SETTINGS,
                (
                    bureau.deadlines.mobilise,
                    bureau.deadlines.carry_out,
                    bureau.deadlines.inspect,
                    bureau.deadlines.adjust,
                ),
                strict=True,
            )
        }
        if bureau.head:
            values["主要负责人"] = self._person(bureau.head)
        asked = self._records.asked(BureauView)
        return BureauView.of({name: value for name, value in values.items() if name in asked}, own)

    @cached_property
    def _office(self) -> Any:
        """What the office chose, of what the template asks."""
        practice = self._practice
        chosen = {"typed": practice.typed, "names": practice.names}
        return OfficeView.of({name: value for name, value in chosen.items() if self._mentions.ask("office", name)})

    def _year(self, kind: Kind, topic: Topic) -> Mapping[str, Any]:
        """What tells of the whole year; scores stay inside where everybody may read the document."""
        if self._mentions.names.isdisjoint(NOTHING):
            return NOTHING
        everybody = published(kind, topic.subject, cast(Bureau, self._bureau))
        return year_values(self._reports, self._mentions, ranked=self._practice.public_ranks or not everybody)

    @cached_property
    def _period(self) -> Any:
        """For how long the bureau's risks and measures hang out, told by working days."""
        bureau = self._bureau
        if bureau is None:
            return PeriodView.of({})
        count = bureau.setting("公示工作日数")
        first = day_set(bureau.settings.get("公示开始日期"))
        found = period(first, count, self._practice.workdays)
        if found is None:
            return PeriodView.of({"days": count})
        return PeriodView.of({"first": told(found.first), "last": told(found.last), "days": found.days})

    @cached_property
    def _group(self) -> tuple[Any, ...]:
        """The members of 领导小组."""
        members = []
        for member in self._bureau.group if self._bureau else ():
            made = self._records.of(MemberView, member.row, {})
            members.append(made.with_values(person=self._person(member.person)) if member.person else made)
        return tuple(members)

    # ------------------------------------------------------------ people and departments

    def _person(self, key: str | None) -> Any:
        """A person without lists, "" for nobody; kept, for many rows name the same few."""
        person = self._bureau.people.get(key) if self._bureau and key else None
        if person is None:
            return ""
        made = self._people.get(person.id)
        if made is None:
            made = self._people[person.id] = self._told_person(person)
        return made

    def _told_person(self, person: Person) -> Any:
        return self._records.of(
            PersonView,
            person.row,
            {
                "工号": person.id,
                "机构": person.department or (LEADERSHIP_NAME if person.is_leader else ""),
                "is_leader": person.is_leader,
                "is_head": person.id in cast(Bureau, self._bureau).heads,
            },
        )

    def _full_person(self, key: str, owner: str) -> Any:
        """A person with the lists that are asked of `owner`, a name in the template."""
        bureau = cast(Bureau, self._bureau)
        person = bureau.people[key]
        lists: dict[str, Any] = {}
        if self._mentions.ask(owner, "risks"):
            lists["risks"] = self._told_risks(person.risks)
        lists |= self._derived.of("person", person, owner)
        lists |= self._event_lists(owner, _about(Subject(Target.PERSON, key)))
        made = self._people.get(key) or self._told_person(person)
        return made.with_values(**lists) if lists else made

    def _department(self, key: str) -> Any:
        """A department without lists."""
        made = self._departments.get(key)
        if made is None and self._bureau:
            item = self._bureau.departments[key]
            made = self._departments[key] = self._records.of(
                DepartmentView, item.row, {"机构名称": key, **self._names(item.people)}
            )
        return made

    def _department_with_risks(self, key: str) -> Any:
        """A department with its risks, where the template asks for them."""
        made = self._department(key)
        if not self._mentions.ask("department", "risks"):
            return made
        return made.with_values(risks=self._told_risks(cast(Bureau, self._bureau).departments[key].risks))

    def _full_department(self, key: str, owner: str) -> Any:
        """A department with the lists that are asked of `owner`, a name in the template."""
        bureau = cast(Bureau, self._bureau)
        lists: dict[str, Any] = {}
        if self._mentions.ask(owner, "people"):
            lists["people"] = tuple(self._full_person(person.id, "") for person in self._members.get(key, ()))
        if self._mentions.ask(owner, "risks"):
            lists["risks"] = self._told_risks(bureau.departments[key].risks)
        lists |= self._derived.of("department", bureau.departments[key], owner)
        lists |= self._event_lists(owner, _about(Subject(Target.DEPARTMENT, key)))
        made = self._department(key)
        return made.with_values(**lists) if lists else made

    def _department_of(self, topic: Topic) -> Any:
        """The department that a document is about or belongs to, empty where it is neither."""
        bureau = self._bureau
        if bureau is None or topic.department not in bureau.departments:
            return DepartmentView.of({})
        return self._full_department(topic.department, "department")

    @cached_property
    def _members(self) -> Mapping[str, list[Person]]:
        return members_of(self._bureau) if self._bureau else {}

    def _names(self, people: Mapping[str, str | None]) -> dict[str, Any]:
        """The people that columns name, each as a record that prints as the name."""
        return {column: self._person(key) for column, key in people.items() if key}

    # ------------------------------------------------------------ risks

    def _risks_of(self, kind: Kind, topic: Topic) -> Iterable[Risk]:
        """Those that the document tells of; all of the bureau's only where the template names them."""
        if self._bureau is None or (of_all(kind, topic) and self._mentions.names.isdisjoint({"risks", "matters"})):
            return ()
        return risks_of(self._bureau, kind, topic, self._members)

    def _told_risks(self, risks: Iterable[Risk]) -> tuple[Any, ...]:
        return tuple(map(self._risk, risks))

    @cached_property
    def _of_risk(self) -> Mapping[str, Callable[[Risk], Any]]:
        """What the template asks of risks besides their cells."""
        own = {"owner": lambda risk: self._owner(risk.owner)} if self._mentions.ask("risk", "owner") else {}
        return own | self._derived.asked("risk", "risk")

    def _risk(self, risk: Risk) -> Any:
        extra: dict[str, Any] = {"风险编号": risk.number}
        if risk.grade:
            extra["风险等级"] = risk.grade.value
        if risk.people:
            extra |= self._names(risk.people)
        for name, make in self._of_risk.items():
            extra[name] = make(risk)
        return self._records.of(RiskView, risk.row, extra)

    def _owner(self, owner: Subject) -> Any:
        if owner.target is Target.LEADERSHIP:
            return DepartmentView.of({"机构名称": LEADERSHIP_NAME})
        return self._subject(owner)

    @cached_property
    def _register(self) -> Any:
        """The bureau's register; of its lists, those that the template asks for."""
        return register_of(cast(Bureau, self._bureau), self._mentions, self._told_risks)

    # ------------------------------------------------------------ events

    def _event_of(self, kind: Kind, topic: Topic) -> Any:
        view = EVENT_VIEWS[kind.rows]
        if not topic.events:
            return view.of({})
        rows = tuple(self._event(event) for event in topic.events)
        made = rows[0].with_values(rows=rows)
        if "meeting" in view._places and self._mentions.ask("event", "meeting"):
            return made.with_values(meeting=meeting(topic.events, rows))
        return made

    def _deadlines_of(self, kind: Kind, topic: Topic) -> Any:
        """Until when a row's notice is answered, reported on, reviewed; what the bureau issues counts from its day."""
        if "deadlines" not in self._mentions.names or self._bureau is None or not (topic.events or topic.scope == "B"):
            return DeadlinesView.of({})
        days = self._practice.days_of(kind.id)
        day = issued(kind, topic.subject, self._bureau).day
        found = deadlines(topic.events[0], days) if topic.events else counted_from(day, days)
        asked = {name: told(day) for name, day in found.items() if self._mentions.ask("deadlines", name)}
        return DeadlinesView.of(asked)

    def _event(self, event: Event) -> Any:
        """A row with what is worked out of it."""
        made = self._plain_event(event)
        more = self._derived.of(event.row.declared_sheet, event, "event")
        return made.with_values(**more) if more else made

    def _plain_event(self, event: Event) -> Any:
        sheet = event.row.declared_sheet
        view = EVENT_VIEWS[sheet]
        extra = self._names(event.people)
        if event.subject:
            extra["subject"] = subject = self._subject(event.subject)
            extra |= {column: subject for column in ("对象", "机构名称") if column in view._places}
        if view is EVENT_VIEWS[SIGNALS] and not OF_SHEET[SIGNALS].keys().isdisjoint(self._records.asked(view)):
            extra |= self._of_disposal(event)
        return self._records.of(view, event.row, extra)

    def _of_disposal(self, event: Event) -> dict[str, Any]:
        """How a disposal stands on the day, and the case that it belongs to, "" for one on its own."""
        item = disposal(event, self._on)
        over = -(item.days_left or 0)
        case = self._cases.get(event.number, ())
        text = " → ".join(f"{step.number} {step.way}".rstrip() for step in case) if len(case) > 1 else ""
        return {"state": item.state.value, "days_over": over if over > 0 else "", "case": text}

    @cached_property
    def _cases(self) -> Mapping[str, tuple[CaseStep, ...]]:
        return cases(cast(Bureau, self._bureau).events[SIGNALS])

    def _subject(self, subject: Subject) -> Any:
        if subject.target is Target.PERSON:
            return self._person(subject.key)
        if subject.target is Target.DEPARTMENT:
            return self._department(subject.key)
        return DepartmentView.of({"机构名称": subject.target.value})

    def _adjustments(self, kind: Kind, topic: Topic) -> Iterable[Any]:
        return map(self._event, adjustments_of(cast(Bureau, self._bureau), kind, topic, self._derived.by_number))

    def _votes(self, topic: Topic) -> Iterable[Any]:
        """The counts of 民主测评 on whom the document is about, the bureau's on the leadership."""
        subject = Subject(Target.LEADERSHIP) if topic.scope == "B" else topic.about
        return map(self._event, self._derived.about("民主测评", subject)) if subject else ()

    def _event_lists(self, owner: str, wanted: Callable[[Event], bool]) -> dict[str, Any]:
        bureau = cast(Bureau, self._bureau)
        return {
            sheet: tuple(self._event(event) for event in bureau.events[sheet] if wanted(event))
            for sheet in EVENT_SHEETS
            if sheet in self._mentions.fields and self._mentions.ask(owner, sheet)
        }


def _matters(risks: Iterable[Risk], told: Iterable[Any]) -> tuple[Any, ...]:
    """The 事项类别 with their risks; one that no table must have only where it has any."""
    by_matter: dict[str, list[Any]] = {}
    for risk, shown in zip(risks, told, strict=True):
        by_matter.setdefault(risk.matter, []).append(shown)
    return tuple(
        MatterView.of({"name": name, "risks": tuple(by_matter.get(name, ()))})
        for name in MATTERS
        if name in by_matter or name in REQUIRED_MATTERS
    )


def _about(subject: Subject) -> Callable[[Event], bool]:
    return lambda event: event.subject == subject
