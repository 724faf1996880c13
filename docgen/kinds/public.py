"""What a public kind's template may show: no column of the workbook that its `shows` does not name.

What is printed is told from the template's tags alone, so that nothing depends on what one year's rows hold. Where the
tags leave open whose a name is, every column that it may mean counts: more than is printed, never less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from docgen.errors import Place, TemplateProblem
from docgen.form.names import bound_names
from docgen.kinds.kind import Kind
from docgen.kinds.mentions import tags
from docgen.kinds.views import (
    EVENT_VIEWS,
    VIEWS,
    BureauView,
    ChartsView,
    CountsView,
    DepartmentView,
    EvaluationView,
    ItemView,
    MemberView,
    NamesView,
    OpinionView,
    PersonView,
    ProblemView,
    ResultView,
    RiskView,
    ScoresView,
    StepView,
)
from docgen.programme.cases import SIGNALS
from docgen.word.tag import parse_tag
from docgen.workbook.columns import Reference
from docgen.workbook.schema import SHEETS

Views = frozenset[Any]
"""The classes of records that an expression may stand for, one of them or a list."""

FREE: Views = frozenset()
"""Nothing that has columns: the settings of 单位, the document, plain texts and numbers."""

ANY: Views = frozenset(
    (
        *(RiskView, PersonView, DepartmentView, MemberView, OpinionView, ScoresView, ChartsView),
        *(ResultView, EvaluationView, ItemView, ProblemView, NamesView),
        *EVENT_VIEWS.values(),
    )
)

_PEOPLE: Views = frozenset((PersonView,))
_DEPARTMENTS: Views = frozenset((DepartmentView,))
_RISKS: Views = frozenset((RiskView,))
_DISPOSALS: Views = frozenset((EVENT_VIEWS[SIGNALS],))
_SCORES: Views = frozenset((ScoresView,))
_NAMES: Views = frozenset((NamesView,))
_ITEMS: Views = frozenset((ItemView,))
_COUNTS: Views = frozenset((CountsView,))

NAMES: Mapping[str, Views] = {
    "person": _PEOPLE,
    "department": _DEPARTMENTS,
    "risks": _RISKS,
    "opinions": frozenset((OpinionView,)),
    "group": frozenset((MemberView,)),
    "votes": frozenset((EVENT_VIEWS["民主测评"],)),
    "adjustments": frozenset((EVENT_VIEWS["风险调整"],)),
    "charts": frozenset((ChartsView,)),
    "results": frozenset((ResultView,)),
    "evaluation": frozenset((EvaluationView,)),
}
"""What a template is given that has columns, but for `event` (see `context`)."""

FIELDS: Mapping[str, Views] = {
    **{sheet: frozenset((view,)) for sheet, view in EVENT_VIEWS.items()},
    "disposals": _DISPOSALS,
    "earlier": _DISPOSALS,
    "risks": _RISKS,
    "risk": _RISKS,
    **dict.fromkeys(("people", "leaders", "followed_by", "responsible", "person"), _PEOPLE),
    **dict.fromkeys(("head", "leader", "主要负责人", "answerable", "offender", "leader_in_charge"), _PEOPLE),
    **{
        column.name: _PEOPLE
        for sheet in SHEETS.values()
        for column in sheet.columns
        if column.reference is Reference.PERSON
    },
    **dict.fromkeys(("departments", "leads", "heads"), _DEPARTMENTS),
    **dict.fromkeys(("owner", "subject", "对象"), _PEOPLE | _DEPARTMENTS),
    "steps": frozenset((StepView,)),
    "scores": _SCORES,
    "counts": _COUNTS,
    "meeting": FREE,
    **dict.fromkeys(("problems", "first"), frozenset((ProblemView,))),
    **dict.fromkeys(("items", "weaknesses", "strong", "weak"), _ITEMS),
    **dict.fromkeys(("excellent", "passed", "failed", "to_commend", "unscored", "full"), _NAMES),
    "commended_departments": _NAMES,
    "department": _DEPARTMENTS,
    "commended_people": _PEOPLE,
}
"""What stands behind a point that has fields of its own."""

MADE_OF: Mapping[str, tuple[str, ...]] = {
    "level": ("风险等级",),
    "derived": ("发生几率", "危害程度"),
    "steps": ("工作程序",),
    "department": ("机构名称",),
    "sort": ("风险类别", "事项类别"),
    "promises": ("承诺内容", "风险内容", "表现形式", "防控措施"),
    "addressee": ("对象",),
    "responsible_title": ("职务",),
    "demands": ("整改要求",),
    "decided_by": ("决定机关",),
    "case": ("编号", "处置方式"),
    "worth": ("分值",),
    "own": ("自查得分",),
    "inspected": ("检查得分",),
    "leaders": ("领导评分",),
    "bonus": ("加减分",),
    "inspectors": ("检查人",),
    "date": ("检查日期",),
    "levels": ("机构名称", "风险等级"),
    "grades": ("风险等级",),
    "results": ("机构名称", "自查得分", "检查得分", "领导评分", "加减分"),
    "names": ("机构名称",),
    "text": ("机构名称",),
    "item": ("考核项目",),
    **dict.fromkeys(("grading", "spread"), ("机构名称",)),
    "lost": ("检查得分",),
    "reason": ("扣分原因",),
    "problem": ("存在问题",),
    "remedy": ("整改措施",),
}
"""What is worked out and tells what stands in cells: its columns. `post` is there to be public (see `Derived`)."""

COLUMNS = frozenset(column.name for name, sheet in SHEETS.items() if name != "单位" for column in sheet.columns)
"""What `shows` is about; the settings of 单位 are the office's own."""

