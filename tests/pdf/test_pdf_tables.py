"""Tables stand and break as in LibreOffice (figures measured there with the same fonts)."""

import pytest
from forms import SONG, baselines, cell, form, paragraph, render, row, spots

from docgen.form.tree import Block, Table, Tag, Tagged
from docgen.pdf.engine import Pdf

LONG = "测试文字，甲乙丙丁。"


def table(*rows: object, columns: tuple[float, ...] = (100.0, 100.0, 251.0)) -> Table:
    return Table(columns, rows, indent=-5.4)  # type: ignore[arg-type]


@pytest.mark.parametrize(("border", "pitch"), [(0.5, 20.5), (3.0, 23.0)])
def test_a_rows_pitch_is_its_lines_and_one_border(border: float, pitch: float) -> None:
    rows = [row(*(cell(f"{name}{n}", border=border) for n in range(3))) for name in "甲乙丙"]
    found = baselines(form(paragraph("上"), table(*rows), paragraph("下")))
    assert [found[name] for name in ("甲0", "乙0", "丙0")] == [
        pytest.approx(92 + border + 16 + pitch * n, abs=0.1) for n in range(3)
    ]
    assert found["下"] == pytest.approx(92 + border + 3 * pitch + 16, abs=0.1)


@pytest.mark.parametrize("border", [0.5, 3.0])
def test_text_stands_at_the_cells_margin_from_the_grid_line_whatever_the_border(border: float) -> None:
    found = spots(render(form(table(row(*(cell(name, border=border) for name in ("左", "中", "右")))))))
    assert [found[name].x for name in ("左", "中", "右")] == [
        pytest.approx(72.0, abs=0.1),
        pytest.approx(172.0, abs=0.1),
        pytest.approx(272.0, abs=0.1),
    ]


def test_a_row_height_counts_its_border_and_exact_heights_hold() -> None:
    rows = (
        row("甲", height=40.0),
        row("乙", height=20.0, height_rule="exact"),
        row("丙", height=20.0),
        row("丁"),
    )
    found = baselines(form(table(*rows, columns=(100.0,))))
    assert [round(found[b] - found[a], 1) for a, b in ("甲乙", "乙丙", "丙丁")] == [40.0, 20.0, 20.5]


def test_what_does_not_fit_an_exact_row_is_cut_off_not_pushed_down() -> None:
    tall = row(cell("一", "二", "三"), height=20.0, height_rule="exact")
    found = baselines(form(table(tall, row("下"), columns=(100.0,))))
    assert found["下"] == pytest.approx(72 + 20 + 0.5 + 16, abs=0.3)


def test_cells_are_aligned_vertically() -> None:
    made = form(table(row(cell("上"), cell("中", align="center"), cell("下", align="bottom"), height=40.0)))
    found = baselines(made)
    assert found["中"] - found["上"] == pytest.approx(9.75, abs=0.1)
    assert found["下"] - found["上"] == pytest.approx(19.5, abs=0.1)


def _rows(count: int) -> list[object]:
    return [row("表头", "", "", header=True), *(row(f"{n}行", "", "", cant_split=True) for n in range(count))]


def test_the_heading_row_is_repeated_on_each_page() -> None:
    pdf = render(form(table(*_rows(60))))
    assert pdf.pages == 2
    assert spots(pdf)["表头"].page == 1


def test_a_row_that_must_not_break_goes_to_the_next_page_whole() -> None:
    pdf = render(form(table(*_rows(30), row("整", "", LONG * 8, cant_split=True))))
    found = spots(pdf)
    assert pdf.pages == 2
    assert found["整"].page == 1


def test_a_row_taller_than_a_page_breaks_where_it_stands_under_repeated_headings() -> None:
    pdf = render(form(table(*_rows(10), row("高", "", LONG * 120, cant_split=True), row("尾", "", ""))))
    found = spots(pdf)
    assert pdf.pages == 3
    assert found["高"].page == 0
    assert found["表头"] == (2, pytest.approx(72, abs=0.1), pytest.approx(88.5, abs=0.1), pytest.approx(82.5, abs=0.1))


def test_a_vertical_merge_over_a_loop_spans_what_the_loop_makes() -> None:
    merged = cell(paragraph(Tag("{{ r }}")), merge=Tagged("{% if loop.first %}restart{% else %}continue{% endif %}"))
    made = form(
        table(
            Tag("{% for r in rows %}"),
            row(merged, cell(paragraph(Tag("第{{ loop.index }}"))), ""),
            Tag("{% endfor %}"),
            row("尾", "", ""),
        )
    )
    found = baselines(made, rows=["同", "异", "另"])
    assert "异" not in found
    assert [found[text] for text in ("同", "第2", "第3", "尾")] == [
        pytest.approx(88.5 + 20.5 * n, abs=0.1) for n in (0, 1, 2, 3)
    ]


def test_a_table_stands_inside_a_cell() -> None:
    inner: Block = table(row("内一", "内二"), columns=(80.0, 80.0))
    found = spots(render(form(table(row("外", cell(inner, paragraph()), "")))))
    assert found["内二"].x - found["内一"].x == pytest.approx(80, abs=0.1)


def test_columns_made_by_a_loop_share_the_tables_width() -> None:
    columns = Table(
        (300.0,),
        (row(Tag("{% for c in names %}"), cell(paragraph(Tag("{{ c }}"))), Tag("{% endfor %}")),),
        dynamic_columns=True,
    )
    found = spots(render(form(columns), names=["甲", "乙", "丙"]))
    assert found["乙"].x - found["甲"].x == pytest.approx(100, abs=0.2)


def test_a_row_keeps_with_the_next() -> None:
    keeping = row(cell(paragraph("留", keep_next=True)), "", "", cant_split=True)
    pdf: Pdf = render(form(table(*_rows(32), keeping, row("大", "", LONG * 8, cant_split=True))))
    found = spots(pdf)
    assert found["留"].page == found["大"].page == 1
    assert SONG.size == 10.5
