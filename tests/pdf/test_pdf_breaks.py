"""Page breaks: where a page begins, and that none of them leaves an empty line or an empty page behind."""

import pytest
from forms import cell, form, paragraph, render, row, spots

from docgen.form.tree import Break, Form, PageSetup, Section, Table
from docgen.pdf.engine import Pdf

PAGE = Break("page")


def pages(made: Pdf) -> list[str]:
    """What stands on each page."""
    found: list[list[str]] = [[] for _ in range(made.pages)]
    for text, spot in sorted(spots(made).items(), key=lambda item: item[1].y):
        found[spot.page].append(text)
    return ["".join(page) for page in found]


def test_a_page_begins_before_each_paragraph_that_says_so_and_the_first_leaves_none_empty() -> None:
    made = form(*(paragraph(f"第{number}页", page_break_before=True) for number in "一二三"))
    assert pages(render(made)) == ["第一页", "第二页", "第三页"]


def test_a_second_section_begins_with_its_first_paragraph_on_one_page() -> None:
    sections = (Section(PageSetup(), (paragraph(text, page_break_before=True),)) for text in "甲乙")
    assert pages(render(Form(tuple(sections)))) == ["甲", "乙"]


@pytest.mark.parametrize(
    "broken", [(paragraph("甲", PAGE),), (paragraph("甲"), paragraph(PAGE)), (paragraph("甲", PAGE, PAGE),)]
)
def test_what_follows_a_break_stands_at_the_top_of_its_page(broken: tuple[object, ...]) -> None:
    made = render(form(*broken, paragraph("乙")))  # type: ignore[arg-type]
    assert spots(made)["乙"].y == pytest.approx(spots(made)["甲"].y, abs=0.1)
    assert made.pages == (3 if broken == (paragraph("甲", PAGE, PAGE),) else 2)


def test_a_break_within_a_paragraph_parts_it_and_its_rest_is_not_indented() -> None:
    found = spots(render(form(paragraph("前", PAGE, "后", first_line=40.0), paragraph("乙"))))
    assert (found["前"].page, found["后"].page, found["乙"].page) == (0, 1, 1)
    assert found["后"].x == pytest.approx(found["乙"].x, abs=0.1)


def test_a_break_behind_a_full_page_leaves_no_page_empty() -> None:
    lines = [paragraph(f"行{number}") for number in range(34)]
    assert render(form(*lines, paragraph(PAGE), paragraph("乙"))).pages == 2


def test_a_break_and_a_paragraph_that_begins_a_page_begin_one() -> None:
    assert pages(render(form(paragraph("甲", PAGE), paragraph("乙", page_break_before=True)))) == ["甲", "乙"]


def test_two_breaks_leave_a_page_between_them() -> None:
    assert pages(render(form(paragraph("甲", PAGE), paragraph(PAGE), paragraph("乙")))) == ["甲", "", "乙"]


def test_a_break_at_the_end_of_a_section_leaves_no_page_empty() -> None:
    first, second = (Section(PageSetup(), (paragraph(text, PAGE),)) for text in "甲乙")
    assert pages(render(Form((first, second)))) == ["甲", "乙"]


def test_the_mark_of_a_paragraph_stands_behind_its_break_where_the_template_says_so() -> None:
    section = Section(PageSetup(), (paragraph("甲", PAGE), paragraph("乙")))
    found = spots(render(Form((section,), split_marks=True)))
    assert found["乙"].y == pytest.approx(found["甲"].y + 20.0, abs=0.1)


def test_a_break_stands_before_a_table_and_a_table_may_begin_a_page() -> None:
    asked = Table((200.0,), (row(cell(paragraph("表二", page_break_before=True))),))
    made = form(paragraph("甲", PAGE), Table((200.0,), (row("表一"),)), paragraph("乙"), asked)
    assert pages(render(made)) == ["甲", "表一乙", "表二"]


def test_a_break_in_a_cell_begins_no_page() -> None:
    made = form(Table((200.0,), (row(cell(paragraph("格", PAGE, "续"), paragraph("后", PAGE))),)), paragraph("末"))
    assert pages(render(made)) == ["格续后末"]
