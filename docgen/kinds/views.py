"""What templates see of the domain: records that answer to the workbook's headings and to English names.

A record is a tuple, so that it is quick to make, to compare, to send and to take a digest of. Where its values stand
is said by one table, below: the headings of its sheet in the schema's order, what is worked out besides, and last the
columns that only this office has. Every missing value is "" and never None.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from docgen.programme.deadlines import SET
from docgen.programme.model import EVENT_SHEETS
from docgen.workbook.schema import SHEETS


class Day(date):
    """A date that prints as 2026年9月5日: Arabic figures without leading zeros (GB/T 9704-2012, 7.3.5.3)."""

    __slots__ = ()

    def __str__(self) -> str:
        return chinese_date(self)


class View(tuple[Any, ...]):
    """One object. As text it is its name."""

    __slots__ = ()
    _places: ClassVar[Mapping[str, int]] = {}
    """Heading or English name → place."""
    _aliases: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """The names of each place."""
    _empty: ClassVar[tuple[Any, ...]] = ((),)
    _shown: ClassVar[int] = 0

    @classmethod
    def of(cls, values: Mapping[str, Any], own: Iterable[tuple[str, Any]] = ()) -> Any:
        """The record with these values by heading or English name, and the office's own columns."""
        made = list(cls._empty)
        for name, value in values.items():
            made[cls._places[name]] = value
        made[-1] = tuple(own)
        return cls(made)

    def __str__(self) -> str:
        return str(tuple.__getitem__(self, self._shown))

    def __getattr__(self, name: str) -> Any:
        # Only what the class does not have comes here: the columns of this office alone.
        for heading, value in tuple.__getitem__(self, -1):
            if heading == name:
                return value
        raise AttributeError(name)

    def __getitem__(self, key: Any) -> Any:
        """As a tuple's, or by a name that no template could write behind a point: {{ event["得分(分)"] }}."""
        if type(key) is not str:
            return tuple.__getitem__(self, key)
        place = self._places.get(key)
        if place is not None:
            return tuple.__getitem__(self, place)
        try:
            return self.__getattr__(key)
        except AttributeError:
            raise KeyError(key) from None

    def with_values(self, **values: Any) -> Any:
        """The same with some values changed, by English name or heading."""
        made = list(self)
        for name, value in values.items():
            made[self._places[name]] = value
        return type(self)(made)


_MOST = 100
_Places = namedtuple("_Places", [f"place{number}" for number in range(_MOST)])  # type: ignore[misc]
_GETTERS = list(map(vars(_Places).__getitem__, _Places._fields))
"""What reads a tuple's place as an attribute, as fast as Python can."""


def _record(
    name: str,
    headings: Iterable[str],
    english: Mapping[str, str],
    more: Mapping[str, Any] | None = None,
    shown: str = "",
    told: str = "",
) -> Any:
    """A class of records: `english` gives further names of headings, `more` what has no heading, with its empty value.

    `shown` is the heading that the record prints as.
    """
    columns = list(dict.fromkeys(headings))
    added = dict(more or {})
    places = {heading: place for place, heading in enumerate((*columns, *added))}
    places |= {alias: places[heading] for alias, heading in english.items()}
    body: dict[str, Any] = {
        "__slots__": (),
        "__module__": __name__,
        "__doc__": told or f"`{name}` in a template.",
        "_places": places,
        "_aliases": tuple(
            tuple(alias for alias, at in places.items() if at == place) for place in range(len(columns) + len(added))
        ),
        "_empty": (*("" for _ in columns), *added.values(), ()),
        "_shown": places[shown] if shown else 0,
    }
    # A tuple's own methods are no names of a template.
    body |= dict.fromkeys(("count", "index"), property(_no_name))
    body |= {alias: _GETTERS[place] for alias, place in places.items() if alias.isidentifier()}
    return type(name, (View,), body)


def _no_name(record: View) -> Any:
    raise AttributeError


def _columns(*sheets: str) -> list[str]:
    return [column.name for sheet in sheets for column in SHEETS[sheet].columns]


EVENT_LISTS: Mapping[str, Any] = dict.fromkeys(EVENT_SHEETS, ())
"""Every object has its rows of each event sheet under the sheet's name."""

RISK_SHEETS = ("个人风险点", "机构风险点", "班子风险点")

