"""The register of risks as a template sees it: the list in its order, and what it adds up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docgen.kinds.mentions import Mentions
from docgen.kinds.subjects import LEADERSHIP_NAME
from docgen.kinds.views import RegisterView, TallyView
from docgen.programme.grading import level
from docgen.programme.model import Bureau, Grade, Risk
from docgen.programme.register import WITHOUT, levels_by_category, registered
from docgen.programme.totals import levels_by_department

_COLUMNS: Mapping[str, Grade | None] = {
    "first": Grade.FIRST,
    "second": Grade.SECOND,
    "third": Grade.THIRD,
    "unknown": None,
}


def register_of(bureau: Bureau, mentions: Mentions, told: Callable[[Sequence[Risk]], tuple[Any, ...]]) -> Any:
    """The bureau's register; `told` makes the risks' records, which a template that only counts is spared."""
    risks = registered(bureau)
    departments = levels_by_department(bureau)
    names = bureau.setting("等级名称")
    return RegisterView.of(
        {
            "risks": told(risks) if mentions.ask("register", "risks") else (),
            "levels": tuple(level(grade, names) for grade in Grade),
            "by_department": tuple(_tally(name or LEADERSHIP_NAME, item) for name, item in departments.items()),
            "by_category": tuple(_tally(name or WITHOUT, item) for name, item in levels_by_category(risks).items()),
            "total": _tally("合计", Counter(risk.grade for risk in risks)),
        }
    )


def _tally(name: str, levels: Counter[Grade | None]) -> Any:
    counted = {column: levels[grade] for column, grade in _COLUMNS.items()}
    return TallyView.of({"name": name, **counted, "total": levels.total()})
