"""What commands show: findings, tables and progress, as a clerk reads them on a terminal."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import click

from docgen.cli.encoding import is_utf8
from docgen.cli.help import columns, wrapped
from docgen.cli.listing import Listing, listing
from docgen.findings import Finding, Severity, count
from docgen.messages import Message, say
from docgen.office.watch import Progress

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def tell(text: str) -> None:
    """One line to whoever is watching: stderr, so that stdout holds nothing but the answer."""
    click.echo(text, err=True)


def answer(value: object) -> None:
    """The one JSON value of `--json`, on stdout; whole in every encoding."""
    click.echo(json.dumps(value, ensure_ascii=not is_utf8(sys.stdout.encoding), indent=2))


def table(rows: Sequence[Sequence[str]]) -> None:
    """Columns set under each other, two spaces apart."""
    for line in aligned(rows):
        click.echo(line)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of such a table."""
    widths = [max(columns(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(cell + " " * (size - columns(cell)) for cell, size in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def hanging(first: str, text: str, *, err: bool = False) -> None:
    """A text behind what it begins with; on a terminal its further lines stand under its own first."""
    stream = sys.stderr if err else sys.stdout
    indent = columns(click.unstyle(first))
    lines = [text]
    if stream.isatty():
        lines = wrapped(text, max(shutil.get_terminal_size().columns - indent, _LEAST_ROOM)) or [""]
    click.echo(first + f"\n{' ' * indent}".join(lines), err=err)


_LEAST_ROOM = 20
"""Columns that a text has at least, however narrow the terminal."""


def findings(items: Sequence[Finding], *, notes: bool = True, everything: bool = False, err: bool = False) -> Listing:
    """The findings, errors first, each with its place, what is wrong and what to do; and what was not shown."""
    found = listing(items, notes=notes, everything=everything)
    file: str | None = None
    sheet: str | None = None
    hint = ""
    for entry in found.entries:
        item = entry.first
        if item.file != file:
            file, sheet, hint = item.file, None, ""
            click.echo(f"\n{file or ''}", err=err)
        if item.sheet != sheet:
            sheet, hint = item.sheet, ""
            if sheet is not None:
                click.echo(f" 「{sheet}」", err=err)
        grade = click.style(say(f"severity.{item.severity}"), fg=_COLOURS[item.severity])
        cell = entry.cells + " " * max(6 - columns(entry.cells), 0)
        hanging(f"  {cell} {grade} ", f"{entry.message}  [{item.rule}]", err=err)
        if item.hint and item.hint != hint:
            hint = item.hint
            hanging("         → ", hint, err=err)
    if found.left_out:
        click.echo("\n" + say("check.left-out", count=found.left_out), err=err)
    return found


def totals(items: Sequence[Finding], files: int, found: Listing | None = None) -> str:
    """How many findings of each severity there are, in one line; and which of them are not shown."""
    text = say(
        "check.totals",
        files=files,
        errors=count(items, Severity.ERROR),
        warnings=count(items, Severity.WARNING),
        notes=count(items, Severity.NOTE),
    )
    if found and found.notes:
        text += say("check.folded/unread" if found.unread else "check.folded", notes=found.notes, unread=found.unread)
    return text


@dataclass(frozen=True, slots=True)
class Terminal:
    """Watches a run for whoever sits at the terminal; `quiet` where the answer is for a program."""

    quiet: bool = False

    def note(self, said: Message) -> None:
        """A line."""
        if not self.quiet:
            tell(str(said))

    def findings(self, found: Sequence[Finding]) -> None:
        """All of them, on stderr; a program is told too, for its user."""
        findings(found, err=True)

    def stage(self, said: Message, length: int) -> AbstractContextManager[Progress]:
        """A bar with rate and remaining time on a terminal, one line otherwise."""
        return progress(str(said), length)


@contextmanager
def progress(label: str, length: int) -> Iterator[Progress]:
    """A bar with rate and remaining time on a terminal, one line otherwise.

    What it gives is called with how many are finished, and whether that took work: what was found finished
    counts for nothing in the rate.
    """
    if not sys.stderr.isatty():
        tell(label)
        yield lambda count, worked: None
        return
    started = time.monotonic()
    worked_on = 0

    def state(item: object) -> str:
        seconds = time.monotonic() - started
        if not worked_on or seconds <= 0:
            return ""
        rate = worked_on / seconds
        left = int((length - bar.pos) / rate)
        return say("progress.rate", rate=f"{rate:.1f}", left=f"{left // 3600:d}:{left // 60 % 60:02d}:{left % 60:02d}")

    with click.progressbar(
        length=length, label=label, file=sys.stderr, show_pos=True, show_eta=False, item_show_func=state
    ) as bar:

        def step(count: int, worked: bool) -> None:
            nonlocal worked_on, started
            if worked:
                worked_on += count
            elif not worked_on:
                started = time.monotonic()
            bar.update(count)

        yield step


def summary(files: Sequence[str], items: Sequence[Finding]) -> dict[str, object]:
    """The shape of `check --json`."""
    return {
        "files": list(files),
        "errors": count(items, Severity.ERROR),
        "warnings": count(items, Severity.WARNING),
        "notes": count(items, Severity.NOTE),
        "findings": [
            {
                "rule": item.rule,
                "severity": str(item.severity),
                "file": item.file,
                "sheet": item.sheet,
                "cell": item.cell,
                "value": item.value,
                "message": item.message,
                "hint": item.hint,
            }
            for item in items
        ],
    }
