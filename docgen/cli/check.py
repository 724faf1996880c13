"""`docgen check`: what is wrong with the workbooks, for people, for scripts, or marked in a copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from docgen.cli import show
from docgen.cli.common import folder_option, json_option, office_at, on_option, workbook_arguments
from docgen.cli.help import Command, option, summary
from docgen.cli.listing import told
from docgen.errors import ExitCode
from docgen.findings import Finding, Severity, count
from docgen.messages import say
from docgen.office.check import check as check_workbooks
from docgen.office.check import told_first, workbooks_of
from docgen.outputs.paths import safe_name
from docgen.programme.check import Checked, unusable, without_collecting


@click.command(cls=Command, help=summary("check"))
@workbook_arguments
@folder_option
@on_option
@json_option
@click.option("--all", "everything", is_flag=True, help=option("all"))
@click.option("--annotate", "marked", metavar="文件", type=click.Path(path_type=Path), help=option("annotate"))
@click.option("--last", metavar="工作簿", multiple=True, type=click.Path(path_type=Path), help=option("last"))
# Findings and what they are written with are as many as what is checked, and go with the process.
@without_collecting()
def check(
    workbooks: Sequence[Path],
    folder: str | None,
    on: date,
    as_json: bool,
    everything: bool,
    marked: Path | None,
    last: Sequence[Path],
) -> int:
    """Check the workbooks."""
    office = office_at(folder)
    watch = show.Terminal(quiet=as_json)
    first = told_first(office, workbooks, on)
    checked = check_workbooks(office, workbooks_of(office, workbooks), on, watch, told=first, last=last)
    if as_json:
        show.answer(show.summary([book.file for book in checked.books], checked.findings))
    else:
        counted = checked.findings if everything else told(checked.findings)
        found = show.findings(checked.findings, notes=False, everything=everything)
        click.echo(("\n" if found.entries else "") + show.totals(counted, len(checked.books), found))
    code = ExitCode.INPUT_HAS_ERRORS if count(checked.findings, Severity.ERROR) else ExitCode.DONE
    if any(unusable(checked)):
        code = ExitCode.CANNOT_USE
    if marked:
        findings = checked.findings if everything else told(checked.findings)
        targets = _targets(checked, marked)
        # A large year and its copy need not be in memory together.
        del checked
        for target in _mark(targets, findings):
            show.tell(say("check.marked", file=target))
    return code


def _targets(checked: Checked, target: Path) -> dict[Path, Path]:
    """Where the marked copies go: one workbook's to `target`, those of several into the folder `target`."""
    usable = [Path(book.file) for book in checked.books if book.usable]
    if len(checked.books) == 1:
        return dict.fromkeys(usable, target)
    return {path: target / f"{number}-{safe_name(path.stem)}.xlsx" for number, path in enumerate(usable, start=1)}


def _mark(targets: Mapping[Path, Path], findings: Sequence[Finding]) -> list[Path]:
    """Write the marked copies; their paths."""
    # The library that writes workbooks takes longer to load than a year to check.
    from docgen.workbook.write import annotate

    for path, copy in targets.items():
        annotate(path, findings, copy)
    return list(targets.values())
