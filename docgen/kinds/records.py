"""Rows as the records that templates see: of each row, the cells that the template may print, as it prints them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from docgen.kinds.mentions import Mentions
from docgen.kinds.views import Day
from docgen.workbook.rows import Row

OpenPicture = Callable[[Row, str, str], object]
"""A row, the heading of a cell in it and the file's name there → the picture."""


def unopened(row: Row, column: str, name: str) -> object:
    """The file's name itself."""
    return name


class Records:
    """Makes records for one template: only what it mentions is filled in."""

    def __init__(self, mentions: Mentions, opened: OpenPicture = unopened) -> None:
        """`opened` gives what the cells hold that the template prints as pictures."""
        self._mentions = mentions
        self._opened = opened
        self._columns: dict[Any, dict[str, int]] = {}

    def asked(self, view: Any) -> dict[str, int]:
        """The places of a record that the template may print, by heading and English name."""
        columns = self._columns.get(view)
        if columns is None:
            names = self._mentions.fields.keys()
            columns = self._columns[view] = {
                name: place
                for name, place in view._places.items()
                if place == view._shown or not names.isdisjoint(view._aliases[place])
            }
        return columns

    def of(self, view: Any, row: Row, extra: Mapping[str, Any]) -> Any:
        """A record of the row's cells, with what is worked out in their place."""
        columns = self.asked(view)
        made = list(view._empty)
        for name, value in row.values():
            if value is not None and name in columns:
                made[columns[name]] = told(value)
        for name, value in extra.items():
            if name in columns:
                made[columns[name]] = value
        own = tuple((name, told(value)) for name, value in row.own())
        if own:
            made[-1] = own
        if self._mentions.pictures:
            self._open_pictures(view, made, row)
        return view(made)

    def _open_pictures(self, view: Any, made: list[Any], row: Row) -> None:
        """Put what they name in the place of the cells that the template prints as pictures."""
        for place, aliases in enumerate(view._aliases):
            if type(made[place]) is str and aliases[0] in row and not self._mentions.pictures.isdisjoint(aliases):
                made[place] = self.cell(row, aliases[0], aliases)
        made[-1] = tuple((name, self.cell(row, name, (name,))) for name, _ in made[-1])

    def cell(self, row: Row, column: str, names: Iterable[str]) -> Any:
        """A cell as a template called by these names prints it."""
        value = told(row[column])
        if type(value) is str and value.strip() and not self._mentions.pictures.isdisjoint(names):
            return self._opened(row, column, value)
        return value


def told(value: object) -> Any:
    """A cell's value as templates print it: "" for an empty one, a date in Chinese, 9 for 9.0.

    A text is a copy: Python keeps the UTF-8 of a text that was sent to a worker as long as that text lives, and the
    workbook's own live as long as the run.
    """
    if type(value) is str:
        return value[:1] + value[1:]
    if value is None:
        return ""
    if isinstance(value, date):
        return Day(value.year, value.month, value.day)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return value
