"""What a template sees as bytes and back: how a document's values travel to a worker.

Pickling takes twice as long, and leaves the UTF-8 of every text behind in the text itself: a parent that hands over a
bureau's documents would end up with most of its texts twice.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from docgen.kinds.views import (
    BureauView,
    DepartmentView,
    DocumentView,
    MatterView,
    OpinionView,
    PersonView,
    RiskView,
)

_FORMAT = 4
"""Of `marshal`: the newest that every supported Python writes and reads."""

_VIEWS: Mapping[str, type] = {
    view.__name__: view
    for view in (BureauView, DepartmentView, DocumentView, MatterView, OpinionView, PersonView, RiskView)
}
_READERS = {view: attrgetter(*(item.name for item in fields(view))) for view in _VIEWS.values()}
_PLAIN = frozenset({str, int, bool, type(None)})


def wrapped(values: Mapping[str, Any]) -> bytes:
    """The values as bytes."""
    return marshal.dumps({name: _plain(value) for name, value in values.items()}, _FORMAT)


def unwrapped(data: bytes) -> dict[str, Any]:
    """The values that were wrapped."""
    return {name: _made(value) for name, value in marshal.loads(data).items()}


def _plain(value: Any) -> Any:
    """Texts, numbers and tuples as they are, a view as a list of its name and fields, anything else pickled."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return tuple(map(_plain, value))
    reader = _READERS.get(kind)
    if reader is None:
        return pickle.dumps(value)
    return [kind.__name__, *map(_plain, reader(value))]


def _made(value: Any) -> Any:
    kind = type(value)
    if kind is tuple:
        return tuple(map(_made, value))
    if kind is list:
        name, *own = value
        return _VIEWS[name](*map(_made, own))
    return pickle.loads(value) if kind is bytes else value