_SETTINGS = frozenset(column.name for column in SHEETS["单位"].settings)
_KNOWN = frozenset(name for view in VIEWS.values() for name in view._places)
_PLAIN = _KNOWN - FIELDS.keys() - {"rows", "half"}
"""The fields that are texts and numbers."""
_OF_VALUES = frozenset((*dir(str), *dir(list), *dir(dict), "grouper", "list"))
"""What Jinja gives of texts, lists, tables and groups."""

_FIRST = {"groupby", "selectattr", "rejectattr", "attr", "sum"}
_SECOND = {"join"}
_ANYWHERE = {"sort", "unique", "min", "max"}
"""Filters that name a field by a text: as their first argument, the second, or as one of them."""

_OF_FIELDS = {"map", "groupby", "attr", "sum", "join"}
"""Filters that give of each record the field that they name, and nothing else of it."""

_COUNTED = {"length", "count"}


def outside(template: bytes, kind: Kind) -> tuple[str, ...]:
    """The headings of what the template shows and `shows` does not name, in order of first mention.

    A column that only this office has is outside, for `shows` cannot name it. Raises TemplateProblem for a file that
    is no Word document. A template whose tags cannot be read shows nothing: compiling tells that.
    """
    if not kind.public:
        return ()
    found: list[str] = []
    for part in tags(template, str(kind.form)):
        bare = "".join(parse_tag(tag).bare for tag in part)
        try:
            tree = Environment().parse(bare)
        except TemplateSyntaxError:
            continue
        reading = _Reading(_of_events(kind))
        reading.visit(tree, {})
        found += reading.columns
    return tuple(name for name in dict.fromkeys(found) if name not in kind.shows)


def must_stay_inside(template: bytes, kind: Kind) -> None:
    """Raises TemplateProblem for a template that shows what it may not, naming the headings."""
    if names := outside(template, kind):
        raise TemplateProblem("kind.not-shown", place=Place(str(kind.form)), columns="、".join(names), file=kind.form)


def _of_events(kind: Kind) -> Views:
    return frozenset((EVENT_VIEWS[kind.rows],)) if kind.rows else FREE


NamedViews = dict[str, Views]


