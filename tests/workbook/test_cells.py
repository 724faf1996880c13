"""Every listed way of typing a cell reads to the same value as its tidy form; what cannot be read says why."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from workbooks import TIDY, package, read, read_bytes, rows_xml, save, scores, sheet_xml, signal, told, workbook

from docgen.workbook.cells import visible
from docgen.workbook.read import read_workbook
from docgen.workbook.rows import Row


def person(tmp_path: Path, **cells: Any) -> Row:
    """The first row of 人员, with these cells typed instead."""
    heading, first, *rest = TIDY["人员"]
    typed = dict(zip(heading, first, strict=True)) | cells
    return read(tmp_path, 人员=[heading, list(typed.values()), *rest]).sheets["人员"].rows[0]


def setting(tmp_path: Path, name: str, typed: object) -> object:
    rows = [*[row for row in TIDY["单位"] if row[0] != name], [name, typed]]
    (row,) = [row for row in read(tmp_path, 单位=rows).sheets["单位"].rows if row["项目"] == name]
    return row["内容"]


def test_the_tidy_workbook_has_no_findings(tmp_path: Path) -> None:
    book = read(tmp_path, 预警处置=signal(), 考核=scores())
    assert book.findings == ()
    assert book.usable
    assert book.sheets["预警处置"].rows[0]["日期"] == date(2026, 9, 15)
    assert book.sheets["考核"].rows[0]["检查得分"] == Decimal("8.5")


@pytest.mark.parametrize("typed", ["007", "００７", " 007　", "0 07", "\u200b007"])
def test_a_number_of_staff_typed_as_text(tmp_path: Path, typed: str) -> None:
    assert person(tmp_path, 工号=typed)["工号"] == "007"


@pytest.mark.parametrize(("code", "id"), [("000", "007"), ("General", "7"), ("0", "7"), ("@", "7"), ("00000", "00007")])
def test_a_number_of_staff_typed_as_a_number_reads_as_it_is_shown(tmp_path: Path, code: str, id: str) -> None:
    made = workbook()
    made["人员"]["A2"] = 7
    made["人员"]["A2"].number_format = code
    row = read(tmp_path, made).sheets["人员"].rows[0]
    assert row["工号"] == row.raw("工号") == id


@pytest.mark.parametrize("typed", ["李明", "李 明", "李　明", " 李明\n", "李\r\n明"])
def test_a_name(tmp_path: Path, typed: str) -> None:
    assert person(tmp_path, 姓名=typed)["姓名"] == "李明"


@pytest.mark.parametrize(
    "typed", ["买买提·艾力", "买买提•艾力", "买买提・艾力", "买买提‧艾力", "买买提．艾力", "买买提 · 艾力"]
)
def test_a_minority_name(tmp_path: Path, typed: str) -> None:
    row = person(tmp_path, 姓名=typed)
    assert row["姓名"] == "买买提·艾力"
    assert row.raw("姓名") == typed


@pytest.mark.parametrize("name", ["钟喆", "䶮一", "𬱖", "𠮷野"])
def test_a_rare_character(tmp_path: Path, name: str) -> None:
    assert person(tmp_path, 姓名=name)["姓名"] == name


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        *[(word, "是") for word in ("是", " 是 ", "√", "✓", "TRUE", "true", "1", "Y", True, 1)],
        *[(word, "否") for word in ("否", "否　", "×", "FALSE", "0", "N", False, 0)],
    ],
)
def test_yes_and_no(tmp_path: Path, typed: object, choice: str) -> None:
    assert person(tmp_path, 班子成员=typed)["班子成员"] == choice


@pytest.mark.parametrize("typed", ["个 人", "个人 ", "　个人", "个\n人"])
def test_a_choice_is_compared_without_spaces(tmp_path: Path, typed: str) -> None:
    assert read(tmp_path, 预警处置=signal(对象类型=typed)).sheets["预警处置"].rows[0]["对象类型"] == "个人"


def test_a_value_outside_the_choices_lists_them(tmp_path: Path) -> None:
    book = read(tmp_path, 预警处置=signal(处置方式="警示提示"))
    assert told(book.findings) == [("cells.enumeration", "error", "预警处置", "G2")]
    (finding,) = book.findings
    assert "警示提醒" in finding.message
    assert "督导" in finding.hint
    row = book.sheets["预警处置"].rows[0]
    assert row["处置方式"] is None
    assert row.broken == {"处置方式"}


@pytest.mark.parametrize(
    "typed",
    [
        *(date(2026, 9, 15), datetime(2026, 9, 15, 8, 30), 46280, 20260915, "46280", "2026-9-15", "2026.9.15"),
        *(
            "2026/9/15",
            "2026年9月15日",
            "20260915",
            "二〇二六年九月十五日",
            "２０２６年９月１５日",
            " 2026-9-15　",
            "2026年9月15日\n",
        ),
    ],
)
def test_every_form_of_a_date(tmp_path: Path, typed: object) -> None:
    book = read(tmp_path, 预警处置=signal(日期=typed))
    assert book.sheets["预警处置"].rows[0]["日期"] == date(2026, 9, 15)
    assert book.findings == ()


def test_dates_of_the_1904_system(tmp_path: Path) -> None:
    made = workbook(预警处置=signal(日期=None, 整改期限="2026-9-20"))
    made.epoch = datetime(1904, 1, 1)
    made["预警处置"]["B2"] = date(2026, 9, 15)
    row = read(tmp_path, made).sheets["预警处置"].rows[0]
    assert (row["日期"], row["整改期限"]) == (date(2026, 9, 15), date(2026, 9, 20))


def test_chinese_date_formats_that_stand_in_no_list(tmp_path: Path) -> None:
    # Chinese Excel stores 2026年9月15日 as built-in format 31, which files do not spell out.
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="31"/></cellXfs></styleSheet>'
    )
    rows = rows_xml(signal(日期=None))
    rows = rows.replace('<row r="2">', '<row r="2"><c r="B2" s="1"><v>8000</v></c>')
    book = read_bytes(tmp_path, package({"预警处置": sheet_xml(rows)}, parts={"xl/styles.xml": styles}))
    assert book.sheets["预警处置"].rows[0]["日期"] == date(1921, 11, 25)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("5/6/26", "四位数"),
        ("2026-2-30", "2 月没有"),
        ("2026年9月", "写全"),
        ("下周", "2026-9-15"),
        (9.15, "2026-9-15"),
        (True, "2026"),
    ],
)
def test_a_date_that_cannot_be_read_says_what_to_write(tmp_path: Path, typed: object, hint: str) -> None:
    book = read(tmp_path, 预警处置=signal(日期=typed))
    assert told(book.findings) == [("cells.type", "error", "预警处置", "B2")]
    assert hint in book.findings[0].hint
    assert "日期" in book.sheets["预警处置"].rows[0].broken


@pytest.mark.parametrize("serial", [60, 2958466])
def test_a_serial_number_of_no_day_is_an_error(tmp_path: Path, serial: int) -> None:
    made = workbook(预警处置=signal())
    made["预警处置"]["B2"] = serial
    made["预警处置"]["B2"].number_format = "yyyy-mm-dd"
    assert told(read(tmp_path, made).findings) == [("cells.type", "error", "预警处置", "B2")]


@pytest.mark.parametrize("typed", [8.5, "8.5", "８．５", " 8.5 ", "8.5分", "8.50", "+8.5", "8.5 分"])
def test_every_form_of_a_number(tmp_path: Path, typed: object) -> None:
    book = read(tmp_path, 考核=scores(检查得分=typed))
    assert book.findings == ()
    assert book.sheets["考核"].rows[0]["检查得分"] == Decimal("8.5")


def test_a_number_is_what_is_shown_and_not_its_binary_tail(tmp_path: Path) -> None:
    assert read(tmp_path, 考核=scores(检查得分=0.1 + 0.2)).sheets["考核"].rows[0]["检查得分"] == Decimal("0.3")


@pytest.mark.parametrize("typed", ["85%", "八分", "优秀", "8/10", "1,2", "NaN", "1e3", date(2026, 5, 6), True])
def test_a_number_that_cannot_be_read(tmp_path: Path, typed: object) -> None:
    assert told(read(tmp_path, 考核=scores(检查得分=typed)).findings) == [("cells.type", "error", "考核", "E2")]


def test_a_percentage_is_no_score(tmp_path: Path) -> None:
    made = workbook(考核=scores(检查得分=0.85))
    made["考核"]["E2"].number_format = "0%"
    book = read(tmp_path, made)
    assert told(book.findings) == [("cells.type", "error", "考核", "E2")]
    assert book.findings[0].value == "85%"


@pytest.mark.parametrize("typed", [2026, "2026", "２０２６", "2026年", "2026年度", "二〇二六年", " 2026 "])
def test_every_form_of_the_year(tmp_path: Path, typed: object) -> None:
    assert setting(tmp_path, "年度", typed) == 2026


@pytest.mark.parametrize("typed", [5, "5", "5天", "5个工作日", "五", "５日"])
def test_every_form_of_a_count_of_days(tmp_path: Path, typed: object) -> None:
    assert setting(tmp_path, "公示工作日数", typed) == 5


def test_a_telephone_number_typed_as_a_number(tmp_path: Path) -> None:
    assert setting(tmp_path, "监督电话", 81234567) == "81234567"


def test_an_e_mail_address(tmp_path: Path) -> None:
    assert setting(tmp_path, "监督邮箱", " ａ＠ｂ．cn ") == "a@b.cn"


@pytest.mark.parametrize(
    "typed",
    ["11010519491231002X", "11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", "110105 19491231 002X"],
)
def test_an_id_card_number(tmp_path: Path, typed: str) -> None:
    assert person(tmp_path, 身份证号=typed)["身份证号"] == "11010519491231002X"


@pytest.mark.parametrize("typed", [110105194912310021, "1.10105E+17"])
def test_an_id_card_number_that_has_lost_its_end(tmp_path: Path, typed: object) -> None:
    heading, first, *rest = TIDY["人员"]
    book = read(tmp_path, 人员=[heading, [*first[:7], typed], *rest])
    assert told(book.findings) == [("cells.type", "error", "人员", "H2")]
    assert "文本" in book.findings[0].hint


@pytest.mark.parametrize("typed", ["　主持全局工作 ", "主持全局工作\r\n", "\n主持全局工作", "\ufeff主持全局工作"])
def test_stray_spaces_at_the_ends_go(tmp_path: Path, typed: str) -> None:
    assert person(tmp_path, 岗位职责=typed)["岗位职责"] == "主持全局工作"


def test_a_long_text_keeps_its_lines_and_a_short_one_does_not(tmp_path: Path) -> None:
    row = person(tmp_path, 岗位职责="一、审批\r\n二、监督", 职务="副\n局长")
    assert row["岗位职责"] == "一、审批\n二、监督"
    assert row["职务"] == "副局长"


def test_full_width_text_stays_as_typed(tmp_path: Path) -> None:
    assert person(tmp_path, 岗位职责="负责（含ＡＢ）：１２３")["岗位职责"] == "负责（含ＡＢ）：１２３"


def test_escapes_are_decoded_and_control_characters_kept_for_the_rule_on_text(tmp_path: Path) -> None:
    row = person(tmp_path, 岗位职责="甲_x000D_\n乙_x0008_丙_x005F_x0041_", 岗位="丁_xD83D__xDE00_", 职务="戊_xD83D_")
    assert row["岗位职责"] == "甲\n乙\x08丙_x0041_"
    assert row.raw("岗位职责").replace("\r", "") == "甲\n乙\\x08丙_x0041_"
    assert row["岗位"] == "丁😀"
    assert row["职务"] == "戊\ud83d"
    assert row.raw("职务") == "戊\\ud83d"


def test_what_is_shown_can_always_be_printed() -> None:
    assert visible("a\x00\x1f\x85\ud800\ufffe\nb\t") == "a\\x00\\x1f\\x85\\ud800\\ufffe\nb\t"


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"])
def test_an_error_value_is_an_error_at_its_cell(tmp_path: Path, value: str) -> None:
    book = read(tmp_path, 预警处置=signal(情况=value, 整改期限=value))
    assert told(book.findings) == [("cells.type", "error", "预警处置", cell) for cell in ("F2", "H2")]
    assert book.findings[0].value == value


def test_an_error_value_pasted_as_text_is_one_too(tmp_path: Path) -> None:
    rows = rows_xml(signal(情况="#ref!"))
    book = read_bytes(tmp_path, package({"预警处置": sheet_xml(rows)}))
    assert told(book.findings) == [("cells.type", "error", "预警处置", "F2")]


@pytest.mark.parametrize("typed", [None, "", " ", "　\n", "\u200b"])
def test_a_required_cell_that_holds_nothing(tmp_path: Path, typed: object) -> None:
    book = read(tmp_path, 预警处置=signal(情况=typed, 整改期限=typed))
    assert told(book.findings) == [("cells.required", "error", "预警处置", "F2")]
    row = book.sheets["预警处置"].rows[0]
    assert row.broken == {"情况"}
    assert row["整改期限"] is None


def test_a_formula_reads_as_its_stored_value(tmp_path: Path) -> None:
    head, _, tail = rows_xml(scores(检查得分=None)).rpartition("</row>")
    body = f'{head}<c r="E2"><f>1+7</f><v>8</v></c></row>{tail}'
    book = read_bytes(tmp_path, package({"考核": sheet_xml(body)}))
    assert book.sheets["考核"].rows[0]["检查得分"] == 8
    assert book.findings == ()


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    head, _, tail = rows_xml(scores(检查得分=None)).rpartition("</row>")
    body = f'{head}<c r="E2" t="str"><f>IF(1,"","")</f><v></v></c></row>{tail}'
    book = read_bytes(tmp_path, package({"考核": sheet_xml(body)}))
    assert book.findings == ()
    assert book.sheets["考核"].rows[0]["检查得分"] is None


def test_a_formula_without_a_stored_value_is_noted(tmp_path: Path) -> None:
    book = read(tmp_path, 考核=scores(检查得分="=1+7"))
    assert told(book.findings) == [("workbook.formula", "note", "考核", "E2")]


def test_a_required_formula_without_a_stored_value_is_an_error_too(tmp_path: Path) -> None:
    book = read(tmp_path, 考核=scores(分值="=5+5"))
    assert told(book.findings) == [
        ("workbook.formula", "note", "考核", "C2"),
        ("cells.required", "error", "考核", "C2"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        *(
            '<c r="E2"><v>abc</v></c>',
            '<c r="E2"><v>NaN</v></c>',
            '<c r="E2"><v>INF</v></c>',
            '<c r="E2"><v>1e999</v></c>',
        ),
        *('<c r="E2" t="s"><v>999</v></c>', '<c r="E2" t="s"><v>-1</v></c>', '<c r="E2" t="odd"><v>1</v></c>'),
    ],
)
def test_one_damaged_cell_does_not_lose_the_book(tmp_path: Path, cell: str) -> None:
    head, _, tail = rows_xml(scores(检查得分=None)).rpartition("</row>")
    book = read_bytes(tmp_path, package({"考核": sheet_xml(f"{head}{cell}</row>{tail}")}))
    assert told(book.findings) == [("cells.type", "error", "考核", "E2")]
    assert book.sheets["考核"].rows[0]["自查得分"] == 9


def test_rich_and_phonetic_text_reads_as_plain_text(tmp_path: Path) -> None:
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><rPr><b/></rPr><t>办理</t></r>'
        '<r><t xml:space="preserve"> 时限</t></r><rPh sb="0" eb="1"><t>banli</t></rPh></si></sst>'
    )
    head, _, tail = rows_xml(signal(情况=None)).rpartition("</row>")
    body = f'{head}<c r="F2" t="s"><v>0</v></c></row>{tail}'
    data = package({"预警处置": sheet_xml(body)}, parts={"xl/sharedStrings.xml": strings})
    assert read_bytes(tmp_path, data).sheets["预警处置"].rows[0]["情况"] == "办理 时限"


def test_a_workbook_saved_by_openpyxl_and_one_by_hand_read_alike(tmp_path: Path) -> None:
    made = read(tmp_path, 预警处置=signal())
    by_hand = read_bytes(tmp_path, package({"预警处置": sheet_xml(rows_xml(signal()))}))
    assert [row.cells for row in made.sheets["预警处置"].rows] == [row.cells for row in by_hand.sheets["预警处置"].rows]


def test_an_empty_workbook_lacks_its_sheets(tmp_path: Path) -> None:
    book = read_workbook(save(tmp_path, Workbook()))
    assert [(item.rule, item.sheet) for item in book.findings if str(item.severity) == "error"] == [
        ("workbook.sheet", name) for name in ("单位", "机构", "人员")
    ]
