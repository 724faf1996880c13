"""`docgen init`, `kinds`, `status`, `doctor`, help and usage."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from offices import Office

from docgen.cli.main import program
from docgen.errors import ExitCode
from docgen.shipped import SHIPPED

if TYPE_CHECKING:
    from conftest import Docgen

ON = ("--on", "2026-12-20")
WORD = ("--format", "docx")


def test_an_office_folder_is_laid_out_with_a_workbook_to_fill_in(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("init", tmp_path / "局")
    assert ran.code == 0
    names = {path.name for path in (tmp_path / "局").iterdir()}
    assert names == {"docgen.toml", "inputs", "templates", "outputs", "board", "archive"}
    [workbook] = (tmp_path / "局" / "inputs").iterdir()
    assert "人员" in openpyxl.load_workbook(workbook).sheetnames


def test_laying_out_again_changes_nothing(docgen: Docgen, tmp_path: Path) -> None:
    docgen("init", tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert docgen("init", tmp_path).code == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_in_an_office_folder_every_command_works_without_arguments(
    docgen: Docgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docgen("init", tmp_path)
    for path in (tmp_path / "inputs").iterdir():
        path.unlink()
    Office().save(tmp_path / "inputs")
    monkeypatch.chdir(tmp_path)
    assert docgen("check", *ON).code == 0
    assert docgen("build", *ON, *WORD).code == 0
    assert docgen("status").code == 0
    assert (tmp_path / "ledger.sqlite").is_file()
    assert len(list((tmp_path / "outputs").rglob("*.docx"))) == 10


def test_the_folder_may_be_named_before_or_behind_the_command(docgen: Docgen, tmp_path: Path) -> None:
    docgen("init", tmp_path / "局")
    Office().save(tmp_path / "局" / "inputs")
    assert docgen("-C", tmp_path / "局", "kinds").code == 0
    assert docgen("kinds", "-C", tmp_path / "局").code == 0


def test_a_folder_that_is_no_office_is_told(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("-C", tmp_path, "check")
    assert ran.code == ExitCode.CANNOT_USE
    assert "docgen init" in ran.err


def test_without_office_or_output_folder_the_way_out_is_told(
    docgen: Docgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (("build", Office().save(tmp_path)), ("blank",), ("status",)):
        ran = docgen(*command)
        assert ran.code == ExitCode.WRONG_USAGE
        assert "-o" in ran.err


def test_an_office_without_a_workbook(docgen: Docgen, tmp_path: Path) -> None:
    docgen("init", tmp_path)
    for path in (tmp_path / "inputs").iterdir():
        path.unlink()
    assert docgen("-C", tmp_path, "build").code == ExitCode.WRONG_USAGE


def test_the_grading_table_of_an_office_holds(docgen: Docgen, tmp_path: Path) -> None:
    docgen("init", tmp_path)
    (tmp_path / "docgen.toml").write_text('[grading]\n"中中" = "三级"\n', "utf-8")
    found = docgen("-C", tmp_path, "check", Office().save(tmp_path), *ON, "--json").json
    assert {item["rule"] for item in found["findings"]} == {"grade.differs"}
    (tmp_path / "docgen.toml").write_text('[grading]\n"中中" = "四级"\n', "utf-8")
    assert docgen("-C", tmp_path, "check", Office().save(tmp_path), *ON).code == ExitCode.CANNOT_USE
    (tmp_path / "docgen.toml").write_text("grading = 1\n", "utf-8")
    assert docgen("-C", tmp_path, "check", Office().save(tmp_path), *ON).code == ExitCode.CANNOT_USE


def test_kinds_for_scripts(docgen: Docgen) -> None:
    assert docgen("kinds", "--json").json == [
        {
            "id": "personal_check",
            "title": "个人廉政风险自查表",
            "stage": "贯彻执行",
            "scope": "P",
            "blank": True,
            "public": False,
        },
        {
            "id": "department_check",
            "title": "股室(所、中心)廉政风险自查表",
            "stage": "贯彻执行",
            "scope": "D",
            "blank": True,
            "public": False,
        },
        {
            "id": "leadership_check",
            "title": "司法局领导班子廉政风险点自查表",
            "stage": "贯彻执行",
            "scope": "B",
            "blank": True,
            "public": False,
        },
    ]


def test_status_tells_what_is_made_planned_changed_and_gone(docgen: Docgen, tmp_path: Path) -> None:
    docgen("init", tmp_path)
    for path in (tmp_path / "inputs").iterdir():
        path.unlink()
    Office().save(tmp_path / "inputs")
    docgen("-C", tmp_path, "build", *ON, *WORD, "--kind", "department_check")
    docgen("-C", tmp_path, "blank", *WORD, "--kind", "leadership_check")
    made = tmp_path / "outputs" / "2 贯彻执行" / "股室(所、中心)廉政风险自查表"
    (made / "综合股 股室廉政风险自查表(2026).docx").write_bytes(b"changed")
    (made / "城关司法所 司法所廉政风险自查表(2026).docx").unlink()
    entries = docgen("-C", tmp_path, "status", "--json").json["documents"]
    states = {(item["id"], item["state"]) for item in entries}
    assert ("department_check/综合股", "changed") in states
    assert ("department_check/城关司法所", "missing") in states
    assert ("personal_check/004", "planned") in states
    assert ("leadership_check/班子", "blank") in states
    [one] = [item for item in entries if item["id"] == "department_check/综合股"]
    assert one == {
        "id": "department_check/综合股",
        "kind": "department_check",
        "subject": "综合股",
        "department": "综合股",
        "number": "JG-2026-001",
        "pages": None,
        "state": "changed",
        "files": {"docx": "2 贯彻执行/股室(所、中心)廉政风险自查表/综合股 股室廉政风险自查表(2026).docx"},
        "bureau": "云岭县司法局",
        "year": 2026,
        "stage": "贯彻执行",
        "due": "2026-12-05",
    }
    text = docgen("-C", tmp_path, "status").out
    assert "手工改过：2 贯彻执行/股室(所、中心)廉政风险自查表/综合股 股室廉政风险自查表(2026).docx" in text


@pytest.mark.parametrize(
    ("on", "left"),
    [("2026-09-15", "2026-09-16 开始"), ("2026-11-25", "10 天"), ("2026-12-05", "今天到期"), ("2026-12-07", "超 2 天")],
)
def test_status_tells_what_is_lacking_and_by_when(docgen: Docgen, tmp_path: Path, on: str, left: str) -> None:
    docgen("init", tmp_path)
    for path in (tmp_path / "inputs").iterdir():
        path.unlink()
    Office().save(tmp_path / "inputs")
    assert docgen("-C", tmp_path, "build", *WORD, "--kind", "department_check").code == 0
    lines = docgen("-C", tmp_path, "status", "--on", on).out.splitlines()
    [stage] = [line.split(maxsplit=4) for line in lines if line.startswith("贯彻执行")]
    assert stage == ["贯彻执行", "2", "8", "2026-12-05", left]
    told = "还缺 个人廉政风险自查表 7 份：001、002、003、004、005 等" in " ".join(map(str.strip, lines))
    assert told == (on > "2026-09-15"), "what is lacking is named once its stage has begun"


def test_a_blank_form_is_not_the_filled_one(docgen: Docgen, tmp_path: Path) -> None:
    docgen("init", tmp_path)
    for path in (tmp_path / "inputs").iterdir():
        path.unlink()
    Office().save(tmp_path / "inputs")

    def stage() -> list[str]:
        lines = docgen("-C", tmp_path, "status", "--on", "2026-11-25").out.splitlines()
        return next(line.split()[1:3] for line in lines if line.startswith("贯彻执行"))

    docgen("-C", tmp_path, "blank", *WORD)
    assert stage() == ["0", "10"]
    docgen("-C", tmp_path, "build", *WORD)
    assert stage() == ["10", "0"]


def test_a_stage_that_has_all_says_so(docgen: Docgen, tmp_path: Path) -> None:
    docgen("init", tmp_path)
    for path in (tmp_path / "inputs").iterdir():
        path.unlink()
    Office().save(tmp_path / "inputs")
    assert docgen("-C", tmp_path, "build", *WORD).code == 0
    [stage] = [
        line.split() for line in docgen("-C", tmp_path, "status").out.splitlines() if line.startswith("贯彻执行")
    ]
    assert stage == ["贯彻执行", "10", "0", "2026-12-05", "齐了"]


def test_what_the_workbook_has_nothing_of_is_named_once_its_stage_has_begun(docgen: Docgen, tmp_path: Path) -> None:
    docgen("init", tmp_path)
    for path in (tmp_path / "inputs").iterdir():
        path.unlink()
    kind = tmp_path / "templates" / "scores"
    kind.mkdir()
    shutil.copy(SHIPPED / "department_check" / "form.docx", kind)
    text = "\n".join(('title = "评分表"', 'stage = "检查考核"', 'scope = "D"', 'code = "PF"', 'needs = "考核"'))
    (kind / "kind.toml").write_text(text, "utf-8")
    office = Office()
    del office.sheets["考核"]
    office.save(tmp_path / "inputs")

    def told(on: str) -> list[str]:
        lines = docgen("-C", tmp_path, "status", "--on", on).out.splitlines()
        place = next(place for place, line in enumerate(lines) if line.startswith("检查考核"))
        return [" ".join(line.split()) for line in lines[place : place + 2]]

    assert told("2026-12-05")[0] == "检查考核 0 0 2026-12-15 2026-12-06 开始"
    assert told("2026-12-06") == ["检查考核 0 0 2026-12-15 没有要生成的", "工作簿里还没有内容的表：「考核」"]


def test_status_tells_who_was_taken_down_until_he_is_back(docgen: Docgen, tmp_path: Path) -> None:
    docgen("init", tmp_path)
    for path in (tmp_path / "inputs").iterdir():
        path.unlink()
    office = Office()
    for sheet in ("前期预防", "预警处置", "责任追究", "风险调整", "会议签到"):
        office.sheets.pop(sheet)
    office.save(tmp_path / "inputs")
    assert docgen("-C", tmp_path, "build", *ON, *WORD).code == 0
    gone = Office()
    gone.sheets = {name: [row for row in rows if "007" not in row] for name, rows in office.sheets.items()}
    gone.save(tmp_path / "inputs")
    ran = docgen("-C", tmp_path, "build", *ON, *WORD)
    assert ran.code == 0
    assert "007 " in ran.err
    assert "已撤下" in ran.err
    [one] = [
        item
        for item in docgen("-C", tmp_path, "status", "--json").json["documents"]
        if item["id"] == "personal_check/007"
    ]
    assert (one["state"], one["number"]) == ("withdrawn", "GR-2026-007")
    assert (tmp_path / "outputs" / one["files"]["docx"]).is_file()
    assert "已撤下：已撤下/" in docgen("-C", tmp_path, "status").out
    office.save(tmp_path / "inputs")
    [one] = [
        item
        for item in docgen("-C", tmp_path, "status", "--json").json["documents"]
        if item["id"] == "personal_check/007"
    ]
    assert one["state"] == "planned"


def test_status_before_anything_is_made(docgen: Docgen, tmp_path: Path) -> None:
    assert docgen("status", "-o", tmp_path, "--json").json == {"documents": []}


def test_doctor_for_people_and_scripts(docgen: Docgen) -> None:
    facts = docgen("doctor", "--json").json
    assert {"python", "library", "pdf", "font", "characters", "office", "folder"} <= {item["group"] for item in facts}
    assert "小标宋" in docgen("doctor").out


# ---------------------------------------------------------------- help and usage


def _commands() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for name, command in program.commands.items():
        found.append((name,))
        found += [(name, inner) for inner in getattr(command, "commands", {})]
    return found


@pytest.mark.parametrize("group", [(), ("template",)], ids=" ".join)
def test_the_list_of_commands_tells_what_each_does_in_a_whole_sentence(docgen: Docgen, group: tuple[str, ...]) -> None:
    listed = "".join(docgen(*group, "--help").out.partition("命令：")[2].split())
    for command in _commands():
        if command and command[:-1] == group:
            told = "".join(docgen(*command, "--help").out.partition("\n\n")[2].split())
            assert command[-1] + told.partition("。")[0] + "。" in listed


@pytest.mark.parametrize("command", _commands(), ids=" ".join)
def test_help_is_chinese_throughout(docgen: Docgen, command: tuple[str, ...]) -> None:
    ran = docgen(*command, "--help")
    assert ran.code == 0
    assert ran.out.startswith("用法：docgen")
    for english in (
        "Usage",
        "Options",
        "Commands",
        "Show this",
        "OPTIONS",
        "ARGS",
        "TEXT",
        "PATH",
        "required",
        "default",
    ):
        assert english not in ran.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("buld",), "build"),
        (("build", "--fromat", "pdf"), "--format"),
        (("build", "--kind"), "--kind"),
        (("template", "render", "a.docx"), "--data"),
        (("template", "copy"), "种类"),
        (("kinds", "多余"), "多余"),
        (("template",), "check"),
        (("build", "--jobs", "0"), "个数"),
        (("build", "--executor", "localhost"), "tcp://"),
        (("build", "--pdf-engine", "word"), "weasyprint"),
    ],
)
def test_wrong_usage_is_told_in_chinese(docgen: Docgen, arguments: tuple[str, ...], told: str) -> None:
    ran = docgen(*arguments)
    assert ran.code == ExitCode.WRONG_USAGE
    assert told in ran.err + ran.out
    for english in ("Error", "Usage", "Try ", "Missing", "No such"):
        assert english not in ran.err


def test_without_arguments_the_help_is_shown(docgen: Docgen) -> None:
    assert docgen().out.startswith("用法：")


def test_the_version_is_told(docgen: Docgen) -> None:
    assert docgen("--version").out.startswith("docgen 0.1.0")


def test_a_defect_is_told_without_a_traceback_unless_asked(
    docgen: Docgen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError("defect")

    monkeypatch.setattr("docgen.cli.check.check_workbooks", fail)
    workbook = Office().save(tmp_path)
    ran = docgen("check", workbook)
    assert ran.code == ExitCode.CANNOT_USE
    assert "--debug" in ran.err
    assert "Traceback" in docgen("--debug", "check", workbook).err


def test_whoever_stops_reading_stops_nothing(tmp_path: Path) -> None:
    import subprocess
    import sys

    office = Office()
    for row in range(2, 12):
        office.set("个人风险点", row, "风险等级", "三级")
    command = [sys.executable, "-m", "docgen", "check", str(office.save(tmp_path)), *ON]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        err = running.stderr.read().decode()
        running.wait()
    assert "检查" in err, "it did not begin at all"
    assert "Traceback" not in err
    assert "BrokenPipe" not in err
