"""The names of a template that tell of the whole year: its figures, its results and their charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from docgen.kinds.charts import CHARTS, OF_SCORES
from docgen.kinds.mentions import Mentions
from docgen.kinds.reports import Reports
from docgen.kinds.views import ChartsView, EvaluationView, FiguresView

NOTHING: Mapping[str, Any] = {
    "charts": ChartsView.of({}),
    "figures": FiguresView.of({}),
    "results": (),
    "evaluation": EvaluationView.of({}),
}
"""Each of the names, with nothing to tell."""


def year_values(reports: Reports, mentions: Mentions, *, ranked: bool) -> Mapping[str, Any]:
    """What the template mentions of them; where departments are not to be `ranked`, no score is among them."""
    asked = {
        name: make
        for name, make in CHARTS.items()
        if mentions.ask("charts", name) and (ranked or name not in OF_SCORES)
    }
    made: Mapping[str, Callable[[], Any]] = {
        "charts": lambda: ChartsView.of({name: make(reports) for name, make in asked.items()}),
        "figures": reports.figures_view,
        "results": lambda: reports.results_view(ranked=ranked),
        "evaluation": lambda: reports.evaluation_view(ranked=ranked),
    }
    return {name: made[name]() if name in mentions.names else empty for name, empty in NOTHING.items()}
