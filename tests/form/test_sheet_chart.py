"""A chart in a form is a chart of the workbook's own: it draws the cells that the form's tags name, and follows them."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from docx.document import Document
from openpyxl.worksheet.worksheet import Worksheet
from test_pictures import png
from test_sheet_writer import heading_row, link_control, written

from docgen.word.image import image

COUNTED = [
    {"name": "综合股", "high": "2", "low": "5"},
    {"name": "城关司法所", "high": "0", "low": "7"},
    {"name": "O'Brien 所", "high": "1", "low": "1"},
]


def register(document: Document, *, tagged: bool = True) -> None:
    """A title, counts of two levels with their sum, and the chart of them."""
    document.add_paragraph("统计'表'")
    table = document.add_table(5, 3)
    texts = (
        ("机构", "一级", "二级"),
        ("{%tr for row in rows %}", "", ""),
        ("{{ row.name }}", "{{ row.high }}", "{{ row.low }}"),
        ("{%tr endfor %}", "", ""),
        ("合计", "3", "13"),
    )
    for row, words in zip(table.rows, texts, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    heading_row(table.rows[0])
    if tagged:
        for cell in table.rows[0].cells[1:]:
            link_control(cell, "chart:series")
        link_control(table.rows[2].cells[0], "chart:category")
    link_control(SimpleNamespace(paragraphs=[document.add_paragraph("{{ picture }}")]), "chart")


def made(rows: list[dict[str, str]], *, tagged: bool = True) -> bytes:
    return written(lambda document: register(document, tagged=tagged), rows=rows, picture=image(png(40, 200), "图"))


def sheet(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def charts(found: Worksheet) -> list[Any]:
    return list(found._charts)  # type: ignore[attr-defined]


def cells(found: Worksheet, reference: str) -> list[Any]:
    """The values that a reference of a chart leads to."""
    title, _, place = reference.rpartition("!")
    assert title == "'" + found.title.replace("'", "''") + "'" or title == found.title
    area = found[place.replace("$", "")]
    return [cell.value for row in area for cell in row] if isinstance(area, tuple) else [area.value]


def test_it_draws_the_figures_under_each_series_beside_each_category() -> None:
    found = sheet(made(COUNTED))
    [chart] = charts(found)
    told = [
        (
            cells(found, series.tx.strRef.f),
            cells(found, series.cat.numRef.f if series.cat.numRef else series.cat.strRef.f),
            cells(found, series.val.numRef.f),
        )
        for series in chart.series
    ]
    names = [row["name"] for row in COUNTED]
    assert told == [(["一级"], names, [2, 0, 1]), (["二级"], names, [5, 7, 1])]


def test_it_stands_where_the_picture_would_and_the_picture_is_not_there() -> None:
    found = sheet(made(COUNTED))
    [chart] = charts(found)
    assert chart.anchor._from.row == 1 + 1 + len(COUNTED) + 1, "under title, heading, rows and sum"
    assert found._images == []  # type: ignore[attr-defined]


def test_more_categories_make_it_higher() -> None:
    few, many = (charts(sheet(made(COUNTED * count)))[0].anchor.ext.height for count in (1, 20))
    assert many > 3 * few


@pytest.mark.parametrize(("rows", "tagged"), [([], True), (COUNTED, False)], ids=["no rows", "no tags"])
def test_where_there_is_nothing_to_draw_the_picture_stands(rows: list[dict[str, str]], tagged: bool) -> None:
    found = sheet(made(rows, tagged=tagged))
    assert (charts(found), len(found._images)) == ([], 1)  # type: ignore[attr-defined]


def test_the_same_chart_is_the_same_bytes() -> None:
    first, second = made(COUNTED), made(COUNTED)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert "xl/charts/chart1.xml" in package.namelist()
