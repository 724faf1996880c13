"""What docgen.toml says of forms reaches the documents, however they are made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from offices import Office

if TYPE_CHECKING:
    from conftest import Docgen

ON = ("--on", "2026-12-20")


@pytest.fixture
def home(docgen: Docgen, tmp_path: Path) -> Path:
    """An office with a form of its own, one for each department, that prints what the office chose."""
    home = tmp_path / "局"
    docgen("init", home)
    for item in (home / "inputs").iterdir():
        item.unlink()
    Office().save(home / "inputs")
    (home / "docgen.toml").write_text('[forms]\nsignatures = "typed"\n', "utf-8")
    kind = home / "templates" / "slip"
    kind.mkdir()
    (kind / "kind.toml").write_text('title = "单子"\nstage = "贯彻执行"\nscope = "D"\ncode = "DZ"\n', "utf-8")
    form = docx.Document()
    form.add_paragraph("{% if office.typed %}印名{% else %}手签{% endif %}")
    form.save(kind / "form.docx")
    return home


def texts(folder: Path) -> set[str]:
    return {item.text for path in folder.rglob("*.docx") for item in docx.Document(str(path)).paragraphs}


def printed(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf)


def test_files_packs_and_previews_go_by_it(docgen: Docgen, home: Path) -> None:
    assert docgen("-C", home, "build", *ON, "--kind", "slip", "--format", "docx").code == 0
    assert texts(home / "outputs") == {"印名"}
    assert docgen("-C", home, "build", *ON, "--kind", "slip", "--pack", "kind").code == 0
    [pack] = (home / "outputs" / "打印册").iterdir()
    assert "印名" in printed(pack)
    assert docgen("-C", home, "template", "preview", "slip", "-o", home / "look").code == 0
    assert texts(home / "look") == {"印名"}


def test_another_choice_makes_the_documents_anew(docgen: Docgen, home: Path) -> None:
    wanted = ("-C", home, "build", *ON, "--kind", "slip", "--format", "docx", "--json")
    made = docgen(*wanted).json["written"]
    (home / "docgen.toml").write_text("", "utf-8")
    assert docgen(*wanted).json["written"] == made > 0
    assert texts(home / "outputs") == {"手签"}


@pytest.mark.parametrize("command", [("check",), ("build", "--format", "docx"), ("blank", "--format", "docx")])
def test_bases_that_nobody_looked_through_for_a_year_are_a_note_with_what_to_do(
    docgen: Docgen, home: Path, command: tuple[str, ...]
) -> None:
    later = () if command[0] == "blank" else ON
    (home / "docgen.toml").write_text("[bases]\nreviewed = 2025-11-01\n", "utf-8")
    ran = docgen("-C", home, *command, *later)
    said = " ".join((ran.out + ran.err).split())
    assert "docgen.toml" in said
    assert "2025-11-01" in said
    assert "reviewed = 核对的日期" in said
    assert ran.code == 0, "a note stops nothing"
    (home / "docgen.toml").write_text("[bases]\nreviewed = 2099-01-01\n", "utf-8")
    ran = docgen("-C", home, *command, *later)
    assert "bases.old" not in ran.out + ran.err


def test_the_programs_own_bases_become_old_as_well(docgen: Docgen, home: Path) -> None:
    [workbook] = (home / "inputs").iterdir()
    assert "bases.old" in docgen("check", workbook, "--on", "2027-11-02").out
    assert "bases.old" not in docgen("check", workbook, "--on", "2027-11-01").out
