"""What a paragraph and its runs look like once defaults, styles, theme, numbering and direct properties are merged."""

from __future__ import annotations

from typing import Any

import pytest
from wordparts import A4, p, paragraph, r, runs, style, whole

from docgen.form.tree import Border, TabStop

DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
    "<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
)
THEME = (
    '<a:clrScheme name="c"><a:dk1><a:sysClr val="windowText" lastClr="112233"/></a:dk1>'
    '<a:accent1><a:srgbClr val="804000"/></a:accent1></a:clrScheme><a:fontScheme name="f">'
    '<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/><a:font script="Hans" typeface="黑体"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface="楷体"/></a:minorFont></a:fontScheme>'
)


def look(properties: str, **parts: str) -> Any:
    """The look of a run with these properties."""
    return runs(whole(p(r("字", properties)), **parts))[0].style


def shape(properties: str, **parts: str) -> Any:
    """The shape of a paragraph with these properties."""
    return paragraph(whole(p(r("字"), properties), **parts)).style


# ---------------------------------------------------------------- characters


@pytest.mark.parametrize(
    ("properties", "name", "value"),
    [
        ('<w:sz w:val="32"/>', "size", 16.0),
        ('<w:b w:val="on"/>', "bold", True),
        ('<w:b w:val="0"/>', "bold", False),
        ("<w:i/>", "italic", True),
        ('<w:u w:val="wave"/>', "underline", "wave"),
        ('<w:u w:val="none"/>', "underline", None),
        ("<w:strike/>", "strike", True),
        ("<w:dstrike/>", "strike", True),
        ('<w:color w:val="FF0000"/>', "color", "ff0000"),
        ('<w:color w:val="auto"/>', "color", None),
        ('<w:highlight w:val="yellow"/>', "background", "ffff00"),
        ('<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>', "background", "d9d9d9"),
        ('<w:shd w:val="pct20" w:color="auto" w:fill="auto"/>', "background", "cccccc"),
        ('<w:shd w:val="solid" w:color="00FF00"/>', "background", "00ff00"),
        ('<w:spacing w:val="-20"/>', "spacing", -1.0),
        ('<w:position w:val="6"/>', "raised", 3.0),
        ('<w:vertAlign w:val="superscript"/>', "script", "super"),
        ('<w:vertAlign w:val="baseline"/>', "script", None),
        ("<w:caps/>", "caps", True),
        ("<w:smallCaps/>", "small_caps", True),
        ('<w:w w:val="80"/>', "scale", 0.8),
        ('<w:bdr w:val="single" w:sz="8" w:space="1" w:color="0000FF"/>', "border", Border("single", 1.0, "0000ff", 1)),
        ('<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>', "latin", "Arial"),
        ('<w:rFonts w:eastAsia="仿宋_GB2312"/>', "east", "仿宋_GB2312"),
    ],
)
def test_a_run_property_is_read(properties: str, name: str, value: object) -> None:
    assert getattr(look(properties), name) == value


def test_direct_properties_win_over_the_style_and_that_over_the_defaults() -> None:
    styles = DEFAULTS.format(run='<w:sz w:val="20"/><w:i/><w:color w:val="0000FF"/>', paragraph="") + style(
        "正文", '<w:rPr><w:sz w:val="24"/><w:color w:val="00FF00"/></w:rPr>', default=True
    )
    made = look('<w:color w:val="FF0000"/>', styles=styles)
    assert (made.italic, made.size, made.color) == (True, 12.0, "ff0000")


def test_a_style_takes_over_what_it_is_based_on() -> None:
    styles = style("底", '<w:rPr><w:sz w:val="44"/><w:b/></w:rPr>') + style(
        "上", '<w:rPr><w:sz w:val="36"/></w:rPr>', based_on="底"
    )
    [run] = runs(whole(p(r("字"), '<w:pStyle w:val="上"/>'), styles=styles))
    assert (run.style.size, run.style.bold) == (18.0, True)


def test_styles_based_on_each_other_end() -> None:
    styles = style("甲", "<w:rPr><w:b/></w:rPr>", based_on="乙") + style("乙", "<w:rPr><w:i/></w:rPr>", based_on="甲")
    [run] = runs(whole(p(r("字"), '<w:pStyle w:val="甲"/>'), styles=styles))
    assert (run.style.bold, run.style.italic) == (True, True)


def test_fonts_are_inherited_one_script_at_a_time() -> None:
    styles = style("正文", '<w:rPr><w:rFonts w:ascii="Arial" w:eastAsia="楷体"/></w:rPr>', default=True)
    made = look('<w:rFonts w:eastAsia="黑体"/>', styles=styles)
    assert (made.latin, made.east) == ("Arial", "黑体")


@pytest.mark.parametrize(("paragraph_bold", "bold"), [("", True), ("<w:b/>", False)])
def test_a_character_style_turns_bold_around(paragraph_bold: str, bold: bool) -> None:
    styles = style("正文", f"<w:rPr>{paragraph_bold}</w:rPr>", default=True) + style(
        "强调", "<w:rPr><w:b/></w:rPr>", kind="character"
    )
    assert look('<w:rStyle w:val="强调"/>', styles=styles).bold is bold


