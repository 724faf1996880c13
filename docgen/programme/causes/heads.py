"""负责人 and 分管领导 of 机构 exchanged: every 负责人 is a 班子成员, and no 分管领导 is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.findings import Finding, error
from docgen.programme.references import Directory
from docgen.workbook.choices import YES
from docgen.workbook.names import normal_id, normal_name
from docgen.workbook.rows import Row
from docgen.workbook.runs import in_words

COLUMNS = ("负责人", "分管领导")
LEAST = 2
"""Departments from which it can be told."""


def exchanged_heads(
    departments: Sequence[Row], people: Mapping[str, Row], directory: Directory
) -> tuple[dict[str, str], list[Finding]]:
    """The two columns → where each is to be read, and what is told; each where it stands if they are not exchanged."""
    as_they_are = {column: column for column in COLUMNS}
    seen = [tuple(_is_leader(row.sound_text(column), people, directory) for column in COLUMNS) for row in departments]
    told = [pair for pair in seen if None not in pair]
    if len(told) < LEAST or any(pair != (True, False) for pair in told):
        return as_they_are, []
    cells = [row.at(COLUMNS[0]).cell or "" for row in departments]
    at, raw = departments[0].at(COLUMNS[0]), departments[0].raw(COLUMNS[0])
    found = error("identity.leader/exchanged", at, raw, cells=in_words(cells), count=len(cells)).at_all(cells)
    return dict(zip(COLUMNS, reversed(COLUMNS), strict=True)), [found]


def _is_leader(text: str, people: Mapping[str, Row], directory: Directory) -> bool | None:
    """Whether the person meant is a 班子成员; None where that cannot be told."""
    keys = directory.names.get(normal_name(text), [])
    row = people.get(normal_id(text)) or (people.get(keys[0]) if len(keys) == 1 else None)
    return row.text("班子成员") == YES if row and "班子成员" in row and "班子成员" not in row.broken else None
