"""A year in four looks: the workbook as it stands in September, October, mid-December and at the year's end, then the
year after. At each date what is due is made and nothing else, and status tells what is lacking and by when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.office.facts import Facts
from docgen.office.folder import Office, find_office, lay_out
from docgen.office.make import build
from docgen.office.rollover import rollover
from docgen.office.run import Wanted
from docgen.office.status import StageStatus, by_stage, status
from docgen.office.watch import Unwatched
from docgen.programme.check import check
from docgen.programme.stages import STAGES
from docgen.shipped import SAMPLE

ALL_KINDS = True

MOBILISE, CARRY_OUT, INSPECT, ADJUST = STAGES
SEPTEMBER, OCTOBER = date(2026, 9, 15), date(2026, 10, 28)
DECEMBER, YEAR_END = date(2026, 12, 16), date(2026, 12, 31)
"""One day in each stage of the sample's year: they end on 18 September, 8, 18 and 31 December."""

BEGUN = {SEPTEMBER: STAGES[:1], OCTOBER: STAGES[:2], DECEMBER: STAGES[:3], YEAR_END: STAGES}

DATED = {
    **dict.fromkeys(("审核意见", "前期预防", "预警处置", "风险调整", "会议签到"), "日期"),
    "责任追究": "决定日期",
    "发文": "成文日期",
}
FIRST_WRITTEN = {
    **dict.fromkeys(("个人风险点", "机构风险点", "班子风险点"), date(2026, 9, 19)),
    "民主测评": date(2026, 11, 20),
    "考核": date(2026, 12, 9),
    "表彰": date(2026, 12, 25),
}
"""When the rows of a sheet without dates come into the workbook."""

LATER = {
    "预警处置": ("完成日期", ("整改结果", "完成日期", "复核人", "复核意见")),
    "考核": ("检查日期", ("检查得分", "领导评分")),
}
"""Cells of a row that are filled in on the day that another cell of it names."""

ADDED = "线上援助申请"
"""Begins the risk that is added on 21 December only."""


def as_of(day: date, path: Path) -> None:
    """Write the sample as it stood on a day."""
    book = load_workbook(SAMPLE)
    for name in book.sheetnames:
        page = book[name]
        assert isinstance(page, Worksheet)
        heading = [cell.value for cell in page[1]]
        for row in range(page.max_row, 1, -1):
            values = {str(word): cell for word, cell in zip(heading, page[row], strict=True)}
            if _is_later(name, values, day):
                page.delete_rows(row)
            elif name in LATER and _day(values[LATER[name][0]].value) > day:
                for word in LATER[name][1]:
                    values[word].value = None
    book.save(path)


def _is_later(sheet: str, cells: dict[str, Any], day: date) -> bool:
    if sheet == "机构风险点" and str(cells["风险内容"].value).startswith(ADDED):
        return day < date(2026, 12, 21)
    if sheet in DATED:
        return _day(cells[DATED[sheet]].value) > day
    return FIRST_WRITTEN.get(sheet, day) > day


def _day(value: object) -> date:
    return value.date() if isinstance(value, datetime) else date.min


@dataclass
class Year:
    """An office's folder, its workbook replaced as the year goes on."""

    home: Path

    @property
    def office(self) -> Office:
        found = find_office(self.home)
        assert found
        return found

    def build(self, on: date, *, begun_only: bool = True) -> Facts:
        wanted = Wanted(on, datetime(2026, 1, 1), formats=("docx",), jobs=1, begun_only=begun_only)
        report = build(self.office, wanted, Unwatched())
        assert (report.errors, report.exit_code) == (0, 0), report.facts.failures
        return report.facts

    def on(self, day: date) -> Facts:
        as_of(day, self.home / "inputs" / "表.xlsx")
        return self.build(day)

    def made(self, year: int = 2026) -> Counter[str]:
        """How many documents of each kind there are."""
        found = status(self.office, YEAR_END).documents
        return Counter(item.kind for item in found if item.state == "made" and item.year == year)

    def stages_made(self) -> set[str]:
        return {item.stage for item in status(self.office, YEAR_END).documents if item.state == "made"}

    def stages(self, on: date) -> dict[str, StageStatus]:
        found = status(self.office, on)
        days = found.days["云岭县司法局", 2026]
        return {
            item.stage: item for item in by_stage((item for item in found.documents if item.year == 2026), days, on)
        }

    def lacking(self, on: date) -> set[str]:
        """Kinds of stages that have begun with documents still to be made."""
        begun = {stage for stage, item in self.stages(on).items() if item.begun}
        return {item.kind for item in status(self.office, on).documents if item.lacking and item.stage in begun}


