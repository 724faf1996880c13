"""What a compiled template shows of itself: XML with whole tags, which the form reader reads; and what stays as drawn."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree
from wordfiles import PROPERTIES, made, problems, rendered, saved

from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.word.package import read_package, write_package
from docgen.word.tag import TAG
from docgen.word.template import WordTemplate, check_document

PEOPLE = [{"name": "甲", "age": 30}, {"name": "乙<丙>", "age": 41}]
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def body(data: bytes) -> etree._Element:
    template = WordTemplate.compile(data, "模板.docx")
    return etree.fromstring(template.tagged[template.document])


def rows(*texts: str) -> bytes:
    def draw(document: Document) -> None:
        table = document.add_table(len(texts), 1)
        for cell, item in zip(table.columns[0].cells, texts, strict=True):
            cell.text = item

    return made(draw)


def test_a_sign_of_xml_inside_a_tag_leaves_the_part_xml() -> None:
    data = made(lambda document: document.add_paragraph("{% if 1 < 2 and 3 > 2 %}真{% endif %}"))
    assert "{% if 1 < 2 and 3 > 2 %}" in "".join(body(data).itertext())


def test_a_tag_cut_into_runs_is_whole_in_one_text() -> None:
    def draw(document: Document) -> None:
        paragraph = document.add_paragraph()
        for piece in ("甲{", "{ na", "me }", "}乙"):
            paragraph.add_run(piece)

    texts = [node.text or "" for node in body(made(draw)).iter(qn("w:t"))]
    assert [tag for item in texts for tag in TAG.findall(item)] == ["{{ name }}"]


def test_a_rows_tag_stands_between_the_rows() -> None:
    root = body(rows("{%tr for p in people %}", "{{ p.name }}", "{%tr endfor %}"))
    [row] = root.iter(qn("w:tr"))
    before = row.getprevious()
    assert before is not None
    assert before.tail == "{% for p in people %}"
    assert row.tail == "{% endfor %}"


def test_a_looped_merge_is_an_attribute_that_a_tag_decides() -> None:
    root = body(rows("{%tr for p in people %}", "{% vm %}{{ p.name }}", "{%tr endfor %}"))
    [merge] = root.iter(qn("w:vMerge"))
    assert merge.get(qn("w:val")) == "{% if loop.first %}restart{% else %}continue{% endif %}"


@pytest.mark.parametrize("kind", load_kinds([SHIPPED]).values(), ids=lambda kind: kind.id)
def test_every_part_of_a_shipped_form_is_xml_with_its_tags(kind: object) -> None:
    template = WordTemplate.compile(kind.form.read_bytes(), str(kind.form))  # type: ignore[attr-defined]
    for name, text in template.tagged.items():
        assert etree.fromstring(text) is not None, name
    assert TAG.search(template.tagged[template.document])


def picture() -> bytes:
    """A white PNG of one pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")


def test_a_picture_of_the_template_is_kept_and_one_in_a_loop_is_numbered_anew(tmp_path: Path) -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{%p for p in people %}")
        document.add_picture(io.BytesIO(picture()), width=Mm(10))
        document.add_paragraph("{%p endfor %}")

    data = made(draw)
    output = rendered(data, {"people": PEOPLE})
    [media] = [name for name in read_package(data) if "/media/" in name]
    assert read_package(output)[media] == picture()
    drawings = docx.Document(io.BytesIO(output)).element.xpath("//wp:docPr/@id")
    assert len(drawings) == 2
    assert len(set(drawings)) == 2
    # python-docx's own empty document is what the validator has something against, so only what is new counts.
    assert set(problems(output, tmp_path)) <= set(problems(saved(docx.Document()), tmp_path))


def with_footnote(text: str) -> bytes:
    """A document with a footnotes part, which python-docx cannot make."""
    members = read_package(made(lambda document: document.add_paragraph("正文{{ name }}")))
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    note = f'<w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    members["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{w}">{note}</w:footnotes>'.encode()
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{FOOTNOTES}"/></Types>'.encode()
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(b"</Types>", override)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
    relations = "word/_rels/document.xml.rels"
    members[relations] = members[relations].replace(b"</Relationships>", relation)
    return write_package(members)


def test_footnotes_are_rendered() -> None:
    output = rendered(with_footnote("脚注{{ name }}"), {"name": "R&D"})
    assert "脚注R&amp;D" in read_package(output)["word/footnotes.xml"].decode()


def test_what_is_written_opens_with_any_zip_reader_and_holds_no_time() -> None:
    output = rendered(rows("{{ name }}"), {"name": "李明"})
    with zipfile.ZipFile(io.BytesIO(output)) as archive:
        assert archive.testzip() is None
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    check_document(output, "文档.docx")


def test_another_process_makes_the_same_bytes(tmp_path: Path) -> None:
    data = rows("{%tr for p in people %}", "{{ p.name }}{% vm %}", "{%tr endfor %}", "{% set x = 1 %}{{ x }}")
    (tmp_path / "t.docx").write_bytes(data)
    script = (
        "import sys, datetime\n"
        "from docgen.word.template import Properties, WordTemplate\n"
        "template = WordTemplate.compile(open(sys.argv[1], 'rb').read(), '模板.docx')\n"
        "properties = Properties('题名', '主题', '某局', datetime.datetime(2026, 1, 1))\n"
        f"sys.stdout.buffer.write(template.render({{'people': {PEOPLE!r}}}, properties))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", script, str(tmp_path / "t.docx")],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    outputs.add(WordTemplate.compile(data, "模板.docx").render({"people": PEOPLE}, PROPERTIES))
    assert len(outputs) == 1
