"""Texts hold only what can be stored and printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.findings import Finding, error, warning
from docgen.programme.rules.case import Case, cells
from docgen.workbook.names import UNSEEN
from docgen.workbook.rows import Row
from docgen.workbook.schema import SHEETS

_CONTROL = re.compile(f"[{UNSEEN}]")


def text(case: Case) -> Iterator[Finding]:
    """No characters that cannot be seen: controls, marks of direction, halves of characters [error].

    None that no installed font draws [warning].
    """
    letters = frozenset().union(*map(case.letters, SHEETS))
    controls = {letter for letter in letters if _CONTROL.match(letter)}
    drawable = "".join(sorted(letters - controls - set("\t\n\r")))
    undrawable = set(case.undrawable(drawable)) if case.undrawable else set()
    if not controls and not undrawable:
        return
    wrong = re.compile(f"[{re.escape(''.join(controls | undrawable))}]")
    for row, column, value in _cells(case, wrong):
        if not controls.isdisjoint(value):
            codes = "、".join(f"U+{ord(letter):04X}" for letter in sorted(controls & set(value)))
            yield error("text.control", row.at(column), row.raw(column), codes=codes)
        elif not undrawable.isdisjoint(value):
            shown = "、".join(f"{letter}(U+{ord(letter):04X})" for letter in sorted(undrawable & set(value)))
            yield warning("text.font", row.at(column), row.raw(column), characters=shown)


def _cells(case: Case, pattern: re.Pattern[str]) -> Iterator[tuple[Row, str, str]]:
    for sheet in SHEETS.values():
        columns = [column.name for column in sheet.columns]
        yield from cells(case, sheet.name, columns, case.texts(sheet.name).holding(pattern))
