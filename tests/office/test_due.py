"""What runs out and has run out as of a day: demands, slips, reviews, stages and approvals, each with who answers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bureaus import bureau, opinion, person
from offices import Office

from docgen.office.due import EACH, Due, Outlook, due_of, outlook
from docgen.office.folder import find_office, lay_out
from docgen.programme.cases import Colour
from docgen.programme.model import Bureau, GroupMember, Step, Target
from docgen.shipped import SAMPLE

ON = date(2026, 11, 20)

MORE = ("风险编号", "预警等级", "原编号", "送达日期", "回复期限", "完成日期", "复核人", "复核意见")


def seen(tmp_path: Path, *offices: Office, on: date = ON) -> Outlook:
    """What is due by the workbooks of an office folder."""
    home = tmp_path / "局"
    lay_out(home)
    for number, office in enumerate(offices):
        office.save(home / "inputs", f"{number}.xlsx")
    folder = find_office(home)
    assert folder
    return outlook(folder, on)


def signals(**more: Any) -> Office:
    """The tidy year with one open disposal, Y-2 of 综合股, and the columns of the second edition."""
    office = Office()
    for name in MORE:
        office.column("预警处置", name, [None, more.get(name)])
    office.set("预警处置", 3, "整改结果", more.get("整改结果"))
    return office


def of(kind: str, found: Outlook) -> list[Due]:
    return [item for item in found.due if item.kind == kind]


# ---------------------------------------------------------------- disposals


def test_a_demand_without_a_result_is_due_at_its_deadline(tmp_path: Path) -> None:
    [item] = of("demand", seen(tmp_path, signals()))
    assert (item.number, item.subject, item.name, item.department) == ("Y-2", "综合股", "综合股", "综合股")
    assert (item.day, item.days, item.colour) == (date(2026, 11, 25), 5, Colour.YELLOW)
    assert (item.what, item.who.id, item.who.name) == (("补齐",), "002", "郑远")
    assert (item.bureau, item.year) == ("云岭县司法局", 2026)
    assert [tuple(step) for step in item.case] == [("Y-2", "督导", date(2026, 11, 4))]


def test_a_demand_that_is_done_is_not_due(tmp_path: Path) -> None:
    assert of("demand", seen(tmp_path, signals(整改结果="已改"))) == []


def test_a_demand_without_a_deadline_comes_last(tmp_path: Path) -> None:
    office = signals()
    office.set("预警处置", 3, "整改期限", None)
    office.set("预警处置", 3, "整改要求", None)
    item = seen(tmp_path, office).due[-1]
    assert (item.kind, item.day, item.days, item.colour, item.what) == ("demand", None, None, None, ("督导",))


def test_a_slip_is_due_until_something_has_come_back(tmp_path: Path) -> None:
    back = date(2026, 11, 23)
    [item] = of("slip", seen(tmp_path, signals(回复期限=back)))
    assert (item.number, item.day, item.days, item.colour) == ("Y-2", back, 3, Colour.ORANGE)
    assert of("slip", seen(tmp_path, signals(回复期限=back, 完成日期=date(2026, 11, 19)))) == []
    assert of("slip", seen(tmp_path, signals(回复期限=back, 整改结果="已改"))) == []
    assert len(of("slip", seen(tmp_path, signals(回复期限=back, 完成日期=date(2026, 11, 22))))) == 1


def test_a_review_is_the_reviewers(tmp_path: Path) -> None:
    [item] = of("review", seen(tmp_path, signals(整改结果="已改", 复核人="001")))
    assert (item.number, item.day, item.who.id, item.who.name) == ("Y-2", None, "001", "钟启明")


def test_a_review_is_due_when_its_notice_says(tmp_path: Path) -> None:
    office = signals(整改结果="已改", 复核人="001", 送达日期=date(2026, 11, 5))
    office.set("预警处置", 3, "对象类型", "个人")
    office.set("预警处置", 3, "对象", "006")
    office.set("预警处置", 3, "处置方式", "告诫")
    [item] = of("review", seen(tmp_path, office))
    assert (item.day, item.days) == (date(2027, 5, 4), 165)  # 180 days from its delivery (deadlines.toml)


def test_a_review_without_a_reviewer_is_the_answerable_persons(tmp_path: Path) -> None:
    office = signals(整改结果="已改")
    office.set("预警处置", 3, "处置方式", "责令整改")
    [item] = of("review", seen(tmp_path, office))
    assert item.who.id == "002"


def test_a_climbing_case_tells_how_it_went(tmp_path: Path) -> None:
    office = signals(原编号="Y-1")
    office.set("预警处置", 3, "对象类型", "个人")
    office.set("预警处置", 3, "对象", "006")
    [item] = of("demand", seen(tmp_path, office))
    assert [step.number for step in item.case] == ["Y-1", "Y-2"]
    assert (item.subject, item.name, item.department) == ("006", "李明", "城关司法所")


def test_what_had_not_begun_on_the_day_is_left_out_and_said(tmp_path: Path) -> None:
    found = seen(tmp_path, signals(), on=date(2026, 11, 3))
    assert [item.number for item in of("demand", found)] == []
    assert [said.key for said in found.said] == ["due.later"]
    assert found.said[0].values["count"] == 1


# ---------------------------------------------------------------- stages


def stages(found: Outlook) -> list[tuple[str, int | None, list[str]]]:
    return [(item.name, item.days, [str(part) for part in item.what]) for item in of("stage", found)]


def test_stages_are_due_until_they_are_over(tmp_path: Path) -> None:
    assert stages(seen(tmp_path, Office(), on=date(2026, 9, 15))) == [
        ("动员部署", 0, []),
        ("贯彻执行", 81, []),
        ("检查考核", 91, []),
        ("调整修正", 107, []),
    ]
    assert stages(seen(tmp_path, Office(), on=date(2026, 12, 20))) == [("调整修正", 11, [])]


def test_a_stage_that_is_over_is_due_while_something_is_missing(tmp_path: Path) -> None:
    office = Office()
    office.drop("个人风险点", 2)
    office.drop("机构风险点", 3)
    office.drop("班子风险点", 4)
    office.sheets["考核"] = office.sheets["考核"][:3]
    for row in (2, 3):
        office.set("考核", row, "检查得分", None)
    assert stages(seen(tmp_path, office, on=date(2026, 12, 20))) == [
        ("贯彻执行", -15, ["没有风险点的 1 人", "没有风险点的机构 1 个", "没有风险点的班子事项 1 类"]),
        ("检查考核", -5, ["没有自查得分的机构 1 个", "没有检查得分的机构 2 个"]),
        ("调整修正", 11, []),
    ]


def test_the_leading_groups_office_answers_for_stages(tmp_path: Path) -> None:
    office = Office()
    assert {item.who.name for item in of("stage", seen(tmp_path, office))} == {"钟启明"}
    office.setting("领导小组办公室", "综合股")
    assert {item.who.name for item in of("stage", seen(tmp_path, office))} == {"综合股"}


# ---------------------------------------------------------------- approvals


def approvals(whole: Bureau, on: date = ON) -> list[Due]:
    return [item for item in due_of(whole, on) if item.kind == "approval"]


def given(*items: tuple[str, Step]) -> Bureau:
    """The small bureau with opinions of 8 October on these people's tables."""
    chief = GroupMember(bureau().people["001"].row, "组长", "钟启明", "局长", "001")
    made = tuple(opinion(Target.PERSON, key, step, "同意", "某", date(2026, 10, 8)) for key, step in items)
    return bureau(opinions=made, group=(chief,))


