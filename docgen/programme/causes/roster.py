"""Keys of 人员 and 机构 that are wrong there, and right in all that refers to them.

Each is told once, at its own cell, and its row is entered under the key that is meant: so everything else is still
checked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from docgen.findings import Finding, error
from docgen.programme.causes.census import Census
from docgen.workbook.names import normal_name
from docgen.workbook.rows import Row
from docgen.workbook.runs import in_words

LEAST, PLAIN = 2, 4
"""Places that agree with each other from which it is the roster that is wrong; and where the names are not even alike,
but there is just one that nobody asks for, and one that is asked for in vain."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows of 人员 by 工号 and of 机构 by 机构名称, the first of each key."""

    people: Mapping[str, Row]
    departments: Mapping[str, Row]


@dataclass(slots=True)
class Understood:
    """Wrong key → the one that is meant; and what is told of them."""

    people: dict[str, str] = field(default_factory=dict)
    departments: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def understood(roster: Roster, asked: Census) -> Understood:
    """All wrong keys that can be told from what is asked for."""
    names = {normal_name(row.text("姓名")) for row in roster.people.values()}
    bearers = _by_number(roster)
    unknown = {
        value: number
        for value, number in asked.people.items()
        # 7 means 007 (see `Directory.person`): the zeros are lost where it is asked for, and nothing is wrong.
        if value not in roster.people and normal_name(value) not in names and len(bearers.get(value, ())) != 1
    }
    found = Understood()
    if unknown:
        _without_zeros(roster, asked, unknown, bearers, found)
        _mistyped(roster, asked, unknown, found)
    _misspelt(roster, asked, found)
    return found


def _by_number(roster: Roster) -> dict[str, list[str]]:
    """工号 by what is left of them without zeros in front."""
    bearers: dict[str, list[str]] = {}
    for key in roster.people:
        if key.isascii() and key.isdigit():
            bearers.setdefault(key.lstrip("0"), []).append(key)
    return bearers


def _without_zeros(
    roster: Roster,
    asked: Census,
    unknown: Mapping[str, int],
    bearers: Mapping[str, list[str]],
    found: Understood,
) -> None:
    """Typed 7 in 人员 where the others say 007: Excel does so where a cell is no text. One finding a sheet."""
    meant: dict[str, str] = {}
    for value, number in unknown.items():
        keys = bearers.get(value.lstrip("0"), []) if value.startswith("0") and value.isascii() else []
        if len(keys) == 1 and len(keys[0]) < len(value) and asked.people[keys[0]] <= number:
            meant[keys[0]] = max(value, meant.get(keys[0], value), key=lambda one: (unknown[one], one))
    found.people |= meant
    for keys in _by_sheet(roster, meant):
        rows = [roster.people[key] for key in keys]
        cells = [row.at("工号").cell or "" for row in rows]
        values = {"cells": in_words(cells), "count": len(cells), "other": meant[keys[0]]}
        at, raw = rows[0].at("工号"), rows[0].raw("工号")
        told = error("identity.zeros" if len(cells) > 1 else "identity.zeros/one", at, raw, **values)
        found.findings.append(told.at_all(cells))


def _mistyped(roster: Roster, asked: Census, unknown: Mapping[str, int], found: Understood) -> None:
    """A 工号 that nobody asks for, whose person has another one in 个人风险点 and wherever else."""
    unused: dict[str, list[str]] = {}
    for key, row in roster.people.items():
        name = normal_name(row.text("姓名"))
        if name and not asked.people[key] and not asked.people[name]:
            unused.setdefault(name, []).append(key)
    wrong: dict[str, tuple[str, int]] = {}
    for value, number in unknown.items():
        names = asked.named.get(value, set())
        keys = [key for name in names for key in unused.get(name, [])]
        if len(keys) > 1:
            keys = get_close_matches(value, keys, n=1, cutoff=0.6)
        if len(names) == len(keys) == 1 and keys[0] not in found.people:
            wrong.setdefault(keys[0], (value, number))
    # One place against one says nothing, unless the same is plain of others.
    sure = {key for key, (_, number) in wrong.items() if number >= LEAST}
    if len(sure) < LEAST:
        wrong = {key: value for key, value in wrong.items() if key in sure}
    found.people |= {key: value for key, (value, _) in wrong.items()}
    for keys in _by_sheet(roster, wrong):
        row = roster.people[keys[0]]
        cells = [roster.people[key].at("工号").cell or "" for key in keys]
        value, number = wrong[keys[0]]
        values = {"name": row.text("姓名"), "other": value, "count": number, "cells": in_words(cells)}
        sort = "person" if len(keys) == 1 else "people"
        told = error(f"identity.mistyped/{sort}", row.at("工号"), row.raw("工号"), people=len(keys), **values)
        found.findings.append(told.at_all(cells) if len(keys) > 1 else told)


def _by_sheet(roster: Roster, keys: Collection[str]) -> list[list[str]]:
    """The keys of each sheet 人员, in its order."""
    sheets: dict[tuple[str, str], list[str]] = {}
    for key, row in roster.people.items():
        if key in keys:
            sheets.setdefault((row.file, row.sheet), []).append(key)
    return list(sheets.values())


def _misspelt(roster: Roster, asked: Census, found: Understood) -> None:
    """A 机构名称 that nothing refers to, where a near one is asked for that 机构 does not have."""
    unused = [name for name in roster.departments if not asked.departments[name]]
    lacking = {name: number for name, number in asked.departments.items() if name not in roster.departments}
    asked_for = [name for name, number in lacking.items() if number >= LEAST]
    pairs = list(_pairs(unused, asked_for))
    if not pairs and len(unused) == len(asked_for) == 1 and lacking[asked_for[0]] >= PLAIN:
        pairs = [(unused[0], asked_for[0])]
    for name, meant in pairs:
        row = roster.departments[name]
        found.departments[name] = meant
        values = {"other": meant, "count": lacking[meant]}
        found.findings.append(error("identity.mistyped/department", row.at("机构名称"), row.raw("机构名称"), **values))


def _pairs(names: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Those that are nearest to each other."""
    for name in names:
        nearest = get_close_matches(name, others, n=1, cutoff=0.6)
        if nearest and get_close_matches(nearest[0], names, n=1, cutoff=0.6) == [name]:
            yield name, nearest[0]
