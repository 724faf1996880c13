"""Floating tables (w:tblpPr): where one stands, as far as a form carries it.

Carried are a table at the foot of the page's text area (the 版记 of an official document), and one whose place on the
page no text runs through: beside or below the text area, or in a header or footer. Text beside any other one would have
to run around it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from docgen.form.read.look import TWIPS, number
from docgen.form.read.styles import Attributes
from docgen.form.tree import PageSetup, Placed, TableRow, Tag

_ANCHORS: dict[str, Literal["page", "margin"]] = {"page": "page", "margin": "margin", "text": "margin"}
_ACROSS: dict[str, Literal["left", "center", "right"]] = {"left": "left", "center": "center", "right": "right"}
_DOWN: dict[str, Literal["top", "center", "bottom"]] = {"top": "top", "center": "center", "bottom": "bottom"}


@dataclass(frozen=True, slots=True)
class Frame:
    """The page that a table stands on."""

    setup: PageSetup
    running: bool
    """It stands in a header or footer."""


def placed(
    values: Attributes, frame: Frame, rows: Sequence[TableRow | Tag], width: float, before: float
) -> Placed | None:
    """Where a table `width` points wide stands, None for one that is not carried.

    `values` are the attributes of w:tblpPr; `before` is how far its border stands left of the place that they name.
    """
    # The column that a table without an anchor across, or with "text", counts from is the text area.
    across = _ANCHORS.get(values.get("horzAnchor", "text"))
    down = _ANCHORS.get(values["vertAnchor"]) if values.get("vertAnchor") in ("page", "margin") else None
    aside, where = values.get("tblpXSpec"), values.get("tblpYSpec")
    if across is None or down is None or aside not in (None, *_ACROSS) or where not in (None, *_DOWN):
        return None
    made = Placed(
        across,
        _ACROSS[aside] if aside else number(values, "tblpX") / TWIPS - before,
        down,
        _DOWN[where] if where else number(values, "tblpY") / TWIPS,
        number(values, "topFromText") / TWIPS,
    )
    return made if frame.running or made.at_foot or _is_clear(made, frame.setup, rows, width) else None


def _is_clear(item: Placed, setup: PageSetup, rows: Sequence[TableRow | Tag], width: float) -> bool:
    """Whether a table stands outside the text area of a page."""
    height = sum(map(_height, rows))
    left, right = setup.left + setup.gutter, setup.width - setup.right
    top, bottom = setup.top, setup.height - setup.bottom
    if isinstance(item.x, float):
        start = item.x + (left if item.across == "margin" else 0.0)
        if start + width <= left or start >= right:
            return True
    if isinstance(item.y, float):
        start = item.y + (top if item.down == "margin" else 0.0)
        return start + height <= top or start >= bottom
    return False


def _height(row: TableRow | Tag) -> float:
    """A row's height in points, infinite where its text decides it."""
    style = row.style if isinstance(row, TableRow) else None
    return style.height if style and style.height and style.height_rule == "exact" else math.inf