def test_a_chain_that_has_begun_waits_for_its_next_step() -> None:
    [item] = approvals(given(("004", Step.DEPARTMENT_HEAD)))
    assert (item.subject, item.name, item.department) == ("004", "李明", "综合股")
    assert (str(item.what[0]), item.who.id, item.who.name) == ("等分管领导的意见", "002", "郑远")
    assert (item.day, item.days) == (date(2026, 12, 5), 15)


def test_the_leading_group_is_its_chief() -> None:
    [item] = approvals(given(("004", Step.DEPARTMENT_HEAD), ("004", Step.LEADER_IN_CHARGE)))
    assert (str(item.what[0]), item.who.id) == ("等领导小组的意见", "001")


def test_a_chain_that_has_ended_or_not_begun_waits_for_nobody() -> None:
    assert approvals(given()) == []
    assert approvals(given(("002", Step.LEADING_GROUP))) == []


def test_an_opinion_counts_from_its_date() -> None:
    assert approvals(given(("004", Step.DEPARTMENT_HEAD)), on=date(2026, 10, 7)) == []
    assert len(approvals(given(("004", Step.DEPARTMENT_HEAD)), on=date(2026, 10, 8))) == 1


def test_many_that_wait_for_one_person_are_counted() -> None:
    more = [person(f"1{number:02}", f"某{number}", "综合股") for number in range(EACH + 1)]
    whole = given(*((item.id, Step.DEPARTMENT_HEAD) for item in more), ("004", Step.DEPARTMENT_HEAD))
    whole = replace(whole, people={**whole.people, **{item.id: item for item in more}})
    [item] = approvals(whole)
    assert (item.count, item.subject, item.name, item.who.id) == (EACH + 2, "", "", "002")


