"""Another way of handing out memory for worker processes: Typst asks for it millions of times.

A quarter of what a PDF takes is spent in the C library's own allocator; jemalloc, where it is installed or was
unpacked by set-up, takes a fraction of that (docs/performance.md). It must be there before a process begins, so it is
named in the environment of those that are started, and only while they are.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path

from docgen.pdf.weasyprint.libraries import private_folder

_PRELOAD = "LD_PRELOAD"
ALLOCATOR = "libjemalloc.so.2"


def allocator(folder: Path | None = None) -> str:
    """What names jemalloc to the system's loader; "" where there is none, or no way to name it.

    `folder` is where set-up unpacks libraries, unless given.
    """
    if sys.platform != "linux":
        return ""
    unpacked = (folder or private_folder()) / ALLOCATOR
    # The loader takes spaces and colons for the end of a name.
    if unpacked.is_file() and not re.search(r"[\s:]", str(unpacked)):
        return str(unpacked)
    return ALLOCATOR if find_library("jemalloc") == ALLOCATOR else ""


@contextmanager
def allocating(folder: Path | None = None) -> Iterator[None]:
    """Processes started meanwhile use jemalloc, where there is one and the user has not chosen another."""
    name = "" if _PRELOAD in os.environ else allocator(folder)
    if not name:
        yield
        return
    os.environ[_PRELOAD] = name
    try:
        yield
    finally:
        del os.environ[_PRELOAD]
