"""A run that has last year's workbook too tells of it in this year's reports, and of the year before in neither."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from bureaus import bureau
from offices_on_disk import NOW

from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.ledger.ledger import FILE_NAME
from docgen.office.folder import Office
from docgen.office.make import make
from docgen.office.run import Wanted
from docgen.office.selection import Asked
from docgen.office.watch import Unwatched
from docgen.outputs.store import Local
from docgen.programme.model import Bureau


def summaries(folder: Path, *bureaus: Bureau) -> dict[str, str]:
    """The years' summaries that one run makes, by file: their texts."""
    office = Office(None, (SHIPPED,), Local(folder), folder / FILE_NAME)
    wanted = Wanted(on=NOW.date(), now=NOW, asked=Asked(kinds=("annual_report",)), formats=("docx",), jobs=1)
    made = make(office, load_kinds([SHIPPED]), list(bureaus), wanted, Unwatched())
    assert made.failures == []
    return {
        file.name: "\n".join(item.text for item in docx.Document(str(file)).paragraphs)
        for file in folder.rglob("*.docx")
    }


def test_this_years_report_tells_of_last_year(tmp_path: Path) -> None:
    found = summaries(tmp_path, replace(bureau(), year=2025), bureau())
    assert "与上年持平" in found["廉政风险防控工作年度总结(2026).docx"]
    assert "上年" not in found["廉政风险防控工作年度总结(2025).docx"]


@pytest.mark.parametrize("other", [{"year": 2024}, {"year": 2025, "name": "另一县司法局"}])
def test_another_bureau_or_another_year_is_not_last_year(tmp_path: Path, other: dict[str, object]) -> None:
    found = summaries(tmp_path, replace(bureau(), **other), bureau())  # type: ignore[arg-type]
    assert "上年" not in "".join(found.values())
