"""`template check` notes what Typst draws more plainly than Word: each construct gives exactly its own note."""

from __future__ import annotations

from typing import Any

import pytest
from wordparts import A4, cell, compiled, p, r, row, table

from docgen.findings import Severity
from docgen.form import plainer
from docgen.form.lint import lint
from docgen.form.typst.style import _DASHES, _HEAVY
from docgen.kinds.kind import SHIPPED
from docgen.word.template import WordTemplate

FIXED = '<w:tblLayout w:type="fixed"/>'
DECIMAL = '<w:tabs><w:tab w:val="decimal" w:pos="2000"/></w:tabs>'
TAB = "<w:tab/>"


def notes(body: str, **parts: Any) -> list[str]:
    """The variants told of a body."""
    found = [item for item in lint(compiled(body, **parts)) if item.rule == "template.plainer"]
    assert all(item.severity is Severity.NOTE and item.hint for item in found)
    return [name for item in found for name in ALL if item.message == message(name, item.value)]


def message(name: str, value: str) -> str:
    from docgen.messages import say

    return say(f"template.plainer/{name}", value=value)


ALL = list(dict.fromkeys((*plainer.RUNS, *plainer.PARAGRAPHS, *plainer.CELLS, *plainer.SECTIONS, "continuous")))


def border(kind: str, holder: str) -> str:
    return f'<w:{holder}><w:top w:val="{kind}" w:sz="4" w:space="0" w:color="auto"/></w:{holder}>'


def boxed(properties: str, text: str = "甲", layout: str = "") -> str:
    return table(row(cell(text, properties), cell("乙")), properties=layout) + p()


def two_sections(second: str) -> str:
    return p(r("前"), f"<w:sectPr>{A4}</w:sectPr>") + p(
        r("后"), f'<w:sectPr><w:type w:val="continuous"/>{second}</w:sectPr>'
    )


NARROW = A4.replace('w:left="1440"', 'w:left="2880"')

PLAINER = {
    "underline": p(r("字", '<w:u w:val="wave"/>')),
    "underline-words": p(r("one two", '<w:u w:val="words"/>')),
    "double-strike": p(r("字", "<w:dstrike/>")),
    "small-caps": p(r("Law", "<w:smallCaps/>")),
    "text-border": p(r("字", '<w:bdr w:val="single" w:sz="4"/>')),
    "boxed": p(r("字", '<w:w w:val="80"/>')),
    "border": boxed(border("double", "tcBorders")),
    "decimal-tab": p(r("数", inside=TAB) + r("1.5"), DECIMAL),
    "no-wrap": boxed("<w:noWrap/>"),
    "continuous": two_sections(NARROW),
}

SECTIONS = {"page-align": f'{A4}<w:vAlign w:val="center"/>', "page-format": f'{A4}<w:pgNumType w:fmt="hebrew1"/>'}


def test_every_rule_is_tried() -> None:
    assert set(PLAINER) | set(SECTIONS) == set(ALL)


@pytest.mark.parametrize("name", PLAINER)
def test_a_construct_gives_exactly_its_note(name: str) -> None:
    assert notes(PLAINER[name]) == [name]


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_gives_exactly_its_note(name: str) -> None:
    assert notes(p(r("字")), section=SECTIONS[name]) == [name]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("border", p(r("字"), border("wave", "pBdr"))),
        ("border", table(row(cell("甲"), cell("乙")), properties=border("triple", "tblBorders")) + p()),
        ("boxed", p(r("斜", "<w:i/>"))),
        ("boxed", p(r("{{ name }}", "<w:i/>"))),
    ],
)
def test_other_forms_of_a_construct(name: str, body: str) -> None:
    assert notes(body) == [name]


@pytest.mark.parametrize(
    "body",
    [
        *(p(r("字 字", f'<w:u w:val="{kind}"/>')) for kind in ("single", "double", "dotted", "dashLong", "thick")),
        *(boxed(border(kind, "tcBorders")) for kind in ("single", "thick", "dashed", "nil")),
        p(r("word", '<w:u w:val="words"/>')),
        p(r("字", "<w:strike/>")),
        p(r("LAW 法", "<w:smallCaps/>")),
        p(r("slanted", "<w:i/>")),
        p(r("没有制表符"), DECIMAL),
        boxed('<w:textDirection w:val="tbRlV"/>', "甲乙"),
        table(row(cell("— 1 —", '<w:textDirection w:val="tbRl"/>'), properties='<w:trHeight w:val="900"/>')) + p(),
        boxed("<w:noWrap/>", layout=FIXED),
        p(r("", '<w:u w:val="wave"/><w:dstrike/><w:w w:val="80"/>')),
        two_sections(A4),
    ],
)
def test_what_comes_out_as_in_word_is_not_told(body: str) -> None:
    assert notes(body) == []


def test_a_construct_is_told_once_with_its_first_place() -> None:
    body = p(r("第一处", "<w:dstrike/>")) + p(r("第二处", "<w:dstrike/>"))
    [item] = [item for item in lint(compiled(body)) if item.rule == "template.plainer"]
    assert "第一处" in item.message


def test_shipped_templates_have_none() -> None:
    forms = sorted(SHIPPED.glob("*/form.docx"))
    assert len(forms) >= 4
    for path in forms:
        found = lint(WordTemplate.compile(path.read_bytes(), str(path)))
        assert [item.message for item in found if item.rule == "template.plainer"] == []


def test_the_lines_are_those_that_the_writer_knows() -> None:
    assert {"single", *_DASHES, *_HEAVY} - {"wavyHeavy"} == plainer._FAITHFUL
