"""Numbers of lists, counted as Word counts them: by abstract numbering, anew where an instance says so."""

from __future__ import annotations

import pytest
from wordparts import p, r, whole

from docgen.form.fill import FormTemplate
from docgen.form.filled import FilledParagraph, printed_text

THREE_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:suff w:val="nothing"/>'
    f'<w:lvlText w:val="{text}"/></w:lvl>'
    for level, (start, kind, more, text) in enumerate(
        (
            (1, "chineseCounting", "", "%1、"),
            (1, "decimal", "<w:isLgl/>", "%1.%2"),
            (3, "decimalEnclosedCircle", '<w:lvlRestart w:val="1"/>', "%3"),
        )
    )
)
PLAIN = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%1."/></w:lvl>'


def lists(levels: str, *overrides: str) -> str:
    """One abstract numbering and its instances 1, 2, …, each with what it overrides."""
    instances = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for number, override in enumerate(overrides, start=1)
    )
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{instances}'


def anew(level: int, start: int = 1) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def labels(numbering: str, *items: tuple[int, int], styles: str = "") -> str:
    """The labels of paragraphs of these instances and levels."""
    body = "".join(
        p(r("项"), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>')
        for instance, level in items
    )
    return printed(body, numbering=numbering)


def printed(body: str, **parts: str) -> str:
    blocks = FormTemplate(whole(body, **parts)).fill({}).sections[0].blocks
    return " ".join(printed_text(block) for block in blocks if isinstance(block, FilledParagraph)).replace("项", "")


def test_all_instances_of_a_list_count_together_and_one_begins_anew_where_it_is_first_used() -> None:
    found = labels(lists(PLAIN, "", anew(0), ""), (1, 0), (1, 0), (2, 0), (1, 0), (2, 0), (3, 0))
    assert found == "1. 2. 1. 2. 3. 4."


def test_an_instance_begins_anew_at_its_own_number() -> None:
    assert labels(lists(PLAIN, "", anew(0, 5)), (1, 0), (2, 0), (2, 0)) == "1. 5. 6."


def test_a_level_without_the_one_above_counts_that_as_its_first() -> None:
    assert labels(lists(THREE_LEVELS, ""), (1, 1), (1, 1), (1, 0), (1, 1)) == "1.1 1.2 二、 2.1"


def test_figures_stand_in_a_legal_label_whatever_the_level_above_counts_with() -> None:
    assert labels(lists(THREE_LEVELS, ""), (1, 0), (1, 1)) == "一、 1.1"


def test_a_level_begins_again_behind_those_levels_that_it_names() -> None:
    found = labels(lists(THREE_LEVELS, ""), (1, 0), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2))
    assert found == "一、 ③ ④ 1.2 ⑤ 二、 ③"


def test_an_instance_may_have_a_level_of_its_own() -> None:
    own = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="(%1)"/></w:lvl></w:lvlOverride>'
    )
    assert labels(lists(PLAIN, "", own), (1, 0), (2, 0), (1, 0)) == "1. (B) 3."


@pytest.mark.parametrize(("kind", "pattern", "label"), [("none", "附%1", "附"), ("bullet", "☐", "☐")])
def test_a_label_without_a_number_is_its_text(kind: str, pattern: str, label: str) -> None:
    level = (
        f'<w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    )
    assert labels(lists(level, ""), (1, 0)) == label


def test_a_style_that_names_a_list_stands_at_the_level_that_names_the_style() -> None:
    levels = THREE_LEVELS.replace(
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1.%2"/>',
        '<w:pStyle w:val="条"/><w:suff w:val="nothing"/><w:lvlText w:val="%1.%2"/>',
    )
    style = (
        '<w:style w:type="paragraph" w:styleId="条"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert printed(p(r("项"), '<w:pStyle w:val="条"/>'), styles=style, numbering=lists(levels, "")) == "1.1"
