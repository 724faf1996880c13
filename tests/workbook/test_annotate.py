"""The annotated copy holds all that the workbook held, whatever program wrote it, and is quickly made."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from workbooks import MAIN, STRICT, TIDY, package, people, read_bytes, rows_xml, save, sheet_xml, signal, told, workbook

from docgen.errors import CannotUse, Place
from docgen.findings import Finding, error, note
from docgen.workbook.annotate import RESULT_SHEET, annotate
from docgen.workbook.copy.listing import MAX_ALIKE
from docgen.workbook.copy.marks import MAX_NOTES
from docgen.workbook.grid import MAX_ROW
from docgen.workbook.read import read_workbook

RED = "FFFFC7CE"


def at(source: Path, cell: str, sheet: str = "人员", key: str = "cells.required") -> Finding:
    return error(key, Place(str(source), sheet, cell), column="身份证号")


def copied(tmp_path: Path, source: Path, *findings: Finding) -> Path:
    target = tmp_path / "标注.xlsx"
    annotate(source, findings or read_workbook(source).findings, target)
    return target


def by_hand(tmp_path: Path, xml: str, **options: Any) -> Path:
    """A workbook by hand whose 人员 is the XML given."""
    read_bytes(tmp_path, package({"人员": xml}, **options))
    return tmp_path / "表.xlsx"


@pytest.mark.parametrize("cell", ["B1048576", "XFD1048576", "XFD1"])
def test_a_formatted_empty_cell_at_the_end_costs_nothing(tmp_path: Path, cell: str) -> None:
    number = int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    rows = rows_xml(TIDY["人员"])
    far = f'<c r="{cell}" s="0"/>'
    xml = rows.replace("</row>", f"{far}</row>", 1) if number == 1 else f'{rows}<row r="{number}">{far}</row>'
    source = by_hand(tmp_path, sheet_xml(xml))
    start = time.perf_counter()
    target = copied(tmp_path, source, at(source, "H2"))
    assert time.perf_counter() - start < 2
    assert people(read_workbook(target)) == ["001", "002"]


def test_strict_ooxml_keeps_its_sheets(tmp_path: Path) -> None:
    plain = package({name: sheet_xml(rows_xml(rows)) for name, rows in TIDY.items()})
    strict = io.BytesIO()
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(strict, "w") as made:
        for name in source.namelist():
            data = source.read(name).replace(MAIN.encode(), STRICT.encode())
            made.writestr(name, data.replace(office, b"http://purl.oclc.org/ooxml/officeDocument/relationships"))
    path = tmp_path / "表.xlsx"
    path.write_bytes(strict.getvalue())
    target = copied(tmp_path, path, at(path, "H2"))
    made_book = load_workbook(target)
    assert made_book.sheetnames == [RESULT_SHEET, *TIDY]
    assert made_book["人员"]["H2"].fill.fgColor.rgb == RED
    assert people(read_workbook(target)) == ["001", "002"]


@pytest.mark.parametrize("name", ["a.webp", "a.svg", "a.wmf", "a.emf"])
def test_a_picture_of_any_kind_stays(tmp_path: Path, name: str) -> None:
    data = b"<!DOCTYPE svg><svg/>" if name.endswith("svg") else b"RIFF0000WEBP"
    source = by_hand(tmp_path, sheet_xml(rows_xml(TIDY["人员"])), parts={f"xl/media/{name}": data})
    with zipfile.ZipFile(copied(tmp_path, source, at(source, "H2"))) as archive:
        assert archive.read(f"xl/media/{name}") == data


@pytest.mark.parametrize("kind", ["folder", "fifo", "device"])
def test_a_target_that_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    source = save(tmp_path, workbook())
    target = tmp_path / "标注.xlsx"
    if kind == "folder":
        target.mkdir()
    elif kind == "fifo":
        os.mkfifo(target)
    else:
        target = Path("/dev/null")
    with pytest.raises(CannotUse, match="不是可以写入的文件"):
        annotate(source, (), target)


def test_repeats_of_a_finding_are_coloured_too(tmp_path: Path) -> None:
    source = save(tmp_path, workbook())
    page = load_workbook(copied(tmp_path, source, at(source, "H2").at_all(("H2", "H3", "B3"))))
    assert [page["人员"][cell].fill.fgColor.rgb for cell in ("H2", "H3", "B3")] == [RED] * 3
    assert all(page["人员"][cell].comment for cell in ("H2", "H3", "B3"))
    assert "H2–H3" in page[RESULT_SHEET]["D4"].value
    assert "3 格" in page[RESULT_SHEET]["D4"].value


def test_the_words_are_those_of_the_finding(tmp_path: Path) -> None:
    source = save(tmp_path, workbook())
    found = at(source, "H2")
    made = load_workbook(copied(tmp_path, source, found))
    row = [cell.value for cell in made[RESULT_SHEET][4]]
    assert row[1:] == ["错误", "人员", "H2", "", found.message, found.hint, found.rule]
    assert found.message in made["人员"]["H2"].comment.text


def test_errors_stand_first_and_rows_are_high_enough(tmp_path: Path) -> None:
    source = save(tmp_path, workbook())
    place = Place(str(source), "人员", "B2")
    long = error("cells.enumeration", place, "长" * 200, column="姓名", choices="选" * 100)
    page = load_workbook(copied(tmp_path, source, note("workbook.formula", place, column="甲"), long))[RESULT_SHEET]
    assert [page.cell(row, 2).value for row in (4, 5)] == ["错误", "说明"]
    # 200 Han characters in a column that takes 12 of them: 17 lines of at least 14 points.
    assert page.row_dimensions[4].height >= 17 * 14
    assert page.row_dimensions[5].height < page.row_dimensions[4].height


@pytest.mark.slow
def test_a_hundred_thousand_wrong_rows_are_a_short_list(tmp_path: Path) -> None:
    count = 100_000
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in range(2, count + 2))
    source = by_hand(tmp_path, sheet_xml(rows_xml(TIDY["人员"][:1]) + rows))
    wrong = [
        error(
            "cells.enumeration",
            Place(str(source), "人员", f"G{number}"),
            f"第{number}",
            column="班子成员",
            choices="是、否",
        )
        for number in range(2, count + 2)
    ]
    start = time.process_time()
    target = copied(tmp_path, source, *wrong)
    assert time.process_time() - start < 8
    with zipfile.ZipFile(target) as archive:
        people_xml, comments = archive.read("xl/worksheets/sheet3.xml"), archive.read("xl/comments1.xml")
        listed = archive.read(next(name for name in archive.namelist() if name.endswith("sheet4.xml")))
    assert people_xml.count(b'<c r="G') == count + 1
    assert comments.count(b"<comment ") == MAX_NOTES
    assert listed.count(b"<row ") == 2 + MAX_ALIKE
    assert f"（{count - MAX_ALIKE + 1} 格）".encode() in listed


@pytest.mark.parametrize(
    "row",
    [
        '<row r="3"><c r="A3" t="str"><v>002</v></c><c r="C3" t="str"><v>综合股</v></c></row>',
        '<row r="3"/>',
        "",
        '<row spans="1:1" r="3"><c t="str" r="A3"><v>002</v></c></row>',
        '<row><c t="str"><v>002</v></c></row>',
        "<row r='3'><!-- <c r=\"B3\"> --><c r='A3' t='str'><v>002</v></c></row>",
        '<row r="3"><c r="B3" s="0" t="str"><v>李明</v></c></row><row r="5"><c r="A5"><v>1</v></c></row>',
    ],
)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_cell_is_marked_however_its_row_is_written(tmp_path: Path, row: str, prefix: str) -> None:
    xml = sheet_xml(rows_xml(TIDY["人员"][:2]) + row)
    if prefix:
        xml = xml.replace("xmlns=", "xmlns:x=").replace("<!--", "\0").replace("</", "<\1").replace("<?", "\2")
        xml = xml.replace("<\1", "</x:").replace("<w", "<x:w").replace("<s", "<x:s").replace("<r", "<x:r")
        xml = xml.replace("<c", "<x:c").replace("<v", "<x:v").replace("<i", "<x:i").replace("<t", "<x:t")
        xml = xml.replace("\0", "<!--").replace("\2", "<?")
    source = by_hand(tmp_path, xml)
    before = load_workbook(source)["人员"]
    page = load_workbook(copied(tmp_path, source, at(source, "B3")))["人员"]
    assert page["B3"].fill.fgColor.rgb == RED
    assert page["B3"].comment is not None
    cells = [(cell.coordinate, cell.value) for line in before.iter_rows() for cell in line if cell.value is not None]
    assert [(name, page[name].value) for name, _ in cells] == cells


@pytest.mark.parametrize(
    "inside", ['<row r="3"><c r="A3"/>{}</row>', '<row r="3"><c r="A3"><is><t>钟</t>{}</is></c></row>']
)
def test_a_row_within_something_else_is_refused(tmp_path: Path, inside: str) -> None:
    row = '<row r="4"><c r="B4" t="str"><v>李明</v></c></row>'
    source = by_hand(tmp_path, sheet_xml(rows_xml(TIDY["人员"][:2]) + inside.format(row)))
    with pytest.raises(CannotUse) as refused:
        copied(tmp_path, source, at(source, "B3"))
    assert refused.value.said.key == "annotate.odd"


def test_names_notes_filters_and_the_chosen_sheet_stay_right(tmp_path: Path) -> None:
    made = workbook(预警处置=signal(情况=None))
    made["人员"].auto_filter.ref = "A1:H3"
    made["人员"].defined_names["名单"] = DefinedName("名单", attr_text="'人员'!$A$2:$A$3")
    made["机构"]["A2"].comment = Comment("本股", "钟")
    made.active = 2
    source = save(tmp_path, made)
    target = copied(tmp_path, source)
    book = load_workbook(target)
    assert book.active is not None and book.active.title == RESULT_SHEET
    assert "名单" in book["人员"].defined_names
    assert book["人员"].auto_filter.ref == "A1:H3"
    assert book["机构"]["A2"].comment.text == "本股"
    assert [page.title for page in book.worksheets if page.sheet_view.tabSelected] == [RESULT_SHEET]
    again = tmp_path / "再.xlsx"
    annotate(target, read_workbook(target).findings, again)
    assert load_workbook(again).sheetnames == book.sheetnames
    assert told(read_workbook(again).findings) == told(read_workbook(source).findings)


def test_a_finding_in_the_last_row_is_marked_there(tmp_path: Path) -> None:
    source = save(tmp_path, workbook())
    book = load_workbook(copied(tmp_path, source, at(source, f"XFD{MAX_ROW}")))
    assert book["人员"][f"XFD{MAX_ROW}"].fill.fgColor.rgb == RED


def test_a_list_of_styles_that_a_damaged_file_has_twice_is_one_in_the_copy(tmp_path: Path) -> None:
    source, twice = save(tmp_path, workbook()), tmp_path / "两份.xlsx"
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(twice, "w") as made:
        for name in read.namelist():
            data = read.read(name)
            if name == "xl/styles.xml":
                begin, end = data.index(b"<cellXfs"), data.index(b"</cellXfs>") + len(b"</cellXfs>")
                data = data[:end] + data[begin:end] + data[end:]
            made.writestr(name, data)
    page = load_workbook(copied(tmp_path, twice, at(twice, "H2")))
    assert page["人员"]["H2"].fill.fgColor.rgb == RED


def test_rows_that_are_marked_alike_are_marked_also_where_a_cell_is_not_there(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{number}"><c r="A{number}"><v>1</v></c>{b}<c r="C{number}"><v>3</v></c></row>'
        for number, b in ((2, '<c r="B2" s="0"/>'), (3, ""), (4, '<c r="B4"><v>2</v></c>'), (6, '<c r="B6"/>'))
    )
    source = by_hand(tmp_path, sheet_xml(rows_xml([["工号", "姓名", "岗位"]]) + rows))
    cells = tuple(f"{column}{row}" for row in range(2, 8) for column in "BC")
    page = load_workbook(copied(tmp_path, source, at(source, "B2").at_all(cells)))["人员"]
    assert [cell for cell in cells if page[cell].fill.fgColor.rgb != RED] == []
    assert [[cell.value for cell in row] for row in page["A2:C4"]] == [[1, None, 3], [1, None, 3], [1, 2, 3]]
    assert page["A3"].fill.fgColor.rgb != RED


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "gb18030"])
def test_a_part_that_is_only_copied_may_be_in_any_encoding_and_must_be_sound(tmp_path: Path, codec: str) -> None:
    xml = f'<?xml version="1.0" encoding="{codec}"?><a>一</a>'
    source = by_hand(tmp_path, sheet_xml(rows_xml(TIDY["人员"])), parts={"xl/b.xml": xml.encode(codec)})
    with zipfile.ZipFile(copied(tmp_path, source, at(source, "H2"))) as archive:
        assert archive.read("xl/b.xml") == xml.encode(codec)
    broken = by_hand(tmp_path, sheet_xml(rows_xml(TIDY["人员"])), parts={"xl/b.xml": xml[:-4].encode(codec)})
    with pytest.raises(CannotUse):
        copied(tmp_path, broken, at(broken, "H2"))
