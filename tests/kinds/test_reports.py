"""Reports of a whole year: figures as of a day, results side by side, and what stays inside; told by small workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_topics import bureau, drawn, signal, table

from docgen.documents.plan import plan
from docgen.documents.render import Contents
from docgen.kinds.charts import MOST_BARS, results
from docgen.kinds.kind import Kind
from docgen.kinds.practice import Practice
from docgen.kinds.reports import Reports
from docgen.programme.figures import figures
from docgen.programme.model import Bureau
from docgen.word.chart import Chart
from docgen.workbook.rows import Row, SheetCell

EVERYTHING = "{{ figures.people }}{{ results[0] }}{{ evaluation.average }}{{ charts.results }}{{ charts.grades }}"
ON = date(2026, 12, 31)


def scores(name: str, *items: tuple[Any, ...], leaders: str = "") -> Iterator[dict[str, Any]]:
    """Items of 考核: name, 分值, 检查得分, 扣分原因."""
    for item, worth, got, *why in items:
        row = {"机构名称": name, "考核项目": item, "分值": worth, "自查得分": got, "检查得分": got}
        yield row | {"扣分原因": why[0] if why else "", "领导评分": leaders}


def of(name: str, got: int, why: str = "漏查") -> list[dict[str, Any]]:
    return list(scores(name, ("排查", 60, 60), ("处置", 40, got - 60, *([why] if got < 100 else []))))


def report(
    folder: Path, whole: Bureau, *, last: Bureau | None = None, practice: Practice | None = None, **kind: Any
) -> dict[str, Any]:
    """What a template that asks for everything sees."""
    own = replace(drawn(folder, Kind("k", folder / "k", "通报", scopes=("B",)), EVERYTHING), **kind)
    contents = Contents(whole, on=ON, last=last, practice=practice or Practice())
    return dict(contents.of(plan({own.id: own}, whole)[0]).values)


def lines(values: dict[str, Any]) -> list[str]:
    return [f"{one.place} {one.department} {one.composite} {one.grade} {one.change}" for one in values["results"]]


# ---------------------------------------------------------------- results


def test_departments_stand_by_their_scores_ties_as_ties_and_who_has_none_last(tmp_path: Path) -> None:
    whole = bureau(tmp_path, table("考核", [*of("城关司法所", 92), *of("综合股", 92)]))
    seen = report(tmp_path, whole)
    assert lines(seen) == ["并列第1 综合股 92.0 优胜 ", "并列第1 城关司法所 92.0 优胜 "]
    assert seen["evaluation"].spread == "综合得分均为92.0分"
    alone = report(tmp_path, bureau(tmp_path, table("考核", of("城关司法所", 75))))
    assert lines(alone) == ["第1 城关司法所 75.0 不达标 ", " 综合股   "]
    assert str(alone["evaluation"].unscored) == "综合股"
    assert alone["evaluation"].grading == "参加评价的机构为城关司法所，等次为不达标"


def test_without_scores_nothing_is_ranked_and_no_chart_is_drawn(tmp_path: Path) -> None:
    seen = report(tmp_path, bureau(tmp_path))
    shown = seen["evaluation"]
    assert (shown.scored, shown.average, shown.grading, shown.spread, shown.weaknesses) == (0, "", "", "", ())
    assert seen["charts"].results == ""
    assert [one.rank for one in seen["results"]] == ["", ""]


def test_items_are_told_from_the_weakest_with_who_lost_marks_for_what(tmp_path: Path) -> None:
    rows = [*of("综合股", 92, "油卡登记不符。"), *of("城关司法所", 80, "漏登")]
    [weak] = (shown := report(tmp_path, bureau(tmp_path, table("考核", rows)))["evaluation"]).weaknesses
    assert (weak.number, weak.item, weak.rate) == ("一", "处置", "65.0%")
    assert [(one.department, one.lost, one.reason) for one in weak.problems] == [
        ("城关司法所", 20, "漏登"),
        ("综合股", 8, "油卡登记不符"),
    ]
    assert [(item.item, str(item.full)) for item in shown.items] == [("排查", "综合股、城关司法所"), ("处置", "")]
    assert (shown.strong.item, shown.weak.item) == ("排查", "处置")


def test_no_person_is_named_for_a_problem(tmp_path: Path) -> None:
    rows = [*of("综合股", 92, "李明未按时登记"), *of("城关司法所", 80, "漏登")]
    [weak] = report(tmp_path, bureau(tmp_path, table("考核", rows)))["evaluation"].weaknesses
    assert [one.reason for one in weak.problems] == ["漏登"]


def test_who_is_to_be_praised_is_who_was_else_the_best_without_an_open_case_of_their_own(tmp_path: Path) -> None:
    rows = table("考核", [*of("综合股", 95), *of("城关司法所", 96)])
    case = table("预警处置", [signal("Y1", "机构", "综合股")])
    assert str(report(tmp_path, bureau(tmp_path, rows, case))["evaluation"].to_commend) == "城关司法所"
    praise = {"对象类型": "机构", "对象": "综合股", "主要事迹": "好", "荣誉称号": "先进"}
    praised = bureau(tmp_path, rows, table("表彰", [praise]))
    assert str(report(tmp_path, praised)["evaluation"].to_commend) == "综合股"


# ---------------------------------------------------------------- what stays inside

OPEN = table("发文", [{"文件": "k", "成文日期": "2026-12-18", "公开属性": "主动公开"}])
INSIDE = table("发文", [{"文件": "k", "成文日期": "2026-12-18", "公开属性": "依申请公开"}])
TWO = table("考核", [*of("综合股", 85), *of("城关司法所", 96)])


def test_what_everybody_may_read_tells_grades_and_no_score_or_place(tmp_path: Path) -> None:
    seen = report(tmp_path, bureau(tmp_path, TWO, OPEN))
    assert lines(seen) == [" 综合股  达标 ", " 城关司法所  优胜 "]  # in their sheet's order
    shown = seen["evaluation"]
    assert (shown.ranked, shown.average, shown.spread, shown.strong, seen["charts"].results) == (False, "", "", "", "")
    assert {(one.lost, item.rate) for item in shown.items for one in item.problems} == {("", "")}
    assert shown.grading == "参加评价的2个机构中，优胜1个（城关司法所），达标1个（综合股）"


@pytest.mark.parametrize(
    ("more", "practice", "kind"),
    [(INSIDE, Practice(), {}), ("", Practice(), {}), (OPEN, Practice(public_ranks=True), {})],
)
def test_inside_or_where_the_office_says_so_scores_are_told(
    tmp_path: Path, more: str, practice: Practice, kind: dict[str, Any]
) -> None:
    assert report(tmp_path, bureau(tmp_path, TWO, more), practice=practice)["evaluation"].ranked


# ---------------------------------------------------------------- last year


def test_last_year_stands_beside_this_one(tmp_path: Path) -> None:
    before = replace(bureau(tmp_path, table("考核", of("综合股", 90))), year=2025)
    seen = report(tmp_path, bureau(tmp_path, TWO), last=before)
    assert lines(seen) == ["第1 城关司法所 96.0 优胜 ", "第2 综合股 85.0 达标 −5.0"]
    assert seen["evaluation"].spread.endswith("，平均分比上年提高0.5分")
    assert seen["charts"].results.series[1].values == (None, 90)
    assert seen["figures"].last.year == 2025
    assert seen["figures"].signals.change == "与上年持平"


def test_a_department_that_was_called_otherwise_is_the_same(tmp_path: Path) -> None:
    before = replace(bureau(tmp_path, table("考核", of("综合股", 90))), year=2025)
    now = bureau(tmp_path, table("考核", of("综合股", 85)))
    renamed = {"办公室": replace(now.departments["综合股"], name="办公室")}
    found = Reports(replace(now, departments=renamed), before)
    assert found.last_scores == {}
    called = Row("书.xlsx", "机构", 2, {"曾用名": SheetCell("综合股", "综合股", "H2")})
    renamed = {"办公室": replace(renamed["办公室"], row=called)}
    assert Reports(replace(now, departments=renamed), before).last_scores == {"办公室": 90}


# ---------------------------------------------------------------- figures


def test_what_is_dated_counts_from_its_date(tmp_path: Path) -> None:
    rows = table("预警处置", [signal("Y1", "个人", "004"), signal("Y2", "机构", "综合股") | {"日期": "2026-12-20"}])
    whole = bureau(tmp_path, rows)
    assert figures(whole, date(2026, 12, 1)).signals == {"预警": 1}
    assert (found := figures(whole, ON)).signals == {"预警": 2}
    assert (found.closing.open, found.closing.overdue) == (2, 2)
    assert figures(whole).closing.overdue == 0, "no day, nothing is over"


# ---------------------------------------------------------------- many


def test_two_hundred_departments_are_counted_by_bands_of_scores(tmp_path: Path) -> None:
    whole = bureau(tmp_path, table("考核", of("综合股", 92)))
    [one] = [item for item in whole.departments.values() if item.name == "综合股"]
    [*rows] = whole.events["考核"]
    many = {f"第{n}所": replace(one, name=f"第{n}所") for n in range(200)}
    events = [replace(row, subject=replace(row.subject, key=name)) for name in many for row in rows if row.subject]
    wide = replace(whole, departments=many, events={**whole.events, "考核": tuple(events)})
    chart = results(Reports(wide))
    assert isinstance(chart, Chart)
    assert dict(zip(chart.categories, chart.series[0].values, strict=True))["90分至95分以下"] == 200
    assert len(chart.categories) <= MOST_BARS
    assert Reports(wide).evaluation_view(ranked=True).grading == "参加评价的200个机构均为优胜"
