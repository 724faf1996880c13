"""`docgen init`, `kinds`, `status` and `doctor`: the office folder and what the program has and has made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from docgen.cli import show
from docgen.cli.common import folder_option, json_option, office_at, office_or_bare, on_option, outputs_options
from docgen.cli.documents import entry, show_documents
from docgen.cli.due import show_due
from docgen.cli.help import Command, columns, option, summary
from docgen.cli.series import series_entries, show_series
from docgen.errors import CannotUse, ExitCode, Place
from docgen.files import write_whole
from docgen.kinds.kind import load_kinds
from docgen.messages import say
from docgen.office.doctor import State, examine
from docgen.office.folder import OUTPUTS, Office, lay_out
from docgen.office.names import DocumentNames
from docgen.office.selection import kinds_of
from docgen.office.series import series_given
from docgen.office.status import Status
from docgen.office.status import status as find_status
from docgen.outputs.store import Store
from docgen.pdf.engines import EXACT
from docgen.shipped import SAMPLE, SHIPPED
from docgen.trouble import why
from docgen.workbook.write import write_blank


@click.command(cls=Command, help=summary("init"))
@click.argument("folder", metavar="[文件夹]", default=".", type=click.Path(path_type=Path))
@click.option("--sample", is_flag=True, help=option("sample"))
def init(folder: Path, sample: bool) -> int:
    """Lay out an office folder."""
    made = lay_out(folder)
    workbook = folder / "inputs" / (SAMPLE.name if sample else say("init.workbook"))
    there = list((folder / "inputs").glob("*.xlsx"))
    if sample and not workbook.exists():
        try:
            data = SAMPLE.read_bytes()
        except OSError as problem:
            raise CannotUse("init.no-sample", place=Place(str(SAMPLE)), file=SAMPLE, reason=why(problem)) from problem
        write_whole(workbook, data)
        made.append(workbook)
    elif not there:
        write_blank(workbook)
        made.append(workbook)
    for path in made:
        show.tell(say("init.made", path=path))
    show.tell(say("init.next" if made else "init.nothing", folder=folder, workbook=workbook))
    return ExitCode.DONE


@click.command(cls=Command, help=summary("kinds"))
@folder_option
@json_option
def kinds(folder: str | None, as_json: bool) -> int:
    """What can be made."""
    office = office_at(folder)
    known = kinds_of(office) if office else load_kinds((SHIPPED,))
    for problem in known.problems.values():
        show.tell(f"{problem.place}：{problem.message}\n  → {problem.hint}")
    if as_json:
        show.answer(
            [
                {
                    "id": kind.id,
                    "title": kind.title,
                    "stage": kind.stage,
                    "scope": kind.scopes[0] if len(kind.scopes) == 1 else list(kind.scopes),
                    "blank": kind.blank,
                    "public": kind.public,
                }
                for kind in known.values()
            ]
        )
        return ExitCode.DONE
    yes, no = say("yes"), say("no")
    heading = say("kinds.heading").split("|")
    show.table(
        [
            heading,
            *(
                [
                    kind.id,
                    kind.title,
                    kind.stage,
                    "、".join(say(f"scope.{scope}") for scope in kind.scopes),
                    yes if kind.blank else no,
                    yes if kind.public else no,
                ]
                for kind in known.values()
            ),
        ]
    )
    return ExitCode.DONE


@click.command(cls=Command, help=summary("status"))
@folder_option
@outputs_options
@click.option("--due", is_flag=True, help=option("due"))
@on_option
@json_option
def status(
    folder: str | None,
    output: Store | None,
    ledgers: Path | None,
    due: bool,
    on: date,
    as_json: bool,
) -> int:
    """What has been made, what is lacking and by when, and what is gone or was changed by hand; or what is due."""
    office = office_or_bare(folder, output, ledgers)
    if due:
        show_due(office, on, as_json)
        return ExitCode.DONE
    found = find_status(office, on)
    given = series_given(office)
    code = ExitCode.DONE if given.sound else ExitCode.DAMAGE_FOUND
    if as_json:
        show.answer({"documents": [entry(item) for item in found.documents], **series_entries(given)})
        return code
    names = _names(office, found) if found.documents or given.series else DocumentNames({}, {})
    if found.documents:
        show_documents(found, names, on)
    else:
        show.tell(say("status.nothing", folder=office.outputs))
    show_series(given, names)
    return code


def _names(office: Office, found: Status) -> DocumentNames:
    files = {
        (item.bureau, item.year, item.id): next(iter(item.files.values()))
        for item in found.documents
        if item.files and item.state != "blank"
    }
    return DocumentNames({key: kind.title for key, kind in kinds_of(office).items()}, files)


@click.command(cls=Command, help=summary("doctor"))
@folder_option
@json_option
def doctor(folder: str | None, as_json: bool) -> int:
    """What this machine has."""
    office = office_at(folder)
    exact = office is not None and office.settings.fonts == EXACT
    facts = examine(office.home / OUTPUTS if office else Path(OUTPUTS), exact=exact)
    if as_json:
        show.answer(
            [
                {
                    "group": fact.group,
                    "name": str(fact.name),
                    "state": str(fact.state),
                    "detail": str(fact.said),
                    "remedy": fact.said.words().hint,
                }
                for fact in facts
            ]
        )
    else:
        colours = {State.OK: "green", State.WARNING: "yellow", State.MISSING: "red"}
        names = [str(fact.name) for fact in facts]
        wide = max(map(columns, names))
        for name, fact in zip(names, facts, strict=True):
            mark = click.style(say(f"doctor.state.{fact.state}"), fg=colours[fact.state])
            found, remedy = fact.said.words()
            show.hanging(f"{mark}  {name}{' ' * (wide - columns(name))}  ", found)
            if remedy:
                show.hanging("      → ", remedy)
    return ExitCode.CANNOT_USE if any(fact.state is State.MISSING for fact in facts) else ExitCode.DONE
