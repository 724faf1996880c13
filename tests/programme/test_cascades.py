"""A mistake that much follows from is told once, where it is mended; what is wrong beside it is told all the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from offices import Office, checked, told

from docgen.findings import Finding, Severity
from docgen.programme.affected import subjects_with_errors
from docgen.programme.check import Checked, check, errors_in_roster
from docgen.programme.rules.id_cards import is_id_card

Change = Callable[[Office], Any]
Told = tuple[str, str, str | None]
"""Rule, sheet and cell."""


def rename(name: str, title: str) -> Change:
    def change(office: Office) -> None:
        office.sheets = {title if sheet == name else sheet: rows for sheet, rows in office.sheets.items()}

    return change


def without_heading(sheet: str) -> Change:
    return lambda office: office.drop(sheet, 1)


def each(sheet: str, column: str, made: Callable[[Any], Any]) -> Change:
    def change(office: Office) -> None:
        place = office.sheets[sheet][0].index(column)
        for row in office.sheets[sheet][1:]:
            row[place] = made(row[place])

    return change


def exchange(sheet: str, one: str, other: str) -> Change:
    def change(office: Office) -> None:
        places = [office.sheets[sheet][0].index(name) for name in (one, other)]
        for row in office.sheets[sheet][1:]:
            row[places[0]], row[places[1]] = row[places[1]], row[places[0]]

    return change


CARDS = [
    f"11010519800101{number:03d}{check}"
    for number in range(2, 9)
    for check in "0123456789X"
    if is_id_card(f"11010519800101{number:03d}{check}")
]


def phones(office: Office) -> None:
    for row in range(2, 9):
        office.set("人员", row, "身份证号", CARDS[row - 2])
        office.set("人员", row, "联系电话", f"1380013800{row}")


def exchanged_numbers(office: Office) -> None:
    phones(office)
    exchange("人员", "身份证号", "联系电话")(office)


def moved(sheet: str, place: int) -> Change:
    def change(office: Office) -> None:
        for row in office.sheets[sheet][1:]:
            row.insert(place, None)

    return change


def slid(sheet: str, column: str) -> Change:
    def change(office: Office) -> None:
        rows = office.sheets[sheet]
        place = rows[0].index(column)
        values = [row[place] for row in rows[1:]]
        rows.append([None] * len(rows[0]))
        for row, value in zip(rows[1:], [None, *values], strict=True):
            row[place] = value

    return change


def pasted_below(office: Office) -> None:
    office.sheets["个人风险点"] += office.sheets["机构风险点"]


def pasted_over(office: Office) -> None:
    office.sheets["个人风险点"] = office.sheets["机构风险点"]


def no_head(office: Office) -> None:
    office.drop("领导小组", 2)


def other_leader(office: Office) -> None:
    office.set("机构", 2, "分管领导", "001")
    office.set("审核意见", 9, "日期", date(2026, 10, 21))


def others_wrong(office: Office) -> None:
    office.set("机构", 2, "机构名称", "宗合股")


CAUSES: dict[str, tuple[Change, Told]] = {
    "工号 that lost their zeros": (each("人员", "工号", int), ("identity.zeros", "人员", "A2")),
    "工号 with letters that nobody else writes": (
        each("人员", "工号", lambda key: f"SF{key}"),
        ("identity.mistyped", "人员", "A2"),
    ),
    "one 工号 that nobody else writes": (
        lambda office: office.set("人员", 5, "工号", "0004"),
        ("identity.mistyped", "人员", "A5"),
    ),
    "a 机构名称 that nobody else writes": (others_wrong, ("identity.mistyped", "机构", "A2")),
    "no 组长": (no_head, ("identity.group", "领导小组", None)),
    "a 分管领导 who was not changed": (other_leader, ("approvals.holder", "机构", "D2")),
    "a year behind the name of a sheet": (
        rename("个人风险点", "个人风险点（2026）"),
        ("workbook.sheet", "个人风险点（2026）", None),
    ),
    "a copied sheet": (rename("个人风险点", "个人风险点 (2)"), ("workbook.sheet", "个人风险点 (2)", None)),
    "a numbered sheet": (rename("人员", "4.人员"), ("workbook.sheet", "4.人员", None)),
    "a sheet of another name and the right heading": (
        rename("审核意见", "Sheet7"),
        ("workbook.sheet", "Sheet7", None),
    ),
    "no heading over the risks": (without_heading("个人风险点"), ("workbook.column", "个人风险点", None)),
    "no heading over the people": (without_heading("人员"), ("workbook.column", "人员", None)),
    "no heading over the departments": (without_heading("机构"), ("workbook.column", "机构", None)),
    "no heading over the opinions": (without_heading("审核意见"), ("workbook.column", "审核意见", None)),
    "ID-card and telephone numbers exchanged": (exchanged_numbers, ("workbook.column", "人员", "I1")),
    "工号 and 姓名 exchanged in 人员": (exchange("人员", "工号", "姓名"), ("workbook.column", "人员", "A1")),
    "工号 and 姓名 exchanged in the risks": (
        exchange("个人风险点", "工号", "姓名"),
        ("workbook.column", "个人风险点", "A1"),
    ),
    "负责人 and 分管领导 exchanged": (exchange("机构", "负责人", "分管领导"), ("identity.leader", "机构", "C2")),
    "all columns of the people one too far right": (moved("人员", 0), ("workbook.column", "人员", "A1")),
    "most columns of the opinions one too far right": (moved("审核意见", 2), ("workbook.column", "审核意见", "B1")),
    "the 工号 of the people one row too low": (slid("人员", "工号"), ("workbook.column", "人员", "A1")),
    "the 工号 of the risks one row too low": (slid("个人风险点", "工号"), ("workbook.column", "个人风险点", "A1")),
    "another sheet under the risks": (pasted_below, ("workbook.sheet", "个人风险点", "A12")),
    "another sheet in the place of the risks": (pasted_over, ("workbook.sheet", "个人风险点", None)),
    "nobody has a risk yet": (
        lambda office: office.drop("个人风险点", *range(2, 12)) or office.drop("风险调整", 2),
        ("participation.person", "人员", "A2"),
    ),
    "names that are written otherwise throughout": (
        each("个人风险点", "姓名", lambda name: f"{name}同志"),
        ("identity.name", "个人风险点", "B2"),
    ),
    "dates that nobody can read": (
        each("审核意见", "日期", lambda day: "十月下旬"),
        ("cells.type", "审核意见", "F2"),
    ),
}


def beside(office: Office) -> None:
    """Mistakes that have nothing to do with any of the causes."""
    office.set("表彰", 2, "荣誉称号", None)
    office.set("考核", 3, "检查得分", 61)


BESIDE: list[Told] = [("scores.range", "考核", "E3"), ("cells.required", "表彰", "D2")]


def places(items: list[Finding] | tuple[Finding, ...]) -> list[Told]:
    return [(item.rule, item.sheet or "", item.cell) for item in items]


@pytest.mark.parametrize("name", CAUSES)
def test_what_follows_from_a_cause_is_silent_and_what_does_not_is_told(tmp_path: Path, name: str) -> None:
    change, cause = CAUSES[name]

    def both(office: Office) -> None:
        beside(office)
        change(office)

    found = checked(tmp_path, both)
    assert sorted(places(found.findings), key=str) == sorted([cause, *BESIDE], key=str)
    assert len(found.errors) == len(found.findings), "a build is refused"


WRONG_RISK = ("cells.enumeration", "F10")
UNDERSTOOD = [
    "工号 that lost their zeros",
    "工号 with letters that nobody else writes",
    "one 工号 that nobody else writes",
    "a 机构名称 that nobody else writes",
    "no 组长",
    "a year behind the name of a sheet",
    "a copied sheet",
    "工号 and 姓名 exchanged in the risks",
    "another sheet under the risks",
]


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_the_rows_of_a_cause_have_their_other_cells_checked(tmp_path: Path, name: str) -> None:
    change, _ = CAUSES[name]

    def both(office: Office) -> None:
        office.set("个人风险点", 10, "查找方式", "听说")
        office.set("个人风险点", 3, "风险等级", "三级")
        change(office)

    found = {(item.rule, item.cell) for item in checked(tmp_path, both).findings}
    assert {WRONG_RISK, ("grade.differs", "I3")} <= found
    assert len(found) == 3


@pytest.mark.parametrize("name", UNDERSTOOD[:3])
def test_a_wrong_工号_beside_is_told_too(tmp_path: Path, name: str) -> None:
    def both(office: Office) -> None:
        office.set("预警处置", 2, "防控责任人", "999")
        CAUSES[name][0](office)

    assert ("identity.reference", "预警处置", "K2") in places(checked(tmp_path, both).findings)


def test_whoever_else_signs_without_the_role_is_told_where_there_is_no_组长(tmp_path: Path) -> None:
    def both(office: Office) -> None:
        no_head(office)
        office.set("审核意见", 6, "审核人", "007")

    assert places(checked(tmp_path, both).findings) == [
        ("identity.group", "领导小组", None),
        ("approvals.signer", "审核意见", "E6"),
    ]


def test_a_组长_whose_name_is_misspelt_is_told_there(tmp_path: Path) -> None:
    found = checked(tmp_path, lambda office: office.set("领导小组", 2, "姓名", "钟启铭")).findings
    assert told(found) == [("identity.group", "warning", "领导小组", "B2")]


def test_one_opinion_signed_by_another_is_still_told_at_the_opinion(tmp_path: Path) -> None:
    found = checked(tmp_path, lambda office: office.set("审核意见", 3, "审核人", "001")).findings
    assert places(found) == [("approvals.signer", "审核意见", "E3")]


def test_references_that_lost_their_zeros_are_no_mistake_of_人员(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        for sheet in office.sheets:
            for row in office.sheets[sheet][1:] if sheet != "人员" else ():
                row[:] = [int(cell) if isinstance(cell, str) and cell.isdigit() else cell for cell in row]

    assert checked(tmp_path, change).findings == ()


def test_everybody_of_a_run_of_cells_is_touched(tmp_path: Path) -> None:
    found = checked(tmp_path, CAUSES["工号 that lost their zeros"][0])
    touched = {getattr(item, "key", None) for _, _, item in subjects_with_errors(found)}
    assert {f"00{number}" for number in range(1, 8)} <= touched
    assert found.findings[0].cells == tuple(f"A{row}" for row in range(2, 9))


@pytest.mark.parametrize("name", ["no 组长", "a copied sheet", "another sheet in the place of the risks"])
def test_what_is_wrong_with_a_whole_sheet_touches_everybody(tmp_path: Path, name: str) -> None:
    found = checked(tmp_path, CAUSES[name][0])
    touched = {getattr(item, "key", None) for _, _, item in subjects_with_errors(found)}
    assert {"001", "007", "综合股", ""} <= touched


def test_a_renamed_roster_stops_blank_forms_too(tmp_path: Path) -> None:
    assert errors_in_roster(checked(tmp_path, CAUSES["a numbered sheet"][0]))
    assert not errors_in_roster(checked(tmp_path, CAUSES["a copied sheet"][0]))


def merged(tmp_path: Path, sheet: str, cells: str, change: Change = lambda office: None) -> Checked:
    office = Office()
    change(office)
    path = office.save(tmp_path)
    book = openpyxl.load_workbook(path)
    book[sheet].merge_cells(cells)
    book.save(path)
    return check([path], on=date(2026, 12, 20))


@pytest.mark.parametrize(("sheet", "cells"), [("人员", "A4:A6"), ("机构", "A2:A3"), ("预警处置", "A2:A3")])
def test_a_merged_key_is_told_at_the_merge(tmp_path: Path, sheet: str, cells: str) -> None:
    found = merged(tmp_path, sheet, cells, beside)
    assert sorted(places(found.findings)) == sorted([("cells.merged", sheet, cells.partition(":")[0]), *BESIDE])


# ---------------------------------------------------------------- several workbooks


def part(office: Office, *departments: str) -> Office:
    """What one department's workbook has of the office."""
    of = {"机构": 0, "人员": 2, "机构风险点": 0, "考核": 0}
    for sheet, place in of.items():
        heading, *rows = office.sheets[sheet]
        office.sheets[sheet] = [heading, *(row for row in rows if row[place] in departments)]
    people = {row[0] for row in office.sheets["人员"]}
    heading, *rows = office.sheets["个人风险点"]
    office.sheets["个人风险点"] = [heading, *(row for row in rows if row[0] in people)]
    for sheet in (
        "领导小组",
        "班子风险点",
        "审核意见",
        "前期预防",
        "预警处置",
        "责任追究",
        "风险调整",
        "表彰",
        "会议签到",
    ):
        if departments[-1] == "城关司法所":
            del office.sheets[sheet]
    return office


