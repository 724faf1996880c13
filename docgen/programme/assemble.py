"""From the rows of all workbooks to bureaus: the books of one 单位名称 and 年度 are one (`bureau` puts it together)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from docgen.findings import Finding, error
from docgen.programme.bureau import Assembly, Lost, rows_of
from docgen.programme.causes.bureaus import joined
from docgen.programme.causes.copies import copies
from docgen.programme.grading import DEFAULT, GradingTable
from docgen.programme.model import Bureau
from docgen.programme.references import Directory
from docgen.workbook.columns import Span
from docgen.workbook.names import normal_name
from docgen.workbook.rows import Book
from docgen.workbook.schema import SHEETS


@dataclass(frozen=True, slots=True)
class Assembled:
    """The bureaus of a run, and the findings of putting them together. `lost` and `directories` go by (name, year)."""

    bureaus: tuple[Bureau, ...]
    findings: tuple[Finding, ...]
    lost: Mapping[tuple[str, int], Lost] = field(default_factory=dict)
    directories: Mapping[tuple[str, int], Directory] = field(default_factory=dict)
    books: Mapping[tuple[str, int], tuple[Book, ...]] = field(default_factory=dict)
    copies: frozenset[str] = frozenset()
    """Files that say just what another does: what is wrong in them is told there."""
    versions: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Files that say much of what another does, and were left out: (name, year) of the bureau that they may be of."""


def assemble(books: Iterable[Book], grading: GradingTable = DEFAULT) -> Assembled:
    """Merge the usable books of one 单位名称 and 年度 into one bureau each, those too where one of the two is mistyped.

    A book that does not say whose it is has had its finding; it goes with the only bureau of the run, if there
    is just one, so that what refers to its rows is not told as wrong too.
    """
    groups: dict[tuple[str, int], list[Book]] = {}
    stray: list[Book] = []
    findings: list[Finding] = []
    for book in books:
        if not book.usable:
            continue
        name, year, wrong = _identity(book)
        findings += wrong
        if name and year:
            groups.setdefault((name, year), []).append(book)
        else:
            stray.append(book)
    if stray and not groups:
        # Nobody's, but its other mistakes are told in the same run.
        name, year, _ = _identity(stray[0])
        groups[name, year or _usual_year(stray)] = stray
    elif len(groups) == 1:
        next(iter(groups.values())).extend(stray)
    groups, told = joined(groups)
    findings += told
    again = {key: list(copies(group)) for key, group in groups.items()}
    findings += (copy.finding for found in again.values() for copy in found)
    for key, found in again.items():
        groups[key] = [book for book in groups[key] if all(book is not copy.book for copy in found)]
    made = {key: Assembly(key, group, grading) for key, group in groups.items()}
    return Assembled(
        tuple(item.bureau() for item in made.values()),
        (*findings, *(finding for item in made.values() for finding in item.told())),
        {key: item.lost() for key, item in made.items()},
        {key: item.directory for key, item in made.items()},
        {key: tuple(group) for key, group in groups.items()},
        frozenset(copy.book.file for found in again.values() for copy in found if copy.whole),
        {copy.book.file: key for key, found in again.items() for copy in found if not copy.whole},
    )


YEARS = range(2000, 2100)
"""年度 outside these is a mistake of typing."""


def _identity(book: Book) -> tuple[str, int, list[Finding]]:
    """单位名称 and 年度 ("" and 0 where they cannot be told), and what is wrong with the year."""
    settings = {row.text("项目"): row for row in rows_of([book], "单位")}
    name = settings["单位名称"].text("内容") if "单位名称" in settings else ""
    row = settings.get("年度")
    text = row.text("内容") if row else ""
    if row is None or not text.lstrip("-").isdigit():
        return normal_name(name), 0, []
    if int(text) not in YEARS:
        return normal_name(name), 0, [error("identity.year", row.at("内容"), row.raw("内容"))]
    return normal_name(name), int(text), []


_OTHER_YEARS = {
    column.name
    for sheet in SHEETS.values()
    for column in sheet.columns
    if column.span in (Span.FROM_YEAR, Span.TO_YEAR)
}
"""Columns whose dates say nothing of the programme's year."""


def _usual_year(books: Sequence[Book]) -> int:
    """The year that most dates of these books lie in."""
    years = Counter(
        value.year
        for book in books
        for sheet in book.sheets.values()
        for row in sheet.rows
        for column, value in row.values()
        if isinstance(value, date) and column not in _OTHER_YEARS
    )
    return years.most_common(1)[0][0] if years else YEARS[0]
