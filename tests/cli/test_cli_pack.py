"""`docgen build --pack`: print packs by department and by kind."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
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
    [single] = (tmp_path / "2 贯彻执行" / "司法局领导班子廉政风险点自查表").iterdir()
    number = next(word for word in verify(single.read_bytes()).text.split("编号：")[1:])[:11]
    pack = tmp_path / "打印册" / "司法局领导班子廉政风险点自查表.pdf"
    assert number in verify(pack.read_bytes()).text


@pytest.mark.parametrize("command", ["build", "blank"])
def test_a_pack_for_printing_on_one_side_has_no_empty_page_and_says_so(
    docgen: Docgen, workbook: Path, tmp_path: Path, command: str
) -> None:
    options = (command, workbook, "--pack", "kind", "--kind", "personal_check")
    shown = {}
    for sides, more in (("单面打印", ("--sides", "1")), ("双面打印", ("--sides", "2")), ("不写", ())):
        assert docgen(*options, *more, "-o", tmp_path / sides).code == 0
        [path] = [item for item in (tmp_path / sides).rglob("*.pdf") if "打印册" in item.parts]
        with pypdfium2.PdfDocument(path) as pdf:
            shown[sides] = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    assert "单面打印。" in shown["单面打印"][0] and "双面" not in shown["单面打印"][0]
    assert "双面打印；每份文件从右手页开始。" in shown["双面打印"][0]
    assert shown["不写"] == shown["双面打印"]
    assert "" in shown["双面打印"]
    assert [text for text in shown["双面打印"][1:] if text] == shown["单面打印"][1:]


def test_blank_forms_are_packed_beside_the_blank_forms(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    made = docgen("blank", workbook, "-o", tmp_path / "out", "--pack", "department", "--json")
    assert (made.code, made.json["written"], made.json["planned"]) == (0, 10, 10)
    packs = {path.stem: path for path in (tmp_path / "out" / "空白表" / "打印册").iterdir()}
    assert packs.keys() == {"班子表册(空白)", "综合股表册(空白)", "城关司法所表册(空白)"}
    assert bookmarks(packs["综合股表册(空白)"])[1:] == [
        "综合股 股室廉政风险自查表",
        "揭文清 个人廉政风险自查表",
        "李明 个人廉政风险自查表",
    ]
    assert verify(packs["综合股表册(空白)"].read_bytes(), ["综合股表册(空白)", "负责财务报销"]).problems == ()
    assert not list((tmp_path / "out").rglob("目录*"))


def test_wholly_blank_forms_are_packed_without_a_workbook(docgen: Docgen, tmp_path: Path) -> None:
    for by in ("kind", "department"):
        made = docgen("blank", "-o", tmp_path / by, "--pack", by, "--json")
        assert (made.code, made.json["written"]) == (0, 3), made.err
    assert sorted(path.stem for path in (tmp_path / "kind" / "空白表" / "打印册").iterdir()) == [
        "个人廉政风险自查表(空白)",
        "司法局领导班子廉政风险点自查表(空白)",
        "股室(所、中心)廉政风险自查表(空白)",
    ]


@pytest.mark.parametrize("command", ["build", "blank"])
@pytest.mark.parametrize(
    ("options", "told"),
    [(("--sides", "1"), "--pack"), (("--sides", "3", "--pack", "kind"), "--sides 1"), (("--pack", "x"), "--pack kind")],
)
def test_sides_are_one_or_two_and_of_a_pack(
    docgen: Docgen, workbook: Path, tmp_path: Path, command: str, options: tuple[str, ...], told: str
) -> None:
    made = docgen(command, workbook, "-o", tmp_path / "out", *options)
    assert (made.code, told in made.err) == (2, True)
    assert not (tmp_path / "out").exists()


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
