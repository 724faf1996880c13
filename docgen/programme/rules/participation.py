"""Everybody takes part: each person, each department, and the leadership in all three matters (programme 三, 四)."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.errors import Place
from docgen.findings import Finding, Severity, finding
from docgen.programme.model import Department, Person
from docgen.programme.rules.case import Case
from docgen.workbook.choices import REQUIRED_MATTERS
from docgen.workbook.names import normal_name
from docgen.workbook.rows import Row
from docgen.workbook.runs import in_words

MANY = 4
"""People, or departments, from which it is told once that not one of them has a risk."""


def participation(case: Case) -> Iterator[Finding]:
    """A warning until the last day of 贯彻执行, an error after it."""
    severity = Severity.ERROR if case.on > case.bureau.deadlines.carry_out else Severity.WARNING
    people, departments = _people_without(case), _departments_without(case)
    if MANY <= len(people) == len(case.bureau.people):
        yield from _nobody("participation.person/all", severity, [person.row for person in people], "工号")
        people = []
    for person in people:
        yield finding("participation.person", severity, person.row.at("工号"), person.row.raw("工号"), name=person.name)
    if MANY <= len(departments) == len(case.bureau.departments):
        yield from _nobody("participation.department/all", severity, [one.row for one in departments], "机构名称")
        departments = []
    for department in departments:
        yield finding("participation.department", severity, department.row.at("机构名称"), department.name)
    covered = {risk.matter for risk in case.bureau.leadership_risks}
    missing = [matter for matter in REQUIRED_MATTERS if matter not in covered]
    if case.lost.may_lie_unread("班子风险点"):
        return
    if missing and not any("事项类别" in row.broken for row in case.rows("班子风险点")):
        yield finding("participation.leadership", severity, _leadership_sheet(case), missing="、".join(missing))


def _nobody(key: str, severity: Severity, rows: list[Row], column: str) -> Iterator[Finding]:
    """Where nothing has been filled in yet, that is told once a workbook."""
    for file in dict.fromkeys(row.file for row in rows):
        own = [row for row in rows if row.file == file]
        cells = [row.at(column).cell or "" for row in own]
        at, raw = own[0].at(column), own[0].raw(column)
        yield finding(key, severity, at, raw, count=len(own), cells=in_words(cells)).at_all(cells)


def _people_without(case: Case) -> list[Person]:
    """People without a risk; as many as rows have a wrong 工号 may be just those, and then only that is told."""
    without = [
        person
        for person in case.bureau.people.values()
        if not person.risks and not case.lost.may_lie_unread("个人风险点", person.row)
    ]
    named = {normal_name(row.text("姓名")) for row in case.lost.people if row.text("姓名")}
    without = [person for person in without if normal_name(person.name) not in named]
    return [] if len(without) <= _values(case.lost.people, "工号", unless="姓名") else without


def _departments_without(case: Case) -> list[Department]:
    without = [
        department
        for department in case.bureau.departments.values()
        if not department.risks and not case.lost.may_lie_unread("机构风险点", department.row)
    ]
    return [] if len(without) <= _values(case.lost.departments, "机构名称") else without


def _values(rows: tuple[Row, ...], column: str, unless: str = "") -> int:
    """How many different owners rows without one may have had: their values, and each row that has none."""
    rows = tuple(row for row in rows if not (unless and row.text(unless)))
    return len({row.text(column) for row in rows} - {""}) + sum(not row.text(column) for row in rows)


def _leadership_sheet(case: Case) -> Place:
    """The sheet in the workbook that has it, else in the first one."""
    for book in case.books:
        if "班子风险点" in book.sheets:
            return Place(book.file, book.sheets["班子风险点"].heading.sheet)
    return Place(case.books[0].file, "班子风险点")
