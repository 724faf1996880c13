"""Folders for what a library must read from disk; those that a killed process left behind are removed by the next one.

A folder is held by a lock on a file in it, which ends with the process, however it ends. So a folder that nobody
holds has no owner any more, whatever has become of process numbers meanwhile, in this container or another. A child
that was forked off holds its parent's folder, too: it may be using it.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path

from docgen.locks import lock

LOCK = ".lock"
ENDING = ".held"
"""Versions of docgen that locked the folder itself, and not a file in it, leave alone what ends like this."""
_GONE = ".gone"
"""What stands behind the name of a folder that is being removed."""
_RANDOM = re.compile(r"[a-z0-9_]{8}" + re.escape(ENDING) + rf"({re.escape(_GONE)})?")
"""What stands behind a prefix: eight signs of `mkdtemp`'s, and the ending."""


def scratch_folder(owner: object, prefix: str) -> Path:
    """A new folder in the system's temporary folder, removed with `owner` or when the program ends.

    First removes the folders of this prefix that this user's processes have left. Raises OSError when no folder can
    be made there.
    """
    _sweep(Path(tempfile.gettempdir()), prefix)
    while True:
        folder = Path(tempfile.mkdtemp(ENDING, prefix))
        handle = _held(folder)
        # Until it is held, another process may take it for one that was left.
        if handle is not None:
            weakref.finalize(owner, _remove, folder, handle, os.getpid())
            return folder


def _sweep(parent: Path, prefix: str) -> None:
    try:
        names = [item.name for item in os.scandir(parent) if item.name.startswith(prefix)]
    except OSError:
        return
    for name in names:
        if _RANDOM.fullmatch(name[len(prefix) :]) and _own(parent / name):
            with suppress(OSError):
                _remove_left(parent / name)


def _own(folder: Path) -> bool:
    """Whether it is a folder of this user's, into which nobody else can have put anything."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    # Windows knows no numbers of users, and gives each a temporary folder of his own.
    return stat.S_ISDIR(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == os.getuid())


def _remove_left(folder: Path) -> None:
    """Remove a folder of this user that nobody holds; anything else is left alone."""
    handle = _held(folder)
    if handle is not None:
        # Under another name first: the process that has just made it, and not yet locked it, would put its lock there
        # while the old one is being removed, and lose the folder that it holds.
        gone = folder.with_name(folder.name.removesuffix(_GONE) + _GONE)
        with suppress(OSError):  # Windows moves no folder with an open file
            folder = folder.rename(gone)
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)
        shutil.rmtree(folder, ignore_errors=True)  # Windows keeps a file that is open


def _held(folder: Path) -> int | None:
    """Lock a folder: a handle, None when another has it or it is gone. Raises OSError where nothing can be locked."""
    file = folder / LOCK
    try:
        handle = lock(file)
    except FileNotFoundError:
        return None
    if handle is not None and not _is_same(handle, file):
        os.close(handle)
        return None
    return handle


def _is_same(handle: int, file: Path) -> bool:
    """Whether this is the file behind the handle, and not gone or another one by now."""
    try:
        return os.path.samestat(os.fstat(handle), file.stat())
    except FileNotFoundError:
        return False


def _remove(folder: Path, handle: int, owner: int) -> None:
    """A process that was forked off has the same owner object, but not the right to its folder."""
    if os.getpid() == owner:
        os.close(handle)
        shutil.rmtree(folder, ignore_errors=True)
