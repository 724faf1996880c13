"""A document is not planned while the sheets that its kind needs say nothing of whom it is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_derived import LEADERSHIP, PERSONAL, SECTIONS, change, of_leadership, of_section, own
from test_topics import bureau, signal, table

from docgen.documents.plan import plan
from docgen.kinds.kind import Kind
from docgen.programme.model import Bureau

SCORES = table("考核", [{"机构名称": "综合股", "考核项目": "组织领导", "分值": 100}])


def planned(whole: Bureau, *needs: str, scope: str | tuple[str, ...] = "D", blank: bool = False) -> list[str]:
    scopes = (scope,) if isinstance(scope, str) else scope
    kind = Kind("k", Path("k"), "表", scopes=scopes, needs=needs, blank_rows=1)
    return [item.subject for item in plan({"k": kind}, whole, blank=blank)]


def test_a_department_without_scores_has_no_score_sheet_yet(tmp_path: Path) -> None:
    whole = bureau(tmp_path, SCORES)
    assert planned(whole) == ["综合股", "城关司法所"]
    assert planned(whole, "考核") == ["综合股"]
    assert planned(bureau(tmp_path / "none"), "考核") == []


def test_what_is_about_the_whole_bureau_needs_any_row(tmp_path: Path) -> None:
    assert planned(bureau(tmp_path, SCORES), "考核", scope="B") == ["-"]
    assert planned(bureau(tmp_path / "none"), "考核", scope="B") == []


def test_every_sheet_that_is_needed_must_have_its_rows(tmp_path: Path) -> None:
    signals = table("预警处置", [signal("Y1", "机构", "综合股"), signal("Y2", "个人", "004")])
    assert planned(bureau(tmp_path, SCORES), "考核", "预警处置") == []
    assert planned(bureau(tmp_path, SCORES, signals), "考核", "预警处置") == ["综合股"]
    assert planned(bureau(tmp_path, signals), "预警处置", scope="P") == ["004"]


def test_blank_forms_need_nothing(tmp_path: Path) -> None:
    assert planned(bureau(tmp_path), "考核", blank=True) == ["综合股", "城关司法所"]


def test_changes_count_with_the_department_or_the_leadership_that_has_the_risk(tmp_path: Path) -> None:
    risks = (
        table(PERSONAL, [own("004"), own("001")]),
        table(SECTIONS, [of_section("城关司法所")]),
        table(LEADERSHIP, [of_leadership()]),
    )

    def with_change(number: str) -> list[str]:
        whole = bureau(tmp_path, *risks, table("风险调整", [change(number)]))
        return planned(whole, "风险调整", scope=("D", "B"))

    assert with_change("GR-004-1") == ["综合股"]
    assert with_change("JG-城关司法所-1") == ["城关司法所"]
    assert with_change("GR-001-1") == with_change("BZ-1") == ["-"]


@pytest.mark.parametrize(
    ("sheet", "row", "said"),
    [
        ("领导小组", {"小组职务": "组长", "姓名": "钟启明"}, ["综合股", "城关司法所"]),
        ("机构风险点", of_section("综合股"), ["综合股"]),
        (
            "审核意见",
            {
                "对象类型": "机构",
                "对象": "综合股",
                "环节": "分管领导",
                "意见": "同意",
                "审核人": "002",
                "日期": "2026-10-13",
            },
            ["综合股"],
        ),
    ],
)
def test_sheets_that_hold_no_events_may_be_needed_too(
    tmp_path: Path, sheet: str, row: dict[str, str], said: list[str]
) -> None:
    assert planned(bureau(tmp_path, table(sheet, [row])), sheet) == said
    assert planned(bureau(tmp_path / "none"), sheet) == []
