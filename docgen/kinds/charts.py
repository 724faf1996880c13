"""The charts that a template may ask for, as figures: `{{ charts.levels }}`. Where the document is made they are drawn.

A chart that has nothing to show is "". One of more departments than a page can hold shows kinds of departments instead,
or how many reached which scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise

from docgen.kinds.reports import Reports
from docgen.kinds.sentences import place_of
from docgen.kinds.subjects import LEADERSHIP_NAME
from docgen.programme.model import Grade
from docgen.programme.scores import GRADES
from docgen.programme.totals import LEADERSHIP, levels_by_department
from docgen.word.chart import Chart, ChartSeries

MOST_BARS = 30
"""Departments that one chart names: with more it would not stand on a page with its caption."""

BANDS = (95, 90, 85, 80, 70)
"""The lower ends of the bands that scores of more departments are counted in; the last band lies below all."""


def levels(reports: Reports) -> Chart | str:
    """Risks by level and department, the leadership's and its members' first."""
    bureau = reports.bureau
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
    return Chart(
        f"{bureau.year}年度{what}廉政风险点数量（条）",
        tuple(name or LEADERSHIP_NAME for name in found),
        tuple(
            ChartSeries(reports.level_name(grade), tuple(counted[grade] for counted in found.values()))
            for grade in Grade
        ),
        stacked=True,
    )


def grades(reports: Reports) -> Chart | str:
    """Risks by level, this year's beside last year's where that is known."""
    now, before = reports.figures, reports.last_figures
    if not any((*now.levels.values(), *(before.levels.values() if before else ()))):
        return ""
    return Chart(
        f"{now.year}年度各等级廉政风险点数量（条）",
        tuple(map(reports.level_name, Grade)),
        tuple(
            ChartSeries(f"{one.year}年", tuple(one.levels[grade] for grade in Grade)) for one in (now, before) if one
        ),
    )


def results(reports: Reports) -> Chart | str:
    """The departments' scores, the highest first, with their places, the grades' limits and last year's scores."""
    scored = [place for place in reports.places if place.result.composite is not None]
    if not scored:
        return ""
    year = reports.bureau.year
    if len(scored) > MOST_BARS:
        return _bands([place.result.composite or Decimal(0) for place in scored], year)
    before = reports.last_scores
    limits = reports.bureau.setting("等次标准").split("/")
    now = ChartSeries(f"{year}年", tuple(place.result.composite for place in scored))
    last = ChartSeries(f"{year - 1}年", tuple(before.get(place.department) for place in scored))
    return Chart(
        f"{year}年度各机构综合得分（分）",
        tuple(place.department for place in scored),
        (now, last) if before else (now,),
        notes=tuple(map(place_of, scored)),
        limits=tuple((Decimal(limit), f"{name}{limit}") for limit, name in zip(limits, GRADES, strict=False)),
    )


def _bands(scores: list[Decimal], year: int) -> Chart:
    names = (
        f"{BANDS[0]}分及以上",
        *(f"{low}分至{high}分以下" for high, low in pairwise(BANDS)),
        f"{BANDS[-1]}分以下",
    )
    counted = Counter(next((place for place, low in enumerate(BANDS) if score >= low), len(BANDS)) for score in scores)
    return Chart(
        f"{year}年度各分数段机构数量（个）",
        names,
        (ChartSeries("机构", tuple(counted[place] for place in range(len(names)))),),
    )


CHARTS: Mapping[str, Callable[[Reports], Chart | str]] = {"levels": levels, "grades": grades, "results": results}
"""Name behind `charts.` → what makes it."""

OF_SCORES = frozenset(("results",))
"""The charts that tell scores: of a document that must not rank, they are empty."""
