"""`docgen build --dry-run` says what a run would do, and does none of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from offices import Office

from docgen.errors import ExitCode
from docgen.office.folder import lay_out

if TYPE_CHECKING:
    from conftest import Docgen

WORD = ("--format", "docx", "--jobs", "1", "--on", "2026-12-20")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    lay_out(tmp_path / "局")
    Office().save(tmp_path / "局" / "inputs")
    return tmp_path / "局"


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def dry(docgen: Docgen, home: Path, *more: str) -> dict[str, Any]:
    """What a dry run says, which must leave every file as it was."""
    before = everything(home)
    ran = docgen("-C", home, "build", *WORD, "--dry-run", "--json", *more)
    assert everything(home) == before
    assert ran.code == ExitCode.DONE, ran.err
    said: dict[str, Any] = ran.json
    return said


def test_before_the_first_run_all_is_new_and_nothing_is_written(docgen: Docgen, home: Path) -> None:
    said = dry(docgen, home)
    assert said["dry_run"] is True
    assert (said["planned"], said["written"], len(said["new"])) == (10, 0, 10)
    assert not (home / "ledger.sqlite").exists()


def test_what_is_there_and_as_it_should_be_is_left_alone(docgen: Docgen, home: Path) -> None:
    docgen("-C", home, "build", *WORD)
    said = dry(docgen, home)
    assert (said["unchanged"], said["new"], said["changed"], said["withdrawn"]) == (10, [], [], [])


def test_what_has_changed_or_left_is_named_and_then_done(docgen: Docgen, home: Path) -> None:
    docgen("-C", home, "build", *WORD)
    office = Office()
    office.set("个人风险点", 2, "风险内容", "另一条风险")
    for sheet in ("人员", "个人风险点"):
        office.sheets[sheet] = [row for row in office.sheets[sheet] if "007" not in row]
    office.add("人员", "008", "新来的", "综合股", "科员", "文书", "负责文书", "否", "群众", None, None)
    office.add("个人风险点", "008", "新来的", *office.sheets["个人风险点"][1][2:])
    office.save(home / "inputs")
    said = dry(docgen, home)
    assert said["new"] == ["personal_check/008"]
    assert said["changed"] == ["personal_check/001"]
    assert said["withdrawn"] == ["personal_check/007"]
    done = docgen("-C", home, "build", *WORD, "--json").json
    assert (done["written"], done["unchanged"]) == (2, said["unchanged"])


def test_a_file_that_only_moves_is_not_made_again(docgen: Docgen, home: Path) -> None:
    docgen("-C", home, "build", *WORD)
    other = Office()
    other.setting("单位名称", "甲局")
    other.save(home / "inputs", "甲.xlsx")
    said = dry(docgen, home)
    assert (len(said["moved"]), len(said["new"]), said["changed"], said["unchanged"]) == (10, 10, [], 0)


def test_for_people_it_is_a_list_and_a_line(docgen: Docgen, home: Path) -> None:
    ran = docgen("-C", home, "build", *WORD, "--dry-run", "--kind", "department_check")
    assert ran.out.splitlines() == [
        "新写 综合股 股室廉政风险自查表(2026)",
        "新写 城关司法所 司法所廉政风险自查表(2026)",
    ]
    assert "什么也没有写" in ran.err


def test_errors_stop_it_as_they_stop_a_run(docgen: Docgen, home: Path) -> None:
    office = Office()
    office.set("人员", 5, "机构", "没有这个股")
    office.save(home / "inputs")
    assert docgen("-C", home, "build", *WORD, "--dry-run").code == ExitCode.INPUT_HAS_ERRORS


def test_packs_are_reprints(docgen: Docgen, home: Path) -> None:
    assert docgen("-C", home, "build", *WORD, "--dry-run", "--pack", "kind").code == ExitCode.WRONG_USAGE
