"""What only docxtpl can put in goes through docxtpl: the same text, told to the user, as safe as the compiled way."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docxtpl import DocxTemplate, InlineImage
from test_pictures import png
from wordfiles import PROPERTIES, made, problems, saved, text

from docgen.errors import TemplateProblem
from docgen.word.package import read_package
from docgen.word.template import WordTemplate, check_document


def draw(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "页眉 {{ name }}"
    document.add_paragraph("前 {{ name }}")
    document.add_paragraph("{{p part }}")
    document.add_paragraph("图 {{ image }} 后")


DATA = made(draw)


def inner() -> io.BytesIO:
    def fill(document: Document) -> None:
        document.add_paragraph("附件 一", style="List Number")
        document.add_paragraph("附件 二", style="List Number")
        document.add_table(1, 2).rows[0].cells[1].text = "格"
        document.add_picture(io.BytesIO(png(6, 9)))

    return io.BytesIO(made(fill))


def values(template: DocxTemplate, name: str = "R&D <组>") -> dict[str, object]:
    image = InlineImage(template, io.BytesIO(png(8, 3)))
    return {"name": name, "part": template.new_subdoc(inner()), "image": image}


def ours(name: str = "R&D <组>") -> tuple[WordTemplate, bytes]:
    template = WordTemplate.compile(DATA, "模板.docx")
    return template, template.render(values(template.docxtpl(), name), PROPERTIES)


def test_the_text_is_docxtpls() -> None:
    template = DocxTemplate(io.BytesIO(DATA))
    template.render(values(template), autoescape=True)
    stream = io.BytesIO()
    template.save(stream)
    assert text(ours()[1]) == text(stream.getvalue())
    assert "附件 一" in text(stream.getvalue())


def test_it_is_told() -> None:
    template = WordTemplate.compile(DATA, "模板.docx")
    template.render({"name": "甲", "part": "", "image": ""}, PROPERTIES)
    assert template.slow_way is None
    slow = ours()[0].slow_way
    assert slow is not None
    assert "InlineImage、Subdoc" in str(slow)


def test_the_file_is_sound_with_our_properties_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    data = ours()[1]
    check_document(data, "文件")
    document = docx.Document(io.BytesIO(data))
    assert document.core_properties.title == "题名"
    assert {png(6, 9), png(8, 3)} <= set(read_package(data).values())
    assert problems(data, tmp_path) == problems(saved(docx.Document(io.BytesIO(DATA))), tmp_path)
    assert ours()[1] == data


@pytest.mark.parametrize("typed", ["{{ 7*7 }}", "a\x08b", "</w:t>", "&amp;"])
def test_typed_signs_are_text(typed: str) -> None:
    assert f"前 {typed}".replace("\x08", "") in text(ours(typed)[1])


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{{ nobody }}", "nobody"),
        ("{{ name.__class__ }}", "__class__"),
        ("{% for x in range(99999) %}{% for y in range(99999) %}{% endfor %}{% endfor %}", "太多"),
    ],
)
def test_a_tag_that_fails_is_still_named(written: str, told: str) -> None:
    def with_tag(document: Document) -> None:
        draw(document)
        document.add_paragraph(written)

    template = WordTemplate.compile(made(with_tag), "模板.docx")
    with pytest.raises(TemplateProblem, match=told):
        template.render(values(template.docxtpl()), PROPERTIES)


def test_a_sub_document_of_another_template_is_refused() -> None:
    template = WordTemplate.compile(DATA, "模板.docx")
    with pytest.raises(TemplateProblem, match="另一"):
        template.render(values(DocxTemplate(io.BytesIO(DATA))), PROPERTIES)
    used = values(template.docxtpl())
    template.render(used, PROPERTIES)
    with pytest.raises(TemplateProblem, match="另一"):
        template.render(used, PROPERTIES)


def test_pictures_that_cannot_be_read_are_told() -> None:
    template = WordTemplate.compile(DATA, "模板.docx")
    context = {**values(template.docxtpl()), "image": InlineImage(template.docxtpl(), io.BytesIO(b"x"))}
    with pytest.raises(TemplateProblem, match="InlineImage"):
        template.render(context, PROPERTIES)
