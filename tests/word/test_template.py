"""Templates that cannot be used are told with file and tag; packages are the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from wordfiles import PROPERTIES, made, problems, rendered

from docgen.errors import TemplateProblem
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.word.package import CONTENT_TYPES, read_package, write_package
from docgen.word.template import Properties, WordTemplate


def one(text: str) -> bytes:
    return made(lambda document: document.add_paragraph(text))


def problem(data: bytes, **context: object) -> TemplateProblem:
    with pytest.raises(TemplateProblem) as caught:
        WordTemplate.compile(data, "模板.docx").render(context, PROPERTIES)
    assert caught.value.place is not None
    assert caught.value.place.file == "模板.docx"
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{{ nobody }}", "nobody"),
        ("{{ person.nobody }}", "nobody"),
        ("{{ nobody.name }}", "nobody"),
        ("{% for x in nobody %}{{ x }}{% endfor %}", "nobody"),
        ("{{ name | nofilter }}", "nofilter"),
        ("{% if name is nothing %}{% endif %}", "nothing"),
        ("{% for x in name %}", "for"),
        ("{% endfor %}", "endfor"),
        ("{% if name %}{% endfor %}", "endfor"),
        ("{% whenever %}", "whenever"),
        ("{{ name name }}", "name name"),
        ("{{ }}", "{{ }}"),
        ("{{ name", "{{ name"),
        ("{% if name", "{% if name"),
        ("{%tr for x in name %}", "tr for x"),
        ("{% cellbg %}", "cellbg"),
        ("{{ 1/0 }}", "1/0"),
        ("{{ ''.__class__ }}", "__class__"),
        ("{{ name.__init__.__globals__ }}", "__globals__"),
        ("{% for x in range(1000000000) %}x{% endfor %}", "range"),
        ("{{ person.update({}) }}", "update"),
        ("{{ ('<w:p>' | safe) }}", "不完整"),
    ],
)
def test_a_tag_that_fails_is_named_as_it_was_written(written: str, told: str) -> None:
    assert told in problem(one(written), name="李明", person={"name": "x"}).message


def test_the_tag_that_fails_is_named_among_many() -> None:
    def draw(document: Document) -> None:
        for number in range(20):
            document.add_paragraph(f"{{{{ name }}}} {number}")
        document.add_paragraph("{{ wrong_one }} {{ name }}")

    assert "wrong_one" in problem(made(draw), name="李明").message


BAD = {
    "empty": b"",
    "text": b"hello",
    "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "cut": one("x")[:3000],
}


@pytest.mark.parametrize("name", [*BAD, "no document", "bomb", "climbing", "doctype"])
def test_a_file_that_is_no_template_is_told(name: str) -> None:
    data = BAD.get(name, b"")
    if name not in BAD:
        members = read_package(one("x"))
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in members.items():
                if name == "no document" and part == "word/document.xml":
                    continue
                if name == "doctype" and part == "word/document.xml":
                    content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content.partition(b"?>")[2]
                archive.writestr(part, content)
            if name == "bomb":
                archive.writestr("word/big.xml", b"\0" * (300 * 2**20))
            if name == "climbing":
                archive.writestr("../../etc/passwd", b"x")
        data = stream.getvalue()
    problem(data)


def test_a_package_is_the_same_bytes_whenever_it_is_written() -> None:
    parts = {"b.xml": b"<b/>", CONTENT_TYPES: b"<Types/>", "中文.xml": b"<c/>"}
    first = write_package(parts)
    assert first == write_package(parts)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [CONTENT_TYPES, "b.xml", "中文.xml"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_are_those_given_and_nothing_of_the_templates() -> None:
    data = rendered(one("x"), {})
    facts = docx.Document(io.BytesIO(data)).core_properties
    assert (facts.title, facts.subject, facts.author) == ("题名", "主题", "某局")
    assert facts.created is not None
    assert facts.created.year == 2026
    parts = read_package(data)
    assert not any("thumbnail" in name for name in parts)
    assert b"python-docx" not in b"".join(parts.values())


def test_without_a_date_there_is_none() -> None:
    data = WordTemplate.compile(one("x"), "t").render({}, Properties("题名"))
    assert b"dcterms:created" not in read_package(data)["docProps/core.xml"]


def test_a_dotx_makes_a_document(tmp_path: Path) -> None:
    parts = read_package(one("{{ name }}"))
    types = parts[CONTENT_TYPES]
    parts[CONTENT_TYPES] = types.replace(b"document.main+xml", b"template.main+xml")
    assert b"template.main" in parts[CONTENT_TYPES]
    data = rendered(write_package(parts), {"name": "甲"})
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "甲"
    assert problems(data, tmp_path) == problems(rendered(one("{{ name }}"), {"name": "甲"}), tmp_path)


@pytest.mark.parametrize("kind", load_kinds([SHIPPED]).values(), ids=lambda kind: kind.id)
def test_a_shipped_form_is_lean(kind: object) -> None:
    # An official document has headers and footers for every sort of page, and a whole plan's text.
    most = 16_000 if "odd.xml" in str(read_package(kind.form.read_bytes()).keys()) else 10_000  # type: ignore[attr-defined]
    assert kind.form.stat().st_size < most  # type: ignore[attr-defined]
