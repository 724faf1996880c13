"""What reports of a whole year tell, as templates see it: the year's figures, the departments' results side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from docgen.form.numerals import chinese
from docgen.kinds.records import told
from docgen.kinds.sentences import (
    changed,
    closed,
    difference,
    graded,
    listed,
    parted,
    percent,
    place_of,
    spread,
    without_stop,
)
from docgen.kinds.views import (
    CountView,
    EvaluationView,
    FiguresView,
    ItemView,
    NamesView,
    ProblemView,
    ResultView,
    SumView,
)
from docgen.programme.cases import SIGNALS, DisposalState, disposal
from docgen.programme.figures import Figures, figures
from docgen.programme.grading import level
from docgen.programme.model import Bureau, Event, Grade, Target
from docgen.programme.ranking import ItemScores, PeoplesNames, Ranked, items, mean, ranking, results
from docgen.programme.scores import GRADES, Result

PROBLEMS = 3
"""Departments that a sentence on one 考核项目 lists."""

CHANGED = {what: f"{what}调整" for what in ("等级", "内容", "措施")}
"""How a sentence calls what 风险调整 changes: 等级调整; a risk itself is 新增 or 撤销."""

UNITS = {"levels": "条", "categories": "条", "activities": "次", "signals": "起", "sources": "起", "adjustments": "项"}
"""The tallies of a year's figures, each with what it is counted in."""


