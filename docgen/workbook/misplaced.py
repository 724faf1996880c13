"""Columns whose contents stand under another's heading: two exchanged, or many moved by one.

Some columns tell by their cells alone what they are: dates, choices, 工号 and 姓名, ID-card and telephone numbers.
Where two of them hold each other's, they are read as if their headings were exchanged, and that is told once, at the
heading; where several hold what belongs to the column beside, those that cannot be relied upon are not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice, pairwise
from typing import NamedTuple

from docgen.errors import Place
from docgen.findings import Finding, error
from docgen.workbook.cells import Unreadable, read_value, shown
from docgen.workbook.columns import Column, ColumnType, Reference, Sheet
from docgen.workbook.grid import ISO_DATE, Grid, Raw, address
from docgen.workbook.heading import Heading
from docgen.workbook.parts import FormatKind

SAMPLE = 60
"""Rows that are looked at."""

LEAST = 2
"""Filled cells below which a column tells nothing."""

MOST, FEW = 0.9, 0.5
"""Share of cells from which they are another column's; share of those that may pass for the column's own."""

_T = ColumnType
_READ = (_T.CHOICE, _T.DATE, _T.TIME, _T.NUMBER, _T.WHOLE)

_SHAPES: Mapping[ColumnType, re.Pattern[str]] = {
    _T.ID_CARD: re.compile(r"[\d\s]{14,20}[\dXx]"),
    _T.PHONE: re.compile(r"[+(]?\d(?:[-\s()]*\d){6,12}"),
    _T.EMAIL: re.compile(r"\S+@\S+"),
}
_NUMBER_OF_PERSON = re.compile(r"[A-Za-z]{0,6}-?\d[\dA-Za-z]{0,11}")
_NAME_OF_PERSON = re.compile(r"[\u2e80-\ufaff\U00020000-\U0003ffff·•\s]{2,}")

Fits = Callable[[Raw], bool]


class PutRight(NamedTuple):
    """The heading as it is meant, without the columns `lost`, which tell nothing as they are; and what is told."""

    heading: Heading
    lost: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


def put_right(grid: Grid, heading: Heading, sheet: Sheet, at: Place) -> PutRight:
    """Finds contents under another's heading and reads on as they are meant; a column that slid is put back in `grid`.

    `at` is the sheet's place.
    """
    if sheet.settings:
        return PutRight(heading)

    def told(key: str, name: str, **values: object) -> Finding:
        cell = address(heading.bottom, heading.columns[name])
        return error(f"workbook.column/{key}", Place(at.file, at.sheet, cell), name, name=name, **values)

    slid = _slid(grid, heading, sheet)
    if slid:
        _put_back(grid, heading, slid)
        return PutRight(heading, findings=(told("slid", slid),))
    pairs = exchanged(grid, heading, sheet)
    if pairs:
        cells = {name: address(heading.bottom, place) for name, place in heading.columns.items()}
        findings = tuple(told("exchanged", one, other=other, at=cells[other]) for one, other in pairs)
        return PutRight(_with_exchanged(heading, pairs), findings=findings)
    found = moved(grid, heading, sheet)
    if found is None:
        return PutRight(heading)
    kept = {name: place for name, place in heading.columns.items() if name not in found.names}
    side = "right" if found.step > 0 else "left"
    return PutRight(replace(heading, columns=kept, unknown={}), found.names, (told(f"moved-{side}", found.first),))


class Moved(NamedTuple):
    """From `first` on, what belongs to a column stands `step` places beside it; `names` are the columns concerned."""

    first: str
    step: int
    names: frozenset[str]


def exchanged(grid: Grid, heading: Heading, sheet: Sheet) -> list[tuple[str, str]]:
    """The pairs of columns that hold each other's contents, the left one first."""
    rows = _sample(grid, heading)
    strange: list[tuple[str, Fits, list[Raw]]] = []  # those that do not hold their own contents, mostly none
    for name, fits in _telling(heading, sheet):
        cells = _cells(rows, heading.columns[name])
        if len(cells) >= LEAST and _share(cells, fits) <= FEW:
            strange.append((name, fits, cells))
    found: list[tuple[str, str]] = []
    for (one, fits_one, here), (other, fits_other, there) in combinations(strange, 2):
        if any(name in pair for pair in found for name in (one, other)):
            continue
        if _share(there, fits_one) >= MOST and _share(here, fits_other) >= MOST:
            found.append((one, other))
    return found


