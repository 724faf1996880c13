"""The office folder, and that one run at a time works in it."""

import subprocess
import sys
from pathlib import Path

import pytest

from docgen.errors import CannotUse, FolderHeld
from docgen.office.folder import bare_office, find_office, held, lay_out
from docgen.office.settings import Settings
from docgen.outputs.store import Local


def test_an_office_folder_is_laid_out_and_found(tmp_path: Path) -> None:
    lay_out(tmp_path / "局")
    office = find_office(tmp_path / "局")
    assert office is not None
    assert {path.name for path in (tmp_path / "局").iterdir()} == {
        "docgen.toml",
        "inputs",
        "templates",
        "outputs",
        "board",
        "archive",
    }
    assert office.settings == Settings()


def test_laying_out_again_leaves_everything_alone(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "docgen.toml").write_text('[grading]\n"高轻" = "一级"\n', "utf-8")
    assert lay_out(tmp_path) == []
    office = find_office(tmp_path)
    assert office is not None
    assert office.settings == Settings(grading={"高轻": "一级"})


def test_another_folder_is_no_office(tmp_path: Path) -> None:
    assert find_office(tmp_path) is None


def test_settings_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "docgen.toml").write_text("[grading", "utf-8")
    with pytest.raises(CannotUse) as caught:
        find_office(tmp_path)
    assert "docgen.toml" in caught.value.message


@pytest.mark.parametrize("text", ['[bases]\nwarnin = ["《某某条例》（2027年）"]\n', "[deadlines.warnin]\nreply = 3\n"])
def test_settings_for_a_kind_that_there_is_not_are_named_with_what_may_be_meant(tmp_path: Path, text: str) -> None:
    (tmp_path / "docgen.toml").write_text(text, "utf-8")
    with pytest.raises(CannotUse) as caught:
        find_office(tmp_path)
    assert ".warnin”" in caught.value.message
    assert "warning" in caught.value.hint


def test_an_office_may_set_bases_and_days_for_a_kind_of_its_own(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "docgen.toml").write_text('[bases]\nour_slip = ["《某某条例》（2027年）"]\n', "utf-8")
    with pytest.raises(CannotUse):
        find_office(tmp_path)
    (tmp_path / "templates" / "our_slip").mkdir()
    (tmp_path / "templates" / "our_slip" / "kind.toml").write_text("", "utf-8")
    office = find_office(tmp_path)
    assert office is not None
    assert office.settings.practice.bases.of_kind["our_slip"] == ("《某某条例》（2027年）",)


def test_workbooks_are_those_of_inputs_without_excels_own_lock_files(tmp_path: Path) -> None:
    lay_out(tmp_path)
    for name in ("乙.xlsx", "甲.xlsx", "~$甲.xlsx", ".隐.xlsx", "说明.docx"):
        (tmp_path / "inputs" / name).write_bytes(b"")
    office = find_office(tmp_path)
    assert office is not None
    assert sorted(path.name for path in office.workbooks()) == ["乙.xlsx", "甲.xlsx"]
    assert bare_office(Local(tmp_path)).workbooks() == []


def test_a_held_folder_is_held_until_the_other_run_ends_however_it_ends(tmp_path: Path) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom docgen.office.folder import held\n"
        "with held(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(FolderHeld), held(tmp_path):
            pass
        other.kill()
        other.wait()
    with held(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "局").write_text("a file stands here")
    with pytest.raises(CannotUse), held(tmp_path / "局"):
        pass
    with pytest.raises(CannotUse):
        lay_out(tmp_path / "局")
