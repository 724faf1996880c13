"""Workbooks of one 单位名称 and 年度 are one bureau; references are found however they were typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from offices import ON, Office, checked, told

from docgen.programme.check import check
from docgen.programme.model import Grade, Subject, Target


def two(folder: Path) -> list[Path]:
    """The tidy year as two workbooks, one for each department."""
    first, second = Office(), Office()
    for office, gone in ((first, ("005", "006", "007")), (second, ("001", "002", "003", "004"))):
        for sheet in ("人员", "个人风险点"):
            rows = office.sheets[sheet]
            office.sheets[sheet] = [rows[0], *(row for row in rows[1:] if row[0] not in gone)]
    first.drop("机构", 3)
    first.drop("机构风险点", 3)
    second.drop("机构", 2)
    second.drop("机构风险点", 2)
    for sheet in list(second.sheets):
        if sheet not in ("单位", "机构", "人员", "个人风险点", "机构风险点"):
            del second.sheets[sheet]
    return [first.save(folder, "综合股.xlsx"), second.save(folder, "司法所.xlsx")]


def test_a_workbook_for_each_department_makes_one_bureau_without_a_finding(tmp_path: Path) -> None:
    made = check(two(tmp_path), on=ON)
    assert told(made.findings) == []
    [bureau] = made.bureaus
    assert list(bureau.people) == ["001", "002", "003", "004", "005", "006", "007"]
    assert list(bureau.departments) == ["综合股", "城关司法所"]


def test_a_key_that_stands_in_two_workbooks_is_told_in_the_second_and_names_the_first(tmp_path: Path) -> None:
    office = Office()
    paths = [office.save(tmp_path, "甲.xlsx")]
    for sheet in list(office.sheets):
        if sheet not in ("单位", "机构", "人员"):
            del office.sheets[sheet]
    office.drop("人员", 3, 4, 5, 6, 7, 8)
    office.drop("机构", 2, 3)
    office.add("机构", "宣教股", "股室", "001", "002", "普法")
    paths.append(office.save(tmp_path, "乙.xlsx"))
    found = [item for item in check(paths, on=ON).findings if item.rule == "identity.unique"]
    assert [(Path(item.file or "").name, item.cell) for item in found] == [("乙.xlsx", "A2")]
    assert "甲.xlsx" in found[0].message


def test_settings_that_disagree_are_warned_of_and_the_first_holds(tmp_path: Path) -> None:
    paths = two(tmp_path)
    office = Office()
    office.setting("监督电话", "0791-99999999")
    for sheet in list(office.sheets):
        if sheet not in ("单位", "机构", "人员"):
            del office.sheets[sheet]
    office.drop("人员", 2, 3, 4, 5, 6, 7, 8)
    office.drop("机构", 2, 3)
    office.add("人员", "008", "新人", "综合股", "科员", "内勤", "内勤", "否", None, None, None)
    office.add("机构", "基层股", "股室", "003", "002", "指导")
    made = check([*paths, office.save(tmp_path, "丙.xlsx")], on=date(2026, 9, 1))
    assert [(item.rule, item.cell) for item in made.findings if item.rule.startswith("identity")] == [
        ("identity.setting", "B7")
    ]
    assert made.bureaus[0].setting("监督电话") == "0791-81234567"


def test_two_bureaus_in_a_run_stay_apart(tmp_path: Path) -> None:
    first, second = Office(), Office()
    second.setting("单位名称", "白水县司法局")
    made = check([first.save(tmp_path, "甲.xlsx"), second.save(tmp_path, "乙.xlsx")], on=ON)
    assert [bureau.name for bureau in made.bureaus] == ["云岭县司法局", "白水县司法局"]
    assert told(made.findings) == []


def test_the_same_bureau_of_another_year_is_another_bureau(tmp_path: Path) -> None:
    first, second = Office(), Office()
    for sheet in list(second.sheets):
        if sheet not in ("单位", "机构", "人员"):
            del second.sheets[sheet]
    second.sheets["单位"] = [row for row in second.sheets["单位"] if "截止" not in row[0]]
    second.setting("年度", "2027年度")
    made = check([first.save(tmp_path, "甲.xlsx"), second.save(tmp_path, "乙.xlsx")], on=ON)
    assert [bureau.year for bureau in made.bureaus] == [2026, 2027]


def test_people_are_found_by_工号_or_by_a_name_that_only_one_bears(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.set("机构", 2, "负责人", "揭 文清")
        office.set("机构", 3, "负责人", "００５")
        office.set("预警处置", 2, "防控责任人", "胡大海")
        office.set("个人风险点", 11, "工号", "阿依古丽•买买提")

    made = checked(tmp_path, change)
    assert told(made.findings) == []
    assert made.bureaus[0].departments["综合股"].head == "003"
    assert made.bureaus[0].departments["城关司法所"].head == "005"


def test_one_wrong_工号_does_not_set_off_others(tmp_path: Path) -> None:
    # The only risk of 006 goes to nobody: 006 is not told as having none.
    made = checked(tmp_path, lambda office: office.set("个人风险点", 10, "工号", "06"))
    assert told(made.findings) == [("identity.reference", "error", "个人风险点", "A10")]


def test_one_wrong_value_in_many_rows_is_one_finding_that_counts_them(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        for row in (5, 6, 7, 8):
            office.set("个人风险点", row, "工号", "O04")

    [item] = checked(tmp_path, change).findings
    assert (item.rule, item.cell) == ("identity.reference", "A5")
    assert "3 处" in item.message
    assert "004" in item.message


def test_an_opinion_on_nobody_does_not_make_the_next_step_look_lonely(tmp_path: Path) -> None:
    made = checked(tmp_path, lambda office: office.set("审核意见", 2, "对象", "04"))
    assert told(made.findings) == [("identity.reference", "error", "审核意见", "B2")]


def test_an_empty_grade_is_filled_from_the_table(tmp_path: Path) -> None:
    made = checked(tmp_path, lambda office: office.set("个人风险点", 2, "风险等级", None))
    assert made.bureaus[0].people["001"].risks[0].grade is Grade.SECOND


def test_numbers_follow_the_order_of_the_sheets(tmp_path: Path) -> None:
    [bureau] = checked(tmp_path).bureaus
    assert [risk.number for risk in bureau.people["004"].risks] == [f"GR-004-{number}" for number in range(1, 5)]
    assert bureau.departments["综合股"].risks[0].number == "JG-综合股-1"
    assert [risk.number for risk in bureau.leadership_risks] == ["BZ-1", "BZ-2", "BZ-3"]


def test_opinions_are_found_by_whom_they_are_about(tmp_path: Path) -> None:
    [bureau] = checked(tmp_path).bureaus
    given = bureau.opinions_on(Subject(Target.PERSON, "004"))
    assert [(item.text, item.signer_name) for item in given] == [
        ("属实", "揭文清"),
        ("同意", "郑远"),
        ("审定", "钟启明"),
    ]


def test_a_workbook_without_单位_goes_with_the_only_bureau(tmp_path: Path) -> None:
    paths = two(tmp_path)
    office = Office()
    del office.sheets["单位"]
    for sheet in list(office.sheets):
        if sheet not in ("机构", "人员"):
            del office.sheets[sheet]
    office.drop("人员", *range(2, 9))
    office.drop("机构", 2, 3)
    office.add("人员", "008", "新人", "综合股", "科员", "内勤", "内勤", "否", None, None, None)
    office.add("机构", "基层股", "股室", "008", "002", "指导")
    found = check([*paths, office.save(tmp_path, "丙.xlsx")], on=date(2026, 9, 1)).findings
    assert [item.rule for item in found if item.severity == "error"] == ["workbook.sheet"]
