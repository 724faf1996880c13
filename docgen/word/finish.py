"""What only the rendered XML shows is put right: paragraphs broken by a value, looped tables' grids, empty cells."""

from __future__ import annotations

import copy

from lxml import etree

from docgen.word.limits import MAX_COLUMNS, TooMany
from docgen.word.xml import XML_SPACE, parse, serialise, w

DRAWING_ID = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BLOCKS = (w("p"), w("tbl"), w("sdt"))


def finished(xml: str) -> str:
    """The part, with what Word would refuse or show wrongly put right. Raises etree.XMLSyntaxError, TooMany."""
    root = parse(xml)
    changed = False
    for mark in list(root.iter(etree.ProcessingInstruction)):
        _break_paragraph(mark)
        changed = True
    for row in list(root.iter(w("tr"))):
        if row.find(w("tc")) is None and row.find(w("sdt")) is None:
            _drop(row)
            changed = True
    for table in list(root.iter(w("tbl"))):
        if next(table.iter(w("tr")), None) is None:
            _drop(table)
            changed = True
        else:
            changed |= _fit_grid(table)
    for cell in root.iter(w("tc")):
        if len(cell) == 0 or cell[-1].tag != w("p"):
            etree.SubElement(cell, w("p"))
            changed = True
    changed |= _number_drawings(root)
    return serialise(root) if changed else xml


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _break_paragraph(mark: etree._Element) -> None:
    """Where a value held \\a or \\f: the rest goes into a new paragraph like this one, after a page break for \\f."""
    run = mark.getparent()
    assert run is not None
    paragraph = next(mark.iterancestors(w("p")))
    parent = paragraph.getparent()
    assert parent is not None
    following = etree.Element(w("p"))
    properties = paragraph.find(w("pPr"))
    if properties is not None:
        following.append(copy.deepcopy(properties))
    rest = etree.SubElement(following, w("r"))
    look = run.find(w("rPr"))
    if look is not None:
        rest.append(copy.deepcopy(look))
    if mark.text == "page":
        etree.SubElement(rest, w("br")).set(w("type"), "page")
    holder = run
    while holder.getparent() is not paragraph:
        holder = holder.getparent()  # type: ignore[assignment]  # the paragraph is among its ancestors
    rest.extend(list(mark.itersiblings()))
    following.extend(list(holder.itersiblings()))
    _drop(mark)
    for item in (*run.findall(w("t")), *rest.findall(w("t"))):
        item.set(XML_SPACE, "preserve")
    paragraph.addnext(following)


def _fit_grid(table: etree._Element) -> bool:
    """A grid of as many columns as the widest row covers, the table's width kept; whether it had to change."""
    grid = table.find(w("tblGrid"))
    if grid is None:
        return False
    columns = grid.findall(w("gridCol"))
    needed = max((columns_of(row) for row in table.findall(w("tr"))), default=0)
    if not needed or needed == len(columns):
        return False
    if needed > MAX_COLUMNS:
        raise TooMany(needed)
    widths = [_width(column) for column in columns]
    total = sum(widths)
    for column in columns:
        grid.remove(column)
    if needed < len(widths):
        kept = widths[:needed]
        share = (total - sum(kept)) // needed
        made = [width + share for width in kept]
    else:
        even = total // needed
        made = [width * len(widths) // needed for width in widths] + [even] * (needed - len(widths))
    for position, width in enumerate(made):
        column = etree.Element(w("gridCol"))
        column.set(w("w"), str(width))
        grid.insert(position, column)
    return True


def _width(column: etree._Element) -> int:
    """A column's width in twips; none for what is no length that a page has."""
    try:
        width = float(column.get(w("w"), "0"))
    except ValueError:
        return 0
    return int(width) if 0 <= width <= _WIDEST else 0


_WIDEST = 31680
"""Twips (55.88 cm): the widest page that Word has."""


def columns_of(row: etree._Element) -> int:
    """Grid columns that a row covers, those skipped before and behind its cells too."""
    properties = row.find(w("trPr"))
    skipped = 0
    if properties is not None:
        for name in ("gridBefore", "gridAfter"):
            skip = properties.find(w(name))
            skipped += _number(skip, 0)
    cells = [cell for cell in row.iter(w("tc")) if next(cell.iterancestors(w("tr"))) is row]
    return skipped + sum(_number(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), 1) for cell in cells)


def _number(element: etree._Element | None, otherwise: int) -> int:
    text = (element.get(w("val")) or "").strip() if element is not None else ""
    return int(text[:9]) if text.isascii() and text.isdigit() else otherwise


def _number_drawings(root: etree._Element) -> bool:
    """Drawings repeated by a loop get numbers of their own."""
    drawings = list(root.iter(DRAWING_ID))
    if len({item.get("id") for item in drawings}) == len(drawings):
        return False
    for number, item in enumerate(drawings, start=1):
        item.set("id", str(number))
    return True
