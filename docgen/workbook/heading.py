"""Finding a sheet's heading: the row, or the two merged rows, that hold the names of declared columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise

from docgen.workbook.cells import visible
from docgen.workbook.columns import Sheet
from docgen.workbook.grid import TEXT, Grid, Raw
from docgen.workbook.lookalikes import ordinary
from docgen.workbook.names import normal_word, one_line

SEARCHED_ROWS = 20
"""Rows with content that are searched: titles, the bureau's name and a date may stand above the heading."""

NEEDED = 2
"""Names of declared columns that make a row a heading."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a sheet's heading stands and which column number each declared name has."""

    top: int
    bottom: int
    columns: Mapping[str, int]
    unknown: Mapping[int, str] = field(default_factory=dict)
    """Column number → text of a heading that is not declared."""
    doubled: tuple[tuple[int, str], ...] = ()
    """(column number, name) of declared names that stand a second time; the first one holds."""


def find_heading(grid: Grid, sheet: Sheet) -> Heading | None:
    """The row, within the first `SEARCHED_ROWS` that hold anything, with most declared names; None without one."""
    declared = frozenset(column.name for column in sheet.columns)
    best: Heading | None = None
    for number in islice(grid.rows, SEARCHED_ROWS):
        for candidate in _candidates(grid, number, declared):
            if len(candidate.columns) >= NEEDED and (best is None or len(candidate.columns) > len(best.columns)):
                best = candidate
    return best


def first_words(grid: Grid, declared: frozenset[str]) -> list[set[str]]:
    """The words of each row that is searched for a heading, and of each two that follow each other as one."""
    rows = [words_of(grid.rows[number], declared) for number in islice(grid.rows, SEARCHED_ROWS)]
    return [*rows, *(upper | lower for upper, lower in pairwise(rows))]


def words_of(row: Mapping[int, Raw], declared: frozenset[str]) -> set[str]:
    """What the cells of a row say, as headings."""
    return set(_words(row, declared).values())


def heading_word(cell: Raw | None, declared: frozenset[str]) -> str:
    """The declared name that a heading cell means, else its text on one line; "" for an empty cell."""
    if cell is None or cell.kind != TEXT:
        return "" if cell is None else cell.text
    return _meant(cell.text, declared)


@lru_cache(maxsize=4096)
def _meant(text: str, declared: frozenset[str]) -> str:
    word = normal_word(ordinary(text))
    plain = re.sub(r"[*※★]|\((必填|选填|可选)\)", "", word).rstrip(":")
    for form in (word, plain, re.sub(r"\([^()]*\)$", "", plain)):
        if form in declared:
            return form
    return visible(one_line(text).replace("\n", " "))


def _candidates(grid: Grid, number: int, declared: frozenset[str]) -> list[Heading]:
    """The row alone, and the row with the next one under it where that one adds names."""
    upper = _words(grid.rows[number], declared)
    single = _heading(number, number, upper, declared)
    if not single.columns:
        return []
    lower = _words(grid.rows.get(number + 1, {}), declared)
    combined = dict(upper)
    for column, word in lower.items():
        above = upper.get(column, "")
        if above in declared and word != above:
            # A value under a finished heading: the next row is data already.
            return [single]
        combined[column] = word
    double = _heading(number, number + 1, combined, declared)
    adds = any(word in declared and word not in single.columns for word in lower.values())
    return [single, double] if adds else [single]


def _words(row: Mapping[int, Raw], declared: frozenset[str]) -> dict[int, str]:
    found = {column: heading_word(cell, declared) for column, cell in sorted(row.items())}
    return {column: word for column, word in found.items() if word}


def _heading(top: int, bottom: int, words: Mapping[int, str], declared: frozenset[str]) -> Heading:
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    doubled: list[tuple[int, str]] = []
    for column, word in sorted(words.items()):
        if word not in declared:
            unknown[column] = word
        elif word in columns:
            doubled.append((column, word))
        else:
            columns[word] = column
    return Heading(top, bottom, columns, unknown, tuple(doubled))
