"""A part is printed without a second look only where a second look changes nothing."""

from __future__ import annotations

import itertools

import pytest
from markupsafe import Markup
from test_constructs import CONTEXT, TEMPLATES
from wordfiles import PROPERTIES, made, rendered

from docgen.kinds.kind import SHIPPED, Kind, load_kinds
from docgen.word.final import is_final
from docgen.word.finish import finished
from docgen.word.package import read_package
from docgen.word.template import WordTemplate

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CELL = "<w:tc><w:p/></w:tc>"
GRID = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"


def table(rows: str, grid: str = GRID) -> str:
    return f"<w:tbl>{grid}{rows}</w:tbl>"


ROW = f"<w:tr>{CELL * 2}</w:tr>"

STEADY = {
    "text": "<w:p><w:r><w:t>{{ x }}{% if y %}z{% endif %}</w:t></w:r></w:p>",
    "paragraphs by a loop": "{% for x in y %}<w:p/>{% endfor %}",
    "rows by a loop": table(ROW + "{% for x in y %}" + ROW + "{% endfor %}"),
    "narrower rows by a loop": table(ROW + "{% for x in y %}<w:tr>" + CELL + "</w:tr>{% endfor %}"),
    "a paragraph before the last": table(
        f"<w:tr><w:tc>{{% if x %}}<w:p/>{{% endif %}}<w:p/></w:tc>{CELL}</w:tr>",
    ),
}
UNSTEADY = {
    "a tag torn between paragraphs": (
        "<w:p><w:r><w:t>{% if y %}</w:t></w:r></w:p><w:p><w:r><w:t>{% endif %}</w:t></w:r></w:p>"
    ),
    "a tag torn in a property": '<w:p w:a="{% if y %}"/><w:p w:a="{% endif %}"/>',
    "no row that is always there": table("{% for x in y %}" + ROW + "{% endfor %}"),
    "a wider row by a condition": table(
        ROW + "{% if x %}<w:tr>" + CELL * 3 + "</w:tr>{% endif %}",
    ),
    "a grid that does not fit": table("<w:tr>" + CELL + "</w:tr>"),
    "cells by a loop": table(ROW + "<w:tr>{% for x in y %}" + CELL + "{% endfor %}</w:tr>"),
    "cells in a control by a loop": table(
        ROW + f"<w:tr><w:sdt><w:sdtContent>{{% for x in y %}}{CELL}{{% endfor %}}</w:sdtContent></w:sdt></w:tr>"
    ),
    "a span that is counted": table(
        ROW + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{{ x }}"/></w:tcPr><w:p/></w:tc></w:tr>'
    ),
    "a cell's last paragraph by a condition": table(
        f"<w:tr><w:tc><w:p/>{{% if x %}}<w:p/>{{% endif %}}</w:tc>{CELL}</w:tr>"
    ),
    "something behind a cell's last paragraph": table(f"<w:tr><w:tc><w:p/>{{{{ x }}}}</w:tc>{CELL}</w:tr>"),
    "a cell without a paragraph": table(f"<w:tr><w:tc/>{CELL}</w:tr>"),
    "a filter over markup": "{% filter upper %}<w:p/>{% endfilter %}",
    "a drawing in a loop": (
        '{% for x in y %}<w:p><d:docPr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing" id="1"/></w:p>{% endfor %}'
    ),
}


def body(inside: str) -> str:
    return f"<w:body {NAMESPACE}>{inside}</w:body>"


@pytest.mark.parametrize("name", STEADY)
def test_these_need_no_second_look(name: str) -> None:
    assert is_final(body(STEADY[name]))


@pytest.mark.parametrize("name", UNSTEADY)
def test_these_need_one(name: str) -> None:
    assert not is_final(body(UNSTEADY[name]))


@pytest.mark.parametrize("name", TEMPLATES)
def test_finishing_changes_nothing_in_what_was_printed(name: str) -> None:
    nobody: list[object] = CONTEXT["people"] if name == "escaping" else []  # that one asks for the third
    for flag, off, people in itertools.product((True, False), (True, False), (CONTEXT["people"], nobody)):
        given = {**CONTEXT, "flag": flag, "off": off, "people": people}
        xml = read_package(rendered(TEMPLATES[name], given))["word/document.xml"].decode()
        inside = xml.partition("?>\n")[2]
        assert finished(inside) == inside


MANY = [kind for kind in load_kinds([SHIPPED]).values() if "P" in kind.scopes]
"""Kinds that an office makes for everybody: of the others a look at each costs nothing that is felt."""


@pytest.mark.parametrize("kind", MANY, ids=lambda kind: kind.id)
def test_the_shipped_forms_need_no_second_look(kind: Kind) -> None:
    template = WordTemplate.compile(kind.form.read_bytes(), "模板.docx")
    assert template._parts
    assert all(part.final for part in template._parts.values())


def test_a_value_with_markup_of_its_own_is_looked_at() -> None:
    template = WordTemplate.compile(made(lambda document: document.add_paragraph("{{ x }}")), "模板.docx")
    assert template._parts["word/document.xml"].final
    from docgen.errors import TemplateProblem

    with pytest.raises(TemplateProblem, match="不完整"):
        template.render({"x": Markup("<w:p>")}, PROPERTIES)
