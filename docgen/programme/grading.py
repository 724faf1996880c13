"""风险等级 from 发生几率 and 危害程度: the programme's 3 × 3 table, which an office may set otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from docgen.errors import CannotUse
from docgen.programme.model import Grade
from docgen.workbook.choices import GRADE_NAMES, GRADES, LIKELIHOODS, SEVERITIES

GradingTable = Mapping[tuple[str, str], Grade]
"""(发生几率, 危害程度) → 风险等级, all nine of them."""

_FIRST = {("高", "重"), ("高", "中"), ("中", "重")}
_SECOND = {("高", "轻"), ("中", "中"), ("低", "重")}

DEFAULT: GradingTable = MappingProxyType(
    {
        (likelihood, severity): Grade.FIRST
        if (likelihood, severity) in _FIRST
        else Grade.SECOND
        if (likelihood, severity) in _SECOND
        else Grade.THIRD
        for likelihood in LIKELIHOODS
        for severity in SEVERITIES
    }
)
"""The programme's levels (section 四, 第二阶段, (二)) as a table (documents: the programme in facts)."""

_ORDER = tuple(Grade)

LEVELS: Mapping[str, Mapping[Grade, str]] = {
    name: dict(zip(Grade, words, strict=True))
    for name, words in zip(GRADE_NAMES, (GRADES, ("高", "中", "低")), strict=True)
}
"""等级名称 → how each grade is printed."""


def grading_table(changes: Mapping[str, object] | None) -> GradingTable:
    """The table with an office's own entries, as {"高重": "一级"}. Raises CannotUse for one that is none."""
    table = dict(DEFAULT)
    for key, value in (changes or {}).items():
        pair = (key[:1], key[1:])
        if pair not in DEFAULT or value not in list(Grade):
            raise CannotUse("office.grading", key=key, value=value)
        table[pair] = Grade(str(value))
    return table


def derived(table: GradingTable, likelihood: str, severity: str) -> Grade | None:
    """The grade that follows, None where either is not known."""
    return table.get((likelihood, severity))


def level(grade: Grade | None, names: str) -> str:
    """How the office prints a grade, by its 等级名称 (the programme's words where that is empty); "" for None."""
    return LEVELS.get(names, LEVELS[GRADE_NAMES[0]])[grade] if grade else ""


def steps_lower(given: Grade, than: Grade) -> int:
    """How many levels `given` lies below `than`; negative where it lies above."""
    return _ORDER.index(given) - _ORDER.index(than)
