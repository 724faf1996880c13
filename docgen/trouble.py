"""What stops a run and has a name: a full disk, no permission, a library that is lacking. It is told in words.

`errno` names what the system refuses; anything else that is raised and is no `DocgenError` is the program's own fault.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from docgen.errors import CannotUse, Place
from docgen.messages import Message, message

_NAMES = {
    "ENOSPC": "full",
    "EDQUOT": "quota",
    "EFBIG": "file-size",
    "EACCES": "permission",
    "EPERM": "permission",
    "EROFS": "read-only",
    "EMFILE": "open-files",
    "ENFILE": "open-files",
    "ENOMEM": "memory",
    "EIO": "disk",
    "ENXIO": "disk",
    "ENODEV": "disk",
    "ENOENT": "gone",
    "ENOTDIR": "gone",
    "EISDIR": "folder",
    "EBUSY": "in-use",
    "ETXTBSY": "in-use",
    "ENAMETOOLONG": "long-name",
    "ESTALE": "network",
    "ENOTCONN": "network",
    "ETIMEDOUT": "network",
    "EHOSTDOWN": "network",
    "EHOSTUNREACH": "network",
    "ENETDOWN": "network",
    "ENETUNREACH": "network",
    "EREMOTEIO": "network",
    "EAGAIN": "processes",
}
"""What the catalogue calls the system's errors; a system may lack some of them."""

_BY_NUMBER = {getattr(errno, name): word for name, word in _NAMES.items() if hasattr(errno, name)}

_FOR_PDF = ("PIL", "matplotlib", "pikepdf", "pypdfium2", "typst", "weasyprint")
"""Packages without which Word files can be made all the same."""


def why(problem: OSError) -> Message | str:
    """Why the system refuses something, in words; its own where these know none."""
    if problem.errno == errno.ENOENT and "temporary directory" in str(problem.strerror):
        return message("system.temporary")
    name = _BY_NUMBER.get(problem.errno or 0)
    return message(f"system.{name}") if name else problem.strerror or str(problem)


def trouble(problem: BaseException) -> CannotUse | None:
    """What stopped a run, where it, or what it was raised from, has a name; None for the program's own faults."""
    found: BaseException | None = problem
    while found is not None:
        if told := _told(found):
            return told
        found = found.__cause__
    return None


def _told(problem: BaseException) -> CannotUse | None:
    if isinstance(problem, OSError):
        if problem.errno == errno.ENOSPC and not problem.filename and (folder := _full_temporary()):
            return CannotUse("system.temporary/full", place=Place(folder), folder=folder)
        reason = why(problem)
        file = os.fsdecode(problem.filename) if isinstance(problem.filename, str | bytes) else None
        return CannotUse(reason, place=Place(file)) if isinstance(reason, Message) else None
    if isinstance(problem, ImportError):
        return lacking(problem)
    if isinstance(problem, SyntaxError):  # a library's file that is cut short
        return CannotUse("system.library/broken", name=Path(problem.filename or "").name, reason=problem.msg)
    if isinstance(problem, MemoryError):
        return CannotUse("system.memory")
    if isinstance(problem, RuntimeError) and str(problem).startswith("can't start new thread"):
        return CannotUse("system.processes")
    return None


def lacking(problem: ImportError) -> CannotUse:
    """What is told of a library that is not there, or only in part."""
    name = (problem.name or "").partition(".")[0]
    if name in _FOR_PDF:
        return CannotUse("pdf.missing", reason=name)
    if not name:
        return CannotUse("system.library", reason=problem)
    how = "missing" if isinstance(problem, ModuleNotFoundError) else "broken"
    return CannotUse(f"system.library/{how}", name=name, reason=problem)


_LITTLE = 2**20
"""Bytes that are left on a full disk, at most."""


def _full_temporary() -> str:
    """The temporary folder, where its disk is full: what writes there does not say where it was writing."""
    with suppress(OSError):
        folder = tempfile.gettempdir()
        if shutil.disk_usage(folder).free < _LITTLE:
            return folder
    return ""
