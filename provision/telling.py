"""How set-up speaks: one line for what it does."""

from __future__ import annotations

import sys

from docgen.messages import say


def tell(key: str, **values: object) -> None:
    """One line of what is going on."""
    print(say(key, **values), file=sys.stderr, flush=True)
