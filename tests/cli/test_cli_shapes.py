"""A kind of any shape is a folder: form.docx and kind.toml, no code. Each is checked, looked at, built, printed."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pikepdf
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl import load_workbook
from pictures import bmp, png

from docgen.documents.plan import plan
from docgen.kinds.kind import load_kind
from docgen.pdf.verify import verify
from docgen.programme.assemble import assemble
from docgen.shipped import SAMPLE
from docgen.workbook.read import read_workbook

if TYPE_CHECKING:
    from conftest import Docgen, Ran

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><circle cx="30" cy="20" r="18" fill="#1c5"/></svg>'
)

ON = ("--on", "2026-12-20")
PHOTO = "照片"
"""A column of this office's own, which names a picture."""

PICTURES = ("甲.png", "乙.bmp", "丙.svg")
"""Those of the first three people at the first meeting."""

[BUREAU] = assemble([read_workbook(SAMPLE)]).bureaus


# ---------------------------------------------------------------- forms


def line(document: Any, text: str, size: float = 12) -> None:
    """A paragraph of exact line height, in fonts that official forms are set in."""
    paragraph = document.add_paragraph()
    _set(paragraph, text, size)


def _set(paragraph: Any, text: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = "宋体"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    paragraph.paragraph_format.line_spacing = Pt(size * 1.5)
    paragraph.paragraph_format.space_after = Pt(0)


def rows(document: Any, *lines: Sequence[str]) -> None:
    """A table with a repeated heading."""
    table = document.add_table(len(lines), len(lines[0]), style="Table Grid")
    for place, (row, texts) in enumerate(zip(table.rows, lines, strict=True)):
        if place == 0:
            row._tr.get_or_add_trPr().append(docx.oxml.OxmlElement("w:tblHeader"))
        for cell, text in zip(row.cells, texts, strict=True):
            _set(cell.paragraphs[0], text, 10.5)


def opinions(document: Any) -> None:
    rows(
        document,
        ("栏目", "意见"),
        ("{%tr for opinion in opinions %}", ""),
        (
            "{{ opinion.label }}",
            "{{ opinion.意见 }}{% if opinion.given %}{{ opinion.审核人 }} {{ opinion.日期 }}{% endif %}",
        ),
        ("{%tr endfor %}", ""),
    )


def notice(document: Any) -> None:
    """A notice with a slip to tear off."""
    line(document, "{{ document.title }}", 22)
    line(document, "{{ document.number }}({{ event.编号 }})")
    line(document, "{{ event.对象 }}：")
    line(document, "{{ event.日期 }}，{{ event.信息来源 }}反映：{{ event.情况 }}")
    line(document, "请于{{ event.整改期限 }}前：{{ event.整改要求 }}")
    line(document, "防控责任人：{{ event.防控责任人 }}{% if not blank %}({{ event.防控责任人.职务 }}){% endif %}")
    opinions(document)
    line(document, "………………………………{{ document.number }}………………………………")
    line(document, "回执：{{ event.subject }} 已收到{{ document.title }}。签名：　　　　年　月　日")


def signin(document: Any) -> None:
    """One sheet a meeting."""
    line(document, "{{ document.title }}", 22)
    line(document, "会议：{{ event.会议 }}　日期：{{ event.日期 }}　应到{{ event.rows|length }}人")
    rows(
        document,
        ("序号", "姓名", "机构", "签名"),
        ("{%tr for row in event.rows %}", "", "", ""),
        ("{{ loop.index }}", "{{ row.姓名 }}", "{{ row.机构 }}", ""),
        ("{%tr endfor %}", "", "", ""),
        ("{%tr for number in blank_rows %}", "", "", ""),
        ("{{ number }}", "", "", ""),
        ("{%tr endfor %}", "", "", ""),
    )


def decision(document: Any) -> None:
    """Two sheets of one case."""
    line(document, "{{ document.title }}", 22)
    line(document, "{{ document.number }}")
    line(document, "{{ person.姓名 }}同志({{ person.职务 }}，{{ department.机构名称 }})：")
    line(document, "{{ event.事由 }}。依据{{ event.追究依据 }}，决定：")
    line(
        document,
        "{% if document.copy == 'leader' %}{{ event.分管领导追究方式 }}{% else %}{{ event.直接责任人追究方式 }}{% endif %}",
    )
    line(document, "{% if document.others %}另见{{ document.others }}。{% endif %}{{ event.决定日期 }}")


def scheme(document: Any) -> None:
    """A document of the bureau on several pages."""
    line(document, "{{ document.title }}", 22)
    line(document, "{{ document.number }}")
    line(
        document,
        "{{ bureau.单位名称 }}{{ bureau.党组织名称 }}：动员部署到{{ bureau.动员部署截止 }}，调整修正到{{ bureau.调整修正截止 }}。",
    )
    rows(
        document,
        ("小组职务", "姓名", "职务"),
        ("{%tr for member in group %}", "", ""),
        ("{{ member.小组职务 }}", "{{ member.姓名 }}", "{{ member.职务 }}"),
        ("{%tr endfor %}", "", ""),
    )
    document.add_page_break()
    line(document, "各机构：", 16)
    rows(
        document,
        ("机构", "负责人", "人数"),
        ("{%tr for item in bureau.departments %}", "", ""),
        ("{{ item.机构名称 }}", "{{ item.负责人 }}", "{{ item.people|length }}"),
        ("{%tr endfor %}", "", ""),
    )
    document.add_page_break()
    line(document, "全部风险 {{ risks|length }} 条，预警 {{ bureau.预警处置|length }} 条。")


def assessment(document: Any) -> None:
    """A landscape table for each department and for the bureau."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    line(document, "{{ document.title }}", 22)
    line(document, "{% if department.机构名称 %}{{ department.机构名称 }}{% else %}{{ bureau.单位名称 }}{% endif %}")
    rows(
        document,
        ("编号", "岗位/环节", "风险内容", "几率", "危害", "等级"),
        ("{%tr for risk in risks %}", "", "", "", "", ""),
        (
            *("{{ risk.风险编号 }}", "{{ risk.owner }}{{ risk.业务环节 }}", "{{ risk.风险内容 }}"),
            *("{{ risk.发生几率 }}", "{{ risk.危害程度 }}", "{{ risk.风险等级 }}"),
        ),
        ("{%tr endfor %}", "", "", "", "", ""),
        ("{%tr for number in blank_rows %}", "", "", "", "", ""),
        ("{{ number }}", "", "", "", "", ""),
        ("{%tr endfor %}", "", "", "", "", ""),
    )
    opinions(document)


def photographs(document: Any) -> None:
    """A picture on each row; its paragraph's line is as high as the picture."""
    line(document, "{{ document.title }}", 22)
    line(document, "{{ event.会议 }}　{{ event.日期 }}")
    rows(
        document,
        ("姓名", "机构", "照片"),
        ("{%tr for row in event.rows %}", "", ""),
        ("{{ row.姓名 }}", "{{ row.机构 }}", f"{{{{ row.{PHOTO}|default('')|picture(width=30) }}}}"),
        ("{%tr endfor %}", "", ""),
        ("{%tr for number in blank_rows %}", "", ""),
        ("{{ number }}", "", ""),
        ("{%tr endfor %}", "", ""),
    )
    document.tables[0].cell(2, 2).paragraphs[0].paragraph_format.line_spacing = 1.0


# ---------------------------------------------------------------- shapes


@dataclass(frozen=True)
class Shape:
    """A kind of a new shape, and what of the sample must stand in its first document."""

    id: str
    draw: Callable[[Any], None]
    toml: str
    ids: tuple[str, ...]
    """Of all its documents, as the contract says."""
    texts: tuple[str, ...]
    pages: int = 1
    formats: tuple[str, ...] = ("docx", "pdf")


def _events(sheet: str, **wanted: str) -> list[Any]:
    return [
        event for event in BUREAU.events[sheet] if all(event.row.text(name) == value for name, value in wanted.items())
    ]


_WARNINGS = _events("预警处置", 处置方式="预警")
_CASES = _events("责任追究")
_MEETINGS = list(dict.fromkeys(f"{item.row.text('会议')}·{item.row['日期']}" for item in _events("会议签到")))

SHAPES = (
    Shape(
        "warning",
        notice,
        """
        title = "廉政风险预警通知书"
        stage = "贯彻执行"
        scope = "E"
        code = "YJ"
        blank_rows = 0
        chain = ["领导小组"]
        rows = "预警处置"
        where = {"处置方式" = "预警"}
        number = "{发文代字}廉预〔{year}〕{serial}号"
        """,
        tuple(f"warning/{item.number}" for item in _WARNINGS),
        ("廉预〔2026〕1号", "回执", "反映", "领导小组意见", _WARNINGS[0].row.text("情况")[:8]),
    ),
    Shape(
        "signin",
        signin,
        """
        title = "会议签到表"
        stage = "动员部署"
        scope = "E"
        code = "QD"
        blank_rows = 20
        rows = "会议签到"
        group = ["会议", "日期"]
        """,
        tuple(f"signin/{name}" for name in _MEETINGS),
        (_MEETINGS[0].partition("·")[0], "应到", *(item.row.text("姓名") for item in _events("会议签到")[:3])),
        pages=2,
    ),
    Shape(
        "decision",
        decision,
        """
        title = "责任追究通知书"
        stage = "调整修正"
        scope = "E"
        code = "ZJ"
        blank_rows = 0
        chain = ["决定机关"]
        rows = "责任追究"
        copies = {direct = "直接责任人", leader = "分管领导"}
        """,
        tuple(f"decision/{item.number}/{copy}" for item in _CASES for copy in ("direct", "leader")),
        (
            "另见ZJ-2026-002",
            _CASES[0].row.text("直接责任人追究方式"),
            BUREAU.person_name(_CASES[0].people["直接责任人"]),
        ),
    ),
    Shape(
        "scheme",
        scheme,
        """
        title = "关于印发实施方案的通知"
        stage = "动员部署"
        scope = "B"
        code = "FA"
        series = "发文"
        number = "{党组织发文代字}〔{year}〕{serial}号"
        """,
        ("scheme/-",),
        ("〔2026〕1号", "动员部署到2026年", *(member.name for member in BUREAU.group), *BUREAU.departments),
        pages=3,
    ),
    Shape(
        "assessment",
        assessment,
        """
        title = "廉政风险等级评估表"
        stage = "贯彻执行"
        scope = ["D", "B"]
        code = "PG"
        blank_rows = 8
        orientation = "landscape"
        chain = ["领导小组", "党组织审核"]
        opinions = "登记册"
        """,
        (*(f"assessment/{name}" for name in BUREAU.departments), "assessment/-"),
        (next(iter(BUREAU.departments)), "审核意见", "领导小组意见"),
        pages=2,
    ),
    Shape(
        "ledger",
        assessment,
        """
        title = "廉政风险台账"
        stage = "调整修正"
        scope = ["D", "B"]
        code = "TZ"
        blank_rows = 8
        formats = "xlsx"
        orientation = "landscape"
        """,
        (*(f"ledger/{name}" for name in BUREAU.departments), "ledger/-"),
        (next(iter(BUREAU.departments)), "风险内容", "一级"),
        formats=("xlsx",),
    ),
    Shape(
        "photos",
        photographs,
        """
        title = "会议影像表"
        stage = "动员部署"
        scope = "E"
        code = "YX"
        blank_rows = 5
        formats = ["docx", "pdf", "xlsx"]
        rows = "会议签到"
        group = ["会议", "日期"]
        """,
        tuple(f"photos/{name}" for name in _MEETINGS),
        (*(item.row.text("姓名") for item in _events("会议签到")[:3]), "会议影像表"),
        pages=2,
        formats=("docx", "pdf", "xlsx"),
    ),
)
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


def give_photographs(inputs: Path) -> None:
    """The column 照片 in the sample's workbook and what it names beside it."""
    path = inputs / "示例.xlsx"
    book = load_workbook(path)
    sheet = book["会议签到"]
    [heading] = [row for row in range(1, 5) if "会议" in [cell.value for cell in sheet[row]]]
    column = sheet.max_column + 1
    sheet.cell(heading, column, PHOTO)
    for row, name in enumerate(PICTURES, heading + 1):
        sheet.cell(row, column, f"照片/{name}")
    book.save(path)
    (inputs / "照片").mkdir()
    for name, data in zip(PICTURES, (png(60, 40), bmp(60, 40), SVG), strict=True):
        (inputs / "照片" / name).write_bytes(data)


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
def test_it_is_printed_in_packs(shape: Shape, docgen: Docgen, office: Path) -> None:
    for by in ("kind", "department"):
        ran = _build(docgen, office, shape, "--pack", by)
        printed = len(shape.ids) if "pdf" in shape.formats else 0
        assert (ran.code, ran.json["written"]) == (0, printed), ran.err
        if not printed:
            ran = docgen("-C", office, "build", *ON, "--kind", shape.id, "--pack", by)
            assert "没有 PDF 格式" in ran.err


def test_event_documents_are_selected_by_person_and_department(docgen: Docgen, office: Path) -> None:
    case = _CASES[0]
    person = case.people["直接责任人"]
    ran = docgen("-C", office, "build", *ON, "--kind", "decision", "--person", person, "--format", "docx", "--json")
    mine = [item for item in _CASES if person in (item.people["直接责任人"], item.people["分管领导"])]
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


def test_a_bad_picture_fails_its_document_alone_and_is_named(docgen: Docgen, office: Path) -> None:
    photographs = office / "inputs" / "照片"
    for name, data in (("甲.png", png(30_000, 30_000)), ("乙.bmp", b""), ("丙.svg", b"<svg")):
        (photographs / name).write_bytes(data)
        ran = docgen("-C", office, "build", *ON, "--kind", "photos", "--json")
        assert (ran.code, ran.json["failed"]) == (4, 1)
        [failure] = ran.json["failures"]
        assert failure["id"] == f"photos/{_MEETINGS[0]}"
        assert f"照片/{name}" in failure["reason"]
        assert "会议签到 " in failure["reason"]
        (photographs / name).unlink()
        ran = docgen("-C", office, "build", *ON, "--kind", "photos", "--json")
        assert f"没有图片文件“照片/{name}”" in ran.json["failures"][0]["reason"]
        (photographs / name).write_bytes(png(60, 40))
    assert {item["id"] for item in _status(docgen, office) if item["state"] == "made"} == {f"photos/{_MEETINGS[1]}"}
    assert docgen("-C", office, "build", *ON, "--kind", "photos", "--json").json["written"] == 1


@pytest.mark.parametrize("engine", ["typst", "weasyprint"])
def test_another_picture_makes_its_document_anew(engine: str, docgen: Docgen, office: Path) -> None:
    how = ("--kind", "photos", "--jobs", "2", "--pdf-engine", engine, "--json")
    assert docgen("-C", office, "build", *ON, *how).json["written"] == 2
    assert docgen("-C", office, "build", *ON, *how).json["unchanged"] == 2
    (office / "inputs" / "照片" / "甲.png").write_bytes(png(90, 40))
    again = docgen("-C", office, "build", *ON, *how).json
    assert (again["written"], again["unchanged"]) == (1, 1)
    files = next(item["files"] for item in _status(docgen, office) if item["id"] == f"photos/{_MEETINGS[0]}")
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
    warned, signed = _WARNINGS[0].row.number, _events("会议签到")[1].row.number
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
    held = {f"warning/{_WARNINGS[0].number}", f"signin/{_MEETINGS[0]}"}
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
    book = docx_free_of_approval(office)
    ran = docgen("-C", office, "build", book, *ON, "--format", "docx", "--kind", "assessment", "--json")
    assert (ran.code, ran.json["planned"], ran.json["failures"]) == (0, 0, [])
    assert {item["id"] for item in ran.json["held_back"]} == {
        key for shape in SHAPES for key in shape.ids if shape.id == "assessment"
    }


def docx_free_of_approval(office: Path) -> Path:
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
