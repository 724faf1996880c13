"""What stands in a form, and that nothing is dropped in silence: contents, sections, other people's files."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import docx
import docxtpl
import pytest
from docx.document import Document
from docx.shared import Pt
from drawn import body, covered, field, read
from wordfiles import made

from docgen.errors import TemplateProblem
from docgen.form.tree import Break, Field, Paragraph, Picture, Run, Tab, Tag, Text

# ---------------------------------------------------------------- contents


def pieces(inner: str) -> list[object]:
    [block, *_] = covered(f"<w:p>{inner}</w:p>").sections[0].blocks
    assert isinstance(block, Paragraph)
    return [piece for run in block.runs for piece in (run.pieces if isinstance(run, Run) else (run,))]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<w:r><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r>", [Text("甲乙")]),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", [Text("甲"), Break("line"), Text("乙")]),
        ('<w:r><w:br w:type="page"/></w:r>', [Break("page")]),
        ("<w:r><w:tab/></w:r>", [Tab()]),
        ("<w:r><w:noBreakHyphen/></w:r>", [Text("\u2011")]),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', [Text("☑")]),
        (field("PAGE"), [Field("page")]),
        (field("NUMPAGES \\* MERGEFORMAT"), [Field("pages")]),
        (field("SECTIONPAGES"), [Field("section_pages")]),
        ('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>', [Field("page")]),
        (field('HYPERLINK "x"'), [Text("9")]),
        ("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", [Text("链接")]),
        ("<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", [Text("新")]),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", [Text("控件")]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>", []),
        ("<w:r><w:t>甲{{ a }}乙</w:t></w:r>", [Text("甲"), Tag("{{ a }}"), Text("乙")]),
        ("<w:r><w:t>{% if a %}甲{% endif %}</w:t></w:r>", [Tag("{% if a %}"), Text("甲"), Tag("{% endif %}")]),
        ("<w:r><w:t>{{r a }}</w:t></w:r>", [Tag("{{ a }}", rich=True)]),
        ("<w:r><w:t>{{ a</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t> }}</w:t></w:r>", [Tag("{{ a }}")]),
    ],
)
def test_what_stands_in_a_paragraph(xml: str, expected: list[object]) -> None:
    assert pieces(xml) == expected


def test_an_inline_picture_is_carried_with_its_size() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    png = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )
    form, uncovered = read(made(lambda document: document.add_picture(io.BytesIO(png), Pt(100), Pt(50))))
    assert uncovered == []
    [block] = [item for item in form.sections[0].blocks if isinstance(item, Paragraph)]
    [picture] = [piece for run in block.runs if isinstance(run, Run) for piece in run.pieces]
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height) == (100, 50)
    assert form.media[picture.media] == png


# ---------------------------------------------------------------- sections


def test_sections_headers_and_page_numbers() -> None:
    def draw(document: Document) -> None:
        first = document.sections[0]
        first.page_width, first.page_height, first.left_margin = Pt(595.3), Pt(841.9), Pt(79.4)
        first.header.paragraphs[0].text = "页眉"
        second = document.add_section()
        second.page_width, second.page_height = Pt(841.9), Pt(595.3)
        document.settings.odd_and_even_pages_header_footer = True

    form, uncovered = read(made(draw))
    assert uncovered == []
    assert form.odd_and_even
    one, two = form.sections
    assert (one.setup.width, one.setup.left) == (pytest.approx(595.3), pytest.approx(79.4))
    assert two.setup.width == pytest.approx(841.9)
    assert two.headers["default"] == one.headers["default"], "a section without its own goes on with the one before"


# ---------------------------------------------------------------- what cannot be carried


LOST = {
    "footnote": '<w:p><w:r><w:t>附近</w:t><w:footnoteReference w:id="1"/></w:r></w:p>',
    "text box": "<w:p><w:r><w:t>附近</w:t><w:pict/></w:r></w:p>",
    "object": "<w:p><w:r><w:t>附近</w:t><w:object/></w:r></w:p>",
    "floating picture": "<w:p><w:r><w:t>附近</w:t><w:drawing><wp:anchor/></w:drawing></w:r></w:p>",
    "field": f"<w:p><w:r><w:t>附近</w:t></w:r>{field('DATE')}</w:p>",
    "emphasis": '<w:p><w:r><w:rPr><w:em w:val="dot"/></w:rPr><w:t>附近</w:t></w:r></w:p>',
    "frame": '<w:p><w:pPr><w:framePr w:w="2000"/></w:pPr><w:r><w:t>附近</w:t></w:r></w:p>',
    "ruby": "<w:p><w:r><w:t>附近</w:t><w:ruby><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
    "symbol": '<w:p><w:r><w:t>附近</w:t><w:sym w:font="Wingdings" w:char="F099"/></w:r></w:p>',
    "altChunk": "<w:p><w:r><w:t>附近</w:t></w:r></w:p><w:altChunk/>",
    "unknown in a run": "<w:p><w:r><w:t>附近</w:t><w:dayShort/></w:r></w:p>",
    "unknown in a paragraph": "<w:p><w:r><w:t>附近</w:t></w:r><w:never/></w:p>",
    "unknown in the body": "<w:p><w:r><w:t>附近</w:t></w:r></w:p><w:never/>",
    "floating table": "<w:tbl><w:tblPr><w:tblpPr/></w:tblPr><w:tblGrid/><w:tr><w:tc><w:p><w:r><w:t>附近</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "diagonal": '<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr><w:tcBorders><w:tl2br w:val="single"/></w:tcBorders></w:tcPr>'
    "<w:p><w:r><w:t>附近</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "columns": '<w:p><w:pPr><w:sectPr><w:cols w:num="2"/></w:sectPr></w:pPr><w:r><w:t>附近</w:t></w:r></w:p>',
    "page border": "<w:p><w:pPr><w:sectPr><w:pgBorders/></w:sectPr></w:pPr><w:r><w:t>附近</w:t></w:r></w:p>",
}


@pytest.mark.parametrize("name", LOST)
def test_what_the_tree_cannot_carry_is_named_with_its_place(name: str) -> None:
    _, uncovered = body(LOST[name])
    assert len(uncovered) >= 1
    assert all(item.part == "word/document.xml" and item.construct for item in uncovered)


EMPTY_MARKS = ("bookmarkStart", "proofErr", "permStart", "commentRangeStart", "lastRenderedPageBreak")


def test_no_element_is_passed_over_unless_it_leaves_no_mark() -> None:
    # Every element that a run or paragraph may hold by the standard (ECMA-376 part 1, EG_RunInnerContent, EG_PContent).
    inner = (
        *("contentPart", "instrText", "dayShort", "monthShort", "yearShort", "dayLong", "monthLong", "yearLong"),
        *("footnoteReference", "endnoteReference", "object", "pict", "ptab"),
    )
    for name in inner:
        form, uncovered = body(f"<w:p><w:r><w:t>甲</w:t><w:{name}/></w:r></w:p>")
        assert uncovered, f"w:{name} is dropped in silence"
        assert form.sections
    for name in EMPTY_MARKS:
        _, uncovered = body(f'<w:p><w:{name} w:id="1" w:name="x"/><w:r><w:t>甲</w:t></w:r></w:p>')
        assert uncovered == [], name


CORPUS = [
    *Path(docx.__file__).parent.rglob("*.docx"),
    *Path(docxtpl.__file__).parent.rglob("*.docx"),
]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_other_peoples_files_are_read(path: Path) -> None:
    try:
        form, _ = read(path.read_bytes())
    except TemplateProblem:
        return
    assert form.sections
