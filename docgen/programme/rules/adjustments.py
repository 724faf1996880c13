"""Changes of risks follow each other: 调整前 is what stands, and no two rows of 风险调整 contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.findings import Finding, warning
from docgen.programme.rules.case import Case
from docgen.programme.standing import FIELDS, LEVEL, Clash, RiskChange, changes, level_meant, risk_changes
from docgen.workbook.choices import GRADE_NAMES
from docgen.workbook.names import bare, normal_word

OTHER_NAMES = GRADE_NAMES[1:]
"""等级名称 of offices that print other words than the risk sheets have."""

_AT: Mapping[Clash, str] = {
    Clash.NOT_STANDING: "调整事项",
    Clash.CONTRADICTS: "调整后",
    Clash.NO_LEVEL: "调整后",
    Clash.TYPED_OVER: "调整前",
    Clash.OTHER_BEFORE: "调整前",
}
"""The cell that a person would correct."""


def adjustments(case: Case) -> Iterator[Finding]:
    """Each change of a risk against what its sheet and the changes before it say; and its words for a level."""
    by_risk = changes(case.bureau)
    if not by_risk:
        return
    for risk in case.risks():
        for change in risk_changes(risk, by_risk.get(risk.number, ())):
            yield from _other_words(case, change)
            yield from _no_change(change)
            if change.clash and not change.event.row.broken & {"调整事项", "调整前", "调整后"}:
                yield _told(change, change.clash)


def _other_words(case: Case, change: RiskChange) -> Iterator[Finding]:
    """A level named in words that the office does not print: 中 where its levels are 一级, 二级 and 三级."""
    row = change.event.row
    if change.matter != LEVEL or case.bureau.setting("等级名称") in OTHER_NAMES:
        return
    meant = level_meant(row.text("调整后"))
    if meant and meant.value != normal_word(row.text("调整后")) and "调整后" not in row.broken:
        at, values = row.at("调整后"), {"number": change.event.number, "level": meant.value}
        yield warning("identity.adjustment/other-words", at, row.raw("调整后"), **values)


def _no_change(change: RiskChange) -> Iterator[Finding]:
    """调整后 says what 调整前 says, and that is what stood."""
    row, before = change.event.row, change.event.row.text("调整前")
    if change.clash is None and change.matter in FIELDS and before and bare(before) == bare(row.text("调整后")):
        yield warning("identity.adjustment/no-change", row.at("调整后"), row.raw("调整后"), number=change.event.number)


def _told(change: RiskChange, clash: Clash) -> Finding:
    row, column = change.event.row, _AT[clash]
    values = {"number": change.event.number, "stood": change.stood}
    return warning(f"identity.adjustment/{clash.value}", row.at(column), row.raw(column), **values)
