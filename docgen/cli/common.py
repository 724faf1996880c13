"""What several commands share: where the office is, which workbooks are meant, and the options for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from docgen.cli import help as words_of
from docgen.cli.options import Decorated as Decorated
from docgen.cli.options import debugging as debugging
from docgen.cli.options import folder_option as folder_option
from docgen.errors import CannotUse, Place, WrongUsage
from docgen.kinds.kind import Kind, load_kinds
from docgen.office.folder import SETTINGS, Office, bare_office, find_office
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
    return click.option("--on", "on", metavar="日期", callback=_day, help=words_of.option("on"))(command)


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
    given = folder or click.get_current_context().find_root().obj
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


def workbooks_of(office: Office | None, given: Sequence[Path]) -> list[Path]:
    """The workbooks named, each once, or all of the office's. Raises WrongUsage where there is none."""
    paths = list(given) or (office.workbooks() if office else [])
    if not paths:
        if office and office.inputs:
            raise WrongUsage("usage.no-workbook/office", folder=office.inputs)
        raise WrongUsage("usage.no-workbook")
    once: dict[Path, Path] = {}
    for path in paths:
        once.setdefault(path.resolve(), path)
    return list(once.values())


def grading_of(office: Office | None) -> Mapping[str, str] | None:
    """The office's own table of grades, None where it has none."""
    table = office.settings.get("grading") if office else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise CannotUse("office.grading", place=Place(SETTINGS), key="grading", value=table)
    return table


def kinds_of(office: Office, wanted: Sequence[str] = ()) -> dict[str, Kind]:
    """All kinds that the office can make, or those wanted. Raises WrongUsage for one that there is not."""
    kinds = load_kinds(office.templates)
    for kind_id in wanted:
        if kind_id not in kinds:
            known = "、".join(kinds)
            near = words_of.nearest(kind_id, list(kinds))
            if near:
                raise WrongUsage("usage.no-kind/near", value=kind_id, near="、".join(near), known=known)
            raise WrongUsage("usage.no-kind", value=kind_id, known=known)
    return {key: kind for key, kind in kinds.items() if not wanted or key in wanted}


def no_such(key: str, value: str, known: Sequence[str]) -> WrongUsage:
    """That no department or person is called so, with those that may be meant."""
    near = words_of.nearest(value, list(known))
    return WrongUsage(f"{key}/near" if near else key, value=value, near="、".join(near))
