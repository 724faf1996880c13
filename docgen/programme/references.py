"""Finding whom a cell means: by 工号, or by a name that only one person has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from docgen.findings import Finding, error
from docgen.messages import Message, message
from docgen.programme.model import Subject, Target
from docgen.workbook.names import normal_id, normal_name
from docgen.workbook.rows import Row
from docgen.workbook.runs import in_words

MAX_NEAR = 30
"""Wrong values for which what may have been meant is looked for: each is compared with everybody."""


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
    nameless: frozenset[str] = frozenset()
    """Names of the people whose own 工号 cannot be read: what refers to them is not told as well."""
    unkeyed: int = 0
    """Rows of 机构 whose 机构名称 cannot be read: as many names that mean nothing may be just those."""
    _by_number: dict[str, list[str]] = field(default_factory=dict)
    _apart: dict[str, set[str]] | None = None
    _lost: dict[tuple[str, str, str, str], list[Row]] = field(default_factory=dict)
    """(kind, sheet, column, value) → the rows that have it."""

    def add_person(self, key: str, name: str) -> None:
        """Enter a person."""
        self.people[key] = name
        self.names.setdefault(name, []).append(key)
        if key.isascii() and key.isdigit():
            # Excel turns 007 into 7 where a cell is no text.
            self._by_number.setdefault(key.lstrip("0"), []).append(key)

    def person(self, row: Row, column: str) -> str | None:
        """The 工号 that the cell means; None where it is empty, has a finding already, or means nobody."""
        text = row.sound_text(column)
        if not text:
            return None
        key = normal_id(text)
        if key in self.people:
            return key
        bearers = (
            self.names.get(normal_name(text), [])
            or self._by_number.get(key, [])
            or [bearer for name in self._written_apart(text, self.names) for bearer in self.names[name]]
        )
        if len(bearers) == 1:
            return bearers[0]
        self._lose(row, column, "ambiguous" if bearers else "person")
        return None

    def department(self, row: Row, column: str) -> str | None:
        """The 机构名称 that the cell means, as `person`."""
        text = row.sound_text(column)
        if not text:
            return None
        if normal_name(text) in self.departments:
            return normal_name(text)
        alike = self._written_apart(text, self.departments)
        if len(alike) == 1:
            return alike[0]
        self._lose(row, column, "department")
        return None

    def _written_apart(self, text: str, known: Collection[str]) -> list[str]:
        """The names that are this one but for the spaces between Latin words: NickZhou is Nick Zhou."""
        closed = normal_id(text)
        if not closed.isascii():
            return []
        if self._apart is None:
            # Looked for once everybody is entered: few names have a space at all.
            self._apart = {}
            for name in (*self.names, *self.departments):
                if " " in name:
                    self._apart.setdefault(normal_id(name), set()).add(name)
        return [name for name in self._apart.get(closed, ()) if name in known]

    def findings(self) -> Iterable[Finding]:
        """One finding for each value that means nothing, at the first cell of a workbook that has it."""
        known = {
            value
            for (kind, _, _, value), rows in self._lost.items()
            if kind == "person" and any(normal_name(row.text("姓名")) in self.nameless for row in rows)
        }
        names = {normal_name(value) for (kind, _, _, value) in self._lost if kind == "department"}
        has_departments = self.has_departments and len(names) > self.unkeyed
        places: dict[tuple[str, str, str], list[tuple[str, list[Row]]]] = {}
        for (kind, _, column, value), rows in self._lost.items():
            if (has_departments if kind == "department" else self.has_people) and value not in known:
                places.setdefault((rows[0].file, kind, value), []).append((column, rows))
        for number, ((_, kind, value), found) in enumerate(places.items()):
            (column, (first, *others)), *elsewhere = found
            yield error(
                f"identity.reference/{kind}",
                first.at(column),
                first.raw(column) or value,
                near=self._near(kind, value) if number < MAX_NEAR else "",
                others=other_places(others, column),
                elsewhere=_elsewhere(elsewhere),
                ids="、".join(self.names.get(normal_name(value), [])),
            ).at_all([row.at(column).cell or "" for row in (first, *others)])

    def all_lost(self) -> Iterable[tuple[Row, str]]:
        """Every row with a reference that means nothing, and its column."""
        return ((row, column) for (_, _, column, _), rows in self._lost.items() for row in rows)

    def lost(self, sheet: str, column: str) -> list[Row]:
        """The rows of a sheet whose reference in this column was not found."""
        found = (rows for (_, where, lost, _), rows in self._lost.items() if (where, lost) == (sheet, column))
        return [row for rows in found for row in rows]

    def _lose(self, row: Row, column: str, kind: str) -> None:
        self._lost.setdefault((kind, row.declared_sheet, column, row.text(column)), []).append(row)

    def _near(self, kind: str, value: str) -> Message | str:
        known = list(self.departments) if kind == "department" else [*self.people, *self.names]
        near = get_close_matches(value, known, n=3, cutoff=0.6)
        return message("parts.near", near="、".join(near)) if near else ""


def other_places(rows: list[Row], column: str) -> Message | str:
    """Where else the same value stands."""
    if not rows:
        return ""
    cells = [row.at(column).cell or "" for row in rows[:5]]
    more = "…" if len(rows) > len(cells) else ""
    return message("parts.others", count=len(rows), cells="、".join(cells) + more)


def _elsewhere(found: Sequence[tuple[str, list[Row]]]) -> Message | str:
    """In which other columns and sheets the same value stands, each with its first cell."""
    if not found:
        return ""
    told = [f"「{rows[0].sheet}」{rows[0].at(column).cell}" for column, rows in found]
    more = "…" if len(told) > MANY else ""
    count = sum(len(rows) for _, rows in found)
    return message("parts.elsewhere", count=count, places="、".join(told[:MANY]) + more)


def duplicate(row: Row, column: str, first: Row) -> Finding:
    """What is said of a row whose key another row has already."""
    at = first.at(column)
    where = f"{at.sheet} {at.cell}" if first.file == row.file else f"{at.file} {at.sheet} {at.cell}"
    return error("identity.unique", row.at(column), row.raw(column), column=column, first=where)


def unique(
    rows: Iterable[Row],
    column: str,
    normal: Callable[[str], str],
    findings: list[Finding],
    doubled: set[str] | None = None,
) -> Iterator[tuple[str, Row]]:
    """The rows by key; a later one of a key that stands already is a finding, and left out, as is one without.

    Keys that stand twice go to `doubled`.
    """
    first: dict[str, Row] = {}
    again: dict[tuple[str, str], list[tuple[Row, Row]]] = {}
    for row in rows:
        text = row.sound_text(column)
        if not text:
            continue
        key = normal(text)
        if key in first:
            again.setdefault((row.file, first[key].file), []).append((row, first[key]))
            if doubled is not None:
                doubled.add(key)
            continue
        first[key] = row
        yield key, row
    for pairs in again.values():
        findings += _doubled(pairs, column)


MANY = 4
"""Rows of one workbook from which, where each is also in another, that is told once."""


def _doubled(pairs: Sequence[tuple[Row, Row]], column: str) -> Iterator[Finding]:
    """Rows of one file whose keys another file, or the same, has already."""
    same = [row for row, first in pairs if row.file != first.file and dict(row.values()) == dict(first.values())]
    if len(same) < MANY:
        same = []
    elif same:
        cells = [row.at(column).cell or "" for row in same]
        values = {"column": column, "cells": in_words(cells), "count": len(same), "first": pairs[0][1].file}
        yield error("identity.unique/rows", same[0].at(column), same[0].raw(column), **values).at_all(cells)
    told = {row.number for row in same}
    yield from (duplicate(row, column, first) for row, first in pairs if row.number not in told)


class Subjects:
    """Subjects by what they are about: one object each, however many rows are about it."""

    def __init__(self, directory: Directory, findings: list[Finding]) -> None:
        self._directory = directory
        self._findings = findings
        self._known: dict[tuple[Target, str], Subject] = {}

    def one(self, target: Target, key: str) -> Subject:
        """The subject."""
        known = self._known.get((target, key))
        if known is None:
            known = self._known[target, key] = Subject(target, key)
        return known

    def of(self, row: Row) -> Subject | None:
        """Whom a row with 对象类型 and 对象 is about, None where that cannot be told."""
        kind = row.text("对象类型")
        target = _TARGETS.get(kind)
        if target is None:
            return None
        if target in (Target.LEADERSHIP, Target.REGISTER):
            return self.one(target, "")
        if not row.text("对象"):
            if "对象" in row and "对象" not in row.broken:
                self._findings.append(error("cells.required/subject", row.at("对象"), kind=kind))
            return None
        find = self._directory.person if target is Target.PERSON else self._directory.department
        key = find(row, "对象")
        return self.one(target, key) if key else None


_TARGETS = {item.value: item for item in Target}
