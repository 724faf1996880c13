"""What looks like a tag and is none: what was typed, what is meant, and what is not taken for one."""

from __future__ import annotations

import pytest

from docgen.word.neartags import near_tags

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def body(inside: str) -> str:
    return f"<w:document {W}><w:body>{inside}</w:body></w:document>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def told(text: str) -> list[tuple[str, str]]:
    """What is told of a paragraph cut into runs of three letters: as typed, and what is meant."""
    escaped = text.replace("&", "&amp;").replace("<", "\n").replace(">", "\r")
    pieces = [escaped[at : at + 3].replace("\n", "&lt;").replace("\r", "&gt;") for at in range(0, len(escaped), 3)]
    return [(item.typed, item.meant) for item in near_tags(body(f"<w:p>{''.join(map(run, pieces))}</w:p>"))]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("｛｛ 姓名 ｝｝", "{{ 姓名 }}"),
        ("｛｛person．姓名｝｝", "{{ person.姓名 }}"),
        ("｛｛姓名}}", "{{ 姓名 }}"),
        ("{｛ 姓名 ｝}", "{{ 姓名 }}"),
        ("{ { 姓名 } }", "{{ 姓名 }}"),
        ("｛％ for r in risks ％｝", "{% for r in risks %}"),
        ("{％tr endfor ％}", "{%tr endfor %}"),
        ("{ name }", "{{ name }}"),
        ("{姓名}", "{{ 姓名 }}"),
        ("{person.name}", "{{ person.name }}"),
        ("{name}}", "{{ name }}"),
        ("${name}", "{{ name }}"),
        ("＄｛姓名｝", "{{ 姓名 }}"),
        ("{#rows}", "{% for item in rows %}"),
        ("{/rows}", "{% endfor %}"),
        ("{/}", "{% endfor %}"),
        ("«姓名»", "{{ 姓名 }}"),
        ("<<name>>", "{{ name }}"),
        ("[[name]]", "{{ name }}"),
        ("【【姓名】】", "{{ 姓名 }}"),
        ("姓名}}", ""),
    ],
)
def test_a_near_tag_is_told_with_what_to_type(typed: str, meant: str) -> None:
    shown = "}}" if not meant else typed
    assert told(f"前文 {typed} 后文") == [(shown, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "{{ 姓名 }}{% if a %}{{ b }}{% endif %}{# 注 #}",
        "集合 {1, 2, 3}，区间 [1]，《条例》、“引文”",
        "《《条例》释义》、〔2026〕1号、［1］",
        "a << b，c >> d，5%}",
        "",
    ],
)
def test_other_signs_are_left_alone(text: str) -> None:
    assert [item for item in told(text) if item[1]] == []


def test_several_are_told_in_their_order() -> None:
    assert told("{乙} ｛｛甲｝｝ [[丙]]") == [
        ("{乙}", "{{ 乙 }}"),
        ("｛｛甲｝｝", "{{ 甲 }}"),
        ("[[丙]]", "{{ 丙 }}"),
    ]


MERGE = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> MERGE</w:instrText></w:r>'
    '<w:r><w:instrText>FIELD 姓名 \\* MERGEFORMAT</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    f'{run("«姓名»")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


@pytest.mark.parametrize(
    "paragraph", [MERGE, f'<w:p><w:fldSimple w:instr=" MERGEFIELD 姓名 ">{run("«姓名»")}</w:fldSimple></w:p>']
)
def test_a_field_of_words_mail_merge_is_told_once(paragraph: str) -> None:
    [item] = near_tags(body(paragraph))
    assert (item.kind, item.meant) == ("field", "{{ 姓名 }}")
