"""Lines stand where Word and LibreOffice put them; the figures are LibreOffice 7.4's with the same fonts."""

from itertools import pairwise

import pytest
from forms import CURRENT, baselines, form, paragraph, render, spots

from docgen.form.tree import Form, PageSetup, Paragraph, ParagraphStyle, Run, RunStyle, Section, Tab, TabStop, Tag, Text

FANG = RunStyle(east="仿宋_GB2312", latin="仿宋_GB2312", size=16)
LONG = "测试文字，" * 20


def test_an_exact_line_has_its_baseline_at_four_fifths_whatever_the_font() -> None:
    made = form(paragraph("宋体"), paragraph("仿宋", run=FANG), paragraph("粗", run=RunStyle(east="黑体", bold=True)))
    assert baselines(made) == {"宋体": 88.0, "仿宋": 108.0, "粗": 128.0}


def test_space_between_paragraphs_is_the_larger_of_the_two() -> None:
    made = form(paragraph("一"), paragraph("二", before=6, after=10), paragraph("三", before=6), paragraph("四"))
    assert baselines(made) == {"一": 88.0, "二": 114.0, "三": 144.0, "四": 164.0}


@pytest.mark.parametrize(
    ("factor", "pitch"),
    [(1.0, 19.2), (1.5, 28.8), (2.0, 38.4)],
)
def test_a_multiple_line_is_a_multiple_of_the_fonts_own(factor: float, pitch: float) -> None:
    style = {"line_rule": "multiple", "line": factor}
    found = baselines(form(paragraph("一", run=FANG, **style), paragraph("二", run=FANG, **style)))
    # The first line has its extra room below it, as in LibreOffice.
    assert found["一"] == pytest.approx(72 + 1.08 * 16, abs=0.1)
    assert found["二"] - found["一"] == pytest.approx(pitch, abs=0.1)


def test_an_at_least_line_grows_above_its_text() -> None:
    found = baselines(form(paragraph("一", run=FANG, line_rule="at_least", line=30.0), paragraph("二")))
    assert found["一"] == pytest.approx(72 + 30 - 0.12 * 16, abs=0.1)
    assert found["二"] == pytest.approx(72 + 30 + 16, abs=0.1)


def test_a_line_is_as_high_as_its_highest_run() -> None:
    small = paragraph("小", line_rule="multiple", line=1.0)
    big = paragraph("大", run=FANG, line_rule="multiple", line=1.0)
    mixed = type(small)(small.style, small.mark, (*small.runs, *big.runs))
    found = baselines(form(mixed, paragraph("下")))
    # 仿宋 at 16 pt reaches higher, 宋体 at 10.5 pt (by its win measures) lower.
    assert found["小大"] == pytest.approx(72 + 1.08 * 16, abs=0.1)
    assert found["下"] == pytest.approx(72 + 1.08 * 16 + 0.276 * 10.5 + 16, abs=0.1)


@pytest.mark.parametrize("empty", [(), (Tag("{{ nothing }}"),), (Tag("{% if nothing %}x{% endif %}"),)])
def test_an_empty_paragraph_keeps_the_height_of_its_mark(empty: tuple[Tag, ...]) -> None:
    assert baselines(form(paragraph("上"), paragraph(*empty), paragraph("下")), nothing="") == {"上": 88.0, "下": 128.0}


def test_distributed_text_reaches_both_edges() -> None:
    found = spots(render(form(paragraph("散列四字", align="distribute"))))
    first, last = found["散"], found["字"]
    assert first.x == pytest.approx(72, abs=0.2)
    assert last.x + 10.5 == pytest.approx(595.3 - 72, abs=0.3)
    assert found["列"].x - first.x == pytest.approx(found["四"].x - found["列"].x, abs=0.2)


def test_justified_text_is_spread_between_characters_but_in_its_last_line() -> None:
    found = list(spots(render(form(paragraph(LONG, align="justify", left=3.0)))).values())
    assert len(found) == 3
    assert found[0].end + 10.5 == pytest.approx(595.3 - 72, abs=0.3)
    assert found[2].end < 400


def test_figures_stand_apart_from_han_characters_by_a_fifth_of_the_size() -> None:
    plain = spots(render(form(paragraph("（12）"))))["(12)"]
    apart = spots(render(form(paragraph("年12月"))))["年12月"]
    assert (apart.end - apart.x) - (plain.end - plain.x) == pytest.approx(2 * 0.2 * 10.5, abs=0.1)


