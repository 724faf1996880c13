"""The risks of one bureau: whose each is, what number it has, and its grade where none was filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set

from docgen.findings import Finding, error
from docgen.programme.grading import GradingTable, derived
from docgen.programme.model import NOBODY, Grade, Risk, Subject, Target
from docgen.programme.references import Directory, Subjects, duplicate, other_places
from docgen.workbook.columns import Reference
from docgen.workbook.names import normal_id, normal_name
from docgen.workbook.rows import Row
from docgen.workbook.runs import in_words
from docgen.workbook.schema import SHEETS

_GRADES = {item.value: item for item in Grade}
_SHEETS = {Target.PERSON: "个人风险点", Target.DEPARTMENT: "机构风险点", Target.LEADERSHIP: "班子风险点"}
_NAMED = {
    target: tuple(
        column.name
        for column in SHEETS[sheet].columns
        if column.reference is Reference.PERSON and (target, column.name) != (Target.PERSON, "工号")
    )
    for target, sheet in _SHEETS.items()
}
"""The columns that name a person besides the owner."""
_PREFIXES = {Target.PERSON: "GR", Target.DEPARTMENT: "JG", Target.LEADERSHIP: "BZ"}


MANY = 4
"""People whose names disagree from which, where they are most, that is told once."""


class Risks:
    """Reads the three sheets of risks of one bureau."""

    def __init__(
        self,
        rows: Callable[[str], list[Row]],
        texts: Callable[[str, str], list[str]],
        directory: Directory,
        subjects: Subjects,
        doubled: Set[str],
        grading: GradingTable,
        findings: list[Finding],
    ) -> None:
        """`rows` gives a sheet's rows, `texts` what each says in a column, `doubled` holds the 工号 that stand twice;
        what is wrong goes to `findings`."""
        self._rows = rows
        self._texts = texts
        self._directory = directory
        self._subjects = subjects
        self._doubled = doubled
        self._grading = grading
        self._findings = findings
        self.numbers: dict[str, Row] = {}
        """风险编号 → its row."""
        self.misnamed: list[Row] = []
        """Rows of 个人风险点 whose name is another's than their 工号's."""

    def read(self) -> dict[Subject, list[Risk]]:
        """All risks by owner, in the order of the sheets."""
        risks: dict[Subject, list[Risk]] = {}
        for target, sheet in _SHEETS.items():
            rows = self._rows(sheet)
            owners = self._owners(target, rows)
            for row, owner, number in zip(rows, owners, self._texts(sheet, "风险编号"), strict=True):
                if owner and number:
                    self._own_number(row)
            if target is Target.PERSON:
                self._findings += self._wrong_names()
            self._enter(target, rows, owners, risks)
        return risks

    def _enter(
        self, target: Target, rows: Sequence[Row], owners: Sequence[Subject | None], risks: dict[Subject, list[Risk]]
    ) -> None:
        """Put the risks of a sheet to those of their owners."""
        sheet = _SHEETS[target]
        columns = (self._texts(sheet, name) for name in ("风险编号", "风险等级", "发生几率", "危害程度"))
        named = [(name, self._texts(sheet, name)) for name in _NAMED[target]]
        last: Subject | None = None
        own: list[Risk] = []
        for place, (row, owner, number, given, *levels) in enumerate(zip(rows, owners, *columns, strict=True)):
            if owner is None:
                continue
            if owner is not last:
                last, own = owner, risks.setdefault(owner, [])
            follows = derived(self._grading, *levels)
            people = {name: self._directory.person(row, name) for name, texts in named if texts[place]}
            own.append(
                Risk(
                    row=row,
                    number=self._number(row, number, owner, len(own) + 1),
                    owner=owner,
                    grade=_GRADES.get(given) or follows,
                    people=people or NOBODY,
                    derived=follows,
                )
            )

    def _owners(self, target: Target, rows: Sequence[Row]) -> list[Subject | None]:
        """Whose risk each row is, None where that cannot be told."""
        if target is Target.LEADERSHIP:
            return [Subject(target)] * len(rows)
        if target is Target.DEPARTMENT:
            return [self._department_owner(row) for row in rows]
        owners: list[Subject | None] = []
        known: dict[tuple[str, str], Subject] = {}
        keys, names = (self._texts(_SHEETS[target], column) for column in ("工号", "姓名"))
        for row, key, name in zip(rows, keys, names, strict=True):
            owner = known.get((key, name))
            if owner is None:
                misnamed = len(self.misnamed)
                owner = self._person_owner(row)
                if owner and len(self.misnamed) == misnamed:
                    known[key, name] = owner
            owners.append(owner)
        return owners

    def _person_owner(self, row: Row) -> Subject | None:
        key = self._directory.person(row, "工号")
        if key is None:
            return None
        name = normal_name(row.text("姓名"))
        known = self._directory.people[key]
        if name and known and name != known and key not in self._doubled and "姓名" not in row.broken:
            self.misnamed.append(row)
        return self._subjects.one(Target.PERSON, key)

    def _wrong_names(self) -> Iterator[Finding]:
        """One finding for each 工号 and other name beside it, at the first row that has both."""
        groups: dict[tuple[str, str], list[Row]] = {}
        for row in self.misnamed:
            groups.setdefault((row.text("工号"), normal_name(row.text("姓名"))), []).append(row)
        if len(groups) >= MANY and 2 * len(groups) > len({row.text("工号") for row in self._rows("个人风险点")}):
            yield self._many_names([row for rows in groups.values() for row in rows], len(groups))
            return
        for first, *others in groups.values():
            key = self._directory.person(first, "工号") or ""
            values = {"id": key, "name": self._directory.people[key], "others": other_places(others, "姓名")}
            yield error("identity.name", first.at("姓名"), first.raw("姓名"), **values)

    def _many_names(self, rows: Sequence[Row], people: int) -> Finding:
        """Where most names disagree with 人员 it is not one of them that is wrong."""
        first, cells = rows[0], [row.at("姓名").cell or "" for row in rows]
        key = self._directory.person(first, "工号") or ""
        values = {"people": people, "cells": in_words(cells), "id": key, "name": self._directory.people[key]}
        return error("identity.name/many", first.at("姓名"), first.raw("姓名"), **values).at_all(cells)

    def _department_owner(self, row: Row) -> Subject | None:
        key = self._directory.department(row, "机构名称")
        return self._subjects.one(Target.DEPARTMENT, key) if key else None

    def _own_number(self, row: Row) -> None:
        """Enter the number that a row has of its own."""
        number = normal_id(row.sound_text("风险编号"))
        if number:
            first = self.numbers.setdefault(number, row)
            if first is not row:
                self._findings.append(duplicate(row, "风险编号", first))

    def _number(self, row: Row, given: str, owner: Subject, place: int) -> str:
        """The row's own number, else the one of its place; where another row holds that, the next that is free."""
        if given and self.numbers.get(number := normal_id(given)) is row:
            return number
        prefix = f"{_PREFIXES[owner.target]}-{owner.key}-" if owner.key else f"{_PREFIXES[owner.target]}-"
        number = f"{prefix}{place}"
        while self.numbers.setdefault(number, row) is not row:
            place += 1
            number = f"{prefix}{place}"
        return number
