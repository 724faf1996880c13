"""The four stages of the programme's year and their last days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from docgen.programme.model import Deadlines
from docgen.workbook.rows import Row

STAGES = ("动员部署", "贯彻执行", "检查考核", "调整修正")
"""The stages in their order (programme, section 四)."""

NUMBERED: Mapping[str, str] = {stage: f"{number} {stage}" for number, stage in enumerate(STAGES, start=1)}
"""Each stage with its number before it: so folders stand in the order of the year."""

SETTINGS = tuple(f"{stage}截止" for stage in STAGES)
"""Settings of 单位, in the order of the stages."""

_DEFAULTS = ((9, 20), (12, 10), (12, 20), (12, 31))
"""9月中旬, 12月上旬, 12月中旬 and 年底 (section 四 of the programme): the last day of each."""


def deadlines(year: int, settings: Mapping[str, Row]) -> Deadlines:
    """The stages' last days as set, or by the programme."""
    return Deadlines(
        *(day_set(settings.get(name)) or date(year, *day) for name, day in zip(SETTINGS, _DEFAULTS, strict=True))
    )


def day_set(row: Row | None) -> date | None:
    """The date that a row of 单位 sets, None where it sets none."""
    value = row["内容"] if row else None
    return value if isinstance(value, date) else None


def carrying_out(stages: Deadlines) -> tuple[date, date]:
    """First and last day of 贯彻执行."""
    return stages.mobilise + timedelta(days=1), stages.carry_out
