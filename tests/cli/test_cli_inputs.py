"""Nothing in `inputs/` is passed over in silence, and nobody is taken down because a workbook is not there this time."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from offices import Office

from docgen.errors import ExitCode
from docgen.office.folder import lay_out

if TYPE_CHECKING:
    from conftest import Docgen

ON = ("--on", "2026-12-20")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office folder with a workbook for each of two departments."""
    lay_out(tmp_path)
    inputs = tmp_path / "inputs"
    first, second = Office(), Office()
    for whole, gone in ((first, ("005", "006", "007")), (second, ("001", "002", "003", "004"))):
        for sheet in ("人员", "个人风险点"):
            rows = whole.sheets[sheet]
            whole.sheets[sheet] = [rows[0], *(row for row in rows[1:] if row[0] not in gone)]
    for whole, row in ((first, 3), (second, 2)):
        whole.drop("机构", row)
        whole.drop("机构风险点", row)
    for whole in (first, second):
        for sheet in ("审核意见", "前期预防", "预警处置", "考核", "责任追究", "风险调整", "表彰", "会议签到"):
            del whole.sheets[sheet]
    del second.sheets["班子风险点"], second.sheets["领导小组"]
    # The judicial office's leader in charge sits in the other workbook.
    first.save(inputs, "综合股.xlsx")
    second.save(inputs, "司法所.xlsx")
    return tmp_path


