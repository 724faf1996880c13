"""Gives batches to workers, a bounded number at a time, and sees every one through: deaths, interruptions, the end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import nullcontext
from dataclasses import replace
from types import TracebackType

from docgen.errors import CannotUse
from docgen.messages import message
from docgen.workers.executors import Cluster, InProcess, Processes, WorkerPool
from docgen.workers.interrupts import finished_first
from docgen.workers.tools import Tools
from docgen.workers.work import Outcome, Work

SECONDS: Mapping[str, float] = {"docx": 0.001, "xlsx": 0.03, "typst": 0.012, "weasyprint": 0.1}
"""What a document costs, about, by format or PDF engine as measured on two cores."""

START = 0.8
"""Seconds that starting workers must save to be worth while."""

DEATHS = 2
"""How often a document may take its worker with it while it is the only one at work."""

HOPELESS = 3
"""Documents that die one after another, when nothing was ever made, mean that workers cannot start."""

Take = Callable[[Sequence[Outcome]], None]


def cores() -> int:
    """How many cores this process may use, where the system says it, else how many there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Dispatcher:
    """The workers of one run, started when the first work comes that is worth it."""

    def __init__(
        self, jobs: int | None = None, address: str | None = None, engine: str = "", tools: Tools | None = None
    ) -> None:
        """`jobs` processes (all cores where it is None and the work is enough), or the cluster at `address`.

        `tools` are what this process makes documents with, where it does.
        """
        self.tools = tools or Tools()
        self.jobs = jobs
        self.address = address
        self._engine = engine
        self._pool: WorkerPool | None = None
        self._made = False

    def __enter__(self) -> Dispatcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.close()
        self.tools.let_go()

    def open(self) -> None:
        """Reach the cluster now, where there is one. Raises CannotUse before anything has been done."""
        if self.address is not None and self._pool is None:
            self._pool = Cluster(self.address, self.tools.workplace)

    def begin(self, files: Mapping[str, int]) -> None:
        """Start workers if there will be work for them, so that they get ready while this process does other things.

        `files` as in `carry_out`. Raises CannotUse as it.
        """
        self._pool_for(files)

    def carry_out(self, batches: Iterable[Work], files: Mapping[str, int], take: Take) -> None:
        """Have all batches worked; `take` is given the outcomes as they come.

        `files` says how many of each format there will be. Raises what `work` raises, and CannotUse when workers
        cannot be had; KeyboardInterrupt passes after what was at work has been taken.
        """
        self._carry_out(self._pool_for(files), batches, take)

    def rest(self) -> None:
        """Let processes beside this one go, with their memory; `carry_out` starts them again."""
        if isinstance(self._pool, Processes):
            self._pool.close()
            self._pool = None

    def carry_out_here(self, batches: Iterable[Work], take: Take) -> None:
        """Have all batches worked in this process. Raises as `carry_out`."""
        self._carry_out(InProcess(self.tools), batches, take)

    def _carry_out(self, pool: WorkerPool, batches: Iterable[Work], take: Take) -> None:
        pending: dict[Future[list[Outcome]], Work] = {}
        waiting = iter(batches)
        try:
            while self._fill(pool, pending, waiting):
                ended, _ = wait(pending, return_when=FIRST_COMPLETED)
                with finished_first():
                    lost = self._collect(pool, pending, ended, take)
                if lost:
                    # A broken pool has lost all that it had.
                    if isinstance(pool, Processes):
                        lost += self._collect(pool, pending, wait(pending).done, take)
                    pool.renew()
                    self._retry_alone(pool, lost, take)
        except KeyboardInterrupt:
            running = [future for future in pending if not future.cancel()]
            self._collect(pool, pending, wait(running).done, take)
            raise

    def _pool_for(self, files: Mapping[str, int]) -> WorkerPool:
        self.open()
        if self._pool is None:
            jobs = self.jobs or cores()
            seconds = sum(SECONDS.get(self._engine if form == "pdf" else form, 0.1) * files[form] for form in files)
            worth = seconds * (1 - 1 / jobs) > START
            if jobs == 1 or not (worth or self.jobs):
                return InProcess(self.tools)
            self._pool = Processes(jobs)
        return self._pool

    @staticmethod
    def _fill(pool: WorkerPool, pending: dict[Future[list[Outcome]], Work], waiting: Iterator[Work]) -> bool:
        while len(pending) < pool.window:
            batch = next(waiting, None)
            if batch is None:
                break
            # This process works what it is given: there Ctrl-C need not wait.
            with nullcontext() if isinstance(pool, InProcess) else finished_first():
                pending[pool.submit(batch)] = batch
        return bool(pending)

    def _collect(
        self,
        pool: WorkerPool,
        pending: dict[Future[list[Outcome]], Work],
        ended: Iterable[Future[list[Outcome]]],
        take: Take,
    ) -> list[Work]:
        """Take what has ended; the batches whose worker died. What ended well is taken before anything is raised."""
        lost: list[Work] = []
        problems: list[BaseException] = []
        for future in ended:
            batch = pending.pop(future)
            problem: BaseException | None
            try:
                problem = future.exception()
            except CancelledError as gone:
                problem = gone
            if problem is None:
                self._made = True
                take(future.result())
            elif pool.died(problem):
                lost.append(batch)
            elif isinstance(problem, CancelledError):
                problems.append(CannotUse("cluster.lost"))
            else:
                problems.append(problem)
        if problems:
            raise problems[0]
        return lost

    def _retry_alone(self, pool: WorkerPool, lost: Sequence[Work], take: Take) -> None:
        """Do lost batches again, one document at a time, so that only the one that kills its worker fails."""
        alone = pool.alone()
        failed = 0
        try:
            for batch in lost:
                for task in batch.tasks:
                    outcomes = self._alone(alone, replace(batch, tasks=(task,)))
                    failed = failed + 1 if outcomes is None else 0
                    self._made = self._made or outcomes is not None
                    if failed >= HOPELESS and not self._made:
                        raise CannotUse("build.workers-die")
                    take(outcomes or [Outcome(task.id, {}, reason=message("build.worker-died"))])
        finally:
            if alone is not pool:
                alone.close()

    @staticmethod
    def _alone(alone: WorkerPool, batch: Work) -> list[Outcome] | None:
        """The outcomes of a batch with nothing beside it, None when it takes its worker with it again and again."""
        for _ in range(DEATHS):
            future = alone.submit(batch)
            problem = future.exception()
            if problem is None:
                return future.result()
            if not alone.died(problem):
                raise problem
            alone.renew()
        return None
