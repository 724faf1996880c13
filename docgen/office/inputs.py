"""What lies in the folder of an office's workbooks: those that are read, and a finding for each thing that is not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docgen.documents.pictures import ENDINGS
from docgen.errors import CannotUse, Place
from docgen.findings import Finding, note, warning
from docgen.trouble import why

READ = frozenset((".xlsx", ".xlsm"))
"""Suffixes, in lower case, of what is read; of .xlsm the cells only, macros never run."""

TABLES = frozenset(
    (".xls", ".xlt", ".xltx", ".xltm", ".xlsb", ".et", ".ett", ".ods", ".fods", ".csv", ".tsv", ".dbf", ".numbers")
)
"""Suffixes of what holds tables that somebody may have meant to hand in."""

ARCHIVES = frozenset((".zip", ".rar", ".7z", ".gz", ".tar"))
"""Suffixes of what may hold workbooks."""

LOCKS = ("~$", ".~")
"""How the files begin that Excel, WPS and LibreOffice lay beside a workbook that is open."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The workbooks in order of name, and what is told of everything else."""

    workbooks: tuple[Path, ...] = ()
    left_out: tuple[Finding, ...] = ()


def inputs_in(folder: Path) -> Inputs:
    """What the folder holds; nothing where there is no such folder. Workbooks in folders below it are not read.

    Raises CannotUse for a folder that cannot be looked into.
    """
    if not folder.is_dir():
        return Inputs()
    try:
        paths = sorted(folder.iterdir())
    except OSError as problem:
        raise CannotUse("files.list", place=Place(str(folder)), folder=folder, reason=why(problem)) from problem
    workbooks = tuple(path for path in paths if _is_read(path))
    others = (path for path in paths if not _is_read(path) and not _holds_pictures(path))
    return Inputs(workbooks, tuple(_left_out(path) for path in others))


def _is_read(path: Path) -> bool:
    return path.suffix.lower() in READ and not path.name.startswith((*LOCKS, "."))


def _holds_pictures(path: Path) -> bool:
    """Whether it is a folder of pictures, which workbooks may name, and of nothing else."""
    below = list(_below(path)) if path.is_dir() else []
    return bool(below) and all(item.suffix.lower() in ENDINGS for item in below)


def _left_out(path: Path) -> Finding:
    at, suffix = Place(str(path)), path.suffix.lower()
    if path.name.startswith(LOCKS):
        return note("workbook.file/left-lock", at, path.name)
    if path.name.startswith("."):
        return note("workbook.file/left-hidden", at, path.name)
    if path.is_dir():
        if any(_may_hold_data(item) for item in _below(path)):
            return warning("workbook.file/left-folder", at, path.name)
        return note("workbook.file/left-other-folder", at, path.name)
    if suffix in TABLES:
        return warning("workbook.file/left-table", at, path.name, suffix=suffix)
    if suffix in ARCHIVES:
        return warning("workbook.file/left-archive", at, path.name)
    return note("workbook.file/left-other", at, path.name)


def _may_hold_data(path: Path) -> bool:
    return _is_read(path) or path.suffix.lower() in TABLES


def _below(folder: Path) -> Iterator[Path]:
    """The names of all files in the folder and in those below it, as far as it can be looked at."""
    return (Path(name) for _, _, names in os.walk(folder) for name in names)
