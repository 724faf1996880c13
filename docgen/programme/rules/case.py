"""What every rule is given: one bureau's year, the day of the check, and what is told already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from docgen.findings import Finding
from docgen.programme.bureau import Lost
from docgen.programme.model import Bureau, Risk
from docgen.programme.rules.texts import Texts
from docgen.programme.standing import ADJUSTMENTS
from docgen.programme.workdays import Workdays, shipped
from docgen.workbook.columns import ColumnType
from docgen.workbook.rows import Book, Row
from docgen.workbook.schema import SHEETS


@dataclass(frozen=True, slots=True)
class Case:
    """One bureau to be checked."""

    bureau: Bureau
    books: tuple[Book, ...]
    on: date
    lost: Lost
    undrawable: Callable[[str], str] | None
    """Gives the characters of a text that no font draws; None where that cannot be known."""
    workdays: Workdays = field(default_factory=shipped)
    """The table of working days in force."""
    last: Bureau | None = None
    """The bureau's year before, as its workbooks have it; None where there is none to compare with."""
    _texts: dict[str, Texts] = field(default_factory=dict, repr=False, compare=False)

    def risks(self) -> Iterator[Risk]:
        """All risks: of people, departments and the leadership."""
        return self.bureau.risks()

    def texts(self, sheet: str) -> Texts:
        """Every text on a sheet once: where none is wrong, no row need be looked at."""
        found = self._texts.get(sheet)
        if found is None:
            each = (book.sheets[sheet].texts() for book in self.books if sheet in book.sheets)
            found = self._texts[sheet] = Texts(frozenset().union(*each))
        return found

    def letters(self, sheet: str) -> frozenset[str]:
        """Every character of any text on a sheet: what none of them is, no text need be searched for."""
        return self.texts(sheet).letters()

    def rows(self, sheet: str) -> Iterator[Row]:
        """All rows of a sheet, of every workbook."""
        for book in self.books:
            if sheet in book.sheets:
                yield from book.sheets[sheet].rows

    def rows_with(self, sheet: str, columns: Sequence[str]) -> Iterator[tuple[Row, tuple[str, ...]]]:
        """All rows of a sheet, each with what it says in these columns: read down the columns, which is soon done."""
        for book in self.books:
            if sheet in book.sheets:
                found = book.sheets[sheet]
                yield from zip(found.rows, zip(*map(found.texts_under, columns), strict=True), strict=True)


def cells(case: Case, sheet: str, columns: Sequence[str], suspects: Collection[str]) -> Iterator[tuple[Row, str, str]]:
    """Row, column and text of every cell in these columns of a sheet that says one of the `suspects`, row by row."""
    for book in case.books if suspects else ():
        if sheet not in book.sheets:
            continue
        found = book.sheets[sheet]
        places: list[tuple[int, int, str]] = []
        for place, column in enumerate(columns):
            texts = found.texts_under(column) if column in found.columns else ()
            places += [(index, place, text) for index, text in enumerate(texts) if text in suspects]
        yield from ((found.rows[index], columns[place], text) for index, place, text in sorted(places))


TEXTS = (ColumnType.LONG_TEXT, ColumnType.TEXT)
"""The types of columns that hold words of the office's own."""


def texts_of(sheet: str) -> list[str]:
    """The columns of a sheet that hold words."""
    return [column.name for column in SHEETS[sheet].columns if column.type in TEXTS]


def changed_texts(case: Case, matters: Collection[str] = ("内容", "措施")) -> Iterator[Row]:
    """The rows of 风险调整 whose 调整后 stands in the place of a text of a risk."""
    return (row for row in case.rows(ADJUSTMENTS) if row.text("调整事项") in matters)


TALKS = ("谈心活动", "廉政谈话")
"""措施类型 of 前期预防 that are talks with one object."""

RISK_SHEETS = ("个人风险点", "机构风险点", "班子风险点")
"""Sheets whose texts are shown to the public; what 风险调整 puts in their place is held to the same."""


Rule = Callable[[Case], Iterator[Finding]]
