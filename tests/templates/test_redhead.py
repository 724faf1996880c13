"""Official documents keep the measures of GB/T 9704-2012, by the coordinates of their pages; in mm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redhead_documents as official
from measures import Character, MeasuredPage, measured
from redhead_documents import Made, with_values

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
"""The type area: 156 × 225 mm, 28 from the binding side, 37 from the top (5.2.1)."""
CHARACTER = 156 / 28
LINE = 225 / 22
PLACE = 1.0
RED, BLACK = (255, 0, 0), (0, 0, 0)

Pages = Callable[..., list[MeasuredPage]]


@pytest.fixture(
    scope="module",
    params=["typst", pytest.param("weasyprint", marks=pytest.mark.slow), pytest.param("word", marks=pytest.mark.slow)],
)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """Lays a document out: by an engine, or its Word file by LibreOffice."""
    known: dict[tuple[Any, ...], list[MeasuredPage]] = {}
    bench: Any = None
    if request.param == "word":
        from compare import Bench

        bench = Bench(tmp_path_factory.mktemp("公文"))

    def lay_out(draw: Callable[..., bytes], *more: Any, **values: str) -> list[MeasuredPage]:
        key = (draw.__name__, *more, *sorted(values.items()))
        if key not in known:
            made = Made(draw(*more), with_values(**values), "typst" if bench else request.param)
            known[key] = measured(_by_office(bench, made, len(known)) if bench else made.pdf.data)
        return known[key]

    yield lay_out


def _by_office(bench: Any, made: Made, number: int) -> bytes:
    from office import convert

    file: Path = bench.folder / f"{number}.docx"
    file.write_bytes(made.docx())
    [pdf] = convert([file], bench.folder / "made", bench.fonts)
    return pdf.read_bytes()


def top(line: list[Character]) -> float:
    """Where its ink begins."""
    return min(item.top for item in line)


def middle(line: list[Character]) -> float:
    """Its middle, across."""
    return (line[0].left + line[-1].right) / 2


def near(value: float, wanted: float, by: float = PLACE) -> bool:
    """Within a millimetre."""
    return abs(value - wanted) <= by


def rules(page: MeasuredPage, color: tuple[int, int, int]) -> list[tuple[float, float, float, float]]:
    """Lines of a colour that lie flat: height, left, right and width, from the top; pieces in a row are one."""
    found: dict[tuple[float, float], tuple[float, float]] = {}
    for item in page.rules:
        if item.color == color and item.right - item.left > 50:
            key = (round((item.top + item.bottom) / 2, 1), round(item.width, 2))
            left, right = found.get(key, (item.left, item.right))
            found[key] = (min(left, item.left), max(right, item.right))
    return [(y, left, right, width) for (y, width), (left, right) in sorted(found.items())]


def signed(page: MeasuredPage) -> list[Character]:
    """The issuer's line above the date."""
    return page.line("云岭县司法局", size=16)


def number_of(page: MeasuredPage, number: int) -> list[Character]:
    """The page number, its dashes too."""
    return page.line(f"—{number}—")


# ---------------------------------------------------------------- the first page


def test_the_masthead_begins_35_mm_below_the_type_area_in_red(pages: Pages) -> None:
    line = pages(official.one_page)[0].line("云岭县司法局文件")
    assert near(top(line), TOP + 35)
    assert near(middle(line), (LEFT + RIGHT) / 2)


def test_the_red_line_is_4_mm_below_the_number_and_as_wide_as_the_text(pages: Pages) -> None:
    page = pages(official.one_page)[0]
    number = page.line("云司发〔2026〕12号")
    assert near(middle(number), (LEFT + RIGHT) / 2)
    [(y, left, right, _)] = rules(page, RED)
    assert near(y, max(item.bottom for item in number) + 4)
    assert near(left, LEFT) and near(right, RIGHT)


def test_the_number_stands_two_lines_below_the_masthead(pages: Pages) -> None:
    page = pages(official.one_page)[0]
    masthead, number = page.line("云岭县司法局文件"), page.line("云司发〔2026〕12号")
    # Two empty lines; above the number's own ink is the rest of its line, below the masthead's that of its own.
    assert 2 * LINE <= top(number) - max(item.bottom for item in masthead) <= 2 * LINE + 8


def test_the_title_stands_two_lines_below_the_red_line_in_whole_lines(pages: Pages) -> None:
    page = pages(official.one_page)[0]
    [(y, *_)] = rules(page, RED)
    first, second = page.line("云岭县司法局关于成立"), page.line("廉政风险防控机制建设工作领导小组的通知")
    assert 2 * LINE <= top(first) - y <= 2 * LINE + 4
    assert all(near(middle(line), (LEFT + RIGHT) / 2) for line in (first, second))
    assert {round(item.size) for item in (*first, *second)} == {22}


