"""The machine that figures were measured on."""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

from docgen.workers.allocator import allocator

ROOM = 2**31
"""Bytes that the files of a comparison may take, and more."""


def machine() -> dict[str, str]:
    """Cores, processor, memory, system and Python, as the machine tells them."""
    return {
        "cores": str(len(os.sched_getaffinity(0))),
        "processor": _line("/proc/cpuinfo", "model name") or platform.machine(),
        "memory": f"{int(_line('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB",
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
        "Python": platform.python_version(),
        "compared files": "in memory" if in_memory() else "on the disk",
        "workers' allocator": "jemalloc" if allocator() else "the system's",
    }


def _line(file: str, name: str) -> str:
    for line in Path(file).read_text("utf-8").splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return ""


def in_memory() -> str | None:
    """A folder whose files stay in memory, None where there is none with room enough.

    Making a file took 0.02 to 0.5 ms on one and the same disk, more than all else of a Word form. What was deleted
    shortly before seems to decide it: ext4 does not hand out at once the inodes that were freed in the last minutes.
    """
    folder = Path("/dev/shm")
    if not (folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM):
        return None
    return str(folder)