def two(tmp_path: Path, change: Change) -> Checked:
    one = part(Office(), "综合股", None)  # type: ignore[arg-type]
    other = part(Office(), "城关司法所")
    change(other)
    return check([one.save(tmp_path, "a.xlsx"), other.save(tmp_path, "b.xlsx")], on=date(2026, 12, 20))


@pytest.mark.parametrize(
    ("item", "value", "cell"),
    [("单位名称", "云岭司法局", "B2"), ("单位名称", "云岭县司法居", "B2"), ("年度", 2025, "B4")],
)
def test_a_name_or_year_that_differs_in_one_workbook_is_told_there(
    tmp_path: Path, item: str, value: object, cell: str
) -> None:
    assert places(two(tmp_path, lambda office: None).findings) == []

    def change(office: Office) -> None:
        office.setting(item, value)
        office.set("考核", 2, "检查得分", 61)

    found = two(tmp_path, change)
    assert places(found.findings) == [("identity.bureau", "单位", cell), ("scores.range", "考核", "E2")]
    assert len(found.bureaus) == 1
    assert "a.xlsx" in found.findings[0].message


def test_two_bureaus_with_near_names_stay_two(tmp_path: Path) -> None:
    one, other = Office(), Office()
    other.setting("单位名称", "云峰县司法局")
    found = check([one.save(tmp_path, "a.xlsx"), other.save(tmp_path, "b.xlsx")], on=date(2026, 12, 20))
    assert (len(found.bureaus), found.findings) == (2, ())


