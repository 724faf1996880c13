"""docxtpl's constructs work unchanged, with the text that docxtpl gives."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import Listing, RichText
from wordfiles import by_docxtpl, made, problems, rendered, saved, text

from docgen.word.template import WordTemplate

CONTEXT: dict[str, Any] = {
    "name": "李明",
    "company": "R&D <组> \"引\" '号'",
    "number": 7,
    "flag": True,
    "off": False,
    "person": {"name": "钟启明", "posts": ["局长", "书记"]},
    "people": [
        {"name": "甲", "age": 30, "color": "FF0000", "tags": ["一", "二"]},
        {"name": "乙<丙>", "age": 41, "color": "00FF00", "tags": []},
        {"name": "R&D", "age": 52, "color": "0000FF", "tags": ["三"]},
    ],
    "columns": ["一月", "二月", "三月", "四月"],
    "rich": RichText("粗体", bold=True),
    "listing": Listing("第一行\n第二行 & <尖>\t制表\a新段"),
}


def lines(*texts: str) -> bytes:
    """A paragraph for each text."""

    def draw(document: Document) -> None:
        for item in texts:
            document.add_paragraph(item)

    return made(draw)


def grid(*rows: tuple[str, ...]) -> bytes:
    """A table of these cells."""

    def draw(document: Document) -> None:
        table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, item in zip(row.cells, texts, strict=True):
                cell.text = item
        document.add_paragraph("表后")

    return made(draw)


def scattered(*pieces: str) -> bytes:
    """One paragraph whose text an editor has cut into runs of different looks."""

    def draw(document: Document) -> None:
        paragraph = document.add_paragraph()
        for number, piece in enumerate(pieces):
            paragraph.add_run(piece).bold = number % 2 == 0

    return made(draw)


def headed() -> bytes:
    def draw(document: Document) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "页眉 {{ company }}"
        section.footer.paragraphs[0].text = "{% if flag %}页脚 {{ number }}{% endif %}"
        document.add_paragraph("正文 {{ name }}")

    return made(draw)


def merged_both_ways() -> bytes:
    def draw(document: Document) -> None:
        table = document.add_table(3, 3, style="Table Grid")
        for cell, item in zip(table.rows[0].cells, ("{%tr for p in people %}", "", ""), strict=True):
            cell.text = item
        for cell, item in zip(table.rows[1].cells, ("{% vm %}合并", "{{ p.name }}", "{{ p.age }}"), strict=True):
            cell.text = item
        table.rows[2].cells[0].text = "{%tr endfor %}"
        document.add_paragraph("表后")

    return made(draw)


TEMPLATES: dict[str, bytes] = {
    "variables": lines("{{ name }}、{{ company }}、{{ number }}、{{ person.name }}、{{ person.posts[0] }}"),
    "filters": lines(
        "{{ name|default('无') }} {{ missing|default('无') }} {{ person.posts|join('、') }} {{ number + 1 }}"
    ),
    "a condition in a line": lines("前{% if flag %}真{% else %}假{% endif %}后{% if off %}不{% endif %}"),
    "a loop in a line": lines("{% for p in people %}{{ loop.index }}.{{ p.name }};{% endfor %}"),
    "paragraphs by a condition": lines("{%p if flag %}", "有 {{ name }}", "{%p else %}", "无", "{%p endif %}", "尾"),
    "paragraphs by a loop": lines("{%p for p in people %}", "{{ p.name }}:{{ p.age }}", "{%p endfor %}", "尾"),
    "a loop in a loop": lines(
        "{%p for p in people %}",
        "{{ p.name }}",
        "{%p for t in p.tags %}",
        "- {{ t }}",
        "{%p endfor %}",
        "{%p endfor %}",
    ),
    "comments": lines("{# 不印 #}印", "{#p 整段不印 #}", "尾"),
    "set and macros": lines(
        "{% set x = number * 2 %}{{ x }}", "{% macro hi(n) %}你好{{ n }}{% endmacro %}{{ hi(name) }}"
    ),
    "signs of tags": lines("{_{ name }_} 和 {_% if %_}"),
    "trimmed into the line before": lines("前{% if flag %}", "{%- if flag %}中{% endif %}", "后{% endif %}"),
    "tags cut into runs": scattered("甲{", "{ na", "me }", "}乙{% ", "if flag", " %}真{% endif %}"),
    "curly quotes in a tag": lines("{{ missing|default(“无”) }}"),
    "comparison": lines("{% if number > 5 and number < 9 %}中{% endif %}"),
    "rows by a loop": grid(
        ("姓名", "年龄"), ("{%tr for p in people %}", ""), ("{{ p.name }}", "{{ p.age }}"), ("{%tr endfor %}", "")
    ),
    "rows by a condition": grid(
        ("{%tr if off %}", ""), ("不印", "不印"), ("{%tr else %}", ""), ("印", "{{ name }}"), ("{%tr endif %}", "")
    ),
    "columns by a loop": grid(
        ("{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"), ("{%tc for c in columns %}", "x", "{%tc endfor %}")
    ),
    "a cell's colour": grid(
        ("{%tr for p in people %}", ""),
        ("{% cellbg p.color %}{{ p.name }}", "{{ p.age }}"),
        ("{%tr endfor %}", ""),
    ),
    "a column span": grid(("{% colspan 2 %}宽", "窄"), ("一", "二")),
    "rows merged by a loop": merged_both_ways(),
    "cells merged by a loop": grid(
        ("{% for c in columns %}", "", ""), ("{% hm %}横", "甲", "乙"), ("{% endfor %}", "", "")
    ),
    "RichText": lines("前{{r rich }}后"),
    "Listing": lines("{{ listing }}", "尾"),
    "headers and footers": headed(),
    "escaping": lines("{{ company }}", "{{ '<b>' }}", "{{ people[2].name }}"),
}
UNLIKE = {"cells merged by a loop", "trimmed into the line before"}
"""Where docxtpl itself fails with these small files: only our own result is looked at."""


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_construct_gives_docxtpls_text(name: str) -> None:
    ours = text(rendered(TEMPLATES[name], CONTEXT))
    assert ours.strip()
    if name not in UNLIKE:
        assert ours == text(by_docxtpl(TEMPLATES[name], CONTEXT))


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_what_a_construct_makes_is_valid_and_can_be_read_back(tmp_path: Path, name: str) -> None:
    data = rendered(TEMPLATES[name], CONTEXT)
    assert problems(data, tmp_path) == problems(saved(docx.Document(io.BytesIO(TEMPLATES[name]))), tmp_path)
    again = saved(docx.Document(io.BytesIO(data)))
    assert text(again) == text(data)


def test_a_trimmed_tag_joins_the_paragraph_before() -> None:
    data = lines("前", "{%- if flag %}中{% endif %}")
    assert text(rendered(data, CONTEXT)).strip() == "前中"


def test_a_looped_table_has_as_many_grid_columns_as_cells() -> None:
    document = docx.Document(io.BytesIO(rendered(TEMPLATES["columns by a loop"], CONTEXT)))
    grid_columns = document.tables[0]._tbl.tblGrid.findall(qn("w:gridCol"))
    assert len(grid_columns) == 4


def test_a_looped_merge_begins_once() -> None:
    document = docx.Document(io.BytesIO(rendered(TEMPLATES["rows merged by a loop"], CONTEXT)))
    merges = [item.get(qn("w:val")) for item in document.element.iter(qn("w:vMerge"))]
    assert merges == ["restart", "continue", "continue"]


def test_a_colour_and_a_span_go_into_the_cells_properties() -> None:
    coloured = docx.Document(io.BytesIO(rendered(TEMPLATES["a cell's colour"], CONTEXT)))
    assert [item.get(qn("w:fill")) for item in coloured.element.iter(qn("w:shd"))] == ["FF0000", "00FF00", "0000FF"]
    spanned = docx.Document(io.BytesIO(rendered(TEMPLATES["a column span"], CONTEXT)))
    assert [item.get(qn("w:val")) for item in spanned.element.iter(qn("w:gridSpan"))] == ["2"]


def test_a_rich_value_keeps_its_look_and_plain_text_that_of_its_run() -> None:
    document = docx.Document(io.BytesIO(rendered(scattered("{{r name }}"), CONTEXT)))
    [run] = [run for run in document.paragraphs[0].runs if run.text]
    assert run.bold
    rich = docx.Document(io.BytesIO(rendered(lines("{{r rich }}"), CONTEXT)))
    assert [run.bold for run in rich.paragraphs[0].runs if run.text] == [True]


def test_a_cell_whose_paragraphs_all_go_keeps_one() -> None:
    # Word cannot open a cell without a paragraph.
    def draw(document: Document) -> None:
        cell = document.add_table(1, 1).rows[0].cells[0]
        cell.text = "{%p if off %}"
        cell.add_paragraph("不印")
        cell.add_paragraph("{%p endif %}")

    document = docx.Document(io.BytesIO(rendered(made(draw), CONTEXT)))
    assert [len(cell.findall(qn("w:p"))) for cell in document.element.iter(qn("w:tc"))] == [1]


def test_a_table_whose_rows_all_go_goes_too() -> None:
    data = grid(("{%tr for p in [] %}", ""), ("x", "y"), ("{%tr endfor %}", ""))
    document = docx.Document(io.BytesIO(rendered(data, CONTEXT)))
    assert document.tables == []


def test_a_nested_tables_row_is_the_inner_one() -> None:
    def draw(document: Document) -> None:
        outer = document.add_table(1, 1).rows[0].cells[0]
        inner = outer.add_table(3, 1)
        for row, item in zip(inner.rows, ("{%tr for p in people %}", "{{ p.name }}", "{%tr endfor %}"), strict=True):
            row.cells[0].text = item

    assert text(rendered(made(draw), CONTEXT)).count("[") == 4


def test_tags_in_a_text_box_are_rendered() -> None:
    def draw(document: Document) -> None:
        run = document.add_paragraph("外 {{ name }}").add_run()
        box = OxmlElement("w:pict")
        content = OxmlElement("w:txbxContent")
        inner = OxmlElement("w:p")
        part = OxmlElement("w:r")
        words = OxmlElement("w:t")
        words.text = "内 {{ number }}"
        part.append(words)
        inner.append(part)
        content.append(inner)
        box.append(content)
        run._r.append(box)

    whole = text(rendered(made(draw), CONTEXT))
    assert "外 李明" in whole
    assert "内 7" in whole


def test_a_template_without_tags_is_a_document() -> None:
    assert text(rendered(lines("没有标记"), {})).strip() == "没有标记"


def test_a_template_may_be_compiled_once_and_rendered_often() -> None:
    from wordfiles import PROPERTIES

    template = WordTemplate.compile(lines("{{ name }}"), "模板.docx")
    first = template.render({"name": "甲"}, PROPERTIES)
    second = template.render({"name": "乙"}, PROPERTIES)
    assert text(first).strip() == "甲"
    assert text(second).strip() == "乙"
    assert template.render({"name": "甲"}, PROPERTIES) == first
