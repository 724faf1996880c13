"""A template whose documents had to go through docxtpl is told at the end of a run, once, with what that costs."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from offices import Office

from docgen.documents.render import CompiledKind, Content, Rendered, render_content
from docgen.kinds.kind import SHIPPED

if TYPE_CHECKING:
    from conftest import Docgen

WORD = ("--format", "docx")


@pytest.fixture
def office(docgen: Docgen, tmp_path: Path) -> Path:
    """An office whose personal form has a place for a sub-document."""
    docgen("init", tmp_path)
    Office().save(tmp_path / "inputs")
    (tmp_path / "inputs" / "廉政风险防控.xlsx").unlink()
    kind = tmp_path / "templates" / "personal_check"
    shutil.copytree(SHIPPED / "personal_check", kind)
    document = docx.Document(kind / "form.docx")
    document.paragraphs[0].insert_paragraph_before("{{p bureau.short_name }}")
    document.save(kind / "form.docx")
    return tmp_path


def with_sub_document(compiled: CompiledKind, wanted: Content, name: str, formats: Sequence[str]) -> Rendered:
    """As `render_content`, with what a program (no workbook) may give a template."""
    if "docx" not in formats:
        return render_content(compiled, wanted, name, formats)
    inner = docx.Document()
    inner.add_paragraph("附件")
    stream = io.BytesIO()
    inner.save(stream)
    stream.seek(0)
    part = compiled.template.docxtpl().new_subdoc(stream)
    bureau = {"short_name": part, **dict.fromkeys(("单位名称", "year"), "")}
    return render_content(compiled, replace(wanted, values={**wanted.values, "bureau": bureau}), name, formats)


def told(err: str, office: Path) -> int:
    return err.count(f"{office / 'templates' / 'personal_check' / 'form.docx'}：模板里放入了 Subdoc")


def test_it_is_told_once_a_template_with_what_to_do(
    docgen: Docgen, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docgen.workers.work.render_content", with_sub_document)
    ran = docgen("-C", office, "build", "--on", "2026-12-20", "--kind", "personal_check", *WORD)
    assert ran.code == 0
    assert told(ran.err, office) == 1
    assert "→ 文件照常生成" in ran.err
    [made] = (office / "outputs").rglob("004*.docx")
    assert "附件" in "".join(item.text for item in docx.Document(made).paragraphs)


def test_plain_values_are_not_slow(docgen: Docgen, office: Path) -> None:
    ran = docgen("-C", office, "build", "--on", "2026-12-20", "--kind", "personal_check", *WORD)
    assert ran.code == 0
    assert told(ran.err, office) == 0
    assert "docxtpl" not in ran.err