def test_the_same_workbook_twice_is_told_once_at_the_second(tmp_path: Path) -> None:
    office = Office()
    beside(office)
    found = check([office.save(tmp_path, "a.xlsx"), office.save(tmp_path, "b.xlsx")], on=date(2026, 12, 20))
    assert sorted(places(found.findings)) == sorted([("workbook.file", "", None), *BESIDE])
    last = found.findings[-1]
    assert (Path(last.file or "").name, last.severity) == ("b.xlsx", Severity.ERROR)


def test_another_state_of_a_workbook_is_told_once_with_what_is_wrong_in_its_cells(tmp_path: Path) -> None:
    office = Office()
    first = office.save(tmp_path, "a.xlsx")
    office.set("个人风险点", 2, "风险内容", "另一种说法")
    office.set("个人风险点", 3, "查找方式", "听说")
    found = check([first, office.save(tmp_path, "b.xlsx")], on=date(2026, 12, 20))
    assert places(found.findings) == [("workbook.file", "", None), ("cells.enumeration", "个人风险点", "F3")]
    touched = {getattr(item, "key", None) for _, _, item in subjects_with_errors(found)}
    assert {"001", "综合股"} <= touched


def test_the_whole_roster_in_each_workbook_is_told_once_a_sheet(tmp_path: Path) -> None:
    first, second = Office(), Office()
    for sheet in list(second.sheets):
        if sheet not in ("单位", "机构", "人员", "考核"):
            del second.sheets[sheet]
    del first.sheets["考核"]
    second.sheets["机构"] = second.sheets["机构"][:2]
    found = check([first.save(tmp_path, "a.xlsx"), second.save(tmp_path, "b.xlsx")], on=date(2026, 12, 20))
    assert places(found.findings) == [("identity.unique", "机构", "A2"), ("identity.unique", "人员", "A2")]
