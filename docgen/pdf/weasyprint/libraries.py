"""The C libraries behind the PDF engine: whether they are there, and loading those unpacked beside the program.

Where set-up may not install system packages it unpacks them into the environment. A library opened by its path
answers from then on to its own name (soname) in the same process, so WeasyPrint finds it as if it were installed.
The system's own copy goes first, so no library is ever loaded twice. Standard library only: set-up uses this.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

NEEDED = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)
"""What WeasyPrint opens (its `text/ffi.py`)."""


def private_folder(environment: Path | None = None) -> Path:
    """Where set-up unpacks libraries: inside the program's environment."""
    return (environment or Path(sys.prefix)) / "lib" / "docgen"


def missing(folder: Path | None = None) -> tuple[str, ...]:
    """Load what the PDF engine needs; the names of the libraries that are neither installed nor in `folder`.

    To be called before WeasyPrint is imported. `folder` is `private_folder()` unless given.
    """
    if all(_load(name) for name in NEEDED):
        return ()
    unpacked = {file.name: file for file in sorted((folder or private_folder()).glob("*.so*"))}
    waiting = [name for name in unpacked if not _load(name)]
    while waiting:
        # A library loads once those that it needs are loaded.
        still = [name for name in waiting if not _load(str(unpacked[name]))]
        if len(still) == len(waiting):
            break
        waiting = still
    return tuple(name for name in NEEDED if not _load(name))


def _load(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
