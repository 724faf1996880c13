"""`docgen build --pack`: print packs by department and by kind."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from offices import Office

from docgen.pdf.verify import verify

if TYPE_CHECKING:
    from conftest import Docgen

ON = ("--on", "2026-12-20")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return Office().save(tmp_path)


def bookmarks(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        return [str(item.title) for item in outline.root]


def test_each_department_has_a_pack_with_a_cover_and_all_its_forms(
    docgen: Docgen, workbook: Path, tmp_path: Path
) -> None:
    made = docgen("build", workbook, *ON, "-o", tmp_path / "out", "--pack", "department", "--json")
    assert made.code == 0
    answer = made.json
    packs = {path.stem: path for path in (tmp_path / "out" / "打印册").iterdir()}
    listed = {name: bookmarks(path) for name, path in packs.items()}
    assert all(titles[0] == name for name, titles in listed.items())
    assert sum(len(titles) - 1 for titles in listed.values()) == answer["planned"] == answer["written"]
    name, path = next(iter(sorted(packs.items())))
    numbers = [f"{count}" for count in range(1, len(listed[name]))]
    assert verify(path.read_bytes(), [name, f"共{len(numbers)}份", "签字后交回"]).problems == ()


def test_packs_are_made_instead_of_files_and_leave_no_traces(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    assert docgen("build", workbook, *ON, "-o", tmp_path, "--pack", "kind").code == 0
    assert sorted({path.name for path in tmp_path.iterdir()} - {workbook.name}) == [
        ".docgen.lock",
        "ledger.sqlite",
        "打印册",
    ]


def test_the_same_packs_are_the_same_bytes_and_not_written_again(
    docgen: Docgen, workbook: Path, tmp_path: Path
) -> None:
    docgen("build", workbook, *ON, "-o", tmp_path, "--pack", "kind", "--jobs", "1")
    before = {path: path.read_bytes() for path in (tmp_path / "打印册").iterdir()}
    again = docgen("build", workbook, *ON, "-o", tmp_path, "--pack", "kind", "--json").json
    assert (again["written"], again["unchanged"]) == (0, again["planned"])
    assert {path: path.read_bytes() for path in (tmp_path / "打印册").iterdir()} == before


def test_a_selection_packs_only_what_is_selected(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    docgen("build", workbook, *ON, "-o", tmp_path, "--pack", "kind", "--kind", "leadership_check")
    [path] = (tmp_path / "打印册").iterdir()
    assert len(bookmarks(path)) == 2


def test_numbers_in_packs_are_those_of_the_files(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    docgen("build", workbook, *ON, "-o", tmp_path, "--pack", "kind")
    docgen("build", workbook, *ON, "-o", tmp_path, "--kind", "leadership_check", "--format", "pdf")
    [single] = (tmp_path / "贯彻执行" / "司法局领导班子廉政风险点自查表").iterdir()
    number = next(word for word in verify(single.read_bytes()).text.split("编号：")[1:])[:11]
    pack = tmp_path / "打印册" / "司法局领导班子廉政风险点自查表.pdf"
    assert number in verify(pack.read_bytes()).text


@pytest.mark.parametrize("word", ["person", ""])
def test_other_packs_are_wrong_usage(docgen: Docgen, workbook: Path, tmp_path: Path, word: str) -> None:
    made = docgen("build", workbook, *ON, "-o", tmp_path, "--pack", word)
    assert (made.code, "打印册" in made.err) == (2, True)


def test_an_office_may_have_a_cover_of_its_own(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    import docx

    office = tmp_path / "单位"
    docgen("init", office)
    own = office / "templates" / "pack_cover"
    own.mkdir(parents=True)
    paper = docx.Document()
    paper.add_paragraph("自己的封面：{{ pack.title }}，{{ items|length }} 份")
    target = io.BytesIO()
    paper.save(target)
    (own / "form.docx").write_bytes(target.getvalue())
    docgen("-C", office, "build", workbook, *ON, "--pack", "kind", "--kind", "leadership_check")
    [path] = (office / "outputs" / "打印册").iterdir()
    assert verify(path.read_bytes(), ["自己的封面：司法局领导班子廉政风险点自查表，1份"]).problems == ()
