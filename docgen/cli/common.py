"""What several commands share: where the office is, which workbooks are meant, and the options for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from docgen.cli import help as words_of
from docgen.cli.options import Decorated as Decorated
from docgen.cli.options import folder_option as folder_option
from docgen.errors import CannotUse, Place, WrongUsage
from docgen.office.folder import Office, bare_office, find_office
from docgen.office.settings import FILE as SETTINGS
from docgen.outputs.store import Local, Store, store_at
from docgen.workbook.dates import NotADate, date_from_text


def workbook_arguments(command: Decorated) -> Decorated:
    """`[WORKBOOK…]`."""
    return click.argument("workbooks", nargs=-1, metavar="[工作簿]...", type=click.Path(path_type=Path))(command)


def output_option(command: Decorated) -> Decorated:
    """`-o DIR`."""
    return click.option(
        "-o", "output", metavar="文件夹", type=click.Path(path_type=Path), help=words_of.option("output")
    )(command)


def outputs_options(command: Decorated) -> Decorated:
    """`-o DIR|URL`, and `--ledger DIR` for a URL."""
    for decorate in (
        click.option(
            "--ledger", "ledgers", metavar="文件夹", type=click.Path(path_type=Path), help=words_of.option("ledger")
        ),
        click.option("-o", "output", metavar="文件夹|网址", type=_Outputs(), help=words_of.option("outputs")),
    ):
        command = decorate(command)
    return command


class _Outputs(click.ParamType[Store]):
    """A folder's path or an fsspec URL."""

    name = "outputs"

    def convert(self, value: str, parameter: click.Parameter | None, context: click.Context | None) -> Store:
        """Nothing is looked at yet but whether a folder that is there can be read."""
        store = store_at(value)
        if isinstance(store, Local):
            click.Path().convert(value, parameter, context)
        return store


def on_option(command: Decorated) -> Decorated:
    """`--on DATE`, today where it is not given."""
    return day_option("on")(command)


def day_option(told: str) -> Callable[[Decorated], Decorated]:
    """`--on DATE` with another help text: that of the option `told`."""
    return click.option("--on", "on", metavar="日期", callback=_day, help=words_of.option(told))


def json_option(command: Decorated) -> Decorated:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help=words_of.option("json"))(command)


def kind_option(command: Decorated) -> Decorated:
    """`--kind ID`, any number of times."""
    return click.option("--kind", "kind_ids", metavar="种类", multiple=True, help=words_of.option("kind"))(command)


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> date:
    if value is None:
        return date.today()
    try:
        return date_from_text(value)
    except NotADate:
        raise WrongUsage("usage.date", value=value) from None


def office_at(folder: str | None, output: Store | None = None, ledgers: Path | None = None) -> Office | None:
    """The office folder meant: `-C`, else the current folder when it is one.

    Raises CannotUse when `-C` names a folder that is none, WrongUsage for `--ledger` without a URL.
    """
    if ledgers is not None and (output is None or isinstance(output, Local)):
        raise WrongUsage("usage.ledger")
    given = folder or click.get_current_context().find_root().params.get("folder")
    office = find_office(Path(given or "."), output, ledgers)
    if office is None and given:
        raise CannotUse("office.none", place=Place(given), folder=given, settings=SETTINGS)
    return office


def office_or_bare(folder: str | None, output: Store | None, ledgers: Path | None = None) -> Office:
    """As `office_at`, or the folder of `-o` alone. Raises WrongUsage where there is neither."""
    office = office_at(folder, output, ledgers)
    if office is not None:
        return office
    if output is None:
        raise WrongUsage("usage.no-output")
    return bare_office(output, ledgers)
