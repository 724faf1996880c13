"""A table that Word cannot hold is refused at once, whether the template or a value asks for it."""

from __future__ import annotations

import time
from typing import Any

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from wordfiles import PROPERTIES, made, rendered

from docgen.errors import ExitCode, TemplateProblem
from docgen.word.limits import MAX_COLUMNS
from docgen.word.template import WordTemplate


def table(name: str, value: str) -> bytes:
    """A template with a looped row whose first cell, or the row, has a property of this value."""

    def draw(document: Any) -> None:
        rows = document.add_table(rows=3, cols=2).rows
        rows[0].cells[0].text, rows[1].cells[0].text, rows[2].cells[0].text = (
            "{%tr for r in x %}",
            "{{ r }}",
            "{%tr endfor %}",
        )
        row = rows[1]._tr
        holder = (
            row.get_or_add_trPr()
            if name.startswith("gridB") or name == "gridAfter"
            else row.tc_lst[0].get_or_add_tcPr()
        )
        made_ = OxmlElement(f"w:{name}")
        made_.set(qn("w:val"), value)
        holder.append(made_)

    return made(draw)


@pytest.mark.parametrize("name", ["gridSpan", "gridBefore", "gridAfter"])
@pytest.mark.parametrize("value", ["64", "50000", "1000000", "9" * 4000])
def test_more_columns_than_word_has_are_refused_quickly_with_their_place(name: str, value: str) -> None:
    begun = time.monotonic()
    with pytest.raises(TemplateProblem) as caught:
        WordTemplate.compile(table(name, value), "模板.docx")
    assert time.monotonic() - begun < 2
    assert caught.value.exit_code == ExitCode.CANNOT_USE
    assert str(MAX_COLUMNS) in caught.value.message
    assert caught.value.place is not None
    assert caught.value.place.sheet == "word/document.xml"


@pytest.mark.parametrize("value", ["62", "-1", "", "字", "٣", "1.5"])
def test_other_numbers_are_filled(value: str) -> None:
    assert rendered(table("gridSpan", value), {"x": [1]})


@pytest.mark.parametrize("typed", ["{% colspan n %}甲", "{%tc for i in range(n) %}"])
def test_a_value_that_makes_too_many_columns_is_refused(typed: str) -> None:
    def draw(document: Any) -> None:
        cells = document.add_table(rows=1, cols=3).rows[0].cells
        cells[0].text = typed
        if "for" in typed:
            cells[1].text, cells[2].text = "{{ i }}", "{%tc endfor %}"

    with pytest.raises(TemplateProblem) as caught:
        rendered(made(draw), {"n": 50_000})
    assert caught.value.said.key == "template.columns/made"
    assert rendered(made(draw), {"n": 60})


def test_properties_are_as_they_were_given() -> None:
    assert WordTemplate.compile(table("gridSpan", "2"), "模板.docx").render({"x": []}, PROPERTIES)
