"""A kind of any shape is a folder: form.docx and kind.toml, no code. Each is checked, looked at, built, printed."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pikepdf
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm
from openpyxl import load_workbook
from pictures import png
from shapes import BUREAU, CASES, MEETINGS, PICTURES, SHAPES, WARNINGS, Shape, give_photographs, line

from docgen.documents.plan import plan
from docgen.kinds.kind import load_kind
from docgen.pdf.verify import verify
from docgen.shipped import SAMPLE

if TYPE_CHECKING:
    from conftest import Docgen, Ran

ON = ("--on", "2026-12-20")

each_shape = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.id)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a kind of each shape."""
    folder = tmp_path_factory.mktemp("templates")
    for shape in SHAPES:
        (folder / shape.id).mkdir()
        document = docx.Document()
        for style in ("Normal", "Table Grid"):
            document.styles[style].font.name = "宋体"
        shape.draw(document)
        document.save(folder / shape.id / "form.docx")
        text = "\n".join(item.strip() for item in shape.toml.strip().splitlines())
        (folder / shape.id / "kind.toml").write_text(text, "utf-8")
    return folder


@pytest.fixture
def office(docgen: Docgen, templates: Path, tmp_path: Path) -> Path:
    docgen("init", tmp_path, "--sample")
    give_photographs(tmp_path / "inputs")
    shutil.copytree(templates, tmp_path / "templates", dirs_exist_ok=True)
    return tmp_path


@each_shape
def test_its_documents_have_the_ids_of_the_contract(shape: Shape, templates: Path) -> None:
    kind = load_kind(templates / shape.id)
    assert tuple(item.id for item in plan({shape.id: kind}, BUREAU)) == shape.ids
    assert len(shape.ids) == len(set(shape.ids)) > 0


@each_shape
def test_its_template_has_no_error(shape: Shape, docgen: Docgen, templates: Path) -> None:
    ran = docgen("template", "check", templates / shape.id / "form.docx", "--json")
    assert (ran.code, ran.json["errors"]) == (0, 0), ran.out


@each_shape
def test_it_can_be_looked_at(shape: Shape, docgen: Docgen, office: Path) -> None:
    ran = docgen("-C", office, "template", "preview", shape.id, "-o", office / "样张")
    assert ran.code == 0, ran.err
    kind = load_kind(office / "templates" / shape.id)
    written = [path.suffix[1:] for path in (office / "样张").iterdir()]
    assert sorted(written) == sorted(shape.formats * (1 + kind.blank))


@each_shape
def test_it_is_built_and_not_built_again(shape: Shape, docgen: Docgen, office: Path) -> None:
    first = _build(docgen, office, shape)
    assert (first.code, first.json["written"], first.json["failures"]) == (0, len(shape.ids), []), first.err
    again = _build(docgen, office, shape)
    assert (again.json["written"], again.json["unchanged"]) == (0, len(shape.ids))
    found = {item["id"]: item for item in _status(docgen, office) if item["kind"] == shape.id}
    assert found.keys() == set(shape.ids)
    made = found[shape.ids[0]]
    assert (made["state"], made["pages"]) == ("made", shape.pages if "pdf" in shape.formats else None)
    assert made["files"].keys() == set(shape.formats)
    for form, path in made["files"].items():
        text = _squeezed(_TEXTS[form](office / "outputs" / path))
        for wanted in shape.texts:
            assert _squeezed(wanted) in text, form


@each_shape
def test_numbers_are_told_apart_and_stay(shape: Shape, docgen: Docgen, office: Path) -> None:
    _build(docgen, office, shape, "--format", shape.formats[0])
    before = {item["id"]: item["number"] for item in _status(docgen, office) if item["number"]}
    assert len(set(before.values())) == len(before) == len(shape.ids)
    file = office / "templates" / shape.id / "kind.toml"
    code = load_kind(file.parent).code
    file.write_text(file.read_text("utf-8").replace(f'"{code}"', '"XX"') + '\nretention = "10年"\n', "utf-8")
    _build(docgen, office, shape, "--format", shape.formats[0])
    assert {item["id"]: item["number"] for item in _status(docgen, office) if item["number"]} == before


