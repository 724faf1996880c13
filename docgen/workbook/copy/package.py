"""The parts of a workbook's package as they are to be written: those of the source, edited, taken out or put in.

Nothing is loaded and saved anew, so that what no library knows (pictures of any kind, charts, lists) stays as it was.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from xml.parsers import expat

from lxml import etree

from docgen.workbook.container import Container, Unusable
from docgen.workbook.xml import parse_events, parsed

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_NO_RELATIONSHIPS = f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()
_CONTENT_TYPES = "[Content_Types].xml"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
_STRICT_WORDS = ((b"extendedProperties", b"extended-properties"), (b"customProperties", b"custom-properties"))
_EPOCH = (1980, 1, 1, 0, 0, 0)

Relation = tuple[str, str, str]
"""Id, last word of the type, target part."""


class PackageCopy:
    """A package that is being edited. Part names are those of the source, without a slash in front."""

    def __init__(self, container: Container) -> None:
        """Raises Unusable where the list of content types is none."""
        self._source = container
        self._names = {name: spelt for name, spelt in container.entries.items() if _is_part(spelt)}
        self._edited: dict[str, bytes] = {}
        self._types = self.xml(_CONTENT_TYPES)

    def find(self, name: str) -> str | None:
        """The part's name as it is spelt, None where there is none."""
        return self._names.get(name.lower().lstrip("/"))

    def read(self, name: str) -> bytes:
        """The bytes of a part as they are to be written; strict OOXML comes in its transitional form."""
        if name in self._edited:
            return self._edited[name]
        return _transitional(name, self._source.raw(name))

    def write(self, name: str, data: bytes, content_type: str | None = None) -> None:
        """Put a part in, or replace it."""
        self._names[name.lower()] = name
        self._edited[name] = data
        if content_type:
            self.set_type(name, content_type)

    def xml(self, name: str) -> etree._Element:
        """A part's root. Raises Unusable where it is missing or no sound XML."""
        found = self.find(name)
        if found is None:
            raise Unusable("damaged")
        return parsed(self.read(found))

    def write_xml(self, name: str, root: etree._Element) -> None:
        """Replace a part by this tree."""
        self.write(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def remove(self, name: str) -> None:
        """Take a part out, with its relationships and its type."""
        for part in (name, relations_of(name)):
            found = self._names.pop(part.lower(), None)
            if found:
                self._edited.pop(found, None)
        for item in self._types.findall(f"{{{_TYPES}}}Override"):
            if item.get("PartName", "").lower() == f"/{name}".lower():
                self._types.remove(item)

    def free(self, pattern: str) -> str:
        """The first part name of the pattern, {} being a number, that is not taken."""
        number = 1
        while self.find(pattern.format(number)):
            number += 1
        return pattern.format(number)

    # Content types

    def set_type(self, name: str, content_type: str) -> None:
        """Say what a part is."""
        for item in self._types.findall(f"{{{_TYPES}}}Override"):
            if item.get("PartName", "").lower() == f"/{name}".lower():
                item.set("ContentType", content_type)
                return
        etree.SubElement(self._types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)

    def set_default_type(self, extension: str, content_type: str) -> None:
        """Say what parts of an ending are, where nothing is said of them yet."""
        known = {item.get("Extension", "").lower() for item in self._types.findall(f"{{{_TYPES}}}Default")}
        if extension not in known:
            item = etree.Element(f"{{{_TYPES}}}Default", Extension=extension, ContentType=content_type)
            self._types.insert(0, item)

    # Relationships

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part that stay within the package."""
        name = self.find(relations_of(part))
        found: list[Relation] = []
        for item in parsed(self.read(name)) if name else ():
            if item.tag == f"{{{_RELATIONSHIPS}}}Relationship" and item.get("TargetMode") != "External":
                target = item.get("Target", "").replace("\\", "/")
                folder = "" if target.startswith("/") else posixpath.dirname(part)
                whole = posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
                found.append((item.get("Id", ""), item.get("Type", "").rpartition("/")[2], whole))
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relationship; its id."""
        name = self.find(relations_of(part))
        root = parsed(self.read(name) if name else _NO_RELATIONSHIPS)
        taken = {item.get("Id") for item in root}
        key = next(f"rIdDocgen{number}" for number in range(1, len(taken) + 2) if f"rIdDocgen{number}" not in taken)
        way = posixpath.relpath(target, posixpath.dirname(part) or ".")
        etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", Id=key, Type=f"{OFFICE}/{kind}", Target=way)
        self.write_xml(name or relations_of(part), root)
        return key

    def unrelate(self, part: str, keys: set[str]) -> None:
        """Take relationships away, by their ids."""
        name = self.find(relations_of(part))
        if name and keys:
            root = parsed(self.read(name))
            for item in list(root):
                if item.get("Id") in keys:
                    root.remove(item)
            self.write_xml(name, root)

    def packed(self) -> bytes:
        """The file: the same content gives the same bytes. Raises Unusable for a part that is no sound XML."""
        self.write_xml(self._names.get(_CONTENT_TYPES.lower(), _CONTENT_TYPES), self._types)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
            for name in self._names.values():
                data = self.read(name)
                if name not in self._edited and name.lower().endswith((".xml", ".rels")):
                    _must_be_sound(data)
                info = zipfile.ZipInfo(name, _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(info, data, compresslevel=zlib.Z_BEST_SPEED)
        return stream.getvalue()


def relations_of(part: str) -> str:
    """The part that holds a part's relationships; "" is the package."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _is_part(name: str) -> bool:
    """Whether an entry can be written back: one with an odd name is no part of a workbook."""
    pieces = name.split("/")
    return name.isprintable() and "\\" not in name and all(piece.strip(".") for piece in pieces)


def _must_be_sound(data: bytes) -> None:
    """Raises Unusable for a part that is no sound XML."""
    # Expat keeps nothing of what it reads, where a tree of a large sheet takes hundreds of megabytes; it knows few
    # encodings, and what it will not have the usual parser judges.
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):
        for _ in parse_events(data, ("docgen-looks-at-nothing",)):
            pass


def _transitional(name: str, data: bytes) -> bytes:
    if not name.lower().endswith((".xml", ".rels", ".vml")) or b"http://purl.oclc.org/ooxml/" not in data:
        return data
    data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
    for strict, transitional in _STRICT_WORDS:
        data = data.replace(b"officeDocument/2006/" + strict, b"officeDocument/2006/" + transitional)
        data = data.replace(
            b"officeDocument/2006/relationships/" + strict, b"officeDocument/2006/relationships/" + transitional
        )
    return re.sub(rb"""\sconformance=(?:"strict"|'strict')""", b"", data)
