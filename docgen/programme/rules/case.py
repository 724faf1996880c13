"""What every rule is given: one bureau's year, the day of the check, and what is told already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from docgen.findings import Finding
from docgen.programme.bureau import Lost
from docgen.programme.model import Bureau, Risk
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
    _texts: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _letters: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def risks(self) -> Iterator[Risk]:
        """All risks: of people, departments and the leadership."""
        return self.bureau.risks()

    def texts(self, sheet: str) -> frozenset[str]:
        """Every text on a sheet once: where none is wrong, no row need be looked at."""
        found = self._texts.get(sheet)
        if found is None:
            each = (book.sheets[sheet].texts() for book in self.books if sheet in book.sheets)
            found = self._texts[sheet] = frozenset().union(*each)
        return found

    def letters(self, sheet: str) -> frozenset[str]:
        """Every character of any text on a sheet: what none of them is, no text need be searched for."""
        found = self._letters.get(sheet)
        if found is None:
            found = self._letters[sheet] = frozenset().union(*self.texts(sheet))
        return found

    def rows(self, sheet: str) -> Iterator[Row]:
        """All rows of a sheet, of every workbook."""
        for book in self.books:
            if sheet in book.sheets:
                yield from book.sheets[sheet].rows


def cells(
    case: Case, sheet: str, columns: Sequence[str], suspect: Callable[[str], object]
) -> Iterator[tuple[Row, str, str]]:
    """Row, column and text of every cell in these columns of a sheet whose text is suspect, row by row.

    Each text is asked about once, however many cells hold it.
    """
    suspects = {text for text in case.texts(sheet) if suspect(text)}
    for row in case.rows(sheet) if suspects else ():
        for column in columns:
            if (text := row.text(column)) in suspects:
                yield row, column, text


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
