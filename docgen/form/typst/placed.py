"""Tables of the Typst writer that stand at a place of their own on the page."""

from __future__ import annotations

from docgen.form.tree import Placed
from docgen.form.typst.specs import PageSpec
from docgen.form.typst.text import points

_DOWN = {"top": "top", "center": "horizon", "bottom": "bottom"}


def placed_source(made: str, item: Placed, page: PageSpec, part: str, line: float) -> str:
    """A table (its source is `made`) at its place; `part` is "header", "footer" or "" for a page's text, `line` the
    height of the line behind it."""
    setup = page.setup
    left = setup.left + setup.gutter
    across, aside = (item.x, 0.0) if isinstance(item.x, str) else ("left", item.x)
    if item.at_foot and not part:
        aside -= left if item.across == "page" and across == "left" else 0.0
        return f"foot(bottom+{across},{points(aside)},{points(item.clear)},{points(line)},{made})"
    down, below = (_DOWN[item.y], 0.0) if isinstance(item.y, str) else ("top", item.y)
    # The box that it is placed in, from the paper's corner, and where that corner is from what Typst counts from.
    x, width = (0.0, setup.width) if item.across == "page" else (left, page.width)
    y, height = (0.0, setup.height) if item.down == "page" else (page.top, page.height)
    corner = {"header": 0.0, "footer": setup.height - page.bottom}.get(part, page.top)
    box = ",".join(map(points, (x - left, y - corner, width, height)))
    return f"placed({box},{down}+{across},{points(aside)},{points(below)},{made})"
