"""A template ends and is told by the tag as typed, with the text near it, whatever somebody wrote into it."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from wordfiles import PROPERTIES, made, rendered

from docgen.errors import TemplateProblem
from docgen.word.package import read_package, write_package
from docgen.word.template import WordTemplate


def one(text: str) -> bytes:
    return made(lambda document: document.add_paragraph(text))


def rows(*texts: str) -> bytes:
    def draw(document: Document) -> None:
        table = document.add_table(len(texts), 1)
        for cell, item in zip(table.columns[0].cells, texts, strict=True):
            cell.text = item

    return made(draw)


def problem(data: bytes, **context: object) -> TemplateProblem:
    with pytest.raises(TemplateProblem) as caught:
        WordTemplate.compile(data, "模板.docx").render(context, PROPERTIES)
    return caught.value


@pytest.mark.parametrize(
    "written",
    [
        "{% for x in range(99999) %}{% for y in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 10 ** (10 ** 8) }}",
        "{{ 'a' * 300000000 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)
def test_a_template_that_would_not_end_is_stopped(written: str) -> None:
    assert "太多" in problem(one(written)).message


def test_a_long_table_is_not_too_much() -> None:
    data = rows("{%tr for x in range(3000) %}", "{{ x }}{{ loop.last }}{{ loop.length }}", "{%tr endfor %}")
    assert "2999True3000" in read_package(rendered(data, {}))["word/document.xml"].decode()


@pytest.mark.parametrize(
    ("texts", "tag", "near"),
    [
        (("{%tr for x in nobody %}", "{{ x }} 内容", "{%tr endfor %}"), "{%tr for x in nobody %}", "内容"),
        (("{% cellbg nobody %}甲",), "{% cellbg nobody %}", "甲"),
        (("{% vm %}乙",), "{% vm %}", "乙"),
        (("丙{{ nobody }}",), "{{ nobody }}", "丙"),
        (("{%tr for x in y %}", "丁"), "{%tr for x in y %}", "丁"),
        (("{% for x in y %}{% if x %}戊{% endfor %}{% endif %}",), "{% endfor %}", "戊"),
    ],
)
def test_a_tag_is_told_as_typed_with_the_text_near_it(texts: tuple[str, ...], tag: str, near: str) -> None:
    told = problem(rows(*texts), y=[1])
    assert f"“{tag}”" in told.message
    assert f"“{near}" in told.hint


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<w:r {w}><w:instrText xml:space="preserve">HYPERLINK "{{ v }}"</w:instrText></w:r>', 'HYPERLINK "a&amp;b"'),
        (
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
            "<m:r><m:t>{{ v }}</m:t></m:r></m:oMath>",
            "<m:t>a&amp;b</m:t>",
        ),
    ],
)
def test_a_tag_in_a_field_code_or_formula_is_plain_text(inside: str, expected: str) -> None:
    def draw(document: Document) -> None:
        document.add_paragraph()._p.append(parse_xml(inside.replace("{w}", nsdecls("w"))))

    assert expected in read_package(rendered(made(draw), {"v": "a&b"}))["word/document.xml"].decode()


def test_properties_under_another_name_are_replaced_too() -> None:
    old, new = "docProps/core.xml", "package/services/metadata/core-properties/1.psmdcp"
    members = {
        new if name == old else name: data.replace(old.encode(), new.encode())
        for name, data in read_package(one("甲")).items()
    }
    output = read_package(rendered(write_package(members), {}))
    assert new not in output
    assert "<dc:creator>某局</dc:creator>" in output[old].decode()
    assert not any(b"python-docx" in data for data in output.values())
