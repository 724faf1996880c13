"""Tables: grid, merges, borders, shading, margins, heights, and the tags between rows and cells."""

from __future__ import annotations

from typing import Any

import pytest
from drawn import property_of
from wordparts import ALL_LINES, cell, grid, lines, lost, p, plain_rows, r, read, row, style, table, whole

from docgen.form.tree import Border, Borders, Cell, Paragraph, Run, Table, TableRow, Tag, Tagged

THIN, THICK = Border("single", 0.5), Border("single", 1.5)
COMPATIBLE = (
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="{}"/></w:compat>'
)


def made(*rows: str, properties: str = "", widths: tuple[int, ...] = (2000, 2000), **parts: Any) -> Table:
    """A table, all of it carried."""
    return grid(whole(table(*rows, properties=properties, grid=widths) + p(), **parts))


def cells(item: Table, index: int = 0) -> list[Cell]:
    """The cells of a row."""
    return [inner for inner in plain_rows(item)[index].cells if isinstance(inner, Cell)]


def one(properties: str = "", **parts: Any) -> Cell:
    """A cell with these properties."""
    return cells(made(row(cell("甲", properties), cell("乙")), **parts))[0]


# ---------------------------------------------------------------- the table


def test_the_grid_gives_the_columns_and_cells_their_widths() -> None:
    item = made(row(cell("甲", '<w:gridSpan w:val="2"/>'), cell("乙")), widths=(1000, 2000, 3000))
    assert item.columns == (50.0, 100.0, 150.0)
    assert [(found.span, found.style.width) for found in cells(item)] == [(2, 150.0), (1, 150.0)]


def test_a_width_in_per_cent_stretches_the_grid_to_the_text() -> None:
    text = (11906 - 2880) / 20
    for value in ('w:w="2500" w:type="pct"', 'w:w="50%" w:type="pct"'):
        columns = made(row(cell("甲"), cell("乙")), properties=f"<w:tblW {value}/>").columns
        assert columns == pytest.approx((text / 4, text / 4))


def test_a_table_in_a_cell_stretches_to_the_cell() -> None:
    inner = table(row(cell("内")), properties='<w:tblW w:w="5000" w:type="pct"/>', grid=(100,))
    outer = made(row(f"<w:tc>{inner}{p()}</w:tc>", cell("乙")))
    [nested] = [block for block in cells(outer)[0].blocks if isinstance(block, Table)]
    assert nested.columns == pytest.approx((100 - 10.8,))


@pytest.mark.parametrize(("value", "align"), [("center", "center"), ("end", "right"), ("left", "left")])
def test_a_table_is_aligned(value: str, align: str) -> None:
    assert made(row(cell("甲")), properties=f'<w:jc w:val="{value}"/>').align == align


@pytest.mark.parametrize(("mode", "indent"), [(15, 20.0), (12, 20.0 - 5.4)])
def test_before_word_2013_the_text_stood_at_the_indent(mode: int, indent: float) -> None:
    item = made(row(cell("甲")), properties='<w:tblInd w:w="400" w:type="dxa"/>', settings=COMPATIBLE.format(mode))
    assert item.indent == pytest.approx(indent)


def test_a_fixed_layout_is_known() -> None:
    assert made(row(cell("甲")), properties='<w:tblLayout w:type="fixed"/>').fixed
    assert not made(row(cell("甲"))).fixed


# ---------------------------------------------------------------- rows


@pytest.mark.parametrize(
    ("properties", "name", "value"),
    [
        ('<w:trHeight w:val="567"/>', "height", 28.35),
        ('<w:trHeight w:val="567"/>', "height_rule", "at_least"),
        ('<w:trHeight w:val="567" w:hRule="exact"/>', "height_rule", "exact"),
        ("<w:tblHeader/>", "header", True),
        ('<w:tblHeader w:val="false"/>', "header", False),
        ("<w:cantSplit/>", "cant_split", True),
        ('<w:gridBefore w:val="1"/>', "skip_before", 1),
        ('<w:gridAfter w:val="2"/>', "skip_after", 2),
    ],
)
def test_a_row_property_is_read(properties: str, name: str, value: object) -> None:
    assert getattr(plain_rows(made(row(cell("甲"), properties=properties)))[0].style, name) == value


def test_a_row_that_begins_later_takes_the_widths_behind() -> None:
    item = made(row(cell("甲"), properties='<w:gridBefore w:val="1"/>'), widths=(1000, 3000))
    assert cells(item)[0].style.width == 150.0


# ---------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("properties", "name", "value"),
    [
        ('<w:vMerge w:val="restart"/>', "merge", "restart"),
        ("<w:vMerge/>", "merge", "continue"),
        ('<w:vAlign w:val="center"/>', "align", "center"),
        ('<w:vAlign w:val="bottom"/>', "align", "bottom"),
        ("<w:noWrap/>", "no_wrap", True),
        ('<w:textDirection w:val="tbRl"/>', "direction", "vertical"),
        ('<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>', "background", "d9d9d9"),
        ('<w:shd w:val="clear" w:color="auto" w:fill="auto"/>', "background", None),
        ('<w:tcMar><w:top w:w="100"/><w:start w:w="40"/></w:tcMar>', "margins", (5.0, 5.4, 0.0, 2.0)),
    ],
)
def test_a_cell_property_is_read(properties: str, name: str, value: object) -> None:
    assert property_of(one(properties), name) == value