def _with_exchanged(heading: Heading, pairs: Sequence[tuple[str, str]]) -> Heading:
    """The heading as it is meant."""
    columns = dict(heading.columns)
    for one, other in pairs:
        columns[one], columns[other] = columns[other], columns[one]
    return replace(heading, columns=columns)


def moved(grid: Grid, heading: Heading, sheet: Sheet) -> Moved | None:
    """The columns whose contents were moved by one to the right or left; None where none were, or that is not sure."""
    rows = _sample(grid, heading)
    places = heading.columns
    telling = sorted(_telling(heading, sheet), key=lambda item: places[item[0]])
    own = {name: _cells(rows, places[name]) for name, _ in telling}
    good = [name for name, fits in telling if len(own[name]) >= LEAST and _share(own[name], fits) > FEW]
    for step in (1, -1):
        bad = []
        for name, fits in telling:
            beside = [] if name in good else _cells(rows, places[name] + step)
            if len(beside) >= LEAST and _share(beside, fits) >= MOST:
                bad.append(name)
        if len(bad) >= LEAST:
            return _all_moved(heading, good, bad, step)
    return None


def _all_moved(heading: Heading, good: Sequence[str], bad: Sequence[str], step: int) -> Moved | None:
    places = heading.columns
    first, last = places[bad[0]], places[bad[-1]]
    if any(first < places[name] < last for name in good):
        return None
    before = max((places[name] for name in good if places[name] < first), default=0)
    after = min((places[name] for name in good if places[name] > last), default=max(places.values()) + 1)
    names = frozenset(name for name, place in places.items() if before < place < after)
    return Moved(min(names, key=places.__getitem__), step, names)


def _telling(heading: Heading, sheet: Sheet) -> Iterator[tuple[str, Fits]]:
    for column in sheet.columns:
        if column.name in heading.columns and (fits := _fits(column)):
            yield column.name, fits


def _fits(column: Column) -> Fits | None:
    """Whether a cell may be one of the column's; None for a column that takes any text."""
    if pattern := _SHAPES.get(column.type):
        return lambda cell: pattern.fullmatch(shown(cell).strip()) is not None
    if column.name == "姓名":
        return lambda cell: _NAME_OF_PERSON.fullmatch(shown(cell)) is not None
    if column.name == "工号":
        return lambda cell: _NUMBER_OF_PERSON.fullmatch(shown(cell).strip()) is not None
    if column.reference is Reference.PERSON:
        return lambda cell: not _is_date(cell) and _NUMBER_OF_PERSON.fullmatch(shown(cell).strip()) is not None
    if column.type in _READ:
        return lambda cell: _is_read(column, cell)
    return None


def _is_date(cell: Raw) -> bool:
    return cell.kind == ISO_DATE or cell.format.kind is FormatKind.DATE


def _is_read(column: Column, cell: Raw) -> bool:
    try:
        read_value(column, cell)
    except Unreadable:
        return False
    return True


def _slid(grid: Grid, heading: Heading, sheet: Sheet) -> str:
    """The column whose cells stand one row too low: missing in the first row, and alone in the last; "" for none."""
    numbers = [number for number in grid.rows if number > heading.bottom]
    required = {heading.columns[c.name]: c.name for c in sheet.columns if c.required and c.name in heading.columns}
    if len(numbers) <= LEAST or len(required) <= LEAST:
        return ""
    first, last = grid.rows[numbers[0]], grid.rows[numbers[-1]]
    lacking, alone = required.keys() - first.keys(), required.keys() & last.keys()
    if len(lacking) != 1 or lacking != alone or len(last) > 1:
        return ""
    [place] = lacking
    filled = sum(place in grid.rows[number] for number in numbers)
    return required[place] if filled == len(numbers) - 1 else ""


def _put_back(grid: Grid, heading: Heading, name: str) -> None:
    place = heading.columns[name]
    numbers = [number for number in grid.rows if number > heading.bottom]
    for number, below in pairwise(numbers):
        grid.rows[number] = {**grid.rows[number], place: grid.rows[below][place]}
    del grid.rows[numbers[-1]]


def _sample(grid: Grid, heading: Heading) -> list[Mapping[int, Raw]]:
    return [grid.rows[number] for number in islice((n for n in grid.rows if n > heading.bottom), SAMPLE)]


def _cells(rows: Sequence[Mapping[int, Raw]], place: int) -> list[Raw]:
    return [row[place] for row in rows if place in row]


def _share(cells: Sequence[Raw], fits: Fits) -> float:
    return sum(map(fits, cells)) / len(cells)