def test_what_is_not_read_shows_in_check_and_in_build(docgen: Docgen, office: Path) -> None:
    (office / "inputs" / "法援中心.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (office / "inputs" / "~$综合股.xlsx").write_bytes(b"")
    ran = docgen("-C", office, "check", *ON)
    assert ran.code == ExitCode.DONE
    assert "法援中心.xls" in ran.out and "另存为" in ran.out and "~$综合股.xlsx" in ran.out
    told = docgen("-C", office, "check", *ON, "--json").json
    assert [Path(file).name for file in told["files"]] == ["司法所.xlsx", "综合股.xlsx"]
    found = {Path(item["file"]).name: (item["rule"], item["severity"]) for item in told["findings"]}
    assert found["法援中心.xls"] == ("workbook.file", "warning")
    assert found["~$综合股.xlsx"] == ("workbook.file", "note")
    for _ in range(2):  # the second one finds nothing to do, and says so all the same
        ran = docgen("-C", office, "build", "--format", "docx", *ON, "--json")
        assert ran.code == ExitCode.DONE
        assert "法援中心.xls" in ran.err and "~$综合股.xlsx" in ran.err


def test_workbooks_that_are_named_bring_no_word_on_others(docgen: Docgen, office: Path) -> None:
    (office / "inputs" / "法援中心.xls").write_bytes(b"")
    named = sorted((office / "inputs").glob("*.xlsx"))
    assert "法援中心" not in docgen("-C", office, "check", *named, *ON).out


def test_an_office_with_none_but_other_files_is_told_of_these(docgen: Docgen, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "inputs" / "全局.et").write_bytes(b"")
    ran = docgen("-C", tmp_path, "check")
    assert ran.code == ExitCode.WRONG_USAGE
    assert "全局.et" in ran.err and "另存为" in ran.err


def test_a_workbook_in_capitals_or_with_macros_is_read_like_any(docgen: Docgen, office: Path) -> None:
    (office / "inputs" / "综合股.xlsx").rename(office / "inputs" / "综合股.XLSX")
    (office / "inputs" / "司法所.xlsx").rename(office / "inputs" / "司法所.xlsm")
    told = docgen("-C", office, "check", *ON, "--json").json
    assert [Path(file).name for file in told["files"]] == ["司法所.xlsm", "综合股.XLSX"]
    assert told["findings"] == []
    assert docgen("-C", office, "check", *ON, "--annotate", office / "标注").code == ExitCode.DONE
    assert sorted(path.name for path in (office / "标注").iterdir()) == ["1-司法所.xlsx", "2-综合股.xlsx"]


# A workbook that is not there this time


def build(docgen: Docgen, office: Path, *more: object) -> tuple[int, str]:
    ran = docgen("-C", office, "build", "--kind", "personal_check", "--format", "docx", *ON, *more)
    return ran.code, ran.err


def forms(office: Path) -> set[str]:
    return {path.name.split()[0] for path in (office / "outputs").rglob("*.docx") if "已撤下" not in path.parts}


ALL = {"001", "002", "003", "004", "005", "006", "007"}
LEFT = {"001", "002", "003", "004"}


def whole(docgen: Docgen, office: Path) -> None:
    assert docgen("-C", office, "build", "--format", "docx", *ON).code == ExitCode.DONE


def test_nobody_is_taken_down_while_a_workbook_is_missing(docgen: Docgen, office: Path) -> None:
    whole(docgen, office)
    shutil.move(office / "inputs" / "司法所.xlsx", office / "司法所.xlsx")
    for _ in range(2):  # it is told each time, not only the first
        code, said = build(docgen, office)
        assert code == ExitCode.DONE
        assert "司法所.xlsx" in said and "--gone 司法所.xlsx" in said and "workbook.file" in said
        assert forms(office) >= ALL
    ran = docgen("-C", office, "build", "--format", "docx", *ON)
    assert "--gone 司法所.xlsx" in ran.err
    shutil.move(office / "司法所.xlsx", office / "inputs" / "司法所.xlsx")
    ran = docgen("-C", office, "build", "--format", "docx", *ON)
    assert "司法所.xlsx" not in ran.err
    assert forms(office) >= ALL


def test_they_are_taken_down_once_it_is_said_to_be_gone(docgen: Docgen, office: Path) -> None:
    whole(docgen, office)
    (office / "inputs" / "司法所.xlsx").unlink()
    ran = docgen("-C", office, "build", "--format", "docx", *ON, "--gone", "司法所.xlsx")
    assert ran.code == ExitCode.DONE
    assert "005 " in ran.err
    assert forms(office) & ALL == LEFT
    ran = docgen("-C", office, "build", "--format", "docx", *ON)
    assert "司法所.xlsx" not in ran.err, "once said, it is known"


def test_who_left_a_workbook_that_is_there_is_taken_down_as_ever(docgen: Docgen, office: Path) -> None:
    whole(docgen, office)
    book = Office()
    for sheet in ("人员", "个人风险点"):
        rows = book.sheets[sheet]
        book.sheets[sheet] = [rows[0], *(row for row in rows[1:] if row[0] in ("005", "006"))]
    for sheet in list(book.sheets):
        if sheet not in ("单位", "机构", "人员", "个人风险点", "机构风险点"):
            del book.sheets[sheet]
    book.drop("机构", 2)
    book.drop("机构风险点", 2)
    book.save(office / "inputs", "司法所.xlsx")
    ran = docgen("-C", office, "build", "--format", "docx", *ON)
    assert ran.code == ExitCode.DONE
    assert forms(office) & ALL == ALL - {"007"}


def test_a_workbook_under_another_name_is_no_matter(docgen: Docgen, office: Path) -> None:
    whole(docgen, office)
    (office / "inputs" / "司法所.xlsx").rename(office / "inputs" / "司法所(改).xlsx")
    ran = docgen("-C", office, "build", "--format", "docx", *ON)
    assert (ran.code, "--gone" in ran.err) == (ExitCode.DONE, False)
    assert forms(office) >= ALL


def test_a_run_of_a_part_does_not_make_it_forget(docgen: Docgen, office: Path) -> None:
    whole(docgen, office)
    (office / "inputs" / "司法所.xlsx").unlink()
    build(docgen, office, "--person", "004")
    ran = docgen("-C", office, "build", "--format", "docx", *ON)
    assert "--gone 司法所.xlsx" in ran.err
    assert forms(office) >= ALL


def test_blank_forms_are_left_standing_as_well(docgen: Docgen, office: Path) -> None:
    assert docgen("-C", office, "blank", "--format", "docx").code == ExitCode.DONE
    (office / "inputs" / "司法所.xlsx").unlink()
    assert "--gone 司法所.xlsx" in docgen("-C", office, "blank", "--format", "docx").err
    assert forms(office) >= ALL
    assert docgen("-C", office, "blank", "--format", "docx", "--gone", "司法所.xlsx").code == ExitCode.DONE
    assert forms(office) & ALL == LEFT


def test_what_is_not_missing_cannot_be_gone(docgen: Docgen, office: Path) -> None:
    whole(docgen, office)
    ran = docgen("-C", office, "build", "--format", "docx", *ON, "--gone", "综合股.xlsx")
    assert ran.code == ExitCode.WRONG_USAGE
    assert "综合股.xlsx" in ran.err
    assert "请去掉 --gone" in ran.err