class Reports:
    """The reports of one bureau's year, last year beside it where it is known."""

    def __init__(
        self,
        bureau: Bureau,
        last: Bureau | None = None,
        *,
        on: date | None = None,
        person: Callable[[str], Any] = str,
        department: Callable[[str], Any] = str,
    ) -> None:
        """`person` and `department` give the record of a 工号 and of a 机构名称; `last` is told of as it ended."""
        self.bureau = bureau
        self.last = last
        self._on = on
        self._person = person
        self._department = department

    # ------------------------------------------------------------ figures

    @cached_property
    def figures(self) -> Figures:
        """This year's."""
        return figures(self.bureau, self._on)

    @cached_property
    def last_figures(self) -> Figures | None:
        """Last year's."""
        return figures(self.last) if self.last else None

    def figures_view(self) -> Any:
        """This year's, `last` being last year's."""
        before = self.last_figures
        made = self._figures(self.figures, before)
        return made.with_values(last=self._figures(before, None)) if before else made

    def _figures(self, found: Figures, before: Figures | None) -> Any:
        closing = found.closing
        tallies = {
            name: tally(self._named(name, found), self._named(name, before) if before else None, unit)
            for name, unit in UNITS.items()
        }
        plain = ("year", "people", "people_with_risks", "departments", "meetings", "accountability")
        return FiguresView.of(
            {name: getattr(found, name) for name in plain}
            | {name: getattr(closing, name) for name in ("to_review", "open", "overdue", "in_time", "late")}
            | {
                "closed": closing.closed,
                "closing": closed(closing),
                "in_time_rate": percent(closing.in_time, closing.in_time + closing.late),
                "commended_departments": names(found.commended_departments),
                "commended_people": tuple(map(self._person, found.commended_people)),
            }
            | tallies
        )

    def _named(self, name: str, found: Figures) -> Mapping[str, int]:
        counted: Mapping[str, int] = getattr(found, name)
        if name == "levels":
            return {self.level_name(Grade(grade)): count for grade, count in counted.items()}
        if name == "adjustments":
            return {CHANGED.get(what, what): count for what, count in counted.items()}
        return counted

    def level_name(self, grade: Grade) -> str:
        """How the office calls a level where it stands alone: 一级, 高风险."""
        word = level(grade, self.bureau.setting("等级名称"))
        return word if word.endswith("级") else f"{word}风险"

    # ------------------------------------------------------------ results

    @cached_property
    def places(self) -> tuple[Ranked, ...]:
        """The departments, the highest score first."""
        return ranking(results(self.bureau))

    @cached_property
    def last_scores(self) -> Mapping[str, Decimal]:
        """Last year's composites by this year's names of departments (see 曾用名), of those that had one."""
        found = {
            name: self._last_results.get(name) or self._last_results.get(item.row.text("曾用名"))
            for name, item in self.bureau.departments.items()
        }
        return {name: item.composite for name, item in found.items() if item and item.composite is not None}

    @cached_property
    def _last_results(self) -> Mapping[str, Result]:
        return results(self.last) if self.last else {}

    @cached_property
    def items(self) -> tuple[ItemScores, ...]:
        """The 考核项目 over all departments."""
        return items(self.bureau)

    def results_view(self, *, ranked: bool) -> tuple[Any, ...]:
        """A record for each department; where they are not `ranked`, in their sheet's order with grades alone."""
        if ranked:
            return tuple(map(self._result, self.places))
        return tuple(
            ResultView.of({"department": self._department(place.department), "grade": place.result.grade})
            for place in sorted(self.places, key=self._of_roster)
        )

    def _of_roster(self, item: Any) -> int:
        """The place in 机构 of what is a `department`'s."""
        return self._roster[item.department]

    @cached_property
    def _roster(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.bureau.departments)}

    def _result(self, place: Ranked) -> Any:
        found, before, score = place.result, self.last_scores.get(place.department), place.result.composite
        return ResultView.of(
            {name: told(getattr(found, name)) for name in ("own", "inspected", "leaders", "bonus")}
            | {
                "department": self._department(place.department),
                "rank": place.rank or "",
                "tied": place.tied,
                "place": place_of(place),
                "composite": _or_nothing(score),
                "grade": found.grade,
                "last": _or_nothing(before),
                "change": "" if before is None or score is None else difference(score - before),
            }
        )

    def evaluation_view(self, *, ranked: bool) -> Any:
        """All results together; where departments are not to be `ranked`, without a score."""
        scored = [place for place in self.places if place.rank]
        shown = scored if ranked else sorted(scored, key=self._of_roster)
        by_grade = {grade: [place.department for place in shown if place.result.grade == grade] for grade in GRADES}
        values: dict[str, Any] = {
            "scored": len(scored),
            "ranked": ranked,
            "unscored": names(place.department for place in self.places if not place.rank),
            "grading": graded(by_grade),
            **{
                name: names(by_grade[grade])
                for name, grade in zip(("excellent", "passed", "failed"), GRADES, strict=True)
            },
            "to_commend": names(self._to_commend(by_grade[GRADES[0]])),
        }
        if ranked:
            values |= self._scores(scored)
        told_of = sorted(self.items, key=lambda item: item.rate)
        made = [self._item(item, ranked=ranked) for item in told_of]
        values["items"] = tuple(reversed(made))
        values["weaknesses"] = tuple(
            item.with_values(number=chinese(place) if place < 200 else str(place))
            for place, item in enumerate((item for item in made if item.problems), start=1)
        )
        values["problems"] = tuple(sorted((one for item in made for one in item.problems), key=self._of_roster))
        # The first of several alike would be chosen by nothing but its place.
        if len(told_of) > 1 and ranked:
            if told_of[-1].rate > told_of[-2].rate:
                values["strong"] = made[-1]
            if told_of[0].rate < told_of[1].rate:
                values["weak"] = made[0]
        return EvaluationView.of(values)

    def _scores(self, scored: Sequence[Ranked]) -> dict[str, Any]:
        average = mean(place.result.composite for place in scored)
        before = mean(item.composite for item in self._last_results.values())
        return {
            "average": _or_nothing(average),
            "highest": _or_nothing(scored[0].result.composite) if scored else "",
            "lowest": _or_nothing(scored[-1].result.composite) if scored else "",
            "spread": spread(scored, average, before),
            "last": _or_nothing(before),
        }

    def _to_commend(self, excellent: Sequence[str]) -> Iterable[str]:
        """Those that 表彰 names; while it names none, the best grade's without an open disposal of their own."""
        if self.figures.commended_departments:
            return self.figures.commended_departments
        still = {
            event.subject.key
            for event in self.bureau.events[SIGNALS]
            if event.subject
            and event.subject.target is Target.DEPARTMENT
            and disposal(event, self._on).state is DisposalState.OPEN
        }
        return [name for name in excellent if name not in still]

    def _item(self, item: ItemScores, *, ranked: bool) -> Any:
        problems = [self._problem(lost if ranked else None, event) for lost, event in item.short]
        problems = [problem for problem in problems if problem.reason or problem.problem]
        if not ranked:
            problems.sort(key=self._of_roster)
        scores = {"worth": told(item.worth), "average": item.average, "rate": f"{item.rate}%"} if ranked else {}
        return ItemView.of(
            {"item": item.name, "full": names(item.full), "problems": tuple(problems)}
            | {"first": tuple(problems[:PROBLEMS]), "others": len(problems[PROBLEMS:])}
            | scores
        )

    @cached_property
    def _peoples_names(self) -> PeoplesNames:
        return PeoplesNames(self.bureau)

    def _problem(self, lost: Decimal | None, event: Event) -> Any:
        """What a department lost marks for. A text that names one of the people is left out: reports name no person."""
        texts = {
            name: without_stop(event.row.text(column))
            for name, column in (("reason", "扣分原因"), ("problem", "存在问题"), ("remedy", "整改措施"))
        }
        shown = {name: "" if self._peoples_names.are_in(text) else text for name, text in texts.items()}
        whose = event.subject.key if event.subject else ""
        return ProblemView.of({"department": whose, "item": event.row.text("考核项目"), "lost": told(lost), **shown})


def tally(now: Mapping[str, int], before: Mapping[str, int] | None, unit: str) -> Any:
    """Counts with their sum, the words that part it, and last year's beside them."""
    total = sum(now.values())
    last = sum(before.values()) if before is not None else None
    rows = tuple(
        CountView.of({"name": name, "count": now.get(name, 0), "last": "" if before is None else before.get(name, 0)})
        for name in dict.fromkeys((*now, *(before or {})))
    )
    return SumView.of(
        {"total": total, "rows": rows, "text": parted(now, unit)}
        | {"last": "" if last is None else last, "change": changed(total, last, unit)}
    )


def names(found: Iterable[str]) -> Any:
    """Departments as a sentence lists them."""
    every = tuple(found)
    return NamesView.of({"count": len(every), "names": every, "text": listed(every)})


def _or_nothing(score: Decimal | None) -> Decimal | str:
    """A score with its one decimal, also where that is 0."""
    return "" if score is None else score
