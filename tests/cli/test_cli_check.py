"""`docgen check`: for people, for scripts, marked in a copy; and files that are no workbooks."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from offices import Office

from docgen.errors import ExitCode

if TYPE_CHECKING:
    from conftest import Docgen

ON = ("--on", "2026-12-20")


def wrong(folder: Path) -> Path:
    office = Office()
    office.set("个人风险点", 5, "风险内容", None)
    office.set("个人风险点", 2, "风险等级", "三级")
    return office.save(folder)


def test_a_tidy_workbook_is_told_to_be_so(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("check", Office().save(tmp_path), *ON)
    assert ran.code == ExitCode.DONE
    assert "错误 0 处，提醒 0 处，说明 0 处" in ran.out


def test_findings_are_grouped_by_sheet_with_cell_words_and_remedy(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("check", wrong(tmp_path), *ON)
    assert ran.code == ExitCode.INPUT_HAS_ERRORS
    lines = ran.out.splitlines()
    sheet = lines.index(" 「个人风险点」")
    assert lines[sheet + 1].startswith("  D5     错误 ")
    assert lines[sheet + 2].strip().startswith("→")
    assert lines[sheet + 3].startswith("  I2     提醒 ")
    assert "错误 1 处，提醒 1 处，说明 0 处" in lines[-1]
    assert ran.out.count("「个人风险点」") == 1


def test_the_shape_for_scripts(docgen: Docgen, tmp_path: Path) -> None:
    path = wrong(tmp_path)
    ran = docgen("check", path, *ON, "--json")
    assert ran.code == ExitCode.INPUT_HAS_ERRORS
    assert {key: value for key, value in ran.json.items() if key != "findings"} == {
        "files": [str(path)],
        "errors": 1,
        "warnings": 1,
        "notes": 0,
    }
    assert [set(item) for item in ran.json["findings"]] == [
        {"rule", "severity", "file", "sheet", "cell", "value", "message", "hint"}
    ] * 2
    assert [(item["rule"], item["cell"]) for item in ran.json["findings"]] == [
        ("grade.differs", "I2"),
        ("cells.required", "D5"),
    ]


def test_a_finding_about_a_whole_sheet_has_no_cell(docgen: Docgen, tmp_path: Path) -> None:
    office = Office()
    office.drop("班子风险点", 2)
    [item] = docgen("check", office.save(tmp_path), *ON, "--json").json["findings"]
    assert (item["sheet"], item["cell"]) == ("班子风险点", None)


def test_a_marked_copy_has_each_finding_at_its_cell(docgen: Docgen, tmp_path: Path) -> None:
    path = wrong(tmp_path)
    before = path.read_bytes()
    ran = docgen("check", path, *ON, "--annotate", tmp_path / "问题.xlsx")
    assert ran.code == ExitCode.INPUT_HAS_ERRORS
    book = openpyxl.load_workbook(tmp_path / "问题.xlsx")
    assert "检查结果" in book.sheetnames
    assert book["个人风险点"]["D5"].comment is not None
    assert path.read_bytes() == before


def test_marked_copies_of_several_workbooks_go_into_a_folder(docgen: Docgen, tmp_path: Path) -> None:
    second = Office()
    second.setting("单位名称", "白水县司法局")
    docgen("check", wrong(tmp_path), second.save(tmp_path, "乙.xlsx"), *ON, "--annotate", tmp_path / "问题")
    assert sorted(path.name for path in (tmp_path / "问题").iterdir()) == ["1-表.xlsx", "2-乙.xlsx"]


BAD = {
    "missing": None,
    "empty": b"",
    "text": "工号,姓名\n".encode(),
    "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "zeros": b"\0" * 4096,
}


@pytest.mark.parametrize("name", [*BAD, "truncated", "docx"])
def test_a_file_that_is_no_workbook_cannot_be_used(docgen: Docgen, tmp_path: Path, name: str) -> None:
    path = tmp_path / "表.xlsx"
    if name == "truncated":
        path.write_bytes(Office().save(tmp_path, "好.xlsx").read_bytes()[:3000])
    elif name == "docx":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", "<x/>")
            archive.writestr("word/document.xml", "<x/>")
    elif BAD[name] is not None:
        path.write_bytes(BAD[name] or b"")
    ran = docgen("check", path, "--json")
    assert ran.code == ExitCode.CANNOT_USE
    [item] = ran.json["findings"]
    assert (item["rule"], item["file"], item["cell"]) == ("workbook.file", str(path), None)
    assert item["message"]
    assert item["hint"]


def test_a_missing_sheet_and_column_are_told_once_each(docgen: Docgen, tmp_path: Path) -> None:
    office = Office()
    del office.sheets["机构"]
    for row in office.sheets["人员"]:
        del row[4]
    found = docgen("check", office.save(tmp_path), *ON, "--json").json["findings"]
    assert [(item["rule"], item["sheet"]) for item in found if item["severity"] == "error"] == [
        ("workbook.sheet", "机构"),
        ("workbook.column", "人员"),
    ]


def test_a_million_declared_empty_rows_are_no_trouble(docgen: Docgen, tmp_path: Path) -> None:
    path = Office().save(tmp_path)
    book = openpyxl.load_workbook(path)
    book["人员"].cell(1_048_576, 1).number_format = "@"
    book.save(path)
    assert docgen("check", path, *ON, "--json").json["errors"] == 0


def test_json_is_all_there_is_on_stdout(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("check", wrong(tmp_path), *ON, "--json")
    json.loads(ran.out)
    assert ran.err == ""


def test_last_years_workbook_is_compared_with(docgen: Docgen, tmp_path: Path) -> None:
    last = Office().save(tmp_path, "2026.xlsx")
    target = tmp_path / "2027.xlsx"
    ran = docgen("rollover", last, "-o", target, *ON)
    assert ran.code == 0 and "结转说明" in ran.err
    january = ("--on", "2027-01-15", "--json")
    found = docgen("check", target, "--last", last, *january).json
    assert (found["errors"], found["files"]) == (0, [str(target)])
    assert {item["rule"] for item in found["findings"] if item["severity"] == "warning"} >= {"sameness.year"}
    assert "sameness.year" not in docgen("check", target, *january).out
    ran = docgen("check", target, "--last", target, *january)
    assert (ran.code, "2026年" in ran.err) == (2, True)
