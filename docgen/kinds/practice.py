"""How an office fills in its forms, where it may choose: what docgen.toml says of it, as templates come to see it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Practice:
    """An office's choices; where nothing is chosen, the program's own."""

    typed: bool = False
    """The names of those who sign are set in type; else the place is left for the hand."""
    names: bool = False
    """Public sheets name people; else they say the 岗位."""


DEFAULT = Practice()
