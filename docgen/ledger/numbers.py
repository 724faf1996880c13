"""How numbers are given: serials in their series, each number once, those by hand taken in; and what gaps are left.

A number once given is a row of its own for ever (`GivenNumber`), whether a document bears it still or it was cancelled.
Two numbers are one where `normal_number` says so, however they are typed. Pure; `given` keeps it in the record.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple, cast

from docgen.workbook.names import normal_number

Origin = Literal["series", "hand", "before"]
"""How a number was given: as the next of its series, by hand, or by a program that did not put it down."""


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


class Cancelled(NamedTuple):
    """That a number was given and not used."""

    on: date
    reason: str
    by: str = ""
    """Who cancelled it, "" where that was not said."""


class GivenNumber(NamedTuple):
    """A number that was given."""

    bureau: str
    year: int
    document: str
    """The id of the document that it was given to, as that is called now."""
    series: str
    serial: int | None
    number: str
    origin: Origin
    cancelled: Cancelled | None = None


class Passed(NamedTuple):
    """A serial that its series passed over."""

    bureau: str
    year: int
    series: str
    serial: int
    number: str
    """The number that it would have been, which another document has or is to have."""


class Numbers:
    """The numbers of a bureau's year as they are being given."""

    def __init__(
        self,
        rows: Iterable[tuple[str, str, int | None, str]],
        cancelled: Iterable[tuple[str, int | None, str]] = (),
        typed: Iterable[str] = (),
    ) -> None:
        """`rows` are document, series, serial and number of those that stand, `cancelled` series, serial and number.

        `typed` are numbers that no series gives, because somebody typed them.
        """
        self.given: dict[str, str] = {}
        self.new: list[tuple[str, str, int | None, str, Origin]] = []
        """Document, series, serial, number and origin of each that is given now."""
        self.passed: list[tuple[str, int, str]] = []
        """Series, serial and number of each that was passed over now."""
        self._reserved: dict[str, tuple[str, int]] = {}
        self._serials: set[tuple[str, int]] = set()
        self._last: dict[str, int] = {}
        self._used: set[str] = set()
        self._typed = {normal_number(text) for text in typed}
        for document, series, serial, number in rows:
            if number:
                self.given[document] = number
            elif serial is not None:
                self._reserved[document] = (series, serial)
            self._enter(series, serial, number)
        for series, serial, number in cancelled:
            self._enter(series, serial, number)

    def _enter(self, series: str, serial: int | None, number: str) -> None:
        if number:
            self._used.add(normal_number(number))
        if serial is not None:
            self._serials.add((series, serial))
            self._last[series] = max(self._last.get(series, 0), serial)

    def give(self, item: NumberRequest) -> None:
        """Give a document its number; none to one that was given by hand what was given to another, or cancelled."""
        if item.by_hand:
            if normal_number(item.by_hand) not in self._used:
                free = item.serial is not None and (item.series, item.serial) not in self._serials
                self._put(item, item.series, item.serial if free else None, item.by_hand, "hand")
            return
        series, serial = self._reserved.get(item.document, (item.series, 0))
        text = item.text(serial) if serial else ""
        while not serial or self._is_taken(text):
            if serial and series == item.series:
                self.passed.append((series, serial, text))
            series, serial = item.series, self._last.get(item.series, 0) + 1
            self._last[series] = serial
            text = item.text(serial)
        self._put(item, series, serial, text, "series")

    def _is_taken(self, text: str) -> bool:
        key = normal_number(text)
        return key in self._used or key in self._typed

    def _put(self, item: NumberRequest, series: str, serial: int | None, number: str, origin: Origin) -> None:
        reserved = self._reserved.pop(item.document, None)
        if reserved and origin == "hand" and reserved != (series, serial):
            self.passed.append((*reserved, number))
        self.new.append((item.document, series, serial, number, origin))
        self.given[item.document] = number
        self._enter(series, serial, number)


# ---------------------------------------------------------------- gaps