def test_a_run_says_itself_whether_it_is_bold() -> None:
    styles = style("正文", "<w:rPr><w:b/></w:rPr>", default=True) + style(
        "强调", "<w:rPr><w:b/></w:rPr>", kind="character"
    )
    assert look('<w:rStyle w:val="强调"/><w:b/>', styles=styles).bold


@pytest.mark.parametrize(
    ("properties", "latin", "east"),
    [
        ('<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia"/>', "Cambria", "黑体"),
        ('<w:rFonts w:asciiTheme="minorAscii" w:eastAsiaTheme="minorEastAsia"/>', "Calibri", "楷体"),
        ('<w:rFonts w:ascii="Arial" w:asciiTheme="minorHAnsi" w:eastAsia="宋体"/>', "Calibri", "宋体"),
    ],
)
def test_a_themes_fonts_are_looked_up(properties: str, latin: str, east: str) -> None:
    made = look(properties, theme=THEME)
    assert (made.latin, made.east) == (latin, east)


def test_a_plain_font_replaces_the_themes_of_the_style() -> None:
    styles = style("正文", '<w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"/></w:rPr>', default=True)
    assert look('<w:rFonts w:eastAsia="黑体"/>', styles=styles, theme=THEME).east == "黑体"


@pytest.mark.parametrize(
    ("properties", "color"),
    [
        ('w:themeColor="accent1"', "804000"),
        ('w:val="auto" w:themeColor="accent1"', "804000"),
        ('w:themeColor="text1"', "112233"),
        ('w:themeColor="accent1" w:themeTint="80"', "bf9f7f"),
        ('w:themeColor="accent1" w:themeShade="80"', "402000"),
    ],
)
def test_a_themes_colour_is_tinted_and_shaded(properties: str, color: str) -> None:
    assert look(f"<w:color {properties}/>", theme=THEME).color == color


def test_an_empty_paragraph_is_as_high_as_its_mark() -> None:
    made = paragraph(whole(p("", '<w:rPr><w:sz w:val="44"/></w:rPr>')))
    assert (made.runs, made.mark.size) == ((), 22.0)


# ---------------------------------------------------------------- paragraphs


@pytest.mark.parametrize(
    ("properties", "name", "value"),
    [
        ('<w:jc w:val="both"/>', "align", "justify"),
        ('<w:jc w:val="distribute"/>', "align", "distribute"),
        ('<w:jc w:val="end"/>', "align", "right"),
        ('<w:ind w:left="420" w:right="210"/>', "left", 21.0),
        ('<w:ind w:left="420" w:right="210"/>', "right", 10.5),
        ('<w:ind w:start="1cm"/>', "left", pytest.approx(28.35, abs=0.01)),
        ('<w:ind w:firstLine="640"/>', "first_line", 32.0),
        ('<w:ind w:left="640" w:hanging="640"/>', "first_line", -32.0),
        ('<w:spacing w:before="120" w:after="60"/>', "before", 6.0),
        ('<w:spacing w:before="120" w:after="60"/>', "after", 3.0),
        ('<w:spacing w:before="120" w:beforeAutospacing="1"/>', "before", 14.0),
        ("<w:keepNext/>", "keep_next", True),
        ("<w:keepLines/>", "keep_lines", True),
        ("<w:pageBreakBefore/>", "page_break_before", True),
        ('<w:widowControl w:val="0"/>', "widow_control", False),
        ("<w:contextualSpacing/>", "contextual_spacing", True),
        ('<w:shd w:val="clear" w:fill="EEEEEE"/>', "background", "eeeeee"),
        ('<w:outlineLvl w:val="0"/>', "outline_level", 0),
        ('<w:outlineLvl w:val="9"/>', "outline_level", None),
        ('<w:wordWrap w:val="0"/>', "word_wrap", False),
        ('<w:snapToGrid w:val="0"/>', "snap_to_grid", False),
    ],
)
def test_a_paragraph_property_is_read(properties: str, name: str, value: object) -> None:
    assert getattr(shape(properties), name) == value


def test_values_that_are_none_are_read_as_if_they_were_not_there() -> None:
    assert shape('<w:ind w:left="x"/><w:spacing w:before="" w:after="x"/>') == shape("")


def test_widows_are_controlled_and_lines_snap_where_nothing_else_is_said() -> None:
    made = shape("")
    assert (made.widow_control, made.snap_to_grid, made.word_wrap) == (True, True, True)


@pytest.mark.parametrize(
    ("properties", "rule", "line"),
    [
        ("", "multiple", 1.0),
        ('<w:spacing w:line="360"/>', "multiple", 1.5),
        ('<w:spacing w:line="360" w:lineRule="auto"/>', "multiple", 1.5),
        ('<w:spacing w:line="560" w:lineRule="exact"/>', "exact", 28.0),
        ('<w:spacing w:line="300" w:lineRule="atLeast"/>', "at_least", 15.0),
    ],
)
def test_a_line_rule_is_read(properties: str, rule: str, line: float) -> None:
    made = shape(properties)
    assert (made.line_rule, made.line) == (rule, line)


