"""`docgen gongwen`: any Word document held against GB/T 9704-2012, for people as a table, for scripts as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli import show
from docgen.cli.common import json_option
from docgen.cli.help import Command, columns, summary
from docgen.errors import CannotUse, ExitCode, Place
from docgen.gongwen.compare import Comparison, compare
from docgen.gongwen.lines import PAGE
from docgen.gongwen.point import Observation, PointResult, Verdict
from docgen.messages import say
from docgen.trouble import why

_COLOURS = {Verdict.GOOD: "green", Verdict.NOT_GOOD: "red", Verdict.CANNOT_TELL: "yellow", Verdict.NOT_APPLICABLE: None}
SHOWN = 5
"""Different things found on one point that the table tells; `--json` gives all, at every place."""

CLAUSE = 9
"""Columns of the clause."""

WORDS = 12
"""Characters of a paragraph by which it is found again in Word."""


@click.command(cls=Command, name="gongwen", help=summary("gongwen"))
@click.argument("file", metavar="Word文件", type=click.Path(path_type=Path))
@json_option
def gongwen(file: Path, as_json: bool) -> int:
    """Hold a Word document against the standard."""
    try:
        data = file.read_bytes()
    except OSError as problem:
        raise CannotUse("gongwen.unreadable", place=Place(str(file)), reason=why(problem)) from problem
    found = compare(data, str(file))
    if as_json:
        show.answer(as_value(found))
    else:
        show_comparison(found)
    return ExitCode.DONE if found.kept else ExitCode.INPUT_HAS_ERRORS


def show_comparison(found: Comparison) -> None:
    """The points as a table, what was found and where under each, and a summary in one line."""
    form = say(f"gongwen.format/{found.elements.format}")
    click.echo(say("gongwen.title", file=found.elements.reading.name, format=form) + "\n")
    verdicts = {verdict: say(f"gongwen.verdict/{verdict}") for verdict in Verdict}
    for result in found.results:
        verdict, colour = verdicts[result.verdict], _COLOURS[result.verdict]
        room = max(map(columns, verdicts.values())) - columns(verdict) + 2
        head = click.style(verdict, fg=colour) if colour else verdict
        head += " " * room + f"{result.point.clause:<{CLAUSE}}"
        show.hanging(head, say(f"gongwen.asks/{result.point.id}"))
        for text in _told(result):
            show.hanging(" " * columns(click.unstyle(head)) + "→ ", text)
    click.echo("\n" + summary_line(found))


def _told(result: PointResult) -> list[str]:
    """What was found: each thing once, with its first place and in how many it is."""
    by_words: dict[str, list[Observation]] = {}
    for item in result.observations:
        by_words.setdefault(str(item.said), []).append(item)
    lines = [_line(said, items) for said, items in list(by_words.items())[:SHOWN]]
    if len(by_words) > SHOWN:
        lines.append(say("gongwen.more", count=len(result.observations)))
    return lines


def _line(said: str, items: list[Observation]) -> str:
    line = items[0].line
    if line is None:
        return said
    where = say(f"gongwen.where/{line.part}", number=line.number, words=_words(items[0]))
    places = say("gongwen.places", where=where, count=len(items)) if len(items) > 1 else where
    return f"{said}（{places}）"


def _words(item: Observation) -> str:
    text = item.line.plain.replace(PAGE, "1") if item.line else ""
    return text if len(text) <= WORDS else text[:WORDS] + "…"


def summary_line(found: Comparison) -> str:
    """How many points are kept, are not, cannot be told and do not concern the document."""
    return say(
        "gongwen.totals",
        good=found.count(Verdict.GOOD),
        bad=found.count(Verdict.NOT_GOOD),
        unknown=found.count(Verdict.CANNOT_TELL),
        none=found.count(Verdict.NOT_APPLICABLE),
    )


def as_value(found: Comparison) -> dict[str, object]:
    """The shape of `gongwen --json`."""
    return {
        "file": found.elements.reading.name,
        "format": found.elements.format,
        **{verdict.replace("-", "_"): found.count(verdict) for verdict in Verdict},
        "points": [
            {
                "id": result.point.id,
                "clause": result.point.clause,
                "required": say(f"gongwen.asks/{result.point.id}"),
                "verdict": str(result.verdict),
                "found": [
                    {
                        "text": str(item.said),
                        "part": item.line.part if item.line else None,
                        "paragraph": item.line.number if item.line else None,
                        "words": _words(item) if item.line else None,
                    }
                    for item in result.observations
                ],
            }
            for result in found.results
        ],
    }
