"""`docgen build` when nothing changed since the last run: only the outputs are looked at, and the answer is the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from offices import Office

from docgen.documents.workplace import Workplace
from docgen.errors import ExitCode
from docgen.kinds.kind import SHIPPED
from docgen.messages import say
from docgen.office.folder import lay_out

if TYPE_CHECKING:
    from conftest import Docgen, Ran

OPTIONS = ("--format", "docx", "--on", "2026-12-20")
PERSON = "outputs/2 贯彻执行/个人廉政风险自查表/综合股/004 李明 个人廉政风险自查表(2026).docx"

CATALOGUE = "outputs/目录(2026).xlsx"


@pytest.fixture
def home(docgen: Docgen, tmp_path: Path) -> Path:
    """An office folder with a workbook and a template of its own, and all documents made."""
    home = tmp_path / "office"
    lay_out(home)
    Office().save(home / "inputs")
    shutil.copytree(SHIPPED / "personal_check", home / "templates" / "personal_check")
    assert docgen("build", "-C", home, *OPTIONS).code == ExitCode.DONE
    return home


def reads(ran: Ran) -> bool:
    """Whether the run read workbooks."""
    return say("check.reading", files=1) in ran.err


def test_no_workbook_is_read_and_everything_is_told_as_unchanged(docgen: Docgen, home: Path) -> None:
    ran = docgen("build", "-C", home, *OPTIONS, "--json")
    assert ran.code == ExitCode.DONE
    assert (ran.json["planned"], ran.json["written"], ran.json["unchanged"], ran.json["failed"]) == (10, 0, 10, 0)
    again = docgen("build", "-C", home, *OPTIONS)
    assert not reads(again)
    assert say("build.settled") in again.err


def test_warnings_are_told_again(docgen: Docgen, home: Path) -> None:
    office = Office()
    office.set("机构风险点", 3, "风险等级", "一级")
    office.save(home / "inputs")
    first = docgen("build", "-C", home, *OPTIONS)
    again = docgen("build", "-C", home, *OPTIONS)
    assert reads(first) and not reads(again)
    assert say("build.warnings", warnings=1) in first.err
    assert say("build.warnings", warnings=1) in again.err


def other_cell(home: Path, patch: pytest.MonkeyPatch) -> None:
    office = Office()
    office.set("人员", 4, "岗位职责", "负责档案")
    office.save(home / "inputs")


def second_workbook(home: Path, patch: pytest.MonkeyPatch) -> None:
    office = Office()
    office.setting("年度", 2027)
    office.save(home / "inputs", "明年.xlsx")


def other_template(home: Path, patch: pytest.MonkeyPatch) -> None:
    shutil.copy(SHIPPED / "department_check" / "form.docx", home / "templates" / "personal_check" / "form.docx")


def other_kind(home: Path, patch: pytest.MonkeyPatch) -> None:
    file = home / "templates" / "personal_check" / "kind.toml"
    file.write_text(file.read_text("utf-8").replace('"30年"', '"10年"'), "utf-8")


def other_settings(home: Path, patch: pytest.MonkeyPatch) -> None:
    with (home / "docgen.toml").open("a", encoding="utf-8") as stream:
        stream.write('[grading]\n"低轻" = "三级"\n')


def other_fonts(home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Workplace, "fonts_digest", "other")


def other_program(home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Workplace, "reader", "other")


def lost_document(home: Path, patch: pytest.MonkeyPatch) -> None:
    (home / PERSON).unlink()


def lost_catalogue(home: Path, patch: pytest.MonkeyPatch) -> None:
    (home / CATALOGUE).unlink()


def changed_catalogue(home: Path, patch: pytest.MonkeyPatch) -> None:
    (home / CATALOGUE).write_bytes(b"somebody's own")


def changed_document(home: Path, patch: pytest.MonkeyPatch) -> None:
    (home / PERSON).write_bytes(b"somebody's own")


@pytest.mark.parametrize(
    "change",
    [
        other_cell,
        second_workbook,
        other_template,
        other_kind,
        other_settings,
        other_fonts,
        other_program,
        lost_document,
        changed_document,
        lost_catalogue,
        changed_catalogue,
    ],
)
def test_whatever_changed_is_looked_at(
    docgen: Docgen, home: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path, pytest.MonkeyPatch], None]
) -> None:
    change(home, monkeypatch)
    ran = docgen("build", "-C", home, *OPTIONS)
    assert "读取并检查" in ran.err
    if change in (other_cell, other_template, lost_document, changed_document):
        assert (home / PERSON).read_bytes()[:2] == b"PK"
    assert (home / CATALOGUE).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "docx", "--on", "2026-12-21"),
        ("--format", "docx,pdf", "--on", "2026-12-20", "--person", "004"),
        (*OPTIONS, "--person", "004"),
        (*OPTIONS, "--department", "综合股"),
        (*OPTIONS, "--kind", "personal_check"),
        (*OPTIONS, "--stage", "2"),
        (*OPTIONS, "--event", "Y-1"),
    ],
)
def test_another_question_has_its_own_answer(docgen: Docgen, home: Path, options: tuple[str, ...]) -> None:
    assert reads(docgen("build", "-C", home, *options))
    assert not reads(docgen("build", "-C", home, *options))


def test_what_was_recorded_since_is_looked_at(docgen: Docgen, home: Path) -> None:
    docgen("blank", "-C", home, "--format", "docx", "--kind", "leadership_check")
    assert reads(docgen("build", "-C", home, *OPTIONS))


def test_a_run_that_left_people_out_is_not_remembered(docgen: Docgen, home: Path) -> None:
    office = Office()
    office.set("个人风险点", 2, "风险等级", "九级")
    office.save(home / "inputs")
    for _ in range(2):
        ran = docgen("build", "-C", home, *OPTIONS, "--keep-going")
        assert ran.code == ExitCode.SOME_FAILED
        assert reads(ran)


def test_a_workbook_saved_while_documents_were_made_is_read_again(
    docgen: Docgen, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = iter("abcc")
    monkeypatch.setattr("docgen.office.make.state_of", lambda *given: next(states))
    assert reads(docgen("build", "-C", home, *OPTIONS))
    assert reads(docgen("build", "-C", home, *OPTIONS))
