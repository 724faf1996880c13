"""Tables: grid, rows and cells with their final borders, margins and shading."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from docgen.form.read.look import NO_LINE, TWIPS, border, number, patterned, shading
from docgen.form.read.placed import Frame, placed
from docgen.form.read.styles import Attributes, Formatting, attributes, children, local, merged, on, properties
from docgen.form.read.text import SILENT, PartContext, control
from docgen.form.read.widths import column_widths
from docgen.form.tree import Block, Borders, Cell, CellStyle, Placed, RowStyle, Table, TableRow, Tag, Tagged
from docgen.word.tag import TAG
from docgen.word.xml import w

NEW_TABLES = 15
"""The compatibility mode (Word 2013) from which a table's indent is that of its border, not of its text."""

_SIDES = ("top", "right", "bottom", "left")
_NAMES = {"left": ("left", "start"), "right": ("right", "end"), "top": ("top",), "bottom": ("bottom",)}
_ROW_SILENT = {
    *("cnfStyle", "divId", "wBefore", "wAfter", "jc", "ins", "trPrChange", "gridBefore", "gridAfter"),
    *("trHeight", "tblHeader", "cantSplit"),
}
_CELL_SILENT = {
    *("cnfStyle", "tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "vAlign"),
    *("hideMark", "tcPrChange", "cellIns"),
}
_TABLE_SILENT = {
    *("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblOverlap"),
    *("tblStyleRowBandSize", "tblStyleColBandSize", "tblCaption", "tblDescription", "tblPrChange", "tblpPr"),
}
_VERTICAL = {"tbRl", "tbRlV", "tbLrV", "tbLr", "btLr"}

CellReader = Callable[[etree._Element, Formatting, Formatting, float], tuple[Block, ...]]
"""Reads a cell's blocks: the cell, the table's run and paragraph properties, the width there is."""


@dataclass(slots=True)
class _Look:
    """What a table style says, for the whole table or a part of it."""

    borders: dict[str, Attributes] = field(default_factory=dict)
    sides: dict[str, Attributes] = field(default_factory=dict)
    """The lines that the style's parts give one cell, by its sides."""
    margins: dict[str, float] = field(default_factory=dict)
    shading: Attributes | None = None
    align: str | None = None
    run: Formatting = field(default_factory=dict)
    paragraph: Formatting = field(default_factory=dict)

    def add(self, element: etree._Element) -> None:
        """Put a w:style or w:tblStylePr on top."""
        table, cell = element.find(w("tblPr")), element.find(w("tcPr"))
        for holder, name in ((table, "tblBorders"), (cell, "tcBorders")):
            self.borders |= _children(holder, name)
        for holder, name in ((table, "tblCellMar"), (cell, "tcMar")):
            self.margins |= _margins(holder, name)
        for holder in (table, cell):
            mark = holder.find(w("shd")) if holder is not None else None
            self.shading = attributes(mark) if mark is not None else self.shading
        align = cell.find(w("vAlign")) if cell is not None else None
        self.align = align.get(w("val")) if align is not None else self.align
        self.run = merged(self.run, properties(element.find(w("rPr"))))
        self.paragraph = merged(self.paragraph, properties(element.find(w("pPr"))))


class TableReader:
    """Reads one table."""

    def __init__(self, table: etree._Element, part: PartContext, inside: CellReader, compat: int) -> None:
        self._table = table
        self._part = part
        self._styles = styles = part.styles
        self._told = part.told
        self._inside = inside
        self._compat = compat
        self._properties = _find(table, "tblPr")
        style = _find(self._properties, "tblStyle")
        chain = styles.style(style.get(w("val")) if style is not None else None, "table").table
        self._whole = _Look()
        self._parts: dict[str, list[etree._Element]] = {}
        for element in chain:
            self._whole.add(element)
            for piece in element.findall(w("tblStylePr")):
                self._parts.setdefault(piece.get(w("type"), ""), []).append(piece)
        self._whole.borders |= _children(self._properties, "tblBorders")
        self._whole.margins |= _margins(self._properties, "tblCellMar")
        look = _find(self._properties, "tblLook")
        self._flags = _flags(attributes(look) if look is not None else {})
        for child in children(self._properties):
            if local(child) not in _TABLE_SILENT:
                self._told(f"w:{local(child)}", table)

    def read(self, available: float, controls: tuple[str, ...] = (), frame: Frame | None = None) -> Table:
        """The table, in a text area `available` points wide and in these content controls.

        `frame` is the page that it stands on, None in a cell.
        """
        widths = column_widths(self._table, available)
        rows = list(self._wanted(self._table, "tr", ("tblPr", "tblGrid")))
        count = sum(not isinstance(row, Tag) for row, _ in rows)
        made: list[TableRow | Tag] = []
        index = 0
        for row, around in rows:
            if isinstance(row, Tag):
                made.append(row)
            else:
                made.append(self._row(row, index, count, widths, around))
                index += 1
        jc = _find(self._properties, "jc")
        align = {"center": "center", "right": "right", "end": "right"}.get(
            jc.get(w("val"), "") if jc is not None else "", "left"
        )
        layout = _find(self._properties, "tblLayout")
        placed = self._placed(made, sum(widths), frame)
        return Table(
            tuple(widths),
            tuple(made),
            align="left" if placed else align,  # type: ignore[arg-type]
            indent=0.0 if placed else self._indent(),
            fixed=layout is not None and layout.get(w("type")) == "fixed",
            dynamic_columns=any(
                isinstance(cell, Tag) for row in made if isinstance(row, TableRow) for cell in row.cells
            ),
            controls=controls,
            placed=placed,
        )

    def _placed(self, rows: list[TableRow | Tag], width: float, frame: Frame | None) -> Placed | None:
        """Where a floating table stands; one that is not carried is told."""
        element = _find(self._properties, "tblpPr")
        if element is None:
            return None
        # As with an indent: before Word 2013 its text, not its border, stood there.
        before = 0.0 if self._compat >= NEW_TABLES else self._whole.margins.get("left", 5.4)
        found = placed(attributes(element), frame, rows, width, before) if frame else None
        if found is None:
            self._told("floating-table", self._table)
        return found

    def _indent(self) -> float:
        element = _find(self._properties, "tblInd")
        values = attributes(element) if element is not None else {}
        indent = number(values, "w") / TWIPS if values.get("type", "dxa") == "dxa" else 0.0
        # Before Word 2013 a table's text, not its border, stood at the indent.
        return indent if self._compat >= NEW_TABLES else indent - self._whole.margins.get("left", 5.4)

    # ------------------------------------------------------------ rows

    def _wanted(
        self, parent: etree._Element, kind: str, silent: Collection[str], controls: tuple[str, ...] = ()
    ) -> Iterator[tuple[etree._Element | Tag, tuple[str, ...]]]:
        """The rows of a table or the cells of a row with the content controls around each, and the tags between."""
        yield from ((tag, ()) for tag in self._part.tags(parent.text, parent))
        for child in parent:
            if isinstance(child.tag, str):
                name = local(child)
                if name == kind:
                    yield child, controls
                elif name in ("sdt", "sdtContent", "customXml", "ins"):
                    yield from self._wanted(child, kind, silent, controls + control(child))
                elif name not in silent and name not in SILENT:
                    self._told(f"w:{name}", child)
            yield from ((tag, ()) for tag in self._part.tags(child.tail, child))

    def _row(
        self, row: etree._Element, index: int, count: int, widths: list[float], controls: tuple[str, ...]
    ) -> TableRow:
        values = properties(row.find(w("trPr")))
        for child in children(row.find(w("trPr"))):
            if local(child) not in _ROW_SILENT:
                self._told(f"w:{local(child)}", row)
        height = values.get("trHeight", {})
        exception = row.find(w("tblPrEx"))
        if exception is not None and exception.find(w("shd")) is not None:
            self._told("pattern", row)
        before = int(number(values.get("gridBefore")))
        cells = list(self._wanted(row, "tc", ("trPr", "tblPrEx")))
        made: list[Cell | Tag] = []
        column = before
        last = len([item for item, _ in cells if not isinstance(item, Tag)]) - 1
        seen = -1
        for item, around in cells:
            if isinstance(item, Tag):
                made.append(item)
                continue
            seen += 1
            span = self._span(item)
            covered = span if isinstance(span, int) else 1
            position = _Position(index == 0, index == count - 1, seen == 0, seen == last, index)
            width = sum(widths[column : column + covered])
            made.append(self._cell(item, span, position, width, exception, around))
            column += covered
        return TableRow(
            tuple(made),
            RowStyle(
                height=number(height, "val") / TWIPS or None,
                height_rule="exact" if height.get("hRule") == "exact" else "at_least",
                header=on(values.get("tblHeader")),
                cant_split=on(values.get("cantSplit")),
                skip_before=before,
                skip_after=int(number(values.get("gridAfter"))),
            ),
            controls,
        )

    # ------------------------------------------------------------ cells

    def _cell(
        self,
        cell: etree._Element,
        span: int | Tagged,
        position: _Position,
        width: float,
        exception: etree._Element | None,
        controls: tuple[str, ...],
    ) -> Cell:
        own = cell.find(w("tcPr"))
        for child in children(own):
            if local(child) not in _CELL_SILENT:
                self._told("hMerge" if local(child) == "hMerge" else f"w:{local(child)}", cell)
        look = self._look(position)
        borders = dict(look.borders) | _children(exception, "tblBorders")
        cell_borders = _children(own, "tcBorders")
        for name in ("tl2br", "tr2bl"):
            if cell_borders.get(name, {}).get("val", "nil") not in NO_LINE:
                self._told("diagonal", cell)
        margins = look.margins | _margins(exception, "tblCellMar") | _margins(own, "tcMar")
        values = {local(item): attributes(item) for item in children(own)}
        if patterned(values.get("shd")):
            self._told("pattern", cell)
        if values.get("textDirection", {}).get("val") == "btLr":
            self._told("turned-text", cell)
        sides = tuple(margins.get(side, 5.4 if side in ("left", "right") else 0.0) for side in _SIDES)
        direction = values.get("textDirection", {}).get("val")
        align = values.get("vAlign", {}).get("val") or look.align
        inner = max(width - sides[1] - sides[3], 1.0)
        return Cell(
            self._inside(cell, look.run, look.paragraph, inner),
            CellStyle(
                width=width or None,
                borders=_borders(borders, look.sides, cell_borders, position),
                margins=sides,  # type: ignore[arg-type]
                align=align if align in ("center", "bottom") else "top",  # type: ignore[arg-type]
                direction="vertical" if direction in _VERTICAL else "horizontal",
                no_wrap=on(values.get("noWrap")),
            ),
            span=span,
            merge=self._merge(values.get("vMerge"), cell),
            background=self._background(values.get("shd"), look.shading, cell),
            controls=controls,
        )

    def _span(self, cell: etree._Element) -> int | Tagged:
        element = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        text = element.get(w("val"), "1") if element is not None else "1"
        return self._tagged(text, cell) or max(int(number({"val": text}, otherwise=1)), 1)

    def _merge(self, values: Attributes | None, cell: etree._Element) -> Literal["restart", "continue"] | Tagged | None:
        if values is None:
            return None
        text = values.get("val", "continue")
        return self._tagged(text, cell) or ("restart" if text == "restart" else "continue")

    def _background(
        self, own: Attributes | None, style: Attributes | None, cell: etree._Element
    ) -> str | Tagged | None:
        tagged = self._tagged((own or {}).get("fill", ""), cell)
        return tagged or shading(own if own is not None else style, self._styles)

    def _tagged(self, text: str, cell: etree._Element) -> Tagged | None:
        """A property that a tag decides, None for one that none does."""
        found = TAG.search(text)
        return Tagged(text, self._part.place(found[0], cell)) if found else None

    def _look(self, position: _Position) -> _Look:
        """The table style for a cell at this place: bands, then first and last columns and rows on top."""
        look = _Look(
            borders=dict(self._whole.borders),
            margins=dict(self._whole.margins),
            shading=self._whole.shading,
            align=self._whole.align,
            run=self._whole.run,
            paragraph=self._whole.paragraph,
        )
        for name in self._conditions(position):
            for element in self._parts.get(name, ()):
                whole, look.borders = look.borders, {}
                look.add(element)
                look.sides |= _sides(look.borders, _edges_of_part(name, position))
                look.borders = whole
        return look

    def _conditions(self, position: _Position) -> Iterator[str]:
        first_row = self._flags["firstRow"]
        if self._flags["hBand"]:
            band = (position.row - first_row) % 2
            if not (first_row and position.first_row):
                yield "band2Horz" if band else "band1Horz"
        if self._flags["lastColumn"] and position.last_column:
            yield "lastCol"
        if self._flags["firstColumn"] and position.first_column:
            yield "firstCol"
        if self._flags["lastRow"] and position.last_row:
            yield "lastRow"
        if first_row and position.first_row:
            yield "firstRow"


@dataclass(frozen=True, slots=True)
class _Position:
    first_row: bool
    last_row: bool
    first_column: bool
    last_column: bool
    row: int

    def edges(self) -> dict[str, bool]:
        """At which edges of the table the cell stands."""
        return dict(zip(_SIDES, (self.first_row, self.last_column, self.last_row, self.first_column), strict=True))


def _find(element: etree._Element | None, name: str) -> etree._Element | None:
    return element.find(w(name)) if element is not None else None


def _children(holder: etree._Element | None, name: str) -> dict[str, Attributes]:
    element = _find(holder, name)
    return {local(item): attributes(item) for item in children(element)}


def _margins(holder: etree._Element | None, name: str) -> dict[str, float]:
    found = _children(holder, name)
    return {side: number(found[key], "w") / TWIPS for side in _SIDES for key in _NAMES[side] if key in found}


def _flags(look: Attributes) -> dict[str, bool]:
    """Which parts of a table style apply; Word writes them as a number, as attributes, or both."""
    bits = int(look["val"], 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", look.get("val", "")) else 0
    known = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}
    flags = {name: on({"val": look[name]}) if name in look else bool(bits & bit) for name, bit in known.items()}
    none = on({"val": look["noHBand"]}) if "noHBand" in look else bool(bits & 0x200)
    return flags | {"hBand": not none}


def _borders(
    table: Mapping[str, Attributes], parts: dict[str, Attributes], cell: Mapping[str, Attributes], position: _Position
) -> Borders:
    """The cell's own lines, else those of the style's parts, else the table's: outer at its edge, inner elsewhere."""
    found = _sides(table, position.edges()) | parts | _sides(cell, dict.fromkeys(_SIDES, True))
    return Borders(*(border(found.get(side)) for side in _SIDES))


def _sides(lines: Mapping[str, Attributes], edges: Mapping[str, bool]) -> dict[str, Attributes]:
    """A cell's lines of those of an area at whose edges it stands."""
    found = {}
    for side in _SIDES:
        names = _NAMES[side] if edges[side] else ("insideH" if side in ("top", "bottom") else "insideV",)
        values = next((lines[name] for name in names if name in lines), None)
        if values is not None:
            found[side] = values
    return found


def _edges_of_part(name: str, position: _Position) -> dict[str, bool]:
    """At which edges of a style's part a cell stands: rows and bands are one row high, columns one cell wide."""
    across = ("left", "right") if name in ("firstCol", "lastCol") else ("top", "bottom")
    return position.edges() | dict.fromkeys(across, True)
