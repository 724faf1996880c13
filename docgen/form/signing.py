"""A place where a document is signed, as the record keeps it for the day when the signed paper comes back."""

from __future__ import annotations

from typing import NamedTuple


class SigningPlace(NamedTuple):
    """Where a step of the chain signs: the rectangle of its cell on the finished page, in millimetres."""

    step: str
    page: int
    """From 1 on."""
    left: float
    """From the page's left edge."""
    top: float
    """From the page's upper edge."""
    width: float
    height: float
