"""How long a document is before it is laid out: its PDF takes memory by the page, and a layout cannot be stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.kinds.mentions import Mentions
from docgen.kinds.views import View

MOST_IN_PDF = 1_000_000
"""Characters (see `Length.characters`) up to which a document's list is drawn as PDF: some seven hundred pages, for
which Typst takes 1.5 GB (`python -m benchmarks --only register`). Who needs more works in the workbook."""

_CELL = 10
"""Characters that a cell counts for besides its own: an empty box takes room and memory, too."""


_ONE = 15_000
"""Characters of some ten pages."""


@dataclass(frozen=True, slots=True)
class Length:
    """What the lists hold that a template walks through."""

    lines: int = 0
    """Those of the longest list."""
    characters: int = 0
    """Those of their cells, and for each cell that is not empty ten more."""

    @property
    def fits_in_pdf(self) -> bool:
        """Whether a PDF is drawn of it."""
        return self.characters <= MOST_IN_PDF

    @property
    def weight(self) -> float:
        """How many documents it counts for where work is shared out: what fills no ten pages counts for one."""
        return max(1.0, self.characters / _ONE)

    def __add__(self, other: Length) -> Length:
        return Length(max(self.lines, other.lines), self.characters + other.characters)


def length(values: Mapping[str, Any], mentions: Mentions) -> Length:
    """The length of a document with these values, whose template mentions that."""
    total = Length()
    for name, value in values.items():
        if isinstance(value, View):
            total += _lists(value, mentions.walked)
        elif isinstance(value, tuple) and name in mentions.walked:
            total += _lines(value, mentions.walked)
    return total


def _lines(items: Sequence[Any], walked: frozenset[str]) -> Length:
    total = Length(len(items), sum(map(_characters, items)))
    for item in items:
        if isinstance(item, View):
            total += _lists(item, walked)
    return total


def _characters(item: object) -> int:
    """Those of a line; a record among its cells is printed as its name."""
    count = 0
    for cell in item[:-1] if isinstance(item, View) else (item,):
        if cell != "" and (not isinstance(cell, tuple) or isinstance(cell, View)) and (text := str(cell)):
            count += len(text) + _CELL
    return count


def _lists(record: View, walked: frozenset[str]) -> Length:
    total = _NONE
    for place, value in enumerate(record[:-1]):
        if value and isinstance(value, tuple) and not isinstance(value, View):
            names = (f".{alias}" for alias in record._aliases[place])
            if not walked.isdisjoint(names):
                total += _lines(value, walked)
    return total


_NONE = Length()