Why = Literal["cancelled", "by-hand", "taken", "before", "lost"]
"""A number was cancelled; one by hand was taken in from further on; another document has the number; the series was
begun by a program that did not put down why; or nobody knows, so that the record lacks what was given."""


class Gap(NamedTuple):
    """Serials of a series that no document bears."""

    why: Why
    first: int | None
    """None for a number without a serial."""
    last: int | None
    number: str = ""
    """The number that was cancelled, that is had by another, or that was taken in from further on."""
    document: str = ""
    """Whose it was or is, "" where the record does not have it."""
    cancelled: Cancelled | None = None


class Series(NamedTuple):
    """What was given of one series in a bureau's year."""

    bureau: str
    year: int
    name: str
    first: str
    """The number with the lowest serial, "" where none has one."""
    last: str
    documents: int
    """How many bear a number of it."""
    others: tuple[str, ...]
    """Numbers by hand that are not written as the series writes them."""
    gaps: tuple[Gap, ...]


def series_of(given: Iterable[GivenNumber], passed: Iterable[Passed], reserved: Iterable[Passed]) -> list[Series]:
    """Every series with its gaps; `reserved` are serials of an older program whose documents have no number yet."""
    rows: dict[tuple[str, int, str], list[GivenNumber]] = {}
    holders: dict[tuple[str, int, str], str] = {}
    for item in given:
        rows.setdefault((item.bureau, item.year, item.series), []).append(item)
        if item.cancelled is None:
            holders[item.bureau, item.year, normal_number(item.number)] = item.document
    known: dict[tuple[str, int, str], dict[int, Gap]] = {}
    for skipped in passed:
        holder = holders.get((skipped.bureau, skipped.year, normal_number(skipped.number)), "")
        gap = Gap("taken", skipped.serial, skipped.serial, skipped.number, holder)
        known.setdefault(skipped[:3], {})[skipped.serial] = gap
    for skipped in reserved:
        gap = Gap("before", skipped.serial, skipped.serial)
        known.setdefault(skipped[:3], {})[skipped.serial] = gap
    return [_series(key, rows.get(key, ()), known.get(key, {})) for key in sorted({*rows, *known})]


def _series(key: tuple[str, int, str], given: Collection[GivenNumber], known: Mapping[int, Gap]) -> Series:
    there = {item.serial: item for item in given if item.serial is not None}
    gaps = [
        Gap("cancelled", item.serial, item.serial, item.number, item.document, item.cancelled)
        for item in given
        if item.cancelled
    ]
    gaps += (gap for serial, gap in known.items() if serial not in there)
    gaps += _holes(there, sorted(known.keys() - there.keys()))
    serials = sorted(there)
    return Series(
        *key,
        there[serials[0]].number if serials else "",
        there[serials[-1]].number if serials else "",
        sum(item.cancelled is None for item in given),
        tuple(item.number for item in given if item.serial is None and not item.cancelled),
        tuple(sorted(gaps, key=lambda gap: (gap.first is None, gap.first or 0, gap.number))),
    )


_BECAUSE: Mapping[Origin, Why] = {"hand": "by-hand", "before": "before", "series": "lost"}
"""Why serials are lacking below a number that was given so: a series itself leaves none out."""


def _holes(there: Mapping[int, GivenNumber], known: list[int]) -> Iterator[Gap]:
    """The serials below each number that neither stand nor are known of, told by that number."""
    before = 0
    for serial in sorted(there):
        begin = before + 1
        for stop in (*known[bisect_left(known, begin) : bisect_left(known, serial)], serial):
            if begin < stop:
                item = there[serial]
                why = _BECAUSE[item.origin]
                by_hand = (item.number, item.document) if why == "by-hand" else ("", "")
                yield Gap(why, begin, stop - 1, *by_hand)
            begin = stop + 1
        before = serial


def origin_of(text: str) -> Origin:
    """An origin as the record has it; what somebody else wrote there counts as unknown."""
    return cast("Origin", text) if text in _BECAUSE else "before"
