"""The last hand on a file that Typst wrote: outlines for its stripped fonts, the document's language, no maker's name.

Typst's files are plain: each object begins where the cross-reference table says, and none is inside another (ISO
32000-1, 7.5.4). So objects are changed one by one, and the table is written anew.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from struct import error as StructError
from typing import NamedTuple

from docgen.pdf.outlines.stripped import StrippedFont, marks

_TAIL = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY = 20
"""Bytes of a line of the cross-reference table."""
_STREAM = re.compile(rb"<<[^>]*>>\s*stream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)")
_NAME = re.compile(rb"/BaseFont/[^/]+")
_SET = re.compile(rb"/CIDSet \d+ 0 R")
_BOX = re.compile(rb"/FontBBox\[[^\]]*\]")
_MAKER = re.compile(rb"/Creator\(Typst [^)]*\)|<(xmp:CreatorTool|stEvt:softwareAgent)>Typst [^<]*</\1>")
_ANNOTATIONS = re.compile(rb"/Annots ?\[([^\]]*)\]")
_PAPER = re.compile(rb"/MediaBox ?\[\S+ \S+ \S+ ([0-9.]+)\]")
_LINK = re.compile(rb"/Subtype/Link/Rect\[([0-9.-]+) \S+ \S+ ([0-9.-]+)\].*?/URI\(docgen:(\w+)\)", re.DOTALL)
_PREFERENCES = re.compile(rb"/ViewerPreferences ?<<(?!.*/DisplayDocTitle)", re.DOTALL)
_LANGUAGE = re.compile(rb"(/Lang ?\(|<dc:language><rdf:Bag><rdf:li>)[\w-]+")

Objects = dict[int, bytes]
"""Number → the object, from behind its "obj" to the beginning of the next."""


class NotPlain(ValueError):
    """The file is not as Typst writes files."""


class Link(NamedTuple):
    """A link's address, the page that it stands on, from 1 on, and its upper left corner there, in points."""

    address: str
    page: int
    left: float
    top: float


def finish(data: bytes, fonts: Sequence[StrippedFont], language: str) -> tuple[bytes, list[Link]]:
    """The file with outlines where stripped copies of `fonts` are embedded, in `language` (as "zh-CN").

    Links are taken out, and told: forms have none of their own (`form.tree` keeps their look only), so each is one of
    our marks. Raises NotPlain for a file that cannot be taken apart.
    """
    try:
        head, objects, trailer = _taken_apart(data)
        _describe(objects, trailer, language)
        links = list(_taken_links(objects)) if b"/Subtype/Link" in data else []
        for number, body in objects.items():
            if body.startswith(b"<</Type/Font/Subtype/Type0"):
                _complete(objects, number, fonts)
    except (IndexError, KeyError, TypeError, ValueError, StructError, zlib.error) as problem:
        raise NotPlain(f"{type(problem).__name__}: {problem}") from problem
    return _put_together(head, objects, trailer), links


def _complete(objects: Objects, number: int, fonts: Sequence[StrippedFont]) -> None:
    """Embed a composite font's outlines, where it is stripped, and say of which sort they are."""
    inner = _reference(b"DescendantFonts", objects[number])
    font = _fill(objects, _reference(b"FontDescriptor", objects[inner]), fonts)
    if font is not None and font.outlines.compact:
        kind = objects[inner].replace(b"/CIDFontType2", b"/CIDFontType0", 1)
        objects[inner] = kind.replace(b"/CIDToGIDMap/Identity", b"", 1)
        objects[number] = _NAME.sub(rb"\g<0>-Identity-H", objects[number], count=1)


def _fill(objects: Objects, number: int, fonts: Sequence[StrippedFont]) -> StrippedFont | None:
    """Embed a font's outlines where this descriptor has its stripped copy; None where Typst embedded it itself."""
    place = _reference(b"FontFile2", objects[number])
    found = marks(zlib.decompress(_content(objects[place]))) if place else None
    if found is None:
        return None
    font = fonts[found.font]
    made = font.outlines.program(found.glyphs, found.tables)
    kind = b"/Subtype/CIDFontType0C" if font.outlines.compact else b"/Length1 %d" % len(made)
    # As they are: outlines hold next to no repetitions, and deflating them saves an eighth of a file for a tenth of the
    # time that it takes in all.
    objects[place] = _stream(kind, made)
    # What is in the program is more than what is drawn, where glyphs are composed: a set of those drawn would be wrong.
    body = _SET.sub(b"", objects[number])
    body = _BOX.sub(b"/FontBBox[%d %d %d %d]" % font.box, body, count=1)
    objects[number] = body.replace(b"/FontFile2", b"/FontFile3", 1) if font.outlines.compact else body
    return font


