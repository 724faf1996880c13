"""What is done to a rendered page: values, vertical merges, Latin stretches."""

import re

import pytest
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup

from docgen.form.html.text import finish, mark_latin, merge_rows, value_html


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (None, ""),
        (7, "7"),
        ("R&D <组>", "R&amp;D &lt;组&gt;"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
        ("一\r\n二\n三", "一<br>二<br>三"),
        ("甲\t乙", '甲<b class="t"></b>乙'),
        ("\x02坏\x1f", "坏"),
        ("<br>", "&lt;br&gt;"),
    ],
)
def test_a_value_is_text_and_never_markup(value: object, html: str) -> None:
    assert value_html(value) == Markup(html)


def test_an_undefined_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        value_html(StrictUndefined(name="人"))


def _table(*rows: str) -> str:
    return "<table><tbody>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>"


def test_a_merge_spans_the_rows_that_continue_it() -> None:
    merged = merge_rows(
        _table(
            '<td data-m="restart">同</td><td>1</td>',
            '<td data-m="continue"><p></p></td><td>2</td>',
            '<td data-m="continue"></td><td>3</td>',
            '<td data-m="restart">新</td><td>4</td>',
        )
    )
    assert merged == _table('<td rowspan="3">同</td><td>1</td>', "<td>2</td>", "<td>3</td>", "<td>新</td><td>4</td>")


def test_a_merge_is_told_by_its_grid_column_not_by_its_place_in_the_row() -> None:
    merged = merge_rows(
        _table(
            '<td colspan="2">宽</td><td data-m="restart">右</td>',
            '<td>一</td><td>二</td><td data-m="continue"></td>',
        )
    )
    assert merged == _table('<td colspan="2">宽</td><td rowspan="2">右</td>', "<td>一</td><td>二</td>")


def test_a_continuation_with_nothing_above_it_stays_a_cell() -> None:
    assert merge_rows(_table('<td data-m="continue">独</td>')) == _table("<td>独</td>")


def test_a_table_inside_a_merged_cell_has_merges_of_its_own() -> None:
    inner = _table('<td data-m="restart">里</td>', '<td data-m="continue"></td>')
    merged = merge_rows(
        _table(f'<td data-m="restart">{inner}</td><td>a</td>', f'<td data-m="continue">{inner}</td><td>b</td>')
    )
    inside = _table('<td rowspan="2">里</td>', "")
    assert merged == _table(f'<td rowspan="2">{inside}</td><td>a</td>', "<td>b</td>")


def test_a_merge_ends_with_the_repeated_heading() -> None:
    html = '<table><thead><tr><td data-m="restart">头</td></tr></thead><tbody><tr><td data-m="continue">身</td></tr>'
    assert "rowspan" not in merge_rows(html + "</tbody></table>")


def test_a_cell_colour_is_taken_only_where_it_is_one() -> None:
    assert finish('<td data-b="FF0000">') == '<td style="background-color:#FF0000">'
    assert finish('<td data-b="red;display:none">') == "<td>"


def _span(text: str, own_font: bool = False) -> str:
    return f'<span class="r1{" l" if own_font else ""}">{text}</span>'


def test_figures_stand_apart_from_han_characters() -> None:
    assert mark_latin(_span("于2026年")) == _span('于<i class="b a">2026</i>年')
    assert mark_latin(_span("共") + _span("3") + _span("项")) == _span("共") + _span('<i class="b a">3</i>') + _span(
        "项"
    )


def test_punctuation_and_line_ends_make_no_such_space() -> None:
    assert mark_latin(_span("（3）")) == _span("（3）")
    assert mark_latin(_span("年<br>3")) == _span("年<br>3")


def test_latin_is_marked_everywhere_where_its_font_is_another() -> None:
    assert mark_latin(_span("（A&amp;B c）", own_font=True)) == _span("（<i>A&amp;B c</i>）", own_font=True)
    assert mark_latin(_span("“引”", own_font=True)) == _span("“引”", own_font=True)


def test_a_page_number_field_counts_as_a_figure() -> None:
    html = mark_latin(_span("第") + '<span class="f-page-decimal"></span>' + _span("页"))
    assert '<i class="b a"><span class="f-page-decimal"></span></i>' in html


def test_marking_changes_no_character() -> None:
    text = "第12条：R&amp;D 经费 3.5% “A级”①，见 GB/T 9704—2012。"
    assert re.sub("<[^>]*>", "", mark_latin(_span(text, own_font=True))) == text
