"""Many cells in few words: those under each other in one column are one run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_CELL = re.compile(r"(?<![^\n])([A-Z]{1,3})([1-9]\d{0,6})(?![^\n])", re.ASCII)

SHOWN = 5
"""Runs that are named; what is left out is told by three dots."""


def runs(cells: Iterable[str]) -> list[str]:
    """A2, A3, A4, C7 → A2–A4, C7: by column, then row; what is no address of a cell is left out."""
    places: dict[str, set[int]] = {}
    for column, number in _CELL.findall("\n".join(cells)):
        places.setdefault(column, set()).add(int(number))
    return [
        f"{column}{first}" if first == last else f"{column}{first}–{column}{last}"
        for column, numbers in sorted(places.items(), key=lambda item: (len(item[0]), item[0]))
        for first, last in _stretches(sorted(numbers))
    ]


def _stretches(numbers: list[int]) -> Iterator[tuple[int, int]]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


def in_words(cells: Iterable[str], shown: int = SHOWN) -> str:
    """The first runs, parted by 、."""
    found = runs(cells)
    return "、".join(found[:shown]) + ("…" if len(found) > shown else "")