def days(stage: StageStatus) -> tuple[date, date]:
    assert stage.days
    return stage.days.begins, stage.days.due


def empty(stage: StageStatus) -> tuple[str, ...]:
    assert stage.days
    return stage.days.empty


@pytest.fixture
def year(tmp_path: Path) -> Year:
    home = tmp_path / "局"
    lay_out(home)
    return Year(home)


def test_the_sample_is_sound_at_each_date(tmp_path: Path) -> None:
    for day in BEGUN:
        as_of(day, tmp_path / "表.xlsx")
        assert [(item.rule, item.message) for item in check([tmp_path / "表.xlsx"], on=day).errors] == []


@pytest.mark.slow
def test_a_year_from_its_beginning_to_the_next(year: Year) -> None:
    # September: the meeting of 10 September is all that has happened.
    year.on(SEPTEMBER)
    assert year.stages_made() == {MOBILISE}
    assert year.made()["meeting_signin"] == 1
    found = year.stages(SEPTEMBER)
    assert found[MOBILISE].lacking == 0
    assert not found[CARRY_OUT].begun
    assert found[CARRY_OUT].made == 0
    assert days(found[CARRY_OUT]) == (date(2026, 9, 19), date(2026, 12, 8))
    assert (found[INSPECT].lacking, empty(found[INSPECT])) == (0, ("考核",)), "nothing to inspect yet"
    assert days(found[INSPECT]) == (date(2026, 12, 9), date(2026, 12, 18))
    assert not year.lacking(SEPTEMBER)

    # October: everybody's table; the public sheets and their notice wait for the party branch, which comes to it on 2 November.
    facts = year.on(OCTOBER)
    assert {item.id.partition("/")[0] for item in facts.held_back} == {"public_notice", "notice_announcement"}
    assert year.stages_made() == {MOBILISE, CARRY_OUT}
    assert (year.made()["personal_check"], year.made()["department_check"], year.made()["leadership_check"]) == (
        45,
        12,
        1,
    )
    found = year.stages(OCTOBER)
    assert found[CARRY_OUT].left == 41, "until 8 December"
    assert year.lacking(OCTOBER) == {"public_notice", "notice_announcement"}
    assert found[CARRY_OUT].lacking == len(facts.held_back)
    assert not {"self_inspection", "inspection_score", "adjustment"} & year.made().keys()

    # Mid-December: what was inspected by then has its sheets.
    year.on(DECEMBER)
    assert year.stages_made() == {MOBILISE, CARRY_OUT, INSPECT}
    assert (year.made()["self_inspection"], year.made()["inspection_score"]) == (12, 12)
    assert year.made()["public_notice"] == 2 * 13, "approved meanwhile"
    found = year.stages(DECEMBER)
    assert (found[CARRY_OUT].lacking, found[INSPECT].lacking) == (0, 0)
    assert not year.lacking(DECEMBER)

    # The end: risks are adjusted, what was found is answered for.
    year.on(YEAR_END)
    assert year.stages_made() == set(STAGES)
    assert year.made()["adjustment"] == 10, "of the departments and the leadership whose risks were changed"
    assert year.made()["accountability"] == 4
    assert {stage: item.lacking for stage, item in year.stages(YEAR_END).items()} == dict.fromkeys(STAGES, 0)

    # A look back takes nothing down.
    before = year.made()
    assert year.build(SEPTEMBER).withdrawn == []
    assert year.made() == before

    # The year after stands beside it.
    target = year.home / "inputs" / "2027.xlsx"
    rolled = rollover(year.office, [], target, YEAR_END, Unwatched())
    assert (rolled.year, rolled.people, rolled.withdrawn) == (2027, 45, 1)
    january = date(2027, 1, 20)
    checked = check([target], on=january, last=[year.home / "inputs" / "表.xlsx"])
    assert [(item.rule, item.message) for item in checked.errors] == []
    facts = year.build(january)
    assert facts.withdrawn == []
    assert year.made() == before
    assert not year.made(2027) - Counter({"leading_group": 1, "programme_plan": 1}), "its first stage has only begun"
    year.build(january, begun_only=False)
    assert (year.made(2027)["personal_check"], year.made()) == (45, before)
    places = {
        item.year: list(item.files.values())
        for item in status(year.office, january).documents
        if item.id.endswith("/003")
    }
    assert [places[number][0].split("/")[0] for number in (2026, 2027)] == ["云岭县司法局2026年", "云岭县司法局2027年"]


def test_without_a_day_all_that_there_is_content_for_is_made(year: Year) -> None:
    as_of(YEAR_END, year.home / "inputs" / "表.xlsx")
    year.build(SEPTEMBER, begun_only=False)
    assert year.stages_made() == set(STAGES)
