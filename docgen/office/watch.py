"""Who watches a run: told of its stages, of how far they are, and of what comes up; draws it, logs it or lets it go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from docgen.findings import Finding
from docgen.messages import Message

Progress = Callable[[int, bool], None]
"""Called with how many are finished, and whether that took work: what was found finished counts for no rate."""


class Watch(Protocol):
    """What a run tells while it goes on; what came of it, it returns."""

    def note(self, said: Message) -> None:
        """Something that is to be known now."""
        ...

    def findings(self, found: Sequence[Finding]) -> None:
        """What is wrong in the workbooks, where the run stops for it or goes on in spite of it."""
        ...

    def stage(self, said: Message, length: int) -> AbstractContextManager[Progress]:
        """A part of the run that has `length` things to do begins; it ends with the block."""
        ...


class Unwatched:
    """Nobody watches."""

    def note(self, said: Message) -> None:
        """Let go."""

    def findings(self, found: Sequence[Finding]) -> None:
        """Let go."""

    @contextmanager
    def stage(self, said: Message, length: int) -> Iterator[Progress]:
        """Not counted."""
        yield lambda count, worked: None
