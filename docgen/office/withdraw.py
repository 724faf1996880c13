"""Takes documents down whose subject left the workbook: moved aside with their path, never deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from docgen.documents.plan import Selection
from docgen.kinds.kind import Kind
from docgen.ledger.ledger import File, Made
from docgen.outputs.store import Store

WITHDRAWN = "已撤下"
"""The folder below the output folder that they are moved into."""


def leavers(
    made: Iterable[Made], planned: Collection[str], kinds: Mapping[str, Kind], selection: Selection
) -> list[Made]:
    """What was made before and is planned no more, as far as the selection would have taken it in.

    `planned` are the ids of the whole plan; documents of kinds that are not installed any more are left alone.
    """
    return [
        item
        for item in made
        if item.id not in planned
        and not item.withdrawn
        and item.kind in kinds
        and (not selection.kinds or item.kind in selection.kinds)
        and (not selection.stages or kinds[item.kind].stage in selection.stages)
        and (not selection.departments or item.department in selection.departments)
        and not selection.people
        and not selection.events
    ]


def missing(last: Iterable[str], now: Iterable[str]) -> list[str]:
    """The names of workbooks in `last` that are not in `now`: who stood there has not left, as far as anybody knows."""
    here = set(now)
    return [file for file in last if file not in here]


def withdraw(made: Made, outputs: Store) -> Made:
    """Move a document's files aside; what is to be recorded of it. Raises CannotUse when they cannot be moved."""
    moved = {form: take_down(file, outputs) for form, file in made.files.items()}
    return replace(made, withdrawn=True, files={form: file for form, file in moved.items() if file is not None})


def take_down(file: File, outputs: Store) -> File | None:
    """Move one file into the folder of those taken down, whatever is in it now; None where there is none any more.

    A run that was killed behind the move finds the file there already.
    """
    wanted = PurePosixPath(WITHDRAWN, file.path)
    if not outputs.exists(file.path):
        return file._replace(path=str(wanted)) if outputs.exists(str(wanted)) else None
    path = wanted
    number = 1
    while outputs.exists(str(path)):
        number += 1
        path = wanted.with_name(f"{wanted.stem}.{number}{wanted.suffix}")
    outputs.move(file.path, str(path))
    return file._replace(path=str(path))
