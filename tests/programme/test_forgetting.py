"""A check keeps nothing of what it remembered on the way, and a build only the cells that documents are made from."""

import gc
from datetime import date
from pathlib import Path

import pytest
from bureaus import few_kinds

from docgen.documents.plan import plan
from docgen.documents.render import content_of
from docgen.programme.check import check
from docgen.programme.headings import values_by_heading
from docgen.workbook.names import normal_id, normal_name, normal_reference, normal_word
from docgen.workbook.rows import SheetTable

SAMPLE = Path(__file__).resolve().parents[2] / "inputs" / "示例.xlsx"


def test_spellings_are_forgotten_when_the_check_is_over() -> None:
    check([SAMPLE], on=date(2026, 12, 20))
    for function in (normal_name, normal_id, normal_reference, normal_word):
        assert function.cache_info().currsize == 0, function.__name__


def test_documents_are_made_from_the_same_once_the_cells_are_gone() -> None:
    checked = check([SAMPLE], on=date(2026, 12, 20))
    (bureau,) = checked.bureaus
    documents = plan(few_kinds(), bureau)
    before = [content_of(item, bureau, "") for item in documents]
    records = (*bureau.people.values(), *bureau.departments.values(), *bureau.leadership_risks)
    told = [values_by_heading(record, bureau) for record in records]
    checked.let_go()
    with pytest.raises(IndexError):
        bureau.opinions[0].row.text("意见")
    assert [content_of(item, bureau, "") for item in documents] == before
    assert [values_by_heading(record, bureau) for record in records] == told


def test_the_rows_are_let_go_of_with_the_check_and_not_only_when_circles_are_looked_for() -> None:
    gc.collect()
    gc.disable()
    try:
        checked = check([SAMPLE], on=date(2026, 12, 20))
        kept = {id(row.table) for book in checked.books for sheet in book.sheets.values() for row in sheet.rows}
        assert kept
        findings = checked.findings
        del checked
        assert not [item for item in gc.get_objects() if isinstance(item, SheetTable) and id(item) in kept]
        assert findings is not None
    finally:
        gc.enable()
