"""The bureau's year as the rest of the program sees it: people, departments, risks, opinions and events.

Plain frozen records made by `assemble`; every one keeps the row it was read from, so that a finding can name its
cell while the rows still have their values. References are resolved to keys (工号, 机构名称); a reference that could
not be resolved is None, has had its finding, and is passed over by the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, Protocol

from docgen.workbook.rows import Row
from docgen.workbook.schema import SHEETS

RECORDS = ("机构", "人员", "个人风险点", "机构风险点", "班子风险点")
"""The sheets of departments, people and risks: one record a row, which reads its texts from the row."""

OPINIONS = "审核意见"
"""Its records hold all that documents are made from; their rows are not asked again."""

EVENT_SHEETS = tuple(name for name in SHEETS if name not in ("单位", "领导小组", *RECORDS, OPINIONS))
"""The sheets whose rows are events, in the order of the workbook."""

NOBODY: Mapping[str, str | None] = MappingProxyType({})


class _OfRow(Protocol):
    @property
    def row(self) -> Row: ...


class RowText:
    """A field of a record that is the text of its row under a heading, "" where its sheet has no such column."""

    def __init__(self, heading: str) -> None:
        self.heading = heading

    def __get__(self, record: _OfRow, owner: type) -> str:
        return record.row.text(self.heading)


class Grade(StrEnum):
    """风险等级, programme section 四(二)."""

    FIRST = "一级"
    SECOND = "二级"
    THIRD = "三级"


class Step(StrEnum):
    """审核意见's 环节, the links of the approval chains."""

    DEPARTMENT_HEAD = "股室负责人"
    LEADER_IN_CHARGE = "分管领导"
    LEADING_GROUP = "领导小组"
    PARTY_BRANCH = "党支部"


class Target(StrEnum):
    """对象类型: whom an opinion or an event is about."""

    PERSON = "个人"
    DEPARTMENT = "机构"
    LEADERSHIP = "班子"
    REGISTER = "登记册"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a row is about: `key` is the 工号 or 机构名称, "" for 班子 and 登记册."""

    target: Target
    key: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk of a person, a department or the leadership."""

    row: Row
    number: str
    """风险编号: GR-007-2, JG-综合股-1, BZ-3."""
    owner: Subject
    grade: Grade | None
    """风险等级 as given, or as derived where the cell is empty; None where neither can be read."""
    people: Mapping[str, str | None] = field(default_factory=lambda: NOBODY)
    """Column name → 工号 for every column that names a person besides the owner: 责任人, 责任领导."""
    derived: Grade | None = None
    """The grade that follows from 发生几率 and 危害程度 by the office's table; None where either cannot be read."""
    category = RowText("风险类别")
    content = RowText("风险内容")
    manifestation = RowText("表现形式")
    likelihood = RowText("发生几率")
    severity = RowText("危害程度")
    measure = RowText("防控措施")
    found_by = RowText("查找方式")
    process = RowText("业务环节")
    procedure = RowText("工作程序")
    matter = RowText("事项类别")

    @property
    def answerable(self) -> str | None:
        """责任领导's 工号, of a risk of the leadership."""
        return self.people.get("责任领导")


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion in an approval chain (审核意见)."""

    row: Row
    subject: Subject | None
    step: Step | None
    text: str
    signer: str | None
    """审核人's 工号, None where unresolved."""
    signer_name: str
    """审核人 as it is to be printed: the person's name."""
    date: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """One member of staff (人员)."""

    row: Row
    id: str
    """工号."""
    department: str | None
    """机构名称; None for a member of the leadership who has none, or where unresolved."""
    is_leader: bool
    """班子成员."""
    risks: tuple[Risk, ...] = ()
    name = RowText("姓名")
    title = RowText("职务")
    post = RowText("岗位")
    duties = RowText("岗位职责")
    politics = RowText("政治面貌")
    id_card = RowText("身份证号")
    phone = RowText("联系电话")

    @property
    def subject(self) -> Subject:
        """Whom rows about the person name: the object that their risks hold already, where there are any."""
        return self.risks[0].owner if self.risks else Subject(Target.PERSON, self.id)


@dataclass(frozen=True, slots=True)
class Department:
    """A section, judicial office or centre (机构)."""

    row: Row
    name: str
    head: str | None
    """负责人's 工号."""
    leader: str | None
    """分管领导's 工号."""
    risks: tuple[Risk, ...] = ()
    kind = RowText("机构类型")
    functions = RowText("主要职能")

    @property
    def people(self) -> Mapping[str, str | None]:
        """Column name → 工号, as other records have it."""
        return {"负责人": self.head, "分管领导": self.leader}


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A member of the leading group (领导小组); people are named, they need not stand in 人员."""

    row: Row
    role: str
    """小组职务."""
    name: str
    title: str
    person: str | None
    """工号 where the name is one person's in 人员."""


