"""Characters and paragraphs as the form tree holds them: styles, themes and numbering resolved."""

from __future__ import annotations

from typing import Any

import pytest
from drawn import covered

from docgen.form.tree import Border, Paragraph, ParagraphStyle, Run, RunStyle


def paragraph(properties: str = "", run: str = "", text: str = "字", **parts: str) -> Paragraph:
    xml = f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
    block = covered(xml, **parts).sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    return block


def run_look(run: str, **parts: str) -> RunStyle:
    first = paragraph(run=run, **parts).runs[0]
    assert isinstance(first, Run)
    return first.style


def look(properties: str, **parts: str) -> ParagraphStyle:
    return paragraph(properties, run='<w:sz w:val="32"/>', **parts).style


# ---------------------------------------------------------------- characters


@pytest.mark.parametrize(
    ("xml", "field", "value"),
    [
        ('<w:rFonts w:eastAsia="黑体"/>', "east", "黑体"),
        ('<w:rFonts w:ascii="Arial"/>', "latin", "Arial"),
        ('<w:sz w:val="44"/>', "size", 22.0),
        ("<w:b/>", "bold", True),
        ('<w:b w:val="0"/>', "bold", False),
        ("<w:i/>", "italic", True),
        ('<w:u w:val="wave"/>', "underline", "wave"),
        ('<w:u w:val="none"/>', "underline", None),
        ("<w:strike/>", "strike", True),
        ("<w:dstrike/>", "strike", True),
        ('<w:color w:val="FF0000"/>', "color", "ff0000"),
        ('<w:color w:val="auto"/>', "color", None),
        ('<w:color w:val="auto" w:themeColor="accent1"/>', "color", "4f81bd"),
        ('<w:highlight w:val="yellow"/>', "background", "ffff00"),
        ('<w:shd w:val="clear" w:fill="D9D9D9"/>', "background", "d9d9d9"),
        ('<w:spacing w:val="20"/>', "spacing", 1.0),
        ('<w:position w:val="6"/>', "raised", 3.0),
        ('<w:vertAlign w:val="superscript"/>', "script", "super"),
        ("<w:caps/>", "caps", True),
        ("<w:smallCaps/>", "small_caps", True),
        ('<w:w w:val="80"/>', "scale", 0.8),
        ('<w:bdr w:val="single" w:sz="8" w:space="1" w:color="auto"/>', "border", Border("single", 1.0, "000000", 1.0)),
    ],
)
def test_a_character_property(xml: str, field: str, value: object) -> None:
    assert getattr(run_look(xml), field) == value


STYLES = """
<w:style w:type="paragraph" w:styleId="base"><w:name w:val="base"/>
  <w:pPr><w:spacing w:line="560" w:lineRule="exact" w:before="120"/><w:jc w:val="center"/></w:pPr>
  <w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="derived"><w:name w:val="derived"/><w:basedOn w:val="base"/>
  <w:pPr><w:spacing w:before="0"/></w:pPr><w:rPr><w:sz w:val="30"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="strong"><w:name w:val="strong"/><w:rPr><w:b/><w:color w:val="0000FF"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="circle"><w:name w:val="c"/><w:basedOn w:val="circle"/></w:style>
"""


def test_styles_are_resolved_down_to_the_run() -> None:
    found = paragraph('<w:pStyle w:val="derived"/>', styles=STYLES)
    assert isinstance(found.runs[0], Run)
    style = found.runs[0].style
    assert (style.east, style.size, style.bold) == ("仿宋_GB2312", 15.0, True)
    assert (found.style.align, found.style.before, found.style.line, found.style.line_rule) == (
        "center",
        0,
        28,
        "exact",
    )


def test_a_character_style_turns_a_paragraph_styles_toggle_around() -> None:
    found = paragraph('<w:pStyle w:val="derived"/>', '<w:rStyle w:val="strong"/>', styles=STYLES)
    assert isinstance(found.runs[0], Run)
    assert not found.runs[0].style.bold
    assert found.runs[0].style.color == "0000ff"


def test_a_style_based_on_itself_ends() -> None:
    paragraph('<w:pStyle w:val="circle"/>', styles=STYLES)


def test_theme_fonts_stand_for_the_themes_fonts() -> None:
    style = run_look('<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>')
    assert style.latin == "Cambria"


# ---------------------------------------------------------------- paragraphs


@pytest.mark.parametrize(
    ("xml", "field", "value"),
    [
        ('<w:jc w:val="distribute"/>', "align", "distribute"),
        ('<w:jc w:val="both"/>', "align", "justify"),
        ('<w:ind w:left="420" w:right="210"/>', "left", 21.0),
        ('<w:ind w:firstLineChars="200" w:firstLine="640"/>', "first_line", 32.0),
        ('<w:ind w:hangingChars="100" w:hanging="320"/>', "first_line", -16.0),
        ('<w:ind w:firstLine="400"/>', "first_line", 20.0),
        ('<w:spacing w:before="200"/>', "before", 10.0),
        ('<w:spacing w:afterLines="50"/>', "after", 6.0),
        ('<w:spacing w:line="360" w:lineRule="auto"/>', "line", 1.5),
        ('<w:spacing w:line="480" w:lineRule="atLeast"/>', "line_rule", "at_least"),
        ("<w:keepNext/>", "keep_next", True),
        ("<w:keepLines/>", "keep_lines", True),
        ("<w:pageBreakBefore/>", "page_break_before", True),
        ('<w:widowControl w:val="0"/>', "widow_control", False),
        ("<w:contextualSpacing/>", "contextual_spacing", True),
        ('<w:shd w:val="clear" w:fill="EEEEEE"/>', "background", "eeeeee"),
        ('<w:outlineLvl w:val="1"/>', "outline_level", 1),
        ('<w:wordWrap w:val="0"/>', "word_wrap", False),
        ('<w:snapToGrid w:val="0"/>', "snap_to_grid", False),
    ],
)
def test_a_paragraph_property(xml: str, field: str, value: object) -> None:
    assert getattr(look(xml), field) == value


def test_tabs_are_collected_and_cleared() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="t"/><w:pPr><w:tabs><w:tab w:val="left" w:pos="400"/>'
        '<w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs></w:pPr></w:style>'
    )
    found = look('<w:pStyle w:val="t"/><w:tabs><w:tab w:val="clear" w:pos="400"/></w:tabs>', styles=style)
    assert [(stop.position, stop.align, stop.leader) for stop in found.tabs] == [(400.0, "right", ".")]


def test_paragraph_borders_by_side() -> None:
    xml = '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="1" w:color="FF0000"/></w:pBdr>'
    assert look(xml).borders.bottom == Border("single", 2.25, "ff0000", 1.0)
    assert look(xml).borders.top is None


NUMBERING = (
    '<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/><w:pPr><w:ind w:left="640" w:hanging="640"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
)


def test_a_numbered_paragraph_names_its_list_and_level() -> None:
    found = look('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>', numbering=NUMBERING)
    assert found.numbering is not None
    assert (found.numbering.pattern, found.numbering.format, found.numbering.start) == ("%1、", "chineseCounting", 3)
    assert found.numbering.suffix == "nothing"
    assert (found.left, found.first_line) == (32.0, -32.0)


def test_properties_with_nonsense_in_them_are_read_as_if_they_were_not_there() -> None:
    def values(**wanted: Any) -> ParagraphStyle:
        return look('<w:ind w:left="x"/><w:spacing w:line="" w:lineRule="exact"/><w:jc w:val="never"/>', **wanted)

    assert values().left == 0
