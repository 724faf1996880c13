"""The archive's catalogue is made of the record, after the others; an unchanged year leaves it alone."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from bureaus import FEW_KINDS, bureau, setting
from offices_on_disk import Folder

from docgen.kinds.kind import SHIPPED, Kinds, load_kinds
from docgen.ledger.ledger import Made
from docgen.office.selection import Asked
from docgen.pdf.verify import verify

CATALOGUE = "archive_catalogue"
PATH = "4 调整修正/归档文件目录/30年 归档文件目录(2026)"


def kinds() -> Kinds:
    """The check tables and the catalogue."""
    shipped = load_kinds([SHIPPED])
    return Kinds({key: shipped[key] for key in (*FEW_KINDS, CATALOGUE)}, {})


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "out", kinds())


def listed(folder: Folder) -> list[list[str]]:
    """The files in the Word file: 序号, 档号, 文号, 责任者, 题名, 日期, 密级, 页数, 备注."""
    document = docx.Document(io.BytesIO((folder.path / f"{PATH}.docx").read_bytes()))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return [row for row in rows if len(row) == 9 and row[0].isdigit()]


def others(folder: Folder) -> dict[str, Made]:
    return {item.id: item for item in folder.record() if item.kind != CATALOGUE}


def test_it_lists_what_this_same_run_made_with_number_pages_and_day(folder: Folder) -> None:
    facts = folder.build(bureau(), ("docx", "pdf"))
    assert (facts.planned, facts.written, facts.failures) == (8 + 3, 8 + 3, [])
    made = others(folder)
    assert {(row[2], row[7]) for row in listed(folder)} == {(item.number, str(item.pages)) for item in made.values()}
    assert {row[5] for row in listed(folder)} == {"20261101"}
    assert [row[0] for row in listed(folder)] == [str(number) for number in range(1, len(made) + 1)]
    texts = [item.number for item in made.values()]
    assert verify((folder.path / f"{PATH}.pdf").read_bytes(), texts).problems == ()


def test_a_second_build_writes_nothing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.build(bureau(), ("docx", "pdf"))
    before = folder.times()
    monkeypatch.setattr("docgen.workers.work.render_content", lambda *_: pytest.fail("something was rendered"))
    facts = folder.build(bureau(), ("docx", "pdf"))
    assert (facts.written, facts.unchanged) == (0, 11)
    assert folder.times() == before


def test_it_is_a_document_of_the_plan_and_is_not_in_itself(folder: Folder) -> None:
    folder.build(bureau())
    own = [item for item in folder.record() if item.kind == CATALOGUE]
    assert sorted(item.id for item in own) == [f"{CATALOGUE}/{value}" for value in ("10年", "30年", "永久")]
    assert not {item.number for item in own} & {row[2] for row in listed(folder)}


@pytest.mark.parametrize(
    "asked", [Asked(kinds=(CATALOGUE,)), Asked(stages=("4",))], ids=["the kind alone", "its stage alone"]
)
def test_whatever_is_selected_it_lists_the_whole_year(folder: Folder, asked: Asked) -> None:
    folder.build(bureau())
    before = listed(folder)
    (folder.path / f"{PATH}.docx").unlink()
    facts = folder.build(bureau(), asked=asked)
    assert (facts.planned, facts.written) == (3, 1)
    assert listed(folder) == before


def test_a_run_for_somebody_else_leaves_it(folder: Folder) -> None:
    folder.build(bureau())
    assert folder.build(bureau(), asked=Asked(people=("004",))).planned == 1
    assert len(listed(folder)) == 8


def test_somebody_new_is_added_and_who_left_is_gone(folder: Folder) -> None:
    whole = bureau()
    fewer = replace(whole, people={key: item for key, item in whole.people.items() if key != "004"})
    folder.build(fewer)
    assert len(listed(folder)) == 7
    assert folder.build(whole).written == 1 + 1
    assert len(listed(folder)) == 8
    folder.build(fewer)
    assert len(listed(folder)) == 7


def test_without_pdf_pages_are_left_to_be_filled_in(folder: Folder) -> None:
    folder.build(bureau(), ("docx",))
    assert {row[7] for row in listed(folder)} == {""}
    assert "没有页数，请清点后填写" in whole_text(folder)


def test_a_changed_全宗号_makes_it_anew_and_nothing_else(folder: Folder) -> None:
    folder.build(bureau())
    whole: Any = bureau()
    facts = folder.build(replace(whole, settings={**whole.settings, "全宗号": setting("0126")}))
    assert facts.written == 3
    assert {row[1].partition("-")[0] for row in listed(folder)} == {"0126"}


def whole_text(folder: Folder) -> str:
    document = docx.Document(io.BytesIO((folder.path / f"{PATH}.docx").read_bytes()))
    return "".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
