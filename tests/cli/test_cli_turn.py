"""A document whose template asks where it ends has the same pages as Word and PDF, on whichever sides it is printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from docx.enum.text import WD_BREAK
from offices import Office

from docgen.pdf.fonts import Fonts

if TYPE_CHECKING:
    from conftest import Docgen

ON = ("--on", "2026-12-20")


def letter(path: Path, pages: int) -> Path:
    """A template whose text has so many pages, and whose end stands on another one where it has turned."""
    made = docx.Document()
    for number in range(pages):
        paragraph = made.add_paragraph(f"正文{number + 1}")
        if number:
            paragraph.paragraph_format.page_break_before = True
    for condition in ("document.turn", "document.turn == 2"):
        made.add_paragraph(f"{{%p if {condition} %}}")
        made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        made.add_paragraph("{%p endif %}")
    made.add_paragraph("版记{{ document.turn }}")
    made.save(str(path))
    return path


@pytest.fixture
def home(docgen: Docgen, tmp_path: Path) -> Path:
    """An office with a one-page notice of its own."""
    home = tmp_path / "局"
    docgen("init", home)
    for item in (home / "inputs").iterdir():
        item.unlink()
    Office().save(home / "inputs")
    kind = home / "templates" / "letter"
    kind.mkdir()
    (kind / "kind.toml").write_text('title = "函"\nstage = "贯彻执行"\nscope = "B"\ncode = "HA"\n', "utf-8")
    letter(kind / "form.docx", 1)
    return home


def end_of_word(folder: Path) -> str:
    [path] = folder.rglob("*函*.docx")
    return docx.Document(str(path)).paragraphs[-1].text


def pages_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return ["".join(page.get_textpage().get_text_range().split()) for page in pdf]


def test_word_and_pdf_end_on_the_same_even_page(docgen: Docgen, home: Path) -> None:
    assert docgen("-C", home, "build", *ON, "--kind", "letter").code == 0
    [pdf] = (home / "outputs").rglob("*函*.pdf")
    assert ["版记1" in text for text in pages_of(pdf)] == [False, True]
    assert end_of_word(home / "outputs") == "版记1"


def test_a_word_file_alone_is_the_same(docgen: Docgen, home: Path) -> None:
    wanted = ("-C", home, "build", *ON, "--kind", "letter", "--json", "--format")
    assert docgen(*wanted, "docx").json["written"] == 1
    assert end_of_word(home / "outputs") == "版记1"
    # With its PDF it need not be made again: the two were made from one thing.
    [path] = (home / "outputs").rglob("*函*.docx")
    before = path.read_bytes()
    assert docgen(*wanted, "docx,pdf").json["written"] == 1
    assert path.read_bytes() == before


def test_an_office_that_prints_on_one_side_has_no_turns(docgen: Docgen, home: Path) -> None:
    wanted = ("-C", home, "build", *ON, "--kind", "letter", "--json")
    assert docgen(*wanted).json["written"] == 1
    (home / "docgen.toml").write_text("[forms]\nsides = 1\n", "utf-8")
    assert docgen(*wanted).json["written"] == 1
    [pdf] = (home / "outputs").rglob("*函*.pdf")
    assert len(pages_of(pdf)) == 1
    assert end_of_word(home / "outputs") == "版记0"
    assert docgen(*wanted).json["unchanged"] == 1


def test_without_fonts_the_word_file_is_written_and_the_run_says_what_is_not_settled(
    docgen: Docgen, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = ("-C", home, "build", *ON, "--kind", "letter", "--format", "docx")
    with monkeypatch.context() as bare:
        bare.setattr("docgen.pdf.fonts.find_fonts", lambda: Fonts(()))
        ran = docgen(*wanted)
    assert ran.code == 0
    assert "函(2026)" in ran.err and "双页" in ran.err
    assert end_of_word(home / "outputs") == "版记0"
    # Fonts have come: it is settled now.
    ran = docgen(*wanted)
    assert (ran.code, "双页" in ran.err) == (0, False)
    assert end_of_word(home / "outputs") == "版记1"


def test_previews_and_packs_turn_as_well(docgen: Docgen, home: Path) -> None:
    assert docgen("-C", home, "template", "preview", "letter", "-o", home / "look").code == 0
    assert end_of_word(home / "look") == "版记1"
    assert docgen("-C", home, "build", *ON, "--kind", "letter", "--pack", "kind").code == 0
    [pack] = (home / "outputs" / "打印册").iterdir()
    assert "版记1" in pages_of(pack)[-1]


@pytest.mark.parametrize(("pages", "turn"), [(1, "1"), (2, "0"), (3, "1")])
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_any_template_is_laid_out_where_the_data_does_not_say(
    docgen: Docgen, tmp_path: Path, pages: int, turn: str, form: str
) -> None:
    made, data = letter(tmp_path / "函.docx", pages), tmp_path / "数据.json"
    for values, expected in (({}, turn), ({"document": {"turn": 0}}, "0")):
        data.write_text(json.dumps(values), "utf-8")
        target = tmp_path / "出" / f"件.{form}"
        target.parent.mkdir(exist_ok=True)
        assert docgen("template", "render", made, "--data", data, "-o", target).code == 0
        end = docx.Document(str(target)).paragraphs[-1].text if form == "docx" else pages_of(target)[-1]
        assert end.strip().endswith(f"版记{expected}")
