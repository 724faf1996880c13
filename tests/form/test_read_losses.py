"""Nothing is dropped in silence: each element of Word's vocabulary is carried, told, or known to leave no mark."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from wordparts import A4, cell, compiled, lines, lost, p, r, read, row, style, table

from docgen.errors import TemplateProblem
from docgen.form.read.form import read_form
from docgen.word.package import read_package
from docgen.word.template import WordTemplate

SCHEMA = "data/openxml/schemas/schemas_openxmlformats_org_wordprocessingml_2006_main.json"

PLACES: dict[str, Callable[[str], str]] = {
    "run": lambda inside: p(r("字", inside=inside)),
    "p": lambda inside: p(r("字") + inside),
    "body": lambda inside: p(r("字")) + inside,
    "tbl": lambda inside: table(row(cell("甲"), cell("乙")), inside) + p(),
    "tr": lambda inside: table(row(cell("甲"), cell("乙"), inside)) + p(),
    "tc": lambda inside: table(row(f"<w:tc>{p(r('甲'))}{inside}</w:tc>", cell("乙"))) + p(),
    "tblPr": lambda inside: table(row(cell("甲"), cell("乙")), properties=inside) + p(),
    "trPr": lambda inside: table(row(cell("甲"), cell("乙"), properties=inside)) + p(),
    "tcPr": lambda inside: table(row(cell("甲", inside), cell("乙"))) + p(),
}

EMPTY = {
    *("p", "tbl", "tr", "tc", "r", "t", "pPr", "rPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr"),
    *("fldChar", "fldSimple", "hyperlink", "smartTag", "bdo", "dir", "customXml", "sdt", "sdtContent"),
    *("ins", "moveTo", "customXmlPr", "smartTagPr", "sdtPr", "sdtEndPr"),
}
"""Carried by what stands in them: empty they leave no mark."""

MARKERS = {
    *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
    *("permStart", "permEnd", "proofErr", "lastRenderedPageBreak", "moveFromRangeStart", "moveFromRangeEnd"),
    *("moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd"),
    *("customXmlDelRangeStart", "customXmlDelRangeEnd"),
}
"""Places that an editor marks: never printed."""

DELETED = {"del", "moveFrom", "delText", "delInstrText"}
"""Text that was deleted under tracked changes."""

NOTES = {"footnoteRef", "endnoteRef", "separator", "continuationSeparator"}
"""Only inside notes, whose references are told."""

PROPERTIES = {
    "tblPr": {
        *("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"),
        *("tblOverlap", "tblStyleRowBandSize", "tblStyleColBandSize", "tblCaption", "tblDescription", "tblPrChange"),
    },
    "trPr": {
        "cnfStyle",
        "divId",
        "gridBefore",
        "gridAfter",
        "wBefore",
        "wAfter",
        "jc",
        "ins",
        "trPrChange",
        "trHeight",
    },
    "tcPr": {
        *("cnfStyle", "tcW", "gridSpan", "tcBorders", "shd", "tcMar", "textDirection", "vAlign", "hideMark"),
        *("cellIns", "tcPrChange"),
    },
}
"""Without attributes they say nothing; test_read_tables.py is about what they say with them."""


@cache
def vocabulary() -> tuple[str, ...]:
    """All elements of Word's main namespace, as the Open XML SDK lists them."""
    schema = json.loads(files("openxml_audit").joinpath(SCHEMA).read_text(encoding="utf-8"))
    names = {kind["Name"].rpartition("/")[2] for kind in schema["Types"]}
    return tuple(sorted(name.removeprefix("w:") for name in names if name.startswith("w:") and name != "w:"))


@pytest.mark.parametrize("place", PLACES)
def test_no_element_is_dropped_in_silence(place: str) -> None:
    build = PLACES[place]
    plain, _ = read(build(""))
    allowed = PROPERTIES.get(place, EMPTY | MARKERS | DELETED | NOTES)
    silent = {name for name in vocabulary() if read(build(f"<w:{name}/>")) == (plain, [])}
    assert len(vocabulary()) > 500
    assert silent <= allowed


