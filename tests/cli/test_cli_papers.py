"""Kinds on several papers: a document for each, one number, the same text on the same pages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from subprocess import PIPE
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from docx.shared import Twips

from docgen.kinds.kind import SHIPPED

if TYPE_CHECKING:
    from conftest import Docgen

ON = ("--on", "2026-12-20")
KINDS = ("department_check", "leadership_check")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shipped kinds that are made on both papers."""
    folder = tmp_path_factory.mktemp("templates")
    for name in KINDS:
        shutil.copytree(SHIPPED / name, folder / name)
        file = folder / name / "kind.toml"
        file.write_text(file.read_text("utf-8") + '\npapers = ["A4", "A3"]\n', "utf-8")
    return folder


@pytest.fixture
def home(docgen: Docgen, shipped: Path, tmp_path: Path) -> Path:
    docgen("init", tmp_path, "--sample")
    shutil.copytree(shipped, tmp_path / "templates", dirs_exist_ok=True)
    return tmp_path


def pages(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as pdf:
        return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pdf]


def sides(file: Path) -> tuple[int, int]:
    with pypdfium2.PdfDocument(file) as pdf:
        width, height = pdf[0].get_size()
        return round(width / 72 * 25.4), round(height / 72 * 25.4)


def test_each_subject_has_a_document_for_each_paper_under_one_number(docgen: Docgen, home: Path) -> None:
    kinds = [option for name in KINDS for option in ("--kind", name)]
    ran = docgen("-C", home, "build", *ON, *kinds, "--json")
    assert (ran.code, ran.json["failures"]) == (0, []), ran.err
    made = {item["id"]: item for item in docgen("-C", home, "status", "--json").json["documents"] if item["files"]}
    small = {key: item for key, item in made.items() if key.endswith("·A4")}
    assert len(made) == 2 * len(small) > 2
    numbers = {item["number"] for item in small.values()}
    assert len(numbers) == len(small)
    for key, item in small.items():
        large = made[key.removesuffix("·A4") + "·A3"]
        assert large["number"] == item["number"]
        assert large["pages"] == item["pages"]
        files = [home / "outputs" / one["files"]["pdf"] for one in (item, large)]
        assert [re.search("A[34]", file.stem)[0] for file in files] == ["A4", "A3"]  # type: ignore[index]
        assert [sides(file) for file in files] == [(297, 210), (420, 297)]
        assert pages(files[0]) == pages(files[1])
        section = docx.Document(str(files[1].with_suffix(".docx"))).sections[0]
        assert (section.page_width, section.page_height) == (Twips(23811), Twips(16838))
    again = docgen("-C", home, "build", *ON, *kinds, "--json")
    assert (again.json["written"], again.json["unchanged"]) == (0, len(made))


def test_a_number_given_before_there_were_papers_stays(docgen: Docgen, home: Path, shipped: Path) -> None:
    shutil.rmtree(home / "templates" / "leadership_check")
    one = ("-C", home, "build", *ON, "--kind", "leadership_check", "--format", "docx")
    docgen(*one)
    [before] = [item for item in docgen("-C", home, "status", "--json").json["documents"] if item["files"]]
    shutil.copytree(shipped / "leadership_check", home / "templates" / "leadership_check")
    docgen(*one)
    status = docgen("-C", home, "status", "--json").json["documents"]
    after = {item["id"]: item["number"] for item in status if "leadership_check" in item["id"] and item["files"]}
    assert {after["leadership_check/班子·A4"], after["leadership_check/班子·A3"]} == {before["number"]}


def numbers(docgen: Docgen, home: Path) -> dict[str, str]:
    documents = docgen("-C", home, "status", "--json").json["documents"]
    return {item["id"]: item["number"] for item in documents if item["files"]}


def test_what_is_selected_changes_no_number_of_either_paper(docgen: Docgen, home: Path) -> None:
    one = ("-C", home, "build", *ON, "--kind", "department_check", "--format", "docx")
    docgen(*one, "--department", "基层股")
    before = numbers(docgen, home)
    assert before.keys() == {"department_check/基层股·A4", "department_check/基层股·A3"}
    docgen(*one)
    assert before.items() < numbers(docgen, home).items()


@pytest.mark.slow
def test_a_killed_run_leaves_both_papers_the_number_of_an_undisturbed_one(docgen: Docgen, home: Path) -> None:
    whole = home.parent / f"{home.name}-undisturbed"
    shutil.copytree(home, whole)
    one = ("build", *ON, "--kind", "department_check")
    docgen("-C", whole, *one)
    run = subprocess.Popen([sys.executable, "-m", "docgen", "-C", str(home), *one, "--jobs", "1"], stderr=PIPE)
    until = time.monotonic() + 60
    while run.poll() is None and not list((home / "outputs").rglob("*,A4).pdf")):
        assert time.monotonic() < until
        time.sleep(0.005)
    assert run.poll() is None, "it ended before it was killed"
    run.kill()
    run.communicate()
    docgen("-C", home, *one)
    assert numbers(docgen, home) == numbers(docgen, whole)


def test_a_template_sees_its_paper_and_blank_forms_have_both(docgen: Docgen, home: Path) -> None:
    form = home / "templates" / "department_check" / "form.docx"
    document = docx.Document(str(form))
    document.paragraphs[-1].add_run("纸张{{ document.paper }}")
    document.save(str(form))
    ran = docgen("-C", home, "blank", "--kind", "department_check", "--format", "docx", "--json")
    assert ran.code == 0, ran.err
    found = {paper: list((home / "outputs").rglob(f"*,{paper}).docx")) for paper in ("A4", "A3")}
    assert len(found["A4"]) == len(found["A3"]) > 0
    for paper, files in found.items():
        assert docx.Document(str(files[0])).paragraphs[-1].text == f"纸张{paper}"


def test_each_paper_has_print_packs_of_its_own(docgen: Docgen, home: Path) -> None:
    ran = docgen("-C", home, "build", *ON, "--kind", "leadership_check", "--pack", "kind", "--json")
    assert ran.code == 0, ran.err
    packs = [file.stem for file in (home / "outputs").rglob("*.pdf")]
    assert sorted(name.endswith(" A3") for name in packs) == [False, True]
