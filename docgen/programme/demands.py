"""整改要求 as the demands that clerks number line by line."""

from __future__ import annotations

import re

from docgen.workbook.names import BLANKS

_HAN = "一二三四五六七八九十"
_SIGNS = "①-⑳㉑-㉟⑴-⒇⒈-⒛㈠-㈩"
_MARK = re.compile(
    rf"[（(]\s*(?:\d{{1,2}}|[{_HAN}]{{1,3}})\s*[)）]"
    rf"|\d{{1,2}}\s*(?:[、)）]|[.．](?!\d))"  # 1.5 万元 is no number of a line
    rf"|[{_HAN}]{{1,3}}\s*、(?![{_HAN}])"  # 一、二级风险 is none either
    rf"|[{_SIGNS}]"
)
_IN_ORDER = re.compile(r"(\d{1,2})\s*[.．、)）]")


def demands(text: str) -> tuple[str, ...]:
    """The lines of 整改要求 that hold anything, each without its own number (1. 1、 （1） 一、 ①)."""
    lines = [line for part in text.splitlines() if (line := part.strip(BLANKS))]
    counted = [_IN_ORDER.match(line) for line in lines]
    # Lines that count 1, 2, 3 are numbered, whatever stands behind the number: 2.5日内报告.
    numbered = len(lines) > 1 and all(mark and int(mark[1]) == place for place, mark in enumerate(counted, start=1))
    mark = _IN_ORDER if numbered else _MARK
    bare = (re.sub(r"^[\s、.．]+", "", mark.sub("", line, count=1)) if mark.match(line) else line for line in lines)
    return tuple(filter(None, bare))
