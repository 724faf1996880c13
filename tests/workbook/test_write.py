"""The blank workbook, the annotated copy of a user's workbook, and the schema in words."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import package, read, read_bytes, rows_xml, save, scores, sheet_xml, signal, told, workbook

from docgen.errors import CannotUse, Place
from docgen.findings import error, note, warning
from docgen.workbook.annotate import RESULT_SHEET
from docgen.workbook.columns import ColumnType
from docgen.workbook.describe import schema_as_markdown
from docgen.workbook.filled import NOTES_SHEET
from docgen.workbook.read import read_workbook
from docgen.workbook.schema import HELPER_SHEETS, SHEETS
from docgen.workbook.write import annotate, write_blank


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "空白.xlsx"
    write_blank(path)
    return path


def unfold(page: Worksheet) -> None:
    """What a click on the + of the groups does."""
    for dimension in (*page.column_dimensions.values(), *page.row_dimensions.values()):
        dimension.hidden = False


def audit(path: Path) -> str:
    """What an independent validator of Office files says against the file."""
    program = Path(sys.executable).with_name("openxml-audit")
    told = subprocess.run([program, "--quiet", str(path)], capture_output=True, text=True, check=False)
    errors = [line for line in told.stdout.splitlines() if line[:1].isdigit()]
    return "\n".join(errors)


# Blank


def test_the_blank_workbook_has_every_sheet_and_column(blank: Path) -> None:
    book = read_workbook(blank)
    assert list(book.sheets) == list(SHEETS)
    for name, sheet in SHEETS.items():
        assert list(book.sheets[name].columns) == [column.name for column in sheet.columns]


def test_only_what_must_be_filled_is_found_in_the_blank_workbook(blank: Path) -> None:
    required = [column.name for column in SHEETS["单位"].settings if column.required]
    findings = read_workbook(blank).findings
    assert [item.rule for item in findings] == ["cells.required"] * len(required) + ["workbook.sheet"] * 2


def test_the_blank_workbook_filled_with_examples_has_no_findings(blank: Path, tmp_path: Path) -> None:
    made = load_workbook(blank)
    for name, sheet in SHEETS.items():
        for position, column in enumerate(sheet.columns, 1):
            made[name].cell(2, position).value = column.example or None
        for row, column in enumerate(sheet.settings, 2):
            made[name].cell(row, 1).value = column.name
            made[name].cell(row, 2).value = column.example
        unfold(made[name])
    assert read(tmp_path, made).findings == ()


def test_the_blank_workbook_is_the_same_each_time(blank: Path, tmp_path: Path) -> None:
    write_blank(tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == blank.read_bytes()


def test_choices_and_references_are_lists_and_every_heading_has_a_note(blank: Path) -> None:
    made = load_workbook(blank)
    for name, sheet in SHEETS.items():
        page = made[name]
        rules = {str(rule.sqref).partition(":")[0]: rule for rule in page.data_validations.dataValidation}
        for position, column in enumerate(sheet.columns, 1):
            head = page.cell(1, position)
            assert head.comment is not None and (column.required == ("必填" in head.comment.text))
            rule = rules[f"{head.column_letter}2"]
            if column.choices:
                assert (rule.type, rule.formula1) == ("list", f'"{",".join(column.choices)}"')
                assert len(rule.formula1) <= 255
            expected = {ColumnType.DATE: "yyyy-mm-dd", ColumnType.NUMBER: "General", ColumnType.WHOLE: "0"}
            shown = page.column_dimensions[head.column_letter].number_format
            assert shown == expected.get(column.type, "@")
        assert page.freeze_panes == "A2"
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    people = {str(rule.sqref): rule.formula1 for rule in made["机构"].data_validations.dataValidation}
    assert people["C2:C2000"] == "'人员'!$A$2:$A$2000"


def test_what_came_later_stands_at_the_right_lighter_in_a_group_folded_away(blank: Path) -> None:
    made = load_workbook(blank)
    for name, sheet in SHEETS.items():
        page = made[name]
        for position, column in enumerate(sheet.columns, 1):
            dimension = page.column_dimensions[get_column_letter(position)]
            is_folded = column.edition > sheet.edition
            assert (dimension.outlineLevel, dimension.hidden) == (int(is_folded), is_folded), column.name
            light = page.cell(1, position).fill.fgColor.rgb == "FFDCE4EC"
            assert light == (column.edition > 1 and not column.required), column.name
        for row, setting in enumerate(sheet.settings, 2):
            height = page.row_dimensions[row]
            assert (height.outlineLevel, height.hidden) == ((1, True) if setting.edition > 1 else (0, False))
    # Without these Excel leaves no room for the + to click on.
    assert (made["人员"].sheet_format.outlineLevelCol, made["单位"].sheet_format.outlineLevelRow) == (1, 1)
    assert made["人员"].column_dimensions["M"].collapsed
    assert made["单位"].row_dimensions[len(SHEETS["单位"].settings) + 2].collapsed


def test_a_folded_column_is_told_only_once_it_is_filled(blank: Path, tmp_path: Path) -> None:
    made = load_workbook(blank)
    made["单位"]["B19"].value = "某司党"
    made["人员"]["A2"], made["人员"]["K2"] = "001", "男"
    found = [item for item in read(tmp_path, made).findings if item.rule == "workbook.hidden"]
    assert [(item.sheet, item.value) for item in found] == [("单位", "19"), ("人员", "K")]


def test_written_workbooks_pass_an_independent_validator(blank: Path, tmp_path: Path) -> None:
    assert audit(blank) == ""
    source = save(tmp_path, workbook(预警处置=signal(情况=None)))
    annotate(source, read_workbook(source).findings, tmp_path / "标注.xlsx")
    assert audit(tmp_path / "标注.xlsx") == ""


def test_the_guide_page_is_known(blank: Path) -> None:
    assert load_workbook(blank).sheetnames == ["填表说明", *SHEETS]
    assert {"填表说明", RESULT_SHEET, NOTES_SHEET} == HELPER_SHEETS


# Annotated copies


def annotated(tmp_path: Path, source: Path, *more: Any) -> Path:
    target = tmp_path / "标注.xlsx"
    annotate(source, (*read_workbook(source).findings, *more), target)
    return target


def test_each_finding_is_a_coloured_cell_with_a_comment_and_a_link(tmp_path: Path) -> None:
    source = save(tmp_path, workbook(预警处置=signal(处置方式="警示", 情况=None), 备忘=[["x"]]))
    before = source.read_bytes()
    made = load_workbook(annotated(tmp_path, source))
    page = made["预警处置"]
    for cell, word in (("G2", "可选范围"), ("F2", "不能为空")):
        assert page[cell].fill.fgColor.rgb == "FFFFC7CE"
        assert word in page[cell].comment.text
    assert page["B2"].comment is None
    result = made[RESULT_SHEET]
    assert made.sheetnames[0] == RESULT_SHEET
    assert "错误 2 处" in result["A1"].value
    links = [result.cell(row, column).hyperlink for row in (4, 5, 6) for column in (3, 4)]
    assert sorted(link.location for link in links if link) == ["'备忘'!A1", "'预警处置'!F2", "'预警处置'!G2"]
    assert source.read_bytes() == before


def test_a_copy_checked_again_gives_the_same_findings(tmp_path: Path) -> None:
    source = save(tmp_path, workbook(预警处置=signal(处置方式="警示", 情况="=A1"), 备忘=[["x"]]))
    target = annotated(tmp_path, source)
    again = read_workbook(target)
    assert told(again.findings) == told(read_workbook(source).findings)
    annotate(target, again.findings, tmp_path / "再.xlsx")
    assert told(read_workbook(tmp_path / "再.xlsx").findings) == told(again.findings)
    comment = load_workbook(tmp_path / "再.xlsx")["预警处置"]["G2"].comment
    assert comment is not None and comment.text.count("检查结果") == 1


def test_a_mended_copy_loses_its_marks(tmp_path: Path) -> None:
    target = annotated(tmp_path, save(tmp_path, workbook(预警处置=signal(处置方式="警示"))))
    made = load_workbook(target)
    made["预警处置"]["G2"] = "预警"
    mended = save(tmp_path, made, "改.xlsx")
    assert read_workbook(mended).findings == ()
    annotate(mended, (), tmp_path / "净.xlsx")
    cell = load_workbook(tmp_path / "净.xlsx")["预警处置"]["G2"]
    assert cell.comment is None
    assert cell.fill.fgColor.rgb != "FFFFC7CE"


def test_findings_of_one_cell_are_joined_and_the_worst_colours_it(tmp_path: Path) -> None:
    source = save(tmp_path, workbook(预警处置=signal(情况=None)))
    at = Place(str(source), "预警处置", "F2")
    more = (note("workbook.formula", at, column="甲"), warning("workbook.formula", at, column="乙"))
    cell = load_workbook(annotated(tmp_path, source, *more))["预警处置"]["F2"]
    assert [word in cell.comment.text for word in ("【错误】", "【提醒】", "【说明】", "甲", "乙")] == [True] * 5
    assert cell.fill.fgColor.rgb == "FFFFC7CE"


def test_what_the_user_had_stays(tmp_path: Path) -> None:
    made = workbook(预警处置=signal(情况=None))
    page = made["预警处置"]
    page["F2"].comment = Comment("领导批注", "钟")
    page["A2"].fill = PatternFill("solid", fgColor="FF00FF00")
    page["A2"].comment = Comment("别处的批注", "钟")
    page.column_dimensions["F"].width = 55
    page.merge_cells("A4:C4")
    kept = load_workbook(annotated(tmp_path, save(tmp_path, made)))["预警处置"]
    assert kept["F2"].comment.text.startswith("领导批注\n")
    assert kept["A2"].fill.fgColor.rgb == "FF00FF00"
    assert kept["A2"].comment.text == "别处的批注"
    assert kept.column_dimensions["F"].width == 55
    assert [str(merged) for merged in kept.merged_cells.ranges] == ["A4:C4"]


@pytest.mark.parametrize("value", ["<v>8</v>", "<v>8.5</v>"])
def test_formulas_keep_their_stored_values(tmp_path: Path, value: str) -> None:
    head, _, tail = rows_xml(scores(检查得分=None, 自查得分="十")).rpartition("</row>")
    xml = sheet_xml(f'{head}<c r="E2"><f>1+7</f>{value}</c></row>{tail}')
    read_bytes(tmp_path, package({"考核": xml}))
    target = annotated(tmp_path, tmp_path / "表.xlsx")
    assert load_workbook(target)["考核"]["E2"].value == "=1+7"
    assert read_workbook(target).sheets["考核"].rows[0].raw("检查得分") == value[3:-4]
    assert told(read_workbook(target).findings) == [("cells.type", "error", "考核", "D2")]


def test_a_finding_inside_a_merged_cell_goes_to_its_corner(tmp_path: Path) -> None:
    made = workbook()
    made["人员"].merge_cells("H2:H3")
    source = save(tmp_path, made)
    finding = error("cells.required", Place(str(source), "人员", "H3"), column="身份证号")
    assert load_workbook(annotated(tmp_path, source, finding))["人员"]["H2"].comment is not None


@pytest.mark.parametrize(
    "typed", ["=cmd|'/c calc'!A1", "+1+1", "-2", "@SUM(A1)", '=HYPERLINK("x")', "\x08坏", "\ud83d半"]
)
def test_values_never_become_formulas(tmp_path: Path, typed: str) -> None:
    source = save(tmp_path, workbook())
    finding = error("cells.enumeration", Place(str(source), "人员", "G2"), typed, column="班子成员", choices="是、否")
    target = annotated(tmp_path, source, finding)
    cell = load_workbook(target)[RESULT_SHEET]["E4"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    with zipfile.ZipFile(target) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_findings_of_other_files_are_left_out(tmp_path: Path) -> None:
    source = save(tmp_path, workbook())
    other = error("cells.required", Place("别.xlsx", "人员", "G2"), column="班子成员")
    made = load_workbook(annotated(tmp_path, source, other))
    assert made["人员"]["G2"].comment is None
    assert "错误 0 处" in made[RESULT_SHEET]["A1"].value


def test_a_workbook_with_macros_is_copied_without_them(tmp_path: Path) -> None:
    read_bytes(tmp_path, package({}, parts={"xl/vbaProject.bin": b"1"}))
    with zipfile.ZipFile(annotated(tmp_path, tmp_path / "表.xlsx")) as archive:
        assert not any("vba" in name for name in archive.namelist())


def test_what_cannot_be_annotated_is_said(tmp_path: Path) -> None:
    source = save(tmp_path, workbook())
    with pytest.raises(CannotUse, match="原来的工作簿"):
        annotate(source, (), source)
    with pytest.raises(CannotUse, match="找不到"):
        annotate(tmp_path / "无.xlsx", (), tmp_path / "b.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["表.xlsx"]


# In words


def test_the_guide_tables_name_everything() -> None:
    text = schema_as_markdown()
    for sheet in SHEETS.values():
        assert f"### {sheet.name}" in text
        for column in sheet.settings or sheet.columns:
            mark = "†" if column.edition > 1 else ""
            assert f"\n| {column.name}{mark} | {'是' if column.required else ''} |" in text
            assert "、".join(column.choices) in text
