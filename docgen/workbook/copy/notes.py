"""The notes (comments) of a sheet: those that are there, and those that a check adds or an earlier one added."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docgen.workbook.container import Unusable
from docgen.workbook.copy.package import MAIN, SPREADSHEET, PackageCopy
from docgen.workbook.copy.sheet import SheetCopy, q
from docgen.workbook.grid import MAX_COLUMN, MAX_ROW, column_number
from docgen.workbook.xml import parsed

_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_SHAPE = re.compile(rb"<v:shape\b(?:(?!<v:shape\b).)*?</v:shape>", re.DOTALL)
_ROW, _COLUMN = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>"), re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_WIDE = 4
"""Columns that a note covers."""

_NAMES = (
    b'xmlns:v="urn:schemas-microsoft-com:vml"',
    b'xmlns:o="urn:schemas-microsoft-com:office:office"',
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"',
)
_OPENING = (
    b"<xml " + b" ".join(_NAMES) + b'><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b'</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    b'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
    b"</v:shapetype>"
)


class Notes:
    """The notes of one sheet; `save` writes them back."""

    def __init__(self, package: PackageCopy, name: str, sheet: SheetCopy, mark: str, author: str) -> None:
        """Takes away what follows `mark` in any note: it is an earlier check's."""
        self._package, self._name, self._sheet, self._mark = package, name, sheet, mark
        related = {key: target for key, kind, target in package.relations(name) if kind in ("comments", "vmlDrawing")}
        kinds = {key: kind for key, kind, _ in package.relations(name)}
        self._part = next((package.find(target) for key, target in related.items() if kinds[key] == "comments"), None)
        self._shapes_part = package.find(related.get(sheet.notes_key or "", ""))
        if self._part:
            self._root = package.xml(self._part)
        else:
            self._root = parsed(f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode())
        self._list = self._root.find(q("commentList"))
        self._authors = self._root.find(q("authors"))
        if self._list is None or self._authors is None:
            raise Unusable("damaged")
        for second in self._root.findall(q("authors"))[1:]:
            # Programs differ in which of two lists they go by.
            self._root.remove(second)
        self._author = author
        self._gone: set[str] = set()
        self.earlier = set(self._without_earlier())
        """Addresses of the cells that an earlier check had marked."""
        self._by_cell = {item.get("ref", ""): item for item in self._list.iterchildren(q("comment"))}
        self._added: dict[str, int] = {}

    def add(self, cell: str, said: str) -> None:
        """Add what was said, behind the note that the cell may have."""
        assert self._list is not None
        note = self._by_cell.get(cell)
        if note is None:
            note = etree.SubElement(self._list, q("comment"), ref=cell, authorId=str(self._author_id()))
            text = etree.SubElement(note, q("text"))
            self._by_cell[cell] = note
        else:
            found = note.find(q("text"))
            text = etree.SubElement(note, q("text")) if found is None else found
            for plain in text.findall(q("t")):
                run = etree.Element(q("r"))
                text.replace(plain, run)
                run.append(plain)
            said = f"\n{said}"
        run = etree.SubElement(text, q("r"))
        shown = etree.SubElement(run, q("t"))
        shown.set(_PRESERVE, "preserve")
        shown.text = said
        self._added[cell] = 3 + said.count("\n") + len(said) // 18
        self._gone.discard(cell)

    def save(self) -> None:
        """Write the notes and their shapes, where anything has changed."""
        assert self._list is not None
        if not self._added and not self.earlier:
            return
        self._list[:] = sorted(self._list, key=lambda item: _place(item.get("ref") or ""))
        if self._part is None:
            self._part = self._package.free("xl/comments{}.xml")
            self._package.write(self._part, b"", f"{SPREADSHEET}.comments+xml")
            self._package.relate(self._name, "comments", self._part)
        self._package.write_xml(self._part, self._root)
        if self._shapes_part is None:
            self._shapes_part = self._package.free("xl/drawings/vmlDrawing{}.vml")
            self._package.write(self._shapes_part, _OPENING + b"</xml>")
            self._package.set_default_type("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
            self._sheet.has_notes(self._package.relate(self._name, "vmlDrawing", self._shapes_part))
        self._package.write(self._shapes_part, self._shapes(self._package.read(self._shapes_part)))

    def _shapes(self, data: bytes) -> bytes:
        """The drawing with a shape for each note: without one Excel does not show it."""
        drawn: set[tuple[int, int]] = set()
        gone = {_place(cell) for cell in self._gone}

        def kept(match: re.Match[bytes]) -> bytes:
            row, column = _ROW.search(match[0]), _COLUMN.search(match[0])
            if row is None or column is None or b'"Note"' not in match[0]:
                return match[0]
            place = (int(row[1]) + 1, int(column[1]) + 1)
            if place in gone:
                return b""
            drawn.add(place)
            return match[0]

        data = _SHAPE.sub(kept, data)
        end = data.rfind(b"</xml>")
        if end < 0:
            data, end = _OPENING + b"</xml>", len(_OPENING)
        number = max((int(text) for text in _NUMBER.findall(data)), default=1024)
        shapes = []
        for cell, height in self._added.items():
            if _place(cell) not in drawn:
                number += 1
                shapes.append(_shape(number, *_place(cell), height))
        return _with_names(data[:end] + b"".join(shapes) + data[end:])

    def _without_earlier(self) -> Iterator[str]:
        assert self._list is not None
        for note in list(self._list):
            texts = list(note.iter(q("t")))
            whole = "".join(item.text or "" for item in texts)
            if self._mark not in whole:
                continue
            yield note.get("ref", "")
            left = len(whole.partition(self._mark)[0].rstrip("\n"))
            if not left:
                self._list.remove(note)
                self._gone.add(note.get("ref", ""))
                continue
            for item in texts:
                item.text = (item.text or "")[:left]
                left -= len(item.text)

    def _author_id(self) -> int:
        assert self._authors is not None
        names = [item.text or "" for item in self._authors.iterchildren(q("author"))]
        if self._author not in names:
            etree.SubElement(self._authors, q("author")).text = self._author
            names.append(self._author)
        return names.index(self._author)


def _with_names(drawing: bytes) -> bytes:
    """The drawing with the prefixes of our shapes declared: programs write only those that their own shapes need."""
    head, root, rest = drawing.partition(b"<xml")
    tag = rest[: rest.find(b">")]
    return head + root + b"".join(b" " + name for name in _NAMES if name.partition(b"=")[0] not in tag) + rest


def _place(cell: str) -> tuple[int, int]:
    name = cell.rstrip("0123456789")
    number = cell[len(name) :]
    return (int(number) if number else 0), column_number(name)


def _shape(number: int, row: int, column: int, lines: int) -> bytes:
    left = min(column, MAX_COLUMN - _WIDE - 1)
    height = min(lines, 24)
    top = max(min(row - 1, MAX_ROW - height - 1), 0)
    anchor = f"{left}, 15, {top}, 4, {left + _WIDE}, 40, {top + height}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        f'</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column>"
        "</x:ClientData></v:shape>"
    ).encode()
