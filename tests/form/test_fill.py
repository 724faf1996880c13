"""Filling a form: what the tree holds when tags are resolved, and which tag an error names."""

import io
import re

import pytest
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup
from pictures import png
from small import cell, cells, filled, form, paragraph, table, texts

from docgen.errors import TemplateProblem
from docgen.form.fill import FormTemplate
from docgen.form.filled import FilledParagraph, FilledTable
from docgen.form.marks import value_text
from docgen.form.tree import (
    Break,
    Field,
    Form,
    ListLevel,
    PageSetup,
    Paragraph,
    ParagraphStyle,
    Picture,
    Run,
    RunStyle,
    Section,
    Tab,
    Tag,
    Tagged,
    TagPlace,
    Text,
)

VM = Tagged("{% if loop.first %}restart{% else %}continue{% endif %}")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (7, "7"),
        ("R&D <组>", "R&D <组>"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
        ("\x02坏\x1f", "坏"),
        ("<br>", "<br>"),
        (RichText("红 & <黑>"), "红 & <黑>"),
        (Listing("一 & <二>"), "一 & <二>"),
        (Markup("&lt;安全&gt;"), "<安全>"),
    ],
)
def test_a_value_is_text_and_never_a_tag_or_a_mark(value: object, text: str) -> None:
    assert texts(filled(paragraph(Tag("{{ value }}")), value=value)) == [text]


def test_line_breaks_and_tabs_of_a_value_are_pieces() -> None:
    made = filled(paragraph("甲", Tag("{{ value }}")), value="一\r\n二\t三\a四\f五")
    [block] = made.sections[0].blocks
    assert isinstance(block, FilledParagraph)
    assert block.runs[0].pieces == (
        *(Text("甲一"), Break(), Text("二"), Tab(), Text("三"), Break()),
        *(Text("四"), Break(), Text("五")),
    )


def test_an_undefined_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        value_text(StrictUndefined(name="人"))


def test_a_templates_own_text_is_no_tag() -> None:
    assert texts(filled(paragraph("{{ 1 + 1 }} {% x %} ", Tag("{{ 1 + 1 }}")))) == ["{{ 1 + 1 }} {% x %} 2"]


def test_loops_and_conditions_are_resolved() -> None:
    blocks = (
        Tag("{% for n in [1, 2, 3] %}"),
        Tag("{% if n != 2 %}"),
        paragraph("第", Tag("{{ n }}")),
        Tag("{% endif %}"),
        Tag("{% endfor %}"),
    )
    assert texts(filled(*blocks)) == ["第1", "第3"]


def test_what_no_value_changes_is_the_same_object_in_every_document() -> None:
    fixed, looped = (cell("定"), cell("的")), (cell(Tag("{{ n }}")), cell("也定"))
    page = Field("page")
    template = FormTemplate(
        form(paragraph("第", page, "页"), table(fixed, Tag("{% for n in ns %}"), looped, Tag("{% endfor %}")))
    )
    first, second = (template.fill({"ns": ns}) for ns in ([1, 2], [2, 3]))
    one, two = (made.sections[0].blocks for made in (first, second))
    assert one[0] is two[0]
    assert isinstance(one[1], FilledTable)
    assert isinstance(two[1], FilledTable)
    assert one[1].rows[0] is two[1].rows[0]
    assert one[1].rows[1].cells[1].blocks[0] is two[1].rows[1].cells[1].blocks[0]
    # A text that stood there before is remembered.
    assert one[1].rows[2].cells[0].blocks[0] is two[1].rows[1].cells[0].blocks[0]


def test_an_empty_value_leaves_no_run() -> None:
    [block] = filled(paragraph(Tag("{{ value }}")), value="").sections[0].blocks
    assert isinstance(block, FilledParagraph)
    assert block.runs == ()


# ---------------------------------------------------------------- tables


