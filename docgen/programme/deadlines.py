"""Until when a notice is answered, reported on and reviewed: what its row says, else so many days by its kind."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from docgen.programme.cases import day_of
from docgen.programme.model import Event

TABLE = "deadlines.toml"
"""Stands beside this module."""

SET: Mapping[str, str] = {"reply": "回复期限", "report": "整改期限", "review": ""}
"""Each deadline, with the column that sets it for one row ("" for none)."""

MOST = 366
"""Days that a deadline may lie ahead."""

NOTICES: Mapping[str, str] = {
    "预警": "warning",
    "警示提醒": "reminder",
    "诫勉纠错": "admonition",
    "责令整改": "rectification",
    "告诫": "caution",
    "督导": "supervision",
}
"""处置方式 → the kind of its notice."""

FROM = ("送达日期", "日期", "决定日期")
"""The columns that days are counted from: the first that the row has filled."""


@lru_cache(maxsize=1)  # the package's own table: it does not change while it runs
def shipped() -> Mapping[str, Mapping[str, int]]:
    """The program's own table: kind id → deadline → days."""
    return tomllib.loads(files("docgen.programme").joinpath(TABLE).read_text("utf-8"))


def deadlines(event: Event, days: Mapping[str, int]) -> dict[str, date | None]:
    """Each deadline of a notice made of this row; None where no column sets it and no days or no date are known.

    `days` are those of the notice's kind.
    """
    counted = counted_from(next((day for column in FROM if (day := day_of(event, column))), None), days)
    return {name: (day_of(event, column) if column else None) or counted[name] for name, column in SET.items()}


def counted_from(start: date | None, days: Mapping[str, int]) -> dict[str, date | None]:
    """Each deadline counted from a day; None where the day or the days are not known."""
    return {name: start + timedelta(days[name]) if start and name in days else None for name in SET}
