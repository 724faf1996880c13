"""Floating tables (w:tblpPr): where one stands, as far as a form carries it.

Carried are a table at the foot of the page's text area (the 版记 of an official document), and one that is given a place
on the page which no text runs through: beside or below the text area, or in a header or footer. Text beside any other
one would have to run around it.
"""

from __future__ import annotations

from typing import Literal

from docgen.form.read.look import TWIPS, number
from docgen.form.read.styles import Attributes
from docgen.form.tree import PageSetup, Placed

_ANCHORS: dict[str, Literal["page", "margin"]] = {"page": "page", "margin": "margin", "text": "margin"}
_ACROSS: dict[str, Literal["left", "center", "right"]] = {"left": "left", "center": "center", "right": "right"}
_DOWN: dict[str, Literal["top", "center", "bottom"]] = {"top": "top", "center": "center", "bottom": "bottom"}


def placed(values: Attributes, setup: PageSetup, size: tuple[float, float], *, running: bool) -> Placed | None:
    """Where the table stands, None for one that is not carried.

    `values` are the attributes of w:tblpPr, `size` the table's width and the height of its rows, infinite where their
    text decides it; `running` says that it stands in a header or footer.
    """
    # The column that a table without an anchor across, or with "text", counts from is the text area.
    across = _ANCHORS.get(values.get("horzAnchor", "text"))
    down = _ANCHORS.get(values["vertAnchor"]) if values.get("vertAnchor") in ("page", "margin") else None
    aside, where = values.get("tblpXSpec"), values.get("tblpYSpec")
    if across is None or down is None or aside not in (None, *_ACROSS) or where not in (None, *_DOWN):
        return None
    made = Placed(
        across,
        _ACROSS[aside] if aside else number(values, "tblpX") / TWIPS,
        down,
        _DOWN[where] if where else number(values, "tblpY") / TWIPS,
        number(values, "topFromText") / TWIPS,
    )
    return made if running or made.at_foot or _is_clear(made, setup, size) else None


def _is_clear(item: Placed, setup: PageSetup, size: tuple[float, float]) -> bool:
    """Whether a table stands outside the text area of a page."""
    width, height = size
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
