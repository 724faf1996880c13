"""Runs a command and watches its memory: the whole process tree's, pages shared between processes counted once."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.05
"""Seconds between two looks."""


class CommandFailed(Exception):
    """A command that ended badly: what it said."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A command's wall seconds, its peak MiB and what it printed."""

    seconds: float
    peak: float
    output: str


def run(command: Sequence[str], folder: Path) -> Ran:
    """Run a command in `folder`. Raises CommandFailed when it does not end with 0."""
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        peak = [0.0]
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, ended, peak), daemon=True)
        watcher.start()
        output, complaints = process.communicate()
        seconds = time.perf_counter() - started
        ended.set()
        watcher.join()
    if process.returncode:
        raise CommandFailed(
            f"{' '.join(command)} ended with {process.returncode}:\n{output[-1000:]}{complaints[-3000:]}"
        )
    return Ran(seconds, peak[0], output)


def _watch(process: int, ended: threading.Event, peak: list[float]) -> None:
    while not ended.wait(INTERVAL):
        peak[0] = max(peak[0], sum(map(_mebibytes, _tree(process))))


def _tree(process: int) -> list[int]:
    """The process and all below it, as far as they still live."""
    found = [process]
    for parent in found:
        for file in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, file.read_text().split())
            except OSError:
                continue
    return found


def _mebibytes(process: int) -> float:
    """Proportional set size: a page shared by two processes is half of each."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
