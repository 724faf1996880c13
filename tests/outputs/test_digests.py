"""Digests of many files are those of each file by itself, whoever reckons them."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from docgen.outputs import digests as module
from docgen.outputs.digests import MANY, Digests, digest


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"表 {number}\n.pdf" for number in range(MANY)]
    for number, file in enumerate(made):
        file.write_bytes(b"%d" % number)
    return made


def test_many_are_reckoned_beside_this_process(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    known = Digests(files)
    monkeypatch.setattr(module, "digest", lambda file: "read here")
    assert [known.of(file) for file in files] == [hashlib.sha256(b"%d" % number).hexdigest() for number in range(MANY)]


def test_a_file_that_is_gone_has_none_and_another_one_is_read_here(files: list[Path], tmp_path: Path) -> None:
    files[3].unlink()
    known = Digests(files)
    assert known.of(files[3]) is None
    (tmp_path / "other").write_bytes(b"x")
    assert known.of(tmp_path / "other") == hashlib.sha256(b"x").hexdigest()


def test_what_cannot_be_read_is_an_error_here(files: list[Path]) -> None:
    files[5].unlink()
    files[5].mkdir()
    known = Digests(files)
    with pytest.raises(IsADirectoryError):
        known.of(files[5])
    assert known.of(files[6]) == digest(files[6])


def test_without_another_process_they_are_reckoned_here(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError("no process")

    monkeypatch.setattr(subprocess, "run", refused)
    assert Digests(files).of(files[7]) == digest(files[7])


def test_a_process_that_breaks_down_is_not_believed(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PROGRAM", "print('0' * 64); raise SystemExit(1)")
    assert Digests(files).of(files[7]) == digest(files[7])
