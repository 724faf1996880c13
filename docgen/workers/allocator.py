"""Another way of handing out memory for worker processes: Typst asks for it millions of times.

A quarter of what a PDF takes is spent in the C library's own allocator; jemalloc, where it is installed or was
unpacked by set-up, takes a fraction of that (docs/performance.md). It must be named in the environment before a
process begins; so the server that workers are forked from begins a second time, and this process's own environment is
left alone.
"""

from __future__ import annotations

import os
import re
import sys
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


def environment(folder: Path | None = None) -> dict[str, str]:
    """What is set for processes that shall use jemalloc; empty where there is none, or the user has chosen another."""
    name = "" if _PRELOAD in os.environ else allocator(folder)
    return {_PRELOAD: name} if name else {}


def begin_anew() -> None:
    """Where this process is the server that workers are forked from: begin it once more, with jemalloc."""
    more = environment() if any("multiprocessing.forkserver" in part for part in sys.orig_argv) else {}
    if more:
        os.execve(sys.executable, sys.orig_argv, {**os.environ, **more})
