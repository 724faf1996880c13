"""Whether what a part can print needs no second look: told from its tags alone, once, when it is compiled.

A rendered part is put right by `docgen.word.finish`, at the cost of a parse for each document. None of it is needed
where every tag opens and closes within one element (so the result is whole), no row, cell or drawing is repeated or
left out in a way that a table's grid or a cell would show, and values bring no markup of their own (`Account.raw`).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.word.finish import DRAWING_ID, columns_of
from docgen.word.pairs import step
from docgen.word.tag import TAG
from docgen.word.xml import parse, w

_P, _R, _TR, _TC, _TBL, _SDT = (w(name) for name in ("p", "r", "tr", "tc", "tbl", "sdt"))
_COUNTS = {w("gridSpan"), w("gridBefore"), w("gridAfter")}


def is_final(text: str) -> bool:
    """Whether a part's paired tags (as `docgen.word.tags` sets them) can print only what needs no putting right."""
    root = parse(text)
    if not isinstance(root.tag, str):
        return False
    optional: set[etree._Element] = set()
    """Elements that a block around them may repeat or leave out."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            return False
        if any("{" in value and not _closed(str(value)) for value in element.attrib.values()):
            return False
        depths = _depths(element)
        if depths is None:
            return False
        optional.update(child for child, depth in zip(element, depths, strict=True) if depth)
    return (
        all(_final_table(table, optional) for table in root.iter(_TBL))
        and all(_final_cell(cell, optional) for cell in root.iter(_TC))
        and all(_final_row(row) for row in root.iter(_TR))
        and _final_drawings(root, optional)
    )


def _closed(text: str) -> bool:
    """Whether the blocks that open in a text also close there."""
    depth = 0
    for tag in TAG.findall(text):
        change = step(tag)
        if change is None or depth + change < 0:
            return False
        depth += change
    return depth == 0


def _own(element: etree._Element) -> Iterator[str]:
    """The text directly in an element: before its first child, and behind each."""
    yield element.text or ""
    for child in element:
        yield child.tail or ""


def _depths(element: etree._Element) -> list[int] | None:
    """How many blocks are open before each child; None for blocks that do not close in the element."""
    if "{" not in "".join(_own(element)):
        return [0] * len(element)
    depths: list[int] = []
    depth = 0
    for text in _own(element):
        for tag in TAG.findall(text):
            change = step(tag)
            if change is None or depth + change < 0:
                return None
            depth += change
        depths.append(depth)
    return depths[:-1] if depth == 0 else None


def _final_table(table: etree._Element, optional: set[etree._Element]) -> bool:
    """A row that is always there, and a grid that fits whichever rows are printed."""
    rows = table.findall(_TR)
    always = [columns_of(row) for row in rows if row not in optional]
    grid = table.find(w("tblGrid"))
    if not always or grid is None or any("{" in (item.get(w("val")) or "") for item in table.iter(_COUNTS)):
        return False
    return max(always) == max(columns_of(row) for row in rows) == len(grid)


def _final_cell(cell: etree._Element, optional: set[etree._Element]) -> bool:
    """A paragraph at its end, whatever is printed."""
    return len(cell) > 0 and cell[-1].tag == _P and cell[-1] not in optional and not TAG.search(cell[-1].tail or "")


def _final_row(row: etree._Element) -> bool:
    """The same cells, whatever is printed."""
    if row.find(_TC) is None and row.find(_SDT) is None:
        return False
    holders = {row, *(item.getparent() for item in row.iter(_TC))}
    return not any(TAG.search(text) for holder in holders if holder is not None for text in _own(holder))


def _final_drawings(root: etree._Element, optional: set[etree._Element]) -> bool:
    """Drawings with numbers of their own, none in a block."""
    drawings = list(root.iter(DRAWING_ID))
    if len({item.get("id") for item in drawings}) != len(drawings):
        return False
    return not any(above in optional for item in drawings for above in (item, *item.iterancestors()))
