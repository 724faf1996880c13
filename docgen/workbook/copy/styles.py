"""The styles of a copy: for each style that a marked cell has, one more with a colour; and those of the list."""

from __future__ import annotations

import copy

from lxml import etree

from docgen.findings import Severity
from docgen.workbook.copy.package import MAIN, SPREADSHEET, PackageCopy
from docgen.workbook.package import fonts_in_order

COLOURS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.NOTE: "FFDDEBF7"}

_OURS = "FFDDDDDC"
"""The colour behind a solid one, which nobody sees: tells our fills from those of Excel's own style for bad cells."""

_EMPTY = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_PARTS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")
"""The order in which they stand (ECMA-376 part 1, CT_Stylesheet)."""


def _q(name: str) -> str:
    return f"{{{MAIN}}}{name}"


class StylesCopy:
    """The styles part of a package; `save` writes it back."""

    def __init__(self, package: PackageCopy, book: str) -> None:
        self._package = package
        related = [target for _, kind, target in package.relations(book) if kind == "styles"]
        found = package.find(related[0]) if related else None
        if found:
            self._part = found
            self._root = package.xml(found)
        else:
            # Under any other name some programs do not look for it.
            self._part = "xl/styles.xml"
            self._root = etree.fromstring(_EMPTY)
            package.write(self._part, b"", f"{SPREADSHEET}.styles+xml")
            package.relate(book, "styles", self._part)
        self._leave_one_of_each()
        self._styles = self._part_of("cellXfs")
        if not len(self._styles):
            self._styles.append(
                etree.fromstring(f'<xf xmlns="{MAIN}" numFmtId="0" fontId="0" fillId="0" borderId="0"/>')
            )
        fills = list(self._part_of("fills"))
        ours = {place for place, fill in enumerate(fills) if self._fill_colours(fill) in _OUR_FILLS}
        alike = {place for place, fill in enumerate(fills) if self._fill_colours(fill)[0] in COLOURS.values()}
        self.marked = {place for place, style in enumerate(self._styles) if _fill_of(style) in ours}
        """StylesCopy that an earlier copy gave its marked cells."""
        self.like_marked = {place for place, style in enumerate(self._styles) if _fill_of(style) in alike}
        """Those of these colours, whoever gave them."""
        self._fills: dict[Severity, int] = {}
        self._coloured: dict[tuple[int, Severity | None], int] = {}

    def _leave_one_of_each(self) -> None:
        """Of a list that a damaged file has twice, the longest: programs differ in which of them they read."""
        for name in _PARTS:
            for other in sorted(self._root.findall(_q(name)), key=len)[:-1]:
                self._root.remove(other)

    def coloured(self, style: int, severity: Severity | None) -> int:
        """The style that is `style` with the colour of a severity, or without any colour."""
        style = style if 0 <= style < len(self._styles) else 0
        if (style, severity) not in self._coloured:
            made = copy.deepcopy(self._styles[style])
            made.set("fillId", str(self._fill(severity) if severity else 0))
            made.set("applyFill", "1")
            self._coloured[style, severity] = self._add("cellXfs", made)
        return self._coloured[style, severity]

    def made(self, *, font: str, fill: Severity | None = None, border: str = "", wrap: bool = False) -> int:
        """A style of our own for text: `font` and `border` are their XML; text that no program runs."""
        fonts = self._add("fonts", _element(f"<font>{font}</font>"))
        borders = self._add("borders", _element(f"<border>{border}</border>")) if border else 0
        alignment = '<alignment vertical="top" wrapText="1"/>' if wrap else ""
        style = _element(
            f'<xf numFmtId="49" fontId="{fonts}" fillId="{self._fill(fill) if fill else 0}" borderId="{borders}" '
            f'xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" '
            f'quotePrefix="1">{alignment}</xf>'
        )
        return self._add("cellXfs", style)

    def save(self) -> None:
        """Write the part back."""
        fonts_in_order(self._root)
        self._package.write_xml(self._part, self._root)

    def _fill(self, severity: Severity) -> int:
        if severity not in self._fills:
            colour = COLOURS[severity]
            made = _element(
                f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor rgb="{_OURS}"/>'
                "</patternFill></fill>"
            )
            self._fills[severity] = self._add("fills", made)
        return self._fills[severity]

    @staticmethod
    def _fill_colours(fill: etree._Element) -> tuple[str, str]:
        front, back = (
            fill.find(f"{_q('patternFill')}/{_q('fgColor')}"),
            fill.find(f"{_q('patternFill')}/{_q('bgColor')}"),
        )
        return ("" if front is None else front.get("rgb", "")), ("" if back is None else back.get("rgb", ""))

    def _add(self, name: str, item: etree._Element) -> int:
        group = self._part_of(name)
        group.append(item)
        group.set("count", str(len(group)))
        return len(group) - 1

    def _part_of(self, name: str) -> etree._Element:
        found = self._root.find(_q(name))
        if found is None:
            found = etree.Element(_q(name))
            before = set(map(_q, _PARTS[: _PARTS.index(name)]))
            place = max((number for number, item in enumerate(self._root, 1) if item.tag in before), default=0)
            self._root.insert(place, found)
            if name == "borders":
                found.append(_element("<border/>"))
            elif name == "fills":
                found.extend((_element("<fill><patternFill/></fill>"), _element("<fill><patternFill/></fill>")))
        return found


_OUR_FILLS = {(colour, _OURS) for colour in COLOURS.values()}


def _fill_of(style: etree._Element) -> int:
    number = style.get("fillId", "0")
    return int(number) if number.isascii() and number.isdecimal() else 0


def _element(xml: str) -> etree._Element:
    """The element, whose names are those of spreadsheets."""
    return etree.fromstring(f'<x xmlns="{MAIN}">{xml}</x>')[0]
