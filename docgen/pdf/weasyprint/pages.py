"""Page breaks as Word and LibreOffice make them, on top of what WeasyPrint lays out.

Space above a paragraph is left out at a page's top, but for a page that was asked for; WeasyPrint takes every page
with a name for one that was asked for.

WeasyPrint drops the repeated heading where a row that must not be broken is taller than a page, and leaves a broken
row open at its page's end. Here such rows are found, so that they are laid out again as breakable ones (which is
what LibreOffice does with them), and each page's part of a table gets its closing line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as page_layout

UNBROKEN = "k"
"""The class of rows that are not to be broken (`form.html.table`)."""

BROKEN = "s"
"""The class of rows that a page's end breaks: all their cells begin at the top (`form.html.css`)."""

_plain_make = page_layout.make_page


def install() -> None:
    """Put the wrapper in place; a second call changes nothing."""
    page_layout.make_page = _make_page


def _make_page(context: Any, root_box: Any, page_type: Any, resume_at: Any, number: int, state: Any) -> Any:
    asked = context.page_maker[number - 1][1]["break"] != "any"
    first = any(name == page_type.name and index == 0 for name, index in page_type.groups)
    context.forced_break = asked or first
    return _plain_make(context, root_box, page_type, resume_at, number, state)


def loosen_tall_rows(document: Any) -> bool:
    """Let rows that no page can hold be broken, and broken ones begin at the top of their cells, as LibreOffice does.

    True when there are new ones, so that the page is laid out again.
    """
    found = False
    for parts in _parts(document).values():
        headed = parts[0].element.find("thead") is not None
        for number, part in enumerate(parts):
            rows = _body_rows(part)
            if not rows:
                continue
            if headed and not part.children[0].is_header:
                # On the first page only a heading that no page holds is left out where the row below may be broken.
                found |= _loosen(rows[0].element) or (number == 0 and _unhead(part))
            if number + 1 < len(parts):
                following = _body_rows(parts[number + 1])
                if following and following[0].element is rows[-1].element:
                    found |= _loosen(rows[-1].element)
    return found


def _unhead(table: Any) -> bool:
    """Let a heading that no page can hold be broken, and not be repeated: WeasyPrint leaves it out."""
    heads = table.element.findall("thead")
    for element in heads:
        element.tag = "tbody"
        for row in element.iter("tr"):
            _loosen(row)
    return bool(heads)


def close_tables(document: Any) -> None:
    """Draw the line at a page's end and beginning where a table goes on, under merged and broken cells too."""
    for parts in _parts(document).values():
        if len(parts) < 2:
            continue
        vertical, horizontal = parts[0].collapsed_border_grid
        for number, part in enumerate(parts):
            part.skip_cell_border_top = part.skip_cell_border_bottom = False
            rows = sum(len(group.children) for group in part.children)
            header = len(part.children[0].children) if part.children and part.children[0].is_header else 0
            offset = part.skipped_rows - header if part.skipped_rows else 0
            changed = list(horizontal)
            edges = [rows + offset] if number + 1 < len(parts) else []
            edges += [offset] if number and not header else []
            for edge in edges:
                if 0 <= edge < len(horizontal):
                    pairs = zip(horizontal[edge], horizontal[-1], strict=True)
                    changed[edge] = [own if own[1][1] else last for own, last in pairs]
            part.collapsed_border_grid = (vertical, changed)


def _parts(document: Any) -> dict[int, list[Any]]:
    """The parts of each table, page by page, keyed by the table's element."""
    parts: dict[int, list[Any]] = {}
    for page in document.pages:
        for table in _tables(page._page_box):
            if table.element is not None:
                parts.setdefault(id(table.element), []).append(table)
    return parts


def _tables(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.TableBox):
            yield child
        if not isinstance(child, (boxes.LineBox, boxes.MarginBox)):
            yield from _tables(child)


def _body_rows(table: Any) -> list[Any]:
    return [row for group in table.children if not group.is_header for row in group.children]


def _loosen(row: Any) -> bool:
    """Let the element of a row be broken; False where it may be already."""
    classes = (row.get("class") or "").split()
    if BROKEN in classes:
        return False
    row.set("class", " ".join([*(name for name in classes if name != UNBROKEN), BROKEN]))
    return True
