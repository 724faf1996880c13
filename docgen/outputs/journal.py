"""What workers wrote and the record may not know yet, so that a killed run's files are not taken for somebody's work.

Each worker notes a file's digest just before the file gets its name. After a run that was killed, a file whose digest
stands here is the program's own, whatever the record says, and is replaced without keeping a copy.
"""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

from docgen.errors import CannotUse, Place
from docgen.trouble import why

FOLDER = ".docgen.made"
"""Below the output folder; there only while a run goes on, or after one that did not end."""


def note(outputs: Path, digest: str) -> None:
    """Note a file that is about to be written. Raises CannotUse when the output folder cannot be written."""
    path = outputs / FOLDER / f"{socket.gethostname()}-{os.getpid()}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="ascii") as stream:
            stream.write(f"{digest}\n")
    except OSError as problem:
        raise CannotUse("files.write", place=Place(str(path)), path=path, reason=why(problem)) from problem


def noted(outputs: Path) -> frozenset[str]:
    """The digests noted by runs that did not end; a line cut short by a power cut means nothing."""
    found: set[str] = set()
    folder = outputs / FOLDER
    if folder.is_dir():
        for path in folder.iterdir():
            found.update(path.read_text("ascii", errors="replace").splitlines())
    return frozenset(found)


def clear(outputs: Path) -> None:
    """Forget the notes, when the record knows all that they tell."""
    shutil.rmtree(outputs / FOLDER, ignore_errors=True)
