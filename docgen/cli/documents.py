"""`docgen status`: the documents of each year, stage by stage: what is made, what is lacking and by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import get_args

import click

from docgen.cli import show
from docgen.cli.due import days_left
from docgen.messages import say
from docgen.office.names import DocumentNames
from docgen.office.status import DocumentState, DocumentStatus, StageDays, StageStatus, Status, by_stage

NAMED = 5
"""Documents of a kind that are lacking in a stage that has begun, told by their subjects; of more, the number."""


def entry(item: DocumentStatus) -> dict[str, object]:
    """The shape of an item of `status --json`."""
    return {
        "id": item.id,
        "kind": item.kind,
        "subject": item.subject,
        "department": item.department,
        "number": item.number,
        "pages": item.pages,
        "state": item.state,
        "files": item.files,
        "bureau": item.bureau,
        "year": item.year,
        "stage": item.stage,
        "due": item.due.isoformat() if item.due else None,
    }


def show_documents(found: Status, names: DocumentNames, on: date) -> None:
    """Each bureau's year under a heading where there are several; kinds have their order from the titles in `names`."""
    titles = names.titles
    years: dict[tuple[int, str], list[DocumentStatus]] = {}
    for year, name in sorted((year, name) for name, year in found.days):
        years[year, name] = []
    for item in found.documents:
        years.setdefault((item.year, item.bureau), []).append(item)
    for place, ((year, name), items) in enumerate(sorted(years.items())):
        if place:
            click.echo()
        if len(years) > 1:
            heading = say("status.heading" if year else "status.heading/no-year", name=name, year=year)
            click.echo(click.style(heading, bold=True))
        _stages(items, found.days.get((name, year), {}), titles, on)
        _kinds(items, titles)
        for item in items:
            if item.state in ("changed", "missing", "withdrawn"):
                files = "、".join(item.files.values()) or names.of(item.bureau, item.year, item.id)
                click.echo(say(f"status.{item.state}", files=files))


def _stages(
    items: Sequence[DocumentStatus], days: Mapping[str, StageDays], titles: Mapping[str, str], on: date
) -> None:
    """The table of stages, and what is lacking in those that have begun."""
    found = by_stage(items, days, on)
    if not found:
        return
    rows = [[item.stage, str(item.made), str(item.lacking), _last_day(item), _left(item)] for item in found]
    title, *lines = show.aligned([say("status.stages").split("|"), *rows])
    click.echo(title)
    for stage, line in zip(found, lines, strict=True):
        over = stage.left is not None and stage.left < 0
        click.echo(click.style(line, fg="red") if over else line)
        if stage.begun:
            _lacking([item for item in items if item.stage == stage.stage and item.lacking], titles)
            if stage.days and stage.days.empty:
                show.hanging(
                    "    ", say("status.empty", sheets="、".join(f"「{sheet}」" for sheet in stage.days.empty))
                )
    click.echo()


def _lacking(items: Sequence[DocumentStatus], titles: Mapping[str, str]) -> None:
    """Whose documents are lacking, kind by kind."""
    subjects: dict[str, list[str]] = {}
    for item in items:
        subjects.setdefault(item.kind, []).append(item.subject)
    for kind, names in subjects.items():
        cut = "status.more/cut" if len(names) > NAMED else "status.more"
        said = say(cut, title=titles.get(kind, kind), count=len(names), names="、".join(names[:NAMED]))
        show.hanging("    ", said)


def _last_day(stage: StageStatus) -> str:
    return stage.days.due.isoformat() if stage.days else ""


def _left(stage: StageStatus) -> str:
    if not stage.begun and stage.days:
        return say("status.begins", begins=stage.days.begins)
    if stage.lacking:
        return days_left(stage.left)
    return say("status.complete" if stage.made else "status.none")


def _kinds(items: Sequence[DocumentStatus], titles: Mapping[str, str]) -> None:
    """How many documents of each kind are in which state."""
    if not items:
        return
    states = get_args(DocumentState)
    counts: dict[str, dict[str, int]] = {}
    for item in items:
        counts.setdefault(item.kind, dict.fromkeys(states, 0))[item.state] += 1
    show.table(
        [
            [say("status.kind"), *(say(f"state.{state}") for state in states)],
            *(
                [titles.get(kind, kind), *map(str, counts[kind].values())]
                for kind in dict.fromkeys((*titles, *counts))
                if kind in counts
            ),
        ]
    )