ENGLISH: Mapping[str, Mapping[str, str]] = {
    "单位": {
        "name": "单位名称",
        "short_name": "单位简称",
        "year": "年度",
        "party_branch": "党组织名称",
        "group_name": "领导小组名称",
        "hotline": "监督电话",
        "email": "监督邮箱",
        "head": "主要负责人",
        "disposals": "预警处置",
    },
    "领导小组": {"role": "小组职务", "name": "姓名", "title": "职务"},
    "人员": {
        "id": "工号",
        "name": "姓名",
        "department": "机构",
        "title": "职务",
        "post": "岗位",
        "politics": "政治面貌",
        "duties": "岗位职责",
    },
    "机构": {"name": "机构名称", "kind": "机构类型", "head": "负责人", "leader": "分管领导", "functions": "主要职能"},
    "风险": {
        "number": "风险编号",
        "category": "风险类别",
        "content": "风险内容",
        "manifestation": "表现形式",
        "found_by": "查找方式",
        "likelihood": "发生几率",
        "severity": "危害程度",
        "grade": "风险等级",
        "measure": "防控措施",
        "process": "业务环节",
        "procedure": "工作程序",
        "matter": "事项类别",
        "answerable": "责任领导",
    },
    "审核意见": {"step": "环节", "text": "意见", "signer": "审核人", "date": "日期"},
    "责任追究": {"offender": "直接责任人", "leader_in_charge": "分管领导"},
}
"""Sheet → English name → heading: the only place where the two are told to be one."""

TallyView = _record(
    "TallyView", (), {}, {"name": "", "first": "", "second": "", "third": "", "unknown": "", "total": ""}, "name"
)
RegisterView = _record(
    "RegisterView",
    (),
    {},
    {"risks": (), "levels": ("", "", ""), "by_department": (), "by_category": (), "total": TallyView.of({})},
    "total",
)
FiledView = _record(
    "FiledView",
    ("档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"),
    {},
    {"place": ""},
    "题名",
)
FilingClassView = _record("FilingClassView", (), {}, {"name": "", "code": "", "count": "", "files": ()}, "name")
ArchiveView = _record(
    "ArchiveView",
    ("全宗号", "全宗名称", "保管期限"),
    {},
    {"classes": (), "count": 0, "pages": 0, "unpaged": 0},
    "保管期限",
)
CountsView = _record(
    "CountsView", (), {}, {"people": "", "departments": "", "risks": "", "first": "", "second": "", "third": ""}
)
StepView = _record("StepView", (), {}, {"name": "", "key": False, "index": 0}, "name")
ScoresView = _record(
    "ScoresView",
    (),
    {},
    {"rows": (), "worth": "", "own": "", "inspected": "", "leaders": "", "bonus": "", "composite": "", "grade": ""}
    | {"inspectors": (), "date": ""},
    "composite",
)
MeetingView = _record("MeetingView", (), {}, {"due": "", "present": "", "excused": "", "absent": "", "half": ()}, "due")
BureauView = _record(
    "BureauView",
    (column.name for column in SHEETS["单位"].settings),
    ENGLISH["单位"],
    {"people": (), "departments": (), "risks": (), "leaders": (), "counts": CountsView.of({}), **EVENT_LISTS},
    "单位名称",
)
PersonView = _record(
    "PersonView",
    _columns("人员"),
    ENGLISH["人员"],
    {"is_leader": False, "is_head": False, "risks": (), "promises": (), "leads": (), "heads": (), **EVENT_LISTS},
    "姓名",
)
DepartmentView = _record(
    "DepartmentView",
    _columns("机构"),
    ENGLISH["机构"],
    {"people": (), "risks": (), "scores": ScoresView.of({}), **EVENT_LISTS},
    "机构名称",
)
RiskView = _record(
    "RiskView",
    _columns(*RISK_SHEETS),
    ENGLISH["风险"],
    {"owner": "", "derived": "", "level": "", "responsible": "", "followed_by": (), "steps": (), "post": ""}
    | {"department": "", "sort": ""},
    "风险编号",
)
MemberView = _record("MemberView", _columns("领导小组"), ENGLISH["领导小组"], {"person": ""}, "姓名")
OpinionView = _record(
    "OpinionView",
    ("环节", "意见", "审核人", "日期"),
    ENGLISH["审核意见"],
    {"role": "", "label": "", "seal": "", "given": False},
    "意见",
)
DeadlinesView = _record("DeadlinesView", (), {}, dict.fromkeys(SET, ""), "reply")
ChartsView = _record("ChartsView", (), {}, {"levels": "", "grades": "", "results": ""}, "levels")
NamesView = _record("NamesView", (), {}, {"count": 0, "names": (), "text": ""}, "text")
CountView = _record("CountView", (), {}, {"name": "", "count": 0, "last": ""}, "name")
SumView = _record("SumView", (), {}, {"total": 0, "rows": (), "text": "", "last": "", "change": ""}, "total")
FiguresView = _record(
    "FiguresView",
    (),
    {},
    {"year": "", "people": 0, "people_with_risks": 0, "departments": 0, "meetings": 0, "accountability": 0}
    | dict.fromkeys(("levels", "categories", "activities", "signals", "sources", "adjustments"), SumView.of({}))
    | dict.fromkeys(("closed", "to_review", "open", "overdue", "in_time", "late"), 0)
    | {
        "closing": "",
        "in_time_rate": "",
        "commended_departments": NamesView.of({}),
        "commended_people": (),
        "last": "",
    },
    "year",
)
ProblemView = _record(
    "ProblemView",
    (),
    {},
    {"department": "", "item": "", "lost": "", "reason": "", "problem": "", "remedy": ""},
    "reason",
)
ItemView = _record(
    "ItemView",
    (),
    {},
    {"number": "", "item": "", "worth": "", "average": "", "rate": "", "full": NamesView.of({})}
    | {"problems": (), "first": (), "others": 0},
    "item",
)
ResultView = _record(
    "ResultView",
    (),
    {},
    {"department": "", "rank": "", "tied": False, "place": "", "own": "", "inspected": "", "leaders": "", "bonus": ""}
    | {"composite": "", "grade": "", "last": "", "change": ""},
    "department",
)
EvaluationView = _record(
    "EvaluationView",
    (),
    {},
    {"scored": 0, "ranked": False, "average": "", "highest": "", "lowest": "", "last": "", "grading": "", "spread": ""}
    | dict.fromkeys(("excellent", "passed", "failed", "to_commend", "unscored"), NamesView.of({}))
    | {"items": (), "weaknesses": (), "problems": (), "strong": "", "weak": ""},
    "average",
)
PeriodView = _record("PeriodView", (), {}, {"first": "", "last": "", "days": ""}, "first")
OfficeView = _record("OfficeView", (), {}, {"typed": False, "names": False}, "typed")
MatterView = _record("MatterView", ("事项类别",), {"name": "事项类别"}, {"risks": ()})
DocumentView = _record(
    "DocumentView",
    (),
    {},
    {"title": "", "id": "", "number": "", "date": "", "copy": "", "others": "", "paper": "", "turn": 0}
    | {"issuer": "", "full_title": "", "to": "", "copies": "", "disclosure": "", "printer": "", "cited": ()},
    "title",
)

