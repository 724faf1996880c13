"""The lists of words that rules on texts go by, as data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

TABLE = "wording.toml"
"""Stands in the package of the programme."""


@lru_cache(maxsize=1)  # the package's own table: it does not change while it runs
def _tables() -> Mapping[str, list[str]]:
    return tomllib.loads(files("docgen.programme").joinpath(TABLE).read_text("utf-8"))


def entries(*names: str) -> tuple[str, ...]:
    """The regular expressions of these lists, in their order."""
    return tuple(item for name in names for item in _tables()[name])


@lru_cache(maxsize=32)
def pattern(*names: str) -> re.Pattern[str]:
    """One pattern that finds any of these lists."""
    return re.compile("|".join(f"(?:{item})" for item in entries(*names)), re.IGNORECASE)