def test_the_addressee_stands_one_line_below_the_title_at_the_left(pages: Pages) -> None:
    page = pages(official.one_page)[0]
    to, last = page.line("各股室、司法所、中心："), page.line("的通知")
    assert near(to[0].left, LEFT)
    assert LINE <= top(to) - max(item.bottom for item in last) <= LINE + 6


# ---------------------------------------------------------------- the text


def test_a_page_has_22_lines_of_28_characters(pages: Pages) -> None:
    found = pages(official.ten_pages)
    lines = [line for line in found[2].lines() if line[0].char == "乙"]
    assert [len(line) for line in lines] == [28] * 22
    assert near(lines[0][0].baseline, TOP + 0.8 * LINE) and near(lines[-1][0].baseline, BOTTOM - 0.2 * LINE)
    assert near(lines[0][0].x, LEFT) and near(lines[0][-1].x + CHARACTER, RIGHT)
    indented = next(line for page in found for line in page.lines() if line[0].char == "甲")
    assert len(indented) == 26 and near(indented[0].x, LEFT + 2 * CHARACTER)
    assert {round(item.size, 1) for line in lines for item in line} == {16.0}


def test_headings_have_their_fonts(pages: Pages) -> None:
    page = next(page for page in pages(official.ten_pages) if "一、组成人员" in page.text)
    for words, font in (("一、组成人员", "Hei"), ("（一）主要职责", "Kai"), ("统一领导", "Fang"), ("甲甲", "Fang")):
        assert font in page.line(words)[1].font


def test_attachments_are_named_below_the_text_and_begin_on_new_pages(pages: Pages) -> None:
    found = pages(official.ten_pages)
    page = next(page for page in found if "附件：1." in page.text)
    first, second = page.line("附件：1."), page.line("2.股室")
    assert near(first[0].left, LEFT + 2 * CHARACTER)
    assert near(second[0].left, first[3].left)
    annex = next(page for page in found if page.text.startswith("附件1"))
    head = annex.line("附件1")
    assert "Hei" in head[0].font and near(head[0].left, LEFT)
    assert near(annex.line("个人廉政风险自查表")[0].baseline, head[0].baseline + 2 * LINE, 2)


# ---------------------------------------------------------------- the signature


@pytest.mark.parametrize("day", ["2026年9月8日", "2026年12月8日", "2026年12月31日"])
def test_with_a_seal_the_date_ends_four_characters_from_the_edge_below_the_issuer(pages: Pages, day: str) -> None:
    page = next(page for page in pages(official.one_page, date=day) if f"\n{day}" in page.text)
    issuer, date = signed(page), page.line(day)
    assert near(date[-1].x + CHARACTER, RIGHT - 4 * CHARACTER)
    assert near(middle(issuer), middle(date))


def test_a_seal_of_42_mm_has_room_and_is_within_a_line_of_the_text(pages: Pages) -> None:
    page = next(page for page in pages(official.one_page) if "特此通知。" in page.text)
    text, issuer, date = page.line("特此通知。"), signed(page), page.line("2026年9月8日")
    seal_top = (top(issuer) + max(item.bottom for item in date)) / 2 - 21
    assert 0 <= seal_top - (text[0].baseline + 0.2 * LINE) <= LINE + PLACE


def test_without_a_seal_the_date_begins_two_characters_behind_the_issuer(pages: Pages) -> None:
    page = pages(official.unsealed)[-1]
    issuer, date = signed(page), page.line("2026年9月8日")
    assert near(date[0].left, issuer[0].left + 2 * CHARACTER)
    assert near(date[-1].x + CHARACTER, RIGHT - 2 * CHARACTER)


def test_a_signature_never_stands_alone_on_a_page(pages: Pages) -> None:
    for count in range(1, 9):
        page = next(page for page in pages(official.lonely, count) if "（此件公开发布）" in page.text)
        assert "特此通知。" in page.text


def test_the_note_stands_below_the_date_in_brackets(pages: Pages) -> None:
    page = next(page for page in pages(official.one_page) if "（此件公开发布）" in page.text)
    note, date = page.line("（此件公开发布）"), page.line("2026年9月8日")
    assert near(note[0].baseline, date[0].baseline + LINE)
    assert near(note[0].x, LEFT + 2 * CHARACTER)


# ---------------------------------------------------------------- page numbers and 版记


def test_page_numbers_stand_outside_seven_millimetres_below_the_text(pages: Pages) -> None:
    found = pages(official.ten_pages)
    for number, page in enumerate(found[:-1], start=1):
        line = number_of(page, number)
        assert near(line[0].baseline - 0.33 * 14 * 25.4 / 72, BOTTOM + 7)
        outer = RIGHT - 14 * 25.4 / 72 - line[-1].right if number % 2 else line[0].left - LEFT - 14 * 25.4 / 72
        assert near(outer, 0)
        assert {round(item.size) for item in line} == {14} and "Song" in line[1].font


