"""A column that is wrong from top to bottom is one mistake: told once, with all its cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from docgen.findings import Finding, finding
from docgen.workbook.runs import in_words

MANY = 8
"""Cells of a column from which, where they are more than half of its rows, the column is what is wrong."""

FOLDED = ("cells.required", "cells.type", "cells.enumeration")
"""Rules of single cells that a whole column may break."""


class Told(NamedTuple):
    """What is told of a cell: the place of its row, its address, and the finding, which need not have the cell."""

    row: int
    cell: str
    finding: Finding


def folded(found: Sequence[Told], rows: int) -> list[Told]:
    """What is told down a column of so many rows; what breaks one rule in most of them as one, at its first."""
    rules: dict[str, list[Told]] = {}
    for item in found:
        if item.finding.rule in FOLDED:
            rules.setdefault(item.finding.rule, []).append(item)
    whole = {rule: items for rule, items in rules.items() if len(items) >= MANY and 2 * len(items) > rows}
    if not whole:
        return list(found)
    kept: list[Told] = []
    for item in found:
        items = whole.get(item.finding.rule)
        if items is None:
            kept.append(item)
        elif item is items[0]:
            kept.append(item._replace(finding=_one(items)))
    return kept


def _one(found: Sequence[Told]) -> Finding:
    first = found[0].finding
    cells = [item.cell for item in found]
    column = first.said.values["column"]
    values = {"column": column, "count": len(cells), "cells": in_words(cells), "first": first.said}
    return finding(f"{first.rule}/column", first.severity, first.place, first.value, **values).at_all(cells)
