"""PDF files for keeping (`--pdf-standard`) and for screen readers (`--pdf-tags`)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from archive import wrong
from offices import Office

from docgen.errors import ExitCode
from docgen.pdf.verify import verify

if TYPE_CHECKING:
    from conftest import Docgen

ON = ("--on", "2026-12-20")
PDF = ("--format", "pdf")
ARCHIVE = ("--pdf-standard", "a-2b")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return Office().save(tmp_path)


def made(folder: Path) -> dict[str, bytes]:
    """All but the list of them."""
    files = sorted(path for path in folder.rglob("*.pdf") if not path.match("目录*"))
    assert files
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_every_kind_of_document_is_an_archive_file_from_workers_too(
    docgen: Docgen, workbook: Path, tmp_path: Path
) -> None:
    """`--jobs 2` draws in processes of a forkserver, which know only what they are given."""
    assert docgen("build", workbook, "-o", tmp_path / "out", *ON, *PDF, *ARCHIVE, "--jobs", "2").code == 0
    files = made(tmp_path / "out")
    assert len(files) == 10
    assert {name: wrong(data) for name, data in files.items()} == {name: [] for name in files}
    assert all(verify(data).good for data in files.values())
    assert wrong((tmp_path / "out" / "目录(2026).pdf").read_bytes()) == []
    here = docgen("build", workbook, "-o", tmp_path / "one", *ON, *PDF, *ARCHIVE, "--jobs", "1")
    assert here.code == 0
    assert made(tmp_path / "one") == files


def test_tags_and_the_other_level(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    ran = docgen(
        *("build", workbook, "-o", tmp_path / "out", *ON, *PDF, "--person", "004"),
        *("--pdf-standard", " A-2U ", "--pdf-tags"),
    )
    assert ran.code == 0
    [data] = made(tmp_path / "out").values()
    assert wrong(data, "U", tags=True) == []


def test_tags_alone(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    assert docgen("build", workbook, "-o", tmp_path, *ON, *PDF, "--person", "004", "--pdf-tags").code == 0
    [data] = made(tmp_path).values()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/OutputIntents" not in pdf.Root


def test_blank_forms_and_packs_are_archive_files(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    blank = docgen("blank", "-o", tmp_path / "blank", *PDF, *ARCHIVE, "--pdf-tags")
    pack = docgen("build", workbook, "-o", tmp_path / "packs", *ON, "--pack", "department", *ARCHIVE, "--pdf-tags")
    assert (blank.code, pack.code) == (0, 0)
    for data in (*made(tmp_path / "blank").values(), *made(tmp_path / "packs").values()):
        assert wrong(data, tags=True) == []


def test_a_plain_file_is_none_so_that_the_check_means_something(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    assert docgen("build", workbook, "-o", tmp_path, *ON, *PDF, "--person", "004").code == 0
    [data] = made(tmp_path).values()
    assert {"0 output intents", "part", "level"} <= set(wrong(data, tags=True))
    assert "not marked" in wrong(data, tags=True)


def test_asking_for_another_standard_makes_files_again(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    def written(*options: str) -> int:
        ran = docgen("build", workbook, "-o", tmp_path, *ON, *PDF, "--person", "004", "--json", *options)
        number: int = ran.json["written"]
        return number

    assert [written(), written(), written(*ARCHIVE), written(*ARCHIVE)] == [1, 0, 1, 0]
    assert [written(*ARCHIVE, "--pdf-tags"), written("--pdf-tags"), written()] == [1, 1, 1]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--pdf-standard", "x-4"), "a-2b、a-2u"),
        ((*ARCHIVE, "--pdf-engine", "weasyprint"), "--pdf-engine weasyprint"),
    ],
)
@pytest.mark.parametrize("command", ["build", "blank"])
def test_what_cannot_be_made_is_told_before_anything_is_done(
    docgen: Docgen, tmp_path: Path, command: str, options: tuple[str, ...], told: str
) -> None:
    ran = docgen(command, "-o", tmp_path / "out", *options)
    assert ran.code == ExitCode.WRONG_USAGE
    assert told in ran.err
    assert not (tmp_path / "out").exists()
