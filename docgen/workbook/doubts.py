"""What a cell holds and does not show: digits that are rounded away, characters that look like others."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from docgen.workbook.cells import plain
from docgen.workbook.columns import Column, ColumnType
from docgen.workbook.grid import NUMBER, TEXT, Raw
from docgen.workbook.lookalikes import look_alikes

Doubt = tuple[str, Mapping[str, object]]
"""Key of a warning, and its values."""

_SHOWN_OTHERWISE = frozenset((ColumnType.DATE, ColumnType.TIME, ColumnType.CHOICE, ColumnType.OWN))
"""Columns in which a number is no amount."""


def doubtful(column: Column, cell: Raw) -> tuple[tuple[Doubt, ...], Raw]:
    """What is to be told of the cell, and the cell as it is to be read."""
    if cell.kind == TEXT:
        found = look_alikes(cell.text, column.type)
        if found:
            return (("cells.look-alike", {"told": found.told}),), cell._replace(text=found.text)
    elif cell.kind == NUMBER and cell.format.places is not None and column.type not in _SHOWN_OTHERWISE:
        stored = plain(float(cell.text))
        seen = _seen(Decimal(stored), cell.format.places)
        if Decimal(seen) != Decimal(stored):
            return (("cells.rounded", {"stored": stored, "seen": seen}),), cell
    return (), cell


def _seen(number: Decimal, places: int) -> str:
    """The number as its format shows it."""
    if number.adjusted() > 15:
        return str(number)
    return f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
