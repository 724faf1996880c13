"""The Typst engine: what is typed is printed, files are whole and the same each time, errors are told."""

import io
import multiprocessing
import re
import unicodedata

import pikepdf
import pytest
from forms import Properties, cell, form, paragraph, row, spots

from docgen.errors import CannotUse, WrongUsage
from docgen.form.tree import Field, Form, ListLevel, RunStyle, Table, Tag, Text
from docgen.pdf.engine import Pdf
from docgen.pdf.engines import DEFAULT, NAMES, engine
from docgen.pdf.typst.engine import TypstEngine
from docgen.pdf.verify import verify

ENGINE = TypstEngine()
TIMES = RunStyle(east="仿宋_GB2312", latin="Times New Roman", size=12)


def _render(made: Form, **context: object) -> Pdf:
    return ENGINE.prepare(made).render(context, Properties())


HOSTILE = (
    '#eval("1+1") #panic("x")',
    '"); #pagebreak(); ("',
    "*粗* _斜_ `码` $x^2$ // 注 /* 注 */",
    "\\u{41}\\n\\",
    "{{ 7*7 }} {% raw %} {# x #}",
    '#import "/form.typ": * #read("/etc/passwd")',
    "一\n二\n三",
    "风险" * 150,
    "https://example.gov.cn/" + "a" * 300,
    "'\"”“《（〔",
)


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_typed_is_printed_as_typed(typed: str) -> None:
    place = Table((200.0,), (row(cell(paragraph(Tag("{{ value }}"), run=TIMES))),))
    pdf = _render(form(paragraph(Tag("{{ value }}")), place), value=typed)
    found = verify(pdf.data, [typed])
    assert found.problems == ()
    copied = re.sub(r"\s|[\ufffe\x02]", "", unicodedata.normalize("NFKC", found.text))
    assert copied.count(re.sub(r"\s", "", unicodedata.normalize("NFKC", typed))) == 2


def test_a_value_that_brings_marks_of_the_writer_makes_no_cell() -> None:
    pdf = _render(form(paragraph(Tag("{{ value|e }}"))), value="甲\x01R0\x02乙")
    assert verify(pdf.data, ["甲R0乙"]).problems == ()


def test_fonts_are_embedded_and_rare_characters_copied() -> None:
    names = "喆昇翾䶮𬱖"
    pdf = _render(form(paragraph(Tag("{{ names }}"), run=TIMES)), names=names)
    assert verify(pdf.data, [names], pages=1).problems == ()


def test_a_character_that_no_font_draws_is_an_error_that_names_it() -> None:
    with pytest.raises(CannotUse, match="\U000f0000"):
        _render(form(paragraph(Tag("{{ name }}"))), name="张\U000f0000")


def test_a_character_that_no_font_draws_is_told_in_the_templates_own_text_too() -> None:
    with pytest.raises(CannotUse, match="\U000f0000"):
        _render(form(paragraph(Text("张\U000f0000"))))


def _made() -> Form:
    rows = [row("表头", header=True), Tag("{% for n in range(60) %}"), row(cell(paragraph(Tag("{{ name }}{{ n }}"))))]
    footer = (paragraph("第", Field("page"), "页共", Field("pages"), "页"),)
    return form(Table((200.0,), (*rows, Tag("{% endfor %}"))), footers={"default": footer})  # type: ignore[arg-type]


def _bytes(name: str) -> bytes:
    return TypstEngine().prepare(_made()).render({"name": name}, Properties()).data


def test_identical_input_gives_identical_bytes_after_other_documents_and_in_other_processes() -> None:
    prepared = ENGINE.prepare(_made())
    first = prepared.render({"name": "甲"}, Properties()).data
    prepared.render({"name": "喆"}, Properties())
    assert prepared.render({"name": "甲"}, Properties()).data == first
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_bytes, ["甲", "甲"]) == [first, first]


def test_headings_are_repeated_and_pages_counted() -> None:
    pdf = _render(_made(), name="甲")
    found = spots(pdf)
    assert pdf.pages == 2
    assert found["表头"].page == 1
    assert {"第1页共2页", "第2页共2页"} <= found.keys()


def test_an_archive_file_says_that_it_is_one_and_is_tagged() -> None:
    archive = TypstEngine(standards=["a-2b"], tagged=True)
    data = archive.prepare(form(paragraph("甲"))).render({}, Properties()).data
    with pikepdf.open(io.BytesIO(data)) as file:
        metadata = bytes(file.Root.Metadata.read_bytes()).decode()
        assert file.Root.MarkInfo.Marked
        assert "/OutputIntents" in file.Root
    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>B<", metadata, re.DOTALL)


def test_a_list_counts_its_levels_through_a_loop() -> None:
    levels = [ListLevel("1", n, "decimal", "%1." if n == 0 else "%1.%2", 1, RunStyle(), "nothing") for n in (0, 1)]
    made = form(
        Tag("{% for n in range(2) %}"),
        paragraph("甲", numbering=levels[0]),
        paragraph("乙", numbering=levels[1]),
        paragraph("丙", numbering=levels[1]),
        Tag("{% endfor %}"),
    )
    assert {"1.甲", "1.1乙", "1.2丙", "2.甲", "2.1乙", "2.2丙"} <= spots(_render(made)).keys()


def test_drawn_bold_and_italic_can_be_copied() -> None:
    drawn = RunStyle(east="楷体_GB2312", latin="楷体_GB2312", bold=True, italic=True)
    assert verify(_render(form(paragraph("楷体粗斜 Word", run=drawn))).data, ["楷体粗斜 Word"]).problems == ()


def test_underlined_blanks_are_kept_at_a_lines_end() -> None:
    blank = RunStyle(underline="single")
    found = spots(_render(form(paragraph("签名：", " " * 20, run=blank), paragraph("后"))))
    assert any(text.count(" ") + text.count("\u00a0") >= 20 for text in found)


def test_engines_go_by_name() -> None:
    assert DEFAULT in NAMES
    with pytest.raises(WrongUsage):
        engine("latex")
