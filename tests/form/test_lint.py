"""What `template check` tells of a template: losses in PDF, unknown names, layout that will not hold."""

from __future__ import annotations

from typing import Any

import pytest
from wordparts import A4, cell, compiled, p, r, row, style, table

from docgen.findings import Finding, Severity
from docgen.form.lint import STANDARD_FONTS, lint

NAMES = {
    "bureau": frozenset({"name", "year"}),
    "person": frozenset({"id", "name"}),
    "risks": frozenset({"number", "content"}),
    "matters": frozenset({"name", "risks"}),
    "blank": frozenset(),
}
EXACT = '<w:spacing w:line="560" w:lineRule="exact"/>'
FONTS = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'


def line(text: str, fonts: str = FONTS, spacing: str = EXACT) -> str:
    """A paragraph as a standard form has it."""
    return p(r(text, fonts), spacing)


def found(body: str, *, names: Any = NAMES, **parts: Any) -> list[Finding]:
    return lint(compiled(body, **parts), names)


def unknown(text: str) -> list[str]:
    """The names in a paragraph that no context has."""
    return [
        item.message.rpartition("名称“")[2].partition("”")[0]
        for item in found(line(text))
        if item.rule == "template.name"
    ]


def test_a_form_after_the_standard_has_no_finding() -> None:
    heading = row(cell("甲"), cell("乙"), properties="<w:tblHeader/>").replace("<w:p>", f"<w:p><w:pPr>{EXACT}</w:pPr>")
    heading = heading.replace("<w:r>", f"<w:r><w:rPr>{FONTS}</w:rPr>")
    loop = (
        row(cell("{%tr for r in risks %}"))
        + row(f"<w:tc>{line('{{ r.content }}')}</w:tc>")
        + row(cell("{%tr endfor %}"))
    )
    assert found(line("姓名：{{ person.name }}") + table(heading, loop) + line("")) == []


# ---------------------------------------------------------------- losses in PDF


def test_a_loss_in_pdf_is_an_error_with_part_and_nearby_text() -> None:
    [item] = found(p(r("签章处", FONTS, "<w:pict/>"), EXACT))
    assert (item.rule, item.severity, item.sheet) == ("template.pdf-loss", Severity.ERROR, "word/document.xml")
    assert "签章处" in item.message
    assert item.hint


def test_the_same_loss_is_told_once() -> None:
    assert len(found(p(r("章", FONTS, "<w:pict/><w:pict/>"), EXACT))) == 1


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    "text",
    [
        "{{ bureau.name }}{{ person.id }}",
        "{% if blank %}空{% endif %}",
        "{% for x in risks %}{{ loop.index }}{{ x.content }}{% endfor %}",
        "{% for m in matters %}{% for x in m.risks %}{{ x.number }}{% endfor %}{% endfor %}",
        "{% set n = bureau.year + 1 %}{{ n }}",
        "{% macro hi(n) %}{{ n }}{% endmacro %}{{ hi(1) }}",
        "{% for i in range(3) %}{{ i }}{% endfor %}",
        "{{ '&lt;b&gt;' if bureau.year &gt; 2025 else person.name }}",
    ],
)
def test_names_that_exist_are_not_told(text: str) -> None:
    assert unknown(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{ persn.name }}", ["persn"]),
        ("{{ person.nam }}", ["person.nam"]),
        ("{{ person.nam }}{{ person.nam }}", ["person.nam"]),
        ("{% if blnk %}空{% endif %}", ["blnk"]),
        ("{% for x in risk %}{{ x.content }}{% endfor %}", ["risk"]),
        ("{% for x in risks %}{{ x.contents }}{% endfor %}", ["x.contents"]),
        ("{% for m in matters %}{% for x in m.risks %}{{ x.no }}{% endfor %}{% endfor %}", ["x.no"]),
    ],
)
def test_a_name_that_no_context_has_is_told_once(text: str, names: list[str]) -> None:
    assert unknown(text) == names


def test_a_name_in_a_cells_property_a_header_or_a_prefixed_tag_is_told() -> None:
    body = table(row(cell("{% cellbg colour %}甲"))) + p(r("{%p if flag %}")) + p() + p(r("{%p endif %}"))
    messages = [item.message for item in found(body, running={"header1": p(r("{{ top }}"))})]
    assert all(any(f"“{name}”" in message for message in messages) for name in ("colour", "flag", "top"))


