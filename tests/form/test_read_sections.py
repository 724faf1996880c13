"""Sections: paper, margins, page numbers, headers and footers and how they are inherited."""

from __future__ import annotations

from typing import Any

import pytest
from wordparts import A4, cell, lost, p, r, read, row, table, whole

from docgen.form.tree import Block, Field, Paragraph, Run, Section, Table, Text


def section(inside: str = A4, **parts: Any) -> Section:
    """The only section of a form."""
    [found] = whole(p(r("文")), section=inside, **parts).sections
    return found


def words(blocks: tuple[Block, ...]) -> str:
    """The text of paragraphs."""
    return "".join(
        piece.text
        for block in blocks
        if isinstance(block, Paragraph)
        for run in block.runs
        if isinstance(run, Run)
        for piece in run.pieces
        if isinstance(piece, Text)
    )


def reference(box: str, kind: str, name: str) -> str:
    return f'<w:{box}Reference w:type="{kind}" r:id="{name}"/>'


def test_paper_and_margins_are_in_points() -> None:
    setup = section(
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" '
        'w:left="1588" w:header="851" w:footer="992" w:gutter="200"/>'
    ).setup
    assert (setup.width, setup.height, setup.landscape) == (841.9, 595.3, True)
    assert (setup.top, setup.right, setup.bottom, setup.left) == (104.9, 73.7, 99.2, 79.4)
    assert (setup.header, setup.footer, setup.gutter) == (42.55, 49.6, 10.0)


def test_a_top_margin_that_a_header_does_not_push_counts_as_its_length() -> None:
    assert section('<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="-1440"/>').setup.top == 72.0


@pytest.mark.parametrize(
    ("grid_", "pitch"),
    [
        ('<w:docGrid w:type="lines" w:linePitch="312"/>', 15.6),
        ('<w:docGrid w:linePitch="312"/>', None),
        ('<w:docGrid w:type="default" w:linePitch="312"/>', None),
        ("", None),
    ],
)
def test_lines_snap_only_to_a_grid_that_is_switched_on(grid_: str, pitch: float | None) -> None:
    assert section(A4 + grid_).setup.grid_pitch == pitch


def test_page_numbers_start_and_look_as_the_section_says() -> None:
    setup = section(A4 + '<w:pgNumType w:fmt="numberInDash" w:start="3"/>').setup
    assert (setup.page_start, setup.page_format) == (3, "numberInDash")


@pytest.mark.parametrize(("value", "align"), [("center", "center"), ("both", "justify"), ("top", "top")])
def test_a_page_is_aligned_vertically(value: str, align: str) -> None:
    assert section(A4 + f'<w:vAlign w:val="{value}"/>').setup.align == align


@pytest.mark.parametrize(
    ("value", "starts"),
    [("nextPage", "next"), ("continuous", "continuous"), ("oddPage", "odd"), ("evenPage", "even")],
)
def test_a_section_says_how_it_starts(value: str, starts: str) -> None:
    assert section(A4 + f'<w:type w:val="{value}"/>').starts == starts


def test_a_paragraph_with_section_properties_ends_its_section() -> None:
    form = whole(p(r("一"), f"<w:sectPr>{A4}</w:sectPr>") + p(r("二")))
    assert [words(found.blocks) for found in form.sections] == ["一", "二"]


def test_a_section_ends_inside_a_content_control_too() -> None:
    first = p(r("一"), f"<w:sectPr>{A4}</w:sectPr>")
    form = whole(f"<w:sdt><w:sdtContent>{first}</w:sdtContent></w:sdt>" + p(r("二")))
    assert [words(found.blocks) for found in form.sections] == ["一", "二"]


def test_a_document_without_section_properties_is_one_section() -> None:
    [found] = whole(p(r("文")), section="").sections
    assert words(found.blocks) == "文"


def test_a_table_takes_its_share_of_its_own_sections_width() -> None:
    wide = '<w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:left="1440" w:right="1440"/>'
    full = table(row(cell("甲")), properties='<w:tblW w:w="5000" w:type="pct"/>', grid=(1000,))
    form = whole(full + p("", f"<w:sectPr>{A4}</w:sectPr>") + full + p(), section=wide)
    tables = [block for found in form.sections for block in found.blocks if isinstance(block, Table)]
    widths = [sum(item.columns) for item in tables]
    assert widths == pytest.approx([(11906 - 2880) / 20, (16838 - 2880) / 20])


def test_headers_and_footers_by_kind_of_page() -> None:
    found = section(
        A4
        + reference("header", "default", "header1")
        + reference("header", "first", "header2")
        + reference("footer", "even", "footer1")
        + "<w:titlePg/>",
        running={"header1": p(r("单")), "header2": p(r("首")), "footer1": p(r("双"))},
        settings="<w:evenAndOddHeaders/>",
    )
    assert {kind: words(blocks) for kind, blocks in found.headers.items()} == {"default": "单", "first": "首"}
    assert {kind: words(blocks) for kind, blocks in found.footers.items()} == {"even": "双"}
    assert found.title_page


def test_a_section_without_headers_has_those_of_the_one_before() -> None:
    first = A4 + reference("header", "default", "header1") + reference("footer", "default", "footer1")
    form = whole(
        p(r("一"), f"<w:sectPr>{first}</w:sectPr>") + p(r("二")),
        section=A4 + reference("footer", "default", "footer2"),
        running={"header1": p(r("眉")), "footer1": p(r("脚一")), "footer2": p(r("脚二"))},
    )
    assert [words(found.headers["default"]) for found in form.sections] == ["眉", "眉"]
    assert [words(found.footers["default"]) for found in form.sections] == ["脚一", "脚二"]


def test_page_numbers_in_a_footer_are_fields() -> None:
    footer = p(r("第") + f'<w:fldSimple w:instr="PAGE">{r("1")}</w:fldSimple>' + r("页"))
    found = section(A4 + reference("footer", "default", "footer1"), running={"footer1": footer})
    [block] = found.footers["default"]
    assert isinstance(block, Paragraph)
    pieces = [piece for run in block.runs if isinstance(run, Run) for piece in run.pieces]
    assert pieces == [Text("第"), Field("page"), Text("页")]


@pytest.mark.parametrize(
    ("settings", "odd_and_even", "tab"),
    [
        ("", False, 36.0),
        ('<w:evenAndOddHeaders/><w:defaultTabStop w:val="420"/>', True, 21.0),
        ('<w:evenAndOddHeaders w:val="0"/>', False, 36.0),
    ],
)
def test_the_settings_count_for_the_whole_form(settings: str, odd_and_even: bool, tab: float) -> None:
    form = whole(p(), settings=settings)
    assert (form.odd_and_even, form.default_tab) == (odd_and_even, tab)


@pytest.mark.parametrize(
    ("inside", "construct"),
    [
        ('<w:cols w:num="2"/>', "分栏"),
        ("<w:pgBorders/>", "页面边框"),
        ('<w:lnNumType w:countBy="1"/>', "行号"),
        ('<w:textDirection w:val="tbRl"/>', "竖排页面"),
    ],
)
def test_a_page_construct_that_is_lost_is_told(inside: str, construct: str) -> None:
    assert lost(p(r("文")), section=A4 + inside) == [construct]


def test_what_is_lost_in_a_header_is_told_with_that_part() -> None:
    _, [item] = read(
        p(r("文")),
        section=A4 + reference("header", "default", "header1"),
        running={"header1": p(r("水印", inside="<w:pict/>"))},
    )
    assert (item.part, item.context) == ("word/header1.xml", "水印")
