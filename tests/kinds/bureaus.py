"""A small bureau made by hand, for tests that need no workbook."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from string import ascii_uppercase
from typing import Any, TypeVar

from docgen.kinds.kind import SHIPPED, Kinds, load_kinds
from docgen.programme.model import (
    Bureau,
    Deadlines,
    Department,
    Grade,
    Opinion,
    Person,
    Risk,
    RowText,
    Step,
    Subject,
    Target,
)
from docgen.workbook.rows import Row, SheetCell

Record = TypeVar("Record", Person, Department, Risk)

FEW_KINDS = ("personal_check", "department_check", "leadership_check")
"""The kinds that tests of planning and making make: they show it as well as all, and are quicker made."""


def few_kinds() -> Kinds:
    """The three check tables."""
    shipped = load_kinds([SHIPPED])
    return Kinds({key: shipped[key] for key in FEW_KINDS}, {})


ROW = Row("书.xlsx", "人员", 2, {})

HEADINGS = {
    record: {name: field.heading for name, field in vars(record).items() if isinstance(field, RowText)}
    for record in (Person, Department, Risk)
}
"""By record: its fields that are texts of its row, each with its heading."""


def setting(value: str) -> Row:
    return Row("书.xlsx", "单位", 2, {"内容": SheetCell(value, value, "B2")})


def made(record: type[Record], sheet: str, values: dict[str, Any]) -> Record:
    """A record of these fields, those that are texts of its row put into a row."""
    headings = HEADINGS[record]
    texts = {headings[name]: value for name, value in values.items() if name in headings}
    cells = {
        heading: SheetCell(text, text, f"{letter}2")
        for (heading, text), letter in zip(texts.items(), ascii_uppercase, strict=False)
    }
    own = {name: value for name, value in values.items() if name not in headings}
    return record(row=Row("书.xlsx", sheet, 2, cells), **own)


def with_fields(record: Record, **values: Any) -> Record:
    """The record with other fields, those that are texts of its row changed there."""
    names = {*HEADINGS[type(record)], *(item.name for item in fields(record))} - {"row"}
    return made(type(record), record.row.sheet, {name: getattr(record, name) for name in names} | values)


def risk(owner: Subject, number: str, **values: Any) -> Risk:
    facts: dict[str, Any] = {
        "owner": owner,
        "number": number,
        "category": "岗位职责",
        "content": "审核材料把关不严",
        "manifestation": "未核对原件即予受理",
        "likelihood": "中",
        "severity": "中",
        "grade": Grade.SECOND,
        "measure": "双人核对原件",
    }
    return made(Risk, f"{owner.target}风险点", facts | values)


def person(key: str, name: str, department: str | None, **values: Any) -> Person:
    facts: dict[str, Any] = {
        "id": key,
        "name": name,
        "department": department,
        "title": "科员",
        "post": "内勤",
        "duties": "受理与登记",
        "is_leader": False,
        "politics": "中共党员",
        "risks": (risk(Subject(Target.PERSON, key), f"GR-{key}-1"),),
    }
    return made(Person, "人员", facts | values)


def department(name: str, kind: str, head: str, leader: str) -> Department:
    own = risk(Subject(Target.DEPARTMENT, name), f"JG-{name}-1", process="行政确认", procedure="初审、复核、审批")
    facts = {"name": name, "kind": kind, "head": head, "leader": leader, "functions": "综合协调", "risks": (own,)}
    return made(Department, "机构", facts)


def opinion(target: Target, key: str, step: Step, text: str, signer_name: str, day: date) -> Opinion:
    return Opinion(ROW, Subject(target, key), step, text, None, signer_name, day)


def bureau(**values: Any) -> Bureau:
    people = (
        person("001", "钟启明", None, is_leader=True, title="局长"),
        person("002", "郑远", None, is_leader=True, title="副局长"),
        person("003", "揭文清", "综合股", title="股长"),
        person("004", "李明", "综合股"),
        person("005", "李明", "城关司法所"),
    )
    departments = (department("综合股", "股室", "003", "002"), department("城关司法所", "司法所", "005", "002"))
    facts: dict[str, Any] = {
        "name": "云岭县司法局",
        "short_name": "县司法局",
        "year": 2026,
        "settings": {"监督电话": setting("0000-1234567"), "党组织名称": setting("中共云岭县司法局支部委员会")},
        "head": "001",
        "deadlines": Deadlines(date(2026, 9, 15), date(2026, 12, 5), date(2026, 12, 15), date(2026, 12, 31)),
        "people": {item.id: item for item in people},
        "departments": {item.name: item for item in departments},
        "leadership_risks": (
            risk(Subject(Target.LEADERSHIP), "BZ-1", matter="大额资金使用", category="", people={"责任领导": "001"}),
        ),
    }
    return Bureau(**(facts | values))
