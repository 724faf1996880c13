"""The workbook part of a copy: its sheets in order, one put in front of them, macros left out."""

from __future__ import annotations

import re

from lxml import etree

from docgen.workbook.container import Container, Unusable
from docgen.workbook.copy.package import OFFICE, SPREADSHEET, PackageCopy
from docgen.workbook.copy.sheet import q, without
from docgen.workbook.xml import decode_escapes

_DROPPED = ("vbaProject", "calcChain", "keyMapCustomizations", "attachedToolbars")
"""Relationships of the workbook that a copy goes without: macros, and what a program works out anew."""

_CHOSEN = re.compile(rb"""\stabSelected=(?:"[^"]*"|'[^']*')""")


class BookCopy:
    """A copy of a workbook that is being edited. Raises Unusable where its main parts are not sound."""

    def __init__(self, container: Container) -> None:
        self.package = PackageCopy(container)
        name = next(
            (target for _, kind, target in self.package.relations("") if kind == "officeDocument"), "xl/workbook.xml"
        )
        self.name = self.package.find(name) or ""
        if not self.name:
            raise Unusable("no-workbook")
        self._root = self.package.xml(self.name)
        sheets = self._root.find(q("sheets"))
        if sheets is None:
            raise Unusable("no-sheets")
        self._sheets = sheets
        self._drop_macros()

    @property
    def parts(self) -> dict[str, str]:
        """Title → part of every worksheet."""
        related = {key: (kind, target) for key, kind, target in self.package.relations(self.name)}
        found: dict[str, str] = {}
        for item in self._sheets.iterchildren(q("sheet")):
            kind, target = related.get(item.get(f"{{{OFFICE}}}id") or "", ("", ""))
            part = self.package.find(target) if kind == "worksheet" else None
            if part:
                found.setdefault(decode_escapes(item.get("name", "")), part)
        return found

    def remove(self, title: str) -> None:
        """Take a sheet out."""
        listed = list(self._sheets.iterchildren(q("sheet")))
        places = [place for place, item in enumerate(listed) if item.get("name") == title]
        for place in reversed(places):
            key = listed[place].get(f"{{{OFFICE}}}id") or ""
            targets = [target for other, _, target in self.package.relations(self.name) if other == key]
            self._sheets.remove(listed[place])
            self.package.unrelate(self.name, {key})
            for target in targets:
                self.package.remove(target)
            self._shift_names(place, -1)

    def put_first(self, title: str, data: bytes, rows: str) -> None:
        """Put a sheet in front, which opens first; `rows` is the range that its filter covers."""
        for part in (target for _, kind, target in self.package.relations(self.name) if kind.endswith("sheet")):
            found = self.package.find(part)
            if found:
                self._forget_choice(found)
        part = self.package.free("xl/worksheets/sheet{}.xml")
        self.package.write(part, data, f"{SPREADSHEET}.worksheet+xml")
        key = self.package.relate(self.name, "worksheet", part)
        numbers = [int(item.get("sheetId", "0")) for item in self._sheets if (item.get("sheetId") or "").isdecimal()]
        made = etree.Element(q("sheet"), name=title, sheetId=str(min(max(numbers, default=0) + 1, 65534)))
        made.set(f"{{{OFFICE}}}id", key)
        self._shift_names(-1, 1)
        self._sheets.insert(0, made)
        self._name_filter(title, rows)
        for view in self._root.iter(q("workbookView")):
            for name in ("activeTab", "firstSheet"):
                without(view, name)

    def packed(self) -> bytes:
        """The file's bytes."""
        self.package.write_xml(self.name, self._root)
        return self.package.packed()

    def _forget_choice(self, part: str) -> None:
        data = self.package.read(part)
        head = data[:20_000]
        if b"tabSelected" in head:
            self.package.write(part, _CHOSEN.sub(b"", head) + data[20_000:])

    def _shift_names(self, removed: int, by: int) -> None:
        """Names that hold within one sheet know it by its place."""
        names = self._root.find(q("definedNames"))
        for item in list(names) if names is not None else ():
            text = item.get("localSheetId")
            if text is None or not text.isdecimal():
                continue
            place = int(text)
            if by < 0 and place == removed and names is not None:
                names.remove(item)
            elif place > removed:
                item.set("localSheetId", str(place + by))

    def _name_filter(self, title: str, rows: str) -> None:
        """Excel keeps the range of a filter as a hidden name too."""
        names = self._root.find(q("definedNames"))
        if names is None:
            names = etree.Element(q("definedNames"))
            before = ("sheets", "functionGroups", "externalReferences")
            place = max(number for number, item in enumerate(self._root, 1) if item.tag in [q(name) for name in before])
            self._root.insert(place, names)
        made = etree.SubElement(names, q("definedName"), name="_xlnm._FilterDatabase", localSheetId="0", hidden="1")
        made.text = f"'{title}'!{rows}"

    def _drop_macros(self) -> None:
        dropped = [(key, target) for key, kind, target in self.package.relations(self.name) if kind in _DROPPED]
        self.package.unrelate(self.name, {key for key, _ in dropped})
        signed = [(key, target) for key, kind, target in self.package.relations("") if kind == "origin"]
        self.package.unrelate("", {key for key, _ in signed})
        for _, target in (*dropped, *signed):
            self.package.remove(target)
        macros = self.package.find("xl/vbaProject.bin")
        if macros:
            self.package.remove(macros)
        self.package.set_type(self.name, f"{SPREADSHEET}.sheet.main+xml")
