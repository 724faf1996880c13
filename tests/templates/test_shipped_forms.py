"""The three self-check tables are the programme's, look like official forms, and hold whatever is put into them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from check_tables import FORMS
from docx.oxml.ns import qn
from test_conformance_kinds import CASES, context
from wordfiles import PROPERTIES, problems, text

from docgen.findings import Severity
from docgen.form.lint import lint
from docgen.form.read.form import read_form
from docgen.form.tree import Cell, Paragraph, Run, RunStyle, Table, TableRow
from docgen.kinds.kind import SHIPPED, Kind, load_kinds
from docgen.kinds.known import known_names
from docgen.word.template import WordTemplate

CHECK_TABLES = ("personal_check", "department_check", "leadership_check")
KINDS = load_kinds([SHIPPED])
each_kind = pytest.mark.parametrize("kind", [KINDS[key] for key in CHECK_TABLES], ids=lambda kind: kind.id)

FACTS = {
    "personal_check": ("个人廉政风险自查表", "P", ("本人", "股室负责人", "分管领导", "领导小组审定"), "GR"),
    "department_check": ("股室(所、中心)廉政风险自查表", "D", ("负责人", "分管领导", "领导小组审定"), "JG"),
    "leadership_check": ("司法局领导班子廉政风险点自查表", "B", ("主要负责人", "领导小组审定"), "BZ"),
}
FIELDS = {
    "personal_check": {
        *("person.姓名", "person.机构", "person.职务", "person.岗位", "person.政治面貌", "person.岗位职责"),
        *("risk.风险类别", "risk.风险内容", "risk.表现形式", "risk.查找方式", "risk.风险等级", "risk.防控措施"),
    },
    "department_check": {
        *("department.机构名称", "department.负责人", "department.分管领导", "department.主要职能"),
        *("risk.业务环节", "risk.风险类别", "risk.风险内容", "risk.表现形式", "risk.风险等级", "risk.防控措施"),
        "risk.工作程序",
    },
    "leadership_check": {
        *("matter.事项类别", "risk.风险内容", "risk.表现形式", "risk.风险等级", "risk.防控措施", "risk.责任领导"),
    },
}
STANDARD = {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}
LATIN = "Times New Roman"
"""What figures are set in, in every family."""
LEAST_HANDWRITING = 14 / 25.4 * 72
"""14 mm in points: two lines of handwriting."""
SEAL = 42 / 25.4 * 72
"""A round seal of 42 mm in points."""
LEAST_SIGNING = 20 / 25.4 * 72
"""20 mm in points: an opinion and a signature by hand."""


def compiled(kind: Kind) -> WordTemplate:
    return WordTemplate.compile(kind.form.read_bytes(), str(kind.form))


def tables(kind: Kind) -> list[Table]:
    form, _ = read_form(compiled(kind))
    return [block for block in form.sections[0].blocks if isinstance(block, Table)]


def risk_table(kind: Kind) -> Table:
    [found] = [
        table for table in tables(kind) if any(isinstance(row, TableRow) and row.style.header for row in table.rows)
    ]
    return found


def rows(table: Table) -> list[TableRow]:
    return [row for row in table.rows if isinstance(row, TableRow)]


def paragraphs(kind: Kind) -> Iterator[Paragraph]:
    form, _ = read_form(compiled(kind))
    section = form.sections[0]
    waiting = [*section.blocks, *(block for part in section.footers.values() for block in part)]
    while waiting:
        block = waiting.pop()
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            waiting += [
                inner for row in rows(block) for cell in row.cells if isinstance(cell, Cell) for inner in cell.blocks
            ]


def styles(kind: Kind) -> Iterator[RunStyle]:
    for paragraph in paragraphs(kind):
        yield from (run.style for run in paragraph.runs if isinstance(run, Run))


@pytest.mark.parametrize("kind_id", FORMS)
def test_drawing_a_form_again_gives_the_shipped_file(kind_id: str) -> None:
    assert FORMS[kind_id]() == KINDS[kind_id].form.read_bytes()


@each_kind
def test_a_kind_is_what_the_programme_says(kind: Kind) -> None:
    assert (kind.title, kind.scope, kind.chain, kind.code) == FACTS[kind.id]
    assert kind.blank
    assert not kind.public


@each_kind
def test_every_field_of_the_programme_stands_in_the_form(kind: Kind) -> None:
    whole = "".join(compiled(kind).tagged.values())
    assert {field for field in FIELDS[kind.id] if field not in whole} == set()
    for name in (
        "document.title",
        "bureau.单位名称",
        "document.number",
        "opinion.意见",
        "opinion.审核人",
        "opinion.日期",
    ):
        assert name in whole


@each_kind
def test_the_form_has_nothing_to_be_told_of(kind: Kind) -> None:
    found = lint(compiled(kind), known_names(kind))
    assert [item for item in found if item.severity is not Severity.NOTE] == []
    assert found == []


@each_kind
def test_the_paper_is_a4_and_the_title_小标宋_of_22_points(kind: Kind) -> None:
    form, uncovered = read_form(compiled(kind))
    assert uncovered == []
    setup = form.sections[0].setup
    assert sorted((round(setup.width), round(setup.height))) == [595, 842]
    assert setup.landscape == (kind.orientation == "landscape")
    title = form.sections[0].blocks[0]
    assert isinstance(title, Paragraph)
    assert isinstance(title.runs[0], Run)
    assert (title.runs[0].style.east, title.runs[0].style.size) == ("方正小标宋简体", 22)
    assert title.style.align == "center"


@each_kind
def test_fonts_are_the_standards_and_every_line_is_exact(kind: Kind) -> None:
    assert {style.east for style in styles(kind)} <= STANDARD
    assert {style.latin for style in styles(kind)} == {LATIN}
    assert {paragraph.style.line_rule for paragraph in paragraphs(kind)} == {"exact"}
    assert all(
        run.style.size <= paragraph.style.line
        for paragraph in paragraphs(kind)
        for run in paragraph.runs
        if isinstance(run, Run)
    )


@each_kind
def test_the_heading_repeats_and_rows_stay_whole(kind: Kind) -> None:
    for table in tables(kind):
        assert all(row.style.cant_split for row in rows(table))
    heads = [row.style.header for row in rows(risk_table(kind))]
    assert heads == [True] + [False] * (len(heads) - 1)


@each_kind
def test_tables_are_as_wide_as_the_text_and_no_column_is_cramped(kind: Kind) -> None:
    form, _ = read_form(compiled(kind))
    setup = form.sections[0].setup
    width = setup.width - setup.left - setup.right
    for table in tables(kind):
        assert sum(table.columns) == pytest.approx(width, abs=1)
        assert table.fixed
        assert min(cell.style.width or 0 for row in rows(table) for cell in row.cells if isinstance(cell, Cell)) >= 22


@each_kind
def test_blank_rows_are_high_enough_to_write_in(kind: Kind) -> None:
    # An empty row of the risk table is one whose texts name no risk.
    empty = [row for row in rows(risk_table(kind)) if "risk." not in _source(row) and "number" in _source(row)]
    assert empty
    assert all((row.style.height or 0) >= LEAST_HANDWRITING for row in empty)


@each_kind
def test_opinions_have_room_to_sign_and_stand_beside_their_label(kind: Kind) -> None:
    signing = [row for row in rows(risk_table(kind)) if "签名" in _source(row)]
    own = [row for row in signing if "opinion" not in _source(row)]
    sealed = [row for row in signing if "opinion.seal" in _source(row)]
    assert own and sealed and len(signing) > len(own) + len(sealed), "own, of people, and of bodies"
    for row in signing:
        assert (row.style.height or 0) >= (SEAL if row in sealed else LEAST_SIGNING)
        assert row.style.cant_split
        label, content = (cell for cell in row.cells if isinstance(cell, Cell))
        assert (content.style.width or 0) > 3 * (label.style.width or 0)
        for word in ("签名", "年", "月", "日"):
            assert word in _source(TableRow((content,)))


@each_kind
def test_opinions_stay_with_the_last_risk_and_with_each_other(kind: Kind) -> None:
    for row in rows(risk_table(kind)):
        if "签名" in _source(row):
            kept = {block.style.keep_next for cell in row.cells if isinstance(cell, Cell) for block in cell.blocks}
            assert len(kept) == 1
    whole = compiled(kind).tagged["word/document.xml"]
    assert "loop.last" in whole


@each_kind
def test_a_page_behind_the_first_says_which_form_it_is_of(kind: Kind) -> None:
    form, _ = read_form(compiled(kind))
    section = form.sections[0]
    assert section.title_page and "first" not in section.headers
    said = "".join(
        getattr(piece, "text", "") or getattr(piece, "source", "")
        for block in section.headers["default"]
        if isinstance(block, Paragraph)
        for run in block.runs
        if isinstance(run, Run)
        for piece in run.pieces
    )
    assert "document.title" in said and "document.number" in said and "续" in said


def _source(row: TableRow) -> str:
    return "".join(
        getattr(piece, "text", "") or getattr(piece, "source", "")
        for cell in row.cells
        if isinstance(cell, Cell)
        for block in cell.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
        for piece in (run.pieces if isinstance(run, Run) else (run,))
    )


@each_kind
def test_pages_are_numbered_x_of_y(kind: Kind) -> None:
    document = docx.Document(io.BytesIO(kind.form.read_bytes()))
    footer = document.sections[0].footer._element
    codes = [item.text.strip() for item in footer.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("case", CASES)
@each_kind
def test_what_a_form_makes_is_valid_and_can_be_read_back(tmp_path: Path, kind: Kind, case: str) -> None:
    data = compiled(kind).render(context(kind.id, case), PROPERTIES)
    assert problems(data, tmp_path) == []
    stream = io.BytesIO()
    docx.Document(io.BytesIO(data)).save(stream)
    assert text(stream.getvalue()) == text(data)


@each_kind
def test_the_form_itself_is_valid(tmp_path: Path, kind: Kind) -> None:
    assert problems(kind.form.read_bytes(), tmp_path) == []


@each_kind
def test_twelve_risks_all_stand_in_the_table_and_an_empty_form_has_its_rows(kind: Kind) -> None:
    twelve = context(kind.id, "twelve")
    whole = text(compiled(kind).render(twelve, PROPERTIES))
    for risk in twelve["risks"]:
        assert risk.content in whole
        assert risk.measure in whole
    blank = text(compiled(kind).render(context(kind.id, "blank"), PROPERTIES))
    numbers = len(re.findall(r"^\[\d+\]", blank, re.MULTILINE))
    assert numbers == (kind.blank_rows or 0) * (3 if kind.scope == "B" else 1)
    assert "注：" in blank
    assert "注：" not in whole