@pytest.mark.parametrize("element", ["<m:oMath/>", "<wps:wsp/>", "<w14:contentPart/>", "<mc:AlternateContent/>"])
@pytest.mark.parametrize("place", [name for name in PLACES if name not in PROPERTIES])
def test_an_element_of_another_vocabulary_is_told(place: str, element: str) -> None:
    assert len(lost(PLACES[place](element))) == 1


# ---------------------------------------------------------------- known gaps

MEANS_SOMETHING = {
    "a field without an end": p(r("", inside='<w:fldChar w:fldCharType="begin"/>') + r("丢失")) + p(r("也丢失")),
    "an empty fallback in a run": p(
        r("", inside='<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing/></mc:Choice><mc:Fallback/></mc:AlternateContent>')
    ),
    "a line between paragraphs": p(r("字"), f"<w:pBdr>{lines('between')}</w:pBdr>"),
    "a line beside a paragraph": p(r("字"), f"<w:pBdr>{lines('bar')}</w:pBdr>"),
    "a vertical line at a tab stop": p(r("字"), '<w:tabs><w:tab w:val="bar" w:pos="2000"/></w:tabs>'),
    "no space between Han characters and figures": p(r("第12条"), '<w:autoSpaceDN w:val="0"/>'),
    "vertical text in a paragraph": p(r("字"), '<w:textDirection w:val="tbRl"/>'),
    "sizes aligned at the top": p(r("字"), '<w:textAlignment w:val="top"/>'),
    "a text effect of Word 2010": p(r("字", '<w14:glow w14:rad="101600"/>')),
    "text turned to the left": table(row(cell("字", '<w:textDirection w:val="btLr"/>'))) + p(),
    "a striped background": table(row(cell("字", '<w:shd w:val="diagStripe" w:color="FF0000" w:fill="auto"/>'))) + p(),
    "a row's background by exception": table(row(cell("字"), exception='<w:shd w:val="clear" w:fill="FF0000"/>')) + p(),
    "a symbol font's character as text": p(r("\uf099", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')),
    "a value in a symbol font": p(r("{{ x }}", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')),
}  # fmt: skip


@pytest.mark.parametrize("name", MEANS_SOMETHING)
def test_a_construct_that_is_not_carried_is_told(name: str) -> None:
    assert lost(MEANS_SOMETHING[name])


PICTURE = (
    '<w:drawing><wp:inline><wp:extent cx="127000" cy="127000"/><wp:docPr id="1" name="图"/><a:graphic>'
    "<a:graphicData>{}</a:graphicData></a:graphic></wp:inline></w:drawing>"
)
PIC = '<pic:pic><pic:blipFill><a:blip r:embed="a.png"/>{}</pic:blipFill><pic:spPr>{}</pic:spPr></pic:pic>'


@pytest.mark.parametrize(
    "graphic",
    [
        PIC.format('<a:srcRect l="20000"/>', ""),
        PIC.format("", '<a:xfrm rot="5400000"/>'),
        f"<wpg:wgp><wps:wsp/>{PIC.format('', '')}</wpg:wgp>",
    ],
    ids=["cropped", "turned", "one of a group"],
)
def test_a_picture_that_is_not_shown_as_it_is_is_told(graphic: str) -> None:
    assert lost(p(r("", inside=PICTURE.format(graphic))), media={"a.png": b"\x89PNG"})


@pytest.mark.parametrize(
    ("section", "settings_"),
    [
        ('<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-842"/>', ""),
        ("", "<w:mirrorMargins/>"),
        ("", "<w:gutterAtTop/>"),
    ],
)
def test_a_page_layout_that_is_not_carried_is_told(section: str, settings_: str) -> None:
    assert lost(p(r("字")), section=A4 + section, settings=settings_)


@pytest.mark.parametrize(
    "level",
    [
        '<w:numFmt w:val="ordinal"/><w:lvlText w:val="%1"/>',
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="right"/>',
    ],
)
def test_a_number_that_is_not_made_as_in_word_is_told(level: str) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>{level}</w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert lost(p(r("条"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'), numbering=numbering)


@pytest.mark.parametrize("marker", ["commentRangeStart", "permStart", "moveFromRangeStart"])
@pytest.mark.parametrize("place", ["tbl", "tr"])
def test_a_mark_between_rows_or_cells_is_no_loss(place: str, marker: str) -> None:
    assert lost(PLACES[place](f'<w:{marker} w:id="1"/>')) == []


def test_a_document_in_strict_open_xml_is_read_or_refused() -> None:
    strict = {
        name: data.replace(b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/wordprocessingml")
        for name, data in compiled(p(r("字"))).members.items()
    }
    try:
        form, _ = read_form(WordTemplate("严格.docx", strict))
    except TemplateProblem:
        return
    assert form.sections and form.sections[0].blocks


# ---------------------------------------------------------------- no template crashes the reader

WEIRD = ("", "x", "-1", "1e9", "99999999999999", "1.5", "50%", "true", "{{ x }}", "一")


@cache
def seed() -> dict[str, bytes]:
    """The parts of a document with a bit of everything on python-docx's template."""
    document = docx.Document()
    document.add_heading("标题", 1)
    document.add_paragraph("项目", style="List Bullet").add_run("{{ x }}").bold = True
    made = document.add_table(3, 3, style="Light Grid Accent 1")
    made.cell(0, 0).merge(made.cell(1, 1)).text = "{% cellbg x %}并"
    document.sections[0].footer.paragraphs[0].text = "页"
    document.add_section()
    stream = io.BytesIO()
    document.save(stream)
    return read_package(stream.getvalue())


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_an_odd_attribute_never_crashes_the_reader(data: st.DataObject) -> None:
    members = dict(seed())
    part = data.draw(
        st.sampled_from(["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml"])
    )
    root = etree.fromstring(members[part])
    elements = [item for item in root.iter(etree.Element) if item.attrib]
    for index in data.draw(st.lists(st.integers(0, len(elements) - 1), min_size=1, max_size=8)):
        name = data.draw(st.sampled_from(sorted(elements[index].attrib)))
        elements[index].set(name, data.draw(st.sampled_from(WEIRD)))
    members[part] = etree.tostring(root)
    try:
        template = WordTemplate("怪.docx", members)
    except TemplateProblem:
        return
    read_form(template)


@pytest.mark.parametrize("path", sorted(Path(docx.__file__).parent.rglob("*.docx")), ids=lambda path: path.name)
def test_the_templates_of_python_docx_are_read(path: Path) -> None:
    form, uncovered = read_form(WordTemplate.compile(path.read_bytes(), path.name))
    assert form.sections
    assert uncovered == []


def test_styles_of_the_wrong_kind_or_without_name_do_no_harm() -> None:
    styles = style("字", "<w:rPr><w:b/></w:rPr>", kind="character") + "<w:style/>"
    assert lost(p(r("字", '<w:rStyle w:val="没有"/>'), '<w:pStyle w:val="没有"/>'), styles=styles) == []


@pytest.mark.parametrize(
    ("body", "section"),
    [
        (p(r("字")), f"<?x y?>{A4}"),
        (table(row(cell("字")), properties="<?x y?>") + p(), A4),
        (p(r("字", '<w:color w:themeColor="accent1" w:themeTint="zz"/>')), A4),
        (p(r("", inside=PICTURE.format(PIC.format("", "")).replace("127000", "127000.5", 1))), A4),
    ],
    ids=[
        "instruction in a section",
        "instruction in a table",
        "tint that is no number",
        "extent that is no integer",
    ],
)
def test_an_odd_part_never_crashes_the_reader(body: str, section: str) -> None:
    theme = '<a:clrScheme name="c"><a:accent1><a:srgbClr val="804000"/></a:accent1></a:clrScheme>'
    read(body, section=section, theme=theme, media={"a.png": b"\x89PNG"})