@each_shape
def test_a_blank_form_says_so(shape: Shape, docgen: Docgen, office: Path) -> None:
    kind = load_kind(office / "templates" / shape.id)
    ran = docgen("-C", office, "blank", "--kind", shape.id, "--json")
    if not kind.blank:
        assert ran.code == 2
        return
    assert (ran.code, ran.json["failures"]) == (0, []), ran.err
    made = [path for path in (office / "outputs" / "空白表").rglob("*") if path.is_file()]
    assert {path.suffix[1:] for path in made} == set(shape.formats)
    assert len(made) / len(shape.formats) == (1 if "E" in kind.scopes else len(shape.ids))
    assert all("空白" in path.name for path in made)


@each_shape
@pytest.mark.slow
def test_it_is_printed_in_packs(shape: Shape, docgen: Docgen, office: Path) -> None:
    for by in ("kind", "department"):
        ran = _build(docgen, office, shape, "--pack", by)
        printed = len(shape.ids) if "pdf" in shape.formats else 0
        assert (ran.code, ran.json["written"]) == (0, printed), ran.err
        if not printed:
            ran = docgen("-C", office, "build", *ON, "--kind", shape.id, "--pack", by)
            assert "没有 PDF 格式" in ran.err


def test_event_documents_are_selected_by_person_and_department(docgen: Docgen, office: Path) -> None:
    case = CASES[0]
    person = case.people["直接责任人"]
    ran = docgen("-C", office, "build", *ON, "--kind", "decision", "--person", person, "--format", "docx", "--json")
    mine = [item for item in CASES if person in (item.people["直接责任人"], item.people["分管领导"])]
    assert ran.json["planned"] == len(mine)
    department = BUREAU.people[person or ""].department
    ran = docgen(
        "-C", office, "build", *ON, "--kind", "decision", "--department", department, "--format", "docx", "--json"
    )
    assert ran.json["planned"] >= 1


def test_a_kind_has_the_formats_of_its_own_whatever_is_asked(docgen: Docgen, office: Path) -> None:
    ran = docgen("-C", office, "build", *ON, "--kind", "ledger", "--kind", "scheme", "--format", "docx,pdf", "--json")
    assert (ran.code, ran.json["planned"], ran.json["written"]) == (0, 1, 1)
    ran = docgen("-C", office, "build", *ON, "--kind", "ledger", "--format", "docx")
    assert (ran.code, "没有 Word 格式" in ran.err) == (0, True)
    (office / "docgen.toml").write_text('formats = ["xlsx"]\n', "utf-8")
    ran = docgen("-C", office, "build", *ON, "--kind", "ledger", "--kind", "scheme", "--json")
    assert (ran.code, ran.json["written"]) == (0, len(BUREAU.departments) + 1)


def test_a_workbook_changed_by_hand_is_kept(docgen: Docgen, office: Path) -> None:
    [shape] = [item for item in SHAPES if item.id == "ledger"]
    _build(docgen, office, shape)
    [path] = (
        office / "outputs" / item["files"]["xlsx"] for item in _status(docgen, office) if item["id"] == "ledger/-"
    )
    book = load_workbook(path)
    book.worksheets[0]["A1"] = "手写"
    book.save(path)
    changed = path.read_bytes()
    assert {item["state"] for item in _status(docgen, office) if item["id"] == "ledger/-"} == {"changed"}
    ran = _build(docgen, office, shape)
    assert (ran.code, ran.json["written"]) == (0, 1)
    assert path.with_name(f"{path.stem}.手改.xlsx").read_bytes() == changed
    assert path.read_bytes() != changed


