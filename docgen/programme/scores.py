"""What a department's items of 考核 come to: totals, composite and grade (programme 四, 检查考核)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from docgen.workbook.rows import Row

SCORES = ("自查得分", "检查得分")

TOTAL = 100
"""The 分值 of one department's items together."""

GRADES = ("优胜", "达标", "不达标")
"""等次: from the first limit of 等次标准, from the second, below."""

_BETWEEN_NAMES = re.compile("[、，,；;/\r\n]+")


@dataclass(frozen=True, slots=True)
class Result:
    """What the items of one department come to; None and "" for what is not there yet."""

    worth: Decimal | None = None
    own: Decimal | None = None
    """自查得分 in all."""
    inspected: Decimal | None = None
    """检查得分 in all."""
    leaders: Decimal | None = None
    """领导评分, of 100."""
    bonus: Decimal | None = None
    """加减分 in all."""
    composite: Decimal | None = None
    """To one decimal."""
    grade: str = ""
    inspectors: tuple[str, ...] = ()
    """检查人, each once."""
    date: date | None = None
    """The last 检查日期."""


def result(rows: Sequence[Row], weights: str, limits: str) -> Result:
    """What these items come to, by 考核权重 ("20/40/40") and 等次标准 ("90/80").

    A score that is missing is no 0: a column has its total once each item has its score, and the composite is weighted
    over the parts that are there. It is rounded half up, and graded as it is printed.
    """
    own, inspected = (_whole(rows, column) for column in SCORES)
    leaders = _leaders(rows)
    bonus = _bonus(rows)
    composite = _composite((own, inspected, leaders), weights, bonus or Decimal(0))
    days = [day for row in rows if isinstance(day := row["检查日期"], date)]
    return Result(
        worth=total(rows, "分值"),
        own=own,
        inspected=inspected,
        leaders=leaders,
        bonus=bonus,
        composite=composite,
        grade=_grade(composite, limits),
        inspectors=tuple(dict.fromkeys(name for row in rows for name in _names(row.text("检查人")))),
        date=max(days, default=None),
    )


def number(row: Row, column: str) -> Decimal | None:
    """A cell's number, None where it has none."""
    value = row[column]
    return Decimal(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else None


def total(rows: Sequence[Row], column: str) -> Decimal | None:
    """The numbers of a column together, None where it has none."""
    found = [value for row in rows if (value := number(row, column)) is not None]
    return sum(found, Decimal(0)) if found else None


def _whole(rows: Sequence[Row], column: str) -> Decimal | None:
    """A column's total, None while an item has no score."""
    return None if any(number(row, column) is None for row in rows) else total(rows, column)


def _bonus(rows: Sequence[Row]) -> Decimal | None:
    """加减分 in all: one that stands in a cell merged over several items counts once."""
    given = {row.at("加减分"): value for row in rows if (value := number(row, "加减分")) is not None}
    return sum(given.values(), Decimal(0)) if given else None


def _leaders(rows: Sequence[Row]) -> Decimal | None:
    """领导评分: item by item where none lies above its 分值, then their total; else marks of the whole, their mean."""
    marks = [(mark, number(row, "分值")) for row in rows if (mark := number(row, "领导评分")) is not None]
    if all(worth is not None and mark <= worth for mark, worth in marks):
        return _whole(rows, "领导评分")
    return _to_one_decimal(sum((mark for mark, _ in marks), Decimal(0)) / len(marks))


def _composite(parts: Sequence[Decimal | None], weights: str, bonus: Decimal) -> Decimal | None:
    given = [
        (part, weight)
        for part, weight in zip(parts, map(Decimal, weights.split("/")), strict=True)
        if part is not None and weight
    ]
    if not given:
        return None
    mean = sum((part * weight for part, weight in given), Decimal(0)) / sum(weight for _, weight in given)
    return _to_one_decimal(mean + bonus)


def _to_one_decimal(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _grade(composite: Decimal | None, limits: str) -> str:
    if composite is None:
        return ""
    reached = (name for name, limit in zip(GRADES, limits.split("/"), strict=False) if composite >= Decimal(limit))
    return next(reached, GRADES[-1])


def _names(text: str) -> list[str]:
    return [name for part in _BETWEEN_NAMES.split(text) if (name := part.strip())]
