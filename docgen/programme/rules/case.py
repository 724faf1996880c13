"""What every rule is given: one bureau's year, the day of the check, and what is told already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from docgen.findings import Finding
from docgen.programme.bureau import Lost
from docgen.programme.model import Bureau, Risk
from docgen.programme.standing import ADJUSTMENTS
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
    last: Bureau | None = None
    """The bureau's year before, as its workbooks have it; None where there is none to compare with."""

    def risks(self) -> Iterator[Risk]:
        """All risks: of people, departments and the leadership."""
        return self.bureau.risks()

    def rows(self, sheet: str) -> Iterator[Row]:
        """All rows of a sheet, of every workbook."""
        for book in self.books:
            if sheet in book.sheets:
                yield from book.sheets[sheet].rows


def changed_texts(case: Case, matters: Collection[str] = ("内容", "措施")) -> Iterator[Row]:
    """The rows of 风险调整 whose 调整后 stands in the place of a text of a risk."""
    return (row for row in case.rows(ADJUSTMENTS) if row.text("调整事项") in matters)


Rule = Callable[[Case], Iterator[Finding]]
