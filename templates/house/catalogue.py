"""The list of a year's documents (目录) as the house draws it: what was made, who signs it, what is due.

    .venv/bin/python templates/house/catalogue.py

writes templates/catalogue/form.docx anew.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from draw import Cell, Row, Statement, form, page_number, paragraph, table
from parts import LANDSCAPE, TEMPLATES, body, heading, styles
from word_file import Style


class LinkCell(Cell):
    """A cell whose only text is a file's path: in a workbook it leads there."""

    def xml(self, *given: Any) -> str:
        """The w:tc, its run in a content control that tells it."""
        about = '<w:sdtPr><w:alias w:val="链接"/><w:tag w:val="link"/></w:sdtPr>'
        drawn = super().xml(*given).replace("<w:r>", f"<w:sdt>{about}<w:sdtContent><w:r>")
        return drawn.replace("</w:r>", "</w:r></w:sdtContent></w:sdt>")


def catalogue() -> bytes:
    """目录: landscape, a block for each kind of document, a row for each document."""
    page = LANDSCAPE
    columns = (30.0, 68.0, 58.0, 62.0, 80.0, 30.0, 112.0, 90.0, page.width - 530.0)
    values = (
        "={{ item.place }}",
        "={{ item.department }}",
        "={{ item.subject }}",
        "={{ item.name }}",
        "={{ item.number }}",
        "={{ item.pages }}",
    )
    line = body(*values, height=22)
    signers = Cell([("Fine", "{{ item.signers }}")])
    due = Cell([("Middle", "{{ item.due }}")])
    documents = table(
        columns,
        [
            heading("序号", "机构", "工号|或编号", "姓名|或对象", "文件编号", "页数", "签字（依次）", "期限", "文件"),
            Statement("{%tr for group in groups %}"),
            Row([Cell([("Block", BLOCK)], span=len(columns))], 24),
            Statement("{%tr for item in group.documents %}"),
            Row([*line.cells, signers, due, LinkCell([("Fine", "{{ item.file }}")])], line.height),
            Statement("{%tr endfor %}"),
            Statement("{%tr endfor %}"),
        ],
    )
    blocks = [
        paragraph("Title", "{{ year }}年度文件目录"),
        paragraph("Facts", "单位：{{ bureau.name }}\t\t共 {{ count }} 份"),
        documents,
        paragraph("Gap"),
    ]
    small = Style("Fine", "小表文", "宋体", 9, 12)
    return form(blocks, [*styles(page), small], page, page_number("Page"))


BLOCK = "{{ group.stage }}　{{ group.title }}　{{ group.count }} 份"
"""Over the documents of a kind."""


if __name__ == "__main__":
    (TEMPLATES / "catalogue").mkdir(exist_ok=True)
    (TEMPLATES / "catalogue" / "form.docx").write_bytes(catalogue())
