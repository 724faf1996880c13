"""The same workbook twice among those of a bureau: a copy, or another state of it, told once and not read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from docgen.errors import Place
from docgen.findings import Finding, error
from docgen.workbook.rows import Book, Row, Value

ROSTER = ("单位", "领导小组", "机构", "人员")
"""Sheets that each department's workbook may have in full."""

LEAST = 4
"""Rows from which it can be told."""


class Copy(NamedTuple):
    """A workbook that says again what another says; `whole` where it says just the same."""

    book: Book
    whole: bool
    finding: Finding


def copies(books: Sequence[Book]) -> Iterator[Copy]:
    """The later of two workbooks that are the same, or of whose rows more than half are."""
    kept: list[Book] = []
    for book in books:
        found = next((copy for first in kept if (copy := _copy(book, first))), None)
        if found:
            yield found
        else:
            kept.append(book)


def _copy(book: Book, first: Book) -> Copy | None:
    if _is_same(book, first):
        return Copy(book, True, error("workbook.file/same", Place(book.file), first=first.file))
    count = _alike(book, first)
    if count:
        return Copy(book, False, error("workbook.file/alike", Place(book.file), first=first.file, count=count))
    return None


def _is_same(book: Book, first: Book) -> bool:
    """Whether all sheets hold the same, in the same order, under the same headings."""
    if book.sheets.keys() != first.sheets.keys() or not book.sheets:
        return False
    pairs = [(book.sheets[name], first.sheets[name]) for name in book.sheets]
    if any(len(one.rows) != len(other.rows) or one.columns.keys() != other.columns.keys() for one, other in pairs):
        return False
    return all(one.values(column) == other.values(column) for one, other in pairs for column in one.columns)


def _alike(book: Book, first: Book) -> int:
    """The rows that stand in both; 0 where they are few or less than half of what is the workbook's own."""
    keys, others = (_keys(one) for one in (book, first))
    if 2 * len(keys & others) < max(len(keys), LEAST):
        return 0
    own = [name for name in book.sheets if name not in ROSTER and book.sheets[name].rows] or ["机构", "人员"]
    there = {row for name in own if name in first.sheets for row in _rows(first.sheets[name].rows)}
    rows = [row for name in own if name in book.sheets for row in _rows(book.sheets[name].rows)]
    count = sum(row in there for row in rows)
    return count if count >= LEAST and 2 * count > len(rows) else 0


def _keys(book: Book) -> set[Value]:
    return set(book.sheets["人员"].values("工号")) - {None} if "人员" in book.sheets else set()


def _rows(rows: Iterable[Row]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        yield (row.declared_sheet, *((name, value) for name, value in row.values() if value is not None))
