"""Finding whom a cell means: by 工号, or by a name that only one person has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from docgen.findings import Finding, error
from docgen.workbook.names import normal_id, normal_name
from docgen.workbook.rows import Row


@dataclass(slots=True)
class Directory:
    """Everybody and every department of a bureau, and what could not be found among them."""

    names: dict[str, list[str]] = field(default_factory=dict)
    """Name → 工号 of all who bear it."""
    people: dict[str, str] = field(default_factory=dict)
    """工号 → name."""
    departments: set[str] = field(default_factory=set)
    has_people: bool = True
    """False where no file has a sheet 人员 at all: then only that is told."""
    has_departments: bool = True
    _lost: dict[tuple[str, str, str, str], list[Row]] = field(default_factory=dict)
    """(kind, sheet, column, value) → the rows that have it."""

    def add_person(self, key: str, name: str) -> None:
        """Enter a person."""
        self.people[key] = name
        self.names.setdefault(name, []).append(key)

    def person(self, row: Row, column: str) -> str | None:
        """The 工号 that the cell means; None where it is empty, has a finding already, or means nobody."""
        text = row.text(column)
        if not text or column in row.broken:
            return None
        if normal_id(text) in self.people:
            return normal_id(text)
        bearers = self.names.get(normal_name(text), [])
        if len(bearers) == 1:
            return bearers[0]
        self._lose(row, column, "ambiguous" if bearers else "person")
        return None

    def department(self, row: Row, column: str) -> str | None:
        """The 机构名称 that the cell means, as `person`."""
        text = row.text(column)
        if not text or column in row.broken:
            return None
        if normal_name(text) in self.departments:
            return normal_name(text)
        self._lose(row, column, "department")
        return None

    def findings(self) -> Iterable[Finding]:
        """One finding for each value that means nothing, at the first cell of its column that has it."""
        for (kind, _, column, value), rows in self._lost.items():
            if (kind == "department" and not self.has_departments) or (kind != "department" and not self.has_people):
                continue
            first, *others = rows
            yield error(
                f"identity.reference/{kind}",
                first.at(column),
                first.raw(column) or value,
                near=self._near(kind, value),
                others=_others(others, column),
                ids="、".join(self.names.get(normal_name(value), [])),
            )

    def lost(self, sheet: str, column: str) -> list[Row]:
        """The rows of a sheet whose reference in this column was not found."""
        found = (rows for (_, where, lost, _), rows in self._lost.items() if (where, lost) == (sheet, column))
        return [row for rows in found for row in rows]

    def _lose(self, row: Row, column: str, kind: str) -> None:
        self._lost.setdefault((kind, row.sheet, column, row.text(column)), []).append(row)

    def _near(self, kind: str, value: str) -> str:
        known = list(self.departments) if kind == "department" else [*self.people, *self.names]
        near = get_close_matches(value, known, n=3, cutoff=0.6)
        return f"(是不是 {'、'.join(near)}?)" if near else ""


def _others(rows: list[Row], column: str) -> str:
    """Where else the same value stands."""
    if not rows:
        return ""
    cells = [row.at(column).cell or "" for row in rows[:5]]
    return f"(另有 {len(rows)} 处相同:{'、'.join(cells)}{'…' if len(rows) > 5 else ''})"
