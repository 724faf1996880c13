"""Jinja's sandbox with bounds: a template reads the values it is given and ends, whatever it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docgen.nearest import nearest
from docgen.word.image import Image, picture
from docgen.word.titles import title_lines

MAX_TURNS = 100_000
"""Turns that all loops of a part may take together; a form of a thousand pages needs fewer. Jinja bounds range() so."""

MAX_LENGTH = 1_000_000
"""Characters or items that an operator may make of two values."""

MAX_BITS = 4096
"""Size of a number that an operator may make."""

_COUNTED = "docgen_counted"


MAX_FIELDS = 10_000
"""Fields of classes whose judgement is kept."""

_DATA = frozenset({str, int, float, bool, tuple})
"""What a field may hold to be read without a judgement: nothing that can be called or changed."""


class TooMuch(Exception):
    """A template that would take without end, or all memory."""


NEAR = "; near "
"""Between Jinja's words on an undefined field and the names that may have been meant."""


class Missing(StrictUndefined):
    """A name that there is not; of an object that tells its names (`_places`, a dict), with those that may be meant."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        told: str = super()._undefined_message
        owner = self._undefined_obj
        known = [str(key) for key in owner] if isinstance(owner, dict) else getattr(type(owner), "_places", ())
        meant = nearest(str(self._undefined_name), known)
        return f"{told}{NEAR}{'、'.join(meant)}" if meant else told


class Account:
    """What a rendering has used and met."""

    __slots__ = ("images", "objects", "raw", "turns")

    def __init__(self) -> None:
        self.turns = MAX_TURNS
        """Left to its loops."""
        self.raw = False
        """Whether a value put markup of its own into the part, about which the template says nothing."""
        self.objects: list[object] = []
        """Values that no text of a part can stand for: docxtpl's pictures and sub-documents."""
        self.images: list[Image] = []
        """Our own pictures that were printed, in order."""


_account: ContextVar[Account | None] = ContextVar("account of the rendering", default=None)


@contextmanager
def bounded() -> Iterator[Account]:
    """The loops rendered inside take MAX_TURNS turns together; the next one raises TooMuch."""
    account = Account()
    token = _account.set(account)
    try:
        yield account
    finally:
        _account.reset(token)


def note_raw() -> None:
    """A value puts markup of its own into the part."""
    if account := _account.get():
        account.raw = True


def note_object(value: object) -> int:
    """A value is one that no text of a part can stand for; its number among those of this rendering."""
    account = _account.get() or Account()
    account.objects.append(value)
    return len(account.objects) - 1


def note_image(image: Image) -> int:
    """A value is a picture; its number in the part, from 1 on."""
    account = _account.get()
    if account is None:
        return 1
    account.images.append(image)
    account.raw = True
    return len(account.images)


class Sandbox(ImmutableSandboxedEnvironment):
    """Escapes, knows no undefined name, changes and calls nothing it should not, and counts."""

    intercepted_binops = frozenset({"+", "*", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(autoescape=True, undefined=Missing, keep_trailing_newline=True, **options)
        self.filters |= {_COUNTED: _counted, "picture": picture, "title_lines": title_lines}
        self._fields: set[tuple[type, str]] = set()
        """Fields found safe to read, by class and name: the sandbox's judgement looks at no more than these."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja's sandbox judges it: of a class and a name once where the value is plain data, else each time."""
        kind = type(obj), attribute
        if kind in self._fields:
            value = getattr(obj, attribute, None)
            if type(value) in _DATA:
                return value
        value = super().getattr(obj, attribute)
        if (
            type(value) in _DATA
            and len(self._fields) < MAX_FIELDS
            and hasattr(obj, attribute)
            and self.is_safe_attribute(obj, attribute, value)
        ):
            self._fields.add(kind)
        return value

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
    account = _account.get() or Account()
    for value in values:
        account.turns -= 1
        if account.turns < 0:
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
