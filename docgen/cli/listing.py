"""Findings as a clerk reads them: errors first, what is the same down a column once, and never too many lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docgen.findings import Finding, Severity
from docgen.messages import say
from docgen.workbook.runs import in_words

MOST = 50
"""Entries that are shown at most, where not all are asked for."""

ALIKE = 3
"""Findings of one kind down a column that are still shown each by itself, where their words differ."""

UNTOLD = ("grade.filled",)
"""What is done as everybody expects: a 风险等级 left empty follows from the rest. Only shown where all is."""

_ORDER = tuple(Severity)
_RUNS = 3

UNREAD = ("workbook.stray", "workbook.sheet")
"""Notes of these rules say that something was not read."""


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding, or several of a kind down a column as one."""

    first: Finding
    cells: str
    """H4, or H4–H167，164 格; "" for what is about a whole sheet or file."""
    message: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """What is shown: the entries, and the number of findings left out for want of room and of notes only counted."""

    entries: tuple[ShownFinding, ...]
    left_out: int
    notes: int
    unread: int
    """Those of the notes that say that something was not read."""


def told(items: Iterable[Finding]) -> list[Finding]:
    """Without what nobody needs to be told of."""
    return [item for item in items if item.said.key not in UNTOLD]


def listing(items: Iterable[Finding], *, notes: bool = True, everything: bool = False) -> Listing:
    """What is shown of the findings; with `everything` each by itself, notes only if asked for or about whole files."""
    if everything:
        return Listing(tuple(_single(item) for item in _by_severity(items)), 0, 0, 0)
    items = told(items)
    shown = [item for item in items if notes or item.severity is not Severity.NOTE or item.sheet is None]
    folded = [item for item in items if not (notes or item.severity is not Severity.NOTE or item.sheet is None)]
    entries = list(_grouped(_by_severity(shown)))
    left_out = sum(entry.count for entry in entries[MOST:])
    unread = sum(item.rule in UNREAD for item in folded)
    return Listing(tuple(entries[:MOST]), left_out, len(folded), unread)


def _by_severity(items: Iterable[Finding]) -> list[Finding]:
    return sorted(items, key=lambda item: _ORDER.index(item.severity))


def _single(item: Finding) -> ShownFinding:
    return ShownFinding(item, item.cell or "", item.message)


def _grouped(items: Iterable[Finding]) -> Iterator[ShownFinding]:
    """The findings of one kind in one column together, where the first of them stands."""
    groups: dict[object, list[Finding]] = {}
    for item in items:
        column = (item.cell or "").rstrip("0123456789")
        # What is told of several cells already, or of none, stands by itself.
        key: object = (item.severity, item.file, item.sheet, column, item.said.key)
        groups.setdefault(key if column and not item.cells else id(item), []).append(item)
    for group in groups.values():
        yield from _entries(group)


def _entries(group: Sequence[Finding]) -> Iterator[ShownFinding]:
    if len(group) > ALIKE:
        same = len({item.message for item in group[:_LOOKED_AT]}) == 1
        yield _several(group, group[0].message if same else _as_example(group[0]))
        return
    by_words: dict[str, list[Finding]] = {}
    for item in group:
        by_words.setdefault(item.message, []).append(item)
    for message, found in by_words.items():
        yield _several(found, message) if len(found) > 1 else _single(found[0])


_LOOKED_AT = 200
"""Findings of a group whose words are compared: wording a hundred thousand takes seconds."""


def _several(group: Sequence[Finding], message: str) -> ShownFinding:
    cells = [item.cell or "" for item in group]
    return ShownFinding(group[0], say("check.run", cells=in_words(cells, _RUNS), count=len(cells)), message, len(cells))


def _as_example(item: Finding) -> str:
    return say("check.example", cell=item.cell, message=item.message)
