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
from docgen.documents.packs import By
from docgen.messages import say, words
from docgen.office.facts import Facts, Failure
from docgen.office.folder import Office
from docgen.office.make import blank as make_blank
from docgen.office.make import build as make_documents
from docgen.office.run import Report
from docgen.office.selection import Asked
from docgen.office.withdraw import WITHDRAWN
from docgen.outputs.store import Store
from docgen.pdf.engine import Sides

NAMED = 5
"""Documents that failed for one reason, told by their ids; of more, the number."""

LISTED = 20
"""Documents taken down that are told one by one; of more, the number."""


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
    return _tell(report, office, time.monotonic() - started, as_json, dry=dry)


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
    return _tell(report, office, time.monotonic() - started, as_json)


def _tell(report: Report, office: Office, seconds: float, as_json: bool, *, dry: bool = False) -> int:
    """What came of a run, for people or as JSON, or of a `dry` one what would come; the exit code."""
    if as_json:
        show.answer(_summary(report.facts, seconds) | (_foreseen(report.facts) if dry else {}))
    if report.stopped:
        found = words("build.stopped/file" if report.closed else "build.stopped", errors=report.errors)
        show.tell(f"\n{found.message}")
        show.hanging("  → ", found.hint, err=True)
    elif not as_json:
        if report.settled:
            show.tell(say("build.settled"))
            if report.warnings:
                show.tell(say("build.warnings", warnings=report.warnings))
        if dry:
            _tell_foreseen(report.facts)
        else:
            _tell_facts(report.facts, office, seconds)
    return report.exit_code


def _tell_foreseen(facts: Facts) -> None:
    """What a run would do: the answer that was asked for, so on stdout; what would fail as in any run."""
    for failure in facts.failures:
        show.tell(say("build.failure", id=failure.id, reason=failure.reason))
    for item in facts.held_back:
        show.tell(say("build.held-back", id=item.id, reason=item.reason, hint=item.reason.words().hint))
    for name, ids in _foreseen(facts).items():
        if isinstance(ids, list):
            for key in ids:
                click.echo(say(f"build.would.{name}", id=key))
    _tell_reasons("build.without-pdf", facts.without_pdf)
    found = facts.foreseen
    counts = {"new": len(found.new), "changed": len(found.changed), "moved": len(found.moved)}
    show.tell(say("build.would", **counts, unchanged=facts.unchanged, withdrawn=len(facts.withdrawn)))


def _foreseen(facts: Facts) -> dict[str, object]:
    """What `build --dry-run --json` has besides."""
    found = facts.foreseen
    return {
        "dry_run": True,
        "new": found.new,
        "changed": found.changed,
        "moved": found.moved,
        "withdrawn": facts.withdrawn,
    }


def _tell_facts(facts: Facts, office: Office, seconds: float) -> None:
    for (reason, hint, made), ids in _by_reason(facts.failures).items():
        told = "build.failure/part" if made else "build.failure"
        show.tell(say(told, id=_named(ids), made="、".join(made), reason=reason))
        if hint:
            show.hanging("  → ", hint, err=True)
    for path in facts.kept:
        show.tell(say("build.kept", file=path))
    for key in facts.withdrawn[:LISTED]:
        show.tell(say("build.withdrawn", id=key, folder=office.outputs.told(WITHDRAWN)))
    if len(facts.withdrawn) > LISTED:
        show.tell(say("build.withdrawn/more", count=len(facts.withdrawn) - LISTED))
    for item in facts.held_back[:LISTED]:
        show.tell(say("build.held-back", id=item.id, reason=item.reason, hint=item.reason.words().hint))
    if len(facts.held_back) > LISTED:
        show.tell(say("build.held-back/more", count=len(facts.held_back) - LISTED))
    for template, why in facts.slow.items():
        show.tell(say("build.slow", template=template, reason=why, hint=why.words().hint))
    _tell_reasons("build.unsettled", facts.unsettled)
    _tell_reasons("build.without-pdf", facts.without_pdf)
    if not facts.planned:
        show.tell(say("build.nothing"))
        return
    show.tell(
        say(
            "build.done",
            written=facts.written,
            unchanged=facts.unchanged,
            failed=len(facts.failures),
            seconds=f"{seconds:.1f}",
            folder=office.outputs,
        )
    )


def _tell_reasons(key: str, told: Sequence[Failure]) -> None:
    """Remarks on documents, those of one reason in one."""
    for (reason, hint, _), ids in _by_reason(told).items():
        show.tell(say(key, id=_named(ids), reason=reason))
        if hint:
            show.hanging("  → ", hint, err=True)


def _named(ids: Sequence[str]) -> str:
    """The first of these ids."""
    named = "、".join(ids[:NAMED])
    return named if len(ids) <= NAMED else say("build.failure/more", ids=named, count=len(ids))


def _by_reason(failures: Sequence[Failure]) -> dict[tuple[str, str, tuple[str, ...]], list[str]]:
    """The ids of what failed for the same reason: a thousand forms that lack a font are told in one line."""
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for item in failures:
        found.setdefault((*item.reason.words(), item.made), []).append(item.id)
    return found


def _summary(facts: Facts, seconds: float) -> dict[str, object]:
    """The shape of `build --json`."""
    held = [{"id": item.id, "reason": str(item.reason)} for item in facts.held_back]
    without = [{"id": item.id, "reason": str(item.reason)} for item in facts.without_pdf]
    return (
        ({"held_back": held} if held else {})
        | ({"without_pdf": without} if without else {})
        | {
            "planned": facts.planned,
            "written": facts.written,
            "unchanged": facts.unchanged,
            "failed": len(facts.failures),
            "seconds": round(seconds, 3),
            "failures": [{"id": item.id, "reason": str(item.reason)} for item in facts.failures],
        }
    )
