"""Folders for what a library must read from disk; those that a killed process left behind are removed by the next one.

A folder is held by a lock on itself (flock), which ends with the process, however it ends. So a folder that nobody
holds has no owner any more, whatever has become of process numbers meanwhile, in this container or another. A child
that was forked off holds its parent's folder, too: it may be using it.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
import weakref
from pathlib import Path

_RANDOM = re.compile(r"[a-z0-9_]{8}")
"""What `mkdtemp` puts behind a prefix."""


def scratch_folder(owner: object, prefix: str) -> Path:
    """A new folder in the system's temporary folder, removed with `owner` or when the program ends.

    First removes the folders of this prefix that this user's processes have left. Raises OSError when no folder can
    be made there.
    """
    _sweep(Path(tempfile.gettempdir()), prefix)
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix))
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        # Until it is held, another process may take it for one that was left.
        if _held(handle, fcntl.LOCK_SH, folder):
            weakref.finalize(owner, _remove, folder, handle, os.getpid())
            return folder
        os.close(handle)


def _sweep(parent: Path, prefix: str) -> None:
    try:
        names = [item.name for item in os.scandir(parent) if item.name.startswith(prefix)]
    except OSError:
        return
    for name in names:
        if _RANDOM.fullmatch(name[len(prefix) :]):
            _remove_left(parent / name)


def _remove_left(folder: Path) -> None:
    """Remove a folder of this user that nobody holds; anything else is left alone."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        if os.fstat(handle).st_uid == os.getuid() and _held(handle, fcntl.LOCK_EX, folder):
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)


def _held(handle: int, kind: int, folder: Path) -> bool:
    """Lock an open folder; whether that could be done, and it is still the one that stands there."""
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(handle), folder.lstat())
    except OSError:
        return False


def _remove(folder: Path, handle: int, owner: int) -> None:
    """A process that was forked off has the same owner object, but not the right to its folder."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)
