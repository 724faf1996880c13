"""Risks as they stand on a day: the sheets hold what was confirmed, rows of 风险调整 change it from their days on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from offices import SHOWN, Office, checked, told

from docgen.programme.model import Bureau, Grade, Risk
from docgen.programme.standing import standing

HEADINGS = ["风险编号", "调整事项", "调整前", "调整后", "调整原因", "批准人", "日期", "生效日期"]
OWN_MEASURE = "每月抽查一次(004)"
"""防控措施 of GR-004-2 in the risk sheet; its level there is 二级."""


def change(matter: str, before: str | None, after: str | None, day: date, since: date | None = None) -> list[Any]:
    return ["GR-004-2", matter, before, after, "年底复核", "001", day, since]


def office_with(*rows: list[Any]) -> Any:
    def make(office: Office) -> None:
        office.sheets["风险调整"] = [HEADINGS, *rows]

    return make


def bureau_with(folder: Path, *rows: list[Any]) -> Bureau:
    [bureau] = checked(folder, office_with(*rows)).bureaus
    return bureau


def risk(bureau: Bureau, on: date) -> Risk | None:
    """GR-004-2 as it stands on the day."""
    return next((item for item in standing(bureau, on).risks() if item.number == "GR-004-2"), None)


def of_adjustments(folder: Path, *rows: list[Any]) -> list[tuple[str, str | None]]:
    """Variant and cell of what the check says of the rows."""
    found = [item for item in checked(folder, office_with(*rows)).findings if item.rule == "identity.adjustment"]
    assert all(severity == "warning" for _, severity, _, _ in told(found))
    return [(item.said.key.partition("/")[2], item.cell) for item in found]


DAY = date(2026, 12, 21)
LATER = date(2026, 12, 28)


def test_a_level_changes_on_its_day(tmp_path: Path) -> None:
    bureau = bureau_with(tmp_path, change("等级", "二级", "三级", DAY))
    before, after = risk(bureau, date(2026, 12, 20)), risk(bureau, DAY)
    assert before and before.grade is Grade.SECOND
    assert after and (after.grade, after.row.text("风险等级")) == (Grade.THIRD, "三级")


def test_the_day_is_that_from_which_it_holds(tmp_path: Path) -> None:
    bureau = bureau_with(tmp_path, change("等级", "二级", "三级", DAY, date(2027, 1, 1)))
    before, after = risk(bureau, date(2026, 12, 31)), risk(bureau, date(2027, 1, 1))
    assert before and before.grade is Grade.SECOND
    assert after and after.grade is Grade.THIRD


def test_a_level_that_is_not_the_derived_one_says_why(tmp_path: Path) -> None:
    found = risk(bureau_with(tmp_path, change("等级", "二级", "三级", DAY)), DAY)
    assert found and found.derived is Grade.SECOND
    assert found.row.text("等级说明") == "年底复核"


def test_a_measure_and_a_content_take_the_place_of_the_sheets(tmp_path: Path) -> None:
    rows = [change("措施", OWN_MEASURE, "每周抽查两次", DAY), change("内容", "李明第2条风险", "报销不实", DAY)]
    found = risk(bureau_with(tmp_path, *rows), DAY)
    assert found and (found.measure, found.content) == ("每周抽查两次", "报销不实")
    assert found.manifestation == SHOWN["004"], "what is not changed stays"


def test_a_withdrawn_risk_is_gone_and_keeps_its_number_for_what_refers_to_it(tmp_path: Path) -> None:
    bureau = bureau_with(tmp_path, change("撤销", "李明第2条风险", None, DAY))
    assert risk(bureau, date(2026, 12, 20)) is not None
    assert risk(bureau, DAY) is None
    now = standing(bureau, DAY)
    assert [item.number for item in now.people["004"].risks] == ["GR-004-1", "GR-004-3", "GR-004-4"]
    assert now.confirmed["GR-004-2"].content == "李明第2条风险"


def test_an_added_risk_stands_from_its_day(tmp_path: Path) -> None:
    bureau = bureau_with(tmp_path, change("新增", None, "李明第2条风险", DAY))
    assert risk(bureau, date(2026, 12, 20)) is None
    assert risk(bureau, DAY) is not None


def test_changes_follow_each_other_by_their_days_whatever_the_order_of_rows(tmp_path: Path) -> None:
    bureau = bureau_with(tmp_path, change("等级", "三级", "一级", LATER), change("等级", "二级", "三级", DAY))
    grades = [found.grade for day in (DAY, LATER) if (found := risk(bureau, day))]
    assert grades == [Grade.THIRD, Grade.FIRST]
    assert of_adjustments(tmp_path, change("等级", "三级", "一级", LATER), change("等级", "二级", "三级", DAY)) == []


def test_a_sheet_typed_over_is_told_and_changes_no_page(tmp_path: Path) -> None:
    """The risk sheet says 二级 already, which stands only after the change."""
    row = change("等级", "三级", "二级", DAY)
    bureau = bureau_with(tmp_path, row)
    before, after = risk(bureau, date(2026, 12, 20)), risk(bureau, DAY)
    assert before and (before.grade, before.row.text("风险等级")) == (Grade.THIRD, "三级")
    assert after and after.grade is Grade.SECOND
    assert of_adjustments(tmp_path, row) == [("typed-over", "C2")]


def test_a_chain_that_comes_back_is_no_sheet_typed_over(tmp_path: Path) -> None:
    rows = (change("等级", "二级", "三级", DAY), change("等级", "三级", "二级", LATER))
    assert of_adjustments(tmp_path, *rows) == []


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("二级", []),
        ("中", []),
        ("一级", [("other-before", "C2")]),
        ("从前", [("other-before", "C2")]),
    ],
)
def test_what_stood_before_is_what_the_sheet_says(tmp_path: Path, before: str, said: list[tuple[str, str]]) -> None:
    row = change("等级", before, "三级", DAY)
    assert of_adjustments(tmp_path, row) == said
    found = risk(bureau_with(tmp_path, row), DAY)
    assert found and found.grade is Grade.THIRD, "调整后 stands all the same"


@pytest.mark.parametrize("before", [OWN_MEASURE, f" {OWN_MEASURE}。", "每月抽查一次（004）"])
def test_spaces_widths_and_a_full_stop_make_no_other_text(tmp_path: Path, before: str) -> None:
    assert of_adjustments(tmp_path, change("措施", before, "每周抽查两次", DAY)) == []


def test_of_two_that_contradict_the_first_row_holds(tmp_path: Path) -> None:
    rows = (change("等级", "二级", "三级", DAY), change("等级", "二级", "一级", DAY))
    assert of_adjustments(tmp_path, *rows) == [("contradicts", "D3")]
    found = risk(bureau_with(tmp_path, *rows), DAY)
    assert found and found.grade is Grade.THIRD


def test_the_same_change_twice_is_one(tmp_path: Path) -> None:
    rows = (change("等级", "二级", "三级", DAY), change("等级", "二级", "三级", DAY))
    assert of_adjustments(tmp_path, *rows) == []


def test_a_withdrawn_risk_is_not_changed_any_more(tmp_path: Path) -> None:
    rows = (change("撤销", "李明第2条风险", None, DAY), change("等级", "二级", "三级", LATER))
    assert of_adjustments(tmp_path, *rows) == [("not-standing", "B3")]
    assert risk(bureau_with(tmp_path, *rows), LATER) is None


def test_a_withdrawn_risk_may_be_added_again(tmp_path: Path) -> None:
    rows = (change("撤销", "李明第2条风险", None, DAY), change("新增", None, "李明第2条风险", LATER))
    assert of_adjustments(tmp_path, *rows) == []
    assert risk(bureau_with(tmp_path, *rows), LATER) is not None


def test_a_level_that_is_none_changes_nothing(tmp_path: Path) -> None:
    row = change("等级", "二级", "调低", DAY)
    assert of_adjustments(tmp_path, row) == [("no-level", "D2")]
    found = risk(bureau_with(tmp_path, row), DAY)
    assert found and found.grade is Grade.SECOND


def test_a_bureau_without_changes_is_itself(tmp_path: Path) -> None:
    bureau = bureau_with(tmp_path)
    assert standing(bureau, LATER) is bureau


@pytest.mark.parametrize(
    ("matter", "before", "after", "rule"),
    [
        ("措施", OWN_MEASURE, "有问题请打 13812345678", "privacy.mobile"),
        ("内容", "李明第2条风险", "联系 liming@example.com", "privacy.email"),
        ("措施", OWN_MEASURE, "无", "measures.missing"),
    ],
)
def test_what_takes_the_place_of_a_text_is_held_to_the_same_rules(
    tmp_path: Path, matter: str, before: str, after: str, rule: str
) -> None:
    found = checked(tmp_path, office_with(change(matter, before, after, DAY))).findings
    assert (rule, "error", "风险调整", "D2") in told(found)
