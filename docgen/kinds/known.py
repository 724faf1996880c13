"""The names that a kind's template may use; `context` gives them their values."""

from __future__ import annotations

from docgen.kinds.kind import Kind
from docgen.kinds.views import (
    EVENT_VIEWS,
    ArchiveView,
    BureauView,
    ChartsView,
    DeadlinesView,
    DepartmentView,
    DocumentView,
    EvaluationView,
    FiguresView,
    MatterView,
    MemberView,
    OfficeView,
    OpinionView,
    PeriodView,
    PersonView,
    RegisterView,
    ResultView,
    RiskView,
    names_of,
)


def known_names(kind: Kind) -> dict[str, frozenset[str]]:
    """The names that the kind's template may use, each with its fields (none for a plain value).

    Those of a list's items are under the list's name: "risks" → number, category …
    """
    names: dict[str, frozenset[str]] = {
        "bureau": names_of(BureauView),
        "document": names_of(DocumentView),
        "year": frozenset(),
        "blank": frozenset(),
        "blank_rows": frozenset(),
        "office": names_of(OfficeView),
        "bases": frozenset(),
        "period": names_of(PeriodView),
        "group": names_of(MemberView),
        "charts": names_of(ChartsView),
        "figures": names_of(FiguresView),
        "results": names_of(ResultView),
        "evaluation": names_of(EvaluationView),
        "risks": names_of(RiskView),
        "matters": names_of(MatterView),
        "opinions": names_of(OpinionView),
    }
    if "P" in kind.scopes or "E" in kind.scopes:
        names["person"] = names_of(PersonView)
    if "D" in kind.scopes or "E" in kind.scopes:
        names["department"] = names_of(DepartmentView)
    if "E" in kind.scopes:
        names["event"] = names_of(EVENT_VIEWS[kind.rows])
    if not {"E", "B"}.isdisjoint(kind.scopes):
        names["deadlines"] = names_of(DeadlinesView)
    if kind.scopes != ("E",):
        names["votes"] = names_of(EVENT_VIEWS["民主测评"]) - {"rows"}
    if kind.of_record:
        names["archive"] = names_of(ArchiveView)
    if kind.scopes == ("B",):
        names["register"] = names_of(RegisterView)
    if not {"D", "B"}.isdisjoint(kind.scopes):
        names["adjustments"] = names_of(EVENT_VIEWS["风险调整"]) - {"rows", "subject"}
    return names
