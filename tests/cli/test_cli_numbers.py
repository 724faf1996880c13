"""Numbers of documents as an office meets them: by series, by hand, cancelled, with gaps, and kept whatever happens."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from offices import Office

from docgen.errors import ExitCode
from docgen.office.folder import held, lay_out

if TYPE_CHECKING:
    from conftest import Docgen, Ran

KINDS = {
    "letter": ('"B"', "发文", "{发文代字}〔{year}〕{serial}号", ""),
    "plan": ('"B"', "发文", "{发文代字}〔{year}〕{serial}号", ""),
    "party": ('"B"', "党组织发文", "{党组织发文代字}〔{year}〕{serial}号", ""),
    "notice": ('"E"', "", "{发文代字}廉预〔{year}〕{serial}号", 'rows = "预警处置"'),
    "table": ('"D"', "", "{code}-{year}-{serial:03d}", ""),
}
ISSUED = ["文件", "文号", "成文日期"]
ON = ("--on", "2026-12-20")


class Bureau:
    """An office folder with kinds of several series."""

    def __init__(self, docgen: Docgen, folder: Path) -> None:
        self.docgen, self.folder, self.office = docgen, folder, Office()
        lay_out(folder)
        for number, (name, (scope, series, pattern, more)) in enumerate(KINDS.items()):
            kind = folder / "templates" / name
            kind.mkdir()
            facts = [f'title = "{name}表"', 'stage = "贯彻执行"', f"scope = {scope}", f'code = "K{chr(65 + number)}"']
            facts += [f'series = "{series}"'] if series else []
            (kind / "kind.toml").write_text("\n".join([*facts, f'number = "{pattern}"', more]), "utf-8")
            form = docx.Document()
            form.add_paragraph("{{ document.number }}")
            form.save(str(kind / "form.docx"))

    def issue(self, *rows: tuple[str, str | None, date]) -> None:
        """What stands in 发文."""
        self.office.sheets["发文"] = [ISSUED, *map(list, rows)]

    def run(self, *words: object) -> Ran:
        return self.docgen("-C", self.folder, *words)

    def build(self, *more: object) -> Ran:
        self.office.save(self.folder / "inputs")
        return self.run("build", "--format", "docx", "--jobs", "1", *ON, *more)

    def numbers(self) -> dict[str, str]:
        """The number of every document that stands."""
        found = self.run("status", "--json").json["documents"]
        return {item["id"]: item["number"] for item in found if item["state"] == "made"}

    def gaps(self, series: str = "发文") -> list[dict[str, object]]:
        [found] = [item for item in self.run("status", "--json").json["series"] if item["series"] == series]
        return list(found["gaps"])

    def edit(self, statement: str) -> None:
        """Change the record with another program."""
        with sqlite3.connect(self.folder / "ledger.sqlite") as connection:
            assert connection.execute(statement).rowcount > 0
        connection.close()


@pytest.fixture
def bureau(docgen: Docgen, tmp_path: Path) -> Bureau:
    return Bureau(docgen, tmp_path / "局")


# ---------------------------------------------------------------- given


def test_numbers_run_by_series_in_the_order_of_成文日期_and_id(bureau: Bureau) -> None:
    bureau.office.setting("党组织发文代字", "云司党")
    bureau.issue(("plan", None, date(2026, 9, 12)), ("letter", None, date(2026, 9, 20)))
    assert bureau.build().code == 0
    found = bureau.numbers()
    assert (found["plan/-"], found["letter/-"]) == ("云司发〔2026〕1号", "云司发〔2026〕2号")
    assert found["party/-"] == "云司党〔2026〕1号"
    assert (found["notice/Y-1"], found["notice/Y-2"]) == ("云司发廉预〔2026〕1号", "云司发廉预〔2026〕2号")
    assert (found["table/综合股"], found["table/城关司法所"]) == ("KE-2026-001", "KE-2026-002")


def test_without_党组织发文代字_the_bureaus_own_serves_and_no_text_is_given_twice(bureau: Bureau) -> None:
    bureau.issue(
        ("party", None, date(2026, 9, 9)), ("plan", None, date(2026, 9, 12)), ("letter", None, date(2026, 9, 20))
    )
    assert bureau.build().code == 0
    found = bureau.numbers()
    assert [found[f"{kind}/-"] for kind in ("party", "plan", "letter")] == [f"云司发〔2026〕{n}号" for n in (1, 2, 3)]
    assert [(gap["why"], gap["document"]) for gap in bureau.gaps()] == [("taken", "party/-")]
    assert "第 1 号没有给过：云司发〔2026〕1号 是 party表(2026) 的编号" in bureau.run("status").out


def test_a_代字_that_ends_in_廉_gets_no_second_one(bureau: Bureau) -> None:
    bureau.office.setting("发文代字", "云司廉")
    assert bureau.build().code == 0
    assert bureau.numbers()["notice/Y-1"] == "云司廉预〔2026〕1号"


def test_a_文号_typed_in_发文_is_kept_and_taken_into_the_series(bureau: Bureau) -> None:
    bureau.issue(
        ("plan", "云司发〔2026〕31号", date(2026, 9, 12)),
        ("letter", None, date(2026, 9, 1)),
        ("关于别的事的函", "云司发〔2026〕32号", date(2026, 9, 13)),
    )
    assert bureau.build().code == 0
    found = bureau.numbers()
    assert (found["plan/-"], found["letter/-"]) == ("云司发〔2026〕31号", "云司发〔2026〕33号")
    assert [(gap["why"], gap["from"], gap["to"]) for gap in bureau.gaps()] == [("by-hand", 1, 30), ("taken", 32, 32)]
    assert "「发文」里手工编了 云司发〔2026〕31号（plan表(2026)）" in bureau.run("status").out


# ---------------------------------------------------------------- typed and not possible


def test_a_文号_that_another_document_has_fails_alone_with_its_cell(bureau: Bureau) -> None:
    bureau.issue(("plan", None, date(2026, 9, 12)))
    bureau.build("--kind", "plan")
    before = bureau.numbers()
    (bureau.folder / "templates" / "second").mkdir()
    for file in (bureau.folder / "templates" / "letter").iterdir():
        text = file.read_bytes()
        (bureau.folder / "templates" / "second" / file.name).write_bytes(text.replace("letter表".encode(), b"second"))
    bureau.issue(("plan", None, date(2026, 9, 12)), ("second", before["plan/-"], date(2026, 9, 12)))
    ran = bureau.build()
    assert ran.code == ExitCode.SOME_FAILED
    assert (
        f"没有生成 second(2026)：{bureau.folder / 'inputs' / '表.xlsx'} 「发文」 B3 的文号 {before['plan/-']} 已经是 plan表(2026)"
        in ran.err
    )
    found = bureau.numbers()
    assert found["plan/-"] == before["plan/-"]
    assert "second/-" not in found
    bureau.issue(("plan", None, date(2026, 9, 12)), ("second", "云司发〔2026〕40号", date(2026, 9, 12)))
    assert bureau.build().code == 0
    assert bureau.numbers()["second/-"] == "云司发〔2026〕40号"


@pytest.mark.parametrize("again", ["云司发〔2026〕31号", "云司发[2026]第31号"])
def test_a_文号_typed_twice_is_an_error_at_the_later_cell(bureau: Bureau, again: str) -> None:
    bureau.issue(("plan", "云司发〔2026〕31号", date(2026, 9, 12)), ("letter", again, date(2026, 9, 13)))
    bureau.office.save(bureau.folder / "inputs")
    ran = bureau.run("check", "--json", *ON)
    [found] = [item for item in ran.json["findings"] if item["rule"] == "identity.number"]
    assert (found["severity"], found["sheet"], found["cell"]) == ("error", "发文", "B3")
    assert "plan" in found["message"]
    assert ran.code == bureau.build().code == ExitCode.INPUT_HAS_ERRORS
    assert not (bureau.folder / "ledger.sqlite").exists()


def test_one_row_of_发文_in_two_workbooks_is_no_error(bureau: Bureau) -> None:
    bureau.issue(("plan", "云司发〔2026〕31号", date(2026, 9, 12)))
    bureau.office.save(bureau.folder / "inputs", "甲.xlsx")
    for sheet in [name for name in bureau.office.sheets if name not in ("单位", "发文")]:
        del bureau.office.sheets[sheet]
    bureau.office.save(bureau.folder / "inputs", "乙.xlsx")
    assert not [item for item in bureau.run("check", "--json", *ON).json["findings"] if "number" in item["rule"]]


def test_a_文号_changed_after_it_was_given_is_told_each_time_and_changes_nothing(bureau: Bureau) -> None:
    bureau.issue(("plan", "云司发〔2026〕31号", date(2026, 9, 12)))
    bureau.build()
    bureau.issue(("plan", "云司发〔2026〕32号", date(2026, 9, 12)))
    for _ in range(2):
        ran = bureau.build()
        assert ran.code == 0
        assert "identity.number" in ran.err
        assert "B2" in ran.err
        assert "已经编为 云司发〔2026〕31号" in ran.err
    assert bureau.numbers()["plan/-"] == "云司发〔2026〕31号"


def test_the_文号_that_was_given_may_be_written_into_发文_afterwards(bureau: Bureau) -> None:
    bureau.issue(("plan", None, date(2026, 9, 12)))
    bureau.build()
    bureau.issue(("plan", "云司发[2026]1号", date(2026, 9, 12)))
    ran = bureau.build()
    assert (ran.code, "identity.number" in ran.err) == (0, False)
    assert bureau.numbers()["plan/-"] == "云司发〔2026〕1号"


def test_a_文号_of_another_form_is_kept_as_it_is(bureau: Bureau) -> None:
    bureau.issue(
        ("plan", "云司函〔2026〕9号", date(2026, 9, 12)), ("letter", "第99999999999999999999号", date(2026, 9, 12))
    )
    assert bureau.build().code == 0
    found = bureau.numbers()
    assert (found["plan/-"], found["letter/-"]) == ("云司函〔2026〕9号", "第99999999999999999999号")


# ---------------------------------------------------------------- cancelled


def test_a_cancelled_number_is_never_used_again_and_its_gap_is_explained(bureau: Bureau) -> None:
    bureau.build()
    ran = bureau.run("cancel", "notice/Y-1", "--reason", "对象填错", "--on", "2026-11-26", "--by", "钟启明")
    assert ran.code == 0
    [file] = (bureau.folder / "outputs" / "已撤下").rglob("*.docx")
    assert file.name in ran.err
    assert "notice/Y-1" not in bureau.numbers()
    assert "已作废 云司发廉预〔2026〕1号（Y-1 李明 notice表(2026)）" in ran.err
    # Nothing is made of it now: it is called by its kind and its row.
    assert "云司发廉预〔2026〕1号（notice表 Y-1），2026-11-26，钟启明 作废：对象填错" in bureau.run("status").out
    assert bureau.gaps("notice") == [
        {
            "why": "cancelled",
            "from": 1,
            "to": 1,
            "number": "云司发廉预〔2026〕1号",
            "document": "notice/Y-1",
            "reason": "对象填错",
            "on": "2026-11-26",
            "by": "钟启明",
        }
    ]
    assert bureau.build().code == 0
    found = bureau.numbers()
    assert (found["notice/Y-1"], found["notice/Y-2"]) == ("云司发廉预〔2026〕3号", "云司发廉预〔2026〕2号")
    assert docx.Document(str(file)).paragraphs[0].text == "云司发廉预〔2026〕1号"
    assert len(bureau.gaps("notice")) == 1
    assert bureau.run("status").code == 0


def test_a_cancelled_paper_whose_row_is_gone_stays_down(bureau: Bureau) -> None:
    bureau.build()
    bureau.run("cancel", "notice/Y-1", "--reason", "不发了")
    bureau.office.drop("预警处置", 2)
    assert bureau.build().code == 0
    assert [key for key in bureau.numbers() if key.startswith("notice")] == ["notice/Y-2"]
    assert [gap["number"] for gap in bureau.gaps("notice")] == ["云司发廉预〔2026〕1号"]


def test_a_文号_that_was_cancelled_cannot_be_typed_again(bureau: Bureau) -> None:
    bureau.issue(("plan", "云司发〔2026〕31号", date(2026, 9, 12)))
    bureau.build()
    assert bureau.run("cancel", "plan/-", "--reason", "印废了", "--on", "2026-11-26").code == 0
    ran = bureau.build()
    assert ran.code == ExitCode.SOME_FAILED
    assert "「发文」 B2 的文号 云司发〔2026〕31号 已于 2026-11-26 作废（印废了）" in ran.err
    bureau.issue(("plan", None, date(2026, 9, 12)))
    assert bureau.build().code == 0
    assert bureau.numbers()["plan/-"] == "云司发〔2026〕33号"  # 32 is letter's


def test_a_number_may_be_named_by_itself_however_it_is_typed(bureau: Bureau) -> None:
    bureau.build()
    assert bureau.run("cancel", "云司发廉预[2026]第2号", "--reason", "x").code == 0
    assert [gap["document"] for gap in bureau.gaps("notice")] == ["notice/Y-2"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("notice/Y-9", "--reason", "x"), ("notice/Y-1", "2026年")),
        (("warning/Y-1", "--reason", "x"), ("notice/Y-1",)),
        (("notice/Y-1", "--reason", "x", "--year", "2025"), ("2025年", "--year 2026")),
        (("notice/Y-1", "--reason", "x", "--year", "去年"), ("去年",)),
        (("notice/Y-1", "--reason", " "), ("--reason",)),
        (("notice/Y-1",), ("--reason",)),
        (("notice/Y-1", "--reason", "x", "--on", "昨天"), ("昨天",)),
        (("notice/Y-1", "--reason", "x", "--bureau", "白水县司法局"), ("云岭县司法局",)),
    ],
)
def test_what_cannot_be_cancelled_is_told(bureau: Bureau, words: tuple[str, ...], told: tuple[str, ...]) -> None:
    bureau.build()
    before = bureau.numbers()
    ran = bureau.run("cancel", *words)
    assert ran.code == ExitCode.WRONG_USAGE
    assert all(word in ran.err for word in told), ran.err
    assert bureau.numbers() == before
    assert bureau.gaps("notice") == []


def test_cancelling_twice_is_told_with_day_and_reason(bureau: Bureau) -> None:
    bureau.build()
    bureau.run("cancel", "notice/Y-1", "--reason", "印废了", "--on", "2026-11-26")
    ran = bureau.run("cancel", "notice/Y-1", "--reason", "又一次")
    assert ran.code == ExitCode.WRONG_USAGE
    assert "的编号 云司发廉预〔2026〕1号 已于 2026-11-26 作废（印废了）" in ran.err
    assert "notice/Y-1" not in ran.err
    assert [gap["reason"] for gap in bureau.gaps("notice")] == ["印废了"]


def test_a_blank_form_has_no_number(bureau: Bureau) -> None:
    bureau.office.save(bureau.folder / "inputs")
    bureau.run("blank", "--kind", "leadership_check", "--format", "docx", "--jobs", "1")
    ran = bureau.run("cancel", "leadership_check/班子", "--reason", "x")
    assert (ran.code, "空白表没有编号" in ran.err) == (ExitCode.WRONG_USAGE, True)
    ran = bureau.run("cancel", "notice/Y-1", "--reason", "x")
    assert (ran.code, "还没有给过编号" in ran.err) == (ExitCode.WRONG_USAGE, True)


def test_where_nothing_was_ever_numbered_nothing_is_laid_out(bureau: Bureau, tmp_path: Path) -> None:
    assert bureau.run("cancel", "notice/Y-1", "--reason", "x").code == ExitCode.WRONG_USAGE
    assert not (bureau.folder / "ledger.sqlite").exists()
    assert bureau.docgen("cancel", "k/1", "--reason", "x", "-o", tmp_path / "无").code == ExitCode.WRONG_USAGE
    assert not (tmp_path / "无").exists()


def test_while_another_run_holds_the_office_nothing_is_cancelled(bureau: Bureau) -> None:
    bureau.build()
    with held(bureau.folder):
        assert bureau.run("cancel", "notice/Y-1", "--reason", "x").code == ExitCode.FOLDER_HELD
    assert bureau.gaps("notice") == []


def test_of_last_year_it_is_cancelled_by_its_year(bureau: Bureau) -> None:
    bureau.build()
    this_year = Office()
    this_year.setting("年度", 2027)
    for sheet in list(this_year.sheets):
        if sheet not in ("单位", "领导小组", "机构", "人员"):
            del this_year.sheets[sheet]
    this_year.sheets["单位"] = [row for row in this_year.sheets["单位"] if not str(row[0]).endswith("截止")]
    bureau.office = this_year
    assert bureau.build("--on", "2027-10-10").code == 0
    ran = bureau.run("cancel", "notice/Y-1", "--reason", "x")
    assert ran.code == ExitCode.WRONG_USAGE
    assert "--year 2026" in ran.err
    assert bureau.run("cancel", "notice/Y-1", "--reason", "x", "--year", "2026").code == 0
    assert "云岭县司法局2026年 notice表 云司发廉预〔2026〕1号" in bureau.run("status").out


def test_of_several_bureaus_the_one_that_is_meant_must_be_named(docgen: Docgen, tmp_path: Path) -> None:
    office, out = Office(), ("-o", tmp_path / "结果")
    books = [office.save(tmp_path, "甲.xlsx")]
    office.setting("单位名称", "白水县司法局")
    books.append(office.save(tmp_path, "乙.xlsx"))
    assert docgen("build", *books, *out, "--format", "docx", "--jobs", "1", *ON).code == 0
    ran = docgen("cancel", "leadership_check/班子", "--reason", "x", *out)
    assert (ran.code, "--bureau" in ran.err, "白水县司法局" in ran.err) == (ExitCode.WRONG_USAGE, True, True)
    assert docgen("cancel", "leadership_check/班子", "--reason", "x", "--bureau", "白水县司法局", *out).code == 0
    found = docgen("status", "--json", *out).json["series"]
    assert [(item["bureau"], item["year"]) for item in found if item["gaps"]] == [("白水县司法局", 2026)]


def test_outputs_at_a_url_have_their_numbers_cancelled_too(docgen: Docgen, tmp_path: Path) -> None:
    book = Office().save(tmp_path)
    out = ("-o", f"file://{tmp_path / '结果'}", "--ledger", tmp_path / "台账")
    assert docgen("build", book, *out, "--format", "docx", "--jobs", "1", *ON).code == 0
    assert docgen("cancel", "leadership_check/班子", "--reason", "x", *out).code == 0
    [file] = (tmp_path / "结果" / "已撤下").rglob("*.docx")
    assert "领导班子" in file.name


# ---------------------------------------------------------------- changed by hand


def test_numbers_changed_by_hand_stop_a_build_and_are_listed(bureau: Bureau) -> None:
    bureau.build()
    files = {path: path.read_bytes() for path in bureau.folder.rglob("*.docx")}
    bureau.edit("UPDATE numbers SET number = '云司发廉预〔2026〕1号' WHERE document = 'notice/Y-2'")
    ran = bureau.build()
    assert ran.code == ExitCode.DAMAGE_FOUND
    assert "notice/Y-2" not in ran.err
    assert "云岭县司法局2026年的 Y-2 综合股 notice表(2026)，给出的编号" in ran.err
    assert "云司发廉预〔2026〕2号" in ran.err
    assert {path: path.read_bytes() for path in bureau.folder.rglob("*.docx")} == files
    status = bureau.run("status")
    assert status.code == ExitCode.DAMAGE_FOUND
    assert "Y-2 综合股 notice表(2026)，给出的编号是 云司发廉预〔2026〕2号，现在是 云司发廉预〔2026〕1号" in status.err
    found = bureau.run("status", "--json")
    assert (found.code, len(found.json["changed_numbers"])) == (ExitCode.DAMAGE_FOUND, 2)  # and its paper bears another
    assert all("notice/Y-2" in item for item in found.json["changed_numbers"])
    assert bureau.run("cancel", "notice/Y-2", "--reason", "台账被人改过").code == 0
    assert bureau.run("status").code == 0
    assert bureau.build().code == 0
    assert bureau.numbers()["notice/Y-2"] == "云司发廉预〔2026〕3号"


# ---------------------------------------------------------------- the same office, told otherwise


def test_numbers_stay_when_workbooks_are_split_and_merged(bureau: Bureau) -> None:
    bureau.build()
    before = bureau.numbers()
    whole = bureau.office.sheets
    inputs = bureau.folder / "inputs"

    def part(name: str, wanted: Callable[[str, int], bool]) -> None:
        bureau.office.sheets = {
            sheet: [row for place, row in enumerate(rows) if not place or sheet == "单位" or wanted(sheet, place)]
            for sheet, rows in whole.items()
        }
        bureau.office.save(inputs, name)

    (inputs / "表.xlsx").unlink()
    part("2.xlsx", lambda sheet, place: place % 2 == 1)
    part("1.xlsx", lambda sheet, place: place % 2 == 0)
    ran = bureau.run("build", "--format", "docx", "--jobs", "1", *ON)
    assert ran.code == 0, ran.err
    assert bureau.numbers() == before
    bureau.office.sheets = whole
    for name in ("1.xlsx", "2.xlsx"):
        (inputs / name).unlink()
    assert bureau.build().code == 0
    assert bureau.numbers() == before


def rename(office: Office, names: Mapping[str, str]) -> None:
    """Departments are called otherwise from now on, and 曾用名 says so."""
    was = [row[0] for row in office.sheets["机构"][1:]]
    for sheet, rows in office.sheets.items():
        if sheet != "单位":
            office.sheets[sheet] = [[names.get(str(cell), cell) for cell in row] for row in rows]
    if "曾用名" in office.sheets["机构"][0]:
        place = office.sheets["机构"][0].index("曾用名")
        office.sheets["机构"] = [[*row[:place], *row[place + 1 :]] for row in office.sheets["机构"]]
    office.column("机构", "曾用名", [name if name in names else None for name in was])


@pytest.mark.parametrize(
    "names",
    [
        {"综合股": "办公室"},
        {"综合股": "城关司法所", "城关司法所": "云岭司法所"},
        {"综合股": "城关司法所", "城关司法所": "综合股"},
    ],
)
def test_renamed_departments_keep_their_numbers_also_where_one_takes_anothers_name(
    bureau: Bureau, names: dict[str, str]
) -> None:
    bureau.build()
    before = bureau.numbers()
    rename(bureau.office, names)
    for _ in range(2):
        ran = bureau.build()
        assert ran.code == 0, ran.err
        found = bureau.numbers()
        for old, new in names.items():
            assert found[f"table/{new}"] == before[f"table/{old}"]
            assert found[f"department_check/{new}"] == before[f"department_check/{old}"]
        assert len(found) == len(before)
    assert bureau.run("status").code == 0
    for item in bureau.run("status", "--json").json["documents"]:
        if item["kind"] == "table":
            printed = docx.Document(str(bureau.folder / "outputs" / item["files"]["docx"])).paragraphs[0].text
            assert printed == item["number"]


def test_a_name_that_a_department_keeps_is_no_former_one(bureau: Bureau) -> None:
    bureau.build()
    before = bureau.numbers()
    bureau.office.column("机构", "曾用名", [None, "综合股"])
    assert bureau.build().code == 0
    assert bureau.numbers() == before
