"""What `doctor` says of a machine."""

import subprocess
import sys
from pathlib import Path

import pytest

from docgen.office.doctor import State, examine
from docgen.pdf.fonts import ROLES, Fonts, find_fonts
from provision.packages import FONTS

ROOT = Path(__file__).resolve().parents[2]


def test_everything_that_is_not_well_names_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for fact in examine(tmp_path / "file" / "outputs", Fonts((), unreadable=(tmp_path / "x.ttf",))):
        assert str(fact.said)
        assert bool(fact.said.words().hint) is (fact.state is not State.OK), fact


def test_the_libraries_that_the_project_declares_are_all_looked_at(tmp_path: Path) -> None:
    names = {str(fact.name).lower() for fact in examine(tmp_path) if fact.group == "library"}
    assert {"click", "docxtpl", "jinja2", "lxml", "openpyxl", "weasyprint", "pikepdf"} <= names
    assert "pytest" not in names


def test_without_fonts_every_role_is_missing_and_no_name_can_be_drawn(tmp_path: Path) -> None:
    facts = {(fact.group, str(fact.name)): fact.state for fact in examine(tmp_path, Fonts(()))}
    assert {facts["font", role.name] for role in ROLES} == {State.MISSING}
    assert facts["characters", "人名用字"] is State.WARNING


def test_the_fonts_that_set_up_brings_leave_nothing_to_wish_for(tmp_path: Path) -> None:
    folder = Path(sys.prefix, "share", "docgen", "fonts")
    if any(source.absent(folder) for source in FONTS):
        pytest.skip("the open fonts could not be fetched (make fonts)")
    facts = examine(tmp_path, find_fonts([folder], system=False))
    assert {fact.state for fact in facts if fact.group in ("font", "characters")} == {State.OK}
    song = next(fact for fact in facts if fact.name == "小标宋")
    assert "FandolSong Bold" in str(song.said)
    assert "方正小标宋简体" in str(song.said)


@pytest.mark.parametrize("folder", ["outputs", "a/b/c"])
def test_a_folder_that_can_be_made_can_be_written(folder: str, tmp_path: Path) -> None:
    assert examine(tmp_path / folder, Fonts(()))[-1].state is State.OK


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("")
    assert examine(tmp_path / "outputs", Fonts(()))[-1].state is State.MISSING


def test_it_answers_where_no_library_is_installed() -> None:
    script = (
        f"import sys; sys.path = [{str(ROOT)!r}, *[p for p in sys.path if 'site-packages' not in p]]\n"
        "from docgen.office.doctor import examine\n"
        "print({(fact.group, str(fact.state)) for fact in examine()})"
    )
    answer = subprocess.run([sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=True)
    assert "('python', 'missing')" in answer.stdout or "('library', 'missing')" in answer.stdout
    assert "('font', " in answer.stdout


def test_an_office_that_wants_exact_fonts_is_told_which_it_lacks(tmp_path: Path) -> None:
    fonts = find_fonts()
    family = fonts.substituted.get("仿宋_GB2312")
    if not family:
        pytest.skip("the standard's font is installed here, or no font at all")
    lenient, strict = (
        {str(fact.name): fact for fact in examine(tmp_path, fonts, exact=exact)} for exact in (False, True)
    )
    assert lenient["仿宋"].state is State.OK
    assert strict["仿宋"].state is State.WARNING
    assert family in str(strict["仿宋"].said)
    assert "仿宋_GB2312" in strict["仿宋"].said.words().hint
