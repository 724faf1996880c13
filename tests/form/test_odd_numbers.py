"""A number that is none, or larger than any page, is passed over: what it says of is filled and told as if it said nothing."""

from __future__ import annotations

import pytest
from wordparts import A4, cell, compiled, p, r, row, table

from docgen.form.fill import FormTemplate
from docgen.form.lint import lint
from docgen.form.read.form import read_form
from docgen.gongwen.compare import compare
from docgen.word.package import read_package, write_package
from docgen.word.properties import Properties
from docgen.word.template import WordTemplate

ODD = ("", "array", "😀", "1e999", "NaN", "9" * 400, "-1", "٣", "1 2", "0x10")
PLACES = {
    "column": lambda odd: table(row(cell("甲"), cell("乙"), cell("{{ a }}"))).replace('w:w="2000"', f'w:w="{odd}"'),
    "skipped": lambda odd: table(row(cell("{{ a }}"), cell("乙"), properties=f'<w:jc w:val="{odd}"/>')),
    "height": lambda odd: table(row(cell("{{ a }}"), cell("乙"), properties=f'<w:trHeight w:val="{odd}"/>')),
    "size": lambda odd: p(
        r("{{ a }}", f'<w:sz w:val="{odd}"/>'), f'<w:spacing w:line="{odd}"/><w:ind w:left="{odd}"/>'
    ),
    "list": lambda odd: p(r("{{ a }}"), f'<w:numPr><w:ilvl w:val="{odd}"/><w:numId w:val="{odd}"/></w:numPr>'),
    "drawing": lambda odd: p(
        r(
            "{{ a }}",
            inside=f"<w:drawing><wp:anchor><wp:positionH><wp:posOffset>{odd}</wp:posOffset></wp:positionH>"
            f'<wp:extent cx="{odd}" cy="{odd}"/><wps:wsp/><a:ln w="{odd}"/></wp:anchor></w:drawing>',
        )
    ),
    "theme colour": lambda odd: p(r("{{ a }}", f'<w:color w:themeColor="accent1" w:themeTint="{odd}"/>')),
}


def used(template: WordTemplate) -> None:
    """Whatever a template is used for."""
    assert template.render({"a": "字"}, Properties("题"))
    form, _ = read_form(template)
    assert FormTemplate(form).fill({"a": "字"})
    assert lint(template) is not None


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("place", PLACES)
def test_an_odd_number_stops_nothing(place: str, odd: str) -> None:
    body = PLACES[place](odd)
    theme = '<a:clrScheme name="t"><a:accent1><a:srgbClr val="wxyz12"/></a:accent1></a:clrScheme>'
    template = compiled(body, theme=theme)
    used(template)
    assert compare(write_package(template.members), "表样.docx")


@pytest.mark.parametrize("odd", ODD)
def test_odd_paper_and_margins_stop_nothing(odd: str) -> None:
    section = A4.replace("11906", odd).replace("1440", odd) + f'<w:cols w:num="{odd}"/><w:pgNumType w:start="{odd}"/>'
    used(compiled(p(r("{{ a }}")), section=section))


@pytest.mark.parametrize("nested", [1, 2])
def test_content_types_inside_others_stop_nothing(nested: int) -> None:
    members = read_package(write_package(compiled(p(r("{{ a }}"))).members))
    types = members["[Content_Types].xml"].decode()
    at = types.rindex("</Types>")
    inner = '<Override PartName="/nowhere.xml" ContentType="x"/>'
    for _ in range(nested):
        inner = f'<Override PartName="/none.xml" ContentType="x">{inner}</Override>'
    members["[Content_Types].xml"] = (types[:at] + inner + types[at:]).encode()
    output = WordTemplate.compile(write_package(members), "表样.docx").render({"a": "字"}, Properties("题"))
    assert b"nowhere" not in read_package(output)["[Content_Types].xml"]
