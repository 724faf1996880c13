"""Locks on files, which end with the process that holds them, however it ends: a file left behind locks nothing.

`filelock` asks the system: flock on Linux and macOS, LockFileEx on Windows.
"""

from __future__ import annotations

import os
from pathlib import Path


def lock(path: Path) -> int | None:
    """Lock a file, made where there is none: a handle, whose closing ends the lock; None while another has it.

    Raises OSError when the file cannot be opened, or locked at all.
    """
    from filelock import lock_descriptor  # takes longer to load than a folder takes to be looked at

    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        locked = lock_descriptor(handle, blocking=False)
    except BaseException:
        os.close(handle)
        raise
    if locked:
        return handle
    os.close(handle)
    return None
