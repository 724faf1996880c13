"""A maker in a process of its own: nobody works with another's caches, patches or memory."""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from benchmarks.forms import Job
from benchmarks.peers import OURS, PEERS
from docgen.workers.allocator import environment


class MeasureFailed(Exception):
    """A maker that broke down: its traceback is the message."""


def serve(pipe: Connection, name: str, job: Job) -> None:
    """Prepare the maker, then make what is asked for until there is nothing more to do."""
    try:
        started = time.perf_counter()
        make = PEERS[name].prepare(job)
        pipe.send(("ready", time.perf_counter() - started))
        while (asked := pipe.recv()) is not None:
            folder, numbers = asked
            started = time.perf_counter()
            own = make(folder, numbers)
            pipe.send(("done", time.perf_counter() - started if own is None else own))
        kilobytes = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        pipe.send(("peak", kilobytes / 1024))
    except EOFError:
        pass
    except BaseException:
        pipe.send(("failed", traceback.format_exc()))


@contextmanager
def _environment(more: Mapping[str, str]) -> Iterator[None]:
    """What processes that are started meanwhile find in their environment besides."""
    os.environ.update(more)
    try:
        yield
    finally:
        for name in more:
            del os.environ[name]


class Session:
    """One maker kept ready in one or more processes; `setup` are its seconds of preparation, `peak` its MiB."""

    def __init__(self, name: str, job: Job, cores: int = 1) -> None:
        self.peak = 0.0
        self._pipes: list[Connection] = []
        self._processes = []
        context = multiprocessing.get_context("spawn")
        for _ in range(cores):
            ours, theirs = context.Pipe()
            process = context.Process(target=serve, args=(theirs, name, job), daemon=False)
            # As the workers of a build are started.
            with _environment(environment() if name.startswith(OURS) else {}):
                process.start()
            theirs.close()
            self._pipes.append(ours)
            self._processes.append(process)
        self.setup = max(self._answers("ready"))

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if problem is None:
            for pipe in self._pipes:
                pipe.send(None)
            self.peak = sum(self._answers("peak"))
        for pipe, process in zip(self._pipes, self._processes, strict=True):
            pipe.close()
            process.join()

    def run(self, folder: Path, numbers: Sequence[int]) -> float:
        """Seconds for making these forms into `folder`, numbers dealt to the processes. Raises MeasureFailed."""
        started = time.perf_counter()
        for place, pipe in enumerate(self._pipes):
            pipe.send((folder, list(numbers[place :: len(self._pipes)])))
        inside = self._answers("done")
        return time.perf_counter() - started if len(inside) > 1 else inside[0]

    def _answers(self, wanted: str) -> list[float]:
        found: list[float] = []
        for pipe in self._pipes:
            try:
                kind, value = pipe.recv()
            except EOFError as problem:
                raise MeasureFailed("the process ended without an answer") from problem
            if kind != wanted:
                raise MeasureFailed(str(value))
            found.append(value)
        return found
