"""Tables of the HTML writer that stand at a place of their own on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from docgen.form.filled import FilledTable
from docgen.form.html.css import StyleSheet, line_css, points
from docgen.form.lines import Line
from docgen.form.tree import PageSetup, Placed


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of a section's pages; `top` and `bottom` are how far the text is from the paper's edges, in points."""

    setup: PageSetup
    top: float
    bottom: float
    part: Literal["header", "footer", "text"] = "text"

    def frame(self) -> tuple[float, float, float]:
        """What absolute places in it are counted from: its corner's x and y on the paper, and its height.

        Of a header only the upper edge is known, of a footer the lower one.
        """
        high = self.setup.height
        places = {"header": (self.setup.header, 0.0), "footer": (high - self.setup.footer, 0.0)}
        y, height = places.get(self.part, (self.top, high - self.bottom - self.top))
        return self.setup.left + self.setup.gutter, y, height


ANCHORED = "position:relative"
"""What a header or footer is in whose tables have places."""


def is_float(item: FilledTable, on: PagePart | None) -> bool:
    """Whether a table stands at the foot of the text."""
    return on is not None and on.part == "text" and item.placed is not None and item.placed.at_foot


def shifted(item: FilledTable, on: PagePart) -> FilledTable:
    """A table as it is written: at the foot of the text its place across is that of any table there."""
    placed = item.placed
    if placed is None or not is_float(item, on):
        return item
    if isinstance(placed.x, str):
        return replace(item, align=placed.x)
    return replace(item, indent=placed.x - (on.frame()[0] if placed.across == "page" else 0.0))


def placed(made: Iterable[str], item: FilledTable, on: PagePart, sheet: StyleSheet, line: float) -> Iterator[str]:
    """The table (written, it is `made`) at its place; `line` is the height of the line behind it."""
    where = item.placed
    assert where is not None
    if is_float(item, on):
        # A footnote: the page's text ends above it. It is called from a line as high as the one behind it, which
        # takes no room, so that the two are on one page, as in Word, where that line holds the table's anchor.
        css = f"{line_css(Line(line * 0.8, line * 0.2))};margin-bottom:{points(-line)}"
        yield f'<div class="{sheet.name("a", css)}">'
        yield f'<span class="ft {sheet.name("b", f"padding-top:{points(where.clear)}")}">'
        yield from made
        yield "</span><br></div>"
        return
    css = f"position:absolute;width:{points(sum(item.columns))};{_css(where, sum(item.columns), on)}"
    yield f'<div class="{sheet.name("b", css)}">'
    yield from made
    yield "</div>"


def _css(where: Placed, width: float, on: PagePart) -> str:
    setup = on.setup
    left, corner, high = on.frame()
    x, room = (0.0, setup.width) if where.across == "page" else (left, setup.width - left - setup.right)
    share = {"left": 0.0, "center": 0.5, "right": 1.0}
    x += share[where.x] * (room - width) if isinstance(where.x, str) else where.x
    y, end = (0.0, setup.height) if where.down == "page" else (on.top, setup.height - on.bottom)
    across = f"left:{points(x - left)}"
    top = "top:100%;margin-top" if on.part == "footer" else "top"
    if where.y == "bottom" and on.part == "header":
        return f"{across};top:{points(end - corner)};transform:translateY(-100%)"
    if where.y == "bottom":
        return f"{across};bottom:{points(corner + high - end)}"
    if where.y == "center":
        return f"{across};{top}:{points((y + end) / 2 - corner)};transform:translateY(-50%)"
    return f"{across};{top}:{points(y + (where.y if isinstance(where.y, float) else 0.0) - corner)}"