def test_a_merge_spans_the_rows_that_continue_it() -> None:
    made = filled(
        table(
            (cell("同", merge="restart"), cell("1")),
            (cell(merge="continue"), cell("2")),
            (cell(merge="continue"), cell("3")),
            (cell("新", merge="restart"), cell("4")),
        )
    )
    assert cells(made) == [
        [("同", 0, 1, 3), ("1", 1, 1, 1)],
        [("2", 1, 1, 1)],
        [("3", 1, 1, 1)],
        [("新", 0, 1, 1), ("4", 1, 1, 1)],
    ]


def test_a_merge_over_a_loop_spans_what_the_loop_makes() -> None:
    row = (cell(Tag("{{ n }}"), merge=VM), cell(Tag("{{ n }}")))
    made = filled(table(Tag("{% for n in ns %}"), row, Tag("{% endfor %}"), (cell("尾"), cell())), ns=[1, 2, 3])
    assert [[(text, rows) for text, _, _, rows in row] for row in cells(made)] == [
        [("1", 3), ("1", 1)],
        [("2", 1)],
        [("3", 1)],
        [("尾", 1), ("", 1)],
    ]


def test_a_merge_is_told_by_its_grid_column_not_by_its_place_in_the_row() -> None:
    made = filled(
        table(
            (cell("宽", span=2), cell("右", merge="restart")),
            (cell("一"), cell("二"), cell(merge="continue")),
        )
    )
    assert cells(made) == [[("宽", 0, 2, 1), ("右", 2, 1, 2)], [("一", 0, 1, 1), ("二", 1, 1, 1)]]


def test_a_continuation_with_nothing_above_it_stays_a_cell() -> None:
    assert cells(filled(table((cell("独", merge="continue"),)))) == [[("独", 0, 1, 1)]]


def test_a_narrower_continuation_covers_no_text_beside_it() -> None:
    begin = (cell("上", span=2, merge="restart"),)
    assert cells(filled(table(begin, (cell(merge="continue"), cell())))) == [[("上", 0, 2, 2)], []]
    assert cells(filled(table(begin, (cell(merge="continue"), cell("字"))))) == [
        [("上", 0, 2, 1)],
        [("", 0, 1, 1), ("字", 1, 1, 1)],
    ]


def test_a_table_inside_a_merged_cell_has_merges_of_its_own() -> None:
    inner = table((cell("里", merge="restart"),), (cell(merge="continue"),), columns=(50.0,))
    outer = cell("外", merge="restart")
    holder = type(outer)((inner, *outer.blocks), merge="restart")
    made = filled(table((holder, cell("a")), (cell(merge="continue"), cell("b"))))
    [found] = made.sections[0].blocks
    assert isinstance(found, FilledTable)
    held = found.rows[0].cells[0]
    assert isinstance(held.blocks[0], FilledTable)
    assert (held.rows, held.blocks[0].rows[0].cells[0].rows, held.blocks[0].rows[1].cells) == (2, 2, ())


def test_a_merge_ends_with_the_repeated_heading() -> None:
    made = filled(_headed())
    assert cells(made) == [[("头", 0, 1, 1)], [("身", 0, 1, 1)]]
    [found] = made.sections[0].blocks
    assert isinstance(found, FilledTable)
    assert found.head == 1


def _headed() -> object:
    from docgen.form.tree import RowStyle, Table, TableRow

    rows = (
        TableRow((cell("头", merge="restart"),), RowStyle(header=True)),
        TableRow((cell("身", merge="continue"),)),
    )
    return Table((100.0,), rows)


@pytest.mark.parametrize(
    ("colour", "shown"), [("FF0000", "FF0000"), ("#00ff00", "00ff00"), ("red;display:none", None), ("", None)]
)
def test_a_cell_colour_is_taken_only_where_it_is_one(colour: str, shown: str | None) -> None:
    [found] = filled(table((cell("甲", background=Tagged("{{ c }}")),)), c=colour).sections[0].blocks
    assert isinstance(found, FilledTable)
    assert found.rows[0].cells[0].background == shown


