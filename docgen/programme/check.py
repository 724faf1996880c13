"""Checking: reading the workbooks, putting bureaus together, and every rule on each of them."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docgen.findings import Finding, Severity
from docgen.programme.assemble import Assembled, assemble
from docgen.programme.grading import GradingTable, grading_table
from docgen.programme.last_year import years_before
from docgen.programme.model import OPINIONS, RECORDS, Bureau
from docgen.programme.rules.accountability import accountability
from docgen.programme.rules.adjustments import adjustments
from docgen.programme.rules.approvals import approvals
from docgen.programme.rules.case import Case, Rule
from docgen.programme.rules.chiefs import leading_group
from docgen.programme.rules.commendation import commendation
from docgen.programme.rules.dates import dates
from docgen.programme.rules.disposal import disposal
from docgen.programme.rules.grade import grade
from docgen.programme.rules.holders import holders
from docgen.programme.rules.id_cards import id_cards
from docgen.programme.rules.levels import levels
from docgen.programme.rules.likeness import likeness
from docgen.programme.rules.measures import measures
from docgen.programme.rules.meetings import meetings
from docgen.programme.rules.numbers import numbers
from docgen.programme.rules.office import office
from docgen.programme.rules.order import order
from docgen.programme.rules.participation import participation
from docgen.programme.rules.placeholders import placeholders
from docgen.programme.rules.privacy import privacy
from docgen.programme.rules.punctuation import punctuation
from docgen.programme.rules.ranks import ranks
from docgen.programme.rules.sameness import sameness
from docgen.programme.rules.scores import scores
from docgen.programme.rules.text import text
from docgen.programme.rules.twice import twice
from docgen.programme.rules.votes import votes
from docgen.programme.rules.wording import wording
from docgen.programme.workdays import Workdays, shipped
from docgen.workbook.names import forget, normal_word
from docgen.workbook.read import read_workbook
from docgen.workbook.rows import Book
from docgen.workbook.schema import SHEETS

RULES: tuple[Rule, ...] = (
    office,
    twice,
    ranks,
    adjustments,
    participation,
    grade,
    levels,
    measures,
    leading_group,
    holders,
    approvals,
    dates,
    order,
    disposal,
    accountability,
    commendation,
    meetings,
    numbers,
    scores,
    votes,
    sameness,
    likeness,
    privacy,
    id_cards,
    placeholders,
    wording,
    punctuation,
    text,
)
"""One function for what is of one kind; what concerns references and keys is told by `assemble`."""

ROSTER = ("单位", "机构", "人员")
"""The sheets that blank forms are made from."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check gives: the books as read, the bureaus, and all findings by file, sheet, row and column."""

    books: tuple[Book, ...]
    assembled: Assembled
    findings: tuple[Finding, ...]

    @property
    def bureaus(self) -> tuple[Bureau, ...]:
        """The bureaus, in the order of their first workbooks."""
        return self.assembled.bureaus

    @property
    def errors(self) -> list[Finding]:
        """The findings that stop a build."""
        return [item for item in self.findings if item.severity is Severity.ERROR]

    def let_go(self) -> None:
        """Free what nobody asks for once the findings are told: how cells were typed, and the rows of opinions."""
        for book in self.books:
            for name in (*RECORDS, OPINIONS):
                if name in book.sheets:
                    book.sheets[name].let_go(values=name == OPINIONS)


def check(
    paths: Iterable[Path],
    *,
    on: date,
    grading: Mapping[str, object] | None = None,
    undrawable: Callable[[str], str] | None = None,
    left_out: Sequence[Finding] = (),
    workdays: Workdays | None = None,
    last: Sequence[Path] = (),
) -> Checked:
    """Read the workbooks and check them as of the day `on`.

    `grading` are an office's own entries of the grading table; `undrawable` gives the characters of a text that no
    font draws; `left_out` is told of files that are not read; `workdays` is the office's table of working days. `last`
    are workbooks of the year before, which are compared with and not checked; where there are none, that year may be
    among the workbooks themselves.

    Raises CannotUse for a wrong entry of `grading` and for a workbook in `last` that cannot be opened, WrongUsage for
    one of any other year; whatever else is wrong in a workbook is a finding.
    """
    table = grading_table(grading)
    try:
        with without_collecting():
            return _check(paths, on, table, undrawable, left_out, workdays or shipped(), last)
    finally:
        forget()


@contextmanager
def without_collecting() -> Iterator[None]:
    """No search for cycles meanwhile: a check makes millions of small values and none that needs it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _check(
    paths: Iterable[Path],
    on: date,
    table: GradingTable,
    undrawable: Callable[[str], str] | None,
    left_out: Sequence[Finding],
    workdays: Workdays,
    last: Sequence[Path],
) -> Checked:
    books = tuple(read_workbook(path) for path in paths)
    assembled = assemble(books, table)
    read = (book for book in books if book.file not in assembled.copies)
    findings = [*left_out, *(finding for book in read for finding in book.findings)]
    findings += assembled.findings
    before = years_before(assembled.bureaus, last, table)
    for bureau in assembled.bureaus:
        key = (bureau.name, bureau.year)
        case = Case(bureau, assembled.books[key], on, assembled.lost[key], undrawable, workdays, before.get(key))
        for rule in RULES:
            findings += rule(case)
    return Checked(books, assembled, tuple(_sorted(findings, books)))


def _sorted(findings: Iterable[Finding], books: Sequence[Book]) -> list[Finding]:
    """By file, sheet, row and column; what is about a whole file or sheet first."""
    order = {book.file: number for number, book in enumerate(books)}
    sheets = {name: number for number, name in enumerate(SHEETS)}
    titles = _titles(books)

    def place(item: Finding) -> tuple[int, int, str, int, int, str]:
        sheet = titles.get((item.file, item.sheet), normal_word(item.sheet)) if item.sheet else ""
        match = re.fullmatch(r"([A-Z]+)(\d+)", item.cell or "")
        column, row = (match[1], int(match[2])) if match else ("", 0)
        known = sheets.get(sheet, len(sheets)) if sheet else -1
        return (order.get(item.file or "", -1), known, sheet, row, len(column), column)

    return sorted(findings, key=place)


def _titles(books: Iterable[Book]) -> dict[tuple[str | None, str | None], str]:
    """(file, title of a sheet) → the declared sheet that it was read as."""
    return {(book.file, sheet.heading.sheet): name for book in books for name, sheet in book.sheets.items()}


def errors_in_roster(checked: Checked) -> list[Finding]:
    """The errors that stop blank forms: in a file as a whole, or on 单位, 机构 and 人员.

    That somebody has no risk yet is told on those sheets too, and is just why a blank form is wanted.
    """
    titles = _titles(checked.books)

    def is_of_roster(item: Finding) -> bool:
        name = titles.get((item.file, item.sheet)) or normal_word(item.sheet or "")
        # A sheet that is none of ours and yet has an error may be one of them.
        return name in ROSTER or name not in SHEETS

    return [item for item in checked.errors if is_of_roster(item) and not item.rule.startswith("participation.")]


def unusable(checked: Checked) -> Iterator[Book]:
    """The files that could not be opened at all."""
    return (book for book in checked.books if not book.usable)
