"""Vertical text: Han characters one below another, what else there is on its side, further lines at the left."""

import pytest
from forms import Spot, cell, form, paragraph, render, row

from docgen.form.tree import Form, RunStyle, Table, TableRow
from docgen.pdf.engine import Pdf

BIG = RunStyle(east="宋体", latin="宋体", size=10.0)


def characters(pdf: Pdf) -> dict[str, Spot]:
    """Where each character stands; of equal ones the last."""
    import ctypes

    import pypdfium2
    import pypdfium2.raw as pdfium

    found: dict[str, Spot] = {}
    for number, page in enumerate(pypdfium2.PdfDocument(pdf.data)):
        text = page.get_textpage()
        box = [ctypes.c_double() for _ in range(4)]
        for index in range(text.count_chars()):
            char = chr(pdfium.FPDFText_GetUnicode(text, index))
            if not char.isspace() and pdfium.FPDFText_GetCharBox(text, index, *box):
                left, right, bottom, top = (value.value for value in box)
                found[char] = Spot(number, (left + right) / 2, page.get_height() - (bottom + top) / 2, right - left)
    return found


def vertical(text: str, *, align: str = "left", height: float = 120.0, rows: int = 1, **style: object) -> Form:
    """A table whose first cell has vertical text."""
    style = {"margins": (0.0, 5.0, 0.0, 5.0), **style}
    held = cell(
        paragraph(text, run=BIG, align=align, line=12.0),
        direction="vertical",
        merge="restart" if rows > 1 else None,
        **style,
    )
    made = [row(held, "右", height=height)]
    made += [row(cell(merge="continue"), f"右{number}", height=height) for number in range(rows - 1)]
    return form(Table((60.0, 200.0), tuple(made)))


def test_characters_follow_each_other_at_their_own_size() -> None:
    found = characters(render(vertical("甲乙丙")))
    assert found["甲"].x == pytest.approx(found["丙"].x, abs=1)
    assert found["丙"].y - found["甲"].y == pytest.approx(20.0, abs=1)


def test_a_line_that_is_full_goes_on_at_its_left() -> None:
    found = characters(render(vertical("甲乙丙丁戊己庚辛", height=50.0)))
    assert found["丁"].y == pytest.approx(found["甲"].y + 30, abs=1)
    assert found["戊"].y == pytest.approx(found["甲"].y, abs=1)
    assert found["戊"].x < found["甲"].x - 10


@pytest.mark.parametrize(("align", "middle"), [("left", 82.0), ("center", 132.0), ("right", 182.0)])
def test_text_is_aligned_along_the_height_of_its_cell(align: str, middle: float) -> None:
    assert characters(render(vertical("甲乙", align=align)))["甲"].y == pytest.approx(middle - 5, abs=6)


@pytest.mark.parametrize(("align", "x"), [("top", 121.0), ("center", 102.0), ("bottom", 83.0)])
def test_lines_begin_at_the_right_and_are_aligned_across(align: str, x: float) -> None:
    assert characters(render(_aligned(align)))["甲"].x == pytest.approx(x, abs=4)


def _aligned(align: str) -> Form:
    held = cell(paragraph("甲", run=BIG, line=12.0), direction="vertical", align=align, margins=(0.0, 5.0, 0.0, 5.0))
    return form(Table((60.0, 200.0), (row(held, "右", height=120.0),)))


def test_text_in_merged_rows_has_the_height_of_all_and_makes_none_higher() -> None:
    made = render(vertical("甲乙丙丁戊己庚辛", height=50.0, rows=3))
    found = characters(made)
    assert found["辛"].x == pytest.approx(found["甲"].x, abs=1)
    alone = characters(render(form(Table((60.0, 200.0), tuple(_plain(n) for n in range(3))))))
    assert found["1"].y == pytest.approx(alone["1"].y, abs=1.5)


def _plain(number: int) -> TableRow:
    return row("左", f"右{number - 1}" if number else "右", height=50.0)


def test_letters_and_brackets_lie_and_characters_stand() -> None:
    found = characters(render(vertical("甲W一")))
    assert found["甲"].y < found["W"].y < found["一"].y
    assert found["一"].end > 6  # as wide as it is across: it stands


def test_text_spread_over_its_line_reaches_both_ends() -> None:
    found = characters(render(vertical("甲乙丙", align="distribute")))
    assert found["丙"].y - found["甲"].y == pytest.approx(109.0, abs=3)
    assert found["乙"].y == pytest.approx((found["甲"].y + found["丙"].y) / 2, abs=2)


def test_a_row_without_a_height_is_as_high_as_the_text_is_long() -> None:
    made = form(
        Table((60.0, 200.0), (row(cell(paragraph("甲乙丙丁", run=BIG), direction="vertical"), "右"), row("下", "末")))
    )
    found = characters(render(made))
    assert found["甲"].x == pytest.approx(found["丁"].x, abs=1)
    assert found["末"].y - found["右"].y == pytest.approx(40, abs=4)


def test_text_in_a_row_of_an_exact_height_is_not_cut_off() -> None:
    held = cell(paragraph("甲乙", run=BIG, line=12.0), direction="vertical")
    made = form(Table((60.0, 200.0), (row(held, "右", height=60.0, height_rule="exact"),)))
    found = characters(render(made))
    assert found["乙"].y == pytest.approx(87, abs=4)


def test_a_line_too_many_makes_its_row_higher() -> None:
    made = vertical("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉", height=30.0)
    found = characters(render(made))
    assert min(spot.x for spot in found.values()) > 70
    assert len({(round(spot.x), round(spot.y)) for spot in found.values()}) == 21
