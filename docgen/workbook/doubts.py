"""What a cell holds and does not show: digits that are rounded away, characters that look like others."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from docgen.errors import Place
from docgen.findings import Finding, warning
from docgen.workbook.cells import plain
from docgen.workbook.columns import Column, ColumnType
from docgen.workbook.grid import NUMBER, TEXT, Raw
from docgen.workbook.lookalikes import look_alikes

_SHOWN_OTHERWISE = frozenset((ColumnType.DATE, ColumnType.TIME, ColumnType.CHOICE, ColumnType.OWN))
"""Columns in which a number is no amount."""


def doubtful(column: Column, cell: Raw, at: Place, text: str) -> tuple[tuple[Finding, ...], Raw]:
    """What is to be told of the cell, whose `text` is shown at the place, and the cell as it is to be read."""
    if cell.kind == TEXT:
        found = look_alikes(cell.text, column.type)
        if found:
            told = warning("cells.look-alike", at, text, column=column.name, told=found.told)
            return (told,), cell._replace(text=found.text)
    elif cell.kind == NUMBER and cell.format.places is not None and column.type not in _SHOWN_OTHERWISE:
        stored = plain(float(cell.text))
        seen = _seen(Decimal(stored), cell.format.places)
        if Decimal(seen) != Decimal(stored):
            return (warning("cells.rounded", at, text, column=column.name, stored=stored, seen=seen),), cell
    return (), cell


def _seen(number: Decimal, places: int) -> str:
    """The number as its format shows it."""
    if number.adjusted() > 15:
        return str(number)
    return f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
