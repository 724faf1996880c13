"""Takes documents down whose subject left the workbook: moved aside with their path, never deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from docgen.build.plan import Selection
from docgen.errors import CannotUse, Place
from docgen.files import sync_folder
from docgen.ledger.ledger import File, Made
from docgen.messages import words

WITHDRAWN = "已撤下"
"""The folder below the output folder that they are moved into."""


def leavers(made: Iterable[Made], planned: Collection[str], kinds: Collection[str], selection: Selection) -> list[Made]:
    """What was made before and is planned no more, as far as the selection would have taken it in.

    `planned` are the ids of the whole plan; documents of kinds that are not installed any more are left alone.
    """
    return [
        item
        for item in made
        if item.id not in planned
        and not item.withdrawn
        and item.kind in (selection.kinds or kinds)
        and (not selection.departments or item.department in selection.departments)
        and not selection.people
    ]


def withdraw(made: Made, outputs: Path) -> Made:
    """Move a document's files aside; what is to be recorded of it. Raises CannotUse when they cannot be moved."""
    moved = {form: take_down(file, outputs) for form, file in made.files.items()}
    return replace(made, withdrawn=True, files={form: file for form, file in moved.items() if file is not None})


def take_down(file: File, outputs: Path) -> File | None:
    """Move one file into the folder of those taken down, whatever is in it now; None where there is none any more.

    A run that was killed behind the move finds the file there already.
    """
    source = outputs / file.path
    wanted = PurePosixPath(WITHDRAWN, file.path)
    if not source.exists():
        return file._replace(path=str(wanted)) if (outputs / wanted).exists() else None
    path = wanted
    number = 1
    while (outputs / path).exists():
        number += 1
        path = wanted.with_name(f"{wanted.stem}.{number}{wanted.suffix}")
    target = outputs / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        inside = outputs.resolve()
        if not all(item.parent.resolve().is_relative_to(inside) for item in (source, target)):
            text = words("build.outside", file=source, folder=outputs)
            raise CannotUse(text.message, place=Place(str(source)), hint=text.hint)
        source.replace(target)
        sync_folder(target.parent)
        sync_folder(source.parent)
    except OSError as problem:
        text = words("files.write", path=target, reason=problem.strerror or problem)
        raise CannotUse(text.message, place=Place(str(target)), hint=text.hint) from problem
    return file._replace(path=str(path))
