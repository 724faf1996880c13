"""Mutated workbooks: `check`, `check --annotate`, and a look at what the copy holds."""

from __future__ import annotations

import contextlib
import io
import posixpath
import traceback
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from PIL import Image as Picture

from docgen.cli.main import program
from docgen.errors import DocgenError, ExitCode
from tests.mutate.packages import mutated
from tests.programme.offices import TIDY
from tests.workbook.workbooks import package, rows_xml, sheet_xml

SUFFIX = ".xlsx"
ON = "2026-12-20"
_ENDS_WELL = (ExitCode.DONE, ExitCode.INPUT_HAS_ERRORS, ExitCode.CANNOT_USE)


def cases(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of `count` mutated workbooks."""
    return mutated(_bases(), seed, count, ("xl/worksheets/sheet", "xl/workbook", "xl/sharedStrings", "xl/styles"))


def try_one(path: Path) -> str | None:
    """Traceback of what went wrong in the program, or what is broken in the annotated copy; None if nothing."""
    said = _run("check", str(path), "--on", ON)
    if said:
        return said
    copy = path.with_name(f"{path.stem}-copy.xlsx")
    try:
        said = _run("check", str(path), "--on", ON, "--annotate", str(copy))
        return said or (_broken(copy, path) if copy.exists() else None)
    finally:
        copy.unlink(missing_ok=True)


def _run(*arguments: str) -> str | None:
    """What the program says of itself that it should not: a traceback, an exit code that is none of a check's."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            code = program.main(list(arguments), prog_name="docgen", standalone_mode=False, obj={})
        except DocgenError as problem:
            return None if problem.message else f"no words: {problem.said}"
        except Exception:
            return traceback.format_exc()
    return None if code in _ENDS_WELL else f"exit code {code}"


def _broken(copy: Path, source: Path) -> str | None:
    """What is not sound in a copy and was in its source, None if nothing."""
    before = set(_unsound(source))
    return next((f"copy: {said}" for said in _unsound(copy) if said.partition(":")[0] not in _names(before)), None)


def _names(said: set[str]) -> set[str]:
    return {item.partition(":")[0] for item in said}


def _unsound(path: Path) -> Iterator[str]:
    """What is not sound, each beginning with what it is about."""
    with zipfile.ZipFile(path) as archive:
        bad = archive.testzip()
        if bad:
            yield f"{bad}: does not inflate"
            return
        names = {name.lower() for name in archive.namelist()}
        for name in archive.namelist():
            if not name.lower().endswith((".xml", ".rels", ".vml")):
                continue
            try:
                root = etree.fromstring(archive.read(name))
            except etree.XMLSyntaxError as problem:
                yield f"{name}: {problem}"
                continue
            if name.endswith(".rels"):
                yield from (f"{name} to {item}: leads nowhere" for item in _targets(name, root) if item not in names)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            load_workbook(path).close()
    except Exception:
        yield f"openpyxl: {traceback.format_exc()}"


def _targets(name: str, root: etree._Element) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    for item in root:
        if item.get("TargetMode") != "External":
            target = item.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield whole.lower()


@lru_cache(maxsize=1)
def _bases() -> dict[str, bytes]:
    """An office's workbook with all that openpyxl can put there, and one with inline texts as other programs write."""
    stream = io.BytesIO()
    _decorated().save(stream)
    inline = {
        name: sheet_xml(rows_xml([[str(cell) if isinstance(cell, date) else cell for cell in row] for row in rows]))
        for name, rows in TIDY.items()
    }
    return {"office": stream.getvalue(), "inline": package(inline)}


def _decorated() -> Workbook:
    made = Workbook()
    del made[made.sheetnames[0]]
    for name, rows in TIDY.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    people, office = made["人员"], made["单位"]
    people["A3"].comment = Comment("看看", "甲")
    people["L2"] = "=A2"
    people["M2"] = "=SUM(1,2)"
    people.merge_cells("N2:O4")
    people["D3"].hyperlink = "https://example.cn/"
    people["B2"].font, people["B2"].fill = Font(bold=True), PatternFill("solid", fgColor="FFFFEB9C")
    people.row_dimensions[5].hidden = True
    people.column_dimensions["E"].hidden = True
    people.auto_filter.ref = "A1:J8"
    people.freeze_panes = "B2"
    choices = DataValidation(type="list", formula1='"是,否"')
    choices.add("G2:G8")
    people.add_data_validation(choices)
    office.add_table(Table(displayName="表1", ref=f"A1:B{office.max_row}"))
    picture = io.BytesIO()
    Picture.new("RGB", (4, 4)).save(picture, "PNG")
    office.add_image(Image(picture), "D2")
    made.defined_names["名单"] = DefinedName("名单", attr_text="'人员'!$A$2:$B$8")
    return made
