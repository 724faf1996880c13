"""A document that prints how many days something is over is made again on another day, and it alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import docx
from offices import Office

from docgen.office.folder import lay_out

if TYPE_CHECKING:
    from conftest import Docgen

TOML = """title = "处置台账"
stage = "贯彻执行"
scope = "B"
code = "TZ"
"""
KINDS = ("--kind", "ledger", "--kind", "personal_check")
TEXT = "{% for row in bureau.预警处置 %}{{ row.编号 }} {{ row.state }} 超{{ row.days_over }}天 {% endfor %}"


def test_only_what_prints_the_day_is_made_again_on_another(docgen: Docgen, tmp_path: Path) -> None:
    lay_out(tmp_path)
    office = Office()
    office.set("预警处置", 3, "整改结果", None)
    office.save(tmp_path / "inputs")
    kind = tmp_path / "templates" / "ledger"
    kind.mkdir()
    (kind / "kind.toml").write_text(TOML, "utf-8")
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(kind / "form.docx")

    def build(on: str) -> int:
        ran = docgen("-C", tmp_path, "build", *KINDS, "--format", "docx", "--jobs", "1", "--on", on, "--json")
        assert (ran.code, ran.json["planned"]) == (0, 8), ran.err
        return int(ran.json["written"])

    assert [build(on) for on in ("2026-11-29", "2026-11-29", "2026-11-30")] == [8, 0, 1]
    [file] = (tmp_path / "outputs").rglob("*处置台账*.docx")
    assert "Y-2 未办结 超5天" in docx.Document(str(file)).paragraphs[0].text
