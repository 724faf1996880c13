"""`docgen status --due`: a table in colours on a terminal, one JSON value for scripts."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from offices import Office

from docgen.cli.help import columns
from docgen.errors import ExitCode
from docgen.office.folder import lay_out

if TYPE_CHECKING:
    from conftest import Docgen


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An office folder whose disposal Y-2 has climbed from Y-1 and is due on 25 November."""
    home = tmp_path / "局"
    lay_out(home)
    office = Office()
    office.column("预警处置", "原编号", [None, "Y-1"])
    for column, value in {"对象类型": "个人", "对象": "006", "处置方式": "告诫", "整改结果": None}.items():
        office.set("预警处置", 3, column, value)
    office.save(home / "inputs")
    return home


def due(docgen: Docgen, home: Path, on: str, *more: str) -> Any:
    return docgen("-C", home, "status", "--due", "--on", on, *more)


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)


def test_the_table_has_what_runs_out_first_on_top(docgen: Docgen, home: Path) -> None:
    ran = due(docgen, home, "2026-11-20")
    assert ran.code == ExitCode.DONE
    heading, first, what, case, *_ = ran.out.splitlines()
    assert heading.split() == ["还剩", "期限", "事项", "编号", "对象", "责任人"]
    assert first.split() == ["5", "天", "2026-11-25", "整改", "Y-2", "李明（城关司法所）", "郑远"]
    assert what == "    补齐"
    assert case == "    经过：Y-1 告诫 2026-11-03 → Y-2 告诫 2026-11-04"


def test_the_columns_stand_under_each_other(docgen: Docgen, home: Path) -> None:
    heading, *lines = due(docgen, home, "2026-11-20").out.splitlines()
    place = columns(heading[: heading.index("期限")])
    days = [line for line in lines if " 2026-" in line and not line.startswith(" ")]
    assert len(days) > 2
    assert {columns(line[: line.index("2026-")]) for line in days} == {place}


@pytest.mark.parametrize(
    ("on", "left"), [("2026-11-29", "超 4 天"), ("2026-11-25", "今天到期"), ("2026-11-24", "1 天")]
)
def test_days_are_told_as_one_says_them(docgen: Docgen, home: Path, on: str, left: str) -> None:
    assert due(docgen, home, on).out.splitlines()[1].startswith(left)


@pytest.mark.parametrize(
    ("on", "colour"),
    [
        ("2026-11-26", "\x1b[31m"),
        ("2026-11-22", "\x1b[38;5;208m"),
        ("2026-11-18", "\x1b[33m"),
        ("2026-11-17", ""),
    ],
)
def test_on_a_terminal_the_days_left_have_their_colour(
    docgen: Docgen, home: Path, monkeypatch: pytest.MonkeyPatch, on: str, colour: str
) -> None:
    on_a_terminal(monkeypatch)
    monkeypatch.delenv("NO_COLOR", raising=False)
    [line] = [line for line in due(docgen, home, on).out.splitlines() if "Y-2" in line and "经过" not in line]
    assert line.partition("\x1b[")[0] == ("" if colour else line)
    assert line.startswith(colour)


def test_elsewhere_and_where_none_is_wanted_there_is_no_colour(
    docgen: Docgen, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b" not in due(docgen, home, "2026-11-26").out
    on_a_terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in due(docgen, home, "2026-11-26").out
    assert "\x1b" not in due(docgen, home, "2026-11-26", "--json").out


def test_scripts_get_one_value(docgen: Docgen, home: Path) -> None:
    answer = due(docgen, home, "2026-11-26", "--json").json
    assert answer.keys() == {"on", "due"}
    assert answer["on"] == "2026-11-26"
    [item] = [item for item in answer["due"] if item["number"] == "Y-2"]
    assert item == {
        "kind": "demand",
        "bureau": "云岭县司法局",
        "year": 2026,
        "number": "Y-2",
        "subject": "006",
        "name": "李明",
        "department": "城关司法所",
        "what": "补齐",
        "day": "2026-11-25",
        "days": -1,
        "who": {"id": "002", "name": "郑远"},
        "colour": "red",
        "count": 1,
        "case": [
            {"number": "Y-1", "way": "告诫", "day": "2026-11-03"},
            {"number": "Y-2", "way": "告诫", "day": "2026-11-04"},
        ],
    }


def test_a_long_demand_is_cut_on_the_table_only(docgen: Docgen, home: Path) -> None:
    office = Office()
    office.set("预警处置", 3, "整改结果", None)
    office.set("预警处置", 3, "整改要求", "逐项核对，\n" * 400)
    office.save(home / "inputs")
    ran = due(docgen, home, "2026-11-20")
    assert max(map(columns, ran.out.splitlines())) < 130
    assert "…" in ran.out
    found = due(docgen, home, "2026-11-20", "--json").json["due"]
    assert max(len(item["what"]) for item in found) > 2000


def test_several_bureaus_are_told_apart(docgen: Docgen, home: Path) -> None:
    other = Office()
    other.setting("单位名称", "甲局")
    other.save(home / "inputs", "甲.xlsx")
    heading, *lines = due(docgen, home, "2026-11-20").out.splitlines()
    assert heading.startswith("单位")
    assert {line.split()[0] for line in lines if not line.startswith(" ")} == {"云岭县司法局2026年", "甲局2026年"}


def test_nothing_due_is_said_beside_the_answer(docgen: Docgen, home: Path) -> None:
    office = Office()
    office.drop("审核意见", 5)  # what is half approved
    office.save(home / "inputs")
    ran = due(docgen, home, "2027-02-01")
    assert (ran.code, ran.out) == (ExitCode.DONE, "")
    assert "没有已过期和将到期的事" in ran.err
    assert due(docgen, home, "2027-02-01", "--json").json == {"on": "2027-02-01", "due": []}


def test_without_a_workbook_that_is_said(docgen: Docgen, tmp_path: Path) -> None:
    lay_out(tmp_path)
    ran = due(docgen, tmp_path, "2026-11-20", "--json")
    assert (ran.code, ran.json["due"]) == (ExitCode.DONE, [])
    assert "没有工作簿" in ran.err


def test_what_is_not_read_is_said(docgen: Docgen, home: Path) -> None:
    (home / "inputs" / "旧表.xls").write_bytes(b"")
    ran = due(docgen, home, "2026-11-20", "--json")
    assert "旧表.xls" in ran.err
    assert ran.json["due"]


def test_the_day_is_today_unless_it_is_given(docgen: Docgen, home: Path) -> None:
    answer = docgen("-C", home, "status", "--due", "--json").json
    assert abs(date.fromisoformat(answer["on"]) - date.today()).days <= 1


def test_the_years_of_one_folder_stand_under_headings(docgen: Docgen, home: Path) -> None:
    following = Office()
    for sheet in list(following.sheets):
        if sheet not in ("单位", "机构", "人员", "领导小组"):
            del following.sheets[sheet]
    following.sheets["单位"] = [row for row in following.sheets["单位"] if "截止" not in str(row[0])]
    following.setting("年度", 2027)
    following.save(home / "inputs", "2027.xlsx")
    lines = due(docgen, home, "2027-01-10").out.splitlines()
    assert [line for line in lines if line in ("2026年", "2027年")] == ["2026年", "2027年"]
    assert "阶段截止" not in lines[0] + lines[1]
    assert not any("动员部署" in line for line in lines[: lines.index("2027年")])
