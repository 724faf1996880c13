"""The register of risks as a template sees it: the list in its order, and what it adds up to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from docgen.kinds.mentions import Mentions
from docgen.kinds.views import LEADERSHIP_NAME, RegisterView, TallyView
from docgen.programme.grading import level
from docgen.programme.model import Bureau, Grade, Risk
from docgen.programme.register import Tally, by_category, by_department, in_all, registered


def register_of(
    bureau: Bureau, on: date | None, mentions: Mentions, told: Callable[[Sequence[Risk]], tuple[Any, ...]]
) -> Any:
    """The bureau's register on a day; `told` makes the risks' records, which a template that only counts is spared."""
    risks = registered(bureau, on)
    departments = by_department(bureau, risks)
    names = bureau.setting("等级名称")
    return RegisterView.of(
        {
            "risks": told(risks) if mentions.ask("register", "risks") else (),
            "levels": tuple(level(grade, names) for grade in Grade),
            "by_department": tuple(_tally(item, item.name or LEADERSHIP_NAME) for item in departments),
            "by_category": tuple(_tally(item, item.name or "未填类别") for item in by_category(risks)),
            "total": _tally(in_all(departments), "合计"),
        }
    )


def _tally(tally: Tally, name: str) -> Any:
    grades = {"first": Grade.FIRST, "second": Grade.SECOND, "third": Grade.THIRD, "unknown": None}
    counted = {key: tally.grades.get(grade, 0) for key, grade in grades.items()}
    return TallyView.of({"name": name, **counted, "total": tally.total})
