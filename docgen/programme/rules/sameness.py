"""Tables that were copied where they should have been thought over: as last year's almost word for word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from docgen.findings import Finding, warning
from docgen.programme.model import Department, Person, Risk
from docgen.programme.references import other_places
from docgen.programme.rules.case import Case
from docgen.programme.standing import standing
from docgen.workbook.names import normal_word

AS_LAST_YEAR = 0.95
"""Jaccard similarity of character triples from which a table is as last year's (workbook rules: sameness)."""

LEAST = 12
"""Characters that a text must have to count."""


def sameness(case: Case) -> Iterator[Finding]:
    """People's and departments' tables against those at the end of the year before; each told once."""
    if case.last is None:
        return
    before = standing(case.last, date.max)
    yield from _told("people", "工号", case.bureau.people, before.people)
    yield from _told("departments", "机构名称", case.bureau.departments, before.departments)


Owners = Mapping[str, Person] | Mapping[str, Department]


def _told(sort: str, column: str, now: Owners, then: Owners) -> Iterator[Finding]:
    alike = [
        owner for key, owner in now.items() if key in then and likeness(owner.risks, then[key].risks) >= AS_LAST_YEAR
    ]
    if alike:
        first, *others = (owner.risks[0].row for owner in alike)
        values = {"name": alike[0].name, "count": len(alike), "others": other_places(others, column)}
        yield warning(f"sameness.year/{sort}", first.at(column), first.raw(column), **values)


def likeness(one: Iterable[Risk], other: Iterable[Risk]) -> float:
    """How alike two tables are, from 0 to 1, by their 风险内容, 表现形式 and 防控措施; 0 where a text is too short."""
    texts = ["".join(map(_text, risks)) for risks in (one, other)]
    if min(map(len, texts)) < LEAST:
        return 0.0
    first, second = ({text[place : place + 3] for place in range(len(text) - 2)} for text in texts)
    return len(first & second) / len(first | second)


def _text(risk: Risk) -> str:
    return normal_word(f"{risk.content}{risk.manifestation}{risk.measure}")
