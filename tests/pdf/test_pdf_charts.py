"""A chart is a picture of lines whose letters are outlines: the same bytes each time, and legible without colour."""

from __future__ import annotations

import io
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from lxml import etree
from PIL import Image as Bitmap

from docgen.errors import CannotUse
from docgen.pdf import charts
from docgen.pdf.charts import draw
from docgen.pdf.fonts import Fonts, find_fonts
from docgen.word.chart import Chart, ChartSeries
from docgen.word.image import inspected

NAMES = ("综合股", "法律援助中心", "城关司法所")
SCORES = Chart(
    "各机构综合得分",
    NAMES,
    (
        ChartSeries("2026年", (Decimal("95.5"), Decimal("95.5"), Decimal("79.0"))),
        ChartSeries("2025年", (Decimal(90), None, 88)),
    ),
    notes=("并列第1", "并列第1", "第3"),
    limits=((90, "优胜90"), (80, "达标80")),
)
LEVELS = Chart(
    "风险点",
    NAMES,
    (ChartSeries("一级", (3, 0, 1)), ChartSeries("二级", (5, 0, 2)), ChartSeries("三级", (2, 0, 9))),
    stacked=True,
)


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return find_fonts()


def texts(data: bytes) -> list[str]:
    """What is written on a drawing: the letters are outlines, beside each text stands what it says."""
    return [text.strip() for text in re.findall(r"<!-- (.*?) -->", data.decode())]


def bars(data: bytes) -> list[str]:
    """The colours of a drawing's bars, in their order."""
    root = etree.fromstring(data)
    styles = [item.get("style", "") for item in root.iter("{http://www.w3.org/2000/svg}path")]
    found = [re.search(r"fill: (#\w+|url\(\S+\)); stroke: #000000", style) for style in styles]
    return [match[1] for match in found if match]


def test_it_is_an_svg_with_the_same_as_png_beside_it(fonts: Fonts) -> None:
    made = draw(SCORES, fonts)
    assert inspected(made.data, "")[0] == "svg"
    kind, (across, down) = inspected(made.fallback, "")
    assert kind == "png"
    assert (across / 300 * 25.4, down / across) == pytest.approx((150, made.height / made.width), rel=0.01)


def test_it_says_every_name_every_figure_and_what_has_no_figure(fonts: Fonts) -> None:
    said = texts(draw(SCORES, fonts).data)
    assert {*NAMES, "2026年", "2025年", "95.5  并列第1", "79.0  第3", "90", "88", "—", "优胜90", "达标80"} == set(said)
    assert said.count("95.5  并列第1") == 2  # a tie is seen as one
    assert "<text" not in draw(SCORES, fonts).data.decode()


def test_the_parts_of_a_whole_lie_one_behind_the_other_with_their_sum(fonts: Fonts) -> None:
    made = draw(LEVELS, fonts)
    assert sorted(filter(str.isdigit, texts(made.data)), key=int) == ["0", "1", "2", "2", "3", "5", "9", "10", "12"]
    assert len(bars(made.data)) == 3 + 6  # the legend, and no bar where there is nothing


@pytest.mark.parametrize("chart", [SCORES, LEVELS])
def test_grey_paper_tells_the_bars_apart(chart: Chart, fonts: Fonts) -> None:
    grey = sorted(
        0.3 * int(colour[1:3], 16) + 0.6 * int(colour[3:5], 16) + 0.1 * int(colour[5:], 16)
        for colour in set(bars(draw(chart, fonts).data))
    )
    assert len(grey) == len(chart.series)
    assert all(lighter - darker > 50 for darker, lighter in pairwise(grey))


def test_equal_charts_give_equal_bytes_in_whatever_thread(fonts: Fonts) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: draw(SCORES, fonts), range(8)))
    assert len({(item.data, item.fallback) for item in made}) == 1
    assert b"atplotlib" not in made[0].data + made[0].fallback
    assert not re.search(rb"<dc:date>|20\d\d-\d\d", made[0].data)


def test_what_looks_like_formulas_or_markup_is_only_text(fonts: Fonts) -> None:
    made = draw(Chart("$x$", ("R&D<组>$x^2$", "甲--乙"), (ChartSeries("一", (1, 2)),)), fonts)
    etree.fromstring(made.data)
    assert "R&amp;D&lt;组&gt;$x^2$" in texts(made.data)


def test_a_rare_character_is_drawn_and_one_that_no_font_has_is_named(fonts: Fonts) -> None:
    draw(replace(LEVELS, categories=("喆𬱖股", "乙", "丙")), fonts)
    with pytest.raises(CannotUse, match="\ue000"):
        draw(replace(LEVELS, categories=("\ue000股", "乙", "丙")), fonts)


def test_names_of_any_length_and_sixty_departments_keep_to_the_picture(fonts: Fonts) -> None:
    long = draw(replace(LEVELS, categories=("某某街道" * 10, "乙", "丙")), fonts)
    assert any(text.endswith("…") for text in texts(long.data))
    many = draw(Chart("多", tuple(f"第{n}司法所" for n in range(30)), (ChartSeries("条", tuple(range(30))),)), fonts)
    assert many.height < 225 * 72 / 25.4  # a page's type area
    for made in (long, many):
        rim = Bitmap.open(io.BytesIO(made.fallback)).convert("L")
        assert all(
            rim.crop(box).getextrema() == (255, 255)
            for box in ((0, 0, 3, rim.height), (rim.width - 3, 0, rim.width, rim.height))
        )


def test_without_fonts_or_library_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, fonts: Fonts) -> None:
    with pytest.raises(CannotUse) as nothing:
        draw(LEVELS, Fonts(()))
    assert nothing.value.said.key == "pdf.no-fonts"
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(CannotUse) as without:
        charts.draw(LEVELS, fonts)
    assert without.value.said.key == "pdf.no-charts"


def test_a_series_without_a_value_for_each_category_is_a_mistake_of_the_caller(fonts: Fonts) -> None:
    with pytest.raises(ValueError, match="each series"):
        draw(replace(LEVELS, categories=("甲",)), fonts)
