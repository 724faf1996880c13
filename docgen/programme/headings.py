"""A record by the workbook's own headings: what templates, and the clerks who write them, call its columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from docgen.programme.model import Bureau, Department, Event, Person, Risk, Subject, Target
from docgen.workbook.columns import Column, Reference
from docgen.workbook.rows import Value
from docgen.workbook.schema import SHEETS

HeadingValue = str | int | Decimal | date
"""A value as it is told: "" stands for an empty cell."""

Record = Person | Department | Risk | Event


def values_by_heading(record: Record, bureau: Bureau) -> dict[str, HeadingValue]:
    """Every declared column of the record's sheet, in its order, then the columns that only this office has.

    A column that the sheet does not have is "", like an empty cell. What refers to people has their names (but for
    工号), 对象 the name of the person or department; 风险编号 and 风险等级 are those that hold, also where derived.
    """
    row = record.row
    values = {
        column.name: _told(column, row[column.name], record, bureau) for column in SHEETS[row.declared_sheet].columns
    }
    values |= {name: "" if value is None else value for name, value in row.own()}
    if isinstance(record, Risk):
        values["风险编号"] = record.number
        values["风险等级"] = record.grade.value if record.grade else values["风险等级"]
    return values


def settings_by_heading(bureau: Bureau) -> dict[str, HeadingValue]:
    """Every setting of 单位 by its 项目, those that only this office has included; 主要负责人 by name."""
    values: dict[str, HeadingValue] = {column.name: column.default for column in SHEETS["单位"].settings}
    values |= {item: row["内容"] for item, row in bureau.settings.items() if item and row["内容"] is not None}
    values["主要负责人"] = bureau.person_name(bureau.head) or values["主要负责人"]
    return values


def subject_name(subject: Subject, bureau: Bureau) -> str:
    """Whom a row is about, as it is printed: a person's name, a 机构名称, 班子."""
    if subject.target is Target.PERSON:
        return bureau.person_name(subject.key)
    return subject.key or subject.target.value


def _told(column: Column, value: Value, record: Record, bureau: Bureau) -> HeadingValue:
    if value is None:
        return ""
    if column.reference is Reference.SUBJECT and isinstance(record, Event) and record.subject:
        return subject_name(record.subject, bureau)
    if column.reference is Reference.PERSON:
        if column.name == "工号":
            return record.owner.key if isinstance(record, Risk) else value
        people = {} if isinstance(record, Person) else record.people
        return bureau.person_name(people.get(column.name)) or value
    return value
