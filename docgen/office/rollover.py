"""The workbook of the year to come: who there is and what risks stand, with empty sheets for what is to happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docgen.errors import CannotUse, ExitCode, Place, WrongUsage
from docgen.files import write_whole
from docgen.findings import Finding
from docgen.messages import Message, message, say
from docgen.office.check import check, workbooks_of
from docgen.office.folder import Office
from docgen.office.watch import Watch
from docgen.programme.check import Checked, unusable
from docgen.programme.model import Bureau
from docgen.programme.next_year import RISK_SHEETS, NextYear, Note, next_year

SUFFIX = ".xlsx"


@dataclass(frozen=True, slots=True)
class Rolled:
    """What came of it: the new workbook, or nothing because of errors."""

    bureau: str = ""
    year: int = 0
    """The year of the new workbook."""
    people: int = 0
    departments: int = 0
    risks: int = 0
    withdrawn: int = 0
    adjusted: int = 0
    errors: int = 0
    closed: bool = False
    """A workbook could not be opened at all."""

    @property
    def exit_code(self) -> ExitCode:
        """How the run ended."""
        if self.closed:
            return ExitCode.CANNOT_USE
        return ExitCode.INPUT_HAS_ERRORS if self.errors else ExitCode.DONE


def rollover(office: Office | None, workbooks: Sequence[Path], target: Path, on: date, watch: Watch) -> Rolled:
    """Write the workbook of the year after that of these workbooks (the office's own where none is named) to `target`.

    Several workbooks of one bureau and year become one; of several years, the last is carried over. Workbooks with
    errors, as of the day `on`, are refused. Raises WrongUsage for a target that is no .xlsx and for workbooks of
    several bureaus, CannotUse for a target that is there already or cannot be written.
    """
    if target.suffix.lower() != SUFFIX:
        raise WrongUsage("usage.rollover-to", value=target)
    _must_be_new(target)
    checked = check(office, workbooks_of(office, workbooks), on, watch)
    closed = any(unusable(checked))
    if closed or not checked.bureaus:
        watch.findings(checked.errors)
        return Rolled(errors=len(checked.errors), closed=closed)
    bureau = _last(checked)
    books = checked.assembled.books[bureau.name, bureau.year]
    files = {book.file for book in books}
    errors: list[Finding] = [item for item in checked.errors if item.file in files]
    if errors:
        watch.findings(errors)
        return Rolled(bureau.name, bureau.year + 1, errors=len(errors))
    following = next_year(bureau, books)
    # The library that writes workbooks takes longer to load than a year to check.
    from docgen.workbook.write import filled_workbook

    data = filled_workbook(following.settings, following.sheets, _told(following))
    _must_be_new(target)
    write_whole(target, data)
    sorts = [note.sort for note in following.notes]
    return Rolled(
        bureau.name,
        following.year,
        people=len(following.sheets["人员"]),
        departments=len(following.sheets["机构"]),
        risks=sum(len(following.sheets[sheet]) for sheet in RISK_SHEETS),
        withdrawn=sorts.count("withdrawn"),
        adjusted=sorts.count("adjusted"),
    )


def _must_be_new(target: Path) -> None:
    """Raises CannotUse for a file that is there: it may hold a year's work."""
    if target.exists() or target.is_symlink():
        raise CannotUse("rollover.there", place=Place(str(target)), file=target)


def _last(checked: Checked) -> Bureau:
    """The last year of the only bureau. Raises WrongUsage where there are several."""
    names = list(dict.fromkeys(bureau.name for bureau in checked.bureaus))
    if len(names) > 1:
        raise WrongUsage("usage.rollover-several", names="、".join(names))
    return max(checked.bureaus, key=lambda bureau: bureau.year)


def _told(following: NextYear) -> list[list[str]]:
    """The lines of 结转说明, the headings first."""
    return [say("rollover.heading").split("|"), *map(_line, following.notes)]


def _line(note: Note) -> list[str]:
    return [say(f"rollover.sort.{note.sort}"), note.sheet, note.name, note.text, str(_said(note))]


def _said(note: Note) -> Message | str:
    if note.sort == "passed" and note.clash:
        return message(f"rollover.passed/{note.clash.value}", matter=note.matter)
    if note.sort in ("adjusted", "withdrawn"):
        return message(f"rollover.{note.sort}", matter=note.matter, day=note.day, reason=note.reason)
    return message(f"rollover.{note.sort}", count=note.count)
