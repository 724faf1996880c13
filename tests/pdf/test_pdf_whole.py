"""What is to stay together and is longer than a page: nothing is lost, runs off the paper or is drawn over another."""

from collections import Counter

import pytest
from forms import cell, form, paragraph, render, row, spots

from docgen.form.tree import Block, Table
from docgen.pdf.engine import Pdf

LONG = "文字内容" * 900
COLUMNS = (200.0, 200.0)


def numbered(sign: str, count: int = 70, **style: object) -> tuple[Block, ...]:
    """Paragraphs of a line each, told apart by their numbers."""
    return tuple(paragraph(f"{sign}{number:02d}", **style) for number in range(count))


def is_whole(made: Pdf, *texts: str) -> bool:
    """Whether all these stretches of text stand on the paper, each at a place of its own."""
    found = spots(made)
    places = Counter((spot.page, round(spot.x), round(spot.y)) for spot in found.values())
    on_paper = all(0 < spot.x < 595 and 0 < spot.y < 842 for spot in found.values())
    return on_paper and max(places.values()) == 1 and set(texts) <= found.keys()


def lines(sign: str, count: int = 70) -> list[str]:
    return [f"{sign}{number:02d}" for number in range(count)]


def test_paragraphs_that_keep_with_the_next_part_where_the_page_ends() -> None:
    made = render(form(*numbered("链", keep_next=True), paragraph("末")))
    assert is_whole(made, *lines("链"), "末")


@pytest.mark.parametrize("style", [{"keep_lines": True}, {"keep_lines": True, "keep_next": True}])
def test_a_paragraph_whose_lines_keep_together_parts_where_no_page_holds_it(style: dict[str, bool]) -> None:
    made = render(form(paragraph("首"), paragraph(LONG + "尾", **style), paragraph("末")))
    assert is_whole(made, "首", "末")
    assert sum(len(text) for text in spots(made)) >= 40
    assert any(text.endswith("尾") for text in spots(made))


def test_both_columns_of_a_row_go_on_whatever_keeps_with_the_next() -> None:
    left, right = (cell(*numbered(sign, keep_next=True)) for sign in "左右")
    made = render(form(Table(COLUMNS, (row(left, right),)), paragraph("末")))
    assert is_whole(made, *lines("左"), *lines("右"), "末")
    assert spots(made)["左00"][::2] == pytest.approx(spots(made)["右00"][::2], abs=0.1)


def test_a_row_that_must_not_break_does_where_no_page_holds_it() -> None:
    made = render(
        form(Table(COLUMNS, (row("上", "上右"), row(cell(*numbered("左")), "右", cant_split=True), row("下", "下右"))))
    )
    assert is_whole(made, *lines("左"), "上", "右", "下右")


def test_a_merged_cell_taller_than_a_page_breaks_the_rows_beside_it() -> None:
    rows = (
        row(cell(*numbered("左"), merge="restart"), "右一", cant_split=True),
        row(cell(merge="continue"), "右二", cant_split=True),
    )
    assert is_whole(render(form(Table(COLUMNS, rows), paragraph("末"))), *lines("左"), "右一", "右二", "末")


def test_a_heading_taller_than_a_page_is_not_repeated() -> None:
    rows = (row(cell(*numbered("题")), "题右", header=True), row("下", "下右"))
    made = render(form(Table(COLUMNS, rows), paragraph("末")))
    assert is_whole(made, *lines("题"), "题右", "下", "末")
    assert spots(made)["题00"].page == 0


def test_rows_that_keep_with_the_next_part_where_no_page_holds_them() -> None:
    rows = tuple(row(cell(paragraph(text, keep_next=True)), "右") for text in lines("行"))
    assert is_whole(render(form(Table(COLUMNS, rows), paragraph("末"))), *lines("行"), "末")
