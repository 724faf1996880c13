"""Runs makers in turn, so that a busy machine is busy for all, and compares the medians of the rounds."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from benchmarks.forms import Job
from benchmarks.peers import PEERS
from benchmarks.texts import differences
from benchmarks.worker import Session

ROUND = 1.0
"""Seconds that a quick maker's round is to take."""

MOST_PASSES = 20
"""And how often it makes all forms at most."""


@dataclass(slots=True)
class Figures:
    """What was measured of one maker."""

    label: str
    peer: str
    cores: int
    lacks: str = ""
    """Why it was not measured, "" when it was."""
    documents: int = 0
    passes: int = 1
    """How often a round makes all forms: quick makers several times, so that a round says something."""
    setup: float = 0.0
    """Seconds once a process, outside the rounds."""
    seconds: list[float] = field(default_factory=list)
    """Of each round, for making all forms once."""
    peak: float = 0.0
    """MiB of all its processes."""

    @property
    def each(self) -> float:
        """Milliseconds a form: the rounds' median."""
        return 1000 * statistics.median(self.seconds) / self.documents


@dataclass(frozen=True, slots=True)
class Comparison:
    """Makers beside each other on the same forms; `different` names where their files hold not the same text."""

    figures: list[Figures]
    different: list[str]

    def ratio(self, peer: str, own: str) -> float | None:
        """How many times as long `peer` takes a form as `own`, both by label; None where one was not measured."""
        by_label = {item.label: item for item in self.figures if item.seconds}
        if peer not in by_label or own not in by_label:
            return None
        return by_label[peer].each / by_label[own].each

    def each(self, label: str) -> float | None:
        """Milliseconds a form, None where it was not measured."""
        return next((item.each for item in self.figures if item.label == label and item.seconds), None)


def compare(
    makers: Sequence[tuple[str, str, int]],
    job: Job,
    count: int,
    rounds: int,
    say: Callable[[str], None] = lambda line: None,
) -> Comparison:
    """Measure makers (label, peer, processes) over `rounds` after one for warming up, whose files' texts are compared.

    Each time `count` forms are made, the job's next ones: Typst keeps what it laid out lately, and making the same
    forms again would measure that. The first maker that is there is the one whose text the others must hold.
    Raises MeasureFailed.
    """
    figures = [Figures(label, peer, cores, PEERS[peer].lacks()) for label, peer, cores in makers]
    ready = [item for item in figures if not item.lacks]
    windows = [range(start, start + count) for start in range(0, len(job.values) - count + 1, count)]
    turns_of = {item.label: cycle(windows) for item in ready}
    different: list[str] = []
    with ExitStack() as stack:
        sessions = {item.label: stack.enter_context(Session(item.peer, job, item.cores)) for item in ready}
        for turn in range(rounds + 1):
            folders: dict[str, Path] = {}
            for item in ready:
                spent = 0.0
                for time in range(item.passes):
                    # A folder for each: writing over files makes some file systems write them out at once.
                    folder = folders[item.label] = job.scratch / f"{turn}.{time}" / item.label
                    folder.mkdir(parents=True)
                    spent += sessions[item.label].run(folder, next(turns_of[item.label])) / item.passes
                if turn:
                    item.seconds.append(spent)
                else:
                    item.passes = max(1, min(MOST_PASSES, round(ROUND / max(spent, 1e-3))))
                say(f"  {'warming up' if not turn else f'round {turn}'}: {item.label} {spent:.2f} s")
            if not turn:
                first, *others = folders.values()
                made = len(list(first.iterdir()))
                if made != count:
                    different.append(f"{first.name} made {made} of {count} files")
                different += [line for folder in others for line in differences(first, folder)]
            for kept in job.scratch.glob(f"{turn}.*"):
                shutil.rmtree(kept)
    for item in ready:
        item.documents = count
        item.setup, item.peak = sessions[item.label].setup, sessions[item.label].peak
    return Comparison(figures, different)