@pytest.mark.parametrize(
    ("span", "covered"), [(2, 2), ("3", 3), (9, 3), (0, 1), ("甲", 1), ("2\x04restart\x04FF0000", 1)]
)
def test_a_span_is_a_number_of_columns_that_there_are(span: object, covered: int) -> None:
    made = filled(table((cell("甲", span=Tagged("{{ n }}")),)), n=span)
    assert cells(made) == [[("甲", 0, covered, 1)]]


def test_columns_made_by_a_loop_share_the_width() -> None:
    from docgen.form.tree import Table, TableRow

    row = TableRow((Tag("{% for c in cs %}"), cell(Tag("{{ c }}")), Tag("{% endfor %}")))
    [found] = filled(Table((300.0,), (row,), dynamic_columns=True), cs="甲乙丙").sections[0].blocks
    assert isinstance(found, FilledTable)
    assert found.columns == (100.0, 100.0, 100.0)
    assert [item.column for item in found.rows[0].cells] == [0, 1, 2]


# ---------------------------------------------------------------- lists


def test_labels_are_counted_through_a_loop() -> None:
    levels = [ListLevel("1", n, "decimal", "%1." if n == 0 else "%1.%2", 1, RunStyle(), "space") for n in (0, 1)]
    one, two = (paragraph("文", style=ParagraphStyle(numbering=level)) for level in levels)
    made = filled(Tag("{% for n in range(2) %}"), one, two, two, Tag("{% endfor %}"))
    assert texts(made) == ["1. 文", "1.1 文", "1.2 文", "2. 文", "2.1 文", "2.2 文"]


def test_a_label_ends_with_its_tab_and_counts_anew_in_each_document() -> None:
    level = ListLevel("1", 0, "chineseCounting", "%1、", 3, RunStyle(underline="single"), "tab")
    template = FormTemplate(form(paragraph("文", style=ParagraphStyle(numbering=level))))
    for _ in range(2):
        [block] = template.fill({}).sections[0].blocks
        assert isinstance(block, FilledParagraph)
        assert [run.pieces for run in block.label] == [(Text("三、"),), (Tab(),)]
        assert [run.style.underline for run in block.label] == ["single", None]


# ---------------------------------------------------------------- rich values and pictures


def test_a_rich_value_brings_runs_of_its_own() -> None:
    value = RichText("红\n行", color="FF0000", bold=True)
    value.add("<大>", size=40)
    [block] = filled(paragraph("甲", Tag("{{ value }}", rich=True), "乙"), value=value).sections[0].blocks
    assert isinstance(block, FilledParagraph)
    shown = [(run.style.color, run.style.bold, run.style.size, run.pieces) for run in block.runs]
    assert shown == [
        (None, False, 10.5, (Text("甲"),)),
        ("FF0000", True, 10.5, (Text("红"), Break(), Text("行"))),
        (None, False, 20.0, (Text("<大>"),)),
        (None, False, 10.5, (Text("乙"),)),
    ]


def test_rich_values_of_two_documents_are_told_apart() -> None:
    template = FormTemplate(form(paragraph(Tag("{{ value }}", rich=True))))
    assert [texts(template.fill({"value": RichText(word)})) for word in "甲乙"] == [["甲"], ["乙"]]


def _inline(data: bytes, **size: object) -> InlineImage:
    return InlineImage(DocxTemplate(io.BytesIO()), io.BytesIO(data), **size)


def _pictures(made: object) -> list[Picture]:
    blocks = made.sections[0].blocks  # type: ignore[attr-defined]
    return [piece for block in blocks for run in block.runs for piece in run.pieces if isinstance(piece, Picture)]


@pytest.mark.parametrize("rich", [False, True])
def test_a_picture_that_a_value_brings_has_the_size_asked_for(rich: bool) -> None:
    made = filled(paragraph("甲", Tag("{{ value }}", rich=rich)), value=_inline(png(40, 20), width=Mm(20)))
    [picture] = _pictures(made)
    assert (picture.width, picture.height) == pytest.approx((20 / 25.4 * 72, 10 / 25.4 * 72), abs=0.01)
    assert made.media == {picture.media: png(40, 20)}


