"""How often each person and department is asked for, before anything is resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from docgen.programme.model import Target
from docgen.workbook.columns import Reference
from docgen.workbook.names import normal_id, normal_name
from docgen.workbook.rows import Book, SheetRows, Value
from docgen.workbook.schema import SHEETS


@dataclass(frozen=True, slots=True)
class Census:
    """The values of all references of some workbooks in their normal form, each with how often it stands there."""

    people: Counter[str] = field(default_factory=Counter)
    """工号 and names, 对象 of 个人 among them."""
    departments: Counter[str] = field(default_factory=Counter)
    """机构名称, 对象 of 机构 among them."""
    named: dict[str, set[str]] = field(default_factory=dict)
    """工号 in 个人风险点 → the names beside it."""


def census(books: Sequence[Book]) -> Census:
    """Counted column by column: a bureau has hundreds of thousands of rows, and few different values."""
    found = Census()
    for book in books:
        for name, sheet in book.sheets.items():
            if name == "单位":
                _of_settings(sheet, found)
            else:
                _of_columns(name, sheet, found)
    return found


def _of_settings(sheet: SheetRows, found: Census) -> None:
    kinds = {item.name: item.reference for item in SHEETS["单位"].settings}
    for row in sheet.rows:
        _add(found, kinds.get(row.text("项目")), {row.sound_text("内容"): 1})


def _of_columns(name: str, sheet: SheetRows, found: Census) -> None:
    for column in SHEETS[name].columns:
        if column.name not in sheet.columns:
            continue
        if column.reference is Reference.SUBJECT and "对象类型" in sheet.columns:
            for (kind, value), number in Counter(_pairs(sheet, "对象类型", column.name)).items():
                _add(found, _SUBJECTS.get(str(kind)), {value: number})
        elif column.reference in _TALLIES:
            _add(found, column.reference, Counter(sheet.values(column.name)))
    if name == "个人风险点" and {"工号", "姓名"} <= sheet.columns.keys():
        for key, said in set(_pairs(sheet, "工号", "姓名")):
            if key and said:
                found.named.setdefault(normal_id(str(key)), set()).add(normal_name(str(said)))


def _pairs(sheet: SheetRows, one: str, other: str) -> Iterable[tuple[Value, Value]]:
    return zip(sheet.values(one), sheet.values(other), strict=True)


_SUBJECTS = {Target.PERSON.value: Reference.PERSON, Target.DEPARTMENT.value: Reference.DEPARTMENT}

_TALLIES: dict[Reference, tuple[Callable[[Census], Counter[str]], Callable[[str], str]]] = {
    Reference.PERSON: (lambda found: found.people, normal_id),
    Reference.DEPARTMENT: (lambda found: found.departments, normal_name),
}


def _add(found: Census, kind: Reference | None, values: dict[Value, int]) -> None:
    if kind not in _TALLIES:
        return
    tally, normal = _TALLIES[kind]
    for value, number in values.items():
        if value:
            tally(found)[normal(str(value))] += number