@dataclass
class _Reading:
    events: Views
    columns: list[str] = field(default_factory=list)

    def visit(self, node: nodes.Node, scope: NamedViews) -> None:
        """Take in what a node shows; what it sets is put into `scope`."""
        match node:
            case nodes.Template():
                self._all(node.body, scope)
                if any(_by_value(item) for item in node.find_all((nodes.Getitem, nodes.Filter))):
                    # Which column is worked out when the document is made: any that the template names may be meant.
                    for text in node.find_all(nodes.Const):
                        if isinstance(text.value, str):
                            self.columns += _columns(text.value, ANY)
            case nodes.Output(nodes=printed):
                for item in printed:
                    self.visit(item, scope)
                    self._print(item, scope)
            case nodes.For(target=target, iter=source):
                self._take(source, scope)
                inner = scope | self._given(target, source, scope) | {"loop": FREE}
                self._all([*([node.test] if node.test else []), *node.body], inner)
                self._all(node.else_, dict(scope))
            case nodes.Assign(target=target, node=value):
                self._take(value, scope)
                # It may stand in one of two branches: what the name stood for before counts too.
                given = self._given(target, value, scope)
                scope |= {name: records | scope.get(name, FREE) for name, records in given.items()}
            case nodes.With(targets=targets, values=values):
                inner = dict(scope)
                for target, value in zip(targets, values, strict=True):
                    self._take(value, scope)
                    inner |= self._given(target, value, scope)
                self._all(node.body, inner)
            case nodes.Macro(args=bound) | nodes.CallBlock(args=bound):
                given = dict.fromkeys((name for target in bound for name in bound_names(target)), ANY)
                self._all(node.iter_child_nodes(), scope | given)
            case nodes.Getattr(node=owner, attr=name):
                self.visit(owner, scope)
                self._show(name, self._records(owner, scope))
            case nodes.Getitem(node=owner, arg=nodes.Const(value=str() as name)):
                self.visit(owner, scope)
                self._show(name, self._records(owner, scope))
            case nodes.Filter(node=nodes.Expr() as owner) as applied:
                self._all(node.iter_child_nodes(), scope)
                for path in _named(applied):
                    field: nodes.Expr = owner
                    for name in path:
                        self._show(name, self._records(field, scope))
                        field = nodes.Getattr(field, name, "load")
                    self._print(field, scope)
            case nodes.Call():
                self._all(node.iter_child_nodes(), scope)
                for given_to in node.iter_child_nodes(exclude=("node",)):
                    self._print(given_to, scope)  # what a macro does with it is not followed
            case _:
                self._all(node.iter_child_nodes(), scope)

    def _all(self, children: Iterable[nodes.Node], scope: NamedViews) -> None:
        for child in children:
            self.visit(child, scope)

    def _take(self, value: nodes.Node, scope: NamedViews) -> None:
        """A value that gets a name; of what kind it is, is known later on, or else it counts as printed here."""
        self.visit(value, scope)
        if self._records(value, scope) == ANY:
            self._print(value, scope)

    def _print(self, node: nodes.Node, scope: NamedViews) -> None:
        """Count what a record prints that is printed itself: its name."""
        match node:
            case nodes.Test() | nodes.Compare() | nodes.Not():
                return
            case nodes.Filter(name=name) if name in _COUNTED:
                return
            case nodes.Filter(name=name) if name in _OF_FIELDS and any(_named(node)):
                return  # the field is counted where it is named
            case nodes.CondExpr(expr1=one, expr2=other):
                self._print(one, scope)
                if other is not None:
                    self._print(other, scope)
            case nodes.Getattr(node=owner, attr=name) | nodes.Getitem(node=owner, arg=nodes.Const(value=str() as name)):
                if not _is_cell(name, self._records(owner, scope)):
                    self._print_records(node, scope)
            case nodes.Name():
                self._print_records(node, scope)
            case _:
                for child in node.iter_child_nodes():
                    self._print(child, scope)

    def _print_records(self, node: nodes.Node, scope: NamedViews) -> None:
        records = self._records(node, scope)
        if records != ANY:
            headings = sorted({view._aliases[view._shown][0] for view in records})
            self.columns += [name for name in headings if name in COLUMNS]

    def _show(self, name: str, owners: Views) -> None:
        self.columns += _columns(name, owners)
        if owners and name not in _KNOWN | _OF_VALUES and name not in COLUMNS:
            self.columns.append(name)  # only this office has it

    def _given(self, target: nodes.Node, source: nodes.Node, scope: NamedViews) -> NamedViews:
        """The names that a loop or an assignment gives values to, with what they stand for."""
        return dict.fromkeys(
            bound_names(target), self._records(source, scope) if isinstance(target, nodes.Name) else ANY
        )

    def _records(self, node: nodes.Node, scope: NamedViews) -> Views:
        """What an expression may stand for."""
        match node:
            case nodes.Name(name=name):
                if name in scope:
                    return scope[name]
                return self.events if name == "event" else NAMES.get(name, FREE)
            case nodes.Getattr(node=owner, attr=name) | nodes.Getitem(node=owner, arg=nodes.Const(value=str() as name)):
                owners = self._records(owner, scope)
                if name == "rows":
                    return owners - _SCORES or ANY  # those of an event, or of a department's scores
                if owners and owners <= _SCORES | _COUNTS:
                    return FREE
                return FREE if name in _PLAIN else FIELDS.get(name, ANY)
            case nodes.CondExpr(expr1=one, expr2=other):
                return self._records(one, scope) | (self._records(other, scope) if other else FREE)
            case nodes.Or(left=one, right=other) | nodes.And(left=one, right=other):
                return self._records(one, scope) | self._records(other, scope)
            case nodes.Filter(name=name) if name in _COUNTED:
                return FREE
            case nodes.Const() | nodes.Call(node=nodes.Name(name="namespace" | "range" | "cycler" | "joiner")):
                return FREE
            case nodes.Filter(node=nodes.Expr() as inner, name=name) if name not in {"map", "groupby", "attr"}:
                return self._records(inner, scope)
            case nodes.Getitem(node=inner):
                return self._records(inner, scope)
            case _:
                return ANY