# ---------------------------------------------------------------- the whole list


def test_the_most_urgent_comes_first(tmp_path: Path) -> None:
    office = signals(回复期限=date(2026, 11, 10))
    found = seen(tmp_path, office)
    assert [item.kind for item in found.due] == ["slip", "demand", "stage", "approval", "stage", "stage"]
    days = [item.days for item in found.due if item.days is not None]
    assert days == sorted(days)


def test_bureaus_of_one_folder_stand_in_one_list(tmp_path: Path) -> None:
    other = signals()
    other.setting("单位名称", "甲局")
    found = seen(tmp_path, signals(), other)
    assert found.bureaus == 2
    assert [item.bureau for item in of("demand", found)] == ["云岭县司法局", "甲局"]


def test_a_year_without_signals_is_said(tmp_path: Path) -> None:
    office = Office()
    office.sheets.pop("预警处置")
    found = seen(tmp_path, office)
    assert [said.key for said in found.said] == ["due.no-signals"]
    assert "云岭县司法局2026年" in str(found.said[0])
    assert {item.kind for item in found.due} == {"stage", "approval"}


def test_without_a_workbook_that_is_said(tmp_path: Path) -> None:
    found = seen(tmp_path)
    assert ([said.key for said in found.said], found.due) == (["due.no-workbook"], [])


def wrong_person(office: Office) -> None:
    office.set("预警处置", 3, "防控责任人", "999")


def wrong_object(office: Office) -> None:
    office.set("预警处置", 3, "对象", "不知道的股")


def wrong_deadline(office: Office) -> None:
    office.set("预警处置", 3, "整改期限", "下个月")


def wrong_earlier(office: Office) -> None:
    office.set("预警处置", 3, "原编号", "Y-99")


def circle(office: Office) -> None:
    office.set("预警处置", 2, "原编号", "Y-2")
    office.set("预警处置", 3, "原编号", "Y-1")


@pytest.mark.parametrize("mistake", [wrong_person, wrong_object, wrong_deadline, wrong_earlier, circle])
def test_what_can_be_said_is_said_of_a_workbook_with_mistakes(
    tmp_path: Path, mistake: Callable[[Office], None]
) -> None:
    office = signals()
    mistake(office)
    found = seen(tmp_path, office)
    [item] = of("demand", found)
    assert item.number == "Y-2"
    assert item.who.name == ("999" if mistake is wrong_person else "郑远")
    assert item.name == ("不知道的股" if mistake is wrong_object else "综合股")
    assert (item.day is None) == (mistake is wrong_deadline)
    assert [step.number for step in item.case] == (["Y-1", "Y-2"] if mistake is circle else ["Y-2"])
    assert ("due.errors" in [said.key for said in found.said]) == (mistake is not circle)


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    home = tmp_path / "局"
    lay_out(home)
    (home / "inputs" / "坏.xlsx").write_bytes(b"no workbook")
    found = seen(tmp_path, signals())
    assert len(of("demand", found)) == 1
    assert ["坏.xlsx" in str(said) for said in found.said] == [True]


# ---------------------------------------------------------------- the sample


@pytest.fixture
def sample(tmp_path: Path) -> Callable[[str], Outlook]:
    home = tmp_path / "示例"
    lay_out(home)
    shutil.copy(SAMPLE, home / "inputs")
    folder = find_office(home)
    assert folder
    return lambda day: outlook(folder, date.fromisoformat(day))


def test_the_sample_when_its_first_signal_is_open(sample: Callable[[str], Outlook]) -> None:
    found = sample("2026-10-20")
    first = [(item.kind, item.days, item.who.id) for item in found.due if item.number == "YJ-2026-01"]
    assert first == [("slip", 1, "019"), ("demand", 10, "019")]
    assert [item.name for item in of("stage", found)] == ["贯彻执行", "检查考核", "调整修正"]
    assert of("approval", found)


def test_the_sample_when_the_year_is_over(sample: Callable[[str], Outlook]) -> None:
    found = sample("2027-04-10")
    assert "stage" not in {item.kind for item in found.due}
    assert all(item.days is None or item.colour is Colour.RED for item in found.due)
    assert "YJ-2026-01" not in [item.number for item in found.due]
    assert found.said == []
