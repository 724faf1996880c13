"""A number of a document (文号) is typed for one document only."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Finding, error
from docgen.programme.rules.case import Case
from docgen.workbook.names import normal_number, normal_word
from docgen.workbook.rows import Row


def numbers(case: Case) -> Iterator[Finding]:
    """No 文号 of 发文 stands in the rows of two documents; told at the later one."""
    first: dict[str, Row] = {}
    for row in case.rows("发文"):
        number = row.text("文号")
        if not number:
            continue
        other = first.setdefault(normal_number(number), row)
        if normal_word(other.text("文件")) != normal_word(row.text("文件")):
            name = other.text("文件")
            yield error("identity.number", row.at("文号"), row.raw("文号"), at=other.at("文号"), other=name)
