"""What every rule is given: one bureau's year, the day of the check, and what is told already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from docgen.findings import Finding
from docgen.programme.bureau import Lost
from docgen.programme.model import Bureau, Risk
from docgen.programme.workdays import Workdays, shipped
from docgen.workbook.rows import Book, Row


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

    def risks(self) -> Iterator[Risk]:
        """All risks: of people, departments and the leadership."""
        return self.bureau.risks()

    def rows(self, sheet: str) -> Iterator[Row]:
        """All rows of a sheet, of every workbook."""
        for book in self.books:
            if sheet in book.sheets:
                yield from book.sheets[sheet].rows


Rule = Callable[[Case], Iterator[Finding]]
