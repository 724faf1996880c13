"""The written page is a Jinja template: tags stay, everything else is text and cannot become a tag or markup."""

from jinja2 import Environment

from docgen.form.html.css import line_css, points, quoted
from docgen.form.html.template import write_html
from docgen.form.lines import Line, Typeface
from docgen.form.numerals import chinese
from docgen.form.rows import header_rows
from docgen.form.tree import (
    Cell,
    Form,
    PageSetup,
    Paragraph,
    ParagraphStyle,
    Run,
    RunStyle,
    Section,
    Table,
    TableRow,
    Tag,
    Text,
)


class OneFace:
    """Every font is drawn by one face."""

    def typeface(self, family: str, *, bold: bool, italic: bool) -> Typeface:
        return Typeface((family,))


def _paragraph(*pieces: Text | Tag) -> Paragraph:
    return Paragraph(ParagraphStyle(), RunStyle(), (Run(RunStyle(), pieces),))


def _page(*blocks: Paragraph | Table | Tag) -> str:
    return write_html(Form((Section(PageSetup(), blocks),)), OneFace())


def test_tags_are_rendered_and_literal_text_is_not() -> None:
    page = _page(_paragraph(Text("{{ 1 + 1 }} & <b> {% x %} "), Tag("{{ 1 + 1 }}")))
    body = Environment(autoescape=True).from_string(page).render().partition("<body>")[2]
    assert "&#123;&#123; 1 + 1 }} &amp; &lt;b&gt; &#123;% x %} 2</span>" in body


def test_a_loop_repeats_what_it_encloses() -> None:
    page = _page(Tag("{% for n in [1, 2] %}"), _paragraph(Tag("{{ n }}")), Tag("{% endfor %}"))
    assert Environment(autoescape=True).from_string(page).render().count("<p ") == 2


def test_no_blank_stands_between_elements_where_it_would_be_a_line() -> None:
    row = TableRow((Cell((_paragraph(Text("格")),)),))
    body = _page(_paragraph(Text("甲")), Table((100.0,), (row,)), _paragraph(Text("乙"))).partition("<body>")[2]
    assert "> <" not in body
    assert "\n" not in body


def test_a_font_name_cannot_leave_its_style_sheet() -> None:
    assert "<" not in quoted('</style><script>"')
    assert quoted('a"b') == '"a\\22 b"'


def _row(header: bool = False) -> TableRow:
    return TableRow((), header=header)


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
