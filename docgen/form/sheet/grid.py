"""Where the parts of a form stand on a worksheet: one grid of columns for all the tables of a section."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from docgen.form.filled import FilledBlock, FilledTable

SAME = 1.0
"""Points within which two lines of the grid are one: a worksheet's columns are a few pixels wide at the least."""


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """The lines between columns, as distances from the left in points; the first is 0."""

    lines: tuple[float, ...]

    @property
    def widths(self) -> list[float]:
        """The columns' widths in points."""
        return [right - left for left, right in pairwise(self.lines)]

    def columns(self, left: float, right: float) -> tuple[int, int]:
        """The first and the last column, from 1 on, between these distances."""
        first = self._nearest(left)
        return first + 1, max(self._nearest(right), first + 1)

    def _nearest(self, distance: float) -> int:
        at = bisect_left(self.lines, distance)
        near = [index for index in (at - 1, at) if 0 <= index < len(self.lines)]
        return min(near, key=lambda index: abs(self.lines[index] - distance))


def sheet_grid(blocks: Iterable[FilledBlock], width: float) -> SheetGrid:
    """The grid of a section whose text area is `width` points wide."""
    ends = {0.0}
    for table in _tables(blocks):
        ends.update(table_lines(table))
    lines: list[float] = []
    for end in sorted(ends):
        if not lines or end - lines[-1] > SAME:
            lines.append(end)
    if len(lines) == 1:
        lines.append(width)
    return SheetGrid(tuple(lines))


def table_lines(table: FilledTable) -> list[float]:
    """The lines of a table's own grid; tables are moved to the left edge, where worksheets begin."""
    return list(accumulate(table.columns, initial=0.0))


def _tables(blocks: Iterable[FilledBlock]) -> Iterator[FilledTable]:
    return (block for block in blocks if isinstance(block, FilledTable))
