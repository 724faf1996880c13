"""`docgen build` and `docgen blank`: the documents."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click
from click.core import ParameterSource

from docgen.cli import show
from docgen.cli.common import (
    folder_option,
    json_option,
    kind_option,
    office_or_bare,
    on_option,
    outputs_options,
    workbook_arguments,
)
from docgen.cli.help import Command, option, summary
from docgen.cli.making import How, format_option, how_options, pack_options
from docgen.cli.outcome import tell
from docgen.documents.packs import By
from docgen.office.make import blank as make_blank
from docgen.office.make import build as make_documents
from docgen.office.selection import Asked
from docgen.outputs.store import Store
from docgen.pdf.engine import Sides

stage_option = click.option("--stage", "stages", metavar="阶段", multiple=True, help=option("stage"))
gone_option = click.option("--gone", metavar="文件名", multiple=True, help=option("gone"))


@click.command(cls=Command, help=summary("build"))
@workbook_arguments
@folder_option
@outputs_options
@kind_option
@stage_option
@click.option("--department", "departments", metavar="机构名称", multiple=True, help=option("department"))
@click.option("--person", "people", metavar="工号", multiple=True, help=option("person"))
@click.option("--event", "events", metavar="编号", multiple=True, help=option("event"))
@format_option
@how_options
@pack_options
@gone_option
@click.option("--keep-going", is_flag=True, help=option("keep-going"))
@click.option("--dry-run", "dry", is_flag=True, help=option("dry-run"))
@on_option
@json_option
@click.pass_context
def build(
    context: click.Context,
    workbooks: Sequence[Path],
    folder: str | None,
    output: Store | None,
    ledgers: Path | None,
    kind_ids: Sequence[str],
    stages: Sequence[str],
    departments: Sequence[str],
    people: Sequence[str],
    events: Sequence[str],
    how: How,
    by: By | None,
    sides: Sides | None,
    gone: Sequence[str],
    keep_going: bool,
    dry: bool,
    on: date,
    as_json: bool,
) -> int:
    """Check, then make the prefilled documents."""
    started = time.monotonic()
    office = office_or_bare(folder, output, ledgers)
    asked = Asked(tuple(kind_ids), tuple(departments), tuple(people), tuple(stages), tuple(events))
    wanted = how.wanted(
        office,
        on,
        datetime.now(),
        workbooks,
        asked,
        pack=by,
        sides=sides,
        gone=gone,
        keep_going=keep_going,
        # A day that somebody names is one of the year's cycle; without one, all that there is content for is made.
        dry=dry,
        begun_only=context.get_parameter_source("on") is not ParameterSource.DEFAULT,
    )
    report = make_documents(office, wanted, show.Terminal(quiet=as_json))
    return tell(report, office, time.monotonic() - started, as_json, dry=dry)


@click.command(cls=Command, help=summary("blank"))
@workbook_arguments
@folder_option
@outputs_options
@kind_option
@stage_option
@format_option
@how_options
@pack_options
@gone_option
@json_option
def blank(
    workbooks: Sequence[Path],
    folder: str | None,
    output: Store | None,
    ledgers: Path | None,
    kind_ids: Sequence[str],
    stages: Sequence[str],
    how: How,
    by: By | None,
    sides: Sides | None,
    gone: Sequence[str],
    as_json: bool,
) -> int:
    """Forms for filling by hand, the header prefilled where there is a roster."""
    started = time.monotonic()
    office = office_or_bare(folder, output, ledgers)
    asked = Asked(tuple(kind_ids), stages=tuple(stages))
    wanted = how.wanted(office, date.today(), datetime.now(), workbooks, asked, pack=by, sides=sides, gone=gone)
    report = make_blank(office, wanted, show.Terminal(quiet=as_json))
    return tell(report, office, time.monotonic() - started, as_json)
