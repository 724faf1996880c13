"""The rows of one meeting say one thing of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from docgen.findings import Finding, warning
from docgen.programme.rules.case import Case
from docgen.workbook.names import bare
from docgen.workbook.rows import Row

OF_ALL = ("地点", "主持人", "记录人")
"""Columns alike in all rows of a meeting (workbook: 会议签到); one that is empty says nothing."""


def meetings(case: Case) -> Iterator[Finding]:
    """A place, a chair and a clerk a meeting; each column told once a meeting, at the first row that differs."""
    first: dict[tuple[str, object, str], Row] = {}
    told: set[tuple[str, object, str]] = set()
    for row in case.rows("会议签到"):
        for column in OF_ALL:
            text = row.sound_text(column)
            if not text or not isinstance(row["日期"], date):
                continue
            key = (bare(row.text("会议")), row["日期"], column)
            before = first.setdefault(key, row)
            if key not in told and bare(before.text(column)) != bare(text):
                told.add(key)
                values = {"column": column, "first": before.at(column).cell or "", "other": before.text(column)}
                yield warning("identity.meeting", row.at(column), row.raw(column), **values)
