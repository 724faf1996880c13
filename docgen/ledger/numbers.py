"""How numbers are given: serials in their series, each text once, those given by hand taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class NumberRequest(NamedTuple):
    """A document that is to have a number."""

    document: str
    """Its id."""
    series: str
    """Whose serial numbers it takes."""
    text: Callable[[int], str]
    """What its number is with a serial."""
    by_hand: str = ""
    """The number that it was given by hand."""
    serial: int | None = None
    """The serial in that, None where it has none."""


class Numbers:
    """The numbers of a bureau's year as they are being given."""

    def __init__(self, rows: Iterable[tuple[str, str, int | None, str]]) -> None:
        self.given: dict[str, str] = {}
        self.new: list[tuple[str, str, int | None, str]] = []
        """Document, series, serial, number of each that is given now."""
        self._reserved: dict[str, tuple[str, int]] = {}
        self._serials: set[tuple[str, int]] = set()
        self._last: dict[str, int] = {}
        for document, series, serial, number in rows:
            if number:
                self.given[document] = number
            elif serial is not None:
                self._reserved[document] = (series, serial)
            self._enter(series, serial)
        self._texts = set(self.given.values())

    def _enter(self, series: str, serial: int | None) -> None:
        if serial is not None:
            self._serials.add((series, serial))
            self._last[series] = max(self._last.get(series, 0), serial)

    def give(self, item: NumberRequest) -> None:
        """Give a document its number."""
        if item.by_hand and item.by_hand not in self._texts:
            free = item.serial is not None and (item.series, item.serial) not in self._serials
            self._put(item.document, item.series, item.serial if free else None, item.by_hand)
            return
        series, serial = self._reserved.get(item.document, (item.series, 0))
        text = item.text(serial) if serial else ""
        while not serial or text in self._texts:
            series, serial = item.series, self._last.get(item.series, 0) + 1
            self._last[series] = serial
            text = item.text(serial)
        self._put(item.document, series, serial, text)

    def _put(self, document: str, series: str, serial: int | None, number: str) -> None:
        self.new.append((document, series, serial, number))
        self.given[document] = number
        self._texts.add(number)
        self._enter(series, serial)
