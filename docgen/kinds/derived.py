"""What no column holds and forms print all the same: levels, who answers and follows, promises, totals, address.

Each value is worked out where the template asks for it, and where it does not costs nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from docgen.kinds.mentions import Mentions
from docgen.kinds.records import told
from docgen.kinds.scope import confirmed_risks
from docgen.kinds.subjects import LEADERSHIP_NAME
from docgen.kinds.views import CountsView, MeetingView, ScoresView, StepView
from docgen.programme.demands import demands
from docgen.programme.grading import level
from docgen.programme.model import Bureau, Department, Event, Grade, Person, Risk, Subject, Target
from docgen.programme.procedure import key_steps, steps
from docgen.programme.promises import promise
from docgen.programme.register import category_of
from docgen.programme.responsibility import followers, responsible
from docgen.programme.scores import number, result
from docgen.programme.standing import changes, standing_risk
from docgen.programme.totals import department_of

TWO_COLUMNS = 40
"""From so many names on a list of attendance has two columns (documents: meeting_signin)."""

YOU = {"司法所": "所"}
"""How a notice calls a department of this 机构类型 behind 你, where not by the whole word."""


@dataclass(frozen=True, slots=True)
class Tell:
    """Makes records for the same template; what they are made of is not looked through again."""

    person: Callable[[str | None], Any]
    """By 工号, "" for nobody."""
    department: Callable[[str], Any]
    """By 机构名称, with its risks."""
    risk: Callable[[Risk], Any]
    event: Callable[[Event], Any]
    """An event's row with its people, and nothing worked out."""


