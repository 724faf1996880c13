"""How set-up speaks: one line for what it does, and its errors from the catalogue."""

from __future__ import annotations

import sys

from docgen.errors import CannotUse
from docgen.messages import say, words


def tell(key: str, **values: object) -> None:
    """One line of what is going on."""
    print(say(key, **values), file=sys.stderr, flush=True)


def trouble(key: str, **values: object) -> CannotUse:
    """The error under `key`, to be raised."""
    text = words(key, **values)
    return CannotUse(text.message, hint=text.hint)
