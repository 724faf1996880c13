"""Tables as the form tree holds them: grid, lines, cells, rows, tags between them."""

from __future__ import annotations

import pytest
from drawn import covered, property_of

from docgen.form.tree import Cell, Table, TableRow, Tag, Tagged

BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'
    for side, size in (("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4))
)


def table(rows: str, properties: str = "", grid: tuple[int, ...] = (2000, 3000)) -> Table:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    xml = (
        f"<w:tbl><w:tblPr>{properties}<w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )
    block = covered(xml).sections[0].blocks[0]
    assert isinstance(block, Table)
    return block


def cell(text: str = "字", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cells(found: Table) -> list[list[Cell]]:
    return [
        [item for item in line.cells if isinstance(item, Cell)] for line in found.rows if isinstance(line, TableRow)
    ]


def test_a_tables_grid_alignment_and_layout() -> None:
    found = table(row(cell(), cell()), '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>')
    assert (found.columns, found.align, found.fixed) == ((100.0, 150.0), "center", True)


def test_a_width_in_per_cent_stretches_the_grid() -> None:
    found = table(row(cell(), cell()), '<w:tblW w:w="5000" w:type="pct"/>')
    assert sum(found.columns) == pytest.approx(432.0)


def test_outer_and_inner_lines_go_to_the_cells_sides() -> None:
    found = cells(
        table(row(cell(), cell()) + row(cell(), cell(properties='<w:tcBorders><w:left w:val="nil"/></w:tcBorders>')))
    )
    first, last = found[0][0].style.borders, found[1][1].style.borders
    assert [side.width if side else None for side in (first.top, first.right, first.bottom, first.left)] == [
        1,
        0.5,
        0.5,
        1,
    ]
    assert [side.width if side else None for side in (last.top, last.right, last.bottom, last.left)] == [
        0.5,
        1,
        1,
        None,
    ]


@pytest.mark.parametrize(
    ("xml", "name", "value"),
    [
        ('<w:gridSpan w:val="2"/>', "span", 2),
        ('<w:vMerge w:val="restart"/>', "merge", "restart"),
        ("<w:vMerge/>", "merge", "continue"),
        ('<w:shd w:val="clear" w:fill="CCCCCC"/>', "background", "cccccc"),
        ('<w:vAlign w:val="center"/>', "align", "center"),
        ('<w:textDirection w:val="tbRl"/>', "direction", "vertical"),
        ("<w:noWrap/>", "no_wrap", True),
        ('<w:tcMar><w:left w:w="40" w:type="dxa"/></w:tcMar>', "margins", (0.0, 5.4, 0.0, 2.0)),
    ],
)
def test_a_cell_property(xml: str, name: str, value: object) -> None:
    assert property_of(cells(table(row(cell(properties=xml))))[0][0], name) == value


def test_tags_of_cells_decide_when_rendered() -> None:
    [[first, second]] = cells(table(row(cell("{% cellbg c %}甲"), cell("{% vm %}乙"))))
    assert first.background == Tagged("{{c}}")
    assert isinstance(second.merge, Tagged)
    assert "loop.first" in second.merge.source


def test_a_rows_height_heading_and_wholeness() -> None:
    xml = '<w:cantSplit/><w:trHeight w:val="600" w:hRule="exact"/><w:tblHeader/>'
    [line] = [item for item in table(row(cell(), cell(), properties=xml)).rows if isinstance(item, TableRow)]
    assert (line.style.height, line.style.height_rule, line.style.header, line.style.cant_split) == (
        30.0,
        "exact",
        True,
        True,
    )


def test_statements_stand_between_rows_and_cells() -> None:
    found = table(
        row(cell("{%tr for x in y %}"), cell()) + row(cell("{{ x }}"), cell()) + row(cell("{%tr endfor %}"), cell())
    )
    assert [item.source if isinstance(item, Tag) else "row" for item in found.rows] == [
        "{% for x in y %}",
        "row",
        "{% endfor %}",
    ]
    looped = table(row(cell("{%tc for x in y %}"), cell("{{ x }}"), cell("{%tc endfor %}")))
    assert looped.dynamic_columns


def test_a_table_in_a_cell() -> None:
    inner = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='500'/></w:tblGrid>{row(cell('内'))}</w:tbl><w:p/>"
    [[found]] = cells(table(f"<w:tr><w:tc><w:tcPr/>{inner}</w:tc></w:tr>", grid=(2000,)))
    assert isinstance(found.blocks[0], Table)


TABLE_STYLE = (
    '<w:style w:type="table" w:styleId="ts"><w:name w:val="ts"/><w:tblPr><w:tblCellMar><w:top w:w="60" w:type="dxa"/>'
    '</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
    '<w:shd w:val="clear" w:fill="DDDDDD"/></w:tcPr></w:tblStylePr></w:style>'
)


def test_a_table_styles_first_row() -> None:
    xml = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ts"/><w:tblLook w:firstRow="1" w:noHBand="1"/></w:tblPr><w:tblGrid>'
        f'<w:gridCol w:w="500"/></w:tblGrid>{row(cell("头"))}{row(cell("身"))}</w:tbl>'
    )
    block = covered(xml, styles=TABLE_STYLE).sections[0].blocks[0]
    assert isinstance(block, Table)
    (head,), (second,) = cells(block)
    assert (head.background, second.background) == ("dddddd", None)
    assert head.style.margins[0] == 3.0
    bold = [run.style.bold for item in (head, second) for run in item.blocks[0].runs]  # type: ignore[union-attr]
    assert bold == [True, False]
