"""`docgen cancel`: a number that was given and is not used."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from docgen.cli import show
from docgen.cli.common import day_option, folder_option, office_or_bare, outputs_options
from docgen.cli.help import Command, Required, option, summary
from docgen.errors import ExitCode, WrongUsage
from docgen.ledger.numbers import Cancelled
from docgen.messages import say
from docgen.office.cancel import Named
from docgen.office.cancel import cancel as cancel_number
from docgen.outputs.store import Store


def _year(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    if value is not None and not (value.isdecimal() and len(value) == 4):
        raise WrongUsage("usage.year", value=value)
    return None if value is None else int(value)


@click.command(cls=Command, help=summary("cancel"))
@click.argument("document", metavar="标识")
@folder_option
@outputs_options
@click.option("--reason", cls=Required, metavar="原因", help=option("reason"))
@day_option("cancel-on")
@click.option("--by", metavar="姓名", default="", help=option("by"))
@click.option("--year", metavar="年度", callback=_year, help=option("year"))
@click.option("--bureau", metavar="单位名称", default="", help=option("bureau"))
def cancel(
    document: str,
    folder: str | None,
    output: Store | None,
    ledgers: Path | None,
    reason: str,
    on: date,
    by: str,
    year: int | None,
    bureau: str,
) -> int:
    """Cancel a number."""
    office = office_or_bare(folder, output, ledgers)
    done = cancel_number(office, Named(document, year, bureau), Cancelled(on, reason, by), datetime.now())
    show.tell(say("cancel.done", number=done.number.number, name=done.name))
    for file in done.files:
        show.tell(say("cancel.moved", file=office.outputs.told(file)))
    show.tell(say("cancel.next"))
    return ExitCode.DONE
