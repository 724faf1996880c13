"""`docgen build` and `docgen blank`: the documents."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from docgen.cli import show
from docgen.cli.common import (
    folder_option,
    json_option,
    kind_option,
    kinds_of,
    no_such,
    office_or_bare,
    on_option,
    outputs_options,
    workbook_arguments,
    workbooks_of,
)
from docgen.cli.help import Command, option, summary
from docgen.cli.inputs import checked_inputs
from docgen.cli.job import Job
from docgen.cli.making import check_dispatcher, format_option, how_options, pack_by
from docgen.documents.packs import By
from docgen.documents.plan import Selection
from docgen.errors import WrongUsage
from docgen.findings import Severity, count
from docgen.ledger.ledger import Settled
from docgen.outputs.store import Store
from docgen.pdf.engines import Drawing
from docgen.programme.affected import subjects_with_errors
from docgen.programme.check import Checked, errors_in_roster, unusable
from docgen.programme.model import Bureau
from docgen.workbook.names import normal_id, normal_name
from docgen.workers.dispatch import Dispatcher
from docgen.workers.memory import give_back


@click.command(cls=Command, help=summary("build"))
@workbook_arguments
@folder_option
@outputs_options
@kind_option
@click.option("--department", "departments", metavar="机构名称", multiple=True, help=option("department"))
@click.option("--person", "people", metavar="工号", multiple=True, help=option("person"))
@format_option
@how_options
@click.option("--pack", "by", metavar="department|kind", callback=pack_by, help=option("pack"))
@click.option("--keep-going", is_flag=True, help=option("keep-going"))
@on_option
@json_option
def build(
    workbooks: Sequence[Path],
    folder: str | None,
    output: Store | None,
    ledgers: Path | None,
    kind_ids: Sequence[str],
    departments: Sequence[str],
    people: Sequence[str],
    formats: tuple[str, ...],
    drawing: Drawing,
    dispatcher: Dispatcher,
    by: By | None,
    keep_going: bool,
    on: date,
    as_json: bool,
) -> int:
    """Check, then make the prefilled documents."""
    office = office_or_bare(folder, output, ledgers)
    check_dispatcher(dispatcher, office)
    paths = workbooks_of(office, workbooks)
    job = Job(office, kinds_of(office), ("pdf",) if by else formats, as_json, drawing, dispatcher, by)
    kinds_of(office, kind_ids)
    selected = (kind_ids, departments, people)
    started = time.monotonic()
    with job.held():
        state = job.state(paths, on, selected)
        settled, digest = job.remembered(state)
        if settled:
            return job.unchanged(settled, time.monotonic() - started)
        checked = checked_inputs(office, paths, on, quiet=as_json)
        errors = checked.errors
        if (errors and not keep_going) or not checked.bureaus or any(unusable(checked)):
            return job.stopped(checked, errors)
        selection = _selection(kind_ids, departments, people, checked.bureaus)
        blocked = subjects_with_errors(checked) if errors else frozenset()
        if errors:
            show.findings(errors, err=True)
        warnings = count(checked.findings, Severity.WARNING)
        job.warn(warnings)
        bureaus = _slimmed(checked)
        del checked
        facts = job.produce(bureaus, selection, blocked, complete=not errors, digest=digest)
        if not (errors or facts.failures) and state and state == job.state(paths, on, selected):
            job.remember(state, Settled(facts.planned, warnings, tuple((item.name, item.year) for item in bureaus)))
        return facts.exit_code


@click.command(cls=Command, help=summary("blank"))
@workbook_arguments
@folder_option
@outputs_options
@kind_option
@format_option
@how_options
@json_option
def blank(
    workbooks: Sequence[Path],
    folder: str | None,
    output: Store | None,
    ledgers: Path | None,
    kind_ids: Sequence[str],
    formats: tuple[str, ...],
    drawing: Drawing,
    dispatcher: Dispatcher,
    as_json: bool,
) -> int:
    """Forms for filling by hand, the header prefilled where there is a roster."""
    office = office_or_bare(folder, output, ledgers)
    check_dispatcher(dispatcher, office)
    kinds = kinds_of(office, kind_ids)
    for kind in kinds.values():
        if kind_ids and not kind.blank:
            raise WrongUsage("usage.not-blank", value=kind.id)
    job = Job(office, kinds_of(office), formats, as_json, drawing, dispatcher, None, blank=True)
    paths = list(workbooks) or office.workbooks()
    selection = Selection(kinds=frozenset(kind_ids))
    with job.held():
        if not paths:
            return job.produce([None], selection).exit_code
        checked = checked_inputs(office, paths, date.today(), quiet=as_json)
        errors = errors_in_roster(checked)
        if errors or not checked.bureaus:
            return job.stopped(checked, errors)
        return job.produce(_slimmed(checked), selection, complete=True).exit_code


def _slimmed(checked: Checked) -> tuple[Bureau, ...]:
    """The bureaus; of all else that was read, nothing is kept while a large run goes on."""
    checked.let_go()
    give_back()
    gc.freeze()  # what is left stays to the end: no use in looking through it again and again
    return checked.bureaus


def _selection(
    kind_ids: Sequence[str], departments: Sequence[str], people: Sequence[str], bureaus: Sequence[Bureau]
) -> Selection:
    """What is wanted, by key. Raises WrongUsage for a department or person that no bureau has."""
    names = {normal_name(name): name for bureau in bureaus for name in bureau.departments}
    by_id = {normal_id(key): key for bureau in bureaus for key in bureau.people}
    for name in departments:
        if normal_name(name) not in names:
            raise no_such("usage.no-department", name, list(names.values()))
    for key in people:
        if normal_id(key) not in by_id:
            raise no_such("usage.no-person", key, list(by_id.values()))
    return Selection(
        frozenset(kind_ids),
        frozenset(names[normal_name(name)] for name in departments),
        frozenset(by_id[normal_id(key)] for key in people),
    )
