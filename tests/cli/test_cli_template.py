"""`docgen template`: for those who edit templates."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement

from docgen.errors import ExitCode
from docgen.kinds.kind import SHIPPED
from docgen.pdf.verify import verify

if TYPE_CHECKING:
    from conftest import Docgen


def template(folder: Path, *texts: str) -> Path:
    document = docx.Document()
    for item in texts:
        document.add_paragraph(item)
    document.save(folder / "模板.docx")
    return folder / "模板.docx"


def data(folder: Path, value: object) -> Path:
    (folder / "数据.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return folder / "数据.json"


def test_any_template_with_any_data_as_word_and_pdf(docgen: Docgen, tmp_path: Path) -> None:
    form = template(tmp_path, "致{{ name }}:", "{%p for x in items %}", "{{ loop.index }}. {{ x }}", "{%p endfor %}")
    values = data(tmp_path, {"name": "李喆<&>", "items": ["一", "{{ 7*7 }}"]})
    for suffix in ("docx", "pdf"):
        assert docgen("template", "render", form, "--data", values, "-o", tmp_path / f"结果.{suffix}").code == 0
    lines = [item.text for item in docx.Document(tmp_path / "结果.docx").paragraphs]
    assert lines == ["致李喆<&>:", "1. 一", "2. {{ 7*7 }}"]
    assert verify((tmp_path / "结果.pdf").read_bytes(), lines).problems == ()


def test_data_may_come_from_standard_input(docgen: Docgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"name": "甲"}'))
    form = template(tmp_path, "{{ name }}")
    assert docgen("template", "render", form, "--data", "-", "-o", tmp_path / "r.docx").code == 0
    assert docx.Document(tmp_path / "r.docx").paragraphs[0].text == "甲"


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [("[1]", ExitCode.CANNOT_USE, "{"), ("{'a': 1}", ExitCode.CANNOT_USE, "JSON"), (None, ExitCode.CANNOT_USE, "数据")],
)
def test_data_that_cannot_be_used(docgen: Docgen, tmp_path: Path, text: str | None, code: int, told: str) -> None:
    values = tmp_path / "数据.json"
    if text is not None:
        values.write_text(text, "utf-8")
    ran = docgen("template", "render", template(tmp_path, "x"), "--data", values, "-o", tmp_path / "r.docx")
    assert ran.code == code
    assert told in ran.err
    assert not (tmp_path / "r.docx").exists()


def test_a_result_is_a_docx_or_a_pdf(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("template", "render", template(tmp_path, "x"), "--data", data(tmp_path, {}), "-o", tmp_path / "r.odt")
    assert ran.code == ExitCode.WRONG_USAGE


def test_a_name_that_the_data_lacks_is_told_with_its_tag(docgen: Docgen, tmp_path: Path) -> None:
    form = template(tmp_path, "{{ name }}", "{{ missing }}")
    for suffix in ("docx", "pdf"):
        ran = docgen("template", "render", form, "--data", data(tmp_path, {"name": 1}), "-o", tmp_path / f"r.{suffix}")
        assert ran.code == ExitCode.CANNOT_USE
        assert "missing" in ran.err
        assert not (tmp_path / f"r.{suffix}").exists()


# ---------------------------------------------------------------- check


def test_a_shipped_form_has_nothing_to_tell(docgen: Docgen) -> None:
    for form in SHIPPED.glob("*/form.docx"):
        ran = docgen("template", "check", form)
        assert ran.code == 0
        assert "错误 0 处，提醒 0 处，说明 0 处" in ran.out


def kind_folder(folder: Path, change: object) -> Path:
    kind = folder / "personal_check"
    kind.mkdir()
    for name in ("form.docx", "kind.toml"):
        (kind / name).write_bytes((SHIPPED / "personal_check" / name).read_bytes())
    document = docx.Document(kind / "form.docx")
    change(document)  # type: ignore[operator]
    document.save(kind / "form.docx")
    return kind / "form.docx"


def test_names_that_do_not_exist_are_told_with_those_that_do(docgen: Docgen, tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.paragraphs[0].insert_paragraph_before("{{ persn.name }} {{ person.nam }} {{ year }}")

    ran = docgen("template", "check", kind_folder(tmp_path, change), "--json")
    assert ran.code == ExitCode.INPUT_HAS_ERRORS
    found = [(item["rule"], item["message"]) for item in ran.json["findings"] if item["severity"] == "error"]
    assert [rule for rule, _ in found] == ["template.name", "template.name"]
    assert any("persn" in message for _, message in found)
    assert any("person.nam" in message for _, message in found)


def test_fields_of_a_loops_items_are_known(docgen: Docgen, tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.paragraphs[0].insert_paragraph_before("{% for risk in risks %}{{ risk.mesure }}{% endfor %}")

    [item] = [
        item
        for item in docgen("template", "check", kind_folder(tmp_path, change), "--json").json["findings"]
        if item["severity"] == "error"
    ]
    assert "risk.mesure" in item["message"]


def test_what_cannot_become_pdf_is_named_with_its_place_and_stops_pdf_only(docgen: Docgen, tmp_path: Path) -> None:
    form = template(tmp_path, "正文", "有文本框的一段")
    document = docx.Document(form)
    document.paragraphs[1].add_run()._r.append(OxmlElement("w:pict"))
    document.save(form)
    ran = docgen("template", "check", form, "--json")
    assert ran.code == ExitCode.INPUT_HAS_ERRORS
    [item] = [item for item in ran.json["findings"] if item["severity"] == "error"]
    assert item["rule"] == "template.pdf-loss"
    assert item["sheet"] == "word/document.xml"
    assert "有文本框的一段" in item["message"]


def test_loose_layout_is_noted(docgen: Docgen, tmp_path: Path) -> None:
    found = docgen("template", "check", template(tmp_path, "正文"), "--json").json["findings"]
    rules = {item["rule"] for item in found}
    assert {"template.paper", "template.line-height"} <= rules


def test_a_tag_that_cannot_be_read_is_told(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("template", "check", template(tmp_path, "{% if x %}没有结束"))
    assert ran.code == ExitCode.CANNOT_USE
    assert "if" in ran.err


def test_a_file_that_is_no_template(docgen: Docgen, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_text("no")
    for path in (tmp_path / "x.docx", tmp_path / "absent.docx"):
        ran = docgen("template", "check", path)
        assert ran.code == ExitCode.CANNOT_USE
        assert str(path) in ran.err


# ---------------------------------------------------------------- copy and preview


def test_a_copied_kind_is_the_offices_own_from_then_on(docgen: Docgen, tmp_path: Path) -> None:
    docgen("init", tmp_path)
    assert docgen("-C", tmp_path, "template", "copy", "personal_check").code == 0
    own = tmp_path / "templates" / "personal_check"
    assert (own / "form.docx").read_bytes() == (SHIPPED / "personal_check" / "form.docx").read_bytes()
    (own / "kind.toml").write_text((own / "kind.toml").read_text("utf-8").replace("个人廉政", "本局个人廉政"), "utf-8")
    assert "本局个人廉政风险自查表" in docgen("-C", tmp_path, "kinds").out
    again = docgen("-C", tmp_path, "template", "copy", "personal_check")
    assert again.code == ExitCode.CANNOT_USE
    assert "本局" in (own / "kind.toml").read_text("utf-8")


def test_copying_needs_an_office_and_a_kind_that_there_is(
    docgen: Docgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert docgen("template", "copy", "personal_check").code == ExitCode.WRONG_USAGE
    docgen("init", ".")
    ran = docgen("template", "copy", "personal")
    assert ran.code == ExitCode.WRONG_USAGE
    assert "personal_check" in ran.err


def test_a_preview_shows_the_form_filled_and_blank(docgen: Docgen, tmp_path: Path) -> None:
    ran = docgen("template", "preview", "department_check", "-o", tmp_path)
    assert ran.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "股室(所、中心)廉政风险自查表(十二条风险和长文).docx",
        "股室(所、中心)廉政风险自查表(十二条风险和长文).pdf",
        "股室(所、中心)廉政风险自查表(空白).docx",
        "股室(所、中心)廉政风险自查表(空白).pdf",
        "股室(所、中心)廉政风险自查表.docx",
        "股室(所、中心)廉政风险自查表.pdf",
    ]
