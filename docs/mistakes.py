"""A workbook with twenty mistakes of more than ten kinds, for the guide: as a terminal shows its check, and marked."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import click
from openpyxl import load_workbook

from docgen.cli.help import columns
from docgen.cli.main import program
from docgen.pdf.fonts import find_fonts, private_folders
from docgen.shipped import SAMPLE

WORKBOOK = "廉政风险防控.xlsx"
MARKED = "问题.xlsx"
DAY = "2026-12-31"
WIDTH = 92
"""Columns of the terminal shown."""

MISTAKES: tuple[tuple[str, str, int, Any], ...] = (
    ("机构", "机构名称", 7, "社区纠正中心"),
    ("人员", "工号", 5, 4),
    ("人员", "工号", 6, 5),
    ("人员", "工号", 7, 6),
    ("人员", "身份证号", 12, "11010519491231002"),
    ("人员", "岗位职责", 20, None),
    ("个人风险点", "查找方式", 6, "听说"),
    ("个人风险点", "发生几率", 9, "很高"),
    ("个人风险点", "风险内容", 12, None),
    ("个人风险点", "风险内容", 13, None),
    ("个人风险点", "风险内容", 14, None),
    ("个人风险点", "风险等级", 15, "一级"),
    ("个人风险点", "姓名", 25, "张三"),
    ("个人风险点", "防控措施", 28, "无"),
    ("个人风险点", "表现形式", 30, "有事打他手机 13800138000"),
    ("审核意见", "日期", 8, "十月下旬"),
    ("审核意见", "审核人", 15, "044"),
    ("预警处置", "防控责任人", 3, "099"),
    ("预警处置", "整改期限", 5, date(2026, 10, 1)),
    ("考核", "检查得分", 6, 45),
    ("考核", "检查得分", 9, 45),
)
"""Sheet, column, row and what was typed there."""

RENAMED = ("班子风险点", "班子风险点（2026）")
"""A sheet, and what it was called."""


def write(folder: Path) -> Path:
    """The workbook, in this folder."""
    book = load_workbook(SAMPLE)
    for sheet, heading, row, value in MISTAKES:
        page = book[sheet]
        column = next(cell.column for cell in page[1] if cell.value == heading)
        page.cell(row, column).value = value
    book["考核"].append(["合计", None, 1200])
    book[RENAMED[0]].title = RENAMED[1]
    book.save(folder / WORKBOOK)
    return folder / WORKBOOK


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@contextmanager
def _office() -> Iterator[Path]:
    with TemporaryDirectory() as name, chdir(name):
        write(Path(name))
        yield Path(name)


def shown() -> str:
    """What `docgen check` prints, as it stands in the guide."""
    terminal = _Terminal()
    width = patch.dict("os.environ", COLUMNS=str(WIDTH))
    with _office(), width, redirect_stdout(terminal), redirect_stderr(StringIO()):
        program.main(["check", WORKBOOK, "--on", DAY], standalone_mode=False, obj={})
    return f"```\n{click.unstyle(terminal.getvalue()).strip()}\n```"


PICTURES = (("check_results", "检查结果", "A1:H24"), ("check_marked", "个人风险点", "B1:K15"))
"""Picture, sheet of the marked copy, and what is seen of it."""


def pictures(folder: Path) -> None:
    """Draw the sheets of the marked copy into `folder`, by LibreOffice, as a clerk sees them in Excel or WPS."""
    import pypdfium2

    with _office() as office:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            program.main(["check", WORKBOOK, "--on", DAY, "--annotate", MARKED], standalone_mode=False, obj={})
        for name, sheet, cells in PICTURES:
            book = load_workbook(office / MARKED)
            for other in book.sheetnames:
                if other != sheet:
                    book[other].sheet_state = "hidden"
            page = book[sheet]
            book.active = book.index(page)
            page.print_area = cells
            _heighten(page)
            page.page_setup.orientation = "landscape"
            page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 1
            page.sheet_properties.pageSetUpPr.fitToPage = True
            page.print_options.gridLines = True
            book.save(office / f"{name}.xlsx")
            profile = f"-env:UserInstallation=file://{office}/profile"
            command = ["soffice", profile, "--headless", "--convert-to", "pdf", f"{name}.xlsx"]
            environment = {**os.environ, "FONTCONFIG_FILE": str(_fonts(office))}
            subprocess.run(command, check=True, capture_output=True, env=environment)
            with pypdfium2.PdfDocument(office / f"{name}.pdf") as pdf:
                picture = pdf[0].render(scale=1.6).to_pil().convert("RGB")
            picture.crop(_ink(picture)).quantize(128).save(folder / f"{name}.png", optimize=True)


def _heighten(page: Any) -> None:
    """Rows as high as their text needs: without a window LibreOffice does not see to that."""
    for row in page.iter_rows(max_row=40):
        lines = (
            -(-columns(str(cell.value)) // max(int(page.column_dimensions[cell.column_letter].width) - 1, 1))
            for cell in row
            if cell.value
        )
        page.row_dimensions[row[0].row].height = 16 * max(lines, default=1) if row[0].row > 1 else 24


def _fonts(folder: Path) -> Path:
    """A file that shows LibreOffice the fonts that documents are drawn with."""
    dirs = "".join(f"<dir>{place}</dir>" for place in private_folders())
    faces = "".join(
        f"<alias binding='same'><family>{name}</family><prefer><family>{face.family}</family></prefer></alias>"
        for name in ("宋体", "黑体", "Calibri", "sans-serif")
        for face in find_fonts().resolve(name)[:2]
    )
    target = folder / "fonts.conf"
    target.write_text(f"<fontconfig>{dirs}{faces}<cachedir>{folder / 'cache'}</cachedir></fontconfig>", "utf-8")
    return target


def _ink(picture: Any) -> tuple[int, int, int, int]:
    from PIL import ImageChops

    white = picture.copy()
    white.paste("white", (0, 0, *picture.size))
    left, top, right, bottom = ImageChops.difference(picture, white).getbbox()
    return max(left - 8, 0), max(top - 8, 0), right + 8, bottom + 8
