"""The rows of the event sheets as events, by what the schema says of their columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set

from docgen.findings import Finding, error
from docgen.programme.model import EVENT_SHEETS, NOBODY, Event, Target
from docgen.programme.references import Directory, Subjects, unique
from docgen.workbook.columns import Reference, Sheet
from docgen.workbook.names import normal_id
from docgen.workbook.rows import Row
from docgen.workbook.schema import SHEETS


class Events:
    """Reads the event sheets of one bureau."""

    def __init__(
        self,
        rows: Callable[[str], list[Row]],
        directory: Directory,
        subjects: Subjects,
        risks: Mapping[str, Row],
        may_be_lost: Callable[[str], bool],
        findings: list[Finding],
    ) -> None:
        """`rows` gives a sheet's rows, `risks` goes by 风险编号, `may_be_lost` tells whether such a number may be that
        of a risk whose own row has a wrong reference; what is wrong goes to `findings`."""
        self._rows = rows
        self._directory = directory
        self._subjects = subjects
        self._risks = risks
        self._may_be_lost = may_be_lost
        self._findings = findings

    def read(self) -> Mapping[str, tuple[Event, ...]]:
        """All events by sheet, each sheet's in its order but for rows without a readable key, which come last."""
        return {name: self._events(SHEETS[name]) for name in EVENT_SHEETS}

    def _events(self, sheet: Sheet) -> tuple[Event, ...]:
        key = next((column.name for column in sheet.columns if column.key), None)
        rows = self._rows(sheet.name)
        if key:
            without = [row for row in rows if key in row.broken]
            rows = [*(row for _, row in unique(rows, key, normal_id, self._findings)), *without]
        columns = {
            kind: tuple(column.name for column in sheet.columns if column.reference is kind) for kind in Reference
        }
        numbers = {normal_id(row.text(key)) for row in rows} if key and columns[Reference.EVENT] else set()
        return tuple(self._event(row, key, columns, numbers) for row in rows)

    def _event(
        self, row: Row, key: str | None, columns: Mapping[Reference, tuple[str, ...]], numbers: Set[str]
    ) -> Event:
        """`numbers` are the keys of all rows of the sheet."""
        subject = self._subjects.of(row) if "对象类型" in row else None
        for column in columns[Reference.DEPARTMENT]:
            name = self._directory.department(row, column)
            subject = self._subjects.one(Target.DEPARTMENT, name) if name else None
        people = {column: self._directory.person(row, column) for column in columns[Reference.PERSON]}
        refers = {column: self._risk(row, column) for column in columns[Reference.RISK]}
        number = normal_id(row.text(key)) if key else next(iter(refers.values()), None) or ""
        refers |= {column: self._other(row, column, number, numbers) for column in columns[Reference.EVENT]}
        return Event(row, number, subject, people or NOBODY, refers or NOBODY)

    def _other(self, row: Row, column: str, own: str, numbers: Set[str]) -> str | None:
        """The key of the other row that the cell means; None where it is empty or means none."""
        number = row.sound_text(column)
        if not number:
            return None
        if number != own and number in numbers:
            return number
        key = "identity.reference/event-itself" if number == own else "identity.reference/event"
        self._findings.append(error(key, row.at(column), row.raw(column)))
        return None

    def _risk(self, row: Row, column: str) -> str | None:
        """The 风险编号 that the cell means; None where it is empty, has a finding already, or means no risk."""
        text = row.sound_text(column)
        if not text:
            return None
        number = normal_id(text)
        if number in self._risks:
            return number
        if not self._may_be_lost(text):
            self._findings.append(error("identity.reference/risk", row.at(column), row.raw(column)))
        return None