def test_a_finding_about_a_name_shows_the_tag_and_what_there_is() -> None:
    [item] = found(line("{{ person.nam }}"))
    assert (item.severity, item.value, item.file) == (Severity.ERROR, "{{ person.nam }}", "表样.docx")
    assert "id、name" in item.hint


def test_without_known_names_none_is_judged() -> None:
    assert found(line("{{ anything.at_all }}"), names=None) == []


# ---------------------------------------------------------------- layout


def rules(body: str, **parts: Any) -> list[str]:
    return [item.rule for item in found(body, **parts)]


@pytest.mark.parametrize(
    ("paper", "told"),
    [
        ('w:w="11906" w:h="16838"', []),
        ('w:w="16838" w:h="11906" w:orient="landscape"', []),
        ('w:w="11907" w:h="16840"', []),
        ('w:w="12240" w:h="15840"', ["template.paper"]),
        ('w:w="10433" w:h="14742"', ["template.paper"]),
    ],
)
def test_paper_other_than_a4_is_told(paper: str, told: list[str]) -> None:
    assert rules(line("文"), section=f"<w:pgSz {paper}/>") == told


@pytest.mark.parametrize("font", sorted(STANDARD_FONTS))
def test_a_standard_font_is_not_told(font: str) -> None:
    assert rules(line("文", f'<w:rFonts w:ascii="宋体" w:eastAsia="{font}"/>')) == []


def test_another_font_is_told_even_where_a_style_names_it() -> None:
    styles = style("正文", '<w:rPr><w:rFonts w:eastAsia="微软雅黑"/></w:rPr>', default=True)
    [item] = found(line("文", ""), styles=styles)
    assert (item.rule, item.severity, item.value) == ("template.font", Severity.NOTE, "微软雅黑")


@pytest.mark.parametrize("spacing", ["", '<w:spacing w:line="360"/>', '<w:spacing w:line="300" w:lineRule="atLeast"/>'])
def test_lines_that_are_not_exact_are_told(spacing: str) -> None:
    [item] = found(line("正文一段", spacing=spacing))
    assert (item.rule, item.severity, item.value) == ("template.line-height", Severity.NOTE, "正文一段")


def test_loose_lines_are_told_together_with_their_number() -> None:
    [item] = found(line("一", spacing="") + line("二", spacing="") + line("", spacing=""))
    assert "2 段" in item.message


def test_a_table_that_grows_wants_a_repeated_heading() -> None:
    columns = (1500, 1500, 1500)
    loop = (
        row(cell("{%tr for x in risks %}"), cell(""), cell("")),
        row(*[f"<w:tc>{line('{{ x.content }}')}</w:tc>"] * 3),
        row(cell("{%tr endfor %}"), cell(""), cell("")),
    )
    heading = row(*[f"<w:tc>{line('头')}</w:tc>"] * 3, properties="<w:tblHeader/>")
    assert rules(table(*loop, grid=columns) + line("")) == ["template.heading-row"]
    assert rules(table(heading, *loop, grid=columns) + line("")) == []
    assert rules(table(row(f"<w:tc>{line('不变')}</w:tc>")) + line("")) == []


def test_errors_come_first() -> None:
    findings = found(
        p(r("文", '<w:rFonts w:eastAsia="微软雅黑"/>') + r("{{ nope }}")), section="<w:pgSz w:w='12240' w:h='15840'/>"
    )
    ranks = [list(Severity).index(item.severity) for item in findings]
    assert len(ranks) > 3
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    "text",
    [
        "{% for x in risks %}{{ x.content }}{% endfor %}{% for x in matters %}{{ x.name }}{% endfor %}",
        "{% for person in risks %}{{ person.content }}{% endfor %}{{ person.name }}",
    ],
)
def test_a_loop_variable_stands_for_the_items_of_its_own_loop(text: str) -> None:
    assert unknown(text) == []


@pytest.mark.parametrize("text", ["{{ remark|default('') }}", "{% if remark is defined %}有{% endif %}"])
def test_a_name_that_may_be_missing_is_no_error(text: str) -> None:
    assert unknown(text) == []


