"""A picture of the template is replaced by its name: the QR code of each document."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from wordfiles import PROPERTIES, made, problems

from docgen.errors import TemplateProblem
from docgen.word.package import read_package
from docgen.word.template import WordTemplate, check_document


def png(side: int, grey: int) -> bytes:
    """A square of one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes([grey]) * side) * side
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    ends = chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(ends)


JPEG = b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00\xff\xd9"


def draw(document: Document, *pictures: tuple[str, bytes]) -> None:
    document.add_paragraph("{{ name }}")
    for name, data in pictures:
        document.add_picture(io.BytesIO(data))
        document.element.body.findall(".//" + qn("wp:docPr"))[-1].set("descr", name)


def template(*pictures: tuple[str, bytes]) -> WordTemplate:
    return WordTemplate.compile(made(lambda document: draw(document, *pictures)), "模板.docx")


TWO = template(("二维码", png(8, 0)), ("印", png(9, 100)))


def test_a_named_picture_is_replaced_and_no_other(tmp_path: Path) -> None:
    new = png(20, 200)
    data = TWO.render({"name": "甲"}, PROPERTIES, {"二维码": new})
    check_document(data, "文件")
    document = docx.Document(io.BytesIO(data))
    shown = [document.part.related_parts[blip.get(qn("r:embed"))].blob for blip in document.element.iter(qn("a:blip"))]
    assert shown == [new, png(9, 100)]
    assert document.paragraphs[0].text == "甲"
    assert problems(data, tmp_path) == problems(TWO.render({"name": "甲"}, PROPERTIES), tmp_path)
    assert data == TWO.render({"name": "甲"}, PROPERTIES, {"二维码": new})


def test_the_templates_own_picture_stays_for_the_next_document() -> None:
    TWO.render({"name": "甲"}, PROPERTIES, {"二维码": png(20, 200)})
    assert png(8, 0) in read_package(TWO.render({"name": "乙"}, PROPERTIES)).values()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("没有的", png(8, 1), "没有的"),
        ("二维码", b"GIF89a" + b"\0" * 50, "PNG"),
        ("二维码", png(8, 1)[:-9], "PNG"),
        ("二维码", b"", "PNG"),
        ("二维码", JPEG, "JPEG"),
        ("二维码", png(5000, 1), "4096"),
    ],
)
def test_what_cannot_be_put_in_is_told(name: str, data: bytes, told: str) -> None:
    with pytest.raises(TemplateProblem) as caught:
        TWO.render({"name": "甲"}, PROPERTIES, {name: data})
    assert told in caught.value.message
    assert caught.value.hint


def test_a_picture_that_others_show_too_cannot_be_replaced() -> None:
    same = template(("二维码", png(8, 0)), ("印", png(8, 0)))
    with pytest.raises(TemplateProblem, match="二维码"):
        same.render({"name": "甲"}, PROPERTIES, {"二维码": png(8, 1)})
