"""Reading and checking an office's workbooks, the same for every command that does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from docgen.documents.workplace import Workplace
from docgen.errors import Place, WrongUsage
from docgen.findings import Finding, note
from docgen.messages import message
from docgen.office.folder import Office
from docgen.office.settings import FILE as SETTINGS
from docgen.office.settings import Settings
from docgen.office.watch import Watch
from docgen.pdf.roles import DEFAULT
from docgen.programme.check import Checked
from docgen.programme.check import check as check_workbooks


def workbooks_of(office: Office | None, given: Sequence[Path]) -> list[Path]:
    """The workbooks named, each once, or all of the office's. Raises WrongUsage where there is none."""
    paths = list(given) or (office.workbooks() if office else [])
    if not paths:
        if office and office.inputs:
            beside = "、".join(Path(item.file or "").name for item in office.left_out())
            raise WrongUsage(
                "usage.no-workbook/beside" if beside else "usage.no-workbook/office", folder=office.inputs, files=beside
            )
        raise WrongUsage("usage.no-workbook")
    return list({path.resolve(): path for path in reversed(paths)}.values())[::-1]


def left_out_of(office: Office | None, given: Sequence[Path]) -> list[Finding]:
    """What lies beside the office's workbooks and is not read; nothing where workbooks were named."""
    return office.left_out() if office and not given else []


def told_first(office: Office | None, given: Sequence[Path], on: date) -> list[Finding]:
    """Told with any check: `left_out_of`, and that nobody has looked through the bases in a year."""
    bases = (office.settings if office else Settings()).practice.bases
    found = left_out_of(office, given)
    if bases.old(on):
        file = office.inputs.with_name(SETTINGS) if office and office.inputs else SETTINGS
        found.insert(0, note("bases.old", Place(str(file)), reviewed=bases.reviewed))
    return found


def check(
    office: Office | None,
    workbooks: Sequence[Path],
    on: date,
    watch: Watch,
    workplace: Workplace | None = None,
    told: Sequence[Finding] = (),
) -> Checked:
    """Everything that the workbooks say, and what is wrong with it as of the day `on`; `told` comes with it."""
    watch.note(message("check.reading", files=len(workbooks)))
    grading = office.settings.grading if office else None
    undrawable = _undrawable(workplace or Workplace())
    workdays = (office.settings if office else Settings()).practice.workdays
    return check_workbooks(workbooks, on=on, grading=grading, undrawable=undrawable, left_out=told, workdays=workdays)


def _undrawable(workplace: Workplace) -> Callable[[str], str] | None:
    """What tells the characters that no font draws; None on a machine that has no font to draw with at all."""
    fonts = workplace.fonts
    return fonts.undrawable if fonts.resolve(DEFAULT) else None
