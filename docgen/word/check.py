"""A finished document is looked at again: it opens, and every part of it is sound XML.

What the last documents held word for word is known to be sound (`SoundParts`), and so is a part that differs from
a sound one by the texts in its runs alone: only what is new is parsed.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from lxml import etree

from docgen.errors import Place, TemplateProblem
from docgen.word.package import CONTENT_TYPES, MAX_TOTAL, ROOT_RELATIONSHIPS, read_package
from docgen.word.xml import parse

DOCUMENT = "word/document.xml"
"""What the main part is mostly called."""

_XML = (".xml", ".rels")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_LOCAL = 30
"""Bytes of a part's header before its name."""

_KNOWN = 2000
"""Parts whose soundness is remembered, by digest (32 bytes each)."""

_TEXT = b'<w:t xml:space="preserve">'
"""How the texts of a document's runs begin."""

_ILLEGAL = bytes({*range(32)} - {9, 10, 13})
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_BAD_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#34|#39);)")


class SoundParts:
    """What the documents met lately held, part by part, and is known to be sound.

    Whoever makes many documents keeps one; a single document is looked at with a fresh one.
    """

    def __init__(self) -> None:
        self._sound: dict[bytes, None] = {}

    def check(self, data: bytes, name: str, main: str = DOCUMENT) -> None:
        """Look at a finished document again: it opens, has its `main` part, and every XML part is sound.

        Raises TemplateProblem.
        """
        if self._is_sound(data, main):
            return
        parts = read_package(data, name)
        if len(parts) != _counted(data):  # a damaged length in the directory hides the entries behind it
            raise TemplateProblem("template.file/no-package", place=Place(name))
        if main not in parts:
            raise TemplateProblem("template.file/no-document", place=Place(name))
        for part, content in parts.items():
            if part.endswith(_XML):
                try:
                    parse(content)
                except (etree.XMLSyntaxError, ValueError) as problem:
                    raise TemplateProblem(
                        "template.broken", place=Place(name), reason=f"{part}: {problem}"
                    ) from problem

    def _is_sound(self, data: bytes, main: str) -> bool:
        """Whether the file is as `write_package` makes it, without gap or contradiction, and its parts are sound."""
        try:
            names = {part for part, _ in self._sound_parts(data)}
        except (_Doubtful, struct.error, zlib.error, expat.ExpatError, UnicodeDecodeError):
            return False
        return {main, CONTENT_TYPES, ROOT_RELATIONSHIPS} <= names

    def _sound_parts(self, data: bytes) -> Iterator[tuple[str, int]]:
        """Each part's name and size. Raises an error for anything that is not as it should be."""
        ending = len(data) - _END.size
        mark, _, _, count, total, length, start, comment = _END.unpack_from(data, ending)
        if mark != b"PK\x05\x06" or comment or count != total or start + length != ending:
            raise _Doubtful
        at, place, inflated = start, 0, 0
        seen: set[bytes] = set()
        for _ in range(count):
            entry = _CENTRAL.unpack_from(data, at)
            method, crc, small, size, width, extra, note, offset = (entry[4], *entry[7:13], entry[16])
            label = data[at + _CENTRAL.size : at + _CENTRAL.size + width]
            begin = place + _LOCAL + width
            inflated += size
            if entry[0] != b"PK\x01\x02" or extra or note or offset != place or label in seen or inflated > MAX_TOTAL:
                raise _Doubtful
            # The part's own header says the same as the directory, and its data ends where the next begins.
            if data[place:begin] != b"PK\x03\x04" + data[at + 6 : at + 32] + label:
                raise _Doubtful
            seen.add(label)
            place, at = begin + small, at + _CENTRAL.size + width
            if place > start:
                raise _Doubtful
            name = label.decode()
            self._check_part(name, method, crc, size, data[begin:place])
            yield name, size
        if place != start or at != ending:
            raise _Doubtful

    def _check_part(self, name: str, method: int, crc: int, size: int, stored: bytes) -> None:
        xml = name.endswith(_XML)
        digest = _digest(stored, b"%d %d %d %d\0" % (method, crc, size, xml))
        if digest in self._sound:
            self._remember(digest)
            return
        content = _content(method, stored, size)
        if len(content) != size or zlib.crc32(content) != crc:
            raise _Doubtful
        if xml:
            self._check_xml(content)
        self._remember(digest)

    def _remember(self, digest: bytes) -> None:
        """Put it last: what is met often stays."""
        if digest in self._sound:
            del self._sound[digest]
        elif len(self._sound) >= _KNOWN:
            del self._sound[next(iter(self._sound))]
        self._sound[digest] = None

    def _check_xml(self, content: bytes) -> None:
        """Sound by itself, or the same as a sound part but for the texts of its runs, which are sound text."""
        # The single signs are rare and found faster than "<" with something behind it.
        if (b"!" in content and b"<!" in content) or (content.count(b"?") > 2 and content.count(b"<?") > 1):
            # Comments and the like hide tags: the texts could not be told from them.
            if b"<!DOCTYPE" in content:
                raise _Doubtful
            _parse(content)
            return
        first, *pieces = content.split(_TEXT)
        split = [piece.partition(b"<") for piece in pieces]
        shape = _digest(_TEXT.join([first, *[rest for _, _, rest in split]]), b"shape\0")
        if shape not in self._sound or not _is_text(b" ".join([text for text, _, _ in split])):
            _parse(content)
        self._remember(shape)


def check_document(data: bytes, name: str, main: str = DOCUMENT) -> None:
    """Look at a finished document again, as `SoundParts.check`."""
    SoundParts().check(data, name, main)


class _Doubtful(Exception):
    """Not as this program writes it: to be read by the book."""


def _counted(data: bytes) -> int:
    """How many parts the file says it has, as it ends when this program wrote it."""
    counted: int = _END.unpack_from(data, len(data) - _END.size)[4]
    return counted


def _digest(data: bytes, kind: bytes) -> bytes:
    return hashlib.sha256(kind + data).digest()


def _content(method: int, stored: bytes, size: int) -> bytes:
    if method == 0:
        return stored
    inflate = zlib.decompressobj(-15)
    content = inflate.decompress(stored, size + 1)
    if method != 8 or not inflate.eof or inflate.unused_data:
        raise _Doubtful
    return content


def _is_text(text: bytes) -> bool:
    """Whether this is characters that XML allows, with whole entities; texts hold no "<"."""
    text.decode()
    if len(text.translate(None, _ILLEGAL)) != len(text) or any(bad in text for bad in (b"]]>", *_NONCHARACTERS)):
        return False
    return b"&" not in text or not _BAD_ENTITY.search(text)


def _parse(content: bytes) -> None:
    expat.ParserCreate(namespace_separator=" ").Parse(content, True)
