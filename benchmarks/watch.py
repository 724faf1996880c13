"""Runs a command and watches the whole process tree's memory and work: pages shared between processes counted once."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.05
"""Seconds between two looks, at least."""

SHARE = 0.02
"""The part of a processor that looking may take: the system counts a large process's pages for tens of milliseconds,
while that process waits."""


class CommandFailed(Exception):
    """A command that ended badly: what it said."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A command's wall seconds, its peak MiB, what it printed, and the seconds that processors worked for it."""

    seconds: float
    peak: float
    output: str
    worked: float = 0.0


def run(command: Sequence[str], folder: Path, code: int = 0) -> Ran:
    """Run a command in `folder`. Raises CommandFailed when it does not end with this code."""
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        peak = [0.0]
        worked: dict[int, float] = {}
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, ended, peak, worked), daemon=True)
        watcher.start()
        output, complaints = process.communicate()
        seconds = time.perf_counter() - started
        ended.set()
        watcher.join()
    if process.returncode != code:
        raise CommandFailed(
            f"{' '.join(command)} ended with {process.returncode}:\n{output[-1000:]}{complaints[-3000:]}"
        )
    return Ran(seconds, peak[0], output, sum(worked.values()))


def _watch(process: int, ended: threading.Event, peak: list[float], worked: dict[int, float]) -> None:
    pause = INTERVAL
    while not ended.wait(pause):
        begun = time.thread_time()
        tree = _tree(process)
        peak[0] = max(peak[0], sum(map(_mebibytes, tree)))
        worked.update((one, seconds) for one in tree if (seconds := _worked(one)))
        pause = max(INTERVAL, (time.thread_time() - begun) / SHARE)


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


def _worked(process: int) -> float:
    """Seconds that processors have worked for a process itself, 0 for one that has ended: the kernel adds workers'
    only where their parent waits for them."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
