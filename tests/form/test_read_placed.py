"""Floating tables with a place of their own, and sections that a condition ends."""

from __future__ import annotations

import pytest
from wordparts import A4, cell, grid, lost, p, r, read, row, table, whole

from docgen.form.fill import FormTemplate
from docgen.form.filled import FilledParagraph, printed_text
from docgen.form.tree import Placed, Table

FLOATING = "文字环绕的表格（请改为“无”环绕，或放在版心底部）"
NEW = '<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15"/></w:compat>'
LOOP = "循环里的分节符（条件里的可以）"
INHERITS = "沿用可有可无的一节的页眉页脚（前面带分节符的段落写在条件里，请给这一节自己的页眉页脚）"


def floating(where: str, *, exact: int = 0, width: int = 600) -> str:
    """A table of one cell with these attributes of w:tblpPr."""
    height = f'<w:trHeight w:val="{exact}" w:hRule="exact"/>' if exact else ""
    made = row(cell("甲"), properties=height)
    return table(made, properties=f"<w:tblpPr {where}/>", grid=(width,)) + p()


def at(across: str = "page", x: str = "", down: str = "page", y: str = "") -> str:
    return f'w:horzAnchor="{across}" {x} w:vertAnchor="{down}" {y}'


def test_a_table_at_the_foot_of_the_text_is_carried_with_the_room_above_it() -> None:
    where = 'w:vertAnchor="margin" w:horzAnchor="margin" w:tblpX="0" w:tblpYSpec="bottom" w:topFromText="200"'
    [placed] = [grid(whole(floating(where, width=9000), settings=NEW)).placed]
    assert placed == Placed("margin", 0.0, "margin", "bottom", 10.0)
    assert placed.at_foot


def test_an_alignment_goes_before_a_length() -> None:
    where = at("margin", 'w:tblpX="300" w:tblpXSpec="center"', "margin", 'w:tblpY="300" w:tblpYSpec="bottom"')
    assert grid(whole(floating(where))).placed == Placed("margin", "center", "margin", "bottom")


def test_a_table_without_an_anchor_across_counts_from_the_text_area() -> None:
    where = 'w:vertAnchor="margin" w:tblpX="300" w:tblpYSpec="bottom"'
    assert grid(whole(floating(where), settings=NEW)).placed == Placed("margin", 15.0, "margin", "bottom")


def test_before_word_2013_its_text_stood_at_the_place() -> None:
    [placed] = [grid(whole(floating(at(x='w:tblpX="11000"', y='w:tblpY="400"')))).placed]
    assert placed is not None and placed.x == pytest.approx(550 - 5.4)


# The text area of A4 with margins of 1440 twips: 1440 to 10466 across, 1440 to 15398 down.
CLEAR = {
    "left of the text": floating(at(x='w:tblpX="500"', y='w:tblpY="4000"')),
    "right of the text": floating(at(x='w:tblpX="10600"', y='w:tblpY="4000"')),
    "below the text": floating(at(x='w:tblpX="4000"', y='w:tblpY="15400"')),
    "above the text": floating(at(x='w:tblpX="4000"', y='w:tblpY="400"'), exact=900),
    "right of it, from the margin": floating(at("margin", 'w:tblpX="9100"', "margin", 'w:tblpY="0"')),
}
IN_THE_WAY = {
    "in the text": floating(at(x='w:tblpX="4000"', y='w:tblpY="4000"')),
    "half in the text": floating(at(x='w:tblpX="1000"', y='w:tblpY="4000"')),
    "above it, as high as its text": floating(at(x='w:tblpX="4000"', y='w:tblpY="400"')),
    "above it, but too high": floating(at(x='w:tblpX="4000"', y='w:tblpY="400"'), exact=2000),
    "at the page's foot": floating(at(x='w:tblpX="4000"', y='w:tblpYSpec="bottom"')),
    "with the text": floating(at(x='w:tblpX="500"', down="text", y='w:tblpY="100"')),
    "without anchors": floating('w:tblpX="500" w:tblpY="100"'),
    "at the outer side": floating(at(x='w:tblpXSpec="outside"', down="margin", y='w:tblpYSpec="bottom"')),
    "in a cell": table(row("<w:tc>" + floating(at("margin", "", "margin", 'w:tblpYSpec="bottom"')) + "</w:tc>")) + p(),
}


@pytest.mark.parametrize("name", CLEAR)
def test_a_table_that_no_text_runs_into_has_its_place(name: str) -> None:
    assert grid(whole(CLEAR[name], settings=NEW)).placed


@pytest.mark.parametrize("name", IN_THE_WAY)
def test_a_table_that_text_would_run_around_is_told(name: str) -> None:
    assert lost(IN_THE_WAY[name], settings=NEW) == [FLOATING]


def test_in_a_footer_any_place_on_the_page_is_carried() -> None:
    section = A4 + '<w:footerReference w:type="default" r:id="footer1"/>'
    made = whole(p(r("文")), section=section, running={"footer1": IN_THE_WAY["in the text"]}, settings=NEW)
    [placed] = [block.placed for block in made.sections[0].footers["default"] if isinstance(block, Table)]
    assert placed == Placed("page", 200.0, "page", 200.0)


# ---------------------------------------------------------------- sections

TURN = p(r("{%p if turn %}")) + p(r("尾"), f"<w:sectPr>{A4}</w:sectPr>") + p(r("{%p endif %}"))
WIDE = '<w:pgSz w:w="16838" w:h="11906"/>'


def sections(body: str, turn: int) -> list[tuple[float, list[str]]]:
    """The width of each section of a document and the texts of its paragraphs."""
    made = FormTemplate(whole(body, section=WIDE)).fill({"turn": turn})
    return [
        (item.setup.width, [printed_text(block) for block in item.blocks if isinstance(block, FilledParagraph)])
        for item in made.sections
    ]


def test_a_paragraph_that_ends_a_section_may_stand_in_a_condition() -> None:
    body = p(r("一")) + TURN + p(r("二"))
    assert sections(body, 1) == [(595.3, ["一", "尾"]), (841.9, ["二"])]
    # Without it all is of the section behind it, as in the Word file.
    assert sections(body, 0) == [(841.9, ["一", "二"])]


def test_of_two_conditions_each_decides_about_its_own_section() -> None:
    body = p(r("一")) + TURN + TURN.replace("turn", "turn == 2").replace("尾", "空") + p(r("二"))
    assert [len(texts) for _, texts in sections(body, 2)] == [2, 1, 1]
    assert [len(texts) for _, texts in sections(body, 1)] == [2, 1]


def test_a_section_that_a_loop_would_repeat_is_told() -> None:
    assert lost(p(r("一")) + TURN.replace("if turn", "for x in y").replace("endif", "endfor") + p(r("二"))) == [LOOP]


def test_a_section_behind_a_closed_loop_is_none_of_it() -> None:
    loop = p(r("{%p for x in y %}")) + p(r("{{ x }}")) + p(r("{%p endfor %}"))
    assert lost(loop + TURN + p(r("二"))) == []


def test_a_footer_that_depends_on_whether_a_section_is_there_is_told() -> None:
    footer = '<w:footerReference w:type="default" r:id="footer1"/>'
    body = p(r("一")) + TURN.replace("<w:sectPr>", f"<w:sectPr>{footer}") + p(r("二"))
    running = {"footer1": p(r("脚"))}
    assert lost(body, running=running) == [INHERITS]
    assert lost(body, section=A4 + footer, running=running) == []


def test_what_is_told_stands_at_its_place() -> None:
    _, [item] = read(IN_THE_WAY["in the text"], settings=NEW)
    assert item.content and item.context == "甲"
