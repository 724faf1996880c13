"""`docgen status --due`: what runs out and has run out, for people in red, orange and yellow, or for scripts."""

from __future__ import annotations

from datetime import date

import click

from docgen.cli import show
from docgen.messages import say
from docgen.office.check import left_out_of
from docgen.office.due import Due, outlook
from docgen.office.folder import Office
from docgen.programme.cases import CaseStep, Colour

_TERMINAL: dict[Colour, str | int] = {Colour.RED: "red", Colour.ORANGE: 208, Colour.YELLOW: "yellow"}
"""A terminal has eight names for colours and orange is none of them: it is one of the 256 by number."""

MOST = 60
"""Characters of a demand that the table shows; `--json` gives all."""


def show_due(office: Office, on: date, as_json: bool) -> None:
    """Show what is due as of the day `on`; what may be lacking in the list is said on stderr."""
    show.findings(left_out_of(office, ()), err=True)
    found = outlook(office, on)
    for said in found.said:
        show.tell(str(said))
    if as_json:
        show.answer({"on": on.isoformat(), "due": [_entry(item) for item in found.due]})
    elif found.due:
        _years(found.due)
    elif found.bureaus:
        show.tell(say("due.nothing", on=on))


def _years(items: list[Due]) -> None:
    """A table, or one under a heading for each year where there are several."""
    years = sorted({item.year for item in items})
    for place, year in enumerate(years):
        if place:
            click.echo()
        if len(years) > 1:
            click.echo(click.style(say("due.year", year=year), bold=True))
        of_year = [item for item in items if item.year == year]
        _table(of_year, several=len({item.bureau for item in of_year}) > 1)


def _table(items: list[Due], *, several: bool) -> None:
    """A line for each, and below it what is to be done and how its case went."""
    heading = say("due.heading").split("|")
    first = [say("due.heading/bureau")] if several else []
    rows = [([say("due.bureau", name=item.bureau, year=item.year)] if several else []) + _cells(item) for item in items]
    title, *lines = show.aligned([first + heading, *rows])
    click.echo(title)
    for item, line in zip(items, lines, strict=True):
        click.echo(click.style(line, fg=_TERMINAL[item.colour]) if item.colour else line)
        what = " ".join(_what(item).split())
        if what:
            show.hanging("    ", what if len(what) <= MOST else what[: MOST - 1] + "…")
        if len(item.case) > 1:
            show.hanging("    ", say("due.case", case=" → ".join(map(_step, item.case))))


def _cells(item: Due) -> list[str]:
    name = item.name
    if item.department not in ("", name):
        name = say("due.of-department", name=name, department=item.department)
    return [
        days_left(item.days),
        item.day.isoformat() if item.day else "",
        say(f"due.kind.{item.kind}"),
        item.number,
        name if item.count == 1 else say("due.count", count=item.count),
        item.who.name,
    ]


def days_left(days: int | None) -> str:
    """How many days are left, or by how many something is over, as one says it."""
    if days is None:
        return say("due.open")
    if days == 0:
        return say("due.today")
    return say("due.left", days=days) if days > 0 else say("due.over", days=-days)


def _step(step: CaseStep) -> str:
    return " ".join(filter(None, (step.number, step.way, step.day.isoformat() if step.day else "")))


def _what(item: Due) -> str:
    return "；".join(map(str, item.what))


def _entry(item: Due) -> dict[str, object]:
    """The shape of an item of `status --due --json`."""
    return {
        "kind": item.kind,
        "bureau": item.bureau,
        "year": item.year,
        "number": item.number,
        "subject": item.subject,
        "name": item.name,
        "department": item.department,
        "what": _what(item),
        "day": item.day.isoformat() if item.day else None,
        "days": item.days,
        "who": {"id": item.who.id, "name": item.who.name},
        "colour": item.colour,
        "count": item.count,
        "case": [
            {"number": step.number, "way": step.way, "day": step.day.isoformat() if step.day else None}
            for step in item.case
        ],
    }
