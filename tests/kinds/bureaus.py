"""A small bureau made by hand, for tests that need no workbook."""

from __future__ import annotations

from datetime import date
from typing import Any

from docgen.programme.model import (
    Bureau,
    Deadlines,
    Department,
    Grade,
    Opinion,
    Person,
    Risk,
    Step,
    Subject,
    Target,
)
from docgen.workbook.rows import Cell, Row

ROW = Row("书.xlsx", "人员", 2, {})


def setting(value: str) -> Row:
    return Row("书.xlsx", "单位", 2, {"内容": Cell(value, value, "B2")})


def risk(owner: Subject, number: str, **values: Any) -> Risk:
    facts: dict[str, Any] = {
        "category": "岗位职责",
        "content": "审核材料把关不严",
        "manifestation": "未核对原件即予受理",
        "likelihood": "中",
        "severity": "中",
        "grade": Grade.SECOND,
        "measure": "双人核对原件",
    }
    return Risk(row=ROW, owner=owner, number=number, **(facts | values))


def person(key: str, name: str, department: str | None, **values: Any) -> Person:
    facts: dict[str, Any] = {
        "title": "科员",
        "post": "内勤",
        "duties": "受理与登记",
        "is_leader": False,
        "politics": "中共党员",
        "id_card": "",
        "phone": "",
        "risks": (risk(Subject(Target.PERSON, key), f"GR-{key}-1"),),
    }
    return Person(row=ROW, id=key, name=name, department=department, **(facts | values))


def department(name: str, kind: str, head: str, leader: str) -> Department:
    own = risk(Subject(Target.DEPARTMENT, name), f"JG-{name}-1", process="行政确认", procedure="初审、复核、审批")
    return Department(row=ROW, name=name, kind=kind, head=head, leader=leader, functions="综合协调", risks=(own,))


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
            risk(Subject(Target.LEADERSHIP), "BZ-1", matter="大额资金使用", category="", answerable="001"),
        ),
    }
    return Bureau(**(facts | values))