def test_items_of_a_sorted_list_are_judged_too() -> None:
    assert unknown("{% for x in risks|sort(attribute='number') %}{{ x.nope }}{% endfor %}") == ["x.nope"]


def test_a_tag_that_tears_a_table_is_told() -> None:
    torn = table(row(f"<w:tc>{line('{% if blank %}甲')}</w:tc>", f"<w:tc>{line('乙{% endif %}')}</w:tc>")) + line("")
    assert [item.severity for item in found(torn)] == [Severity.ERROR]


def test_a_latin_font_that_is_not_standard_is_told() -> None:
    assert rules(line("abc", '<w:rFonts w:ascii="Comic Sans MS" w:eastAsia="宋体"/>')) == ["template.font"]


def test_a_header_of_two_sections_counts_once() -> None:
    first = f'<w:sectPr>{A4}<w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    [item] = found(p("", first) + line("文"), running={"header1": p(r("页眉", FONTS))})
    assert "1 段" in item.message


def test_a_place_for_a_sub_document_is_noted_where_a_program_may_fill_it() -> None:
    body = line("{{p part }}") + line("{{p part }}") + line("{{ part }} {{r part }}")
    [item] = [item for item in found(body, names=None) if item.rule == "template.sub-document"]
    assert (item.severity, item.value) == (Severity.NOTE, "{{p part }}")
    assert "docxtpl" in item.message
    assert [item.rule for item in found(line("{{ part }}"), names=None)] == []


def test_a_kinds_values_are_text_so_that_nothing_is_slow() -> None:
    assert "template.sub-document" not in rules(line("{{p person.name }}"))


@pytest.mark.parametrize(
    ("tags", "missing"),
    [
        (("sign:本人", "sign:股室负责人", "sign:分管领导"), []),
        (("sign:本人", "sign:分管领导"), ["股室负责人"]),
        (("sign:本人", "sign:{{ opinion.role }}"), []),
        (("sign:{{ opinion.role }}",), ["本人"]),
        ((), ["本人", "股室负责人", "分管领导"]),
    ],
)
def test_a_step_that_signs_nowhere_is_a_warning(tags: tuple[str, ...], missing: list[str]) -> None:
    control = '<w:sdt><w:sdtPr><w:tag w:val="{}"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    cells = "".join(f"<w:tc><w:p>{control.format(tag, r('签名'))}</w:p></w:tc>" for tag in tags or ("other",))
    body = f"<w:tbl><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>"
    chain = {"本人": False, "股室负责人": True, "分管领导": True}
    told = [item for item in lint(compiled(body + A4), None, chain) if item.rule == "template.sign"]
    assert [item.value for item in told] == missing
    assert all(item.severity is Severity.WARNING and item.hint for item in told)


SINGLE = '<w:spacing w:line="240" w:lineRule="auto"/>'
PICTURE_TAG = "{{ risks[0].number|picture(width=30) }}"


def test_a_picture_in_a_line_of_exact_height_is_told() -> None:
    [item] = found(line(PICTURE_TAG))
    assert (item.rule, item.severity, item.value) == ("template.cut-picture", Severity.NOTE, PICTURE_TAG)
    assert not found(line(PICTURE_TAG, spacing=SINGLE)), "its line is as high as the picture"


def test_a_picture_in_a_row_of_exact_height_is_told() -> None:
    def made(rule: str) -> list[Finding]:
        inside = f"<w:tc>{line(PICTURE_TAG, spacing=SINGLE)}</w:tc>"
        return found(table(row(inside, properties=f'<w:trHeight w:val="400" w:hRule="{rule}"/>')))

    assert [item.rule for item in made("exact")] == ["template.cut-picture"]
    assert not made("atLeast")


def test_characters_that_no_font_draws_are_told_with_their_place() -> None:
    body = p(r("第一段")) + p(r("画不出\U0001f600的字")) + p(r("又是\U0001f600")) + A4
    told = lint(compiled(body), undrawable=lambda text: "".join(char for char in text if char > "\uffff"))
    [found] = [item for item in told if item.rule == "template.glyphs"]
    assert "\U0001f600" in str(found.message)
    assert "画不出" in str(found.message)
