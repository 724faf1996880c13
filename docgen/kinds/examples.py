"""A kind's own examples: `examples/<name>.toml` in its folder, a small workbook as text.

A table ["单位"] holds its settings, a list of tables [["人员"]] the rows of that sheet, by their headings. They are
read as the cells of a workbook are, so that a kind of any shape can be looked at without a workbook that has its rows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from docgen.errors import Place, TemplateProblem
from docgen.findings import Finding, Severity
from docgen.kinds.kind import Kind
from docgen.messages import message
from docgen.programme.assemble import assemble
from docgen.programme.model import Bureau
from docgen.workbook.grid import TEXT, Grid, Raw
from docgen.workbook.rows import Book, SheetRows
from docgen.workbook.schema import SHEETS
from docgen.workbook.sheet import SheetReader

FOLDER = "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """One example: the file's name without its ending, and the bureau that it tells of."""

    name: str
    bureau: Bureau


def examples(kind: Kind) -> Iterator[Example]:
    """The kind's examples in order of name. Raises TemplateProblem for one that cannot be used."""
    for file in sorted((kind.folder / FOLDER).glob("*.toml")):
        yield Example(file.stem, _bureau(file))


def _bureau(file: Path) -> Bureau:
    try:
        data = tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise _problem(file, problem) from problem
    sheets: dict[str, SheetRows] = {}
    findings: list[Finding] = []
    for name, content in data.items():
        if name not in SHEETS:
            raise _problem(file, message("kind.example/sheet", name=name))
        reader = SheetReader(SHEETS[name], Place(str(file), name), Grid(dict(_cells(name, content))), from_1904=False)
        rows = reader.read()
        findings += reader.findings
        if rows:
            sheets[name] = rows
    assembled = assemble([Book(str(file), sheets)])
    for item in (*findings, *assembled.findings):
        if item.severity is Severity.ERROR:
            raise _problem(file, message("kind.example/cell", place=str(item.place), found=item.said))
    if not assembled.bureaus or not assembled.bureaus[0].name:
        raise _problem(file, message("kind.example/nobody"))
    return assembled.bureaus[0]


def _cells(name: str, content: Any) -> Iterator[tuple[int, dict[int, Raw]]]:
    """The rows of a sheet: its headings, then what the file has."""
    rows: list[Mapping[str, Any]] = content if isinstance(content, list) else [content]
    if SHEETS[name].settings:
        rows = [{"项目": item, "内容": value} for row in rows for item, value in row.items()]
    declared = (column.name for column in SHEETS[name].columns)
    headings = list(dict.fromkeys((*declared, *(heading for row in rows for heading in row))))
    yield 1, {place: Raw(TEXT, heading) for place, heading in enumerate(headings, start=1)}
    for number, row in enumerate(rows, start=2):
        yield (
            number,
            {
                place: Raw(TEXT, _text(row[heading]))
                for place, heading in enumerate(headings, start=1)
                if heading in row
            },
        )


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _problem(file: Path, reason: object) -> TemplateProblem:
    return TemplateProblem("kind.example-unreadable", place=Place(str(file)), file=file, reason=reason)
