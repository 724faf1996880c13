"""Reading and checking an office's workbooks, the same for every command that does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from docgen.documents.workplace import Workplace
from docgen.errors import WrongUsage
from docgen.messages import message
from docgen.office.folder import Office
from docgen.office.watch import Watch
from docgen.pdf.roles import DEFAULT
from docgen.programme.check import Checked
from docgen.programme.check import check as check_workbooks


def workbooks_of(office: Office | None, given: Sequence[Path]) -> list[Path]:
    """The workbooks named, each once, or all of the office's. Raises WrongUsage where there is none."""
    paths = list(given) or (office.workbooks() if office else [])
    if not paths:
        if office and office.inputs:
            raise WrongUsage("usage.no-workbook/office", folder=office.inputs)
        raise WrongUsage("usage.no-workbook")
    return list({path.resolve(): path for path in reversed(paths)}.values())[::-1]


def check(
    office: Office | None, workbooks: Sequence[Path], on: date, watch: Watch, workplace: Workplace | None = None
) -> Checked:
    """Everything that the workbooks say, and what is wrong with it as of the day `on`."""
    watch.note(message("check.reading", files=len(workbooks)))
    grading = office.settings.grading if office else None
    return check_workbooks(workbooks, on=on, grading=grading, undrawable=_undrawable(workplace or Workplace()))


def _undrawable(workplace: Workplace) -> Callable[[str], str] | None:
    """What tells the characters that no font draws; None on a machine that has no font to draw with at all."""
    fonts = workplace.fonts
    return fonts.undrawable if fonts.resolve(DEFAULT) else None