OF_SHEET: Mapping[str, Mapping[str, Any]] = {
    "预警处置": {"risk": "", "earlier": "", "addressee": "", "you": "", "responsible_title": ""}
    | {"demands": ()}
    | {"state": "", "days_over": "", "case": ""},
    "责任追究": {"decided_by": ""},
    "风险调整": {"risk": ""},
    "会议签到": {"meeting": MeetingView.of({})},
    "民主测评": {"rate_good": ""},
}
"""What is worked out of the rows of one event sheet only, with its empty value."""

EVENT_VIEWS: Mapping[str, Any] = {
    sheet: _record(
        f"{sheet}View",
        _columns(sheet),
        ({"number": "编号"} if "编号" in _columns(sheet) else {}) | dict(ENGLISH.get(sheet, {})),
        {"subject": "", "rows": (), **OF_SHEET.get(sheet, {})},
        told="`event` of this sheet in a template.",
    )
    for sheet in EVENT_SHEETS
}
"""One class for each event sheet."""

globals().update({view.__name__: view for view in EVENT_VIEWS.values()})  # a worker looks for them by their names

VIEWS: Mapping[str, Any] = {
    view.__name__: view
    for view in (
        *(BureauView, PersonView, DepartmentView, RiskView, MemberView, OpinionView, MatterView, DocumentView),
        *(CountsView, StepView, ScoresView, MeetingView, OfficeView, DeadlinesView, ChartsView, PeriodView),
        *(RegisterView, TallyView, ArchiveView, FilingClassView, FiledView),
        *(NamesView, CountView, SumView, FiguresView, ProblemView, ItemView, ResultView, EvaluationView),
        *EVENT_VIEWS.values(),
    )
}
"""Every class of records by its name."""


def names_of(view: Any) -> frozenset[str]:
    """The names that a record of this class answers to."""
    return frozenset(view._places)


def chinese_date(day: date | None) -> str:
    """2026年9月5日; "" for None."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