@pytest.mark.slow
def test_a_bad_picture_fails_its_document_alone_and_is_named(docgen: Docgen, office: Path) -> None:
    photographs = office / "inputs" / "照片"
    for name, data in (("甲.png", png(30_000, 30_000)), ("乙.bmp", b""), ("丙.svg", b"<svg")):
        (photographs / name).write_bytes(data)
        ran = docgen("-C", office, "build", *ON, "--kind", "photos", "--json")
        assert (ran.code, ran.json["failed"]) == (4, 1)
        [failure] = ran.json["failures"]
        assert failure["id"] == f"photos/{MEETINGS[0]}"
        assert f"照片/{name}" in failure["reason"]
        assert "会议签到 " in failure["reason"]
        (photographs / name).write_bytes(png(60, 40))
    (photographs / name).unlink()
    ran = docgen("-C", office, "build", *ON, "--kind", "photos", "--json")
    assert f"没有图片文件“照片/{name}”" in ran.json["failures"][0]["reason"]
    (photographs / name).write_bytes(png(60, 40))
    assert {item["id"] for item in _status(docgen, office) if item["state"] == "made"} == {f"photos/{MEETINGS[1]}"}
    assert docgen("-C", office, "build", *ON, "--kind", "photos", "--json").json["written"] == 1


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["typst", "weasyprint"])
def test_another_picture_makes_its_document_anew(engine: str, docgen: Docgen, office: Path) -> None:
    how = ("--kind", "photos", "--jobs", "2", "--pdf-engine", engine, "--json")
    assert docgen("-C", office, "build", *ON, *how).json["written"] == 2
    assert docgen("-C", office, "build", *ON, *how).json["unchanged"] == 2
    (office / "inputs" / "照片" / "甲.png").write_bytes(png(90, 40))
    again = docgen("-C", office, "build", *ON, *how).json
    assert (again["written"], again["unchanged"]) == (1, 1)
    files = next(item["files"] for item in _status(docgen, office) if item["id"] == f"photos/{MEETINGS[0]}")
    assert len(load_workbook(office / "outputs" / files["xlsx"]).worksheets[0]._images) == len(PICTURES)
    with zipfile.ZipFile(office / "outputs" / files["docx"]) as package:
        assert sum("media/docgen" in name for name in package.namelist()) == len(PICTURES) + 1


@pytest.mark.parametrize("engine", ["typst", "weasyprint"])
def test_pages_of_other_sizes_and_directions_stand_in_one_document(engine: str, docgen: Docgen, office: Path) -> None:
    document = docx.Document()
    line(document, "{{ document.title }}", 22)
    for section, (width, height) in zip(range(2), ((420, 297), (148, 210)), strict=True):
        made = document.add_section(WD_SECTION.NEW_PAGE)
        made.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
        made.page_width, made.page_height = Mm(width), Mm(height)
        line(document, f"第{section + 2}节：{{{{ risks|length }}}} 条")
    first = document.sections[0]
    first.page_width, first.page_height, first.orientation = Mm(210), Mm(297), WD_ORIENT.PORTRAIT
    folder = office / "templates" / "scheme"
    document.save(folder / "form.docx")
    toml = (folder / "kind.toml").read_text("utf-8")
    (folder / "kind.toml").write_text(toml + '\nformats = ["docx", "pdf", "xlsx"]', "utf-8")
    ran = docgen("-C", office, "build", *ON, "--kind", "scheme", "--pdf-engine", engine, "--json")
    assert (ran.code, ran.json["written"]) == (0, 1), ran.err
    files = next(item["files"] for item in _status(docgen, office) if item["id"] == "scheme/-")
    sizes = [(210, 297), (420, 297), (148, 210)]
    with pikepdf.open(office / "outputs" / files["pdf"]) as pdf:
        boxes = [[float(side) / 72 * 25.4 for side in page.mediabox[2:]] for page in pdf.pages]
    assert [tuple(map(round, box)) for box in boxes] == sizes
    sections = docx.Document(office / "outputs" / files["docx"]).sections
    assert [(round(item.page_width.mm), round(item.page_height.mm)) for item in sections] == sizes
    sheets = load_workbook(office / "outputs" / files["xlsx"]).worksheets
    assert [item.page_setup.orientation for item in sheets] == ["portrait", "landscape", "portrait"]


