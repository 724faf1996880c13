"""Jinja's sandbox with bounds: a template reads the values it is given and ends, whatever it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_TURNS = 100_000
"""Turns that all loops of a part may take together; a form of a thousand pages needs fewer. Jinja bounds range() so."""

MAX_LENGTH = 1_000_000
"""Characters or items that an operator may make of two values."""

MAX_BITS = 4096
"""Size of a number that an operator may make."""

_COUNTED = "docgen_counted"
_turns: ContextVar[list[int]] = ContextVar("turns left")


class TooMuch(Exception):
    """A template that would take without end, or all memory."""


@contextmanager
def bounded() -> Iterator[None]:
    """The loops rendered inside take MAX_TURNS turns together; the next one raises TooMuch."""
    token = _turns.set([MAX_TURNS])
    try:
        yield
    finally:
        _turns.reset(token)


class Sandbox(ImmutableSandboxedEnvironment):
    """Escapes, knows no undefined name, changes and calls nothing it should not, and counts."""

    intercepted_binops = frozenset({"+", "*", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, **options)
        self.filters[_COUNTED] = _counted

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in list(tree.find_all(nodes.For)):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        tree.set_environment(self)
        return tree

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """As Python does it, where the result is of a size that a form could hold. Raises TooMuch."""
        if _too_big(operator, left, right):
            raise TooMuch
        return super().call_binop(context, operator, left, right)


def _counted(values: Iterable[Any]) -> Iterator[Any]:
    left = _turns.get()
    for value in values:
        left[0] -= 1
        if left[0] < 0:
            raise TooMuch
        yield value


def _too_big(operator: str, left: Any, right: Any) -> bool:
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length(), right.bit_length()
        if operator == "**":
            return right > 0 and bits[0] * right > MAX_BITS
        return sum(bits) > MAX_BITS
    sized = [len(value) for value in (left, right) if isinstance(value, str | bytes | list | tuple)]
    counts = [value for value in (left, right) if isinstance(value, int)]
    if operator == "*" and sized and counts:
        return sized[0] * counts[0] > MAX_LENGTH
    return sum(sized) > MAX_LENGTH
