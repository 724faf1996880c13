"""Mutated templates: `template check`, `render` as Word and PDF, `preview`, and a look at what was written."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import traceback
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from docx.shared import Mm
from lxml import etree
from PIL import Image

from docgen.cli.main import program
from docgen.errors import DocgenError, ExitCode
from docgen.shipped import SHIPPED
from tests.mutate.packages import mutated

SUFFIX = ".docx"
KIND = "personal_check"
_ENDS_WELL = (ExitCode.DONE, ExitCode.INPUT_HAS_ERRORS, ExitCode.CANNOT_USE)
_OFTEN = (
    "word/document",
    "word/styles",
    "word/numbering",
    "word/settings",
    "word/header",
    "[Content_Types]",
    "word/_rels",
)
_PREVIEWED = 4
"""One of so many files is looked at as a kind's template as well, which reads the sample workbook each time."""

DATA: dict[str, Any] = {
    "year": 2026,
    "blank": False,
    "bureau": {"name": "某县司法局", "year": 2026},
    "person": {"id": "001", "name": "李明", "duties": "收发\n文件"},
    "risks": [
        {"number": "1", "content": "应收而未收", "level": "一级"},
        {"number": "2", "content": "<逾期> & 未办", "level": "二级"},
    ],
}
"""What templates are filled with; the names are a kind's own, so that a preview knows them."""


def cases(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of `count` mutated templates."""
    return mutated(_bases(), seed, count, _OFTEN)


def try_one(path: Path) -> str | None:
    """Traceback of what went wrong in the program, or what is broken in what it wrote; None if nothing."""
    folder = path.with_name(f"{path.stem}-made")
    folder.mkdir()
    try:
        return _tried(path, folder)
    finally:
        shutil.rmtree(folder)


def _tried(path: Path, folder: Path) -> str | None:
    data = folder / "data.json"
    data.write_text(json.dumps(DATA), "utf-8")
    said = _run("template", "check", str(path))
    for suffix in ("docx", "pdf"):
        result = folder / f"made.{suffix}"
        said = said or _run("template", "render", str(path), "--data", str(data), "-o", str(result))
    if not said and zlib.crc32(path.read_bytes()) % _PREVIEWED == 0:
        own = folder / "office" / "templates" / KIND
        own.mkdir(parents=True)
        (folder / "office" / "docgen.toml").touch()
        shutil.copy(SHIPPED / KIND / "kind.toml", own)
        shutil.copy(path, own / "form.docx")
        said = _run("-C", str(folder / "office"), "template", "preview", KIND, "-o", str(folder))
    return said or next(filter(None, map(_broken, sorted(folder.glob("*.*")))), None)


def _run(*arguments: str) -> str | None:
    """What the program says of itself that it should not: a traceback, an exit code that is none of these commands'."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            code = program.main(list(arguments), prog_name="docgen", standalone_mode=False, obj={})
        except DocgenError as problem:
            return None if problem.message and problem.exit_code in _ENDS_WELL else f"no words: {problem.said}"
        except Exception:
            return traceback.format_exc()
    return None if code in _ENDS_WELL else f"exit code {code}"


def _broken(path: Path) -> str | None:
    """What is not sound in a file that was written, None if all is."""
    if path.suffix == ".pdf":
        try:
            pypdfium2.PdfDocument(path).close()
        except pypdfium2.PdfiumError as problem:
            return f"{path.name}: {problem}"
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    try:
                        etree.fromstring(archive.read(name))
                    except etree.XMLSyntaxError as problem:
                        return f"{path.name}: {name}: {problem}"
                    if name != "word/comments.xml" and b"{{ person." in archive.read(name):
                        return f"{path.name}: {name}: a tag was not filled in"
    return None


@lru_cache(maxsize=1)
def _bases() -> dict[str, bytes]:
    """A kind's own template, an official document's, and one with all that python-docx can put there."""
    stream = io.BytesIO()
    _decorated().save(stream)
    kinds = {name: (SHIPPED / name / "form.docx").read_bytes() for name in (KIND, "programme_plan")}
    return {**kinds, "drawn": stream.getvalue()}


def _decorated() -> Any:
    made = docx.Document()
    made.add_heading("{{ bureau.name }}廉政风险登记", 1)
    made.add_paragraph("姓名：{{ person.name }}　{% if blank %}空白{% else %}工号 {{ person.id }}{% endif %}")
    made.add_paragraph("{{p person.duties }}")
    for text in ("第一条", "第二条"):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("要点", style="List Bullet").add_run("加粗").bold = True
    table = made.add_table(rows=4, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("编号", "内容", "等级"), strict=True):
        cell.text = text
    table.rows[1].cells[0].text = "{%tr for risk in risks %}"
    for cell, text in zip(
        table.rows[2].cells, ("{{ risk.number }}", "{{ risk.content }}", "{{ risk.level }}"), strict=True
    ):
        cell.text = text
    table.rows[3].cells[0].text = "{%tr endfor %}"
    table.add_row().cells[0].merge(table.rows[4].cells[2]).text = "合计 {{ risks|length }}"
    other = made.add_table(rows=1, cols=2)
    other.rows[0].cells[0].text = "{% colspan 2 %}{% cellbg 'D9D9D9' %}{{ year }}"
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    made.add_picture(picture, Mm(20))
    section = made.sections[0]
    section.header.paragraphs[0].text = "{{ bureau.name }}\t\t{{ year }} 年"
    section.footer.paragraphs[0].text = "页脚"
    made.add_section().different_first_page_header_footer = True
    made.add_comment(made.paragraphs[0].runs, "看看", "甲")
    return made