@dataclass(frozen=True, slots=True)
class Event:
    """One row of an event sheet (`EVENT_SHEETS`).

    The sheet's own columns are read through `row`; what refers to something else is resolved here.
    """

    row: Row
    number: str = ""
    """What the sheet's key column says (编号), or 风险编号 in 风险调整; "" where the sheet has neither."""
    subject: Subject | None = None
    """Whom 对象类型 and 对象 or the sheet's reference to 机构 name."""
    people: Mapping[str, str | None] = field(default_factory=lambda: NOBODY)
    """Column name → 工号 for every column that names a person."""
    refers: Mapping[str, str | None] = field(default_factory=lambda: NOBODY)
    """Column name → number for every column that names a risk (风险编号) or another row of its sheet (原编号)."""


class EventRow(NamedTuple):
    """Where an event stands."""

    file: str
    sheet: str
    """As the workbook calls it."""
    number: int

    @classmethod
    def of(cls, row: Row) -> EventRow:
        """The place of this row."""
        return cls(row.file, row.sheet, row.number)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The last days of the four stages, as set in 单位 or by the programme (section 四)."""

    mobilise: date
    """动员部署."""
    carry_out: date
    """贯彻执行."""
    inspect: date
    """检查考核."""
    adjust: date
    """调整修正."""


_DEFAULTS = {setting.name: setting.default for setting in SHEETS["单位"].settings}


@dataclass(frozen=True, slots=True)
class Bureau:
    """One bureau's year: the workbooks of one 单位名称 and 年度, assembled."""

    name: str
    short_name: str
    year: int
    settings: Mapping[str, Row]
    """单位's rows by 项目; `cells["内容"]` holds the typed value."""
    head: str | None
    """主要负责人's 工号."""
    deadlines: Deadlines
    people: Mapping[str, Person]
    """By 工号, in the order of the sheet."""
    departments: Mapping[str, Department]
    """By 机构名称, in the order of the sheet."""
    leadership_risks: tuple[Risk, ...] = ()
    group: tuple[GroupMember, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    events: Mapping[str, tuple[Event, ...]] = field(default_factory=lambda: dict.fromkeys(EVENT_SHEETS, ()))
    """By sheet: every one of `EVENT_SHEETS` has its entry."""
    files: tuple[str, ...] = ()
    """The names of the workbooks that it was read from."""
    confirmed: Mapping[str, Risk] = field(default_factory=dict)
    """风险编号 → the risk as its sheet has it, of those that stand otherwise, or not at all, on the documents' day."""
    heads: frozenset[str] = field(init=False, repr=False, compare=False)
    """工号 of everybody who heads a department."""
    _opinions_by_subject: Mapping[Subject | None, tuple[Opinion, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        grouped: dict[Subject | None, list[Opinion]] = {}
        for opinion in self.opinions:
            grouped.setdefault(opinion.subject, []).append(opinion)
        object.__setattr__(self, "_opinions_by_subject", {key: tuple(items) for key, items in grouped.items()})
        heads = frozenset(item.head for item in self.departments.values() if item.head)
        object.__setattr__(self, "heads", heads)

    def risks(self) -> Iterator[Risk]:
        """Every risk: of people, of departments, of the leadership."""
        for person in self.people.values():
            yield from person.risks
        for department in self.departments.values():
            yield from department.risks
        yield from self.leadership_risks

    def setting(self, item: str) -> str:
        """A setting of 单位 as text; what holds by the schema where it is not set, else ""."""
        row = self.settings.get(item)
        text = row.text("内容") if row else ""
        return text or str(_DEFAULTS.get(item, ""))

    def person_name(self, key: str | None) -> str:
        """The name of the person with this 工号, "" for None or nobody."""
        person = self.people.get(key) if key else None
        return person.name if person else ""

    def opinions_by_subject(self) -> Iterator[tuple[Subject, tuple[Opinion, ...]]]:
        """Every subject on which there are opinions, with them, in the order of the sheet."""
        return ((subject, opinions) for subject, opinions in self._opinions_by_subject.items() if subject)

    def opinions_on(self, subject: Subject) -> tuple[Opinion, ...]:
        """The opinions about one subject, in the order of the sheet."""
        return self._opinions_by_subject.get(subject, ())


def is_last_year(one: Bureau, bureau: Bureau) -> bool:
    """Whether one is the other's year before."""
    return (one.name, one.year) == (bureau.name, bureau.year - 1)
