"""Files as other offices and programs make them: read, told, and never a traceback."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from lxml import etree
from official import BODY, P, Paper, add, saved

from docgen.errors import CannotUse
from docgen.gongwen.compare import Comparison, compare
from docgen.gongwen.point import Verdict

KEPT = Paper()


def held(data: bytes) -> Comparison:
    return compare(data, "公文.docx")


def verdict(found: Comparison, point: str) -> Verdict:
    return next(result.verdict for result in found.results if result.point.id == point)


def broken(found: Comparison) -> list[str]:
    return [result.point.id for result in found.results if result.verdict is Verdict.NOT_GOOD]


def repacked(data: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """The package with each part's name and bytes changed."""
    held_in = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(held_in, "w") as target:
        for name in source.namelist():
            target.writestr(*change(name, source.read(name)))
    return held_in.getvalue()


def test_an_empty_document_has_little_to_be_held_against() -> None:
    found = held(saved(Document()))
    assert found.elements.format == "plain"
    assert set(broken(found)) <= {"page.paper", "page.margins"}


def test_a_document_of_one_table_is_no_running_text() -> None:
    made = Document()
    made.element.body.clear_content()
    made.add_table(3, 3).cell(0, 0).text = "序号"
    assert not {"body.look", "body.indent"} & set(broken(held(saved(made))))


def test_a_document_of_forty_pages_is_held_in_seconds() -> None:
    many = BODY[:1] + tuple(P("各股室要认真对照查找，逐条落实防控措施。" * 4, indent=2) for _ in range(300))
    found = held(KEPT.but(body=many).bytes())
    assert broken(found) == []


def anchored(inner: str, *, down: str, y: float, width: float = 156, height: float = 20) -> str:
    """A drawing that floats: its inside, and where it stands, in millimetres."""
    emu = 36000
    spaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    return (
        f'<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f'<wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="{down}"><wp:posOffset>{round(y * emu)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{round(width * emu)}" cy="{round(height * emu)}"/><a:graphic><a:graphicData uri="wps"><wps:wsp>'
        f"{inner}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
    )


RED_LINE = '<wps:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln></wps:spPr>'


def test_a_masthead_in_a_text_box_and_a_drawn_red_line_are_found() -> None:
    number = replace(KEPT.number[-1], border="")
    made = KEPT.but(front=(), number=(*KEPT.number[:-1], number)).document()
    first, _, third = made.paragraphs[:3]
    words = Paper().front[-1]
    held_in = add(made.add_paragraph(), words)._p
    held_in.getparent().remove(held_in)
    text = re.sub(r"^<w:p [^>]*>", "<w:p>", held_in.xml.strip())
    box = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>"
    first._p.append(parse_xml(anchored(box, down="page", y=67)))
    third._p.append(parse_xml(anchored(RED_LINE, down="paragraph", y=12, height=0)))
    found = held(saved(made))
    assert [line.plain for line in found.elements.masthead] == ["湖滨县司法局文件"]
    assert found.elements.format == "document"
    assert verdict(found, "head.masthead") is Verdict.GOOD
    assert verdict(found, "head.line") is Verdict.GOOD
    # The place of a line in the text is counted without what floats.
    assert found.elements.number is not None
    assert found.elements.number.number == 3


def test_an_old_drawing_and_a_typed_line_with_a_star_are_lines() -> None:
    number = replace(KEPT.number[-1], border="")
    made = KEPT.but(number=(*KEPT.number[:-1], number)).document()
    made.paragraphs[5]._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:line from="0,0" to="442.2pt,0" '
            'strokecolor="red" strokeweight="1.5pt"/></w:pict></w:r>'
        )
    )
    assert verdict(held(saved(made)), "head.line") is Verdict.GOOD
    typed = P("━━━━━━★━━━━━━", align="center", color="FF0000")
    found = held(KEPT.but(number=(*KEPT.number[:-1], number, typed)).bytes())
    assert verdict(found, "head.line") is Verdict.CANNOT_TELL
    assert [line.plain for line in found.elements.title] == ["湖滨县司法局关于开展廉政风险自查的通知"]


def test_a_page_number_in_a_frame_on_the_outside_is_on_its_side() -> None:
    footers = {"default": replace(KEPT.footers["default"], align="left", right=0, left=1)}
    made = KEPT.but(footers=footers, odd_and_even=False).document()
    frame = (
        f'<w:framePr {nsdecls("w")} w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="outside" w:y="1"/>'
    )
    made.sections[0].footer.paragraphs[0]._p.get_or_add_pPr().insert(0, parse_xml(frame))
    assert verdict(held(saved(made)), "page.number-side") is Verdict.GOOD


