"""Pages as official documents have them (GB/T 9704-2012): 22 lines of 28 characters, numbers outside, whole signatures."""

from __future__ import annotations

from collections import defaultdict
from itertools import cycle, islice

import pypdfium2
import pytest
from forms import Spot, cell, paragraph, render, row, spots

from docgen.form.tree import Block, Field, Form, PageSetup, Paragraph, Placed, RunStyle, Section, Table, Tag
from docgen.pdf.engine import Pdf

A4 = PageSetup(top=104.9, bottom=99.2, left=79.4, right=73.7, footer=66.4)
"""37 mm above, 35 mm below, 28 mm at the left, 26 mm at the right: a type area of 156 × 225 mm."""
CLOSER = RunStyle(east="仿宋_GB2312", latin="仿宋_GB2312", size=16, spacing=-0.25)
"""28 characters of 16 pt would be 5.8 pt wider than the type area."""
LINE = 28.95
MILLIMETRE = 72 / 25.4
HAN = "廉政风险防控机制建设工作领导小组办公室负责日常督促检查和综合协调"


def han(count: int) -> str:
    return "".join(islice(cycle(HAN), count))


def body(text: str, **style: object) -> Paragraph:
    return paragraph(text, run=CLOSER, **{"line": LINE, "align": "justify", **style})


def document(*blocks: Block, **section: object) -> Pdf:
    return render(Form((Section(A4, blocks, **section),)))  # type: ignore[arg-type]


def lines(pdf: Pdf) -> list[list[str]]:
    """The lines of each page as they are read, without spaces."""
    with pypdfium2.PdfDocument(pdf.data) as made:
        texts = [page.get_textpage().get_text_range() for page in made]
    return [["".join(line.split()) for line in text.split("\r\n") if line.strip()] for text in texts]


def origins(pdf: Pdf) -> dict[int, list[tuple[float, float, int]]]:
    """For each page its lines: baseline, x of the last character's origin, number of characters."""
    import ctypes

    import pypdfium2.raw as pdfium

    found: dict[int, list[tuple[float, float, int]]] = {}
    with pypdfium2.PdfDocument(pdf.data) as made:
        for number, page in enumerate(made):
            text, height = page.get_textpage(), page.get_height()
            rows: dict[float, list[float]] = defaultdict(list)
            x, y = ctypes.c_double(), ctypes.c_double()
            for index in range(text.count_chars()):
                if pdfium.FPDFText_GetUnicode(text, index) > 0x20:
                    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
                    rows[round(height - y.value, 1)].append(x.value)
            found[number] = [(at, max(places), len(places)) for at, places in sorted(rows.items())]
    return found


def test_a_page_holds_22_lines_of_28_characters() -> None:
    pages = origins(document(body(han(28 * 22 * 2), widow_control=False)))
    assert [[count for _, _, count in page] for page in pages.values()] == [[28] * 22] * 2
    for page in pages.values():
        baselines = [at for at, _, _ in page]
        assert baselines[0] == pytest.approx(104.9 + 0.8 * LINE, abs=0.2)
        assert baselines[-1] - baselines[0] == pytest.approx(21 * LINE, abs=0.2)
        # The last character ends at the type area's right edge.
        assert all(last + 16 == pytest.approx(595.3 - 73.7, abs=1) for _, last, _ in page)


def test_a_signature_takes_the_last_two_lines_of_the_text_with_it() -> None:
    # 15 + 6 lines, an empty one, and the signature of two: four of the paragraph's lines stay.
    text = [body(f"第{number}行") for number in range(15)]
    last = body(han(28 * 5) + "末", keep_next=True)
    signature = (body("", keep_next=True), body("某某县司法局", keep_next=True, align="right"), body("九月一日"))
    first, second = lines(document(*text, last, *signature))
    assert len(first) == 19
    assert second == [han(28 * 5)[28 * 4 :], "末", "某某县司法局", "九月一日"]


