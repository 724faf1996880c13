"""The register of risks as Word file and workbook, and the archive's catalogue: lists, sums, charts, odd years."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from bureaus import bureau as small
from bureaus import department, risk, setting
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.documents.plan import plan
from docgen.documents.render import CompiledKind, content_of, render
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.kinds.subjects import LEADERSHIP_NAME
from docgen.pdf.engines import engine
from docgen.programme.check import check
from docgen.programme.model import Bureau, Grade, Subject, Target
from docgen.programme.register import LEADERSHIPS, category_of, levels_by_category, registered
from docgen.programme.totals import LEADERSHIP, levels_by_department
from docgen.shipped import SAMPLE

KIND = load_kinds([SHIPPED])["risk_register"]
LIST, SUMS = "廉政风险点清单", "廉政风险点统计"
LONG = "请假审批中对外出事由和目的地核实不严，存在照顾熟人的情形。" * 172
"""Five thousand characters."""


@pytest.fixture(scope="module")
def bureau() -> Bureau:
    [found] = check([SAMPLE], on=date(2026, 12, 31)).bureaus
    return found


def made(whole: Bureau, form: str) -> bytes:
    document = plan({KIND.id: KIND}, whole)[0]
    compiled = CompiledKind(KIND, engine() if form == "pdf" else None)
    return render(compiled, document, whole, "DJ-2026-001", [form]).files[form]


@pytest.fixture(scope="module")
def workbook(bureau: Bureau) -> Workbook:
    return opened(made(bureau, "xlsx"))


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def rows(sheet: Worksheet, heading: Sequence[str]) -> list[list[Any]]:
    """What stands under a heading, up to the row of the sums or the next empty one."""
    found: list[list[Any]] = []
    below = False
    for row in sheet.iter_rows(values_only=True):
        if below and not any(row):
            break
        if below:
            found.append(list(row))
        below = below or list(row)[: len(heading)] == list(heading)
    return found


def listed(book: Workbook) -> list[list[Any]]:
    return rows(book[LIST], ["序\n号", "风险编号"])


def counted(book: Workbook, what: str) -> dict[str, list[int]]:
    """The table of sums by departments or categories."""
    found = rows(book[SUMS], ["序号", what])
    return {row[1]: row[2:6] for row in found}


def levels(counts: Counter[Grade | None]) -> list[int]:
    return [*(counts[grade] for grade in Grade), counts.total()]


# ---------------------------------------------------------------- the register


def test_its_rows_are_numbered_in_the_registers_order(bureau: Bureau, workbook: Workbook) -> None:
    risks = registered(bureau)
    assert [row[:2] for row in listed(workbook)] == [[place, item.number] for place, item in enumerate(risks, start=1)]
    assert [row[4:9] for row in listed(workbook)] == [
        [category_of(item), item.content, item.manifestation, item.grade, item.measure] for item in risks
    ]


def test_word_lists_the_same(bureau: Bureau, workbook: Workbook) -> None:
    tables = docx.Document(io.BytesIO(made(bureau, "docx"))).tables
    found = [[cell.text for cell in row.cells] for table in tables for row in table.rows if len(row.cells) == 10]
    assert found[1:] == [[str(value) for value in row] for row in listed(workbook)]


def test_its_sums_are_those_of_the_model(bureau: Bureau, workbook: Workbook) -> None:
    by_department = {name or LEADERSHIP_NAME: levels(item) for name, item in levels_by_department(bureau).items()}
    by_category = {name: levels(item) for name, item in levels_by_category(bureau.risks()).items()}
    whole = levels(Counter(item.grade for item in bureau.risks()))
    assert counted(workbook, "机构") == by_department | {"合计": whole}
    assert counted(workbook, "类别") == by_category | {"合计": whole}
    assert next(iter(by_category)) == LEADERSHIPS


def test_the_list_is_one_to_work_with(bureau: Bureau, workbook: Workbook) -> None:
    sheet = workbook[LIST]
    last = 3 + len(listed(workbook))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", f"A3:J{last}")
    assert sheet.print_title_rows == "$3:$3"
    page = sheet.page_setup
    assert (page.orientation, page.fitToWidth, page.fitToHeight) == ("landscape", 1, 0)
    assert not [merged for merged in sheet.merged_cells.ranges if 3 < merged.min_row <= last]


def test_its_chart_draws_the_table_of_departments(bureau: Bureau, workbook: Workbook) -> None:
    sheet = workbook[SUMS]
    [chart] = sheet._charts  # type: ignore[attr-defined]
    names = [name or LEADERSHIP_NAME for name in levels_by_department(bureau)]
    for place, series in enumerate(chart.series):
        assert values(sheet, series.tx.strRef.f) == [list(Grade)[place].value]
        assert values(sheet, series.cat.numRef.f if series.cat.numRef else series.cat.strRef.f) == names
        assert values(sheet, series.val.numRef.f) == [counted(workbook, "机构")[name][place] for name in names]
    assert len(chart.series) == len(Grade)


def values(sheet: Worksheet, reference: str) -> list[Any]:
    title, _, place = reference.rpartition("!")
    assert title.strip("'") == sheet.title
    area = sheet[place.replace("$", "")]
    return [cell.value for row in area for cell in row] if isinstance(area, tuple) else [area.value]


@pytest.mark.slow
def test_libreoffice_opens_it_with_its_chart(bureau: Bureau, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "册.xlsx").write_bytes(made(bureau, "xlsx"))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(tmp_path / "册.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "册.ods") as package:
        parts = [name for name in package.namelist() if name.endswith("content.xml") and "/" in name]
        assert [package.read(name).count(b"<chart:series ") for name in parts] == [len(Grade)]


def test_the_office_calls_its_levels_as_it_does(bureau: Bureau) -> None:
    called = replace(bureau, settings={**bureau.settings, "等级名称": setting("高中低")})
    book = opened(made(called, "xlsx"))
    assert {row[7] for row in listed(book)} == {"高", "中", "低"}
    assert rows(book[SUMS], ["序号", "类别", "高", "中", "低", "合计"])


# ---------------------------------------------------------------- odd years


def without_risks(whole: Bureau) -> Bureau:
    return replace(
        whole,
        people={key: replace(item, risks=()) for key, item in whole.people.items()},
        departments={key: replace(item, risks=()) for key, item in whole.departments.items()},
        leadership_risks=(),
    )


def test_a_year_without_risks_says_so_and_has_no_chart() -> None:
    whole = without_risks(small())
    book = opened(made(whole, "xlsx"))
    assert listed(book) == [["本年度没有登记风险点。", *[None] * 9]]
    assert counted(book, "机构")["合计"] == [0, 0, 0, 0]
    assert book[SUMS]._charts == []  # type: ignore[attr-defined]
    assert len(docx.Document(io.BytesIO(made(whole, "docx"))).inline_shapes) == 0


def test_a_bureau_of_one_department_has_a_chart_of_one_bar() -> None:
    whole = replace(
        without_risks(small()), people={}, departments={"综合股": department("综合股", "股室", "003", "002")}
    )
    [chart] = opened(made(whole, "xlsx"))[SUMS]._charts  # type: ignore[attr-defined]
    assert {series.val.numRef.f.count(":") for series in chart.series} <= {0, 1}
    assert levels_by_department(whole)["综合股"].total() == 1


def test_a_text_of_five_thousand_characters_is_whole_in_every_format() -> None:
    own = risk(Subject(Target.LEADERSHIP), "BZ-1", matter="大额资金使用", content=LONG, people={"责任领导": "001"})
    whole = replace(without_risks(small()), leadership_risks=(own,))
    assert [row[5] for row in listed(opened(made(whole, "xlsx")))] == [LONG]
    word = docx.Document(io.BytesIO(made(whole, "docx")))
    assert LONG in {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert made(whole, "pdf").startswith(b"%PDF")


def test_sixty_departments_have_a_chart_that_fits_a_page() -> None:
    names = [f"第{number}司法所" for number in range(60)]
    whole = replace(small(), people={}, departments={name: department(name, "司法所", "", "") for name in names})
    content = content_of(plan({KIND.id: KIND}, whole)[0], whole, "")
    assert len(content.charts[0].categories) <= 30
    [chart] = opened(made(whole, "xlsx"))[SUMS]._charts  # type: ignore[attr-defined]
    assert chart.anchor.ext.height / 12_700 > 60 * 12, "as high as the names beside it need"


@pytest.mark.slow
def test_ten_thousand_risks_are_a_workbook() -> None:
    owner = Subject(Target.DEPARTMENT, "综合股")
    many = tuple(risk(owner, f"JG-综合股-{number}", grade=list(Grade)[number % 3]) for number in range(10_000))
    whole = small()
    departments = {**whole.departments, "综合股": replace(whole.departments["综合股"], risks=many)}
    whole = replace(whole, departments=departments)
    found = listed(opened(made(whole, "xlsx")))
    assert len(found) == sum(1 for _ in whole.risks()) > 10_000
    assert [row[0] for row in found] == list(range(1, len(found) + 1))
    assert levels_by_department(whole)[LEADERSHIP].total() == 3