def _taken_links(objects: Objects) -> Iterator[Link]:
    """Take the links out of the pages; each as it stood."""
    root = next(body for body in objects.values() if body.startswith(b"<</Type/Pages"))
    for page, number in enumerate(_leaves(objects, root), start=1):
        annotations = _ANNOTATIONS.search(objects[number])
        if annotations is None:
            continue
        objects[number] = _ANNOTATIONS.sub(b"", objects[number])
        height = float(_PAPER.search(objects[number])[1])  # type: ignore[index]  # every page of Typst's has a size
        for link in re.findall(rb"(\d+) 0 R", annotations[1]):
            found = _LINK.search(objects[int(link)])
            if found is not None:
                yield Link(found[3].decode(), page, float(found[1]), height - float(found[2]))
                objects[int(link)] = b"null\nendobj\n"


def _leaves(objects: Objects, node: bytes) -> Iterator[int]:
    """The numbers of the pages below a node of the page tree, in order."""
    kids = re.search(rb"/Kids\[([^\]]*)\]", node)
    for kid in re.findall(rb"(\d+) 0 R", kids[1]) if kids else ():
        body = objects[int(kid)]
        if body.startswith(b"<</Type/Pages"):
            yield from _leaves(objects, body)
        else:
            yield int(kid)


def _describe(objects: Objects, trailer: bytes, language: str) -> None:
    """Write the language and leave out the maker, in the catalogue, the file's properties and its metadata.

    A viewer's window is to bear the document's title, not the file's name.
    """
    catalogue, properties = _reference(b"Root", trailer), _reference(b"Info", trailer)
    metadata = _reference(b"Metadata", objects[catalogue])
    named = rb"\g<1>" + language.encode("ascii", "replace")
    shown = _PREFERENCES.sub(rb"\g<0>/DisplayDocTitle true", objects[catalogue], count=1)
    objects[catalogue] = _LANGUAGE.sub(named, shown)
    objects[properties] = _MAKER.sub(b"", objects[properties])
    text = _LANGUAGE.sub(named, _MAKER.sub(b"", _content(objects[metadata])))
    objects[metadata] = _stream(b"/Type/Metadata/Subtype/XML", text)


def _taken_apart(data: bytes) -> tuple[bytes, Objects, bytes]:
    """What stands before the objects, the objects, and the trailer's dictionary."""
    tail = _TAIL.search(data, len(data) - 64)
    table = _TABLE.match(data, int(tail[1])) if tail else None
    if tail is None or table is None:
        raise ValueError("no cross-reference table")
    count = int(table[1])
    end = table.end() + count * _ENTRY
    places = [int(data[at : at + 10]) for at in range(table.end() + _ENTRY, end, _ENTRY)]
    begun = [*places, table.start()]
    if begun != sorted(begun):
        raise ValueError("objects out of order")
    objects = {}
    for number, (first, last) in enumerate(pairwise(begun), start=1):
        name = b"%d 0 obj\n" % number
        if not data.startswith(name, first):
            raise ValueError(f"object {number}")
        objects[number] = data[first + len(name) : last]
    return data[: begun[0]], objects, data[end : tail.start()]


def _put_together(head: bytes, objects: Objects, trailer: bytes) -> bytes:
    bodies = [b"%d 0 obj\n%s" % item for item in objects.items()]
    *places, table = accumulate(map(len, bodies), initial=len(head))
    lines = [b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(places) + 1)]
    lines += [b"%010d 00000 n\r\n" % place for place in places]
    return b"".join([head, *bodies, *lines, trailer, b"startxref\n%d\n%%%%EOF" % table])


def _reference(key: bytes, body: bytes) -> int:
    """The number of the object that `body` names under this key; 0 where it names none."""
    found = re.search(rb"/%s[ \[](\d+) 0 R" % key, body)
    return int(found[1]) if found else 0


def _content(body: bytes) -> bytes:
    """A stream's bytes as they stand."""
    head = _STREAM.match(body)
    length = _LENGTH.search(head[0]) if head else None
    if head is None or length is None:
        raise ValueError("no stream")
    return body[head.end() : head.end() + int(length[1])]


def _stream(about: bytes, content: bytes) -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream\nendobj\n" % (len(content), about, content)
