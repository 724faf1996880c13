"""What a cell says is what its reader sees there, however the file has it; where the two differ it is told at the cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from workbooks import (
    RISKS,
    TIDY,
    package,
    people,
    read,
    read_bytes,
    risk,
    rows_xml,
    save,
    scores,
    sheet_xml,
    signal,
    told,
    workbook,
)

from docgen.programme.check import check
from docgen.workbook.columns import ColumnType
from docgen.workbook.lookalikes import look_alikes
from docgen.workbook.names import normal_name, normal_reference
from docgen.workbook.parts import FormatKind, NumberFormat, number_format
from docgen.workbook.read import read_workbook
from docgen.workbook.rows import Book

ON = date(2026, 12, 20)
SST = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'


def with_cell(tmp_path: Path, cell: str, parts: dict[str, str | bytes] | None = None, **cells: Any) -> Book:
    """考核 of one tidy row, in which E2 (检查得分) is written as `cell`."""
    head, _, tail = rows_xml(scores(检查得分=None, **cells)).rpartition("</row>")
    return read_bytes(tmp_path, package({"考核": sheet_xml(f"{head}{cell}</row>{tail}")}, parts=parts))


def keys(book: Book) -> list[tuple[str, str | None]]:
    return [(item.said.key, item.cell) for item in book.findings]


# How programs write cells


@pytest.mark.parametrize("typed", ["<v>8</v>", "<v>\n  8\n</v>", "<v> 8 </v>", "<v><!-- a -->8</v>", "<v>8<?x y?></v>"])
def test_a_number_reads_however_its_xml_is_set_out(tmp_path: Path, typed: str) -> None:
    book = with_cell(tmp_path, f'<c r="E2">\n  {typed}\n</c>')
    assert (book.sheets["考核"].rows[0]["检查得分"], book.findings) == (8, ())


def test_a_shared_text_reads_however_its_xml_is_set_out(tmp_path: Path) -> None:
    strings = SST.format(
        "\n <si>\n  <t>\n   办理时限\n  </t>\n </si>\n <si><r><t>\n 办\n</t></r><r>\n<t>理\n</t></r></si>"
    )
    head, _, tail = rows_xml(signal(情况=None)).rpartition("</row>")
    for index, said in (("\n 0 \n", "办理时限"), ("1", "办理")):
        body = f'{head}<c r="F2" t="s"><v>{index}</v></c></row>{tail}'
        data = package({"预警处置": sheet_xml(body)}, parts={"xl/sharedStrings.xml": strings})
        assert read_bytes(tmp_path, data).sheets["预警处置"].rows[0]["情况"] == said


def test_line_breaks_that_somebody_typed_stay(tmp_path: Path) -> None:
    head, _, tail = rows_xml(signal(情况=None)).rpartition("</row>")
    text = '<is><r><t xml:space="preserve">一\n</t></r><r><t>二</t></r></is>'
    book = read_bytes(
        tmp_path, package({"预警处置": sheet_xml(f'{head}<c r="F2" t="inlineStr">{text}</c></row>{tail}')})
    )
    assert book.sheets["预警处置"].rows[0]["情况"] == "一\n二"


@pytest.mark.parametrize("typed", ["<v>城关所</v>", "<is><t>城关所</t></is>", "<is><t>城关所</t></is><v>3</v>"])
def test_an_inline_text_reads_wherever_it_is_written(tmp_path: Path, typed: str) -> None:
    rows = [TIDY["人员"][0], ["001", *TIDY["人员"][1][1:]], [None, *TIDY["人员"][2][1:]]]
    xml = rows_xml(rows).replace('<row r="3">', f'<row r="3"><c r="A3" t="inlineStr">{typed}</c>')
    assert people(read_bytes(tmp_path, package({"人员": sheet_xml(xml)}))) == ["001", "城关所"]


@pytest.mark.parametrize(
    ("stored", "choice"),
    [("1", "是"), ("true", "是"), ("TRUE", "是"), ("\ntrue\n", "是"), ("0", "否"), ("false", "否")],
)
def test_a_boolean_has_two_spellings(tmp_path: Path, stored: str, choice: str) -> None:
    rows = [TIDY["人员"][0], TIDY["人员"][1], [*TIDY["人员"][2][:6], None]]
    xml = rows_xml(rows).replace("</row>", "") + f'<c r="G3" t="b"><v>{stored}</v></c>'
    xml = xml.replace("<row", "</row><row").removeprefix("</row>") + "</row>"
    book = read_bytes(tmp_path, package({"人员": sheet_xml(xml)}))
    assert (book.sheets["人员"].rows[1]["班子成员"], book.findings) == (choice, ())


def test_a_boolean_that_is_none_is_told_at_its_cell(tmp_path: Path) -> None:
    assert keys(with_cell(tmp_path, '<c r="E2" t="b"><v>2</v></c>')) == [("cells.type/damaged", "E2")]


# Shared texts


def shared(tmp_path: Path, strings: str | bytes | None) -> Book:
    """The tidy 人员 with all its texts shared, and the part that holds them as given."""
    texts = [str(cell) for row in TIDY["人员"] for cell in row if cell is not None]
    xml = rows_xml(TIDY["人员"])
    for number, text in enumerate(texts):
        xml = xml.replace(f' t="inlineStr"><is><t>{text}</t></is>', f' t="s"><v>{number}</v>', 1)
    if strings == "whole":
        strings = SST.format("".join(f"<si><t>{text}</t></si>" for text in texts))
    parts = {} if strings is None else {"xl/sharedStrings.xml": strings}
    return read_bytes(tmp_path, package({"人员": sheet_xml(xml)}, parts=parts))


def test_shared_texts_are_read(tmp_path: Path) -> None:
    assert people(shared(tmp_path, "whole")) == ["001", "002"]


@pytest.mark.parametrize(
    "strings",
    [None, "", "<sst", SST.format(""), SST.format("<si><t>工号</t></si>"), SST.format("<si><t>工号</t>"), b"\0"],
)
def test_a_lost_part_of_texts_is_one_finding_that_names_it(tmp_path: Path, strings: str | bytes | None) -> None:
    book = shared(tmp_path, strings)
    assert not book.usable
    assert keys(book) == [("workbook.file/texts", None)]
    assert "xl/sharedStrings.xml" in book.findings[0].message


def test_one_text_that_is_not_there_is_told_at_its_cell(tmp_path: Path) -> None:
    assert keys(with_cell(tmp_path, '<c r="E2" t="s"><v>9</v></c>')) == [("cells.type/damaged", "E2")]


# Names and levels


@pytest.mark.parametrize("typed", ["Nick Zhou", "Ｎｉｃｋ　Ｚｈｏｕ", "Nick   Zhou", " Nick\u00a0Zhou ", "Nick\nZhou"])
def test_a_latin_name_is_one_name_however_it_is_typed(typed: str) -> None:
    assert (normal_name(typed), normal_reference(typed)) == ("Nick Zhou", "Nick Zhou")


@pytest.mark.parametrize(
    ("typed", "number"), [("00 7", "007"), ("GA 007", "GA007"), ("ＧＡ－００７", "GA-007"), ("7", "7")]
)
def test_a_number_with_spaces_is_still_a_number(typed: str, number: str) -> None:
    assert normal_reference(typed) == number


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        *(
            ("Nick Zhou", "Nick Zhou"),
            ("Nick Zhou", "Ｎｉｃｋ　 Zhou"),
            ("Nick Zhou", "NickZhou"),
            ("A. B. Li", "A. B. Li"),
        ),
        *(("GA B7", "GA B7"), ("Li 2 Wang", "Li 2 Wang")),
    ],
)
def test_people_with_latin_names_are_found_by_them(tmp_path: Path, name: str, typed: str) -> None:
    rows = [TIDY["人员"][0], TIDY["人员"][1], ["002", name, *TIDY["人员"][2][2:]]]
    path = save(tmp_path, workbook(人员=rows, 预警处置=signal(对象=typed)))
    assert not [item for item in check([path], on=ON).findings if item.rule == "identity.reference"]


@pytest.mark.parametrize("name", ["IT Center", "12348 Center", "Legal Aid 中心"])
def test_departments_with_latin_names_are_found_by_them(tmp_path: Path, name: str) -> None:
    departments = [TIDY["机构"][0], [name, *TIDY["机构"][1][1:]]]
    rows = [*TIDY["人员"][:2], [*TIDY["人员"][2][:2], name.replace(" ", "\u3000"), *TIDY["人员"][2][3:]]]
    about = signal(对象类型="机构", 对象=f" {name}", 处置方式="责令整改", 整改期限="2026-10-1")
    path = save(tmp_path, workbook(机构=departments, 人员=rows, 预警处置=about, 考核=scores(机构名称=name)))
    assert not [item for item in check([path], on=ON).findings if item.rule == "identity.reference"]


@pytest.mark.parametrize(
    ("typed", "grade"),
    [
        *(
            ("1级", "一级"),
            ("１级", "一级"),
            ("Ⅰ级", "一级"),
            ("I级", "一级"),
            ("Ｉ级", "一级"),
            ("一級", "一级"),
            ("一 级", "一级"),
        ),
        *(("2级", "二级"), ("Ⅱ级", "二级"), ("II级", "二级"), ("ii级", "二级"), ("二級", "二级"), ("贰级", "二级")),
        *(("3级", "三级"), ("Ⅲ级", "三级"), ("III级", "三级"), ("三級", "三级"), ("ⅲ级", "三级"), ("3級", "三级")),
    ],
)
def test_a_level_is_read_as_it_is_meant(tmp_path: Path, typed: str, grade: str) -> None:
    rows = [[*RISKS, "风险等级"], [*risk(), typed]]
    book = read(tmp_path, 个人风险点=rows)
    assert (book.sheets["个人风险点"].rows[0]["风险等级"], book.findings) == (grade, ())


# Characters


@pytest.mark.parametrize(
    "code",
    [
        *(
            0x202E,
            0x202A,
            0x2066,
            0x2069,
            0x200B,
            0x200D,
            0x200E,
            0x061C,
            0x2060,
            0xFEFF,
            0x00AD,
            0x2028,
            0x3164,
            0x2800,
        ),
        *(0x115F, 0xFFF9, 0xE0041, 0x0085),
    ],
)
def test_what_cannot_be_seen_in_a_text_is_an_error_with_its_code(tmp_path: Path, code: int) -> None:
    path = save(tmp_path, workbook(预警处置=signal(情况=f"办理{chr(code)}时限")))
    found = [item for item in check([path], on=ON).findings if item.rule == "text.control"]
    assert [(item.sheet, item.cell) for item in found] == [("预警处置", "F2")]
    assert f"U+{code:04X}" in found[0].message
    assert found[0].value.isprintable()


@pytest.mark.parametrize(
    "text", ["葛\U000e0101城", "☑\ufe0f 已办", "A\tB", "第一行\n第二行", "阿依古丽·买买提", "\u2003全角空格"]
)
def test_what_can_be_seen_or_chooses_a_form_is_no_error(tmp_path: Path, text: str) -> None:
    path = save(tmp_path, workbook(预警处置=signal(情况=text)))
    assert not [item for item in check([path], on=ON).findings if item.rule == "text.control"]


@pytest.mark.parametrize("name", ["钟\u202e正明", "李\u2066明"])
def test_a_name_with_a_mark_of_direction_is_an_error(tmp_path: Path, name: str) -> None:
    rows = [TIDY["人员"][0], TIDY["人员"][1], ["002", name, *TIDY["人员"][2][2:]]]
    found = check([save(tmp_path, workbook(人员=rows))], on=ON).findings
    assert [(item.sheet, item.cell) for item in found if item.rule == "text.control"] == [("人员", "B3")]


def test_a_radical_is_told_at_each_cell_that_has_it_and_read_as_the_character(tmp_path: Path) -> None:
    departments = [TIDY["机构"][0], ["⼈事股", *TIDY["机构"][1][1:]]]
    rows = [*TIDY["人员"][:2], [*TIDY["人员"][2][:2], "人事股", *TIDY["人员"][2][3:]]]
    path = save(tmp_path, workbook(机构=departments, 人员=rows, 考核=scores(机构名称="⼈事股")))
    found = [item for item in check([path], on=ON).findings if item.rule in ("cells.look-alike", "identity.reference")]
    assert [(item.rule, item.sheet, item.cell) for item in found] == [
        ("cells.look-alike", "机构", "A2"),
        ("cells.look-alike", "考核", "A2"),
    ]
    assert "⼈（U+2F08）→人（U+4EBA）" in found[0].message
    assert read_workbook(path).sheets["机构"].rows[0]["机构名称"] == "人事股"


@pytest.mark.parametrize(
    ("typed", "told"), [("⼯号", "⼯（U+2F2F）→工（U+5DE5）"), ("工\u202e号", "U+202E"), ("工\u200b号", "")]
)
def test_a_heading_and_a_sheets_name_are_read_as_they_look(tmp_path: Path, typed: str, told: str) -> None:
    rows = [[typed, *TIDY["人员"][0][1:]], *TIDY["人员"][1:]]
    made = workbook(人员=rows)
    made["人员"].title = typed.replace("工", "人").replace("⼯", "⼈").replace("号", "员")
    read = read_workbook(save(tmp_path, made))
    assert [row["工号"] for row in read.sheets["人员"].rows] == ["001", "002"]
    found = {item.cell: item.message for item in read.findings if item.rule in ("cells.look-alike", "workbook.sheet")}
    assert set(found) == ({None, "A1"} if told else set())
    assert told in found.get("A1", "")


@pytest.mark.parametrize(
    ("typed", "kind", "read_as", "codes"),
    [
        ("⻓", ColumnType.NAME, "长", "U+2ED3"),
        ("⻰某", ColumnType.TEXT, "龙某", "U+2EF0"),
        ("\uf90a某", ColumnType.NAME, "\uf90a某", "U+F90A"),
        ("︵一︶", ColumnType.TEXT, "︵一︶", "U+FE35"),
        ("А001", ColumnType.ID, "A001", "U+0410"),
        ("11010519491231002Х", ColumnType.ID_CARD, "11010519491231002X", "U+0425"),
    ],
)
def test_look_alikes_are_told_with_their_codes(typed: str, kind: ColumnType, read_as: str, codes: str) -> None:
    found = look_alikes(typed, kind)
    assert found is not None
    assert found.text == read_as
    assert codes in found.told


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        *(
            ("人事股", ColumnType.NAME),
            ("髙桥", ColumnType.NAME),
            ("䶮", ColumnType.NAME),
            ("\ufa11某", ColumnType.NAME),
        ),
        *(("Москва", ColumnType.ID), ("А001", ColumnType.TEXT), ("（一）", ColumnType.TEXT), ("㎡", ColumnType.TEXT)),
    ],
)
def test_what_is_right_where_it_stands_is_no_look_alike(typed: str, kind: ColumnType) -> None:
    assert look_alikes(typed, kind) is None


# Numbers


@pytest.mark.parametrize(
    ("stored", "code", "seen"),
    [
        *((8.456, "0.0", "8.5"), (8.456, "0.00_ ", "8.46"), (8.5, "0", "9"), (8.45, "#,##0.0", "8.5")),
        *((8.456, '0.0"分"', "8.5"), (8.456, "0.0_);[Red]\\(0.0\\)", "8.5"), (8.04, "0.#", "8.0")),
    ],
)
def test_a_number_shown_rounded_is_told(tmp_path: Path, stored: float, code: str, seen: str) -> None:
    made = workbook(考核=scores(检查得分=stored))
    made["考核"]["E2"].number_format = code
    book = read_workbook(save(tmp_path, made))
    assert told(book.findings) == [("cells.rounded", "warning", "考核", "E2")]
    assert seen in book.findings[0].message
    assert float(str(book.sheets["考核"].rows[0]["检查得分"])) == stored


@pytest.mark.parametrize(
    ("stored", "code"), [(8.5, "0.0"), (8.5, "0.00"), (8, "0"), (8.456, "General"), (0.1 + 0.2, "0.0")]
)
def test_a_number_shown_whole_is_not(tmp_path: Path, stored: float, code: str) -> None:
    made = workbook(考核=scores(检查得分=stored))
    made["考核"]["E2"].number_format = code
    assert read_workbook(save(tmp_path, made)).findings == ()


@pytest.mark.parametrize(
    ("code", "places"),
    [
        ("0", 0),
        ("0.00", 2),
        ("#,##0.0", 1),
        ("0.0;-0.0", 1),
        ("¥#,##0.00", 2),
        ("0,", None),
        ("# ?/?", None),
        ("0.0E+00", None),
    ],
)
def test_decimals_of_a_number_format(code: str, places: int | None) -> None:
    assert number_format(code) == NumberFormat(FormatKind.GENERAL, places=places)


@pytest.mark.parametrize("number", [11.5, -7])
@pytest.mark.parametrize("code", ["General", "0", "000"])
def test_a_number_that_is_no_number_of_staff_is_an_error_at_its_cell(tmp_path: Path, number: float, code: str) -> None:
    rows = [*TIDY["人员"], [number, "胡大海", "综合股", "科员", "内勤", "受理", "否", None]]
    made = workbook(人员=rows, 预警处置=signal(防控责任人=number))
    made["人员"]["A4"].number_format = made["预警处置"]["I2"].number_format = code
    book = read_workbook(save(tmp_path, made))
    assert keys(book) == [("cells.type/staff-number", "A4"), ("cells.type/staff-number", "I2")]
    assert f"{number:g}" in book.findings[0].message


# Formulas


@pytest.mark.parametrize(
    ("formula", "stored"),
    [
        *(("D2", "8"), ("D2+1", "8"), ("$D$2-C2", "0"), ("SUM(C2:D2)/2", "8"), ("SUM(C2,D2)", "18"), ("-D2", "9")),
        *(("考核!D2", "8"), ("'考核'!$D$2", "8"), ("人员!I2", "8"), ("2*D2", "19")),
    ],
)
def test_a_result_older_than_what_it_comes_from_is_told(tmp_path: Path, formula: str, stored: str) -> None:
    book = with_cell(tmp_path, f'<c r="E2"><f>{formula}</f><v>{stored}</v></c>')
    assert told(book.findings) == [("workbook.formula", "warning", "考核", "E2")]
    assert book.findings[0].said.key == "workbook.formula/stale"
    assert formula in book.findings[0].message


@pytest.mark.parametrize(
    ("formula", "stored"),
    [
        *(
            ("D2", "9"),
            ("D2*1.1", "9.9000000000000004"),
            ("SUM(C2:D2)/2", "9.5"),
            ("sum( C2 , D2 )", "19"),
            ("C2-D2/3*3", "1"),
        ),
        # Of these nothing is known here: another answer would be a guess.
        *(
            ("IF(D2>1,8,9)", "3"),
            ("VLOOKUP(A2,人员!A:B,2,0)", "3"),
            ("名称+D2", "3"),
            ("SUM(D:D)", "3"),
            ("[1]表!D2", "3"),
        ),
        *(
            ("A2+1", "3"),
            ("D2%", "3"),
            ("D2/0", "3"),
            ("没有!D2", "3"),
            ("D2^2", "3"),
            ("8", "3"),
            ("SUM(", "3"),
            ("(D2", "3"),
        ),
    ],
)
def test_a_result_that_fits_or_cannot_be_judged_is_not(tmp_path: Path, formula: str, stored: str) -> None:
    assert with_cell(tmp_path, f'<c r="E2"><f>{formula}</f><v>{stored}</v></c>').findings == ()


@pytest.mark.parametrize(("stored", "is_told"), [("001", False), ("００１", False), ("002", True)])
def test_a_text_from_another_sheet_is_compared_too(tmp_path: Path, stored: str, is_told: bool) -> None:
    cell = f'<c r="I2" t="str"><f>人员!A2&amp;""</f><v>{stored}</v></c>'
    xml = rows_xml(signal(防控责任人=None)).replace("</row>", f"{cell}</row>").replace(cell, "", 1)
    book = read_bytes(tmp_path, package({"预警处置": sheet_xml(xml)}))
    assert [item.cell for item in book.findings] == (["I2"] if is_told else [])


def test_formulas_that_share_one_are_told_once_a_column_with_all_cells(tmp_path: Path) -> None:
    head = rows_xml(scores()[:1])
    rows = []
    for number in (2, 3, 4, 5):
        formula = '<f t="shared" ref="E2:E5" si="0">D2</f>' if number == 2 else '<f t="shared" si="0"/>'
        texts = f'<c r="A{number}" t="str"><v>综合股</v></c><c r="B{number}" t="str"><v>项目{number}</v></c>'
        stored = 9 if number in (3, 4) else number
        rows.append(
            f'<row r="{number}">{texts}<c r="C{number}"><v>10</v></c><c r="D{number}"><v>{number}</v></c>'
            f'<c r="E{number}">{formula}<v>{stored}</v></c></row>'
        )
    found = read_bytes(tmp_path, package({"考核": sheet_xml(head + "".join(rows))})).findings
    assert [(item.cell, item.cells) for item in found] == [("E3", ("E3", "E4"))]
    assert "=D3" in found[0].message
