"""Sections, headers and footers, page numbers, pictures, and what a PDF file says of itself."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from docx.shared import Mm
from docxtpl import InlineImage, Listing, RichText
from forms import CURRENT, Properties, baselines, cell, current, form, paragraph, render, row, spots
from pictures import png

from docgen.errors import CannotUse, TemplateProblem
from docgen.form.tree import Break, Field, Form, ListLevel, PageSetup, Paragraph, Picture, RunStyle, Section, Table, Tag
from docgen.pdf.engine import Pdf
from docgen.pdf.verify import verify

NUMBERED = paragraph("第", Field("page"), "页共", Field("pages"), "页")


def _pages(count: int) -> tuple[object, ...]:
    return tuple(paragraph(f"正文{n}", page_break_before=n > 0) for n in range(count))


def test_pages_are_numbered() -> None:
    found = spots(render(form(*_pages(3), footers={"default": (NUMBERED,)})))
    assert {"第1页共3页", "第2页共3页", "第3页共3页"} <= found.keys()
    assert found["第3页共3页"].page == 2


def test_a_footer_stands_at_its_distance_from_the_papers_edge() -> None:
    found = spots(render(form(*_pages(1), footers={"default": (paragraph("脚"),)})))
    assert found["脚"].y == pytest.approx(841.9 - 42.55 - 4, abs=0.1)


def test_a_header_stands_at_its_distance_from_the_papers_edge_however_wide_the_margin() -> None:
    section = Section(PageSetup(top=120), _pages(1), headers={"default": (paragraph("眉"),)})  # type: ignore[arg-type]
    assert spots(render(Form((section,))))["眉"].y == pytest.approx(42.55 + 16, abs=0.1)


def test_a_header_taller_than_its_place_pushes_the_text_down() -> None:
    made = form(paragraph("正文"), headers={"default": (paragraph("一"), paragraph("二"), paragraph("三"))})
    found = baselines(made)
    assert found["一"] == pytest.approx(42.55 + 16, abs=0.1)
    assert found["正文"] == pytest.approx(42.55 + 60 + 16, abs=0.1)


def test_first_even_and_other_pages_have_headers_of_their_own() -> None:
    headers = {"default": (paragraph("单"),), "even": (paragraph("双"),), "first": (paragraph("首"),)}
    section = Section(PageSetup(), _pages(3), headers=headers, title_page=True)  # type: ignore[arg-type]
    found = spots(render(Form((section,), odd_and_even=True)))
    assert [found[name].page for name in ("首", "双", "单")] == [0, 1, 2]


def test_each_section_has_its_paper_and_may_count_its_pages_anew() -> None:
    numbers = {"default": (paragraph("本节", Field("section_pages"), "页之", Field("page")),)}
    first = Section(PageSetup(), _pages(2), footers=numbers)  # type: ignore[arg-type]
    wide = PageSetup(width=841.9, height=595.3, landscape=True, page_start=1)
    second = Section(wide, (paragraph("横"),), footers=numbers)
    pdf = render(Form((first, second)))
    found = spots(pdf)
    assert {"本节2页之1", "本节2页之2", "本节1页之1"} <= found.keys()
    with pikepdf.open(io.BytesIO(pdf.data)) as file:
        sizes = [[round(float(value)) for value in page.mediabox[2:]] for page in file.pages]
    assert sizes == [[595, 842], [595, 842], [842, 595]]


def test_a_page_break_inside_a_paragraph_begins_a_page() -> None:
    found = spots(render(form(paragraph("前", Break("page"), "后"))))
    assert (found["前"].page, found["后"].page) == (0, 1)


def test_paragraphs_are_numbered_through_a_loop() -> None:
    level = ListLevel("1", 0, "chineseCounting", "%1、", 1, RunStyle(), "nothing")
    made = form(Tag("{% for t in texts %}"), paragraph(Tag("{{ t }}"), numbering=level), Tag("{% endfor %}"))
    found = spots(render(made, texts=[f"条{n}" for n in range(11)]))
    assert {"一、条0", "十、条9", "十一、条10"} <= found.keys()


def _with_picture(data: bytes) -> Form:
    made = form(paragraph(Picture("章.png", 40.0, 40.0, alt="印章"), line_rule="multiple", line=1.0))
    return Form(made.sections, media={"章.png": data})


def test_a_picture_of_the_form_is_drawn() -> None:
    with pikepdf.open(io.BytesIO(render(_with_picture(png(1, 1))).data)) as file:
        assert len(file.pages[0].get_images()) == 1


def test_a_picture_that_cannot_be_read_is_an_error_not_a_gap() -> None:
    with pytest.raises(CannotUse):
        render(_with_picture(b"not a picture"))


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "docgen:media/other.png"])
def test_nothing_outside_the_form_is_opened(address: str, tmp_path: Path) -> None:
    from docgen.pdf.weasyprint.engine import _fetcher

    fetch = _fetcher({"0": png(1, 1)})
    with pytest.raises(ValueError, match="nothing outside"):
        fetch(address)


def test_typed_markup_and_tags_are_printed_as_typed() -> None:
    typed = "{{ 7*7 }} <b>R&D</b> <组>"
    pdf = render(form(paragraph(Tag("{{ value }}"))), value=typed)
    assert verify(pdf.data, [typed], pages=1).problems == ()


def test_rare_characters_of_names_are_drawn_and_can_be_copied() -> None:
    names = "喆昇翾䶮𬱖"
    for east in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"):
        pdf = render(form(paragraph(Tag("{{ names }}"), run=RunStyle(east=east, latin=east))), names=names)
        assert verify(pdf.data, [names], pages=1).problems == ()


def test_a_character_that_no_font_draws_is_an_error_that_names_it() -> None:
    with pytest.raises(CannotUse, match="\U000f0000"):
        render(form(paragraph(Tag("{{ name }}"))), name="张\U000f0000")


@pytest.mark.parametrize("source", ["{{ nobody.name }}", "{{ ''.__class__.__mro__ }}"])
def test_a_tag_that_fails_is_a_template_problem(source: str) -> None:
    with pytest.raises(TemplateProblem):
        render(form(paragraph(Tag(source))))


def test_a_tag_that_cannot_be_read_is_a_template_problem() -> None:
    with pytest.raises(TemplateProblem):
        current().prepare(form(Tag("{% for x %}"), paragraph("甲")))


def test_identical_input_gives_identical_bytes() -> None:
    made = form(paragraph(Tag("{{ name }}")), Table((100.0,), (row("格"),)))
    prepared = current().prepare(made)
    first = prepared.render({"name": "甲"}, Properties())
    prepared.render({"name": "乙丙丁戊己"}, Properties())
    assert prepared.render({"name": "甲"}, Properties()).data == first.data
    assert current().prepare(made).render({"name": "甲"}, Properties()).data == first.data


def test_a_file_says_whose_it_is_and_advertises_no_tool() -> None:
    data = render(form(paragraph("甲"))).data
    with pikepdf.open(io.BytesIO(data)) as file:
        info = {str(key): str(value) for key, value in file.docinfo.items()}
        assert str(file.Root.Lang) == "zh-CN"
    assert info["/Title"] == "题名"
    assert info["/Subject"] == "主题"
    assert info["/Author"] == "某某县司法局"
    assert info["/CreationDate"].startswith("D:20260101")
    assert "/Producer" not in info
    assert b"WeasyPrint" not in data


def test_space_above_is_left_out_at_a_pages_top_unless_the_page_was_asked_for() -> None:
    flowing = tuple(paragraph(f"段{n}", before=12.0) for n in range(30))
    asked = paragraph("新页", before=12.0, page_break_before=True)
    found = spots(render(form(*flowing, asked)))
    tops = sorted((spot.page, spot.y) for spot in found.values())
    assert next(y for page, y in tops if page == 1) == pytest.approx(72 + 16, abs=0.1)
    assert found["新页"].page == 2
    assert found["新页"].y == pytest.approx(72 + 12 + 16, abs=0.1)


def test_rich_text_has_the_styles_that_a_program_gave_it() -> None:
    value = RichText("红", color="FF0000", bold=True)
    value.add("R&D <大>", size=40, font="eastAsia:黑体")
    pdf = render(form(paragraph("甲", Tag("{{ value }}", rich=True), "乙")), value=value)
    assert verify(pdf.data, ["甲红R&D<大>乙"], pages=1).problems == ()
    with pikepdf.open(io.BytesIO(pdf.data)) as file:
        fonts = {str(font.BaseFont).partition("+")[2] for font in file.pages[0].Resources.Font.values()}
        drawn = b" ".join(page.Contents.read_bytes() for page in file.pages)
    known, red = {
        "weasyprint": ({"FandolHei", "FandolSong-Bold", "FandolSong"}, b"1 0 0 rg"),
        "typst": ({f"Fandol{name}-Identity-H" for name in ("Hei-Regular", "Song-Bold", "Song-Regular")}, b"1 0 0 scn"),
    }[CURRENT[0]]
    assert known <= fonts
    assert red in drawn


@pytest.mark.parametrize("value", [RichText("甲\n<乙>", bold=True), Listing("甲\n<乙>"), "甲\n<乙>"])
def test_a_plain_tag_prints_the_text_of_any_value(value: object) -> None:
    found = baselines(form(paragraph(Tag("{{ value }}")), paragraph(Tag("{{ value }}", rich=True))), value=value)
    assert found["<乙>"] == pytest.approx(72 + 3 * 20 + 16, abs=0.1)


LINES = [f"行{number:03}完" for number in range(90)]
"""More than two pages of them."""


def _whole(made: Form) -> None:
    """All lines stand on the paper, none on another."""
    found = spots(render(made))
    assert [line for line in LINES if line not in found] == []
    places = [(found[line].page, found[line].y) for line in LINES]
    assert places == sorted(set(places))
    assert max(y for _, y in places) < 841.9 - 72 + 1


def _long(**style: object) -> Paragraph:
    pieces = [piece for line in LINES for piece in (line, Break())]
    return paragraph(*pieces[:-1], **style)


@pytest.mark.parametrize("style", [{"keep_lines": True}, {"keep_lines": True, "keep_next": True}])
def test_lines_that_stay_together_are_more_than_a_page(style: dict[str, object]) -> None:
    _whole(form(paragraph("前"), _long(**style), paragraph("后")))


@pytest.mark.parametrize("cant_split", [False, True])
def test_lines_that_stay_together_are_more_than_a_page_in_a_cell(cant_split: bool) -> None:
    _whole(form(Table((400.0,), (row(cell(_long(keep_lines=True)), cant_split=cant_split), row("尾")))))


@pytest.mark.parametrize("cant_split", [False, True])
def test_paragraphs_that_keep_with_the_next_are_more_than_a_page_in_a_cell(cant_split: bool) -> None:
    held = cell(*(paragraph(line, keep_next=True) for line in LINES))
    _whole(form(Table((400.0,), (row("头", header=True), row(held, cant_split=cant_split), row("尾")))))


def test_lines_that_stay_together_go_to_the_next_page() -> None:
    first = [paragraph(f"段{number}") for number in range(30)]
    lines = paragraph("一", Break(), "二", Break(), "三", Break(), "四", Break(), "五", Break(), "六", keep_lines=True)
    found = spots(render(form(*first, lines)))
    assert {found[line].page for line in "一二三四五六"} == {1}


def _images(pdf: Pdf) -> list[tuple[int, int]]:
    """The pixels of the pictures on the first page."""
    with pikepdf.open(io.BytesIO(pdf.data)) as file:
        images = file.pages[0].get_images().values()
        return sorted((int(image.Width), int(image.Height)) for image in images)


def test_a_picture_that_a_value_brings_is_drawn_and_no_markup_of_it() -> None:
    value = InlineImage(None, io.BytesIO(png(3, 2)), width=Mm(30))
    pdf = render(form(paragraph("图", Tag("{{ value }}"), "后", line_rule="multiple", line=1.0)), value=value)
    assert _images(pdf) == [(3, 2)]
    found = spots(pdf)
    assert found["后"].x - found["图"].x == pytest.approx(10.5 + 30 / 25.4 * 72, abs=0.2)
    assert found.keys() == {"图", "后"}


def test_a_picture_of_the_form_is_replaced_in_one_document_only() -> None:
    made = _with_picture(png(1, 1))
    prepared = current().prepare(replace(made, pictures={"印章": frozenset({"章.png"})}))
    sizes = [
        _images(prepared.render({}, Properties(), pictures))
        for pictures in (None, {"印章": png(5, 4)}, {"印章": png(6, 6)}, None)
    ]
    assert sizes == [[(1, 1)], [(5, 4)], [(6, 6)], [(1, 1)]]


def test_a_sub_document_is_an_error_and_not_a_gap() -> None:
    class Subdoc:
        """As docxtpl calls it."""

    with pytest.raises(TemplateProblem, match="子文档"):
        render(form(paragraph(Tag("{{ value }}", rich=True))), value=Subdoc())


def test_contextual_spacing_and_joined_boxes_go_by_what_a_loop_made() -> None:
    made = form(
        Tag("{% for n in range(3) %}"),
        paragraph("段", Tag("{{ n }}"), before=10.0, after=10.0, contextual_spacing=True),
        Tag("{% endfor %}"),
    )
    assert baselines(made) == {"段0": 98.0, "段1": 118.0, "段2": 138.0}


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ("chineseCountingThousand", "第二页共二页本节二页"),
        ("ideographDigital", "第二页共二页本节二页"),
        ("decimalFullWidth", "第2页共2页本节2页"),
        ("ideographTraditional", "第乙页共乙页本节乙页"),
        ("upperRoman", "第II页共II页本节II页"),
        ("numberInDash", "第- 2 -页共- 2 -页本节- 2 -页"),
    ],
)
def test_a_page_number_is_written_in_its_fields_own_format(shape: str, text: str) -> None:
    counts = (Field(kind, shape) for kind in ("page", "pages", "section_pages"))  # type: ignore[arg-type]
    page, whole, section = counts
    made = form(*_pages(2), footers={"default": (paragraph("第", page, "页共", whole, "页本节", section, "页"),)})
    found = [found.replace(" ", "") for found, spot in spots(render(made)).items() if spot.page == 1]
    assert text.replace(" ", "") in found


def test_a_character_that_no_font_draws_is_told_with_its_place() -> None:
    with pytest.raises(CannotUse, match="附近文字：画不出"):
        render(form(paragraph("第一段"), paragraph(Tag("{{ x }}"))), x="画不出\U0001fa70")
