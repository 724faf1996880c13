"""Ctrl-C between two steps, not within one: what was handed to a worker, or came back from it, is not forgotten."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def finished_first() -> Iterator[None]:
    """What is begun here is finished before Ctrl-C counts: KeyboardInterrupt is raised behind it.

    Only the main thread is ever interrupted; in any other this does nothing.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield
        return
    frames: list[FrameType | None] = []
    signal.signal(signal.SIGINT, lambda _, frame: frames.append(frame))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if frames:
        before(signal.SIGINT, frames[0])
