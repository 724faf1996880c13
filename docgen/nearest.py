"""What somebody who typed a word that there is not may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(value: str, known: Iterable[str]) -> list[str]:
    """Those of `known`, three at most, that are spelt nearly as `value`."""
    return get_close_matches(value, list(known), n=3, cutoff=0.5)
