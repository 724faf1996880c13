"""The cover sheet of a print pack as the house draws it: what is in the pack, to be ticked as it comes back signed.

    .venv/bin/python templates/house/pack_cover.py

writes templates/pack_cover/form.docx anew.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from draw import Statement, form, paragraph, table
from parts import PORTRAIT, TEMPLATES, body, heading, styles

PRINTED = "{% if pack.sides == 1 %}单面打印。{% else %}双面打印；每份文件从右手页开始。{% endif %}"
"""How the pack is meant to be printed."""


def cover() -> bytes:
    """打印册封面: portrait, the list of the pack's documents with a column for their return."""
    page = PORTRAIT
    columns = (34.0, 190.0, 132.0, 84.0, page.width - 440.0)
    documents = table(
        columns,
        [
            heading("序号", "文件", "姓名或机构", "编号", "签字后交回"),
            Statement("{%tr for item in items %}"),
            body("={{ loop.index }}", "{{ item.title }}", "={{ item.name }}", "={{ item.number }}", "=□", height=22),
            Statement("{%tr endfor %}"),
        ],
    )
    blocks = [
        paragraph("Title", "{{ pack.title }}"),
        paragraph(
            "Facts",
            "单位：{{ bureau.name }}\t{% if year %}{{ year }}年度{% endif %}\t共 {{ items|length }} 份",
        ),
        documents,
        paragraph("Opinion", f"{PRINTED}签字齐全后按序号交回，在右栏打勾。"),
        paragraph("Gap"),
    ]
    return form(blocks, styles(page), page, paragraph("Page"))


if __name__ == "__main__":
    (TEMPLATES / "pack_cover").mkdir(exist_ok=True)
    (TEMPLATES / "pack_cover" / "form.docx").write_bytes(cover())
