"""Public kinds: what they may show, and what stops one document alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from offices import Office

from docgen.errors import ExitCode

if TYPE_CHECKING:
    from conftest import Docgen, Ran

ON = ("--on", "2026-12-20", "--format", "docx")

TOML = """
title = "廉政风险公示表"
stage = "贯彻执行"
scope = "D"
code = "GS"
public = true
shows = ["风险内容", "防控措施", "主要职能"]
"""


@pytest.fixture
def home(docgen: Docgen, tmp_path: Path) -> Path:
    """An office with a public kind of its own."""
    docgen("init", tmp_path / "office")
    for file in (tmp_path / "office" / "inputs").iterdir():
        file.unlink()
    draw(tmp_path / "office", "{{ risk.风险内容 }}{{ risk.防控措施 }}")
    return tmp_path / "office"


def draw(home: Path, row: str) -> Path:
    folder = home / "templates" / "notice"
    folder.mkdir(parents=True, exist_ok=True)
    form = docx.Document()
    for text in ("{{ document.title }} {{ department.主要职能 }}", "{%p for risk in risks %}", row, "{%p endfor %}"):
        form.add_paragraph(text)
    form.add_paragraph("监督电话：{{ bureau.监督电话 }} {{ bureau.监督邮箱 }}")
    form.save(folder / "form.docx")
    (folder / "kind.toml").write_text(TOML, "utf-8")
    return folder / "form.docx"


def build(docgen: Docgen, home: Path, office: Office, *options: str) -> Ran:
    office.save(home / "inputs")
    return docgen("-C", home, "build", *ON, "--kind", "notice", "--json", *options)


def test_a_template_that_shows_another_column_fails_alone_and_names_it(docgen: Docgen, home: Path) -> None:
    form = draw(home, "{{ risk.风险内容 }}{{ risk.responsible.姓名 }}{{ risk.likelihood }}")
    checked = docgen("template", "check", form, "--json")
    assert checked.code == ExitCode.INPUT_HAS_ERRORS
    told = [item["value"] for item in checked.json["findings"] if item["rule"] == "template.not-shown"]
    assert told == ["姓名", "发生几率"]
    ran = build(docgen, home, Office(), "--kind", "department_check")
    assert (ran.code, ran.json["written"] > 0) == (ExitCode.SOME_FAILED, True)
    [failure] = ran.json["failures"]
    assert failure["id"] == "notice"
    assert "姓名、发生几率" in failure["reason"]
    assert not list((home / "outputs").rglob("*公示表*.docx"))


@pytest.mark.parametrize(
    ("text", "what"),
    [("联系13800138000", "手机号码"), ("见110101199003074514", "身份证号"), ("寄 wang@example.com", "电子邮箱")],
)
def test_a_private_text_stops_its_document_alone_and_names_the_cell(
    docgen: Docgen, home: Path, text: str, what: str
) -> None:
    office = Office()
    cell = office.set("机构", 2, "主要职能", text)
    name = office.sheets["机构"][1][0]
    ran = build(docgen, home, office)
    assert (ran.code, ran.json["written"]) == (ExitCode.SOME_FAILED, len(office.sheets["机构"]) - 2), ran.out
    [failure] = ran.json["failures"]
    assert failure["id"] == f"notice/{name}"
    for word in ("表.xlsx", "「机构」", cell, "主要职能", what):
        assert word in failure["reason"]
    pack = docgen("-C", home, "build", *ON[:2], "--kind", "notice", "--pack", "department")
    assert pack.code == ExitCode.SOME_FAILED
    assert f"请从这一格删去{what}" in pack.err


def test_it_stops_also_where_a_run_goes_on_beside_errors(docgen: Docgen, home: Path) -> None:
    office = Office()
    row = next(number for number, line in enumerate(office.sheets["机构风险点"], start=1) if number > 1 and line)
    office.set("机构风险点", row, "防控措施", "双人复核，疑问请拨13800138000")
    office.set("机构", 3, "主要职能", "投诉请拨13900139000")
    ran = build(docgen, home, office, "--keep-going")
    assert ran.code == ExitCode.SOME_FAILED
    assert len(ran.json["failures"]) == 2


def test_the_offices_own_hotline_and_address_are_there_to_be_public(docgen: Docgen, home: Path) -> None:
    office = Office()
    office.setting("监督电话", "13800138000")
    office.setting("监督邮箱", "jiandu@example.com")
    office.set("机构", 2, "主要职能", "受理举报（１３８ ００１３ ８０００，jiandu@example.com）")
    ran = build(docgen, home, office)
    assert (ran.code, ran.json["failures"]) == (0, []), ran.out
