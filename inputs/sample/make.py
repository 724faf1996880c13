"""Makes the sample workbook inputs/示例.xlsx and the empty one inputs/空白.xlsx from the texts beside this file.

    .venv/bin/python inputs/sample/make.py

The bureau, its people and everything that happens there are invented. The same texts give the same bytes.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docgen.files import write_whole
from docgen.programme.grading import DEFAULT
from docgen.shipped import BLANK, SAMPLE
from docgen.workbook.blank import blank_workbook
from docgen.workbook.package import saved
from docgen.workbook.write import write_blank

HERE = Path(__file__).resolve().parent

PENDING = {"029", "033", "038", "042", "045"}
"""People whose tables the leading group has not come to yet: a year is never quite finished."""

HEADS_SAY = ("查找全面，情况属实，同意上报。", "风险点与岗位相符，措施可行，同意。", "情况属实，请抓好落实。")
LEADERS_SAY = ("同意。", "同意，请按季度对照检查。", "措施具体，同意报领导小组审定。")
OF_DEPARTMENTS = ("查找到位，工作程序清楚，同意。", "同意，一级风险由我直接跟踪。")

_LINE = Side(style="thin", color="FFBFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FONT = Font(name="宋体", size=11)
_WRAP = Alignment(vertical="top", wrap_text=True)

Row = list[Any]


def sections(name: str) -> dict[str, list[list[str]]]:
    """The sections of a text file: heading → rows of the cells between bars."""
    found: dict[str, list[list[str]]] = {"": []}
    current = found[""]
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current.append([cell.strip() for cell in line.split("|")])
    return found


def grade(likelihood: str, severity: str) -> str:
    """The grade that follows from the programme's table."""
    return DEFAULT[likelihood, severity].value