def test_the_imprint_stands_at_the_foot_of_an_even_page(pages: Pages) -> None:
    for draw in (official.one_page, official.ten_pages, official.lying, official.unsealed):
        found = pages(draw)
        assert len(found) % 2 == 0
        lines = rules(found[-1], BLACK)
        assert [width for *_, width in lines] == pytest.approx([0.35, 0.25, 0.35], abs=0.02)
        assert near(lines[-1][0], BOTTOM)
        assert all(near(left, LEFT) and near(right, RIGHT) for _, left, right, _ in lines)
        copies, printed = found[-1].line("抄送："), found[-1].line("日印发")
        assert near(copies[0].left, LEFT + 14 * 25.4 / 72)
        assert near(printed[-1].right, RIGHT - 14 * 25.4 / 72)
        assert {round(item.size) for item in (*copies, *printed)} == {14}


def test_a_page_with_the_imprint_alone_has_no_number(pages: Pages) -> None:
    for draw in (official.ten_pages, official.lying):
        last = pages(draw)[-1]
        assert "—" not in last.text and last.text.startswith("抄送：")


def test_where_an_even_page_has_no_room_a_blank_page_comes_before_the_imprint(pages: Pages) -> None:
    crowded = next(found for count in range(1, 60) if len(found := pages(official.lonely, count)) == 4)
    assert sum("—" in page.text for page in crowded) in (2, 3)
    assert all("—" not in page.text for page in crowded if not page.text or page.text.startswith("抄送"))


def test_a_landscape_page_has_its_number_where_the_upright_one_has_it(pages: Pages) -> None:
    found = pages(official.lying)
    lying = [(number, page) for number, page in enumerate(found, start=1) if page.width > page.height]
    assert [number for number, _ in lying] == [3, 4]
    for number, page in lying:
        dashes = sorted((item for item in page.characters if item.char == "—"), key=lambda item: item.top)
        # The sheet's foot is at the left, 7 mm beside the text; what is its outer side lies below, or above.
        assert all(near((item.left + item.right) / 2, 35 - 7) for item in dashes)
        edge = 14 * 25.4 / 72
        outer = 210 - 26 - edge - dashes[-1].bottom if number % 2 else dashes[0].top - 28 - edge
        assert near(outer, 0)


# ---------------------------------------------------------------- letters


def test_a_letter_has_its_head_30_mm_from_the_edge_between_red_lines(pages: Pages) -> None:
    page = pages(official.letter)[0]
    head = page.line("云岭县司法局")
    assert near(top(head), 30)
    upper, lower = (lines := rules(page, RED))[:2], lines[2:]
    assert [width for *_, width in upper] == pytest.approx([0.79, 0.26], abs=0.03)
    assert [width for *_, width in lower] == pytest.approx([0.26, 0.79], abs=0.03)
    assert all(near(left, 20) and near(right, 190) for _, left, right, _ in lines)
    assert near(upper[0][0], max(item.bottom for item in head) + 4)
    assert near(lower[-1][0], 297 - 20, 2)


def test_a_letters_number_stands_right_below_the_first_lines(pages: Pages) -> None:
    page = pages(official.letter)[0]
    number = page.line("云司发〔2026〕12号")
    assert near(number[-1].right, RIGHT)
    assert near(top(number) - rules(page, RED)[1][0], 7 / 8 * 16 * 25.4 / 72)


def test_a_letters_first_page_has_no_number_and_its_imprint_no_lines(pages: Pages) -> None:
    found = pages(official.letter)
    assert "—" not in found[0].text and "—2—" in found[1].text
    assert near(found[1].lines()[0][0].baseline, TOP + 0.8 * LINE)
    assert rules(found[-1], BLACK) == [] and "抄送：" in found[-1].text and "印发" not in found[-1].text


# ---------------------------------------------------------------- what is long


def test_a_name_of_40_characters_never_leaves_the_text_area(pages: Pages) -> None:
    assert len(official.FORTY) >= 39
    title = f"关于印发《{official.FORTY[:20]}2026年廉政风险防控机制建设实施方案》的通知"
    for page in pages(official.one_page, name=official.FORTY, title=title):
        assert all(item.left >= LEFT - 0.5 and item.right <= RIGHT + 1 for item in page.characters)
    first = pages(official.one_page, name=official.FORTY, title=title)[0]
    red = [line for line in first.lines() if round(line[0].size) == 27]
    assert len(red) == 3 and near(top(red[0]), TOP + 35)
    titles = [line for line in first.lines() if round(line[0].size) == 22]
    assert 2 <= len(titles) <= 3 and all(len(line) > 3 for line in titles)


def test_a_body_of_forty_pages_and_thirty_attachments_lose_nothing(pages: Pages) -> None:
    found = pages(official.forty_pages)
    assert len(found) > 40
    assert sum(page.text.count("乙" * 28) for page in found) == official.FORTY_PAGES * official.LINES
    words = "".join(page.text for page in found)
    assert all(f"{number}.第{number}张表" in words for number in range(1, 31))
