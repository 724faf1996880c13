"""`docgen gongwen`: any Word document held against the standard; `template check` for red-header templates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from official import P, Paper, plain

from docgen.errors import ExitCode
from docgen.gongwen.compare import POINTS

if TYPE_CHECKING:
    from conftest import Docgen

KEPT = Paper()
BROKEN = KEPT.but(number=(*KEPT.number[:-1], replace(KEPT.number[-1], text="湖司发[2026]01号")))


def written(folder: Path, paper: Paper, name: str = "通知.docx") -> Path:
    (folder / name).write_bytes(paper.bytes())
    return folder / name


def test_a_document_that_keeps_all_points_is_0_and_has_a_line_for_each(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("gongwen", written(tmp_path, KEPT))
    assert ran.code == ExitCode.DONE
    verdicts = ("符合 ", "不符 ", "不适用 ", "判断不了 ")
    assert len([line for line in ran.out.splitlines() if line.startswith(verdicts)]) == len(POINTS)
    assert "0 条不符" in ran.out.splitlines()[-1]


def test_what_is_broken_is_told_with_clause_demand_finding_and_place(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("gongwen", written(tmp_path, BROKEN))
    assert ran.code == ExitCode.INPUT_HAS_ERRORS
    lines = ran.out.splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("不符"))
    assert "7.2.5" in lines[at]
    assert "六角括号" in lines[at]
    assert lines[at + 1].strip() == "→ 年份没有用六角括号：湖司发[2026]01号（正文第 6 段“湖司发[2026]01号”）"
    assert "虚位" in lines[at + 2]


def test_json_is_one_value_with_every_place(docgen: Docgen, tmp_path: Path) -> None:
    many = tuple(P("各股室,各司法所。", indent=2) for _ in range(9))
    ran = docgen("gongwen", written(tmp_path, KEPT.but(body=many)), "--json")
    assert ran.code == ExitCode.INPUT_HAS_ERRORS
    value = ran.json
    assert value["format"] == "document"
    assert [point["id"] for point in value["points"]] == [point.id for point in POINTS]
    assert value["good"] + value["not_good"] + value["not_applicable"] + value["cannot_tell"] == len(POINTS)
    marks = next(point for point in value["points"] if point["id"] == "text.punctuation")
    assert (marks["clause"], marks["verdict"], len(marks["found"])) == ("9", "not-good", 9)
    assert {place["part"] for place in marks["found"]} == {"body"}
    assert [place["paragraph"] for place in marks["found"]] == list(range(12, 21))


def test_the_table_tells_one_thing_once_and_of_many_things_some(docgen: Docgen, tmp_path: Path) -> None:
    many = tuple(P("各股室,各司法所。", indent=2) for _ in range(9))
    out = docgen("gongwen", written(tmp_path, KEPT.but(body=many))).out
    assert "有半角标点：,（正文第 12 段“各股室,各司法所。”等 9 处）" in out
    many = tuple(P(f"第{number}股室。", indent=number) for number in range(3, 12))
    assert "……共 9 处" in docgen("gongwen", written(tmp_path, KEPT.but(body=many))).out


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, ".doc"),
        ("坏.docx", b"PK\x03\x04 damaged", "已损坏"),
        ("表.docx", b"hello", "不是 Word 文档"),
        ("空.docx", b"", "空的"),
    ],
)
def test_a_file_that_is_no_document_is_named(docgen: Docgen, tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    ran = docgen("gongwen", tmp_path / name)
    assert ran.code == ExitCode.CANNOT_USE
    assert name in ran.err
    assert told in ran.err
    assert ran.out == ""


def test_a_file_that_is_not_there_is_named(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("gongwen", tmp_path / "没有.docx", "--json")
    assert ran.code == ExitCode.CANNOT_USE
    assert "没有.docx" in ran.err
    assert ran.out == ""


TEMPLATE = KEPT.but(
    front=(*KEPT.front[:-1], replace(KEPT.front[-1], text="{{ bureau.name }}文件")),
    number=(*KEPT.number[:-1], replace(KEPT.number[-1], text="{{ document.number }}")),
    title=(*KEPT.title[:-1], replace(KEPT.title[-1], text="{{ document.title }}")),
)


def test_a_red_header_template_is_told_point_by_point(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("template", "check", written(tmp_path, TEMPLATE))
    assert ran.code == ExitCode.DONE
    assert "GB/T 9704-2012" in ran.out
    # The tag of a title is a title, and that of a number tells nothing of its brackets.
    value = docgen("template", "check", written(tmp_path, TEMPLATE), "--json").json
    verdicts = {point["id"]: point["verdict"] for point in value["gongwen"]["points"]}
    assert (verdicts["body.title"], verdicts["head.number"]) == ("good", "cannot-tell")
    other = TEMPLATE.but(title=(*KEPT.title[:-1], replace(TEMPLATE.title[-1], font="黑体")))
    value = docgen("template", "check", written(tmp_path, other), "--json").json
    verdicts = {point["id"]: point["verdict"] for point in value["gongwen"]["points"]}
    assert verdicts["body.title"] == "not-good"


def test_other_templates_get_no_such_lines(docgen: Docgen, tmp_path: Path) -> None:
    file = written(tmp_path, plain((P("{{ person.name }}", indent=2),)))
    assert "GB/T 9704-2012" not in docgen("template", "check", file).out.replace("（GB/T 9704）", "")
    assert "gongwen" not in docgen("template", "check", file, "--json").json
