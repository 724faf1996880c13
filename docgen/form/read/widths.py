"""The widths of a table's columns: from its cells' own widths and the table's, then from its grid.

Word lays a table out by what its cells (w:tcW) and the table (w:tblW) ask for; w:tblGrid is what it last came to, and
programs that write tables leave it as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from lxml import etree

from docgen.form.read.look import TWIPS, number
from docgen.form.read.styles import attributes, children, local
from docgen.word.tag import TAG
from docgen.word.xml import w

_NEAR = 1.0
"""Points by which widths may differ through rounding."""
MOST = 63
"""Columns that a table may have in Word."""
_AROUND = ("sdt", "sdtContent", "customXml", "ins")

Stretch = tuple[int, int, float | None]
"""A cell: the grid line that it begins at, the one that it ends at, and the width that it asks for."""


def column_widths(table: etree._Element, available: float) -> list[float]:
    """The widths of the grid's columns in points, in a text area `available` points wide."""
    grid = [number(attributes(item), "w") / TWIPS for item in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    wanted, fixed = _wanted(table, available)
    rows = [list(_stretches(row, wanted or available)) for row in _own(table, "tr") if not _has_tags(row)]
    count = max([len(grid), *(row[-1][1] for row in rows if row)])
    if not count:
        count = max([len(list(_own(row, "tc"))) for row in _own(table, "tr")] or [1]) or 1
    grid += [0.0] * (count - len(grid))
    widths = _solved(rows, grid)
    if widths is None or all(abs(width - column) <= _NEAR for width, column in zip(widths, grid, strict=True)):
        widths = grid if sum(grid) else [(wanted or available) / count] * count
    total = sum(widths)
    if wanted and total and not fixed and abs(total - wanted) > _NEAR:
        return [width * wanted / total for width in widths]
    return widths


def _wanted(table: etree._Element, available: float) -> tuple[float | None, bool]:
    """The width that the table asks for, None for none, and whether its cells' widths go before that."""
    element = table.find(f"{w('tblPr')}/{w('tblW')}")
    layout = table.find(f"{w('tblPr')}/{w('tblLayout')}")
    share = _is_share(table)
    width = _length(element, available)
    return width, layout is not None and layout.get(w("type")) == "fixed" and not share


def _is_share(table: etree._Element) -> bool:
    element = table.find(f"{w('tblPr')}/{w('tblW')}")
    return element is not None and (element.get(w("type")) == "pct" or (element.get(w("w")) or "").endswith("%"))


def _length(element: etree._Element | None, whole: float) -> float | None:
    """A w:tblW or w:tcW in points, None for one that asks for nothing; `whole` is what a share is of."""
    values = attributes(element) if element is not None else {}
    width = number(values, "w")
    if width <= 0 or values.get("type") in ("auto", "nil"):
        return None
    if values.get("type") == "pct" or values.get("w", "").endswith("%"):
        return whole * width / 5000
    return width / TWIPS


def _own(parent: etree._Element, kind: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, not those of tables inside."""
    for child in children(parent):
        if local(child) == kind:
            yield child
        elif local(child) in _AROUND:
            yield from _own(child, kind)


def _has_tags(row: etree._Element) -> bool:
    """Whether tags stand between a row's cells or decide how many columns one covers."""
    between = (text for item in (row, *_own(row, "tc")) for text in (item.text if item is row else "", item.tail))
    spans = (item.get(w("val")) for item in row.iterfind(f".//{w('gridSpan')}"))
    return any(TAG.search(text or "") for text in (*between, *spans))


def _stretches(row: etree._Element, whole: float) -> Iterator[Stretch]:
    before = row.find(f"{w('trPr')}/{w('gridBefore')}")
    at = min(int(number(attributes(before))), MOST) if before is not None else 0
    if at:
        yield 0, at, _length(row.find(f"{w('trPr')}/{w('wBefore')}"), whole)
    for cell in _own(row, "tc"):
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        covered = min(max(int(number(attributes(span), otherwise=1)), 1), MOST) if span is not None else 1
        yield at, at + covered, _length(cell.find(f"{w('tcPr')}/{w('tcW')}"), whole)
        at += covered


def _solved(rows: Iterable[list[Stretch]], grid: list[float]) -> list[float] | None:
    """The columns' widths as the cells ask for them, None where they do not say them or rows contradict each other."""
    lines: dict[int, float] = {0: 0.0}
    stretches = [item for row in rows for item in row]
    known = 0
    while known != len(lines):
        known = len(lines)
        for start, end, width in stretches:
            if width is None or end > len(grid):
                continue
            if start in lines and abs(lines.setdefault(end, lines[start] + width) - lines[start] - width) > _NEAR:
                return None
            if end in lines:
                lines.setdefault(start, lines[end] - width)
    if len(grid) not in lines:
        return None
    widths: list[float] = []
    for (first, left), (last, right) in pairwise(sorted(lines.items())):
        if right <= left:
            return None
        # Grid lines that no cell tells stand as they do in the grid.
        shares = grid[first:last] if sum(grid[first:last]) else [1.0] * (last - first)
        widths += [(right - left) * share / sum(shares) for share in shares]
    return widths
