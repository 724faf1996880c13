"""What came of `build` and `blank`, or of a dry run would come, told to people or as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from docgen.cli import show
from docgen.documents.parts import said
from docgen.messages import say, words
from docgen.office.facts import Facts, Failure, Held
from docgen.office.folder import Office
from docgen.office.run import Report
from docgen.office.withdraw import WITHDRAWN

NAMED = 5
"""Documents that failed, or were made again, for one reason, told by their names; of more, the number."""

LISTED = 20
"""Documents taken down that are told one by one, and lines of documents made again; of more, the number."""


def tell(report: Report, office: Office, seconds: float, as_json: bool, *, dry: bool = False) -> int:
    """What came of a run, for people or as JSON, or of a `dry` one what would come; the exit code."""
    if as_json:
        show.answer(_summary(report.facts, seconds, dry=dry))
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
        show.tell(say("build.failure", name=_named(facts, [failure.id]), reason=failure.reason))
    _tell_held_back(facts, facts.held_back)
    _tell_reasons("build.without-pdf", facts, facts.without_pdf)
    for sort, ids in (("new", facts.new), ("moved", facts.moved), ("withdrawn", facts.withdrawn)):
        for key in ids:
            click.echo(say(f"build.would.{sort}", name=facts.called(key)))
    for key, parts in facts.changed.items():
        click.echo(say("build.would.changed", name=facts.called(key), parts=said(parts)))
    counts = {"new": len(facts.new), "changed": len(facts.changed), "moved": len(facts.moved)}
    show.tell(say("build.would", **counts, unchanged=facts.unchanged, withdrawn=len(facts.withdrawn)))


def _tell_facts(facts: Facts, office: Office, seconds: float) -> None:
    for (reason, hint, made), ids in _by_reason(facts.failures).items():
        told = "build.failure/part" if made else "build.failure"
        show.tell(say(told, name=_named(facts, ids), made="、".join(made), reason=reason))
        if hint:
            show.hanging("  → ", hint, err=True)
    for path in facts.kept:
        show.tell(say("build.kept", file=path))
    for key in facts.withdrawn[:LISTED]:
        show.tell(say("build.withdrawn", name=facts.called(key), folder=office.outputs.told(WITHDRAWN)))
    if len(facts.withdrawn) > LISTED:
        show.tell(say("build.withdrawn/more", count=len(facts.withdrawn) - LISTED))
    _tell_held_back(facts, facts.held_back[:LISTED])
    if len(facts.held_back) > LISTED:
        show.tell(say("build.held-back/more", count=len(facts.held_back) - LISTED))
    for template, why in facts.slow.items():
        show.tell(say("build.slow", template=template, reason=why, hint=why.words().hint))
    _tell_reasons("build.unsettled", facts, facts.unsettled)
    _tell_reasons("build.without-pdf", facts, facts.without_pdf)
    if not facts.planned:
        show.tell(say("build.nothing"))
        return
    _tell_changed(facts)
    show.tell(
        say(
            "build.done",
            new=facts.written - len(facts.changed),
            changed=len(facts.changed),
            unchanged=facts.unchanged,
            failed=len(facts.failures),
            seconds=f"{seconds:.1f}",
            folder=office.outputs,
        )
    )


def _tell_changed(facts: Facts) -> None:
    """Which documents are not any more as they were printed, and because of what."""
    by_parts: dict[str, list[str]] = {}
    for key, parts in facts.changed.items():
        by_parts.setdefault(said(parts), []).append(key)
    if by_parts:
        show.tell(say("build.changed"))
    for told, ids in list(by_parts.items())[:LISTED]:
        show.hanging("  ", say("build.changed/what", name=_named(facts, ids), parts=told), err=True)
    if len(by_parts) > LISTED:
        show.tell(say("build.changed/more", count=sum(map(len, list(by_parts.values())[LISTED:]))))


def _tell_held_back(facts: Facts, held: Sequence[Held]) -> None:
    for item in held:
        name, hint = facts.called(item.id), item.reason.words().hint
        show.tell(say("build.held-back", name=name, reason=item.reason, hint=hint))


def _tell_reasons(key: str, facts: Facts, told: Sequence[Failure]) -> None:
    """Remarks on documents, those of one reason in one."""
    for (reason, hint, _), ids in _by_reason(told).items():
        show.tell(say(key, name=_named(facts, ids), reason=reason))
        if hint:
            show.hanging("  → ", hint, err=True)


def _named(facts: Facts, ids: Sequence[str]) -> str:
    """The names of the first of these documents."""
    named = "、".join(facts.called(key) for key in ids[:NAMED])
    return named if len(ids) <= NAMED else say("build.failure/more", names=named, count=len(ids))


def _by_reason(failures: Sequence[Failure]) -> dict[tuple[str, str, tuple[str, ...]], list[str]]:
    """The ids of what failed for the same reason: a thousand forms that lack a font are told in one line."""
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for item in failures:
        found.setdefault((*item.reason.words(), item.made), []).append(item.id)
    return found


def _summary(facts: Facts, seconds: float, *, dry: bool) -> dict[str, object]:
    """The shape of `build --json`; what is not always there stands in it only where there is something to tell."""
    foreseen = {"dry_run": True, "moved": facts.moved, "withdrawn": facts.withdrawn} if dry else {}
    remarks: Mapping[str, Sequence[Failure | Held]] = {"held_back": facts.held_back, "without_pdf": facts.without_pdf}
    told = {name: _reasons(items) for name, items in remarks.items() if items}
    return {
        **told,
        "planned": facts.planned,
        "written": facts.written,
        "unchanged": facts.unchanged,
        "failed": len(facts.failures),
        "seconds": round(seconds, 3),
        "failures": _reasons(facts.failures),
        "new": facts.new,
        "changed": list(facts.changed),
        "changed_by": {key: list(parts) for key, parts in facts.changed.items()},
        **foreseen,
    }


def _reasons(items: Sequence[Failure | Held]) -> list[dict[str, str]]:
    return [{"id": item.id, "reason": str(item.reason)} for item in items]
