"""What editing leaves in a template: deleted text is no text, comments and hidden text are told, links are cut."""

from __future__ import annotations

import pytest
from wordfiles import PROPERTIES, made, text

from docgen.word.package import read_package, write_package
from docgen.word.template import WordTemplate

MAIN = "word/document.xml"


def with_body(inside: str, *others: tuple[str, str]) -> WordTemplate:
    """A template of this body; `others` are texts put in place of others in any part."""
    members = read_package(made(lambda document: document.add_paragraph("此处")))
    place = members[MAIN].index(b"<w:body>") + len(b"<w:body>")
    members[MAIN] = members[MAIN][:place] + inside.encode() + members[MAIN][place:]
    for part, content in others:
        members[part] = content.encode()
    return WordTemplate.compile(write_package(members), "模板.docx")


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def t(words: str, name: str = "t") -> str:
    return run(f'<w:{name} xml:space="preserve">{words}</w:{name}>')


DELETED = f'<w:del w:id="8" w:author="甲">{t("{{ 没有的 }}", "delText")}</w:del>'
MOVED = f'<w:moveFrom w:id="9" w:author="甲">{t("{% if x %}")}</w:moveFrom>'


@pytest.mark.parametrize("deleted", [DELETED, MOVED, DELETED + MOVED])
def test_a_deleted_tag_is_no_tag_and_goes_into_no_document(deleted: str) -> None:
    template = with_body(f"<w:p>{t('文{{ a }}')}{deleted}{t('后')}</w:p>")
    output = template.render({"a": "甲"}, PROPERTIES)
    assert text(output).strip().startswith("文甲后")
    assert b"delText" not in read_package(output)[MAIN]
    assert "deleted" in {trace.kind for trace in template.traces}


def test_a_deleted_paragraph_and_a_deleted_row_leave_no_trace() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="甲"/></w:rPr></w:pPr>'
    paragraph = f"<w:p>{mark}{DELETED}</w:p>"
    row = f'<w:tr><w:trPr><w:del w:id="2" w:author="甲"/></w:trPr><w:tc><w:p>{DELETED}</w:p></w:tc></w:tr>'
    kept = f"<w:tr><w:tc><w:p>{t('留')}</w:p></w:tc></w:tr>"
    template = with_body(f"{paragraph}<w:tbl><w:tblPr/><w:tblGrid/>{row}{kept}</w:tbl>")
    assert text(template.render({}, PROPERTIES)).strip() == "[留]\n此处"


def test_a_deleted_paragraph_stays_where_a_cell_would_have_none() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="甲"/></w:rPr></w:pPr>'
    cell = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p>{mark}{DELETED}</w:p></w:tc></w:tr></w:tbl>"
    body = read_package(with_body(cell).render({}, PROPERTIES))[MAIN]
    assert b"<w:tc><w:p>" in body


@pytest.mark.parametrize(
    ("inside", "kind", "words"),
    [
        (f'<w:ins w:id="3" w:author="甲">{t("新的")}</w:ins>', "inserted", "新的"),
        (run("<w:rPr><w:vanish/></w:rPr><w:t>藏着</w:t>"), "hidden", "藏着"),
        (DELETED, "deleted", "{{ 没有的 }}"),
        (run('<w:commentReference w:id="0"/>'), "comment", ""),
    ],
)
def test_what_editing_left_is_found_with_its_place(inside: str, kind: str, words: str) -> None:
    [trace] = with_body(f"<w:p>{t('附近')}{inside}</w:p>").traces
    assert (trace.kind, trace.text, trace.part) == (kind, words, MAIN)
    assert trace.near.startswith("附近")


def test_text_that_is_shown_again_is_not_hidden() -> None:
    shown = run('<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看得见</w:t>')
    assert with_body(f"<w:p>{shown}</w:p>").traces == ()


STYLE = '<w:style w:type="{}" w:styleId="{}">{}{}</w:style>'
BASED, VANISH, SHOWN = '<w:basedOn w:val="{}"/>', "<w:rPr><w:vanish/></w:rPr>", '<w:rPr><w:vanish w:val="0"/></w:rPr>'
STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    + STYLE.format("character", "a", "", VANISH)
    + STYLE.format("character", "b", BASED.format("a"), "")
    + STYLE.format("character", "c", BASED.format("a"), SHOWN)
    + STYLE.format("paragraph", "p", "", VANISH)
    + "</w:styles>"
)


@pytest.mark.parametrize(
    ("paragraph", "character", "own", "hidden"),
    [
        ("", "a", "", True),
        ("", "b", "", True),
        ("", "c", "", False),
        ("p", "", "", True),
        ("p", "a", "", False),
        ("p", "", "<w:vanish w:val='0'/>", False),
        ("", "a", "<w:vanish w:val='0'/>", False),
    ],
)
def test_text_is_hidden_by_its_styles_too(paragraph: str, character: str, own: str, hidden: bool) -> None:
    styled = run(f'<w:rPr><w:rStyle w:val="{character}"/>{own}</w:rPr><w:t>藏着</w:t>') * 2
    block = f'<w:p><w:pPr><w:pStyle w:val="{paragraph}"/></w:pPr>{styled}</w:p>'
    found = with_body(block, ("word/styles.xml", STYLES)).traces
    assert [(trace.kind, trace.text) for trace in found] == ([("hidden", "藏着藏着")] if hidden else [])


def test_a_comment_is_told_with_its_words() -> None:
    def drawn(document: object) -> None:
        paragraph = document.add_paragraph("某句话")  # type: ignore[attr-defined]
        document.add_comment(paragraph.runs, "请核对", "甲")  # type: ignore[attr-defined]

    [trace] = WordTemplate.compile(made(drawn), "模板.docx").traces
    assert (trace.kind, trace.near, trace.text) == ("comment", "某句话", "请核对")


BOUND = (
    '<w:sdt><w:sdtPr><w:alias w:val="标题"/><w:dataBinding w:xpath="/ns1:coreProperties[1]/ns0:title[1]" '
    'w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/><w:text/></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>"
)


@pytest.mark.parametrize("typed", ["{{ 标题 }}", "关于某事的通知"])
def test_a_control_shows_what_was_filled_in_and_not_a_property(typed: str) -> None:
    output = with_body(f"<w:p>{BOUND.replace('{}', typed)}</w:p>").render({"标题": "关于某事的通知"}, PROPERTIES)
    body = read_package(output)[MAIN].decode()
    assert "关于某事的通知" in body
    assert "dataBinding" not in body
    assert 'w:val="标题"' in body


def test_a_template_without_traces_keeps_its_parts_as_they_are() -> None:
    data = made(lambda document: document.add_paragraph("字"))
    template = WordTemplate.compile(data, "模板.docx")
    assert template.members[MAIN] == read_package(data)[MAIN]
    assert template.traces == ()
