"""The parts of a template are found by relationships and types, whatever they are called; macros go into no document."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from wordfiles import PROPERTIES, made, problems, text

from docgen.errors import ExitCode, TemplateProblem
from docgen.word.check import SoundParts
from docgen.word.package import read_package, write_package
from docgen.word.template import WordTemplate

MAIN = "word/document.xml"
TYPES = "[Content_Types].xml"
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Members = dict[str, bytes]


def drawn(document: Any) -> None:
    document.add_paragraph("姓名 {{ name }}")
    document.sections[0].header.paragraphs[0].text = "页眉 {{ name }}"


def typed(members: Members, content_type: str) -> None:
    members[TYPES] = members[TYPES].replace(PLAIN.encode(), content_type.encode())


def with_macros(members: Members) -> None:
    typed(members, "application/vnd.ms-word.document.macroEnabled.main+xml")
    members["word/vbaProject.bin"] = b"macros"
    members["word/vbaData.xml"] = b"<x/>"
    relation = '<Relationship Id="{}" Type="http://schemas.microsoft.com/office/2006/relationships/{}" Target="{}"/>'
    rels = "word/_rels/document.xml.rels"
    more = relation.format("rId900", "vbaProject", "vbaProject.bin").encode() + b"</Relationships>"
    members[rels] = members[rels].replace(b"</Relationships>", more)
    inner = relation.format("rId1", "wordVbaData", "vbaData.xml")
    members["word/_rels/vbaProject.bin.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    ).encode()
    default = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    members[TYPES] = members[TYPES].replace(b"</Types>", default)


def macro_template(members: Members) -> None:
    typed(members, "application/vnd.ms-word.template.macroEnabledTemplate.main+xml")


def word_template(members: Members) -> None:
    typed(members, PLAIN.replace("document.main", "template.main"))


def typed_by_default(members: Members) -> None:
    types = re.sub(rb'<Override PartName="/word/document.xml"[^>]*/>', b"", members[TYPES])
    members[TYPES] = re.sub(
        rb'(<Default Extension="xml" ContentType=")[^"]*"', rb"\g<1>" + PLAIN.encode() + b'"', types
    )


def called_otherwise(members: Members) -> None:
    members["word/document2.xml"] = members.pop(MAIN)
    members["word/_rels/document2.xml.rels"] = members.pop("word/_rels/document.xml.rels")
    members["_rels/.rels"] = members["_rels/.rels"].replace(b"word/document.xml", b"/word/document2.xml")
    members[TYPES] = members[TYPES].replace(b"/word/document.xml", b"/word/document2.xml")


def other_prefix(members: Members) -> None:
    members[MAIN] = members[MAIN].replace(b"<w:", b"<x:").replace(b"</w:", b"</x:").replace(b" w:", b" x:")
    members[MAIN] = members[MAIN].replace(b"xmlns:w=", b"xmlns:x=")


def no_prefix(members: Members) -> None:
    other_prefix(members)
    members[MAIN] = members[MAIN].replace(b"<x:", b"<").replace(b"</x:", b"</")
    members[MAIN] = members[MAIN].replace(b"xmlns:x=", f'xmlns="{W}" xmlns:x='.encode())


SPELT: tuple[Callable[[Members], None], ...] = (
    with_macros,
    macro_template,
    word_template,
    typed_by_default,
    called_otherwise,
    other_prefix,
    no_prefix,
)


@pytest.mark.parametrize("spell", SPELT)
def test_a_template_is_filled_however_its_parts_are_spelt(spell: Callable[[Members], None], tmp_path: Path) -> None:
    members = read_package(made(drawn))
    spell(members)
    template = WordTemplate.compile(write_package(members), "模板.docx")
    output = template.render({"name": "张三"}, PROPERTIES)
    SoundParts().check(output, "文件", template.document)
    assert text(output).replace("\n", "") == "页眉 张三姓名 张三"
    assert set(problems(output, tmp_path)) <= set(problems(made(drawn), tmp_path))


def test_macros_go_into_no_document() -> None:
    members = read_package(made(drawn))
    with_macros(members)
    output = read_package(
        WordTemplate.compile(write_package(members), "模板.docm").render({"name": "张三"}, PROPERTIES)
    )
    assert not [name for name in output if "vba" in name.lower()]
    assert b"vbaProject" not in b"".join(data for name, data in output.items() if name.endswith(".rels"))
    assert PLAIN.encode() in output[TYPES]


@pytest.mark.parametrize(
    "part", ["word/styles.xml", "word/settings.xml", "word/_rels/document.xml.rels", "word/theme/theme1.xml"]
)
@pytest.mark.parametrize(
    "spoil", [lambda data: data[: len(data) // 2], lambda data: b"<!DOCTYPE x>" + data[data.index(b"?>") + 2 :]]
)
def test_a_broken_part_is_named_when_the_template_is_opened(part: str, spoil: Callable[[bytes], bytes]) -> None:
    members = read_package(made(drawn))
    members[part] = spoil(members[part])
    with pytest.raises(TemplateProblem) as caught:
        WordTemplate.compile(write_package(members), "模板.docx")
    assert part in caught.value.message
    assert caught.value.hint
    assert caught.value.exit_code == ExitCode.CANNOT_USE


def test_a_package_without_a_word_document_is_refused() -> None:
    members = read_package(made(drawn))
    typed(members, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
    with pytest.raises(TemplateProblem):
        WordTemplate.compile(write_package(members), "表.docx")


@pytest.mark.parametrize(
    "part", ["word/_rels/document.xml.rels", "word/stylesWithEffects.xml", "word/fontTable.xml", "word/other.xml"]
)
def test_a_part_that_is_something_else_is_refused(part: str) -> None:
    members = read_package(made(drawn), "模板.docx")
    members[part] = members[MAIN]
    with pytest.raises(TemplateProblem, match=re.escape(part)):
        WordTemplate.compile(write_package(members), "模板.docx")