def test_margins_come_from_cell_row_table_and_style_in_this_order() -> None:
    styles = style(
        "格", '<w:tblPr><w:tblCellMar><w:top w:w="20"/><w:left w:w="20"/></w:tblCellMar></w:tblPr>', kind="table"
    )
    item = made(
        row(
            cell("甲", '<w:tcMar><w:bottom w:w="80"/></w:tcMar>'),
            exception='<w:tblCellMar><w:right w:w="60"/></w:tblCellMar>',
        ),
        row(cell("乙")),
        properties='<w:tblStyle w:val="格"/><w:tblCellMar><w:left w:w="40"/></w:tblCellMar>',
        styles=styles,
    )
    assert cells(item)[0].style.margins == (1.0, 3.0, 4.0, 2.0)
    assert cells(item, 1)[0].style.margins == (1.0, 5.4, 0.0, 2.0)


def test_outer_lines_stand_at_the_edges_and_inner_ones_between() -> None:
    outer = lines("top", "left", "bottom", "right", size=12)
    borders = f"<w:tblBorders>{outer}{lines('insideH', 'insideV')}</w:tblBorders>"
    item = made(row(cell("甲"), cell("乙")), row(cell("丙"), cell("丁")), properties=borders)
    assert [found.style.borders for index in (0, 1) for found in cells(item, index)] == [
        Borders(THICK, THIN, THIN, THICK),
        Borders(THICK, THICK, THIN, THIN),
        Borders(THIN, THIN, THICK, THICK),
        Borders(THIN, THICK, THICK, THIN),
    ]


def test_a_cells_own_line_wins_and_can_take_one_away() -> None:
    borders = f"<w:tblBorders>{lines(*ALL_LINES)}</w:tblBorders>"
    own = '<w:tcBorders><w:top w:val="nil"/>' + lines("right", size=12) + "</w:tcBorders>"
    item = made(row(cell("甲", own), cell("乙")), properties=borders)
    assert cells(item)[0].style.borders == Borders(None, THICK, THIN, THIN)


def test_a_rows_exception_changes_its_lines() -> None:
    borders = f"<w:tblBorders>{lines(*ALL_LINES)}</w:tblBorders>"
    exception = f"<w:tblBorders>{lines('top', size=12)}</w:tblBorders>"
    item = made(row(cell("甲"), exception=exception), row(cell("乙")), properties=borders, widths=(2000,))
    assert (cells(item)[0].style.borders.top, cells(item)[0].style.borders.left) == (THICK, THIN)
    assert cells(item, 1)[0].style.borders.left == THIN


def test_a_table_styles_lines_are_taken_over_from_what_it_is_based_on() -> None:
    styles = style("底", f"<w:tblPr><w:tblBorders>{lines(*ALL_LINES)}</w:tblBorders></w:tblPr>", kind="table") + style(
        "上", "<w:tblPr/>", kind="table", based_on="底"
    )
    item = made(row(cell("甲")), properties='<w:tblStyle w:val="上"/>', styles=styles, widths=(2000,))
    assert cells(item)[0].style.borders == Borders(THIN, THIN, THIN, THIN)


# ---------------------------------------------------------------- parts of a table style


def shaded(part: str, fill: str) -> str:
    """A part of a table style with a background of its own and bold text."""
    return (
        f'<w:tblStylePr w:type="{part}"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr>'
        "</w:tblStylePr>"
    )


PARTS = ("firstRow", "lastRow", "firstCol", "lastCol", "band1Horz", "band2Horz")
STYLE = style("表", "".join(shaded(part, f"00000{number}") for number, part in enumerate(PARTS, 1)), kind="table")


def fills(look: str) -> list[str]:
    """The last figures of the backgrounds, row by row."""
    item = made(
        *(row(cell("甲"), cell("乙"), cell("丙")) for _ in range(4)),
        properties=f'<w:tblStyle w:val="表"/><w:tblLook {look}/>',
        styles=STYLE,
        widths=(1000, 1000, 1000),
    )
    return ["".join((found.background or "-")[-1] for found in cells(item, index)) for index in range(4)]


@pytest.mark.parametrize(
    ("look", "backgrounds"),
    [
        ('w:noHBand="1"', ["---", "---", "---", "---"]),
        ('w:firstRow="1" w:noHBand="1"', ["111", "---", "---", "---"]),
        ('w:lastRow="1" w:noHBand="1"', ["---", "---", "---", "222"]),
        ('w:firstColumn="1" w:noHBand="1"', ["3--", "3--", "3--", "3--"]),
        ('w:lastColumn="1" w:noHBand="1"', ["--4", "--4", "--4", "--4"]),
        ('w:noHBand="0"', ["555", "666", "555", "666"]),
        ('w:firstRow="1" w:firstColumn="1" w:noHBand="0"', ["111", "355", "366", "355"]),
        ('w:val="04A0"', ["111", "355", "366", "355"]),
        ('w:val="0200"', ["---", "---", "---", "---"]),
    ],
)
def test_the_parts_of_a_table_style_apply_where_the_table_says_so(look: str, backgrounds: list[str]) -> None:
    assert fills(look) == backgrounds


