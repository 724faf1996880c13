"""Whose documents an error touches, so that the others can be made all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from string import ascii_uppercase

from docgen.findings import Finding
from docgen.programme.check import Checked
from docgen.programme.model import EVENT_SHEETS, Bureau, EventRow, Subject, Target
from docgen.programme.references import Directory
from docgen.programme.standing import ADJUSTMENTS
from docgen.workbook.names import normal_id, normal_name, normal_word
from docgen.workbook.rows import Row
from docgen.workbook.schema import SHEETS

CHANGING = ("", "风险编号", "调整事项", "调整前", "调整后", "日期", "生效日期")
"""The columns of 风险调整 that tables of risks follow from; "" where the column is not known."""

GROUP = "领导小组"

Affected = frozenset[tuple[str, int, Subject | EventRow]]
"""(单位名称, 年度, a subject or a row of an event sheet)."""


def subjects_with_errors(checked: Checked) -> Affected:
    """The subjects and events whose documents would be wrong.

    An error on a person's row, risks or opinions touches that person; on a department's, that department, and its
    people where their forms print or follow from it; on the leadership's, the leadership; on 单位 or about a whole
    file or sheet, everybody. A risk or opinion whose owner cannot be found touches those who may be meant. An error
    on a row of an event sheet touches that event, one about such a sheet all its events; where it may leave a change
    of a risk out, also those who have the risk.
    """
    found: set[tuple[str, int, Subject | EventRow]] = set()
    for bureau in checked.bureaus:
        key = (bureau.name, bureau.year)
        files = {book.file for book in checked.assembled.books[key]}
        files |= {file for file, whose in checked.assembled.versions.items() if whose == key}
        touched = _Touched(bureau, checked.assembled.directories[key], _rows(checked, key))
        for item in checked.errors:
            if item.file in files:
                found |= {(*key, touches) for touches in touched.by(item)}
        for row, column in checked.assembled.directories[key].all_lost():
            found |= {(*key, item) for item in touched.by_row(row, column)}
    return frozenset(found)


def _rows(checked: Checked, key: tuple[str, int]) -> dict[tuple[str, str, int], Row]:
    return {
        (row.file, name, row.number): row
        for book in checked.assembled.books[key]
        for name, sheet in book.sheets.items()
        for row in sheet.rows
    }


class _Touched:
    """Finds the subjects and events that an error of one bureau touches."""

    def __init__(self, bureau: Bureau, directory: Directory, rows: dict[tuple[str, str, int], Row]) -> None:
        self._bureau = bureau
        self._directory = directory
        self._rows = rows
        self._titles = {(row.file, row.sheet): row.declared_sheet for row in rows.values()}
        # A key that is wrong in its own row, and told there, is another than the row says.
        self._keys = {EventRow.of(person.row): person.id for person in bureau.people.values()}
        self._keys |= {EventRow.of(department.row): department.name for department in bureau.departments.values()}
        self._by_sheet: dict[str, Callable[[Row, str], Iterator[Subject]]] = {
            "机构": self._department_row,
            "人员": self._person_row,
            "个人风险点": lambda row, column: self._person(row.text("工号"), row.text("姓名")),
            "机构风险点": lambda row, column: self._department(row.text("机构名称")),
            "班子风险点": lambda row, column: iter((Subject(Target.LEADERSHIP),)),
            "审核意见": self._opinion_row,
        }

    def by(self, item: Finding) -> Iterator[Subject | EventRow]:
        """The subjects and events that this error touches."""
        title = item.sheet or ""
        sheet = self._titles.get((item.file or "", title), normal_word(title))
        if sheet == "班子风险点":
            yield Subject(Target.LEADERSHIP)
        elif sheet not in SHEETS or sheet == "单位" or (sheet in (*self._by_sheet, GROUP) and not item.cell):
            yield from self._everybody()
        elif sheet in EVENT_SHEETS and not item.cell:
            yield from self._all_events(sheet)
            if sheet == ADJUSTMENTS:
                yield from self._everybody()
        elif (sheet in self._by_sheet or sheet in EVENT_SHEETS) and item.cell:
            for cell in item.cells or (item.cell,):
                yield from self._by_cell(item, sheet, cell)

    def _by_cell(self, item: Finding, sheet: str, cell: str) -> Iterator[Subject | EventRow]:
        row = self._rows.get((item.file or "", sheet, int(cell.lstrip(ascii_uppercase))))
        if row is None:
            yield from self._everybody() if sheet in self._by_sheet else self._all_events(sheet)
            return
        column = next((name for name, own in row.cells.items() if own.address == cell), "")
        if item.rule.startswith("participation."):
            column = ""  # that somebody has no risk changes no other's form
        yield from self.by_row(row, column)

    def by_row(self, row: Row, column: str) -> Iterator[Subject | EventRow]:
        """The subjects and events whose forms an error in this column of a row touches."""
        sheet = row.declared_sheet
        if sheet == "班子风险点":
            yield Subject(Target.LEADERSHIP)
        elif sheet == "单位":
            yield from self._everybody()
        elif sheet in self._by_sheet:
            yield from self._by_sheet[sheet](row, column)
        elif sheet in EVENT_SHEETS:
            yield EventRow.of(row)
            if sheet == ADJUSTMENTS and column in CHANGING:
                yield from self._changed_risk(row)

    def _changed_risk(self, row: Row) -> Iterator[Subject]:
        """Who has the risk that a row changes; everybody, where that cannot be told."""
        number = normal_id(row.text("风险编号"))
        owners = [risk.owner for risk in self._bureau.risks() if risk.number == number]
        yield from owners or self._everybody()

    def _all_events(self, sheet: str) -> Iterator[EventRow]:
        yield from (EventRow.of(event.row) for event in self._bureau.events[sheet])

    def _everybody(self) -> Iterator[Subject]:
        yield from (Subject(Target.PERSON, key) for key in self._bureau.people)
        yield from (Subject(Target.DEPARTMENT, key) for key in self._bureau.departments)
        yield Subject(Target.LEADERSHIP)

    def _person_row(self, row: Row, column: str) -> Iterator[Subject]:
        key = self._keys.get(EventRow.of(row)) or normal_id(row.text("工号"))
        yield Subject(Target.PERSON, key)
        if column not in ("工号", "姓名", "班子成员"):
            return
        # The name stands on the forms of the department that the person heads or leads, and by leadership risks.
        for department in self._bureau.departments.values():
            if key in (department.head, department.leader):
                yield Subject(Target.DEPARTMENT, department.name)
        if any(risk.answerable == key for risk in self._bureau.leadership_risks):
            yield Subject(Target.LEADERSHIP)

    def _department_row(self, row: Row, column: str) -> Iterator[Subject]:
        key = self._keys.get(EventRow.of(row)) or normal_name(row.text("机构名称"))
        yield Subject(Target.DEPARTMENT, key)
        if column in ("机构名称", "负责人"):
            # People's forms print the name, and whether the head's opinion is asked depends on who that is.
            for person in self._bureau.people.values():
                if person.department == key:
                    yield Subject(Target.PERSON, person.id)

    def _opinion_row(self, row: Row, column: str) -> Iterator[Subject]:
        kind = row.text("对象类型")
        if kind in ("个人", ""):
            yield from self._person(row.text("对象"), "")
        if kind in ("机构", ""):
            yield from self._department(row.text("对象"))
        if kind in ("班子", ""):
            yield Subject(Target.LEADERSHIP)

    def _person(self, text: str, name: str) -> Iterator[Subject]:
        """The person meant; where that is nobody, all who may be."""
        keys = {normal_id(text)} & self._directory.people.keys()
        keys |= set(self._directory.names.get(normal_name(text), ()))
        if not keys and name:
            keys = set(self._directory.names.get(normal_name(name), ()))
        if not keys:
            keys = set(get_close_matches(normal_id(text), list(self._directory.people), n=10, cutoff=0.6))
            keys |= {person.id for person in self._bureau.people.values() if not person.risks}
        yield from (Subject(Target.PERSON, key) for key in keys)

    def _department(self, text: str) -> Iterator[Subject]:
        known = list(self._bureau.departments)
        names = [normal_name(text)] if normal_name(text) in known else get_close_matches(text, known, n=10, cutoff=0.4)
        names += [name for name, item in self._bureau.departments.items() if not names and not item.risks]
        yield from (Subject(Target.DEPARTMENT, name) for name in names)
