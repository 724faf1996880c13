"""Where batches are worked: in this process, in processes beside it, or on a cluster; one interface for all."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from importlib import import_module
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from multiprocessing.util import Finalize
from typing import Any, Protocol

from docgen.documents.workplace import Workplace
from docgen.errors import CannotUse
from docgen.workers.tools import Tools
from docgen.workers.work import Outcome, Work, forget, work

PATIENCE = 10
"""Seconds that a cluster's scheduler, then its first worker, is waited for."""

LONGEST = 107 - len("/pymp-12345678/listener-12345678")
"""Bytes of the temporary folder's path that leave room for a socket's name: systems allow 107."""

MOST_ON_WINDOWS = 61
"""Processes of one pool: Windows waits for 63 things at once, and the pool has two of its own."""

ALL_ROUND = 100
"""Collections of what is a little older, after which Python's cycle collector looks through everything: that is mostly
the templates, which stay, and took a fiftieth of a worker's time when it was done after ten."""

AHEAD = 2
"""Batches in flight for each worker: one at work and one waiting, so that memory does not grow with the run."""


class WorkerPool(Protocol):
    """Workers that batches can be given to."""

    window: int
    """How many batches may be in flight."""

    def submit(self, batch: Work) -> Future[list[Outcome]]:
        """Give a batch to a worker."""
        ...

    def died(self, problem: BaseException) -> bool:
        """Whether a batch's failure means that the worker which had it is gone."""
        ...

    def renew(self) -> None:
        """Replace workers that are gone."""
        ...

    def alone(self) -> WorkerPool:
        """A pool in which a death harms no batch but the one at work."""
        ...

    def close(self) -> None:
        """Let the workers go; batches still waiting are dropped."""
        ...


class InProcess:
    """This process: for small runs, which would end before a worker had started."""

    window = 1

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def submit(self, batch: Work) -> Future[list[Outcome]]:
        """Work the batch at once."""
        future: Future[list[Outcome]] = Future()
        try:
            future.set_result(work(batch, self._tools))
        except Exception as problem:
            future.set_exception(problem)
        return future

    def died(self, problem: BaseException) -> bool:
        """Never: there would be nobody left to ask."""
        return False

    def renew(self) -> None:
        """Nothing to replace."""

    def alone(self) -> WorkerPool:
        """Itself."""
        return self

    def close(self) -> None:
        """Nothing to let go."""


class Processes:
    """Processes on this machine, each started afresh and never by a bare fork, which threads would not survive."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs = min(jobs, MOST_ON_WINDOWS) if sys.platform == "win32" else jobs
        self.window = jobs * AHEAD
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        context: BaseContext = multiprocessing.get_context("spawn")
        # The server is spoken to by a socket in the temporary folder, whose path may not be long; Windows has none.
        short = len(os.fsencode(tempfile.gettempdir())) <= LONGEST
        if short and "forkserver" in multiprocessing.get_all_start_methods():
            from multiprocessing import forkserver

            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["__main__", "docgen.workers.preload"])
            forkserver.ensure_running()
        return ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_begin)

    def submit(self, batch: Work) -> Future[list[Outcome]]:
        """Give the batch to the next free process."""
        try:
            return self._pool.submit(work, batch)
        except BrokenProcessPool as problem:
            future: Future[list[Outcome]] = Future()
            future.set_exception(problem)
            return future

    def died(self, problem: BaseException) -> bool:
        """A pool breaks as a whole when one of its processes dies."""
        return isinstance(problem, BrokenProcessPool)

    def renew(self) -> None:
        """A new pool in place of the broken one."""
        self.close()
        self._pool = self._start()

    def alone(self) -> WorkerPool:
        """A pool of one process."""
        return Processes(1)

    def close(self) -> None:
        """End the processes once they have done what they are at."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """A worker leaves Ctrl-C to its parent, does not outlive it, and does not look through what stays."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], ALL_ROUND)
    Finalize(None, forget, exitpriority=10)  # a worker's end passes over what is registered with atexit
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait([sentinel])
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))  # on Windows that kills, too


def _hush() -> None:
    """What goes wrong on a cluster is told as an error of ours; its library would tell it in tracebacks besides."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logger = logging.getLogger(name)
            logger.handlers = [logging.NullHandler()]
            logger.propagate = False


class Cluster:
    """The workers of a Dask scheduler; they write into the output folder themselves, so it must be theirs too."""

    def __init__(self, address: str, workplace: Workplace) -> None:
        """Raises CannotUse when the library is missing, or no scheduler or no worker answers at `address`."""
        self._workplace = workplace
        try:
            distributed = import_module("distributed")
        except ImportError as problem:
            raise CannotUse("cluster.missing") from problem
        _hush()
        self._deaths = distributed.KilledWorker
        self._address = address
        try:
            self._client: Any = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as problem:
            raise CannotUse(
                "cluster.unreachable", address=address, reason=str(problem) or type(problem).__name__
            ) from problem
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as problem:
            self._client.close()
            raise CannotUse("cluster.no-workers", address=address) from problem
        self._executor: Any = self._client.get_executor()
        self.window = max(1, sum(self._client.nthreads().values())) * AHEAD

    def submit(self, batch: Work) -> Future[list[Outcome]]:
        """Give the batch to the scheduler."""
        here = replace(batch, workplace=self._workplace.maker(batch.drawing))
        future: Future[list[Outcome]] = self._executor.submit(work, here)
        return future

    def died(self, problem: BaseException) -> bool:
        """The scheduler gives a lost batch to other workers itself; this is when it has given up."""
        return isinstance(problem, self._deaths)

    def renew(self) -> None:
        """The cluster's own business."""

    def alone(self) -> WorkerPool:
        """Itself: a death harms no other batch."""
        return self

    def close(self) -> None:
        """Leave the cluster; its scheduler and workers go on."""
        self._executor.shutdown(wait=False)
        self._client.close()
