"""What a template sees as bytes and back: how a document's values travel to a worker.

Pickling takes twice as long, and leaves the UTF-8 of every text behind in the text itself: a parent that hands over a
bureau's documents would end up with most of its texts twice.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any

from docgen.kinds import views

_FORMAT = 4
"""Of `marshal`: the newest that every supported Python writes and reads."""

_VIEWS: Mapping[str, type] = {
    name: view for name, view in vars(views).items() if isinstance(view, type) and is_dataclass(view)
}
_PLAIN = frozenset({str, int, bool, type(None)})


@lru_cache(maxsize=64)
def lister(record: type) -> Callable[[Any], list[Any]]:
    """What makes a list of a dataclass's instance: the class's name, then the fields' values in order."""
    names = [item.name for item in fields(record)]
    get = attrgetter(*names)
    if len(names) == 1:
        return lambda value: [record.__name__, get(value)]
    return lambda value: [record.__name__, *get(value)]


def wrapped(values: Mapping[str, Any]) -> bytes:
    """The values as bytes."""
    return marshal.dumps({name: _plain(value) for name, value in values.items()}, _FORMAT)


def unwrapped(data: bytes) -> dict[str, Any]:
    """The values that were wrapped."""
    return {name: _made(value) for name, value in marshal.loads(data).items()}


def _plain(value: Any) -> Any:
    """Texts, numbers and tuples as they are, a view as a list of its name and fields, anything else pickled."""
    kind: type = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return tuple(map(_plain, value))
    if _VIEWS.get(kind.__name__) is not kind:
        return pickle.dumps(value)
    name, *own = lister(kind)(value)
    return [name, *map(_plain, own)]


def _made(value: Any) -> Any:
    kind = type(value)
    if kind is tuple:
        return tuple(map(_made, value))
    if kind is list:
        name, *own = value
        return _VIEWS[name](*map(_made, own))
    return pickle.loads(value) if kind is bytes else value
