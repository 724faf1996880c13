"""Kinds of shapes that the shipped ones do not have, each drawn as a template and told as a kind.toml."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import load_workbook
from pictures import bmp, png

from docgen.programme.assemble import assemble
from docgen.shipped import SAMPLE
from docgen.workbook.read import read_workbook

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><circle cx="30" cy="20" r="18" fill="#1c5"/></svg>'
)

PHOTO = "照片"
"""A column of this office's own, which names a picture."""

PICTURES = ("甲.png", "乙.bmp", "丙.svg")
"""Those of the first three people at the first meeting."""

[BUREAU] = assemble([read_workbook(SAMPLE)]).bureaus


# ---------------------------------------------------------------- forms


def line(document: Any, text: str, size: float = 12) -> None:
    """A paragraph of exact line height, in fonts that official forms are set in."""
    paragraph = document.add_paragraph()
    _set(paragraph, text, size)


def _set(paragraph: Any, text: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = "宋体"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    paragraph.paragraph_format.line_spacing = Pt(size * 1.5)
    paragraph.paragraph_format.space_after = Pt(0)


def rows(document: Any, *lines: Sequence[str]) -> None:
    """A table with a repeated heading."""
    table = document.add_table(len(lines), len(lines[0]), style="Table Grid")
    for place, (row, texts) in enumerate(zip(table.rows, lines, strict=True)):
        if place == 0:
            row._tr.get_or_add_trPr().append(docx.oxml.OxmlElement("w:tblHeader"))
        for cell, text in zip(row.cells, texts, strict=True):
            _set(cell.paragraphs[0], text, 10.5)


def opinions(document: Any) -> None:
    rows(
        document,
        ("栏目", "意见"),
        ("{%tr for opinion in opinions %}", ""),
        (
            "{{ opinion.label }}",
            "{{ opinion.意见 }}{% if opinion.given %}{{ opinion.审核人 }} {{ opinion.日期 }}{% endif %}",
        ),
        ("{%tr endfor %}", ""),
    )


def notice(document: Any) -> None:
    """A notice with a slip to tear off."""
    line(document, "{{ document.title }}", 22)
    line(document, "{{ document.number }}({{ event.编号 }})")
    line(document, "{{ event.对象 }}：")
    line(document, "{{ event.日期 }}，{{ event.信息来源 }}反映：{{ event.情况 }}")
    line(document, "请于{{ event.整改期限 }}前：{{ event.整改要求 }}")
    line(document, "防控责任人：{{ event.防控责任人 }}{% if not blank %}({{ event.防控责任人.职务 }}){% endif %}")
    opinions(document)
    line(document, "………………………………{{ document.number }}………………………………")
    line(document, "回执：{{ event.subject }} 已收到{{ document.title }}。签名：　　　　年　月　日")


def signin(document: Any) -> None:
    """One sheet a meeting."""
    line(document, "{{ document.title }}", 22)
    line(document, "会议：{{ event.会议 }}　日期：{{ event.日期 }}　应到{{ event.rows|length }}人")
    rows(
        document,
        ("序号", "姓名", "机构", "签名"),
        ("{%tr for row in event.rows %}", "", "", ""),
        ("{{ loop.index }}", "{{ row.姓名 }}", "{{ row.机构 }}", ""),
        ("{%tr endfor %}", "", "", ""),
        ("{%tr for number in blank_rows %}", "", "", ""),
        ("{{ number }}", "", "", ""),
        ("{%tr endfor %}", "", "", ""),
    )


def decision(document: Any) -> None:
    """Two sheets of one case."""
    line(document, "{{ document.title }}", 22)
    line(document, "{{ document.number }}")
    line(document, "{{ person.姓名 }}同志({{ person.职务 }}，{{ department.机构名称 }})：")
    line(document, "{{ event.事由 }}。依据{{ event.追究依据 }}，决定：")
    line(
        document,
        "{% if document.copy == 'leader' %}{{ event.分管领导追究方式 }}{% else %}{{ event.直接责任人追究方式 }}{% endif %}",
    )
    line(document, "{% if document.others %}另见{{ document.others }}。{% endif %}{{ event.决定日期 }}")


def scheme(document: Any) -> None:
    """A document of the bureau on several pages."""
    line(document, "{{ document.title }}", 22)
    line(document, "{{ document.number }}")
    line(
        document,
        "{{ bureau.单位名称 }}{{ bureau.党组织名称 }}：动员部署到{{ bureau.动员部署截止 }}，调整修正到{{ bureau.调整修正截止 }}。",
    )
    rows(
        document,
        ("小组职务", "姓名", "职务"),
        ("{%tr for member in group %}", "", ""),
        ("{{ member.小组职务 }}", "{{ member.姓名 }}", "{{ member.职务 }}"),
        ("{%tr endfor %}", "", ""),
    )
    document.add_page_break()
    line(document, "各机构：", 16)
    rows(
        document,
        ("机构", "负责人", "人数"),
        ("{%tr for item in bureau.departments %}", "", ""),
        ("{{ item.机构名称 }}", "{{ item.负责人 }}", "{{ item.people|length }}"),
        ("{%tr endfor %}", "", ""),
    )
    document.add_page_break()
    line(document, "全部风险 {{ risks|length }} 条，预警 {{ bureau.预警处置|length }} 条。")


def assessment(document: Any) -> None:
    """A landscape table for each department and for the bureau."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    line(document, "{{ document.title }}", 22)
    line(document, "{% if department.机构名称 %}{{ department.机构名称 }}{% else %}{{ bureau.单位名称 }}{% endif %}")
    rows(
        document,
        ("编号", "岗位/环节", "风险内容", "几率", "危害", "等级"),
        ("{%tr for risk in risks %}", "", "", "", "", ""),
        (
            *("{{ risk.风险编号 }}", "{{ risk.owner }}{{ risk.业务环节 }}", "{{ risk.风险内容 }}"),
            *("{{ risk.发生几率 }}", "{{ risk.危害程度 }}", "{{ risk.风险等级 }}"),
        ),
        ("{%tr endfor %}", "", "", "", "", ""),
        ("{%tr for number in blank_rows %}", "", "", "", "", ""),
        ("{{ number }}", "", "", "", "", ""),
        ("{%tr endfor %}", "", "", "", "", ""),
    )
    opinions(document)


def photographs(document: Any) -> None:
    """A picture on each row; its paragraph's line is as high as the picture."""
    line(document, "{{ document.title }}", 22)
    line(document, "{{ event.会议 }}　{{ event.日期 }}")
    rows(
        document,
        ("姓名", "机构", "照片"),
        ("{%tr for row in event.rows %}", "", ""),
        ("{{ row.姓名 }}", "{{ row.机构 }}", f"{{{{ row.{PHOTO}|default('')|picture(width=30) }}}}"),
        ("{%tr endfor %}", "", ""),
        ("{%tr for number in blank_rows %}", "", ""),
        ("{{ number }}", "", ""),
        ("{%tr endfor %}", "", ""),
    )
    document.tables[0].cell(2, 2).paragraphs[0].paragraph_format.line_spacing = 1.0


# ---------------------------------------------------------------- shapes


@dataclass(frozen=True)
class Shape:
    """A kind of a new shape, and what of the sample must stand in its first document."""

    id: str
    draw: Callable[[Any], None]
    toml: str
    ids: tuple[str, ...]
    """Of all its documents, as the contract says."""
    texts: tuple[str, ...]
    pages: int = 1
    formats: tuple[str, ...] = ("docx", "pdf")


def _events(sheet: str, **wanted: str) -> list[Any]:
    return [
        event for event in BUREAU.events[sheet] if all(event.row.text(name) == value for name, value in wanted.items())
    ]


WARNINGS = _events("预警处置", 处置方式="预警")
CASES = _events("责任追究")
MEETINGS = list(dict.fromkeys(f"{item.row.text('会议')}·{item.row['日期']}" for item in _events("会议签到")))

SHAPES = (
    Shape(
        "warning",
        notice,
        """
        title = "廉政风险预警通知书"
        stage = "贯彻执行"
        scope = "E"
        code = "YJ"
        blank_rows = 0
        chain = ["领导小组"]
        rows = "预警处置"
        where = {"处置方式" = "预警"}
        number = "{发文代字}廉预〔{year}〕{serial}号"
        """,
        tuple(f"warning/{item.number}" for item in WARNINGS),
        ("廉预〔2026〕1号", "回执", "反映", "领导小组意见", WARNINGS[0].row.text("情况")[:8]),
    ),
    Shape(
        "signin",
        signin,
        """
        title = "会议签到表"
        stage = "动员部署"
        scope = "E"
        code = "QD"
        blank_rows = 20
        rows = "会议签到"
        group = ["会议", "日期"]
        """,
        tuple(f"signin/{name}" for name in MEETINGS),
        (MEETINGS[0].partition("·")[0], "应到", *(item.row.text("姓名") for item in _events("会议签到")[:3])),
        pages=2,
    ),
    Shape(
        "decision",
        decision,
        """
        title = "责任追究通知书"
        stage = "调整修正"
        scope = "E"
        code = "ZJ"
        blank_rows = 0
        chain = ["决定机关"]
        rows = "责任追究"
        copies = {direct = "直接责任人", leader = "分管领导"}
        """,
        tuple(f"decision/{item.number}/{copy}" for item in CASES for copy in ("direct", "leader")),
        (
            "另见ZJ-2026-002",
            CASES[0].row.text("直接责任人追究方式"),
            BUREAU.person_name(CASES[0].people["直接责任人"]),
        ),
    ),
    Shape(
        "scheme",
        scheme,
        """
        title = "关于印发实施方案的通知"
        stage = "动员部署"
        scope = "B"
        code = "FA"
        series = "发文"
        number = "{党组织发文代字}〔{year}〕{serial}号"
        """,
        ("scheme/-",),
        ("〔2026〕1号", "动员部署到2026年", *(member.name for member in BUREAU.group), *BUREAU.departments),
        pages=3,
    ),
    Shape(
        "assessment",
        assessment,
        """
        title = "廉政风险等级评估表"
        stage = "贯彻执行"
        scope = ["D", "B"]
        code = "PG"
        blank_rows = 8
        orientation = "landscape"
        chain = ["领导小组", "党组织审核"]
        opinions = "登记册"
        """,
        (*(f"assessment/{name}" for name in BUREAU.departments), "assessment/-"),
        (next(iter(BUREAU.departments)), "审核意见", "领导小组意见"),
        pages=2,
    ),
    Shape(
        "ledger",
        assessment,
        """
        title = "廉政风险台账"
        stage = "调整修正"
        scope = ["D", "B"]
        code = "TZ"
        blank_rows = 8
        formats = "xlsx"
        orientation = "landscape"
        """,
        (*(f"ledger/{name}" for name in BUREAU.departments), "ledger/-"),
        (next(iter(BUREAU.departments)), "风险内容", "一级"),
        formats=("xlsx",),
    ),
    Shape(
        "photos",
        photographs,
        """
        title = "会议影像表"
        stage = "动员部署"
        scope = "E"
        code = "YX"
        blank_rows = 5
        formats = ["docx", "pdf", "xlsx"]
        rows = "会议签到"
        group = ["会议", "日期"]
        """,
        tuple(f"photos/{name}" for name in MEETINGS),
        (*(item.row.text("姓名") for item in _events("会议签到")[:3]), "会议影像表"),
        pages=2,
        formats=("docx", "pdf", "xlsx"),
    ),
)


def give_photographs(inputs: Path) -> None:
    """The column 照片 in the sample's workbook and what it names beside it."""
    path = inputs / "示例.xlsx"
    book = load_workbook(path)
    sheet = book["会议签到"]
    [heading] = [row for row in range(1, 5) if "会议" in [cell.value for cell in sheet[row]]]
    column = sheet.max_column + 1
    sheet.cell(heading, column, PHOTO)
    for row, name in enumerate(PICTURES, heading + 1):
        sheet.cell(row, column, f"照片/{name}")
    book.save(path)
    (inputs / "照片").mkdir()
    for name, data in zip(PICTURES, (png(60, 40), bmp(60, 40), SVG), strict=True):
        (inputs / "照片" / name).write_bytes(data)