class Derived:
    """What is worked out of one bureau for one template."""

    def __init__(self, bureau: Bureau, mentions: Mentions, tell: Tell) -> None:
        self._bureau = bureau
        self._mentions = mentions
        self._tell = tell
        self._asked: dict[tuple[str, str], dict[str, Callable[[Any], Any]]] = {}
        self._by_subject: dict[str, Mapping[Subject | None, Sequence[Event]]] = {}

    def of(self, sort: str, record: Person | Department | Event, owner: str) -> dict[str, Any]:
        """The values that the template asks of an object called `owner`, by name; `sort` as in `asked`."""
        return {name: make(record) for name, make in self.asked(sort, owner).items()}

    def asked(self, sort: str, owner: str) -> dict[str, Callable[[Any], Any]]:
        """What makes the values that the template asks of an object called `owner`, by name.

        `sort` is risk, person or department, or the sheet of an event.
        """
        makers = self._asked.get((sort, owner))
        if makers is None:
            known = self._makers.get(sort, {})
            makers = {name: make for name, make in known.items() if self._mentions.ask(owner, name)}
            self._asked[sort, owner] = makers
        return makers

    @cached_property
    def _makers(self) -> Mapping[str, Mapping[str, Callable[[Any], Any]]]:
        return {
            "risk": {
                "derived": lambda risk: level(risk.derived, self._level_names),
                "level": lambda risk: level(risk.grade, self._level_names),
                "responsible": lambda risk: self._tell.person(responsible(self._bureau, risk)),
                "followed_by": lambda risk: tuple(map(self._tell.person, followers(self._bureau, risk))),
                "steps": _steps,
                "post": self._post,
                "department": lambda risk: department_of(self._bureau, risk) or LEADERSHIP_NAME,
                "sort": category_of,
            },
            "person": {
                "promises": lambda person: tuple(filter(None, map(promise, person.risks))),
                "leads": lambda person: self._departments("分管领导", person),
                "heads": lambda person: self._departments("负责人", person),
            },
            "department": {"scores": self._scores},
            "预警处置": {
                "risk": self._touched,
                "earlier": self._earlier,
                "addressee": self._addressee,
                "you": self._you,
                "responsible_title": self._responsible_title,
                "demands": lambda event: demands(event.row.text("整改要求")),
            },
            "责任追究": {"decided_by": lambda event: event.row.text("决定机关") or self._bureau.setting("党组织名称")},
            "风险调整": {"risk": self._adjusted},
            "民主测评": {"rate_good": _rate_good},
        }

    # ------------------------------------------------------------ risks

    @cached_property
    def _level_names(self) -> str:
        return self._bureau.setting("等级名称")

    def _post(self, risk: Risk) -> str:
        """What stands for whom on public sheets: 岗位, 权力事项 or else 业务环节, 事项类别."""
        if risk.owner.target is Target.PERSON:
            return self._bureau.people[risk.owner.key].post
        if risk.owner.target is Target.DEPARTMENT:
            return risk.row.text("权力事项") or risk.process
        return risk.matter

    @cached_property
    def by_number(self) -> Mapping[str, Risk]:
        """As `confirmed_risks`."""
        return confirmed_risks(self._bureau)

    def counts(self) -> Any:
        """How many people, departments and risks the bureau has, risks by grade too."""
        grades = Counter(risk.grade for risk in self._bureau.risks())
        return CountsView.of(
            {
                "people": len(self._bureau.people),
                "departments": len(self._bureau.departments),
                "risks": grades.total(),
                "first": grades[Grade.FIRST],
                "second": grades[Grade.SECOND],
                "third": grades[Grade.THIRD],
            }
        )

    # ------------------------------------------------------------ people and departments

    def _departments(self, role: str, person: Person) -> tuple[Any, ...]:
        return tuple(map(self._tell.department, self._roles.get((role, person.id), ())))

    @cached_property
    def _roles(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """(负责人 or 分管领导, 工号) → the departments, in the order of their sheet."""
        found: dict[tuple[str, str], list[str]] = {}
        for department in self._bureau.departments.values():
            for role, key in department.people.items():
                if key:
                    found.setdefault((role, key), []).append(department.name)
        return found

    def _scores(self, department: Department) -> Any:
        events = self.about("考核", Subject(Target.DEPARTMENT, department.name))
        bureau = self._bureau
        found = result([event.row for event in events], bureau.setting("考核权重"), bureau.setting("等次标准"))
        totals = ("worth", "own", "inspected", "leaders", "bonus", "date")
        return ScoresView.of(
            {name: told(getattr(found, name)) for name in totals}
            | {
                "rows": tuple(map(self._tell.event, events)),
                # With its one decimal, also where that is 0.
                "composite": "" if found.composite is None else found.composite,
                "grade": found.grade,
                "inspectors": found.inspectors,
            }
        )

    def about(self, sheet: str, subject: Subject) -> Sequence[Event]:
        """The rows of a sheet about one subject, in its order."""
        if sheet not in self._by_subject:
            grouped: dict[Subject | None, list[Event]] = {}
            for event in self._bureau.events[sheet]:
                grouped.setdefault(event.subject, []).append(event)
            self._by_subject[sheet] = grouped
        return self._by_subject[sheet].get(subject, ())

    # ------------------------------------------------------------ events

    def _adjusted(self, event: Event) -> Any:
        """The risk that a row of 风险调整 changes, as it was confirmed: the row itself says what stood and stands."""
        risk = self.by_number.get(event.number)
        return self._tell.risk(risk) if risk else ""

    def _touched(self, event: Event) -> Any:
        """The risk that a disposal touches, as it stood on its 日期: nothing that follows changes what was served."""
        risk = self.by_number.get(event.refers.get("风险编号") or "")
        if risk is None:
            return ""
        day = event.row["日期"]
        stood = standing_risk(risk, self._changes.get(risk.number, ()), day) if isinstance(day, date) else risk
        return self._tell.risk(stood or risk)

    @cached_property
    def _changes(self) -> Mapping[str, Sequence[Event]]:
        return changes(self._bureau)

    def _earlier(self, event: Event) -> Any:
        earlier = self._signals.get(event.refers.get("原编号") or "")
        return self._tell.event(earlier) if earlier else ""

    @cached_property
    def _signals(self) -> Mapping[str, Event]:
        return {event.number: event for event in self._bureau.events["预警处置"]}

    def _addressee(self, event: Event) -> str:
        """钟启明同志, or the department's name."""
        if event.subject is None:
            return ""
        if event.subject.target is Target.PERSON:
            return f"{self._bureau.person_name(event.subject.key)}同志"
        return event.subject.key

    def _you(self, event: Event) -> str:
        """你 for a person; 你股室, 你所, 你中心 by 机构类型."""
        if event.subject is None or event.subject.target is Target.PERSON:
            return "你" if event.subject else ""
        kind = self._bureau.departments[event.subject.key].kind
        return f"你{YOU.get(kind, kind)}"

    def _responsible_title(self, event: Event) -> str:
        person = self._bureau.people.get(event.people.get("防控责任人") or "")
        return person.title if person else ""


def meeting(events: Sequence[Event], rows: Sequence[Any]) -> Any:
    """One meeting: who was to come and came, by 到会, and its rows for two columns where they are many.

    No row says anything of 到会 in a list that is printed beforehand: then nobody is counted.
    """
    came = Counter(event.row.text("到会") for event in events)
    values: dict[str, Any] = {"due": len(events)}
    if came.total() > came[""]:
        values |= {"present": came["出席"], "excused": came["请假"], "absent": came["缺席"]}
    if len(rows) >= TWO_COLUMNS:
        first = (len(rows) + 1) // 2
        values["half"] = tuple(zip(rows[:first], (*rows[first:], ""), strict=False))
    return MeetingView.of(values)


def _steps(risk: Risk) -> tuple[Any, ...]:
    found = steps(risk.procedure)
    keys = key_steps(found, risk.row.text("关键环节"))
    return tuple(
        StepView.of({"name": name, "key": name in keys, "index": place}) for place, name in enumerate(found, start=1)
    )


def _rate_good(event: Event) -> str:
    """优秀 and 良好 of 有效 in per cent, "93.2%"."""
    valid, *good = (number(event.row, column) for column in ("有效", "优秀", "良好"))
    counted = [count for count in good if count is not None]
    if not valid or len(counted) < len(good):
        return ""
    rate = 100 * sum(counted, Decimal(0)) / valid
    return f"{rate.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
