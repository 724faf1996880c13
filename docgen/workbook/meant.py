"""Which declared sheet a sheet of a workbook is, also where its tab is called otherwise.

A sheet with a name of ours is that sheet. Another is taken for one that the workbook lacks where only marks were put
around the name (个人风险点（2026）, 1.个人风险点, 个人风险点 (2)), or where its heading has all the columns that the
sheet needs. It is read as that sheet and has one error, to give it its name; what would follow from its lack is not
told as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from docgen.errors import Place
from docgen.findings import Finding, error, note, warning
from docgen.workbook.columns import Sheet
from docgen.workbook.grid import TEXT, Grid, Raw
from docgen.workbook.heading import find_heading, first_words, words_of
from docgen.workbook.lookalikes import ordinary, out_of_the_ordinary
from docgen.workbook.names import normal_word
from docgen.workbook.parts import SheetPart
from docgen.workbook.schema import HELPER_SHEETS, SHEETS

TELLING = 5
"""Columns that a sheet must need for its heading to tell which it is, whatever its name: an office has lists of its own
with 日期 and 姓名."""

HEADINGS = frozenset(column.name for sheet in SHEETS.values() for column in sheet.columns)
"""The columns of all sheets."""

_AROUND = (
    r"^(附件|附表|表|sheet)?(\d+|[一二三四五六七八九十]+)[-_.、:]+",
    r"^(附件|附表|表)(\d+|[一二三四五六七八九十]+)",
    r"^20\d\d(年度?)?",
    r"[-_.]*\([^()]*\)$",
    r"[-_.]*(20\d\d(年度?)?|\d{1,4})$",
    r"[-_.]*(表|副本|最新|定稿|终稿|新|修改稿?)$",
)
"""What is put before or behind a name, or left there by copying."""

_MARKS = re.compile("|".join(_AROUND), re.IGNORECASE)


FirstRows = Callable[[SheetPart], list[set[str]]]
"""Gives the words of each of a sheet's first rows."""


class Known(NamedTuple):
    """A sheet to be read, and the name of the declared one that it is."""

    name: str
    part: SheetPart


class Meant:
    """Goes through the sheets of one workbook; `findings` and `unread` hold what was found once `known` has run."""

    def __init__(self, file: str, parts: Iterable[SheetPart], first_rows: FirstRows) -> None:
        """`first_rows` is asked only of sheets of other names."""
        self._file = file
        self._parts = list(parts)
        self._first_rows = first_rows
        self.findings: list[Finding] = []
        self.unread: set[str] = set()

    def known(self) -> Iterator[Known]:
        """The sheets to be read: those of a declared name, then those taken for one."""
        named: dict[str, SheetPart] = {}
        others: list[SheetPart] = []
        for part in self._parts:
            name = normal_word(part.title)
            if name not in SHEETS:
                if name not in HELPER_SHEETS:
                    others.append(part)
                continue
            first = named.setdefault(name, part)
            if first is not part:
                self._tell(error("workbook.sheet/twice", self._at(part), part.title, name=name, first=first.title))
                self.unread.add(name)
        yield from (Known(name, part) for name, part in named.items())
        yield from self._taken(named.keys() | self.unread, others)

    def _taken(self, there: set[str], others: list[SheetPart]) -> Iterator[Known]:
        claims: dict[str, list[SheetPart]] = {}
        for part in others:
            name = self._meant(part, SHEETS.keys() - there)
            if name:
                claims.setdefault(name, []).append(part)
            else:
                self._tell(self._passed_over(part, there))
        for name, (part, *more) in claims.items():
            if more:
                rivals = "、".join(f"「{other.title}」" for other in more)
                self._tell(error("workbook.sheet/several", self._at(part), part.title, name=name, others=rivals))
                self.unread.add(name)
            else:
                self._tell(self._renamed(part, name))
                yield Known(name, part)

    def _meant(self, part: SheetPart, absent: set[str]) -> str:
        """The sheet of those that the workbook lacks; "" where it is none."""
        name = bare(part.title)
        if name in absent:
            return name
        near = get_close_matches(name, absent, n=1, cutoff=0.6)
        wanted = {sheet for sheet in absent if sheet in near or sheet in TOLD}
        return told_by_heading(self._first_rows(part), wanted) if wanted else ""

    def _renamed(self, part: SheetPart, name: str) -> Finding:
        odd = out_of_the_ordinary(part.title)
        variant = "workbook.sheet/look-alike" if odd else "workbook.sheet/renamed"
        return error(variant, self._at(part), part.title, name=name, told=odd)

    def _passed_over(self, part: SheetPart, there: set[str]) -> Finding:
        name = bare(part.title)
        if name in there:
            return warning("workbook.sheet/copy", self._at(part), part.title, name=name)
        near = get_close_matches(name, SHEETS.keys() - there, n=1, cutoff=0.6)
        variant = "workbook.sheet/near" if near else "workbook.sheet/unknown"
        return note(variant, self._at(part), part.title, near=near[0] if near else "")

    def _at(self, part: SheetPart) -> Place:
        return Place(self._file, part.title)

    def _tell(self, finding: Finding) -> None:
        self.findings.append(finding)


def bare(title: str) -> str:
    """A sheet's name without what was put before or behind it: 1.个人风险点（2026） is 个人风险点."""
    name = normal_word(ordinary(title))
    while name not in SHEETS and (shorter := _MARKS.sub("", name, count=1)) not in ("", name):
        name = shorter
    return name


def needed(sheet: Sheet) -> frozenset[str]:
    """The columns that a sheet must have."""
    return frozenset(column.name for column in sheet.columns if column.required or column.expected)


TOLD = tuple(name for name, sheet in SHEETS.items() if len(needed(sheet)) >= TELLING)
"""The sheets that a heading alone tells."""


def told_by_heading(rows: Iterable[set[str]], sheets: Iterable[str]) -> str:
    """Which of the sheets it is: the one with most needed columns of which none lacks in one of the rows; else ""."""
    rows = list(rows)
    found = [sheet for sheet in sheets if any(needed(SHEETS[sheet]) <= row for row in rows)]
    return max(found, key=lambda sheet: (len(needed(SHEETS[sheet])), sheet), default="")


def begins_another(row: Mapping[int, Raw], own: str) -> str:
    """The sheet whose heading a row under the heading of the sheet `own` is; "" for any other row."""
    first = row[min(row)]
    if first.kind != TEXT or first.text.strip() not in HEADINGS:
        return ""
    return told_by_heading([words_of(row, HEADINGS)], (name for name in TOLD if name != own))


def other_sheet(grid: Grid, own: str) -> str:
    """The sheet whose heading stands where that of the sheet `own` should; "" where its own does, or none."""
    heading = find_heading(grid, SHEETS[own])
    if heading and needed(SHEETS[own]) <= heading.columns.keys():
        return ""
    return told_by_heading(first_words(grid, HEADINGS), (name for name in TOLD if name != own))