def test_a_heading_rows_line_divides_it_from_the_rows_below() -> None:
    heading = (
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{lines("bottom")}</w:tcBorders></w:tcPr></w:tblStylePr>'
    )
    outer = f"<w:tblPr><w:tblBorders>{lines('top', 'bottom', size=12)}</w:tblBorders></w:tblPr>"
    item = made(
        *(row(cell("甲")) for _ in range(3)),
        properties='<w:tblStyle w:val="三线"/><w:tblLook w:firstRow="1" w:noHBand="1"/>',
        styles=style("三线", outer + heading, kind="table"),
        widths=(2000,),
    )
    assert THIN in (cells(item, 0)[0].style.borders.bottom, cells(item, 1)[0].style.borders.top)


def test_text_in_a_part_of_a_table_style_has_its_look() -> None:
    item = made(
        row(cell("甲")),
        row(cell("乙")),
        properties='<w:tblStyle w:val="表"/><w:tblLook w:firstRow="1" w:noHBand="1"/>',
        styles=STYLE,
        widths=(2000,),
    )
    blocks = [cells(item, index)[0].blocks[0] for index in (0, 1)]
    looks = [
        run.style for block in blocks if isinstance(block, Paragraph) for run in block.runs if isinstance(run, Run)
    ]
    assert [look.bold for look in looks] == [True, False]


# ---------------------------------------------------------------- tags


def test_row_tags_stand_between_rows() -> None:
    item = made(
        row(cell("头"), cell()),
        row(cell("{%tr for x in xs %}"), cell()),
        row(cell("{{ x }}"), cell()),
        row(cell("{%tr endfor %}"), cell()),
    )
    assert [found.source if isinstance(found, Tag) else "row" for found in item.rows] == [
        "row",
        "{% for x in xs %}",
        "row",
        "{% endfor %}",
    ]


def test_cell_tags_stand_between_cells_and_make_the_columns_dynamic() -> None:
    item = made(row(cell("{%tc for x in xs %}"), cell("{{ x }}"), cell("{%tc endfor %}")))
    [only] = [found for found in item.rows if isinstance(found, TableRow)]
    assert [found.source if isinstance(found, Tag) else "cell" for found in only.cells] == [
        "{% for x in xs %}",
        "cell",
        "{% endfor %}",
    ]
    assert item.dynamic_columns
    assert not made(row(cell("甲"))).dynamic_columns


@pytest.mark.parametrize(
    ("text", "name", "source"),
    [
        ("{% cellbg color %}甲", "background", "{{color}}"),
        ("{% colspan width %}甲", "span", "{{width}}"),
        ("{% vm %}甲", "merge", "{% if loop.first %}restart{% else %}continue{% endif %}"),
    ],
)
def test_a_tag_decides_about_a_cells_property(text: str, name: str, source: str) -> None:
    item = made(row(cell("{%tr for x in xs %}")), row(cell(text)), row(cell("{%tr endfor %}")), widths=(2000,))
    assert getattr(cells(item)[0], name) == Tagged(source)


def test_rows_in_a_content_control_are_read() -> None:
    item = made(f"<w:sdt><w:sdtPr/><w:sdtContent>{row(cell('甲'))}</w:sdtContent></w:sdt>", row(cell("乙")))
    assert len(plain_rows(item)) == 2


# ---------------------------------------------------------------- what cannot be carried


@pytest.mark.parametrize(
    ("body", "construct"),
    [
        (
            table(row(cell("甲")), properties='<w:tblpPr w:tblpX="1"/>'),
            "文字环绕的表格（请改为“无”环绕，或放在版心底部）",
        ),
        (table(row(cell("甲", '<w:hMerge w:val="restart"/>'))), "旧式的横向合并"),
        (table(row(cell("甲", f"<w:tcBorders>{lines('tl2br')}</w:tcBorders>"))), "斜线表头"),
        (table(row(cell("甲", "<w:tcFitText/>"))), "Word 内容 w:tcFitText"),
        (table(row(cell("甲"), properties="<w:hidden/>")), "Word 内容 w:hidden"),
        (table(row(cell("甲")), properties='<w:tblCellSpacing w:w="20"/>'), "Word 内容 w:tblCellSpacing"),
    ],
)
def test_a_table_construct_that_is_lost_is_told(body: str, construct: str) -> None:
    assert lost(body + p()) == [construct]


def test_text_of_a_lost_construct_tells_its_place() -> None:
    _, [item] = read(table(row(cell("斜线格", f"<w:tcBorders>{lines('tr2bl')}</w:tcBorders>"))) + p(r("后")))
    assert item.context == "斜线格"
