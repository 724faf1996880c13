"""What is typed reaches the page as text, whatever it looks like; Latin stretches are marked, and nothing else changed."""

import re
from html import unescape

import pytest
from small import OneFace, cell, form, paragraph, table

from docgen.form.fill import FormTemplate
from docgen.form.html.css import StyleSheet, line_css, points, quoted
from docgen.form.html.writer import HtmlPage, HtmlWriter
from docgen.form.lines import Line
from docgen.form.numerals import chinese
from docgen.form.rows import header_rows
from docgen.form.tree import Block, Field, Paragraph, ParagraphStyle, RowStyle, Run, RunStyle, TableRow, Tag, Text


def _page(*blocks: Block, **values: object) -> HtmlPage:
    template = FormTemplate(form(*blocks))
    return HtmlWriter(template.untagged, OneFace()).write(template.fill(values))


def _runs(*texts: str, own_font: bool = False) -> str:
    """Runs of one paragraph as they are written, classes left out but for those of Latin stretches."""
    styles = [RunStyle(latin="Times" if own_font else "宋体", size=10.0 + place) for place in range(len(texts))]
    runs = tuple(Run(style, (Text(text),)) for style, text in zip(styles, texts, strict=True))
    exact = ParagraphStyle(line_rule="exact", line=20.0)
    body = _page(Paragraph(exact, RunStyle(), runs)).body
    return re.sub(r"</?(div|p|span)[^>]*>", "", body)


@pytest.mark.parametrize("typed", ["<br>", "R&D <组>", "{{ 7*7 }}", "</style><script>", "\"'"])
def test_typed_markup_is_text(typed: str) -> None:
    body = _page(paragraph(Tag("{{ value }}")), value=typed).body
    assert unescape(re.sub("<[^>]*>", "", body)) == typed


def test_no_blank_stands_between_elements_where_it_would_be_a_line() -> None:
    body = _page(paragraph("甲"), table((cell("格"),)), paragraph("乙")).body
    assert "> <" not in body
    assert "\n" not in body


def test_what_a_value_brings_has_rules_of_its_own_document() -> None:
    from docxtpl import RichText

    template = FormTemplate(form(paragraph(Tag("{{ value }}", rich=True))))
    writer = HtmlWriter(template.untagged, OneFace())
    for _ in range(2):
        rich = writer.write(template.fill({"value": RichText("红", color="FF0000")}))
        assert "color:#FF0000" in rich.css
        assert re.search(r'class="x\w+">红', rich.body)
    assert writer.write(template.fill({"value": "黑"})).css == ""


def test_a_sheet_names_what_the_one_below_it_does_not() -> None:
    below = StyleSheet()
    known = below.name("p", "color:red")
    above = StyleSheet(below)
    assert above.name("p", "color:red") == known
    assert (above.text(), above.asked) == ("", 0)
    new = above.name("p", "color:blue")
    assert above.text() == f".{new}{{color:blue}}"
    assert below.text() == f".{known}{{color:red}}"


def test_figures_stand_apart_from_han_characters_across_runs_too() -> None:
    assert _runs("于2026年") == '于<i class="b a">2026</i>年'
    assert _runs("共", "3", "项") == '共<i class="b a">3</i>项'


def test_punctuation_and_line_ends_make_no_such_space() -> None:
    assert _runs("（3）") == "（3）"
    assert "<i" not in _page(paragraph(Tag("{{ value }}")), value="年\n3").body


def test_latin_is_marked_everywhere_where_its_font_is_another() -> None:
    assert _runs("（A&B c）", own_font=True) == "（<i>A&amp;B c</i>）"
    assert _runs("“引”", own_font=True) == "“引”"


def test_a_page_number_counts_as_a_figure() -> None:
    body = _page(paragraph("第", Field("page"), "页")).body
    assert '<i class="b a"><span class="f-page-decimal"></span></i>' in body


def test_marking_changes_no_character() -> None:
    text = "第12条：R&D 经费 3.5% “A级”①，见 GB/T 9704—2012。"
    assert unescape(re.sub("<[^>]*>", "", _runs(text, own_font=True))) == text


def test_a_font_name_cannot_leave_its_style_sheet() -> None:
    assert "<" not in quoted('</style><script>"')
    assert quoted('a"b') == '"a\\22 b"'


def _row(header: bool = False) -> TableRow:
    return TableRow((), RowStyle(header=header))


def test_heading_rows_are_the_first_ones_with_their_tags_closed() -> None:
    begin, end = Tag("{% if x %}"), Tag("{% endif %}")
    assert header_rows((_row(True), _row(True), _row())) == 2
    assert header_rows((_row(), _row(True))) == 0
    assert header_rows((begin, _row(True), end, _row())) == 3
    assert header_rows((begin, _row(True), _row(), end)) == 0
    assert header_rows((_row(True), Tag("{%- for r in rs %}"), _row(), Tag("{% endfor %}"))) == 1


def test_a_measure_box_has_its_room_above_and_below_the_baseline() -> None:
    # Font a has ascent 0.8 and descent 0.2: a box of 20 pt on it puts the baseline at 10 + 0.3 × size.
    assert line_css(Line(16, 4)) == "font-family:docgen-measure-a;font-size:20pt;line-height:20pt"
    assert line_css(Line(4, 16)) == "font-family:docgen-measure-b;font-size:20pt;line-height:20pt"


def test_lengths_are_written_short() -> None:
    assert [points(value) for value in (0, -0.0001, 10.50, 1 / 3)] == ["0pt", "0pt", "10.5pt", "0.333pt"]


def test_chinese_numbers_are_those_that_people_write() -> None:
    assert [chinese(number) for number in (1, 10, 11, 20, 21, 99, 100, 101, 110, 111)] == [
        *("一", "十", "十一", "二十", "二十一", "九十九"),
        *("一百", "一百零一", "一百一十", "一百一十一"),
    ]