def test_an_error_on_an_event_keeps_back_that_events_documents_alone(docgen: Docgen, office: Path) -> None:
    path = office / "inputs" / "示例.xlsx"
    book = load_workbook(path)
    warned, signed = WARNINGS[0].row.number, BUREAU.events["会议签到"][1].row.number
    for name, number, column, typed in (
        ("预警处置", warned, "整改期限", "下周"),
        ("会议签到", signed, "姓名", None),
    ):
        sheet = book[name]
        [place] = [cell.column for row in sheet.iter_rows(max_row=4) for cell in row if cell.value == column]
        sheet.cell(number, place).value = typed
    book.save(path)
    kinds = ("--kind", "warning", "--kind", "signin", "--format", "docx")
    assert docgen("-C", office, "build", *ON, *kinds).code == 1
    ran = docgen("-C", office, "build", *ON, *kinds, "--keep-going", "--json")
    assert ran.code == 4
    held = {f"warning/{WARNINGS[0].number}", f"signin/{MEETINGS[0]}"}
    assert {item["id"] for item in ran.json["failures"]} == held
    made = {item["id"] for item in _status(docgen, office) if item["state"] == "made"}
    assert made == {key for shape in SHAPES if shape.id in ("warning", "signin") for key in shape.ids} - held


def test_a_bad_kind_fails_alone_and_is_named(docgen: Docgen, office: Path) -> None:
    file = office / "templates" / "warning" / "kind.toml"
    file.write_text(file.read_text("utf-8").replace("where =", "wher ="), "utf-8")
    ran = docgen("-C", office, "build", *ON, "--format", "docx", "--kind", "scheme", "--json")
    assert (ran.code, ran.json["written"]) == (0, 1)
    ran = docgen("-C", office, "build", *ON, "--format", "docx", "--json")
    assert ran.code == 4
    assert [item["id"] for item in ran.json["failures"]] == ["warning"]
    assert "wher" in ran.json["failures"][0]["reason"]
    listed = docgen("-C", office, "kinds", "--json")
    assert listed.code == 0
    assert "warning" not in {item["id"] for item in listed.json}
    assert "wher" in listed.err
    assert docgen("-C", office, "status", "--json").code == 0


def test_a_gate_holds_documents_back_until_the_approval_is_there(docgen: Docgen, office: Path) -> None:
    file = office / "templates" / "assessment" / "kind.toml"
    file.write_text(file.read_text("utf-8") + '\ngate = "登记册"\n', "utf-8")
    ran = docgen("-C", office, "build", *ON, "--format", "docx", "--kind", "assessment", "--json")
    assert (ran.code, ran.json["written"]) == (0, len(BUREAU.departments) + 1), "the sample's register is approved"
    book = without_approval(office)
    ran = docgen("-C", office, "build", book, *ON, "--format", "docx", "--kind", "assessment", "--json")
    assert (ran.code, ran.json["planned"], ran.json["failures"]) == (0, 0, [])
    assert {item["id"] for item in ran.json["held_back"]} == {
        key for shape in SHAPES for key in shape.ids if shape.id == "assessment"
    }


def without_approval(office: Path) -> Path:
    """The sample's workbook without the 党支部's opinion."""
    book = load_workbook(SAMPLE)
    sheet = book["审核意见"]
    for row in reversed(range(1, sheet.max_row + 1)):
        if "登记册" in [cell.value for cell in sheet[row]]:
            sheet.delete_rows(row)
    path = office / "inputs" / "示例.xlsx"
    book.save(path)
    return path


def _build(docgen: Docgen, office: Path, shape: Shape, *options: str) -> Ran:
    return docgen("-C", office, "build", *ON, "--kind", shape.id, "--json", *options)


def _status(docgen: Docgen, office: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = docgen("-C", office, "status", "--json").json["documents"]
    return found


def _word_text(path: Path) -> str:
    document = docx.Document(path)
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "".join([*(item.text for item in document.paragraphs), *cells])


def _sheet_text(path: Path) -> str:
    book = load_workbook(path, read_only=True)
    return "".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value)


_TEXTS: dict[str, Callable[[Path], str]] = {
    "docx": _word_text,
    "pdf": lambda path: verify(path.read_bytes()).text,
    "xlsx": _sheet_text,
}


def _squeezed(text: str) -> str:
    return "".join(text.split())