def test_a_right_tab_ends_at_its_stop_and_a_centre_tab_stands_across_it() -> None:
    stops = (TabStop(150.0, "center"), TabStop(300.0, "right", "."))
    found = spots(render(form(paragraph("左", Tab(), "中间", Tab(), "右边", tabs=stops))))
    assert found["中间"].x == pytest.approx(72 + 150 - 10.5, abs=0.2)
    assert found["右边"].end + 10.5 == pytest.approx(72 + 300, abs=0.2)


def test_a_tab_goes_to_the_next_default_stop() -> None:
    found = spots(render(form(paragraph("一二三", Tab(), Tab(), Tab(), "四"))))
    assert found["四"].x == pytest.approx(72 + 4 * 21, abs=0.2)


def test_a_tab_in_a_hanging_paragraph_stops_at_its_indent() -> None:
    made = form(paragraph("一、", Tab(), "正文", left=42.0, first_line=-42.0))
    assert spots(render(made))["一、正文"].end == pytest.approx(72 + 42 + 10.5, abs=0.2)


def test_scaled_characters_take_scaled_room() -> None:
    wide = spots(render(form(paragraph("缩放字", run=RunStyle(size=16)))))["缩放字"]
    narrow = spots(render(form(paragraph("缩放字", run=RunStyle(size=16, scale=0.8)))))["缩放字"]
    assert narrow.end - narrow.x == pytest.approx(0.8 * (wide.end - wide.x), abs=0.1)


def test_raised_text_leaves_the_line_where_it_is() -> None:
    made = form(paragraph("上"), paragraph("高", run=RunStyle(raised=5.0)), paragraph("下"))
    assert baselines(made) == {"上": 88.0, "高": 103.0, "下": 128.0}


TIMES = RunStyle(east="仿宋_GB2312", latin="Times New Roman", size=14)


def test_a_word_in_the_middle_of_a_line_goes_whole_to_the_next() -> None:
    narrow = paragraph("甲乙丙丁戊己庚辛 regulations乙", run=TIMES, right=595.3 - 144 - 9 * 14)
    # Typst keeps the space at the line's end, beyond the margin; WeasyPrint leaves it out.
    space = {"weasyprint": "", "typst": " "}[CURRENT[0]]
    assert list(spots(render(form(narrow)))) == [f"甲乙丙丁戊己庚辛{space}", "regulations乙"]


def test_a_word_longer_than_its_line_is_cut_and_stays_within_it() -> None:
    found = spots(render(form(paragraph("W" * 300, run=TIMES))))
    assert max(spot.y for spot in found.values()) > 72 + 5 * 20
    assert all(spot.end < 595.3 - 72 for spot in found.values())


def test_each_script_has_its_own_font_and_line() -> None:
    single = {"line_rule": "multiple", "line": 1.0, "run": TIMES}
    found = baselines(form(paragraph("汉", **single), paragraph("汉Latin", **single), paragraph("下", **single)))
    plain, mixed = found["汉Latin"] - found["汉"], found["下"] - found["汉Latin"]
    # The Latin font reaches lower than 仿宋, and the line with it is the higher for that.
    assert plain == pytest.approx(1.2 * 14, abs=0.1)
    assert mixed > plain + 0.5


def test_a_space_at_a_lines_end_hangs_over_the_margin() -> None:
    # The line has room for 2026 and eight characters, not for the space behind them.
    narrow = paragraph("2026年上半年抽查发现 3 件超期", right=595.3 - 144 - 108)
    assert list(spots(render(form(narrow)))) == ["2026年上半年抽查发现 ", "3 件超期"]


@pytest.mark.parametrize(
    "lead", [None, RunStyle(east="黑体", latin="Arial", size=16), RunStyle(east="楷体_GB2312", size=16)]
)
def test_lines_on_a_document_grid_are_as_high_as_its_steps_whatever_fonts_they_mix(lead: RunStyle | None) -> None:
    text = RunStyle(east="仿宋_GB2312", latin="Times New Roman", size=16)
    style = ParagraphStyle()
    lines = tuple(
        Paragraph(
            style, text, (*([Run(lead, (Text(f"题{n}"),))] if lead else ()), Run(text, (Text(f"第{n}行2026年"),)))
        )
        for n in range(10, 32)
    )
    made = render(Form((Section(PageSetup(grid_pitch=28.95, top=100.0, bottom=100.0), lines),)))
    found = sorted(spot.y for text, spot in spots(made).items() if text.startswith("题" if lead else "第"))
    assert made.pages == 1
    assert [after - before for before, after in pairwise(found)] == pytest.approx([28.95] * 21, abs=0.05)