def _columns(name: str, owners: Views) -> Iterator[str]:
    """The headings of columns that a field of these records prints."""
    for heading in _headings(name, owners):
        if heading in COLUMNS:
            yield heading
        yield from MADE_OF.get(heading, ())


def _headings(name: str, owners: Views) -> list[str]:
    return sorted({view._aliases[view._places[name]][0] for view in owners if name in view._places})


def _is_cell(name: str, owners: Views) -> bool:
    """Whether a field is a cell of the workbook and counted as its column, or a setting of 单位."""
    if owners:
        return any(heading in COLUMNS for heading in _headings(name, owners))
    return any(heading in _SETTINGS for heading in _headings(name, frozenset((BureauView,))))


def _by_value(node: nodes.Node) -> bool:
    """Whether a field is asked for by a name that only the values tell."""
    if isinstance(node, nodes.Getitem):
        return not isinstance(node.arg, nodes.Const | nodes.Slice | nodes.Neg)
    return isinstance(node, nodes.Filter) and node.name == "attr" and not isinstance(node.args[0], nodes.Const)


def _named(node: nodes.Filter) -> Iterator[list[str]]:
    """The fields that a filter names by texts, each as the way to it."""
    given: list[nodes.Expr] = [item.value for item in node.kwargs if item.key == "attribute"]
    if node.name in _FIRST:
        given += node.args[:1]
    elif node.name in _SECOND:
        given += node.args[1:2]
    elif node.name in _ANYWHERE:
        given += node.args
    for item in given:
        if isinstance(item, nodes.Const) and isinstance(item.value, str):
            for text in item.value.split(","):
                yield [name for name in text.strip().split(".") if not name.isdecimal()]
