"""A picture that a value brings stands in the Word document: told from its bytes, as large as it is asked to be."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image as Drawn
from test_pictures import png
from wordfiles import PROPERTIES, made, problems

from docgen.word.check import check_document
from docgen.word.image import MAX_BYTES, MAX_SIDE, BadPicture, Image, image, inspected
from docgen.word.package import read_package
from docgen.word.template import WordTemplate

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="20mm"><rect width="10" height="10"/></svg>'


def picture(kind: str, size: tuple[int, int] = (30, 20)) -> bytes:
    stream = io.BytesIO()
    Drawn.new("RGB", size, (200, 30, 30)).save(stream, kind)
    return stream.getvalue()


def filled(data: bytes, **values: object) -> bytes:
    output = WordTemplate.compile(data, "模板.docx").render(values, PROPERTIES)
    check_document(output, "文件")
    return output


def shown(document: Document) -> list[tuple[bytes, int, int]]:
    """Each picture of the body: its bytes, width and height."""
    part = document.part
    return [
        (
            part.related_parts[item.find(".//" + qn("a:blip")).get(qn("r:embed"))].blob,
            int(item.find(qn("wp:extent")).get("cx")),
            int(item.find(qn("wp:extent")).get("cy")),
        )
        for item in document.element.body.iter(qn("wp:inline"))
    ]


@pytest.mark.parametrize("kind", ["png", "jpeg", "bmp"])
def test_a_picture_is_told_by_its_bytes(kind: str) -> None:
    assert inspected(picture(kind), "照片") == (kind, (30, 20))


@pytest.mark.parametrize(
    ("head", "sides"),
    [
        ('width="40mm" height="20mm"', (40 * 96 / 25.4, 20 * 96 / 25.4)),
        ('viewBox="0 0 120 60"', (120, 60)),
        ('width="100%" height="60" viewBox="0 0 120 60"', (120, 60)),
        ('width="72pt" height="1in"', (96, 96)),
    ],
)
def test_an_svg_has_the_sides_that_it_says(head: str, sides: tuple[float, float]) -> None:
    kind, found = inspected(f'<svg xmlns="http://www.w3.org/2000/svg" {head}/>'.encode(), "图")
    assert kind == "svg"
    assert found == pytest.approx(sides)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        picture("png")[:-20],
        picture("jpeg")[:-2],
        picture("bmp")[:-100],
        b"<svg",
        b'<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">&x;</svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        png(8, 0) + b" " * MAX_BYTES,
        png(8, 0).replace((8).to_bytes(4) * 2, (MAX_SIDE + 1).to_bytes(4) * 2),
        png(8, 0).replace((8).to_bytes(4) * 2, (30_000).to_bytes(4) * 2),
    ],
)
def test_what_is_no_picture_or_too_large_is_named(data: bytes) -> None:
    with pytest.raises(BadPicture) as caught:
        image(data, "照片.png")
    assert "照片.png" in str(caught.value.said)
    assert caught.value.said.words().hint


def test_a_side_that_is_not_given_follows_from_the_other() -> None:
    data = picture("png", (300, 200))
    by_width, by_height, by_both = image(data, "", 30), image(data, "", height=30), image(data, "", 30, 30)
    points = 72 / 25.4
    assert (by_width.width, by_width.height) == pytest.approx((30 * points, 20 * points))
    assert (by_height.width, by_height.height) == pytest.approx((45 * points, 30 * points))
    assert (by_both.width, by_both.height) == pytest.approx((30 * points, 30 * points))
    natural = image(data, "")
    assert (natural.width, natural.height) == (225, 150)
    for wrong in (0, -3, 5000):
        with pytest.raises(BadPicture):
            image(data, "", wrong)


def test_it_stands_where_its_tag_stood_as_large_as_asked(tmp_path: Path) -> None:
    def draw(document: Document) -> None:
        document.add_table(1, 1).cell(0, 0).text = "{{ photo }}"
        document.add_paragraph("甲{{ photo }}乙")

    output = filled(made(draw), photo=image(picture("png"), "合影", 30))
    document = docx.Document(io.BytesIO(output))
    assert shown(document) == [(picture("png"), Mm(30), Mm(20))] * 2
    assert document.paragraphs[0].text == "甲乙"
    assert problems(output, tmp_path) == problems(made(draw), tmp_path)


def test_each_round_of_a_loop_has_its_own(tmp_path: Path) -> None:
    def draw(document: Document) -> None:
        table = document.add_table(3, 2)
        for row, texts in enumerate(
            (("{%tr for x in rows %}", ""), ("{{ x.name }}", "{{ x.photo }}"), ("{%tr endfor %}", ""))
        ):
            for cell, text in zip(table.rows[row].cells, texts, strict=True):
                cell.text = text

    rows = [{"name": f"第{number}张", "photo": image(png(8, number), f"{number}", 10)} for number in range(5)]
    output = filled(made(draw), rows=rows)
    assert [data for data, *_ in shown(docx.Document(io.BytesIO(output)))] == [png(8, number) for number in range(5)]
    assert output == filled(made(draw), rows=rows)
    assert len([name for name in read_package(output) if name.startswith("word/media/docgen")]) == 5


def test_the_same_picture_stands_in_the_file_once_and_in_a_header_too() -> None:
    def draw(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ photo }}"
        document.add_paragraph("{{ photo }}{{ photo }}")

    members = read_package(filled(made(draw), photo=image(png(8, 1), "章", 10)))
    assert len([name for name in members if name.startswith("word/media/docgen")]) == 1
    assert b"docgen" in members["word/_rels/header1.xml.rels"]


def test_an_svg_has_a_png_beside_it() -> None:
    drawn = image(SVG, "图", fallback=png(8, 0))
    output = filled(made(lambda document: document.add_paragraph("{{ chart }}")), chart=drawn)
    members = read_package(output)
    assert {data for name, data in members.items() if name.startswith("word/media/docgen")} == {SVG, png(8, 0)}
    assert b"svgBlip" in members["word/document.xml"]
    assert b"image/svg+xml" in members["[Content_Types].xml"]


def test_without_pictures_nothing_is_added() -> None:
    def draw(document: Any) -> None:
        document.add_paragraph("{{ text }}")

    before, after = read_package(made(draw)), read_package(filled(made(draw), text="甲"))
    assert {*after} <= {*before, "docProps/app.xml", "docProps/core.xml"}


def test_where_only_text_can_stand_its_name_does() -> None:
    assert str(Image(b"", "png", 1, 1, "章")) == "章"
