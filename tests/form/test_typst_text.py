"""What is typed reaches Typst as string literals only, whatever it looks like."""

import re

import pytest
from small import OneFace, form, paragraph

from docgen.form.fill import FormTemplate
from docgen.form.marks import value_text
from docgen.form.tree import Tag, Text
from docgen.form.typst.line import LineText
from docgen.form.typst.style import RunSpec
from docgen.form.typst.text import points, string
from docgen.form.typst.writer import TypstWriter

RUN = RunSpec("r", "r", 10.0)


def _source(*pieces: Text | Tag, **values: object) -> str:
    template = FormTemplate(form(paragraph(*pieces)))
    return TypstWriter(template.untagged, OneFace()).write(template.fill(values))


HOSTILE = (
    '#eval("1+1")',
    '"); #panic("x"); ("',
    "*粗* _斜_ `码` $x^2$ // 注 /* 注 */",
    "\\u{41} \\n \\",
    "{{ 7*7 }} {% raw %} {# x #}",
    '#import "/form.typ": *',
    "\x01C0;9;restart;ff0000\x02\x01q\x02",
    "<标签> @引用 = 标题\n- 项\n+ 项",
    "'\"”“\u2028\u2029",
)


def _strings(source: str) -> tuple[str, str]:
    """The text of all literals, and what is left of the source without them."""
    literals = re.findall(r'"((?:[^"\\]|\\.)*)"', source)
    text = "".join(re.sub(r"\\(.)", r"\1", literal) for literal in literals)
    return text, re.sub(r'"(?:[^"\\]|\\.)*"', "", source)


@pytest.mark.parametrize("typed", HOSTILE)
def test_the_source_around_the_literals_does_not_depend_on_what_is_typed(typed: str) -> None:
    harmless = re.sub("[^\n]", "x", re.sub("[\x00-\x08\x0b-\x1f]", "", typed))
    tidy = r"\+[ozj]\+|\+j\(\)\+|z\+|\+|;"
    _, around = _strings(_source(Tag("{{ value }}"), value=typed))
    _, expected = _strings(_source(Tag("{{ value }}"), value=harmless))
    assert re.sub(tidy, "", around) == re.sub(tidy, "", expected)


@pytest.mark.parametrize("typed", HOSTILE)
def test_all_that_is_typed_is_in_the_literals(typed: str) -> None:
    text, _ = _strings(_source(Tag("{{ value }}"), value=typed))
    shown = re.sub("[\x00-\x1f\x7f-\x9f]", "", typed)
    assert shown in text


def test_a_templates_own_text_is_no_tag() -> None:
    text, _ = _strings(_source(Text("{{ 1 + 1 }} {% x %}"), Tag("{{ 1 + 1 }}")))
    assert "{{ 1 + 1 }} {% x %}2" in text


def test_marks_that_a_value_brings_are_taken_out() -> None:
    assert value_text("甲\x01q\x02乙\x03\x04") == "甲q乙"


@pytest.mark.parametrize(("text", "literal"), [("甲", '"甲"'), ('a"b', '"a\\"b"'), ("\\", '"\\\\"')])
def test_a_literal_ends_only_at_its_end(text: str, literal: str) -> None:
    assert string(text) == literal


def _line(*texts: str, run: RunSpec = RUN, width: float = 100.0) -> str:
    line = LineText(width)
    for text in texts:
        for number, part in enumerate(text.split("\n")):
            if number:
                line.break_line()
            line.text(part, run)
    return line.write("")


def test_figures_stand_apart_from_han_characters_across_runs_too() -> None:
    assert _line("于2026年") == 'r("于"+z+"2026"+z+"年")'
    assert _line("共", "3", "项") == 'r("共"+z+"3"+z+"项")'


def test_punctuation_and_line_ends_make_no_such_space() -> None:
    assert _line("（3）") == 'r("（3）")'
    assert _line("年\n3") == '{r("年");linebreak();r("3")}'


def test_closing_marks_are_kept_from_being_narrowed() -> None:
    assert _line("甲。”乙") == 'r("甲。"+j("”")+"乙")'
    assert _line("（甲）乙丙丁戊己庚辛壬癸") == 'r("（甲）"+o+"乙丙丁戊己庚辛壬癸")'
    # These keep their width by the region that the base sets.
    assert _line("甲，乙丙丁戊己庚辛壬癸。子") == 'r("甲，乙丙丁戊己庚辛壬癸。子")'


def test_a_word_longer_than_its_line_may_be_broken_anywhere() -> None:
    assert _line("W" * 8, width=30) == 'r("' + '"+o+"'.join("W" * 8) + '")'
    assert "+o+" not in _line("W" * 8, width=300)


def test_each_script_goes_to_its_own_function() -> None:
    assert _line("甲A乙", run=RunSpec("e", "l", 10.0)) == '{e("甲");l(z+"A");e(z+"乙")}'


def test_a_length_is_written_to_a_thousandth_of_a_point() -> None:
    assert [points(value) for value in (0.0, -0.0001, 1.5, 20.0, 0.12345)] == ["0pt", "0pt", "1.5pt", "20pt", "0.123pt"]


def test_latin_stretches_stand_in_a_function_of_their_own_inside_the_text() -> None:
    run = RunSpec("r", "r", 10.0, inner="l")
    assert _line("于2026年", run=run) == 'r("于"+z+l("2026")+z+"年")'
    assert _line("〔2026〕A-1号。", run=run) == 'r("〔"+l("2026")+"〕"+l("A-1")+z+"号。")'
    assert _line('甲（“"a\\', run=run) == 'r("甲（“"+l("\\"a\\\\"))'
    assert _line("甲。”A", run=run) == 'r("甲。"+j("”")+l("A"))'
    assert _line("没有", run=run) == 'r("没有")'


def test_what_a_text_takes_at_most_counts_what_goes_to_the_next_line_together() -> None:
    def most(text: str, width: float = 100.0) -> float:
        line = LineText(width)
        line.text(text, RUN)
        return line.most(20.0)

    assert most("甲" * 10) == 20.0
    assert most("甲" * 11) == 40.0
    # Lines of ten characters, of which four may go with a mark that begins no line.
    assert most("甲" * 60) == 220.0
    assert most("甲" * 40 + "abcdefghij" * 2) > 1000.0
