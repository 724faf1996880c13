"""The year's results of all departments side by side: who stands where, with ties as ties, and item by item (考核)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from docgen.programme.model import Bureau, Event, Target
from docgen.programme.scores import Result, number, result

PRECISION = Decimal("0.1")
"""Scores, means and rates are told to one decimal."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A department's place among all."""

    department: str
    result: Result
    rank: int | None = None
    """1 for the highest composite; equal ones share it, and the next counts all before it (1, 1, 3). None without."""
    tied: bool = False
    """Others have the same."""


@dataclass(frozen=True, slots=True)
class ItemScores:
    """One 考核项目 over all departments whose 检查得分 it has."""

    name: str
    worth: Decimal
    """The mean of its 分值."""
    average: Decimal
    """The mean of 检查得分."""
    rate: Decimal
    """What was reached of what could be, in per cent."""
    full: tuple[str, ...]
    """The departments that reached all of it."""
    short: tuple[tuple[Decimal, Event], ...] = field(repr=False)
    """What the others fell short by, and their rows, the most first."""


def results(bureau: Bureau) -> Mapping[str, Result]:
    """What the items of every department come to, in the order of 机构."""
    rows = _rows(bureau)
    weights, limits = bureau.setting("考核权重"), bureau.setting("等次标准")
    return {name: result([event.row for event in rows.get(name, ())], weights, limits) for name in bureau.departments}


def ranking(found: Mapping[str, Result]) -> tuple[Ranked, ...]:
    """The departments by their composites, the highest first, those of one score in their order; last who has none."""
    scores = sorted((item.composite for item in found.values() if item.composite is not None), reverse=True)
    first = {score: place for place, score in reversed(list(enumerate(scores, start=1)))}
    many = Counter(scores)
    placed = [
        Ranked(name, item, first[item.composite], many[item.composite] > 1)
        if item.composite is not None
        else Ranked(name, item)
        for name, item in found.items()
    ]
    return tuple(sorted(placed, key=lambda place: place.rank or len(placed) + 1))


def mean(values: Iterable[Decimal | None]) -> Decimal | None:
    """The mean of what is there, to one decimal; None of nothing."""
    there = [value for value in values if value is not None]
    return (sum(there, Decimal(0)) / len(there)).quantize(PRECISION, ROUND_HALF_UP) if there else None


def items(bureau: Bureau) -> tuple[ItemScores, ...]:
    """The 考核项目 that have a 检查得分 of anybody, in the order in which the sheet first names them."""
    found: dict[str, list[tuple[Decimal, Decimal, Event]]] = {}
    for event in bureau.events["考核"]:
        worth, reached = (number(event.row, column) for column in ("分值", "检查得分"))
        if worth and reached is not None and event.subject:
            found.setdefault(event.row.text("考核项目"), []).append((worth, reached, event))
    return tuple(_item(name, rows) for name, rows in found.items())


def _item(name: str, rows: Sequence[tuple[Decimal, Decimal, Event]]) -> ItemScores:
    worth = sum((most for most, _, _ in rows), Decimal(0))
    reached = sum((got for _, got, _ in rows), Decimal(0))
    short = [(most - got, event) for most, got, event in rows if got < most]
    return ItemScores(
        name,
        (worth / len(rows)).quantize(PRECISION, ROUND_HALF_UP),
        (reached / len(rows)).quantize(PRECISION, ROUND_HALF_UP),
        (100 * reached / worth).quantize(PRECISION, ROUND_HALF_UP),
        tuple(event.subject.key for most, got, event in rows if got >= most and event.subject),
        tuple(sorted(short, key=lambda item: -item[0])),
    )


def _rows(bureau: Bureau) -> Mapping[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in bureau.events["考核"]:
        if event.subject and event.subject.target is Target.DEPARTMENT:
            found.setdefault(event.subject.key, []).append(event)
    return found


class PeoplesNames:
    """Finds the names of a bureau's people in texts; names of one character stand in too many other words."""

    def __init__(self, bureau: Bureau) -> None:
        self._names = frozenset(person.name for person in bureau.people.values() if len(person.name) > 1)
        self._lengths = sorted({len(name) for name in self._names})

    def are_in(self, text: str) -> bool:
        """Whether a text has one of them in it."""
        return any(text[at : at + length] in self._names for length in self._lengths for at in range(len(text)))