@pytest.mark.parametrize(("before", "long"), [(19, 2), (0, 20), (0, 21), (10, 10)])
def test_a_signature_never_stands_alone(before: int, long: int) -> None:
    text = [body(f"第{number}行") for number in range(before)]
    last = body(han(28 * long - 3), keep_next=True)
    signature = (body("", keep_next=True), body("某某县司法局", keep_next=True), body("九月一日"))
    pages = lines(document(*text, last, *signature))
    assert [len(page) for page in pages] == [before + long - 2, 4]
    assert "".join(pages[0][before:] + pages[1][:2]) == han(28 * long - 3)


def test_where_a_signature_fits_nothing_is_moved() -> None:
    text = [body(f"第{number}行") for number in range(10)]
    signature = (body("某某县司法局", keep_next=True), body("九月一日"))
    found = spots(document(*text, body(han(28 * 5), keep_next=True, after=10), *signature))
    assert found["九月一日"].page == 0
    assert found["某某县司法局"].y == pytest.approx(104.9 + 15.8 * LINE + 10, abs=0.3)


def test_forty_pages_lose_no_line() -> None:
    count = 22 * 40
    pages = lines(document(*(body(f"第{number}行" + han(10)) for number in range(count))))
    assert [len(page) for page in pages] == [22] * 40
    assert [line for page in pages for line in page] == [f"第{number}行" + han(10) for number in range(count)]


def numbers(*more: Tag, align: str = "right") -> tuple[Block, ...]:
    """— 1 — at one side."""
    run = RunStyle(east="宋体", latin="宋体", size=14)
    return (paragraph("— ", Field("page"), " —", run=run, line=16.0, align=align),)


def test_numbers_stand_outside_below_the_text_and_go_on_over_sections() -> None:
    footers = {"default": numbers(), "even": numbers(align="left")}
    blocks = tuple(body(f"第{number}页", page_break_before=number > 0) for number in range(2))
    wide = PageSetup(width=841.9, height=595.3, landscape=True)
    sections = (
        Section(A4, blocks, footers=footers),  # type: ignore[arg-type]
        Section(wide, (body("横"),)),
        Section(A4, (body("末"),), footers=footers),
    )
    found = spots(render(Form(sections, odd_and_even=True)))
    at: dict[str, Spot] = {name[2]: spot for name, spot in found.items() if name.startswith("— ")}
    assert {name: spot.page for name, spot in at.items()} == {"1": 0, "2": 1, "4": 3}
    assert at["2"].x == at["4"].x == pytest.approx(79.4, abs=0.1)
    assert at["1"].end + 14 == pytest.approx(595.3 - 73.7, abs=0.5)
    # The figures are 0.7 of their size high: their top is 7 mm below the type area.
    assert (at["1"].y - 0.7 * 14 - (841.9 - 99.2)) / MILLIMETRE == pytest.approx(7, abs=0.5)


def test_a_first_page_has_its_number_on_a_condition() -> None:
    run = numbers()[0].runs  # type: ignore[union-attr]
    first = Paragraph(numbers()[0].style, CLOSER, (Tag("{% if not turn %}"), *run, Tag("{% endif %}")))  # type: ignore[union-attr]
    section = Section(
        A4,
        tuple(body(f"第{number}页", page_break_before=number > 0) for number in range(2)),
        footers={"default": numbers(), "first": (first,)},
        title_page=True,
    )
    made = Form((section,))
    assert ["— 1 —" in spots(render(made, turn=turn)) for turn in (0, 1)] == [True, False]
    assert "— 2 —" in spots(render(made, turn=1))


@pytest.mark.parametrize(("count", "pages"), [(21, 2), (22, 2), (23, 3)])
def test_a_full_page_before_a_section_of_its_own_leaves_no_empty_one(count: int, pages: int) -> None:
    # 22 lines leave 0.9 pt of the type area, enough for the paragraph that ends the section.
    text = [body(f"第{number}行") for number in range(count)]
    foot = Table((200.0,), (row(cell("印发")),), placed=Placed("margin", 0.0, "margin", "bottom"))
    ending = Section(A4, (*text, body("", line=0.7)))
    made = render(Form((ending, Section(A4, (foot, body("", line=0.7))))))
    assert [len(page) for page in lines(made)] == [*([22] if count > 22 else []), (count - 1) % 22 + 1, 1]
    assert made.pages == pages