def test_what_tracked_changes_delete_is_not_there_and_what_they_insert_is() -> None:
    made = KEPT.document()
    paragraph = made.paragraphs[11]._p
    run = paragraph.r_lst[0]
    deleted = parse_xml(
        f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>已删,不算</w:delText></w:r></w:del>'
    )
    inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="a"/>')
    paragraph.replace(run, inserted)
    inserted.append(run)
    paragraph.append(deleted)
    assert broken(held(saved(made))) == []


def test_strict_files_are_read_as_the_usual_ones() -> None:
    pairs = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }

    def strict(name: str, content: bytes) -> tuple[str, bytes]:
        for usual, other in pairs.items():
            content = content.replace(usual, other)
        return name, content

    data = repacked(KEPT.bytes(), strict)
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    found = held(data)
    assert found.elements.format == "document"
    assert broken(found) == []


def test_another_prefix_and_another_name_of_the_main_part_change_nothing() -> None:
    def other(name: str, content: bytes) -> tuple[str, bytes]:
        if name == "word/document.xml":
            content = re.sub(rb"(</?|\s)w:", rb"\1x:", content).replace(b"xmlns:w=", b"xmlns:x=")
        content = content.replace(b"word/document.xml", b"word/document2.xml")
        return name.replace("word/document.xml", "word/document2.xml").replace(
            "_rels/document.xml.rels", "_rels/document2.xml.rels"
        ), content

    assert broken(held(repacked(KEPT.bytes(), other))) == []


def test_looks_that_come_from_styles_and_defaults_count_as_those_that_runs_say() -> None:
    made = KEPT.document()
    style = made.styles.add_style("公文正文", 1)
    base = made.styles.add_style("公文", 1)
    base.font.size = Pt(16)
    base.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "FangSong")
    style.base_style = base
    style.paragraph_format.first_line_indent = Pt(32)
    paragraph = made.paragraphs[11]
    text = paragraph.text
    for run in paragraph.runs:
        run._r.getparent().remove(run._r)
    paragraph.paragraph_format.first_line_indent = None
    paragraph.style = style
    paragraph.add_run(text)
    assert broken(held(saved(made))) == []


def test_braces_of_an_authors_own_are_plain_signs() -> None:
    found = held(KEPT.but(body=(*BODY, P("程序里写作{% x 和{{ y。", indent=2))).bytes())
    assert found.elements.format == "document"


def test_a_table_on_its_side_with_the_number_in_the_footer_is_told() -> None:
    made = KEPT.document()
    section = made.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    assert verdict(held(saved(made)), "page.landscape") is Verdict.NOT_GOOD


def test_a_number_on_the_page_that_bears_only_the_imprint_is_told() -> None:
    made = KEPT.but(imprint=()).document()
    section = made.add_section(WD_SECTION.NEW_PAGE)
    KEPT._imprint(made)
    assert verdict(held(saved(made)), "page.number-imprint") is Verdict.NOT_GOOD
    section.different_first_page_header_footer = True
    section.first_page_footer.is_linked_to_previous = False
    assert verdict(held(saved(made)), "page.number-imprint") is Verdict.GOOD


def test_a_document_without_any_one_thing_is_still_told_about() -> None:
    data = KEPT.bytes()
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    names = sorted({str(item.tag) for item in etree.fromstring(body).iter(etree.Element)} - {qn("w:document")})
    assert len(names) > 30
    for name in names:

        def without(part: str, content: bytes, name: str = name) -> tuple[str, bytes]:
            if part != "word/document.xml":
                return part, content
            root = etree.fromstring(content)
            for item in list(root.iter(name)):
                parent = item.getparent()
                if parent is not None:
                    parent.remove(item)
            return part, etree.tostring(root)

        assert held(repacked(data, without)).results, name


GARBAGE = [
    ("empty", b""),
    ("old", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    ("encrypted", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
    ("other", b"%PDF-1.7 not a document"),
    ("no-package", KEPT.bytes()[:4000]),
]


@pytest.mark.parametrize(("why", "data"), GARBAGE, ids=[why for why, _ in GARBAGE])
def test_what_is_no_word_document_is_named(why: str, data: bytes) -> None:
    with pytest.raises(CannotUse) as caught:
        held(data)
    assert caught.value.said.key == f"gongwen.file/{why}"
    assert "模板" not in caught.value.message + caught.value.hint


def test_a_workbook_and_a_broken_part_are_named() -> None:
    workbook = repacked(KEPT.bytes(), lambda name, content: (name.replace("word/", "xl/"), content))
    with pytest.raises(CannotUse, match="没有 Word 文档"):
        held(workbook)
    cut = repacked(KEPT.bytes(), lambda name, data: (name, data[:-30] if name == "word/document.xml" else data))
    with pytest.raises(CannotUse, match="读不出来"):
        held(cut)
