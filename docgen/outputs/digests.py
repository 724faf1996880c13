"""Digests of many files at once, reckoned by a process beside this one: reading them back takes as long as planning."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

MANY = 256
"""From so many files on a process is worth its start."""

_GONE, _UNREADABLE = "-", "?"
_PROGRAM = f"""
import hashlib, sys
for name in sys.stdin.buffer.read().split(b"\\0"):
    try:
        with open(name, "rb", buffering=0) as stream:
            print(hashlib.sha256(stream.read()).hexdigest())
    except FileNotFoundError:
        print("{_GONE}")
    except OSError:
        print("{_UNREADABLE}")
"""


def digest(file: Path) -> str | None:
    """A file's SHA-256, None where there is no file. Raises OSError when it cannot be read."""
    try:
        with file.open("rb", buffering=0) as stream:
            return hashlib.sha256(stream.read()).hexdigest()
    except FileNotFoundError:
        return None


class Digests:
    """The files' digests, begun now and there when they are asked for."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = files
        self._found: dict[Path, str] = {}
        self._reader: Thread | None = None
        if len(files) >= MANY:
            self._reader = Thread(target=self._read, daemon=True)
            self._reader.start()

    def of(self, file: Path) -> str | None:
        """As `digest`."""
        if self._reader is not None:
            self._reader.join()
            self._reader = None
        found = self._found.get(file, _UNREADABLE)
        # What the other process could not read is read again here, for its error.
        return None if found == _GONE else digest(file) if found == _UNREADABLE else found

    def _read(self) -> None:
        names = b"\0".join(os.fsencode(file) for file in self._files)
        try:
            done = subprocess.run([sys.executable, "-I", "-S", "-c", _PROGRAM], input=names, capture_output=True)
        except OSError:
            return
        lines = done.stdout.decode("ascii", "replace").split()
        if done.returncode == 0 and len(lines) == len(self._files):
            self._found = dict(zip(self._files, lines, strict=True))
