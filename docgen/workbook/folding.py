"""A column that is wrong from top to bottom is one mistake: told once, with all its cells."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.findings import Finding, finding
from docgen.workbook.runs import in_words

MANY = 8
"""Cells of a column from which, where they are more than half of its rows, the column is what is wrong."""

FOLDED = ("cells.required", "cells.type", "cells.enumeration")
"""Rules of single cells that a whole column may break."""


def folded(findings: Sequence[Finding], rows: int) -> list[Finding]:
    """The findings of a sheet of so many rows; those of one rule down a column as one, where its first stood."""
    columns: dict[tuple[str, str], list[Finding]] = {}
    for item in findings:
        if item.cell and item.rule in FOLDED:
            columns.setdefault((item.rule, item.cell.rstrip("0123456789")), []).append(item)
    whole = {key: found for key, found in columns.items() if len(found) >= MANY and 2 * len(found) > rows}
    if not whole:
        return list(findings)
    kept: list[Finding] = []
    for item in findings:
        found = whole.get((item.rule, (item.cell or "").rstrip("0123456789")), ())
        if not found:
            kept.append(item)
        elif item is found[0]:
            kept.append(_one(found))
    return kept


def _one(found: Sequence[Finding]) -> Finding:
    first = found[0]
    cells = [item.cell or "" for item in found]
    column = first.said.values["column"]
    values = {"column": column, "count": len(cells), "cells": in_words(cells), "first": first.said}
    return finding(f"{first.rule}/column", first.severity, first.place, first.value, **values).at_all(cells)
