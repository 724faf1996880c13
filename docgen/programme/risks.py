"""The risks of one bureau: whose each is, what number it has, and its grade where none was filled in."""

from __future__ import annotations

from collections import Counter
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
        directory: Directory,
        subjects: Subjects,
        doubled: Set[str],
        grading: GradingTable,
        findings: list[Finding],
    ) -> None:
        """`rows` gives a sheet's rows, `doubled` holds the 工号 that stand twice; what is wrong goes to `findings`."""
        self._rows = rows
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
        for target, owner_of in (
            (Target.PERSON, self._person_owner),
            (Target.DEPARTMENT, self._department_owner),
            (Target.LEADERSHIP, lambda row: Subject(Target.LEADERSHIP)),
        ):
            found = [(row, owner) for row in self._rows(_SHEETS[target]) if (owner := owner_of(row)) is not None]
            for row, _ in found:
                self._own_number(row)
            if target is Target.PERSON:
                self._findings += self._wrong_names()
            places: Counter[Subject] = Counter()
            for row, owner in found:
                places[owner] += 1
                risks.setdefault(owner, []).append(self._risk(row, owner, places[owner]))
        return risks

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

    def _risk(self, row: Row, owner: Subject, place: int) -> Risk:
        given = row.text("风险等级")
        follows = derived(self._grading, row.text("发生几率"), row.text("危害程度"))
        named = [name for name in _NAMED[owner.target] if row.text(name)]
        return Risk(
            row=row,
            number=self._number(row, owner, place),
            owner=owner,
            grade=_GRADES.get(given) or follows,
            people={name: self._directory.person(row, name) for name in named} if named else NOBODY,
            derived=follows,
        )

    def _number(self, row: Row, owner: Subject, place: int) -> str:
        """The row's own number, else the one of its place; where another row holds that, the next that is free."""
        number = normal_id(row.text("风险编号"))
        if number and self.numbers.get(number) is row:
            return number
        prefix = f"{_PREFIXES[owner.target]}-{owner.key}-" if owner.key else f"{_PREFIXES[owner.target]}-"
        number = f"{prefix}{place}"
        while self.numbers.setdefault(number, row) is not row:
            place += 1
            number = f"{prefix}{place}"
        return number
