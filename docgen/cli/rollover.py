"""`docgen rollover`: the workbook of the year to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from docgen.cli import show
from docgen.cli.common import folder_option, office_at, on_option, workbook_arguments
from docgen.cli.help import Command, Required, option, summary
from docgen.messages import say, words
from docgen.office.rollover import rollover as roll_over


@click.command(cls=Command, help=summary("rollover"))
@workbook_arguments
@folder_option
@click.option(
    "-o", "target", cls=Required, metavar="工作簿", type=click.Path(path_type=Path), help=option("rollover-to")
)
@on_option
def rollover(workbooks: Sequence[Path], folder: str | None, target: Path, on: date) -> int:
    """Write the next year's workbook."""
    done = roll_over(office_at(folder), workbooks, target, on, show.Terminal())
    if done.errors:
        found = words("rollover.stopped/file" if done.closed else "rollover.stopped", errors=done.errors)
        show.tell(f"\n{found.message}")
        show.hanging("  → ", found.hint, err=True)
        return done.exit_code
    values = {name: getattr(done, name) for name in ("bureau", "year", "people", "departments", "risks")}
    show.tell(say("rollover.done", file=target, **values, withdrawn=done.withdrawn, adjusted=done.adjusted))
    show.tell(say("rollover.next", file=target))
    return done.exit_code
