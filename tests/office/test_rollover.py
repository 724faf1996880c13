"""The workbook of the year to come: who there is and what risks stand; empty sheets for what is to happen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from offices import ON, Office
from openpyxl import load_workbook

from docgen.errors import CannotUse, ExitCode, WrongUsage
from docgen.office.rollover import rollover
from docgen.office.watch import Unwatched
from docgen.programme.check import Checked, check
from docgen.workbook.blank import write_blank
from docgen.workbook.schema import SHEETS
from docgen.workbook.write import filled_workbook

Rows = list[dict[str, Any]]
JANUARY = date(2027, 1, 15)


class Next:
    """A year rolled over."""

    def __init__(self, folder: Path, change: Callable[[Office], Any] = lambda office: None) -> None:
        office = Office()
        change(office)
        self.path = folder / "2027.xlsx"
        self.facts = rollover(None, [office.save(folder)], self.path, ON, Unwatched())
        self.book = load_workbook(self.path)

    def rows(self, sheet: str) -> Rows:
        heading, *rows = self.book[sheet].iter_rows(values_only=True)
        return [dict(zip(heading, row, strict=True)) for row in rows]

    def settings(self) -> dict[str, Any]:
        return {row["项目"]: row["内容"] for row in self.rows("单位")}

    def notes(self, sort: str) -> list[tuple[Any, ...]]:
        return [row[1:] for row in self.book["结转说明"].iter_rows(values_only=True) if row[0] == sort]

    def checked(self, on: date = JANUARY) -> Checked:
        return check([self.path], on=on)


def adjusted(*rows: list[Any]) -> Callable[[Office], None]:
    def change(office: Office) -> None:
        office.sheets["风险调整"][0].append("生效日期")
        office.sheets["风险调整"][1:] = [[*row, None][:8] for row in rows]

    return change


def test_the_year_is_one_more_and_its_days_are_open(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.setting("公示开始日期", date(2026, 11, 3))
        office.setting("公示工作日数", 7)
        office.setting("本局口号", "务实清廉")

    found = Next(tmp_path, change).settings()
    assert (found["年度"], found["单位名称"], found["发文代字"], found["主要负责人"]) == (
        2027,
        "云岭县司法局",
        "云司发",
        "001",
    )
    stages = ("动员部署截止", "贯彻执行截止", "检查考核截止", "调整修正截止", "公示开始日期")
    assert [found[name] for name in stages] == [None] * 5
    assert (found["公示工作日数"], found["本局口号"]) == (7, "务实清廉"), (
        "a setting that only this office has stays too"
    )


def test_people_departments_and_the_group_carry_over_in_their_types(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.column("人员", "任现岗位日期", [date(2021, 3, 15)] * 7)
        office.column("人员", "入职年份", [2019] * 7)
        office.column("机构", "排序", [2, 1])

    made = Next(tmp_path, change)
    first = made.rows("人员")[0]
    assert (first["工号"], first["任现岗位日期"], first["入职年份"]) == ("001", datetime(2021, 3, 15), 2019)
    assert [row["身份证号"] for row in made.rows("人员")][-1] == "11010519491231002X"
    assert [(row["机构名称"], row["负责人"], row["排序"]) for row in made.rows("机构")] == [
        ("综合股", "003", 2),
        ("城关司法所", "005", 1),
    ]
    assert [row["小组职务"] for row in made.rows("领导小组")] == ["组长", "副组长", "成员"]
    assert list(made.rows("人员")[0])[-1] == "入职年份", "a column of the office's own, behind the others"


def test_risks_keep_their_numbers_and_stand_as_changed(tmp_path: Path) -> None:
    made = Next(
        tmp_path,
        adjusted(
            ["GR-004-1", "撤销", "李明第1条风险", None, "岗位取消", "001", date(2026, 12, 22)],
            ["GR-004-2", "等级", "二级", "三级", "措施落实", "001", date(2026, 12, 22)],
            [
                "GR-004-3",
                "措施",
                "公开办理进度(004)",
                "每日公开办理进度",
                "群众建议",
                "001",
                date(2026, 12, 22),
                date(2027, 1, 1),
            ],
        ),
    )
    rows = {row["风险编号"]: row for row in made.rows("个人风险点")}
    assert [number for number in rows if "-004-" in number] == ["GR-004-2", "GR-004-3", "GR-004-4"]
    assert (rows["GR-004-2"]["风险等级"], rows["GR-004-2"]["等级说明"]) == ("三级", "上年调整")
    assert rows["GR-004-3"]["防控措施"] == "每日公开办理进度", "though it stands only in the new year"
    assert (rows["GR-004-3"]["风险等级"], rows["GR-004-3"]["等级说明"]) == ("二级", None)
    assert [row["风险编号"] for row in made.rows("机构风险点")] == ["JG-综合股-1", "JG-城关司法所-1"]
    assert [row["风险编号"] for row in made.rows("班子风险点")] == ["BZ-1", "BZ-2", "BZ-3"]
    numbers = [risk.number for risk in made.checked().bureaus[0].people["004"].risks]
    assert numbers == ["GR-004-2", "GR-004-3", "GR-004-4"], "as the new year reads them"


def test_a_level_left_to_be_derived_is_written(tmp_path: Path) -> None:
    made = Next(tmp_path, lambda office: office.set("机构风险点", 2, "风险等级", None))
    assert made.rows("机构风险点")[0]["风险等级"] == "一级"


def test_what_happened_in_the_year_is_not_carried_over(tmp_path: Path) -> None:
    made = Next(tmp_path)
    for sheet in ("审核意见", "前期预防", "预警处置", "考核", "责任追究", "风险调整", "表彰", "会议签到"):
        assert made.rows(sheet) == []
        assert [cell.value for cell in made.book[sheet][1]] == [column.name for column in SHEETS[sheet].columns]
    rows = {sheet: said for sheet, _, _, said in made.notes("清空的表")}
    assert rows["预警处置"] == "上年 2 行，没有结转"
    assert "表彰" in rows and "发文" not in rows


def test_what_was_changed_and_left_out_is_told_one_by_one(tmp_path: Path) -> None:
    made = Next(
        tmp_path,
        adjusted(
            ["GR-004-1", "撤销", "李明第1条风险", None, "岗位取消", "001", date(2026, 12, 22)],
            ["GR-004-1", "等级", "二级", "三级", "措施落实", "001", date(2026, 12, 23)],
            ["BZ-1", "内容", "未经集体研究", "未经集体研究即决定", "更准确", "001", date(2026, 12, 22)],
        ),
    )
    assert [row[:3] for row in made.notes("撤销的风险")] == [("个人风险点", "GR-004-1", "李明：李明第1条风险")]
    assert [row[:3] for row in made.notes("已作的调整")] == [
        ("班子风险点", "BZ-1", "未经集体研究 → 未经集体研究即决定")
    ]
    assert [row[1] for row in made.notes("没有作的调整")] == ["GR-004-1"]
    assert next(row[1:3] for row in made.notes("清空的设置")) == ("动员部署截止", "2026-09-15")
    assert (made.facts.withdrawn, made.facts.adjusted, made.facts.risks) == (1, 1, 14)


def test_sheets_and_columns_that_are_not_the_programs_are_named(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.sheets["值班表"] = [["日期"], [1]]
        for row, text in zip(office.sheets["单位"], ("备注", "全称"), strict=False):
            row.append(text)

    made = Next(tmp_path, change)
    assert [row[0] for row in made.notes("没有结转的表")] == ["值班表"]
    assert [row[1] for row in made.notes("没有结转的列")] == ["备注"]


@pytest.mark.parametrize("on", [date(2026, 12, 31), JANUARY, date(2027, 9, 1)])
def test_the_new_year_has_no_error(tmp_path: Path, on: date) -> None:
    checked = Next(tmp_path).checked(on)
    assert [(item.rule, item.message) for item in checked.errors] == []
    assert checked.bureaus[0].year == 2027


def test_lists_and_notes_are_those_of_the_blank_workbook(tmp_path: Path) -> None:
    made = Next(tmp_path)
    write_blank(tmp_path / "空白.xlsx")
    blank = load_workbook(tmp_path / "空白.xlsx")
    assert set(made.book.sheetnames) - set(blank.sheetnames) == {"结转说明"}
    for name in SHEETS:
        own, others = made.book[name], blank[name]
        assert {str(rule.sqref) for rule in own.data_validations.dataValidation} == {
            str(rule.sqref) for rule in others.data_validations.dataValidation
        }
        assert own["A1"].comment.text == others["A1"].comment.text if others["A1"].comment else True


def test_what_was_folded_away_is_open_where_it_is_used(tmp_path: Path) -> None:
    made = Next(tmp_path, lambda office: office.column("人员", "性别", ["男"] * 7))
    assert not made.book["人员"].column_dimensions["K"].hidden
    assert made.book["机构"].column_dimensions["F"].hidden
    assert not [item for item in made.checked().findings if item.rule == "workbook.hidden"]


def test_a_text_stays_a_text(tmp_path: Path) -> None:
    data = filled_workbook(
        {"单位名称": "=甲局"}, {"人员": [{"工号": "007", "姓名": "-1", "自有": "+2"}]}, [["甲"], ["=1+1"]]
    )
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    book = load_workbook(path)
    cells = [book["单位"]["B2"], book["人员"]["A2"], book["人员"]["B2"], book["人员"]["M2"], book["结转说明"]["A2"]]
    assert [(cell.data_type, cell.value) for cell in cells] == [
        ("s", "=甲局"),
        ("s", "007"),
        ("s", "-1"),
        ("s", "+2"),
        ("s", "=1+1"),
    ]


def test_several_workbooks_become_one(tmp_path: Path) -> None:
    first, second = Office(), Office()
    for office, department, kept in (
        (first, "综合股", ("001", "002", "003", "004")),
        (second, "城关司法所", ("005", "006", "007")),
    ):
        for sheet, wanted in (
            ("机构", (department,)),
            ("人员", kept),
            ("个人风险点", kept),
            ("机构风险点", (department,)),
        ):
            heading, *rows = office.sheets[sheet]
            office.sheets[sheet] = [heading, *(row for row in rows if row[0] in wanted)]
    second.sheets = {name: second.sheets[name] for name in ("单位", "机构", "人员", "个人风险点", "机构风险点")}
    target = tmp_path / "2027.xlsx"
    facts = rollover(None, [first.save(tmp_path, "甲.xlsx"), second.save(tmp_path, "乙.xlsx")], target, ON, Unwatched())
    assert (facts.people, facts.departments, facts.risks) == (7, 2, 15)
    assert check([target], on=JANUARY).errors == []


def test_of_several_years_the_last_is_carried_over(tmp_path: Path) -> None:
    before = Office()
    for sheet in list(before.sheets):
        if sheet not in ("单位", "机构", "人员", "领导小组"):
            del before.sheets[sheet]
    before.sheets["单位"] = [row for row in before.sheets["单位"] if "截止" not in str(row[0])]
    before.setting("年度", 2025)
    books = [before.save(tmp_path, "2025.xlsx"), Office().save(tmp_path)]
    assert rollover(None, books, tmp_path / "2027.xlsx", ON, Unwatched()).year == 2027


def test_several_bureaus_are_not_mixed(tmp_path: Path) -> None:
    other = Office()
    other.setting("单位名称", "甲局")
    books = [other.save(tmp_path, "甲.xlsx"), Office().save(tmp_path)]
    with pytest.raises(WrongUsage, match="甲局"):
        rollover(None, books, tmp_path / "2027.xlsx", ON, Unwatched())
    assert not (tmp_path / "2027.xlsx").exists()


def test_a_workbook_with_errors_is_refused(tmp_path: Path) -> None:
    office = Office()
    office.set("人员", 5, "机构", "没有这个股")
    facts = rollover(None, [office.save(tmp_path)], tmp_path / "2027.xlsx", ON, Unwatched())
    assert (facts.exit_code, facts.errors) == (ExitCode.INPUT_HAS_ERRORS, 1)
    assert not (tmp_path / "2027.xlsx").exists()


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "2027.xlsx"
    target.write_bytes(b"a year's work")
    with pytest.raises(CannotUse, match="已经有了"):
        rollover(None, [Office().save(tmp_path)], target, ON, Unwatched())
    assert target.read_bytes() == b"a year's work"


def test_the_target_is_a_workbook(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="xlsx"):
        rollover(None, [Office().save(tmp_path)], tmp_path / "2027.xls", ON, Unwatched())


def test_the_same_year_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "乙").mkdir()
    assert Next(tmp_path / "甲").path.read_bytes() == Next(tmp_path / "乙").path.read_bytes()
