"""Scores of the year's inspection add up (programme 四, 检查考核阶段)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docgen.findings import Finding, error
from docgen.programme.rules.case import Case
from docgen.programme.scores import SCORES, TOTAL, number
from docgen.workbook.rows import Row


def scores(case: Case) -> Iterator[Finding]:
    """Each score lies between 0 and its 分值; those of a department add up to 100."""
    by_department: dict[str, list[Row]] = {}
    for event in case.bureau.events["考核"]:
        key = event.subject.key if event.subject else ""
        by_department.setdefault(key, []).append(event.row)
    for name, rows in by_department.items():
        worth = [number(row, "分值") for row in rows]
        total = sum((value for value in worth if value is not None), Decimal(0))
        off = bool(name) and None not in worth and all(value and value > 0 for value in worth) and total != TOTAL
        for row in rows:
            # Where the sum is wrong too and both scores lie above it, it is the worth that is wrong.
            if not (off and _both_above(row)):
                yield from _range(row)
        # Items whose 机构名称 is wrong may be just those that are missed here.
        if off and (total > TOTAL or not (case.lost.scores or case.lost.may_lie_unread("考核"))):
            shown = f"{total.normalize():f}"
            yield error("scores.total", rows[0].at("分值"), rows[0].raw("分值"), name=name, total=shown)


def _both_above(row: Row) -> bool:
    worth, scores = number(row, "分值"), [number(row, column) for column in SCORES]
    return worth is not None and all(score is not None and score > worth for score in scores)


def _range(row: Row) -> Iterator[Finding]:
    worth = number(row, "分值")
    if worth is not None and worth <= 0:
        yield error("scores.worth", row.at("分值"), row.raw("分值"))
        return
    for column in SCORES:
        score = number(row, column)
        if score is not None and worth is not None and not 0 <= score <= worth:
            yield error("scores.range", row.at(column), row.raw(column), worth=f"{worth.normalize():f}")
