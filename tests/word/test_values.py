"""What people type comes out as typed, whatever it is."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st
from wordfiles import PROPERTIES, made, text

from docgen.word.template import Properties, WordTemplate, check_document


def _draw(document: Document) -> None:
    document.add_paragraph("甲{{ value }}乙")
    document.add_table(1, 1).rows[0].cells[0].text = "{% cellbg color %}{{ value }}"


TEMPLATE = WordTemplate.compile(made(_draw), "模板.docx")


def shown(value: object) -> str:
    data = TEMPLATE.render({"value": value, "color": "FFFFFF"}, PROPERTIES)
    check_document(data, "文件")
    found = re.search("甲(.*?)乙", text(data), re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize(
    "typed",
    [
        "{{ 7*7 }}",
        "{% for x in y %}",
        "{# 注 #}",
        "R&D <组>",
        "</w:t></w:r></w:p>",
        "&lt;&amp;",
        "]]>",
        "\"'",
        "喆䶮𬱖",
        "  两端空格  ",
        "{_{ x }_}",
        "<?docgen paragraph?>",
    ],
)
def test_signs_are_text(typed: str) -> None:
    assert shown(typed) == typed


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("第一行\n第二行", "第一行|第二行"),
        ("一\r\n二", "一|二"),
        ("一\t二", "一→二"),
        (None, ""),
        (0, "0"),
        (2026, "2026"),
        ("a\x00\x08b", "ab"),
        ("半\ud83d个", "半个"),
    ],
)
def test_breaks_are_breaks_and_what_xml_cannot_hold_is_left_out(value: object, expected: str) -> None:
    assert shown(value) == expected


@given(st.text(max_size=60))
def test_any_text_makes_a_sound_file_that_holds_it(typed: str) -> None:
    data = TEMPLATE.render({"value": typed, "color": "FFFFFF"}, PROPERTIES)
    check_document(data, "文件")
    expected = re.sub("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\n\r\t\x07\x0b\x0c]", "", typed)
    got = re.sub(r"[\n|→\[\]甲乙]", "", text(data))
    assert re.sub(r"[\n|→\[\]甲乙]", "", expected) * 2 == got


@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_properties_hold_any_text(title: str, author: str) -> None:
    data = TEMPLATE.render({"value": "", "color": "FFFFFF"}, Properties(title, "", author))
    check_document(data, "文件")
    docx.Document(io.BytesIO(data))
