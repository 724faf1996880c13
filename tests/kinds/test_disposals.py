"""What a template sees of a disposal besides its columns: its state, the days that it is over, its case, on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from offices import Office

from docgen.documents.plan import plan
from docgen.documents.render import Contents
from docgen.kinds.kind import Kind
from docgen.programme.assemble import assemble
from docgen.programme.model import Bureau
from docgen.workbook.read import read_workbook

ON = date(2026, 11, 29)


def whole(tmp_path: Path) -> Bureau:
    """The tidy year: Y-1 is done, Y-2 takes it up and is open, due on 25 November."""
    office = Office()
    office.column("预警处置", "原编号", [None, "Y-1"])
    office.set("预警处置", 3, "整改结果", None)
    [bureau] = assemble([read_workbook(office.save(tmp_path))]).bureaus
    return bureau


def kind(tmp_path: Path, text: str) -> Kind:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(tmp_path / "form.docx")
    return Kind("ledger", tmp_path, "台账", "贯彻执行", ("B",), "TZ")


def rows(tmp_path: Path, text: str, on: date | None) -> Any:
    bureau = whole(tmp_path)
    [document] = plan({"ledger": kind(tmp_path, text)}, bureau)
    return Contents(bureau, on=on).of(document).values["bureau"].预警处置


ALL = "{% for row in bureau.预警处置 %}{{ row.编号 }}{{ row.state }}{{ row.days_over }}{{ row.case }}{% endfor %}"


@pytest.mark.parametrize(("on", "over"), [(ON, 4), (date(2026, 11, 26), 1), (date(2026, 11, 25), ""), (None, "")])
def test_a_row_has_its_state_its_days_and_its_case(tmp_path: Path, on: date | None, over: int | str) -> None:
    case = "Y-1 告诫 → Y-2 督导"
    found = [(row.编号, row.state, row.days_over, row.case) for row in rows(tmp_path, ALL, on)]
    assert found == [("Y-1", "已办结", "", case), ("Y-2", "未办结", over, case)]


def test_they_are_filled_only_where_the_template_mentions_them(tmp_path: Path) -> None:
    [_, second] = rows(tmp_path, "{% for row in bureau.预警处置 %}{{ row.编号 }}{{ row.state }}{% endfor %}", ON)
    assert (second.state, second.days_over, second.case) == ("未办结", "", "")
    [_, second] = rows(tmp_path, "{% for row in bureau.预警处置 %}{{ row.编号 }}{% endfor %}", ON)
    assert (second.state, second.days_over, second.case) == ("", "", "")
