"""A long list as a workbook: what is written after one line is what would have been laid out for each."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from docx.document import Document
from openpyxl.worksheet.worksheet import Worksheet
from test_sheet_writer import heading_row, link_control
from wordfiles import made

from docgen.form.fill import FormTemplate
from docgen.form.read.form import read_form
from docgen.form.sheet.long import write_long_list
from docgen.form.sheet.writer import write_workbook
from docgen.word.template import WordTemplate

DAY = datetime(2026, 1, 1)
TEXTS = (
    ("号", "名", "文件"),
    ("{%tr for block in blocks %}", "", ""),
    ("{{ block.name }}（{{ block.count }}）", "", ""),
    ("{%tr for line in block.lines %}", "", ""),
    ("{{ line.no }}", "{{ line.id }} {{ line.name }}", "{{ line.file }}"),
    ("{%tr endfor %}", "", ""),
    ("{%tr endfor %}", "", ""),
)
NAMES = ["甲", "R&D <组>", "{{ 7*7 }}", "=1+1", "“乙”", ""]


def listed(document: Document) -> None:
    document.add_heading("目录", 1)
    table = document.add_table(len(TEXTS), 3)
    for row, words in zip(table.rows, TEXTS, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.rows[2].cells[0].merge(table.rows[2].cells[2])
    link_control(table.rows[4].cells[2], "link")
    heading_row(table.rows[0])
    document.add_paragraph("以上共 {{ whole }} 份")


def without_blocks(document: Document) -> None:
    table = document.add_table(3, 1)
    for row, words in zip(
        table.rows, ("{%tr for block in blocks %}", "{{ block.name }}", "{%tr endfor %}"), strict=True
    ):
        row.cells[0].text = words


def values(*counts: int) -> dict[str, Any]:
    return {
        "whole": sum(counts),
        "blocks": [
            {
                "name": f"第{number}类",
                "count": count,
                "lines": [
                    {"no": place + 1, "id": f"00{place}", "name": NAMES[place % 6], "file": f"{number} 类/{place}#.pdf"}
                    for place in range(count)
                ],
            }
            for number, count in enumerate(counts, start=1)
        ],
    }


def template(draw: Any = listed) -> FormTemplate:
    form, _ = read_form(WordTemplate.compile(made(draw), "模板.docx"))
    return FormTemplate(form)


def sheet(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def facts(found: Worksheet) -> dict[str, object]:
    cells = [cell for row in found.iter_rows() for cell in row]
    return {
        "values": {cell.coordinate: cell.value for cell in cells if cell.value is not None},
        "types": {cell.coordinate: cell.data_type for cell in cells if cell.value is not None},
        "looks": {cell.coordinate: repr((cell.font, cell.border, cell.alignment)) for cell in cells},
        "links": {cell.coordinate: cell.hyperlink.target for cell in cells if cell.hyperlink},
        "merged": sorted(map(str, found.merged_cells.ranges)),
        "filter": found.auto_filter.ref,
        "printed again": found.print_title_rows,
        "frozen": found.freeze_panes,
        "size": found.dimensions,
    }


@pytest.mark.parametrize("counts", [(1,), (3, 1), (8, 2, 20)])
def test_it_is_the_workbook_that_would_have_been_laid_out(counts: tuple[int, ...]) -> None:
    whole = values(*counts)
    long = write_long_list(template(), whole, ("blocks", "lines"), "目录", DAY)
    assert long is not None
    short = write_workbook(template().fill(whole), "目录", DAY)
    assert facts(sheet(long)) == facts(sheet(short))


def test_the_same_list_gives_the_same_bytes() -> None:
    one, other = (write_long_list(template(), values(3, 2), ("blocks", "lines"), "目录", DAY) for _ in range(2))
    assert one == other


def test_a_template_without_a_row_for_each_line_is_not_for_it() -> None:
    assert write_long_list(template(without_blocks), values(2), ("blocks", "lines"), "目录", DAY) is None
