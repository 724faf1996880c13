"""Dates lie in the programme's year and stages, and follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from docgen.findings import Finding, error, warning
from docgen.programme.rules.case import Case
from docgen.programme.stages import SETTINGS, carrying_out
from docgen.workbook.schema import SHEETS, ColumnType


def dates(case: Case) -> Iterator[Finding]:
    """All rules about dates; a date of another year has that finding only."""
    yield from _year(case)
    first, last = carrying_out(case.bureau.deadlines)
    for opinion in case.bureau.opinions:
        day = opinion.date
        if day and day.year == case.bureau.year and not first <= day <= last:
            yield warning("dates.stage", opinion.row.at("日期"), opinion.row.raw("日期"), first=first, last=last)
    for row in case.rows("预警处置"):
        begun, due = row["日期"], row["整改期限"]
        if isinstance(begun, date) and isinstance(due, date) and due < begun and due.year == case.bureau.year:
            yield error("dates.due", row.at("整改期限"), row.raw("整改期限"), begun=begun)
    yield from _stages(case)


def _year(case: Case) -> Iterator[Finding]:
    year = case.bureau.year
    for sheet in SHEETS.values():
        columns = [column.name for column in sheet.columns if column.type is ColumnType.DATE]
        for row in case.rows(sheet.name) if columns else ():
            for column in columns:
                day = row[column]
                if isinstance(day, date) and day.year != year:
                    yield error("dates.year", row.at(column), row.raw(column), year=year)
    for item in SETTINGS:
        setting = case.bureau.settings.get(item)
        day = setting["内容"] if setting else None
        if setting and isinstance(day, date) and day.year != year:
            yield error("dates.year", setting.at("内容"), setting.raw("内容"), year=year)


def _stages(case: Case) -> Iterator[Finding]:
    """The four deadlines in order; told once, at the later of the two where it is set, else at the earlier."""
    stages = case.bureau.deadlines
    days = (stages.mobilise, stages.carry_out, stages.inspect, stages.adjust)
    if any(day.year != case.bureau.year for day in days):
        return
    for (before, earlier), (after, later) in pairwise(zip(SETTINGS, days, strict=True)):
        if later > earlier:
            continue
        setting = case.bureau.settings.get(after)
        if setting is None or setting["内容"] is None:
            setting = case.bureau.settings.get(before)
        if setting is not None:
            values = {"before": before, "after": after, "earlier": earlier, "later": later}
            yield error("dates.stages", setting.at("内容"), setting.raw("内容"), **values)
        return
