"""Small workbooks for tests: a whole valid one, changed where a test wants it, and packages made by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

from docgen.findings import Finding
from docgen.workbook.read import read_workbook
from docgen.workbook.rows import Book
from docgen.workbook.schema import SHEETS

Rows = Sequence[Sequence[Any]]

TIDY: Mapping[str, Rows] = {
    "单位": [
        ["项目", "内容"],
        ["单位名称", "某某市司法局"],
        ["年度", 2026],
        ["发文代字", "某司发"],
        ["主要负责人", "001"],
        ["监督电话", "0791-81234567"],
    ],
    "机构": [
        ["机构名称", "机构类型", "负责人", "分管领导", "主要职能"],
        ["综合股", "股室", "002", "001", "日常运转"],
    ],
    "人员": [
        ["工号", "姓名", "机构", "职务", "岗位", "岗位职责", "班子成员", "身份证号"],
        ["001", "钟正明", None, "局长", "全面工作", "主持全局工作", "是", None],
        ["002", "李明", "综合股", "股长", "综合管理", "负责综合股", "否", None],
    ],
}

SIGNAL_HEADING = ["编号", "日期", "对象类型", "对象", "信息来源", "情况", "处置方式", "整改期限", "防控责任人"]


def signal(**cells: Any) -> Rows:
    """A 预警处置 sheet of one tidy row, changed where said."""
    tidy = ["2026-01", "2026-9-15", "个人", "002", "信访举报", "办理时限偏长", "预警", None, "001"]
    row = dict(zip(SIGNAL_HEADING, tidy, strict=True)) | cells
    return [list(row), list(row.values())]


def scores(**cells: Any) -> Rows:
    """A 考核 sheet of one tidy row, changed where said."""
    row: dict[str, Any] = {
        "机构名称": "综合股",
        "考核项目": "组织领导",
        "分值": 10,
        "自查得分": 9,
        "检查得分": 8.5,
    } | cells
    return [list(row), list(row.values())]


def workbook(**sheets: Rows) -> Workbook:
    """The tidy workbook with these sheets put in or replaced."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in {**TIDY, **sheets}.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(list(row))
    return made


def save(folder: Path, made: Workbook, name: str = "表.xlsx") -> Path:
    path = folder / name
    made.save(path)
    return path


def read(folder: Path, made: Workbook | None = None, **sheets: Rows) -> Book:
    """What reading gives for the tidy workbook changed as said."""
    return read_workbook(save(folder, made or workbook(**sheets)))


def told(findings: Sequence[Finding]) -> list[tuple[str, str, str | None, str | None]]:
    """Rule, severity, sheet and cell of each finding."""
    return [(item.rule, str(item.severity), item.sheet, item.cell) for item in findings]


# Packages by hand

_CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def rows_xml(rows: Rows, start: int = 1) -> str:
    """<row> elements with inline texts and numbers."""
    lines = []
    for number, row in enumerate(rows, start):
        cells = []
        for position, value in enumerate(row):
            place = f"{chr(65 + position)}{number}"
            if isinstance(value, int | float):
                cells.append(f'<c r="{place}"><v>{value}</v></c>')
            elif value is not None:
                cells.append(f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(lines)


def sheet_xml(body: str, after: str = "", before: str = "", namespace: str = MAIN) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{namespace}">{before}'
        f"<sheetData>{body}</sheetData>{after}</worksheet>"
    )


def package(
    sheets: Mapping[str, str | bytes], *, workbook_pr: str = "", parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """An .xlsx of sheet parts given as XML; the tidy sheets stand beside them unless replaced."""
    whole = {name: sheet_xml(rows_xml(rows)) for name, rows in TIDY.items()} | dict(sheets)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(whole, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(whole) + 1)
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">{workbook_pr}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELS}">{relations}</Relationships>',
        **{f"xl/worksheets/sheet{number}.xml": xml for number, xml in enumerate(whole.values(), 1)},
        **(parts or {}),
    }
    return zipped(members)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def read_bytes(folder: Path, data: bytes, name: str = "表.xlsx") -> Book:
    path = folder / name
    path.write_bytes(data)
    return read_workbook(path)


def declared() -> dict[str, list[str]]:
    """Sheet → names of all its columns."""
    return {name: [column.name for column in sheet.columns] for name, sheet in SHEETS.items()}


RISKS = ["工号", "风险类别", "风险内容", "表现形式", "查找方式", "发生几率", "危害程度", "防控措施"]
RISK = ["002", "岗位职责", "把关不严", "违规受理", "自己找", "高", "重", "双人审核"]


def risk(**cells: Any) -> list[Any]:
    """A row of 个人风险点, changed where a test wants it."""
    return list((dict(zip(RISKS, RISK, strict=True)) | cells).values())


def people(book: Book) -> list[object]:
    """The 工号 that were read."""
    return [row["工号"] for row in book.sheets["人员"].rows]
