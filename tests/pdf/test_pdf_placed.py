"""Tables at a place of their own on the page, text turned in a cell, and sections that a condition ends."""

from __future__ import annotations

from dataclasses import replace

import pytest
from forms import cell, form, paragraph, render, row, spots

from docgen.form.tree import Block, Field, Form, PageSetup, Placed, Section, Table, Tag

FOOT = Placed("margin", 0.0, "margin", "bottom")
BOTTOM = 841.9 - 72


def placed(where: Placed, *texts: str, width: float = 200.0, **style: object) -> Table:
    """A table of a row for each text, without margins beside it."""
    rows = tuple(row(cell(text, border=0.5, margins=(0, 0, 0, 0)), **style) for text in texts)
    return Table((width,), rows, placed=where)


def lines(count: int, high: float = 20.0) -> list[Block]:
    return [paragraph(f"第{number}行", line=high) for number in range(1, count + 1)]


TINY = paragraph(line=1.0)


def test_a_table_stands_at_the_foot_of_the_page_where_the_text_ends() -> None:
    found = spots(render(form(*lines(3), placed(FOOT, "抄送", "印发"), TINY)))
    # An exact line of 20 pt has its baseline 4 pt above its end; the last line's border stands below it.
    assert found["印发"].y == pytest.approx(BOTTOM - 4, abs=0.8)
    assert found["抄送"].y == pytest.approx(found["印发"].y - 20.5, abs=0.1)
    assert (found["第3行"].page, found["抄送"].page, found["抄送"].x) == (0, 0, pytest.approx(72, abs=0.5))


def test_the_text_ends_above_it() -> None:
    # 34 lines fill the page: with a table of two lines 32 are left room for, and the table has no page of its own.
    found = spots(render(form(*lines(31), placed(FOOT, "抄送", "印发"), TINY)))
    assert found["第31行"].page == found["印发"].page == 0
    found = spots(render(form(*lines(33), placed(FOOT, "抄送", "印发"), TINY)))
    assert (found["第33行"].page, found["抄送"].page, found["印发"].page) == (0, 1, 1)
    assert found["印发"].y == pytest.approx(BOTTOM - 4, abs=0.8)


def test_text_behind_it_goes_on_above_it_or_to_the_next_page_with_it() -> None:
    found = spots(render(form(*lines(3), placed(FOOT, "抄送", "印发"), paragraph("后文"))))
    assert (found["后文"].page, found["后文"].y) == (0, pytest.approx(found["第3行"].y + 20, abs=0.1))
    found = spots(render(form(*lines(33), placed(FOOT, "抄送", "印发"), paragraph("后文"))))
    assert (found["后文"].page, found["后文"].y) == (1, pytest.approx(72 + 16, abs=0.1))


def test_it_is_never_split() -> None:
    found = spots(render(form(*lines(30), placed(FOOT, *(f"{n}排" for n in range(12))), TINY)))
    assert {found[f"{n}排"].page for n in range(12)} == {1}


def test_a_table_at_the_foot_is_aligned_across() -> None:
    found = spots(render(form(paragraph("文"), placed(replace(FOOT, x="right"), "印发"), TINY)))
    assert found["印发"].x == pytest.approx(595.3 - 72 - 200, abs=0.5)
    found = spots(render(form(paragraph("文"), placed(Placed("page", 100.0), "印发"), TINY)))
    assert found["印发"].x == pytest.approx(100, abs=0.5)


PLACES = {
    "by the page": (Placed("page", 30.0, "page", 400.0), 30, 400),
    "by the text": (Placed("margin", -60.0, "margin", 400.0), 12, 472),
    "in the page's corner": (Placed("page", "right", "page", "bottom"), 595.3 - 40, 841.9 - 20.5),
    "in the middle": (Placed("margin", "center", "page", "center"), 595.3 / 2 - 20, 841.9 / 2 - 10.25),
    "at the top": (Placed("page", "left", "margin", "top"), 0, 72),
}


@pytest.mark.parametrize("part", ["header", "footer", "text"])
@pytest.mark.parametrize("name", PLACES)
def test_a_table_stands_at_its_place_on_the_page(name: str, part: str) -> None:
    where, x, y = PLACES[name]
    table = placed(where, "角", width=40)
    if part == "text":
        made = form(paragraph("一"), paragraph("二"), table, paragraph("三"))
    else:
        running = {"default": (paragraph("脚", line=10.0), table, paragraph("注", line=10.0))}
        made = form(paragraph("一"), paragraph("二"), paragraph("三"), **{f"{part}s": running})
    found = spots(render(made))
    assert found["角"][:3] == (0, pytest.approx(x, abs=0.5), pytest.approx(y + 16.5, abs=0.8))
    # It takes no room.
    assert found["三"].y - found["二"].y == found["二"].y - found["一"].y
    if part == "footer":
        assert found["注"].y == pytest.approx(841.9 - 42.55 - 2, abs=0.1)


def numbered(align: str, row_height: float = 300.0) -> Table:
    """A page number turned on its side, in a row as high as a landscape page's text."""
    style = {"direction": "vertical", "margins": (0.0, 0.0, 0.0, 0.0)}
    number = cell(paragraph("— ", Field("page"), " —", align=align, line=16.0), border=0, **style)
    return Table(
        (16.0,), (row(number, height=row_height, height_rule="exact"),), placed=Placed("page", 40.0, "page", 100.0)
    )


def test_text_without_han_characters_is_turned_as_a_whole() -> None:
    wide = PageSetup(width=841.9, height=595.3, landscape=True)
    for align, first in (("left", 100.0), ("right", 400.0)):
        section = Section(wide, (paragraph("正文"),), footers={"default": (numbered(align), TINY)})
        found = spots(render(Form((section,))))
        at = found["1"]
        # Turned to the right: the foot of a line 16 pt high, 3.2 pt below its baseline, is at its left.
        assert at.x == pytest.approx(43.2, abs=0.1)
        assert abs(at.y - first) < 40


def test_a_section_that_a_condition_ends_has_footers_of_its_own() -> None:
    def section(text: str, *blocks: Block, **more: object) -> Section:
        return Section(PageSetup(), blocks, footers={"default": (paragraph(text, Field("page")),)}, **more)  # type: ignore[arg-type]

    made = Form(
        (
            section("前", paragraph("一"), Tag("{% if turn %}"), TINY),
            section("后", Tag("{% endif %}"), placed(FOOT, "印发"), TINY),
        )
    )
    one, two = (render(made, turn=turn) for turn in (0, 1))
    assert (one.pages, two.pages) == (1, 2)
    assert {"后1", "印发"} <= spots(one).keys()
    assert (spots(two)["前1"].page, spots(two)["后2"].page, spots(two)["印发"].page) == (0, 1, 1)