class Year:
    """All rows of the sample, sheet by sheet."""

    def __init__(self) -> None:
        with (HERE / "year.toml").open("rb") as file:
            self._facts = tomllib.load(file)
        self._people = sections("people.txt")[""]
        self._posts = sections("posts.txt")
        self._departments = sections("departments.txt")

    def rows(self) -> dict[str, list[Row]]:
        """Sheet → rows in the order of its columns."""
        return {
            "机构": list(self._department_rows()),
            "人员": list(self._person_rows()),
            "个人风险点": list(self._person_risks()),
            "机构风险点": list(self._department_risks()),
            "班子风险点": list(self._leadership_risks()),
            "审核意见": list(self._opinions()),
            "考核": list(self._scores()),
            "会议签到": list(self._attendance()),
            **{name: [list(row) for row in rows] for name, rows in self._facts["sheets"].items()},
        }

    def settings(self) -> dict[str, Any]:
        """项目 → 内容."""
        return dict(self._facts["settings"])

    # ------------------------------------------------------------ who there is

    def _heads(self) -> Iterator[tuple[list[str], list[list[str]]]]:
        for heading, risks in self._departments.items():
            if "|" in heading:
                yield [cell.strip() for cell in heading.split("|")], risks

    def _department_rows(self) -> Iterator[Row]:
        for head, _ in self._heads():
            yield list(head)

    def _person_rows(self) -> Iterator[Row]:
        for key, name, department, title, post, politics, _, duties in self._people:
            yield [key, name, department, title, post, duties, "否" if department else "是", politics, "", ""]

    # ------------------------------------------------------------ risks

    def _person_risks(self) -> Iterator[Row]:
        for key, name, *_, posts, _ in self._people:
            for part in posts.split():
                post, _, places = part.partition(":")
                for place in places:
                    category, content, shown, found, likelihood, severity, measure = self._posts[post][int(place) - 1]
                    level = grade(likelihood, severity)
                    yield ["", key, name, category, content, shown, found, likelihood, severity, level, measure]

    def _department_risks(self) -> Iterator[Row]:
        for head, risks in self._heads():
            for process, category, content, shown, likelihood, severity, measure, steps in risks:
                level = grade(likelihood, severity)
                yield ["", head[0], process, category, content, shown, likelihood, severity, level, measure, steps]

    def _leadership_risks(self) -> Iterator[Row]:
        for matter, content, shown, likelihood, severity, measure, leader in self._departments["班子"]:
            yield ["", matter, content, shown, likelihood, severity, grade(likelihood, severity), measure, leader]

    # ------------------------------------------------------------ opinions

    def _opinions(self) -> Iterator[Row]:
        heads = {head[0]: (head[2], head[3]) for head, _ in self._heads()}
        for number, (key, _, department, *_) in enumerate(self._people):
            first = working_day(date(2026, 10, 9), number % 4)
            head, leader = heads.get(department, ("", ""))
            if department and key != head:
                said = (
                    "查找全面，情况属实，同意上报。",
                    "风险点与岗位相符，措施可行，同意。",
                    "情况属实，请抓好落实。",
                )[number % 3]
                yield ["个人", key, "股室负责人", said, head, first]
            if department:
                yield ["个人", key, "分管领导", LEADERS_SAY[number % len(LEADERS_SAY)], leader, working_day(first, 3)]
            if key not in PENDING:
                chief = "001" if key != "001" else "002"
                yield ["个人", key, "领导小组", "经审定，同意登记。", chief, date(2026, 10, 27)]
        for number, (head, _) in enumerate(self._heads()):
            day = working_day(date(2026, 10, 13), number % 3)
            yield ["机构", head[0], "分管领导", OF_DEPARTMENTS[number % len(OF_DEPARTMENTS)], head[3], day]
            yield ["机构", head[0], "领导小组", "经审定，同意登记。", "001", date(2026, 10, 27)]
        yield ["班子", "", "领导小组", "经集体研究，同意登记并公示。", "001", date(2026, 10, 28)]
        yield ["登记册", "", "党支部", "审核无误，同意登记造册并公示。", "004", date(2026, 11, 2)]

    # ------------------------------------------------------------ the year's end

    def _scores(self) -> Iterator[Row]:
        facts = self._facts["scores"]
        for head, _ in self._heads():
            *got, reason = facts[head[0]]
            worst = max(range(len(got)), key=lambda place: facts["worth"][place] - got[place])
            for place, (item, worth, score) in enumerate(zip(facts["items"], facts["worth"], got, strict=True)):
                own = min(worth, score + (1 if worth - score > 1 else 0))
                why = (reason if place == worst else "有关记录不够完整") if score < worth else ""
                yield [head[0], item, worth, own, Decimal(score), why]

    def _attendance(self) -> Iterator[Row]:
        for _, name, department, *_ in self._people:
            yield ["廉政风险防控工作动员会", date(2026, 9, 10), name, department or "局领导"]
        for member in self._facts["sheets"]["领导小组"][:-1]:
            yield ["领导小组审定会", date(2026, 10, 27), member[1], "领导小组"]


def working_day(start: date, later: int) -> date:
    """The day `later` working days after `start`."""
    day = start
    while later or day.weekday() >= 5:
        day += timedelta(days=1)
        later -= day.weekday() < 5 and later > 0
    return day


def fill(page: Worksheet, rows: list[Row]) -> None:
    """Write rows under the heading as a tidy office types them, the folded columns opened where they are used."""
    used = max(map(len, rows), default=0)
    if page.column_dimensions[get_column_letter(used)].hidden:
        for column in page.column_dimensions.values():
            column.hidden = column.collapsed = False
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            cell = page.cell(number, column)
            if value not in ("", None):
                cell.value = value
            cell.font, cell.alignment, cell.border = _FONT, _WRAP, _BOX
            cell.number_format = (
                "yyyy-mm-dd" if isinstance(value, date) else "@" if isinstance(value, str) else "General"
            )


def sample() -> bytes:
    """The sample workbook."""
    book = load_workbook(io.BytesIO(blank_workbook()))
    year = Year()
    settings = year.settings()
    page = book["单位"]
    for row in page.iter_rows(min_row=2, max_col=2):
        if row[0].value in settings:
            value = settings[row[0].value]
            row[1].value = value
            if isinstance(value, date):
                row[1].number_format = "yyyy-mm-dd"
            page.row_dimensions[row[0].row].hidden = False
    for name, rows in year.rows().items():
        fill(book[name], rows)
    book.active = 0
    return saved(book)


def main() -> None:
    """Write both workbooks."""
    write_whole(SAMPLE, sample())
    write_blank(BLANK)


if __name__ == "__main__":
    main()