def test_spacing_is_inherited_attribute_by_attribute() -> None:
    styles = style("正文", '<w:pPr><w:spacing w:line="560" w:lineRule="exact" w:after="200"/></w:pPr>', default=True)
    made = shape('<w:spacing w:after="0"/>', styles=styles)
    assert (made.line_rule, made.line, made.after) == ("exact", 28.0, 0.0)


@pytest.mark.parametrize(
    ("indent", "first_line"),
    [('w:firstLineChars="200" w:firstLine="420"', 32.0), ('w:hangingChars="100" w:hanging="210"', -16.0)],
)
def test_an_indent_in_characters_counts_by_the_size_of_the_text(indent: str, first_line: float) -> None:
    form = whole(p(r("字", '<w:sz w:val="32"/>'), f"<w:ind {indent}/>"))
    assert paragraph(form).style.first_line == first_line


def test_a_hanging_indent_replaces_the_styles_first_line() -> None:
    styles = style("正文", '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="420"/></w:pPr>', default=True)
    assert shape('<w:ind w:left="420" w:hanging="420"/>', styles=styles).first_line == -21.0


def test_spacing_in_lines_counts_by_the_documents_grid() -> None:
    # Half a line of Word's usual grid; Word stores the same length as w:before, and LibreOffice takes that.
    grid = A4 + '<w:docGrid w:type="lines" w:linePitch="312"/>'
    assert shape('<w:spacing w:beforeLines="50" w:before="156"/>', section=grid).before == pytest.approx(7.8)


def test_tab_stops_are_inherited_cleared_and_sorted() -> None:
    styles = style(
        "正文",
        '<w:pPr><w:tabs><w:tab w:val="left" w:pos="400"/><w:tab w:val="left" w:pos="800"/></w:tabs></w:pPr>',
        default=True,
    )
    made = shape(
        '<w:tabs><w:tab w:val="right" w:pos="1200" w:leader="dot"/><w:tab w:val="clear" w:pos="400"/>'
        '<w:tab w:val="center" w:pos="600"/></w:tabs>',
        styles=styles,
    )
    assert made.tabs == (TabStop(30.0, "center"), TabStop(40.0), TabStop(60.0, "right", "."))


def test_paragraph_borders_are_read_by_side() -> None:
    made = shape('<w:pBdr><w:bottom w:val="double" w:sz="12" w:space="4" w:color="FF0000"/></w:pBdr>').borders
    assert (made.top, made.bottom) == (None, Border("double", 1.5, "ff0000", 4.0))


# ---------------------------------------------------------------- lists

LEVELS = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/>'
    '<w:pPr><w:ind w:left="480" w:hanging="480"/></w:pPr><w:rPr><w:b/></w:rPr></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="%1.%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/>'
    '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)


def numbered(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def test_a_numbered_paragraph_has_its_levels_label_and_indent() -> None:
    made = shape(numbered(0), numbering=LEVELS)
    assert (made.left, made.first_line) == (24.0, -24.0)
    label = made.numbering
    assert (label.format, label.pattern, label.start, label.suffix) == ("chineseCounting", "%1、", 3, "tab")
    assert label.style.bold


def test_a_paragraphs_own_indent_wins_over_its_levels() -> None:
    assert shape(numbered(0) + '<w:ind w:left="0" w:firstLine="0"/>', numbering=LEVELS).left == 0.0


def test_a_level_says_what_follows_its_number() -> None:
    assert shape(numbered(1), numbering=LEVELS).numbering.suffix == "nothing"


def test_a_symbol_fonts_bullet_becomes_an_ordinary_character() -> None:
    label = shape(numbered(2), numbering=LEVELS).numbering
    assert (label.format, label.pattern) == ("bullet", "•")
    assert label.style.latin != "Symbol"


def test_an_instance_may_begin_at_a_number_of_its_own() -> None:
    one, two = (shape(numbered(0, number), numbering=LEVELS).numbering for number in (1, 2))
    assert (one.start, two.start) == (3, 5)
    assert one.list_id == two.list_id


def test_a_style_that_names_a_list_keeps_its_own_indent() -> None:
    styles = style("条", f'<w:pPr>{numbered(0)}<w:ind w:left="100" w:firstLine="0"/></w:pPr>')
    assert shape('<w:pStyle w:val="条"/>', styles=styles, numbering=LEVELS).left == 5.0


def test_number_zero_takes_a_styles_number_away() -> None:
    styles = style("条", f"<w:pPr>{numbered(0)}</w:pPr>")
    with_number = shape('<w:pStyle w:val="条"/>', styles=styles, numbering=LEVELS)
    without = shape('<w:pStyle w:val="条"/><w:numPr><w:numId w:val="0"/></w:numPr>', styles=styles, numbering=LEVELS)
    assert (with_number.numbering is None, without.numbering is None) == (False, True)
