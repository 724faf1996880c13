"""What of a bureau's year the year to come begins with, and what it does not: pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from docgen.programme.bureau import rows_of
from docgen.programme.headings import subject_name
from docgen.programme.model import EVENT_SHEETS, OPINIONS, Bureau, Event, EventRow, Risk
from docgen.programme.stages import SETTINGS
from docgen.programme.standing import LEVEL, REASON, Clash, changes, effective, risk_changes, standing_risk
from docgen.workbook.choices import WITHDRAWAL
from docgen.workbook.names import normal_word
from docgen.workbook.rows import Book, Value

CARRIED = ("领导小组", "机构", "人员")
"""The sheets that carry over as they are."""

RISK_SHEETS = ("个人风险点", "机构风险点", "班子风险点")

EMPTIED = (*SETTINGS, "公示开始日期")
"""The settings that hold for one year only."""

LAST_YEAR = "上年调整"
"""等级说明 of a risk whose level was adjusted."""

NoteSort = Literal["rows", "withdrawn", "adjusted", "passed", "setting", "sheet", "column"]
"""Rows of a sheet that begins empty; a risk that was withdrawn; a change that was applied, one that was not; a setting
that was emptied; a sheet or column that is not the program's."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that is otherwise in the new year than in the old, or not there."""

    sort: NoteSort
    sheet: str
    name: str = ""
    """风险编号 or 项目."""
    text: str = ""
    """What it was, or what was changed to what."""
    matter: str = ""
    """调整事项."""
    reason: str = ""
    day: date | None = None
    count: int = 0
    clash: Clash | None = None


@dataclass(slots=True)
class NextYear:
    """The year to come: settings of 单位 by 项目, rows of sheets by heading, and what is to be told."""

    year: int
    settings: dict[str, Value] = field(default_factory=dict)
    sheets: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def next_year(bureau: Bureau, books: Sequence[Book]) -> NextYear:
    """The year to come of a bureau whose workbooks have no errors.

    All changes of risks count, also those that stand only from a day of the new year on.
    """
    found = NextYear(bureau.year + 1)
    for item, row in bureau.settings.items():
        value = row["内容"]
        if item in EMPTIED and value is not None:
            found.notes.append(Note("setting", "单位", item, str(value)))
        found.settings[item] = bureau.year + 1 if item == "年度" else None if item in EMPTIED else value
    for sheet in CARRIED:
        found.sheets[sheet] = [dict(row.values()) | dict(row.own()) for row in rows_of(books, sheet)]
    by_risk = changes(bureau)
    confirmed = {EventRow.of(risk.row): risk for risk in bureau.risks()}
    for sheet in RISK_SHEETS:
        risks = [confirmed[place] for row in rows_of(books, sheet) if (place := EventRow.of(row)) in confirmed]
        found.sheets[sheet] = [
            line for risk in risks if (line := _risk(risk, by_risk.get(risk.number, ()))) is not None
        ]
        found.notes += (note for risk in risks for note in _of_risk(risk, by_risk.get(risk.number, ()), bureau))
    for sheet in (OPINIONS, *EVENT_SHEETS):
        if count := len(rows_of(books, sheet)):
            found.notes.append(Note("rows", sheet, count=count))
    found.notes += _unknown(books)
    order = ("withdrawn", "adjusted", "passed", "setting", "rows", "column", "sheet")
    found.notes.sort(key=lambda note: order.index(note.sort))
    return found


def _risk(risk: Risk, events: Sequence[Event]) -> dict[str, Value] | None:
    """A risk's row as it stands after all its changes, None for one that was withdrawn."""
    now = standing_risk(risk, events, date.max)
    if now is None:
        return None
    values: dict[str, Value] = {"风险编号": risk.number, **dict(now.row.values()), **dict(now.row.own())}
    values |= {"风险编号": risk.number, "风险等级": now.grade.value if now.grade else None}
    if any(change.matter == LEVEL and change.counts for change in risk_changes(risk, events)):
        values[REASON] = LAST_YEAR
    return values


def _of_risk(risk: Risk, events: Sequence[Event], bureau: Bureau) -> Iterator[Note]:
    """Its withdrawal, or else each of its changes; and those that were passed over."""
    sheet = risk.row.declared_sheet
    withdrawn = bool(events) and standing_risk(risk, events, date.max) is None
    for change in risk_changes(risk, events):
        row = change.event.row
        changed = " → ".join(filter(None, (row.text("调整前"), row.text("调整后"))))
        note = Note(
            "adjusted", sheet, risk.number, changed, change.matter, row.text("调整原因"), effective(change.event)
        )
        if not change.counts:
            yield replace(note, sort="passed", clash=change.clash)
        elif not withdrawn:
            yield note
        elif change.matter == WITHDRAWAL:
            yield replace(note, sort="withdrawn", text=f"{subject_name(risk.owner, bureau)}：{risk.content}")


def _unknown(books: Sequence[Book]) -> Iterator[Note]:
    """Sheets that are not the program's, and columns of 单位 that are not: nothing is known of what they hold."""
    variants: Mapping[str, NoteSort] = {"workbook.sheet": "sheet", "workbook.column": "column"}
    for book in books:
        for item in book.findings:
            sort = variants.get(item.rule)
            key = item.said.key.partition("/")[2]
            if sort == "sheet" and key in ("near", "unknown"):
                yield Note(sort, item.sheet or "", text=book.file)
            elif sort == "column" and key in ("near", "unknown") and normal_word(item.sheet or "") == "单位":
                yield Note(sort, "单位", item.value)
