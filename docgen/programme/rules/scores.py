"""Scores of the year's inspection add up, and were given one by one (programme 四, 检查考核阶段)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from docgen.findings import Finding, error, warning
from docgen.programme.rules.case import Case
from docgen.programme.scores import SCORES, TOTAL, number
from docgen.workbook.rows import Row

ANY_SCORE = (*SCORES, "领导评分")


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
    scored = [row for rows in by_department.values() for row in rows]
    yield from _copied(scored)
    yield from _without_reason(scored)
    yield from _not_scored(case, by_department)


LEAST_ITEMS = 4
"""Items from which it is no chance that both scores are alike in all."""


NEARLY_ALL = 4
"""Of so many departments, one that lacks its scores while the inspection goes on was missed."""


def _copied(rows: Sequence[Row]) -> Iterator[Finding]:
    """自查得分 and 检查得分 alike in every item of every department, told once."""
    pairs = [(number(row, "自查得分"), number(row, "检查得分")) for row in rows]
    if len(pairs) >= LEAST_ITEMS and all(own is not None and own == inspected for own, inspected in pairs):
        yield warning("scores.copied", rows[0].at("检查得分"), rows[0].raw("检查得分"), count=len(pairs))


def _without_reason(rows: Sequence[Row]) -> Iterator[Finding]:
    """The inspection took points that the department had given itself, and no word says why."""
    for row in rows:
        own, inspected = number(row, "自查得分"), number(row, "检查得分")
        if "扣分原因" not in row:
            return  # a sheet without the column says why elsewhere
        told = row.text("扣分原因") or "扣分原因" in row.broken
        if own is not None and inspected is not None and inspected < own and not told:
            values = {"own": f"{own.normalize():f}", "inspected": f"{inspected.normalize():f}"}
            yield warning("scores.reason", row.at("扣分原因"), row.raw("扣分原因"), **values)


def _not_scored(case: Case, by_department: Mapping[str, Sequence[Row]]) -> Iterator[Finding]:
    """Departments without any score once the inspection is over, or nearly all the others have theirs."""
    scored = {
        name
        for name, rows in by_department.items()
        if any(number(row, column) is not None for row in rows for column in ANY_SCORE)
    }
    departments = case.bureau.departments
    missed = len(departments) - len(scored & departments.keys())
    is_over = case.on > case.bureau.deadlines.inspect
    if not scored or case.lost.scores or not (is_over or NEARLY_ALL * missed <= len(departments)):
        return
    for name, department in departments.items():
        if name not in scored:
            items = by_department.get(name)
            at = items[0].at("检查得分") if items else department.row.at("机构名称")
            yield warning("scores.none", at, name, name=name)


def _both_above(row: Row) -> bool:
    worth, scores = number(row, "分值"), [number(row, column) for column in SCORES]
    return worth is not None and all(score is not None and score > worth for score in scores)


def _range(row: Row) -> Iterator[Finding]:
    worth = number(row, "分值")
    if worth is not None and worth <= 0:
        yield error("scores.worth", row.at("分值"), row.raw("分值"))
        return
    given = number(row, "领导评分")
    if given is not None and not 0 <= given <= TOTAL:
        yield error("scores.range/leaders", row.at("领导评分"), row.raw("领导评分"))
    for column in SCORES:
        score = number(row, column)
        if score is not None and worth is not None and not 0 <= score <= worth:
            yield error("scores.range", row.at(column), row.raw(column), worth=f"{worth.normalize():f}")
