"""Writes workbooks of any number of people, with the sample's texts varied: what the other benchmarks read.

    .venv/bin/python benchmarks/people.py FOLDER PEOPLE [--workbooks N] [--risks N]

One bureau, its departments of about twenty people spread over the workbooks; `check` finds no error in it. The
sheets are written as XML (shared texts, dates as formatted numbers, as Excel stores them), for a spreadsheet library
would take minutes. The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from docgen.programme.grading import DEFAULT
from docgen.workbook.grid import letters
from docgen.workbook.schema import SHEETS

SAMPLE = Path(__file__).resolve().parents[1] / "inputs" / "sample"

DEPARTMENT = 20
"""People of one department."""

LEADERS = 5
"""People of the leadership: the first of the first workbook."""

HEADS_SAY = ("查找全面，情况属实，同意上报。", "风险点与岗位相符，措施可行，同意。", "情况属实，请抓好落实。")
LEADERS_SAY = ("同意。", "同意，请按季度对照检查。", "措施具体，同意报领导小组审定。")

WHEN = (
    *("每月五日前", "每季度第一周", "逢单月末", "半年一次", "逢双月初", "每两周", "旺季之前"),
    *("结案三日内", "季度末", "年中和年底", "每次办结后"),
)
WHO_LOOKS = (
    *("由股长随机抽三本案卷核对签名", "请两名服务对象电话评议", "在股务会上逐条对照台账", "由另一人复看录音录像"),
    *("与上季度的登记本逐页比较", "由分管领导当面询问经过", "邀请人民监督员旁听一回", "拿系统日志核实办理时间"),
    *(
        "交叉到相邻片区互查",
        "把清单贴在窗口听取意见",
        "回访三户当事人并记录",
        "对照票据存根清点一遍",
        "调看考勤和外出审批单",
    ),
)
AFTERWARDS = (
    *("结果写进个人台账", "不符的当天退回重办", "发现问题三日内书面说明", "情况报领导小组办公室"),
    *("记入季度考核得分", "抽查记录附在卷尾", "整改后再看一回"),
)
"""How measures are looked after: so many of each that no two people with one risk have the same three."""

_EPOCH = date(1899, 12, 30)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Row = Sequence[str | int | date | None]


def write_people(folder: Path, people: int, workbooks: int = 1, risks_each: int = 5) -> list[Path]:
    """Workbooks of one bureau with `people` people in all, `risks_each` risks a person, and all their opinions.

    Gives the files in order. Raises ValueError for fewer people than the leadership and a department a workbook need.
    """
    if people < LEADERS + 2 * workbooks:
        raise ValueError(f"{workbooks} workbooks need at least {LEADERS + 2 * workbooks} people")
    folder.mkdir(parents=True, exist_ok=True)
    bureau = _Bureau(people, risks_each)
    bounds = [LEADERS + (people - LEADERS) * number // workbooks for number in range(workbooks + 1)]
    paths = []
    for number in range(workbooks):
        path = folder / f"{number + 1:03d}.xlsx"
        _write(path, bureau.sheets(range(bounds[number], bounds[number + 1]), is_first=number == 0))
        paths.append(path)
    return paths


class _Bureau:
    """The rows of the bureau, from the sample's texts."""

    def __init__(self, people: int, risks_each: int) -> None:
        self._risks_each = risks_each
        self._width = max(3, len(str(people)))
        self._people = _table("people.txt")
        posts = _table("posts.txt")
        self._risks = [line for line in posts if len(line) == 7]
        department_lines = _table("departments.txt")
        self._department_risks = [line[:8] for line in department_lines if len(line) > 8]
        self._leadership_risks = [line for line in department_lines if len(line) == 7]
        names = [line[1] for line in self._people if len(line[1]) in (2, 3)]
        self._family = sorted({name[0] for name in names})
        self._given = sorted({letter for name in names for letter in name[1:]})
        with (SAMPLE / "year.toml").open("rb") as file:
            facts = tomllib.load(file)
        self._settings = facts["settings"]
        self._items = list(zip(facts["scores"]["items"], facts["scores"]["worth"], strict=True))

    def sheets(self, members: range, *, is_first: bool) -> Iterator[tuple[str, Iterable[Row]]]:
        """Sheet and its rows for one workbook, whose staff have these places."""
        count = max(1, round(len(members) / DEPARTMENT))
        groups = [
            range(members.start + len(members) * n // count, members.start + len(members) * (n + 1) // count)
            for n in range(count)
        ]
        yield "单位", [(item, value) for item, value in self._all_settings().items()]
        if is_first:
            group = ["组长", "副组长", "副组长", "成员", "成员"]
            yield "领导小组", [(role, self._name(place), "局领导") for place, role in enumerate(group)]
        yield (
            "机构",
            [
                (self._department(group), "股室", self._id(group[0]), self._leader(group), self._duty(group[0]))
                for group in groups
            ],
        )
        yield "人员", self._person_rows(groups, is_first)
        yield "个人风险点", self._person_risks([*range(LEADERS if is_first else 0), *members])
        yield "机构风险点", self._department_risk_rows(groups)
        if is_first:
            yield (
                "班子风险点",
                [(None, *line[:5], _grade(line[3], line[4]), line[5], self._id(0)) for line in self._leadership_risks],
            )
        yield "审核意见", self._opinions(groups, is_first)
        yield (
            "考核",
            [
                (self._department(group), item, worth, worth, worth - place % 2, "记录不够完整" if place % 2 else None)
                for group in groups
                for place, (item, worth) in enumerate(self._items)
            ],
        )

    def _all_settings(self) -> dict[str, str | int | date]:
        return {
            **self._settings,
            "主要负责人": self._id(0),
            "领导小组办公室": None,
        }

    def _id(self, place: int) -> str:
        return f"{place + 1:0{self._width}d}"

    def _name(self, place: int) -> str:
        family, rest = place * 7 % len(self._family), place * 11 // len(self._family)
        given = self._given
        second = given[(rest // len(given) + place) % len(given)] if place % 5 else ""
        return self._family[family] + given[rest % len(given)] + second

    def _department(self, group: range) -> str:
        return f"第{group[0] // 2 + 1}司法服务股"

    def _leader(self, group: range) -> str:
        return self._id(1 + group[0] % (LEADERS - 1))

    def _duty(self, place: int) -> str:
        return self._people[place % len(self._people)][7]

    def _person_rows(self, groups: list[range], is_first: bool) -> Iterator[Row]:
        places = [(place, "") for place in range(LEADERS if is_first else 0)]
        places += [(place, self._department(group)) for group in groups for place in group]
        for place, department in places:
            _, _, _, title, post, politics, *_ = self._people[place % len(self._people)]
            duty = f"{self._duty(place)}，联系第{place % 97 + 1}片区"
            is_leader = "否" if department else "是"
            yield self._id(place), self._name(place), department, title, post, duty, is_leader, politics, None, None

    def _person_risks(self, places: Iterable[int]) -> Iterator[Row]:
        for place in places:
            key, name = self._id(place), self._name(place)
            for number in range(self._risks_each):
                line = self._risks[(place * 3 + number) % len(self._risks)]
                category, content, shown, found, likelihood, severity, _ = line
                own = f"第{place % 97 + 1}片区{_way(place + 37 * number)}，{name}登记"
                yield (
                    *(None, key, name, category, content, shown, found),
                    *(likelihood, severity, _grade(likelihood, severity), own),
                )

    def _department_risk_rows(self, groups: list[range]) -> Iterator[Row]:
        for group in groups:
            for number in range(3):
                line = self._department_risks[(group[0] + number) % len(self._department_risks)]
                process, category, content, shown, likelihood, severity, measure, steps = line
                level = _grade(likelihood, severity)
                name = self._department(group)
                yield None, name, process, category, content, shown, likelihood, severity, level, measure, steps

    def _opinions(self, groups: list[range], is_first: bool) -> Iterator[Row]:
        first = date(2026, 10, 9)
        decided = date(2026, 10, 27)
        for place in range(LEADERS if is_first else 0):
            yield "个人", self._id(place), "领导小组", "经审定，同意登记。", self._id(0 if place else 1), decided
        for group in groups:
            head, leader, name = self._id(group[0]), self._leader(group), self._department(group)
            for place in group:
                key, day = self._id(place), first + timedelta(place % 7)
                if place != group[0]:
                    yield "个人", key, "股室负责人", HEADS_SAY[place % len(HEADS_SAY)], head, day
                yield "个人", key, "分管领导", LEADERS_SAY[place % len(LEADERS_SAY)], leader, day + timedelta(3)
                yield "个人", key, "领导小组", "经审定，同意登记。", self._id(0), decided
            yield "机构", name, "分管领导", "查找到位，工作程序清楚，同意。", leader, first
            yield "机构", name, "领导小组", "经审定，同意登记。", self._id(0), decided
        if is_first:
            yield "班子", None, "领导小组", "经集体研究，同意登记并公示。", self._id(0), decided
            yield "登记册", None, "党支部", "审核无误，同意登记造册并公示。", self._id(1), date(2026, 11, 2)


def _way(number: int) -> str:
    """When, by whom and with what consequence a measure is looked after."""
    when, who, after = (words[number % len(words)] for words in (WHEN, WHO_LOOKS, AFTERWARDS))
    return f"{when}{who}，{after}"


def _table(name: str) -> list[list[str]]:
    lines = (SAMPLE / name).read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and line[0] not in "#["]


@cache
def _grade(likelihood: str, severity: str) -> str:
    return DEFAULT[likelihood, severity].value


def _write(path: Path, sheets: Iterable[tuple[str, Iterable[Row]]]) -> None:
    """One workbook of these sheets, each under its heading."""
    strings: dict[str, int] = {}
    names: list[str] = []
    with zipfile.ZipFile(path, "w") as package:
        for name, rows in sheets:
            names.append(name)
            heading = [column.name for column in SHEETS[name].columns]
            _put(package, f"xl/worksheets/sheet{len(names)}.xml", _sheet([heading, *rows], strings))
        _put(package, "xl/sharedStrings.xml", _shared(strings))
        for part, text in _frame(names).items():
            _put(package, part, text)


def _put(package: zipfile.ZipFile, part: str, text: str) -> None:
    info = zipfile.ZipInfo(part, (2000, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(info, (_XML + text).encode(), compresslevel=5)


def _sheet(rows: Sequence[Row], strings: dict[str, int]) -> str:
    lines = [f'<worksheet xmlns="{_MAIN}"><sheetData>']
    columns = [letters(number) for number in range(1, 30)]
    for number, row in enumerate(rows, start=1):
        cells = []
        for column, value in zip(columns, row, strict=False):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                index = strings.setdefault(value, len(strings))
                cells.append(f'<c r="{column}{number}" t="s"><v>{index}</v></c>')
            elif isinstance(value, date):
                cells.append(f'<c r="{column}{number}" s="1"><v>{(value - _EPOCH).days}</v></c>')
            else:
                cells.append(f'<c r="{column}{number}"><v>{value}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    lines.append("</sheetData></worksheet>")
    return "".join(lines)


def _shared(strings: dict[str, int]) -> str:
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    return f'<sst xmlns="{_MAIN}" uniqueCount="{len(strings)}">{items}</sst>'


def _frame(names: Sequence[str]) -> dict[str, str]:
    """The parts that make a package of the sheets."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(names) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{kind}.{what}+xml"/>'
        for part, what in (
            ("workbook", "sheet.main"),
            ("styles", "styles"),
            ("sharedStrings", "sharedStrings"),
            *((f"worksheets/sheet{number}", "worksheet") for number in numbers),
        )
    )
    relations = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{what}" Target="{target}.xml"/>'
        for key, what, target in (
            *((f"r{number}", "worksheet", f"worksheets/sheet{number}") for number in numbers),
            ("s1", "styles", "styles"),
            ("s2", "sharedStrings", "sharedStrings"),
        )
    )
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
        'formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }


def main() -> None:
    """Write the workbooks asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("people", type=int)
    parser.add_argument("--workbooks", type=int, default=1)
    parser.add_argument("--risks", type=int, default=5)
    given = parser.parse_args()
    write_people(given.folder, given.people, given.workbooks, given.risks)


if __name__ == "__main__":
    main()
