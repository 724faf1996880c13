"""What stands in a paragraph: text, tags, fields, pictures, and what only wraps them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from wordparts import PNG, lost, p, paragraph, r, read, runs, style, whole

from docgen.form.tree import Break, Field, Picture, Piece, Tab, Tag, Text


def pieces(inside: str, **parts: Any) -> list[Piece]:
    """What the runs of a paragraph hold, all of it carried."""
    return [piece for run in runs(whole(p(inside), **parts)) for piece in run.pieces]


def field(code: str, result: str = "", *, look: str = "") -> str:
    """A field as Word writes it: instruction and stored result between marks."""

    def mark(kind: str) -> str:
        return r("", look, f'<w:fldChar w:fldCharType="{kind}"/>')

    shown = mark("separate") + r(result, look) if result else ""
    return mark("begin") + r("", look, f"<w:instrText>{code}</w:instrText>") + shown + mark("end")


@pytest.mark.parametrize(
    ("inside", "piece"),
    [
        ("<w:tab/>", Tab()),
        ("<w:br/>", Break()),
        ("<w:cr/>", Break()),
        ('<w:br w:type="textWrapping" w:clear="all"/>', Break()),
        ('<w:br w:type="page"/>', Break("page")),
        ('<w:br w:type="column"/>', Break("column")),
        ("<w:noBreakHyphen/>", Text("\u2011")),
        ("<w:softHyphen/>", Text("\u00ad")),
        ("<w:pgNum/>", Field("page")),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', Text("☑")),
        ('<w:sym w:font="Wingdings" w:char="F0A8"/>', Text("☐")),
        ('<w:sym w:font="Wingdings 2" w:char="F0A3"/>', Text("☐")),
        ('<w:sym w:font="Wingdings 2" w:char="F052"/>', Text("☑")),
        ('<w:sym w:font="Wingdings 2" w:char="0052"/>', Text("☑")),
        ('<w:sym w:font="Symbol" w:char="F0D6"/>', Text("√")),
        ('<w:sym w:font="宋体" w:char="25A1"/>', Text("□")),
    ],
)
def test_a_special_character_is_read(inside: str, piece: Piece) -> None:
    assert pieces(r("", inside=inside)) == [piece]


@pytest.mark.parametrize(
    ("font", "text", "shown"),
    [
        ("Wingdings", "\uf0fe\uf0a8", "☑☐"),
        ("Wingdings", "þo", "☑□"),
        ("Wingdings 2", "R£", "☑☐"),
        ("Symbol", "a·", "α•"),
        ("Wingdings", "甲 乙", "甲 乙"),
        ("宋体", "þo\uf0fe", "þo☑"),
    ],
)
def test_text_in_a_symbol_font_is_what_that_font_shows(font: str, text: str, shown: str) -> None:
    assert pieces(r(text, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>')) == [Text(shown)]


def test_a_line_break_of_the_file_is_a_space() -> None:
    assert pieces(r("第一段\n第二段 and\r\nmore")) == [Text("第一段 第二段 and more")]


def test_an_unknown_symbol_is_told() -> None:
    assert lost(p(r("", inside='<w:sym w:font="Webdings" w:char="F021"/>'))) == ["符号字体里的字符"]


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:smartTag><w:smartTagPr/>{}</w:smartTag>",
        "<w:sdt><w:sdtPr/><w:sdtEndPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:customXml><w:customXmlPr/>{}</w:customXml>",
        "<w:ins>{}</w:ins>",
        "<w:moveTo>{}</w:moveTo>",
        '<w:dir w:val="ltr">{}</w:dir>',
        '<w:bookmarkStart w:id="1" w:name="b"/>{}<w:bookmarkEnd w:id="1"/>',
        '<w:permStart w:id="1"/>{}<w:permEnd w:id="1"/>',
        "<w:proofErr w:type='spellStart'/>{}",
    ],
)
def test_what_only_wraps_text_is_looked_through(wrapped: str) -> None:
    assert pieces(wrapped.format(r("{{ 名 }}"))) == [Tag("{{ 名 }}")]


def test_paragraphs_in_a_content_control_are_read() -> None:
    form = whole(f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('一'))}{p(r('二'))}</w:sdtContent></w:sdt>")
    assert [runs(form, index)[0].pieces for index in (0, 1)] == [(Text("一"),), (Text("二"),)]


def test_deleted_and_hidden_text_is_not_printed() -> None:
    deleted = "<w:del>" + r("", inside="<w:delText>删</w:delText>") + "</w:del>"
    assert pieces(r("甲") + deleted + r("乙") + r("隐", "<w:vanish/>")) == [Text("甲乙")]


def test_neighbouring_runs_of_one_look_are_one() -> None:
    assert len(runs(whole(p(r("甲") + r("乙") + r("丙", "<w:b/>"))))) == 2


# ---------------------------------------------------------------- tags


def test_tags_stand_in_their_runs_with_their_look() -> None:
    [run] = runs(whole(p(r("姓名：{{ person.name }}。", "<w:b/>"))))
    assert run.style.bold
    assert run.pieces == (Text("姓名："), Tag("{{ person.name }}"), Text("。"))


def test_statements_stand_between_runs() -> None:
    found = paragraph(whole(p(r("{% if a %}甲{% else %}乙{% endif %}")))).runs
    assert [item.source if isinstance(item, Tag) else item.pieces for item in found] == [
        "{% if a %}",
        (Text("甲"),),
        "{% else %}",
        (Text("乙"),),
        "{% endif %}",
    ]


def test_a_hidden_statement_still_counts() -> None:
    found = paragraph(whole(p(r("{% if a %}", "<w:vanish/>") + r("甲") + r("{% endif %}", "<w:vanish/>")))).runs
    assert [item.source for item in found if isinstance(item, Tag)] == ["{% if a %}", "{% endif %}"]


def test_a_rich_value_is_marked() -> None:
    assert pieces(r("{{r text }}")) == [Tag("{{ text }}", rich=True)]


def test_a_comment_leaves_nothing() -> None:
    assert pieces(r("甲{# 说明 #}乙")) == [Text("甲乙")]


def test_a_tag_spread_over_runs_is_whole() -> None:
    assert pieces(r("{{ per") + r("son.na", "<w:b/>") + r("me }}")) == [Tag("{{ person.name }}")]


def test_paragraph_tags_stand_between_blocks() -> None:
    form = whole(p(r("{%p for x in xs %}")) + p(r("{{ x }}")) + p(r("{%p endfor %}")) + p())
    blocks = form.sections[0].blocks
    assert [block.source for block in blocks if isinstance(block, Tag)] == ["{% for x in xs %}", "{% endfor %}"]
    assert len(blocks) == 4


# ---------------------------------------------------------------- fields


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("PAGE", "page"),
        (" page \\* MERGEFORMAT ", "page"),
        ("NUMPAGES", "pages"),
        ("SECTIONPAGES", "section_pages"),
    ],
)
def test_page_numbers_are_fields_however_they_are_written(code: str, kind: str) -> None:
    assert pieces(field(code, "1")) == [Field(kind)]
    assert pieces(field(code)) == [Field(kind)]
    assert pieces(f'<w:fldSimple w:instr="{code}">{r("1")}</w:fldSimple>') == [Field(kind)]


def test_a_page_number_looks_as_its_run() -> None:
    big = '<w:sz w:val="28"/>'
    for inside in (field("PAGE", "1", look=big), f'<w:fldSimple w:instr="PAGE">{r("1", big)}</w:fldSimple>'):
        [run] = runs(whole(p(inside)))
        assert run.style.size == 14.0


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("Arabic \\* MERGEFORMAT", "decimal"),
        ("CHINESENUM3", "chineseCountingThousand"),
        ("ROMAN", "upperRoman"),
        ("roman", "lowerRoman"),
        ("ArabicDash", "numberInDash"),
        ("CircleNum", "decimalEnclosedCircle"),
    ],
)
def test_a_page_number_has_its_fields_format(code: str, shape: str) -> None:
    assert pieces(field(f"PAGE \\* {code}", "1")) == [Field("page", shape)]


@pytest.mark.parametrize("code", ["PAGE \\* Ordinal", "PAGE \\# 000", "NUMPAGES \\* CardText"])
def test_a_format_that_is_not_carried_is_told_and_the_number_printed(code: str) -> None:
    form, [told] = read(p(field(code, "1")))
    assert isinstance(runs(form)[0].pieces[0], Field)
    assert not told.content


@pytest.mark.parametrize("code", ["DATE", "REF 书签", "TOC \\o 1-3", "IF 1 = 1 甲 乙"])
def test_another_field_keeps_its_stored_result_and_is_told(code: str) -> None:
    form, [told] = read(p(field(code, "结果")))
    assert [run.pieces for run in runs(form)] == [(Text("结果"),)]
    assert told.construct.startswith("页码以外的域")
    assert told.printed


def test_a_page_number_in_a_fields_instruction_is_not_printed() -> None:
    begin, separate, end = (
        r("", inside=f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end")
    )
    made, _ = read(
        p(begin + r("", inside="<w:instrText>= </w:instrText>") + field("PAGE", "3") + separate + r("2") + end)
    )
    assert [run.pieces for run in runs(made)] == [(Text("2"),)]


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "☐"),
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☒"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList>', "乙"),
    ],
)
def test_an_old_form_field_shows_its_state(data: str, shown: str) -> None:
    begin = r("", inside=f'<w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar>')
    code = r("", inside="<w:instrText> FORMCHECKBOX </w:instrText>")
    assert pieces(begin + code + r("", inside='<w:fldChar w:fldCharType="end"/>')) == [Text(shown)]


def test_a_hyperlink_field_shows_its_result() -> None:
    assert pieces(field('HYPERLINK "https://example.org"', "网址")) == [Text("网址")]


def test_a_field_in_a_field_is_read() -> None:
    link = r("", inside="<w:instrText>HYPERLINK x</w:instrText>")
    begin, separate, end = (
        r("", inside=f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end")
    )
    assert pieces(begin + link + separate + r("第") + field("PAGE", "3") + end) == [Text("第"), Field("page")]


def test_text_behind_a_field_is_kept() -> None:
    assert pieces(r("第") + field("PAGE", "9") + r("页")) == [Text("第"), Field("page"), Text("页")]


# ---------------------------------------------------------------- pictures and drawings


def picture_of(kind: str) -> bytes:
    """A small picture of a kind that Pillow writes."""
    stream = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["TIFF", "WEBP", "BMP", "GIF"])
def test_a_picture_of_another_kind_is_one_that_a_page_shows(kind: str) -> None:
    form = whole(p(r("", inside=INLINE.format("a.bin"))), media={"a.bin": picture_of(kind)})
    with Image.open(io.BytesIO(form.media["word/media/a.bin"])) as made:
        assert made.format in ("PNG", "BMP", "GIF")
        assert made.convert("RGB").getpixel((0, 0)) == pytest.approx((255, 0, 0), abs=2)


def test_a_drawing_of_lines_stays_one() -> None:
    data = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'
    assert whole(p(r("", inside=INLINE.format("a.svg"))), media={"a.svg": data}).media == {"word/media/a.svg": data}


@pytest.mark.parametrize("data", [b"\x01\0\0\0 EMF", b"\xd7\xcd\xc6\x9a WMF", b"RIFF cut off", b"II*\0 cut off"])
def test_a_picture_that_cannot_be_shown_is_told_with_its_place(data: bytes) -> None:
    [told] = read(p(r("附近") + r("", inside=INLINE.format("a.emf"))), media={"a.emf": data})[1]
    assert "图片" in told.construct
    assert (told.context, told.printed) == ("附近", False)


INLINE = (
    '<w:drawing><wp:inline><wp:extent cx="1270000" cy="635000"/><wp:docPr id="1" name="徽标" descr="说明"/><a:graphic>'
    '<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
)


def test_an_inline_picture_has_its_size_name_and_bytes() -> None:
    form = whole(p(r("", inside=INLINE.format("logo.png"))), media={"logo.png": PNG})
    [piece] = runs(form)[0].pieces
    assert piece == Picture("word/media/logo.png", 100.0, 50.0, "徽标", "说明")
    assert form.media == {"word/media/logo.png": PNG}


@pytest.mark.parametrize(
    ("inside", "construct"),
    [
        ("<w:drawing><wp:anchor/></w:drawing>", "浮动的图片或图形（请改为“嵌入型”）"),
        ("<w:pict/>", "图形、文本框、艺术字或嵌入对象"),
        ("<w:object/>", "图形、文本框、艺术字或嵌入对象"),
        ('<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>', "对齐制表位"),
        ('<w:footnoteReference w:id="2"/>', "脚注或尾注"),
        ('<w:endnoteReference w:id="2"/>', "脚注或尾注"),
        ("<w:dayShort/>", "Word 内容 w:dayShort"),
        ("<m:oMath/>", "公式"),
    ],
)
def test_what_a_run_cannot_carry_is_told_with_its_place(inside: str, construct: str) -> None:
    _, [item] = read(p(r("附近的字", inside=inside)))
    assert (item.construct, item.part, item.context) == (construct, "word/document.xml", "附近的字")


def test_of_alternate_content_the_fallback_is_read() -> None:
    alternate = (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing/></mc:Choice>'
        "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    )
    assert pieces(r("", inside=alternate.format("<w:t>代</w:t>"))) == [Text("代")]
    assert pieces(alternate.format(r("代"))) == [Text("代")]
    assert lost(p(r("", inside=alternate.format("<w:pict/>")))) == ["图形、文本框、艺术字或嵌入对象"]
    assert lost(p(alternate.format(""))) == ["图形、文本框、艺术字或嵌入对象"]


def test_a_phonetic_guide_keeps_its_base_and_is_told() -> None:
    ruby = f"<w:ruby><w:rt>{r('zhé')}</w:rt><w:rubyBase>{r('喆')}</w:rubyBase></w:ruby>"
    form, uncovered = read(p(r("", inside=ruby)))
    assert [run.pieces for run in runs(form)] == [(Text("喆"),)]
    assert [item.construct for item in uncovered] == ["拼音指南"]


@pytest.mark.parametrize(
    "properties",
    ['<w:em w:val="dot"/>', "<w:shadow/>", "<w:outline/>", '<w:fitText w:val="800"/>', "<w:rtl/>"],
)
def test_a_look_that_cannot_be_carried_is_told_even_where_a_style_says_it(properties: str) -> None:
    assert len(lost(p(r("字", properties)))) == 1
    styles = style("样", f"<w:rPr>{properties}</w:rPr>")
    assert len(lost(p(r("字"), '<w:pStyle w:val="样"/>'), styles=styles)) == 1


def test_a_picture_is_told_by_its_content_not_by_its_name() -> None:
    form = whole(p(r("", inside=INLINE.format("logo.bin"))), media={"logo.bin": PNG})
    assert form.media == {"word/media/logo.bin": PNG}
