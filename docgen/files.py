"""The one way a file is written: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex

from docgen.errors import CannotUse, Place
from docgen.trouble import why

PREFIX = ".docgen-"
"""How the names of temporary files begin."""


def write_whole(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write `data` to `path` so that a reader sees the old file or the new one, never a part.

    Temporary file in the same folder, fsync, rename, fsync of the folder; who writes many files into one folder
    leaves the last out (`sync=False`) and calls `sync_folder` once behind them. Raises CannotUse, with the
    old file untouched and nothing left behind, when the folder cannot be written or the disk is full.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.parent / f"{PREFIX}{token_hex(4)}"
        # Made by open() and not by mkstemp(): its rights are then those of any file that the user makes.
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        temporary = None
        if sync:
            sync_folder(path.parent)
    except OSError as problem:
        raise CannotUse("files.write", place=Place(str(path)), path=path, reason=why(problem)) from problem
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def clear_temporary(folder: Path) -> None:
    """Remove what a killed run was writing into `folder`; only for who holds it against other runs."""
    if folder.is_dir():
        for path in folder.glob(f"{PREFIX}*"):
            path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename inside `folder` last through a power cut, where the system lets a folder be opened."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def quoted(path: Path) -> str:
    """A path as it is typed behind a command."""
    text = str(path)
    return f'"{text}"' if " " in text else text
