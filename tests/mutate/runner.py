"""Runs the program on many mutated files in worker processes, each with a time limit, and tells its own failures.

A kind of file is a module with

    SUFFIX: str                                              how its files are called, ".xlsx"
    cases(seed: int, count: int) -> Iterator[tuple[str, bytes]]   name and bytes of each; the same for the same seed
    try_one(path: Path) -> str | None                        what the program did wrong with it, None if nothing

`try_one` runs in a worker: what it raises, a worker that dies and one that takes too long are failures as well.
"""

from __future__ import annotations

import multiprocessing
import re
import resource
import shutil
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol, cast

SECONDS = 30.0
"""For one file: none is larger than a department's year, which takes a second."""

MEMORY = 3 * 2**30
"""Bytes of a worker: a file that fills more is a failure (MemoryError)."""


class Kind(Protocol):
    """A module of mutated files."""

    SUFFIX: str

    def cases(self, seed: int, count: int) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of each file."""

    def try_one(self, path: Path) -> str | None:
        """What went wrong with the file at `path`, None if nothing."""


@dataclass(frozen=True)
class Failure:
    """A file that the program failed on."""

    name: str
    said: str
    data: bytes


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    name: str = ""
    path: Path | None = None
    until: float = 0.0


def kind_of(name: str) -> Kind:
    """The module of that name beside this one."""
    return cast(Kind, import_module(f"tests.mutate.{name}"))


def run(name: str, seed: int, count: int, *, jobs: int = 2, seconds: float = SECONDS) -> Iterator[Failure]:
    """The failures, as they come. Files lie in a folder of their own, which goes away with them."""
    kind = kind_of(name)
    context = multiprocessing.get_context("spawn")
    folder = Path(tempfile.mkdtemp(prefix="docgen-mutate-"))
    idle: list[_Worker] = [_start(context, name, folder) for _ in range(jobs)]
    busy: list[_Worker] = []
    cases = enumerate(kind.cases(seed, count))
    more = True
    try:
        while more or busy:
            while idle and more:
                case = next(cases, None)
                if case is None:
                    more = False
                    break
                number, (title, data) = case
                worker = idle.pop()
                worker.name, worker.path = title, folder / f"{number}{kind.SUFFIX}"
                worker.path.write_bytes(data)
                worker.pipe.send(str(worker.path))
                worker.until = time.monotonic() + seconds
                busy.append(worker)
            if not busy:
                break
            left = min(worker.until for worker in busy) - time.monotonic()
            ready = wait([worker.pipe for worker in busy], timeout=max(left, 0))
            for worker in [item for item in busy if item.pipe in ready or time.monotonic() > item.until]:
                busy.remove(worker)
                said, alive = _answer(worker, worker.pipe in ready, seconds)
                if worker.path is not None:
                    if said:
                        yield Failure(worker.name, said, worker.path.read_bytes())
                    worker.path.unlink()
                idle.append(worker if alive else _start(context, name, folder))
    finally:
        for worker in (*idle, *busy):
            worker.process.kill()
            worker.process.join()
        shutil.rmtree(folder, ignore_errors=True)


def _answer(worker: _Worker, is_ready: bool, seconds: float) -> tuple[str | None, bool]:
    """What was wrong, and whether the worker can go on."""
    if is_ready:
        try:
            return cast("str | None", worker.pipe.recv()), True
        except EOFError:
            worker.process.join()
            return f"the worker died (exit code {worker.process.exitcode})", False
    worker.process.kill()
    worker.process.join()
    return f"no answer within {seconds:g} s", False


def _start(context: multiprocessing.context.SpawnContext, name: str, folder: Path) -> _Worker:
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(name, theirs, str(folder)), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _work(name: str, pipe: Connection, folder: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    tempfile.tempdir = folder
    kind = kind_of(name)
    while True:
        try:
            path = Path(pipe.recv())
        except EOFError:
            return
        try:
            said = kind.try_one(path)
        except BaseException:
            said = traceback.format_exc()
        pipe.send(said)


def sort_of(said: str) -> str:
    """What failures of one cause have in common: the last line with the place in the code above it."""
    places = re.findall(r'File "[^"]*?([^/"]+/[^/"]+)", line (\d+)', said)
    last = said.strip().splitlines()[-1][:160]
    return f"{last}  ({places[-1][0]}:{places[-1][1]})" if places else last


def tally(failures: list[Failure]) -> list[tuple[str, int, str]]:
    """(sort, how many, a name) of the failures, the most frequent first."""
    counts = Counter(sort_of(item.said) for item in failures)
    first = {sort_of(item.said): item.name for item in reversed(failures)}
    return [(sort, number, first[sort]) for sort, number in counts.most_common()]
