"""Which of many texts are almost the same: Jaccard similarity of character triples, looked at where a part is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

ALIKE = 0.8
"""Similarity from which two texts are alike (workbook rules: sameness)."""

MOST = 10_000
"""Pairs that are compared at most, those whose part the fewest texts share first: tables of a bureau of five thousand
people that all follow one sample would take minutes else. Texts that are the same are found however many they are."""


def triples(text: str) -> frozenset[str]:
    """Every three characters that stand together."""
    return frozenset(text[place : place + 3] for place in range(len(text) - 2))


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two texts are by their triples, from 0 to 1 (Jaccard)."""
    both = len(one & other)
    together = len(one) + len(other) - both
    return both / together if together else 0.0


def groups(texts: Sequence[Sequence[str]], owners: Sequence[Hashable], least: int) -> list[list[int]]:
    """The groups of alike texts of different owners: their places, in order; each text in at most one group.

    A text is given in its parts, and one of fewer than `least` characters in all counts for nothing. Where texts have
    one part only, each is compared with each; else those that have some part in common, for two that are alike
    differ in few places.
    """
    wholes = ["".join(parts) for parts in texts]
    first_of: dict[str, int] = {}
    joined = _Joined(len(texts))
    for place, whole in enumerate(wholes):
        if len(whole) >= least and (first := first_of.setdefault(whole, place)) != place:
            joined.join(first, place)
    sets: dict[int, frozenset[str]] = {}
    for number, (one, other) in enumerate(_pairs(texts, list(first_of.values()))):
        if number >= MOST:
            break
        if owners[one] == owners[other] or joined.root(one) == joined.root(other):
            continue
        shorter, longer = sorted((len(wholes[one]), len(wholes[other])))
        if shorter < ALIKE * longer - 2:
            continue
        for place in (one, other):
            if place not in sets:
                sets[place] = triples(wholes[place])
        if similarity(sets[one], sets[other]) >= ALIKE:
            joined.join(one, other)
    found = (group for group in joined.groups() if len({owners[place] for place in group}) > 1)
    return sorted(found)


def _pairs(texts: Sequence[Sequence[str]], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of different texts that may be alike, those of the smallest company first."""
    for _, _, _, company in sorted(_companies(texts, places)):
        for number, other in enumerate(company):
            for one in company[:number]:
                yield one, other


def _companies(texts: Sequence[Sequence[str]], places: Sequence[int]) -> Iterator[tuple[int, int, int, list[int]]]:
    """The texts that have a part in common: how many, the first of them, which part it is, and all."""
    if not places:
        return
    if len(texts[places[0]]) == 1:
        yield len(places), places[0], 0, list(places)
        return
    for number in range(len(texts[places[0]])):
        parts = [texts[place][number] for place in places]
        shared = {part: list[int]() for part, count in Counter(parts).items() if count > 1}
        for place, part in zip(places, parts, strict=True):
            if part in shared:
                shared[part].append(place)
        yield from ((len(company), company[0], number, company) for company in shared.values())


class _Joined:
    """Places that belong together."""

    def __init__(self, count: int) -> None:
        self._up = list(range(count))

    def root(self, place: int) -> int:
        """The first of its group."""
        while self._up[place] != place:
            self._up[place] = self._up[self._up[place]]
            place = self._up[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Put two groups together."""
        first, second = sorted((self.root(one), self.root(other)))
        self._up[second] = first

    def groups(self) -> list[list[int]]:
        """The groups of more than one."""
        found: dict[int, list[int]] = {}
        for place, up in enumerate(self._up):
            if up != place:
                first = self.root(place)
                found.setdefault(first, [first]).append(place)
        return list(found.values())
