"""Dates lie in the programme's year and stages, and follow each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from docgen.findings import Finding, error, note, warning
from docgen.programme.model import OPINIONS
from docgen.programme.rules.case import Case
from docgen.programme.stages import SETTINGS, carrying_out, day_set
from docgen.programme.workdays import period
from docgen.workbook.columns import ColumnType, Span
from docgen.workbook.names import normal_word
from docgen.workbook.rows import Row
from docgen.workbook.schema import SHEETS


def dates(case: Case) -> Iterator[Finding]:
    """All rules about dates; a date of another year has that finding only."""
    dated = list(_dates(case))
    yield from _year(case, dated)
    yield from _outside_stage(case)
    yield from _stages(case)
    yield from _holidays(case)
    yield from _not_yet(case, dated)
    for row in case.rows("预警处置"):
        begun, due = row["日期"], row["整改期限"]
        if isinstance(begun, date) and isinstance(due, date) and due < begun and due.year == case.bureau.year:
            yield error("dates.due", row.at("整改期限"), row.raw("整改期限"), begun=begun)


DONE = frozenset({"日期", "送达日期", "完成日期", "决定日期"})
"""Columns that tell when something was done."""

BEFOREHAND = "会议签到"
"""Its pages are printed before the meeting."""

FEW = 5
"""Dates after the day of the check up to which each is told; where more are, it is the day that was chosen so."""


def _not_yet(case: Case, dated: Sequence[_Dated]) -> Iterator[Finding]:
    """What is said to be done lies after the day of the check."""
    year = case.bureau.year
    late = [
        item for item in dated if item.day > case.on and item.column in DONE and lies_within(item.day, item.span, year)
    ]
    stage_end = carrying_out(case.bureau.deadlines)[1]
    late = [item for item in late if not _is_told_or_allowed(item, stage_end)]
    if len(late) > FEW:
        first = late[0]
        at, last = first.row.at(first.column), max(item.day for item in late)
        yield note("dates.future/many", at, first.row.raw(first.column), on=case.on, count=len(late), last=last)
        return
    for item in late:
        yield warning("dates.future", item.row.at(item.column), item.row.raw(item.column), on=case.on)


def _is_told_or_allowed(item: _Dated, stage_end: date) -> bool:
    """A meeting whose pages are printed beforehand; an opinion after its stage, which has its finding."""
    sheet = normal_word(item.row.sheet)
    return sheet == BEFOREHAND or (sheet == OPINIONS and item.day > stage_end)


def _holidays(case: Case) -> Iterator[Finding]:
    """The period of publication may not be counted rightly where it touches a year whose moved days are not known."""
    row = case.bureau.settings.get("公示开始日期")
    found = period(day_set(row), case.bureau.setting("公示工作日数"), case.workdays)
    if row is None or found is None:
        return
    if years := case.workdays.unsure(found.first, found.last):
        told = "、".join(map(str, years))
        yield note("dates.holidays", row.at("内容"), row.raw("内容"), years=told, last=found.last, days=found.days)


LAST_END = (3, 31)
"""Month and day of the next year to which what ends a matter of the year may run (workbook rules: dates)."""

_WORDS = {
    Span.YEAR: "dates.year",
    Span.WITH_ENDS: "dates.year/next",
    Span.FROM_YEAR: "dates.year/later",
    Span.TO_YEAR: "dates.year/before",
}

MANY = 4
"""Dates from which, when more than half of all are wrong in one way, the year or the deadline is what is wrong."""


def _outside_stage(case: Case) -> Iterator[Finding]:
    first, last = carrying_out(case.bureau.deadlines)
    if first > last:
        return  # told by _stages
    dated = [item for item in case.bureau.opinions if item.date and item.date.year == case.bureau.year]
    outside = [item for item in dated if item.date and not first <= item.date <= last]
    if len(outside) >= MANY and 2 * len(outside) > len(dated):
        setting = next((row for name in SETTINGS[:2] if (row := case.bureau.settings.get(name))), None)
        at, raw = (setting.at("内容"), setting.raw("内容")) if setting else (outside[0].row.at("日期"), "")
        yield warning("dates.stage/all", at, raw, first=first, last=last, count=len(outside))
        return
    for opinion in outside:
        yield warning("dates.stage", opinion.row.at("日期"), opinion.row.raw("日期"), first=first, last=last)


def _year(case: Case, dated: Sequence[_Dated]) -> Iterator[Finding]:
    year = case.bureau.year
    wrong = [item for item in dated if not lies_within(item.day, item.span, year)]
    bounded = sum(item.span in (Span.YEAR, Span.WITH_ENDS) for item in dated)
    years = {item.day.year for item in wrong}
    setting = case.bureau.settings.get("年度")
    if len(years) == 1 and len(wrong) >= MANY and 2 * len(wrong) > bounded and setting:
        at = setting.at("内容")
        yield error("dates.year/all", at, setting.raw("内容"), year=year, count=len(wrong), other=years.pop())
        return
    for item in wrong:
        yield error(_WORDS[item.span], item.row.at(item.column), item.row.raw(item.column), year=year)


def lies_within(day: date, span: Span, year: int) -> bool:
    """Whether a date of such a column may be this one, in the programme's year."""
    if day.year == year or span is Span.YEAR:
        return day.year == year
    if span is Span.WITH_ENDS:
        return date(year, 12, 31) < day <= date(year + 1, *LAST_END)
    return day.year > year if span is Span.FROM_YEAR else day.year < year


class _Dated(NamedTuple):
    """A date, where it stands, and where it may lie."""

    row: Row
    column: str
    day: date
    span: Span


def _dates(case: Case) -> Iterator[_Dated]:
    """Every date of the year's sheets and of the settings."""
    for sheet in SHEETS.values():
        columns = [(column.name, column.span) for column in sheet.columns if column.type is ColumnType.DATE]
        for row in case.rows(sheet.name) if columns else ():
            yield from (_Dated(row, name, day, span) for name, span in columns if isinstance(day := row[name], date))
    for setting in SHEETS["单位"].settings:
        row_of = case.bureau.settings.get(setting.name)
        day = row_of["内容"] if row_of and setting.type is ColumnType.DATE else None
        if row_of and isinstance(day, date):
            yield _Dated(row_of, "内容", day, setting.span)


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
