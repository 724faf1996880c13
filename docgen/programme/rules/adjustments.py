"""Changes of risks follow each other: 调整前 is what stands, and no two rows of 风险调整 contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.findings import Finding, warning
from docgen.programme.rules.case import Case
from docgen.programme.standing import Clash, Step, changes, steps

_AT: Mapping[Clash, str] = {
    Clash.NOT_STANDING: "调整事项",
    Clash.CONTRADICTS: "调整后",
    Clash.NO_LEVEL: "调整后",
    Clash.TYPED_OVER: "调整前",
    Clash.OTHER_BEFORE: "调整前",
}
"""The cell that a person would correct."""


def adjustments(case: Case) -> Iterator[Finding]:
    """Each change of a risk against what its sheet and the changes before it say; never more than one a row."""
    by_risk = changes(case.bureau)
    if not by_risk:
        return
    for risk in case.risks():
        for step in steps(risk, by_risk.get(risk.number, ())):
            if step.clash and not step.event.row.broken & {"调整事项", "调整前", "调整后"}:
                yield _told(step, step.clash)


def _told(step: Step, clash: Clash) -> Finding:
    row, column = step.event.row, _AT[clash]
    values = {"number": step.event.number, "stood": step.stood}
    return warning(f"identity.adjustment/{clash.value}", row.at(column), row.raw(column), **values)
