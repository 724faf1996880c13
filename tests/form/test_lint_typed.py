"""`template check` tells what was typed for a tag and what editing left, with part and place."""

from __future__ import annotations

from wordparts import compiled, p, r

from docgen.findings import Severity
from docgen.form.lint import lint


def told(body: str, **parts: object) -> list[tuple[str, str, str | None]]:
    found = lint(compiled(body, **parts))  # type: ignore[arg-type]
    kinds = ("template.near-tag", "template.draft")
    return [(item.value, str(item.severity), item.sheet) for item in found if item.rule in kinds]


def test_a_near_tag_is_a_warning_with_its_part_and_what_to_type() -> None:
    header = {"header1": p(r("［"), "") + p(r("«单位»"))}
    section = '<w:headerReference w:type="default" r:id="header1"/><w:pgSz w:w="11906" w:h="16838"/>'
    assert told(p(r("姓名｛｛姓名｝｝")), running=header, section=section) == [
        ("｛｛姓名｝｝", Severity.WARNING, "word/document.xml"),
        ("«单位»", Severity.WARNING, "word/header1.xml"),
    ]
    [item] = [item for item in lint(compiled(p(r("姓名｛｛姓名｝｝")))) if item.rule == "template.near-tag"]
    assert "{{ 姓名 }}" in item.hint
    assert "姓名" in item.message


def test_what_editing_left_is_a_note() -> None:
    deleted = f'<w:del w:id="1">{r(inside="<w:delText>旧的</w:delText>")}</w:del>'
    hidden = r("藏着", "<w:vanish/>")
    assert told(p(r("新的") + deleted + hidden)) == [
        ("旧的", Severity.NOTE, "word/document.xml"),
        ("藏着", Severity.NOTE, "word/document.xml"),
    ]
