"""Scores of the year's inspection add up (programme 四, 检查考核阶段)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docgen.findings import Finding, error
from docgen.programme.rules.case import Case
from docgen.workbook.rows import Row

TOTAL = 100
"""The 分值 of one department's items together."""


def scores(case: Case) -> Iterator[Finding]:
    """Each score lies between 0 and its 分值; those of a department add up to 100."""
    by_department: dict[str, list[Row]] = {}
    for event in case.bureau.scores:
        yield from _range(event.row)
        if event.subject:
            by_department.setdefault(event.subject.key, []).append(event.row)
    for name, rows in by_department.items():
        worth = [_number(row, "分值") for row in rows]
        if None in worth:
            continue
        total = sum((value for value in worth if value is not None), Decimal(0))
        # Items whose 机构名称 is wrong may be just those that are missed here.
        if total > TOTAL or (total < TOTAL and not case.lost.scores):
            yield error(
                "scores.total", rows[0].at("分值"), rows[0].raw("分值"), name=name, total=f"{total.normalize():f}"
            )


def _range(row: Row) -> Iterator[Finding]:
    worth = _number(row, "分值")
    if worth is not None and worth <= 0:
        yield error("scores.worth", row.at("分值"), row.raw("分值"))
        return
    for column in ("自查得分", "检查得分"):
        score = _number(row, column)
        if score is not None and worth is not None and not 0 <= score <= worth:
            yield error("scores.range", row.at(column), row.raw(column), worth=f"{worth.normalize():f}")


def _number(row: Row, column: str) -> Decimal | None:
    value = row[column]
    return Decimal(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else None
