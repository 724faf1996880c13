"""What Word allows of a table: a file beyond it is refused before anything is made of it."""

from __future__ import annotations

from lxml import etree

from docgen.word.xml import w

MAX_COLUMNS = 63
"""Columns of a table (Microsoft, "Operating parameter limitations and specifications in Word")."""

_COUNTS = (w("gridSpan"), w("gridBefore"), w("gridAfter"))


class TooMany(ValueError):
    """More columns than Word has."""

    def __init__(self, count: int | str, near: str = "") -> None:
        super().__init__(count)
        self.count = count
        self.near = near


def check_limits(root: etree._Element) -> None:
    """Raises TooMany for a cell in a part that covers more columns than Word has, or a table that has more."""
    for item in root.iter(*_COUNTS):
        said = (item.get(w("val")) or "").strip()
        if said.isascii() and said.isdigit() and (len(said) > len(str(MAX_COLUMNS)) + 2 or int(said) > MAX_COLUMNS):
            raise TooMany(said[:12], _near(item))
    for grid in root.iter(w("tblGrid")):
        if len(grid.findall(w("gridCol"))) > MAX_COLUMNS:
            raise TooMany(len(grid), _near(grid))


def _near(element: etree._Element) -> str:
    """The first words of the cell or table around an element."""
    around = next(element.iterancestors(w("tc"), w("tbl")), element)
    return "".join(node.text or "" for node in around.iter(w("t"))).strip()[:30]