def test_a_picture_that_is_none_is_an_error_that_names_its_tag() -> None:
    with pytest.raises(TemplateProblem, match="不是完整的"):
        filled(paragraph(Tag("{{ value }}")), value=_inline(b"no picture"))
    with pytest.raises(TemplateProblem, match="太大"):
        filled(paragraph(Tag("{{ value }}")), value=_inline(png(30_000, 30_000)))


def test_a_picture_of_the_template_is_replaced_by_name_in_one_document_only() -> None:
    sample, own = png(1, 1), png(2, 2)
    block = paragraph("码", Picture("word/media/image1.png", 40.0, 40.0, "二维码"))
    template = FormTemplate(
        Form(
            (Section(PageSetup(), (block,)),),
            media={"word/media/image1.png": sample},
            pictures={"二维码": frozenset({"word/media/image1.png"})},
        )
    )
    for pictures, shown in ((None, sample), ({"二维码": own}, own), (None, sample)):
        made = template.fill({}, pictures)
        [picture] = _pictures(made)
        assert made.media[picture.media] == shown
    with pytest.raises(TemplateProblem, match="没有"):
        template.fill({}, {"别的": own})


# ---------------------------------------------------------------- content controls


def test_content_controls_stay_with_what_they_hold() -> None:
    run = Run(RunStyle(), (Tag("{{ name }}"),), ("sign:行",))
    block = Paragraph(ParagraphStyle(), RunStyle(), (run,), ("sign:段",))
    held = table((cell("定", controls=("sign:本人",)), cell(Tag("{{ name }}"), controls=("sign:负责人",))))
    made = filled(block, held, name="甲")
    first, second = made.sections[0].blocks
    assert isinstance(first, FilledParagraph)
    assert isinstance(second, FilledTable)
    assert (first.controls, first.runs[0].controls) == (("sign:段",), ("sign:行",))
    assert [item.controls for item in second.rows[0].cells] == [("sign:本人",), ("sign:负责人",)]


# ---------------------------------------------------------------- errors

PLACE = TagPlace("word/document.xml", "姓名", "{%tr for p in people %}")


@pytest.mark.parametrize(
    ("source", "values", "reason"),
    [
        ("{{ nobody.name }}", {}, "nobody"),
        ("{{ ''.__class__ }}", {}, "不允许"),
        ("{{ 1 / zero }}", {"zero": 0}, "division"),
        ("{{ 'x' * 99999999 }}", {}, "太多"),
    ],
)
def test_an_error_names_the_template_its_part_the_tag_and_the_text_near_it(
    source: str, values: dict[str, object], reason: str
) -> None:
    place = TagPlace("word/header1.xml", "主要负责人", source)
    template = FormTemplate(
        form(paragraph(Tag("{{ good }}")), paragraph(Tag(source, at=place)), paragraph(Tag("{{ good }}")))
    )
    with pytest.raises(TemplateProblem, match=reason) as found:
        template.fill({"good": 1, **values})
    assert source in found.value.message
    assert "主要负责人" in found.value.hint
    assert found.value.place is not None
    assert (found.value.place.file, found.value.place.sheet) == ("模板.docx", "word/header1.xml")


def test_a_tag_is_named_as_it_was_typed() -> None:
    loop = Tag("{% for p in people %}", at=PLACE)
    template = FormTemplate(form(loop, paragraph(Tag("{{ p }}")), Tag("{% endfor %}")))
    with pytest.raises(TemplateProblem, match=re.escape("{%tr for p in people %}")):
        template.fill({})


@pytest.mark.parametrize("source", ["{% for x %}{% endfor %}", "{% for x in y %}", "{{ a b }}", "{{ x|nothing }}"])
def test_a_tag_that_cannot_be_read_is_an_error_before_anything_is_filled(source: str) -> None:
    with pytest.raises(TemplateProblem):
        FormTemplate(form(*(Tag(item) for item in source.replace("}{", "}\n{").split("\n"))))
