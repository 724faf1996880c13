"""Both ends of a block stand in the same kind of place, or the template is refused with both tags named."""

from __future__ import annotations

from typing import Any

import pytest
from wordfiles import PROPERTIES, made, rendered, text

from docgen.errors import TemplateProblem
from docgen.form.fill import FormTemplate
from docgen.form.read.form import read_form
from docgen.word.template import WordTemplate


def drawn(*blocks: str | list[list[str]]) -> bytes:
    """Paragraphs, and tables by their rows."""

    def draw(document: Any) -> None:
        for block in blocks:
            if isinstance(block, str):
                document.add_paragraph(block)
                continue
            table = document.add_table(rows=0, cols=len(block[0]))
            for row in block:
                for cell, words in zip(table.add_row().cells, row, strict=True):
                    cell.text = words

    return made(draw)


UNEVEN: dict[str, tuple[str | list[list[str]], ...]] = {
    "paragraph to row": ("{%p for r in x %}", [["{{ r }}"], ["{%tr endfor %}"]]),
    "row to paragraph": ([["{%tr for r in x %}"], ["{{ r }}"]], "{%p endfor %}"),
    "cell to row": ([["{%tc for r in x %}", "{{ r }}"], ["{%tr endfor %}", ""]],),
    "row to cell": ([["{%tr for r in x %}", "甲"], ["{%tc endfor %}", "乙"]],),
    "row to text": ([["{%tr for r in x %}"], ["{% endfor %}"]],),
    "text to row": ([["{% for r in x %}"], ["{%tr endfor %}"]],),
    "run to paragraph": ("{%r if x %}", "{%p endif %}"),
    "else on another level": ("{%p if x %}", [["甲"], ["{%tr else %}"], ["乙"]], "{%p endif %}"),
}


@pytest.mark.parametrize("name", UNEVEN)
def test_a_block_that_ends_on_another_level_is_refused(name: str) -> None:
    with pytest.raises(TemplateProblem) as caught:
        WordTemplate.compile(drawn(*UNEVEN[name]), "模板.docx")
    assert caught.value.said.key == "template.syntax/uneven"
    typed = [block if isinstance(block, str) else block[0][0] for block in UNEVEN[name]]
    assert typed[0] in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("blocks", "shown"),
    [
        (("{%p for r in x %}", "{{ r }}", "{%p endfor %}"), "1\n2"),
        (([["{%tr for r in x %}"], ["{{ r }}"], ["{%tr endfor %}"]],), "[1]\n[2]"),
        (("甲{% if x %}", "乙", "{% endif %}丙"), "甲\n乙\n丙"),
        (([["{% if x %}甲{% else %}乙{% endif %}"]],), "[甲]"),
        (([["{% colspan 1 if x else 2 %}甲"]],), "[甲]"),
    ],
)
def test_blocks_on_one_level_are_filled(blocks: tuple[Any, ...], shown: str) -> None:
    assert text(rendered(drawn(*blocks), {"x": [1, 2]})).strip() == shown


# ---------------------------------------------------------------- {{p }}, {{tr }}, {{tc }}

WAYS: dict[str, Any] = {
    "word": lambda template, values: template.render(values, PROPERTIES),
    "form": lambda template, values: FormTemplate(read_form(template)[0]).fill(values),
}


@pytest.mark.parametrize("prefix", ["tr", "tc"])
@pytest.mark.parametrize("way", WAYS)
def test_text_in_place_of_a_row_or_cell_is_refused(prefix: str, way: str) -> None:
    template = WordTemplate.compile(drawn([[f"{{{{{prefix} x }}}}", "甲"], ["乙", "丙"]]), "模板.docx")
    with pytest.raises(TemplateProblem) as caught:
        WAYS[way](template, {"x": "文字"})
    assert caught.value.said.key == "template.no-row"
    assert f"{{{{{prefix} x }}}}" in caught.value.message
    assert WAYS[way](template, {"x": None})


def test_text_in_place_of_a_paragraph_is_a_paragraph_wherever_it_stands() -> None:
    output = rendered(drawn("{{p x }}", [["{{p x }}", "乙"]]), {"x": "<文&字>"})
    assert text(output).strip() == "<文&字>\n[<文&字>][乙]"


# ---------------------------------------------------------------- signs that are no tags


@pytest.mark.parametrize("typed", ["{#x}甲{/x}", "{#", "a {# b"])
def test_the_beginning_of_a_comment_alone_is_text(typed: str) -> None:
    assert text(rendered(drawn(typed, "{{ a }}"), {"a": "乙"})).strip() == f"{typed}\n乙"


@pytest.mark.parametrize("name", ["{{ unclosed", "{% for", "{#"])
def test_a_sign_in_a_bookmarks_name_is_no_tag(name: str) -> None:
    def draw(document: Any) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        mark = OxmlElement("w:bookmarkStart")
        mark.set(qn("w:id"), "7")
        mark.set(qn("w:name"), name)
        document.add_paragraph("{{ a }}")._p.append(mark)

    assert text(rendered(made(draw), {"a": "乙"})).strip() == "乙"


@pytest.mark.parametrize(
    ("tag", "key"),
    [
        ("{{ }}", "short"),
        ("{%p %}", "short"),
        ("{{ a｜upper }}", "wide"),
        ("{{ a．b }}", "wide"),
        ("{{ a，b }}", "wide"),
        ("{{ a b }}", "unexpected"),
        ("{{{a}}}", "unexpected"),
        ("{% include 'a' %}", "unknown"),
        ("{% extends 'a' %}", "unknown"),
    ],
)
def test_what_is_wrong_with_a_tag_is_said_in_words(tag: str, key: str) -> None:
    with pytest.raises(TemplateProblem) as caught:
        WordTemplate.compile(drawn(tag), "模板.docx")
    assert caught.value.said.key == f"template.syntax/{key}"


def test_wide_signs_in_a_text_of_a_tag_are_its_own() -> None:
    assert text(rendered(drawn("{{ a|join('，') }}"), {"a": ["甲", "乙"]})).strip() == "甲，乙"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("tag", "near"), [("{{ persn }}", "person"), ("{{ person.nam }}", "name")])
def test_a_name_that_there_is_not_is_told_with_the_near_one(way: str, tag: str, near: str) -> None:
    template = WordTemplate.compile(drawn(tag), "模板.docx")
    with pytest.raises(TemplateProblem) as caught:
        WAYS[way](template, {"person": {"name": "甲"}})
    assert caught.value.said.key == "template.undefined/near"
    assert near in caught.value.message


@pytest.mark.parametrize("typed", ["{{姓名}", "{{ 姓名 ｝｝", "{% if a ％}", "{{ 姓名"])
def test_a_tag_that_is_not_closed_is_told_with_its_part(typed: str) -> None:
    with pytest.raises(TemplateProblem) as caught:
        WordTemplate.compile(drawn("前", typed), "模板.docx")
    assert caught.value.said.key == "template.unclosed"
    assert typed in caught.value.message
    assert caught.value.place is not None
    assert caught.value.place.sheet == "word/document.xml"
