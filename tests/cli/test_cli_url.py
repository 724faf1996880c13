"""`-o URL`: outputs elsewhere, the record in a folder of this machine; a plain path loads nothing for it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from offices import Office

from docgen.errors import ExitCode
from docgen.office.folder import held, lay_out

if TYPE_CHECKING:
    from conftest import Docgen

pytest.importorskip("fsspec")

ON = ("--on", "2026-12-20")
WORD = ("--format", "docx")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return Office().save(tmp_path)


def documents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".docx", ".pdf")
    }


@pytest.mark.slow
def test_forms_and_packs_behind_a_url_are_those_of_a_folder(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    far = ("-o", f"file://{tmp_path}/far", "--ledger", tmp_path / "ledgers")
    near = ("-o", tmp_path / "near")
    for where in (far, near):
        for more in (("build", workbook, *ON), ("build", workbook, *ON, "--pack", "kind"), ("blank", workbook, *WORD)):
            assert docgen(*more, *where).code == ExitCode.DONE
    assert documents(tmp_path / "far") == documents(tmp_path / "near")
    assert any(name.startswith("打印册/") for name in documents(tmp_path / "far"))
    (home,) = (tmp_path / "ledgers").iterdir()
    assert (home / "ledger.sqlite").is_file()
    assert not (tmp_path / "far" / "ledger.sqlite").exists()
    states = [docgen("status", "--json", *where).json for where in (far, near)]
    assert states[0] == states[1]
    assert {item["state"] for item in states[0]["documents"]} == {"made", "blank"}


def test_status_tells_what_was_changed_or_is_missing_behind_a_url(
    docgen: Docgen, workbook: Path, tmp_path: Path
) -> None:
    far = ("-o", f"file://{tmp_path}/far", "--ledger", tmp_path / "ledgers")
    docgen("build", workbook, *ON, *WORD, *far)
    one, other = list(documents(tmp_path / "far"))[:2]
    (tmp_path / "far" / one).write_bytes(b"by hand")
    (tmp_path / "far" / other).unlink()
    states = [item["state"] for item in docgen("status", "--json", *far).json["documents"]]
    assert (states.count("changed"), states.count("missing")) == (1, 1)


def test_an_office_keeps_the_record_of_a_url_itself(docgen: Docgen, tmp_path: Path) -> None:
    lay_out(tmp_path / "局")
    Office().save(tmp_path / "局" / "inputs")
    url = f"file://{tmp_path}/far"
    assert docgen("-C", tmp_path / "局", "build", *ON, *WORD, "-o", url).code == ExitCode.DONE
    (home,) = (tmp_path / "局" / "ledgers").iterdir()
    assert (home / "ledger.sqlite").is_file()
    assert not (tmp_path / "局" / "ledger.sqlite").exists()
    with held(home):
        assert docgen("-C", tmp_path / "局", "build", *ON, *WORD, "-o", url).code == ExitCode.FOLDER_HELD
    other = docgen("-C", tmp_path / "局", "build", *ON, *WORD, "-o", url, "--ledger", tmp_path / "other")
    assert other.code == ExitCode.CANNOT_USE
    assert str(home) in other.err
    assert docgen("status", "-o", url, "--ledger", tmp_path / "other").code == ExitCode.CANNOT_USE


def test_a_url_without_a_place_for_the_record_is_refused(
    docgen: Docgen, workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = docgen("build", workbook, *ON, *WORD, "-o", "sftp://me:geheim@host/out")
    assert ran.code == ExitCode.WRONG_USAGE
    assert "--ledger" in ran.err
    assert "geheim" not in ran.err


def test_a_place_for_the_record_of_a_folder_is_refused(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    ran = docgen("build", workbook, *ON, *WORD, "-o", tmp_path / "out", "--ledger", tmp_path / "ledgers")
    assert ran.code == ExitCode.WRONG_USAGE
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("how", [(), ("--jobs", "2"), ("--jobs", "1", "--executor", "tcp://127.0.0.1:1")])
def test_memory_is_for_one_process(docgen: Docgen, workbook: Path, tmp_path: Path, how: tuple[str, ...]) -> None:
    ran = docgen("build", workbook, *ON, *WORD, "-o", "memory://x", "--ledger", tmp_path / "ledgers", *how)
    assert ran.code == ExitCode.WRONG_USAGE
    assert "--jobs 1" in ran.err


def test_a_plain_path_loads_no_fsspec(workbook: Path, tmp_path: Path) -> None:
    script = (
        "import sys\nfrom docgen.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit as left:\n    assert not left.code, left.code\n"
        "assert 'fsspec' not in sys.modules\n"
    )
    command = [sys.executable, "-c", script, "build", str(workbook), "-o", str(tmp_path / "out"), *ON, *WORD]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
