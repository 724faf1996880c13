"""The charts that a template may ask for, as figures: `{{ charts.levels }}`. Where the document is made they are drawn.

A chart that has nothing to show is "". One of more departments than a page can hold shows kinds of departments instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from docgen.programme.grading import level
from docgen.programme.model import Bureau, Grade
from docgen.programme.totals import LEADERSHIP, levels_by_department
from docgen.word.chart import Chart, Series

LEADERSHIP_NAME = "局领导班子"
"""How the leadership is called where departments are listed."""

MOST_BARS = 30
"""Departments that one chart names: with more it would not stand on a page with its caption."""


def levels(bureau: Bureau) -> Chart | str:
    """Risks by level and department, the leadership's and its members' first."""
    found = levels_by_department(bureau)
    what = "各机构"
    if len(found) > MOST_BARS:
        what = "各类机构"
        grouped: dict[str, Counter[Grade | None]] = {}
        for name, counted in found.items():
            kind = bureau.departments[name].kind if name else LEADERSHIP
            grouped.setdefault(kind, Counter()).update(counted)
        found = grouped
    if not any(counted[grade] for counted in found.values() for grade in Grade):
        return ""
    names = bureau.setting("等级名称")
    return Chart(
        f"{bureau.year}年度{what}廉政风险点数量（条）",
        tuple(name or LEADERSHIP_NAME for name in found),
        tuple(
            Series(
                word if (word := level(grade, names)).endswith("级") else f"{word}风险",
                tuple(counted[grade] for counted in found.values()),
            )
            for grade in Grade
        ),
        stacked=True,
    )


CHARTS: Mapping[str, Callable[[Bureau], Chart | str]] = {"levels": levels}
"""Name behind `charts.` → what makes it."""
