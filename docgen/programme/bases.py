"""The rules that papers cite as their basis, by kind: the program's dated table, and an office's own entries."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

TABLE = "bases.toml"
"""Stands beside this module."""


@dataclass(frozen=True, slots=True)
class Bases:
    """A table of bases; one that an office changed is the program's own with other entries."""

    reviewed: date
    """When somebody last made sure that these rules are in force."""
    of_kind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Kind id → what its papers cite, as printed: 《name》（year or number）article."""

    def old(self, on: date) -> bool:
        """Whether the table was reviewed more than a year before the day."""
        then = self.reviewed
        return (on.year, on.month, on.day) > (then.year + 1, then.month, then.day)

    def changed(self, reviewed: date | None, of_kind: Mapping[str, tuple[str, ...]]) -> Bases:
        """The table with an office's own entries, each in the place of all that its kind cites."""
        return Bases(reviewed or self.reviewed, {**self.of_kind, **of_kind})


@lru_cache(maxsize=1)  # the package's own table: it does not change while it runs
def shipped() -> Bases:
    """The program's own table."""
    data = tomllib.loads(files("docgen.programme").joinpath(TABLE).read_text("utf-8"))
    found: dict[str, list[str]] = {}
    for base in data["base"]:
        for kind in base["kinds"]:
            found.setdefault(kind, []).append(_printed(base))
    return Bases(data["reviewed"], {kind: tuple(texts) for kind, texts in found.items()})


def _printed(base: Mapping[str, Any]) -> str:
    return f"《{base['name']}》（{base['edition']}）{base.get('article', '')}"
