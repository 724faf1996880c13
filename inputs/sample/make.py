"""Makes the sample workbook inputs/示例.xlsx and the empty one inputs/空白.xlsx from the texts beside this file.

    .venv/bin/python inputs/sample/make.py

The bureau, its people and everything that happens there are invented. The same texts give the same bytes.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
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
from docgen.workbook.choices import NO, YES
from docgen.workbook.package import saved
from docgen.workbook.schema import SHEETS
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


def in_order(sheet: str, cells: dict[str, Any]) -> Row:
    """The cells of a row, given by heading, in the order of the sheet's columns.

    Raises ValueError for a heading that is none of them.
    """
    columns = [column.name for column in SHEETS[sheet].columns]
    if unknown := cells.keys() - set(columns):
        raise ValueError(f"{sheet}: {'、'.join(sorted(unknown))}")
    return [cells.get(name, "") for name in columns]


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
        self._scored = sections("scores.txt")
        self._said_of_risks: dict[str, dict[str, Any]] = dict(self._facts["risks"])
        """风险编号 → what its row says otherwise than the texts, and beyond them; taken out as the rows are made."""

    def rows(self) -> dict[str, list[Row]]:
        """Sheet → rows in the order of its columns.

        Raises ValueError where year.toml names an unknown risk or column.
        """
        rows = {
            "机构": list(self._department_rows()),
            "人员": list(self._person_rows()),
            "个人风险点": list(self._person_risks()),
            "机构风险点": list(self._department_risks()),
            "班子风险点": list(self._leadership_risks()),
            "审核意见": list(self._opinions()),
            "考核": list(self._scores()),
            "会议签到": list(self._attendance()),
            **{
                name: [in_order(name, row) if isinstance(row, dict) else list(row) for row in given]
                for name, given in self._facts["sheets"].items()
            },
        }
        if self._said_of_risks:
            raise ValueError("、".join(self._said_of_risks))
        return rows

    def settings(self) -> dict[str, Any]:
        """项目 → 内容."""
        return dict(self._facts["settings"])

    # ------------------------------------------------------------ who there is

    def _heads(self) -> Iterator[tuple[list[str], list[list[str]]]]:
        for heading, risks in self._departments.items():
            if "|" in heading:
                yield [cell.strip() for cell in heading.split("|")], risks

    def _department_rows(self) -> Iterator[Row]:
        for (*head, order), _ in self._heads():
            yield [*head, int(order)]

    def _person_rows(self) -> Iterator[Row]:
        for key, name, department, title, post, politics, _, duties, gender, since in self._people:
            yield [
                *(key, name, department, title, post, duties, NO if department else YES, politics, ""),
                *(phone(key), gender, date.fromisoformat(since)),
            ]

    # ------------------------------------------------------------ risks

    def _person_risks(self) -> Iterator[Row]:
        for key, name, _, _, _, _, posts, *_ in self._people:
            chosen = [(post, place) for part in posts.split() for post, places in [part.split(":")] for place in places]
            for number, (post, place) in enumerate(chosen, start=1):
                category, content, shown, found, likelihood, severity, measure = self._posts[post][int(place) - 1]
                row = ["", key, name, category, content, shown, found, likelihood, severity]
                level = grade(likelihood, severity)
                yield self._with_what_is_said("个人风险点", f"GR-{key}-{number}", [*row, level, measure])

    def _department_risks(self) -> Iterator[Row]:
        for head, risks in self._heads():
            for number, (*row, likelihood, severity, measure, steps, step, checked, power) in enumerate(risks, start=1):
                row = ["", head[0], *row, likelihood, severity, grade(likelihood, severity), measure, steps]
                last = {"关键环节": step, "检查方式": checked, "权力事项": power}
                yield self._with_what_is_said("机构风险点", f"JG-{head[0]}-{number}", row, last)

    def _leadership_risks(self) -> Iterator[Row]:
        for number, line in enumerate(self._departments["班子"], start=1):
            *row, likelihood, severity, measure, leader = line
            row = ["", *row, likelihood, severity, grade(likelihood, severity), measure, leader]
            yield self._with_what_is_said("班子风险点", f"BZ-{number}", row)

    def _with_what_is_said(self, sheet: str, number: str, row: Row, last: dict[str, str] | None = None) -> Row:
        """The row, its last columns too; what year.toml says of this risk goes before all else."""
        names = [column.name for column in SHEETS[sheet].columns]
        return in_order(sheet, dict(zip(names, row, strict=False)) | (last or {}) | self._said_of_risks.pop(number, {}))

    # ------------------------------------------------------------ opinions

    def _opinions(self) -> Iterator[Row]:
        heads = {head[0]: (head[2], head[3]) for head, _ in self._heads()}
        for number, (key, _, department, *_) in enumerate(self._people):
            first = working_day(date(2026, 10, 9), number % 4)
            head, leader = heads.get(department, ("", ""))
            if department and key != head:
                yield ["个人", key, "股室负责人", HEADS_SAY[number % len(HEADS_SAY)], head, first]
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
        of_items = self._facts["scores"]
        columns = ("items", "worth", "contents", "standards", "evidence")
        items = list(zip(*(of_items[name] for name in columns), strict=True))
        for heading, lines in self._scored.items():
            if not heading:
                continue
            department, by, day = (cell.strip() for cell in heading.split("|"))
            for (item, worth, content, standard, evidence), line in zip(items, lines, strict=True):
                score, leaders, extra, why, problem, remedy = line
                own = min(worth, int(score) + (1 if worth - int(score) > 1 else 0))
                yield [
                    *(department, item, worth, own, int(score), why, content, standard, evidence, problem, remedy),
                    *(int(leaders), int(extra) if extra else "", by, date.fromisoformat(day)),
                ]

    def _attendance(self) -> Iterator[Row]:
        for meeting in self._facts["meetings"]:
            who = meeting.get("who") or [key for key, *_ in self._people]
            invited = [
                (name, department or "局领导", title, meeting["away"].get(key, "出席"))
                for key, name, department, title, *_ in self._people
                if key in who
            ]
            invited += [(*guest, "出席") for guest in meeting.get("guests", ())]
            of_all = [meeting["place"], meeting["chair"], meeting["clerk"]]
            for person in invited:
                yield [meeting["name"], meeting["day"], *person, *of_all]


def phone(key: str) -> str:
    """An office telephone that nobody has: a run of figures, and the 工号 at its end."""
    return f"0791-8123{int(key):04d}"


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
