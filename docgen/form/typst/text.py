"""Bits of Typst source. What people type never is Typst source: every text becomes a string literal."""

from __future__ import annotations

import re
from collections.abc import Sequence

_STRING = {'"': '\\"', "\\": "\\\\"}
_ESCAPED = re.compile(r'["\\]')


def string(text: str) -> str:
    """A Typst string literal of this text."""
    return f'"{_ESCAPED.sub(lambda found: _STRING[found[0]], text)}"'


def joined(pieces: Sequence[str], between: str = "") -> str:
    """Expressions one after the other as one, with another between each two."""
    if len(pieces) == 1:
        return pieces[0]
    return f"{{{(f';{between};' if between else ';').join(pieces)}}}" if pieces else "[]"


def points(value: float) -> str:
    """A length as Typst writes it, to a thousandth of a point."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return f"{'0' if text in ('', '-0') else text}pt"
