"""Fonts without outlines, which a page is laid out with, and the outlines that are put into the finished file.

Typst takes the outlines of every glyph apart for every document: to find the font's box, to subset it, to deflate it.
So it is given copies of the fonts whose glyphs are empty and say in their header which glyph of which font they are;
everything a layout asks for (characters, widths, kerning, substitutions, metrics) is the font's own. What it embeds
of such a copy tells which glyphs a document needs, and `program` makes a font of those, by copying.
"""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from struct import error as StructError
from struct import iter_unpack, pack, pack_into, unpack_from
from typing import Protocol

from docgen.pdf.outlines.cff import Cff
from docgen.pdf.sfnt import BadFont, Tables, face_tables

_HEADER = 10
"""Bytes of a glyph's header: the number of contours and four bounds (OpenType, chapter `glyf`)."""
_LEFT_OUT = frozenset(
    (
        *(b"glyf", b"loca", b"CFF ", b"VORG", b"DSIG", b"gasp", b"hdmx", b"VDMX", b"LTSH", b"PCLT", b"vhea", b"vmtx"),
        *(b"EBDT", b"EBLC", b"EBSC", b"CBDT", b"CBLC", b"SVG ", b"sbix", b"COLR", b"CPAL", b"FFTM", b"meta"),
    )
)
_MAGIC = array("H", (0x686F, 0x6C6C))
"""Stands in a stripped glyph's header behind its number and its font's."""
_WHOLE = (b"fvar", b"CFF2", b"COLR", b"CBDT", b"sbix", b"SVG ")
"""Tables of fonts that are not stripped: variable and coloured ones."""
_COMPOSITE, _WORDS, _SCALES, _MORE = 0x8000, 0x0001, ((0x0008, 2), (0x0040, 4), (0x0080, 8)), 0x0020
_PARTS_METRICS = 0x0200


class Outlines(Protocol):
    """A font's outlines."""

    compact: bool
    """The program made of them is bare CFF (CIDFontType0C), else TrueType."""

    def program(self, glyphs: Sequence[int], stripped: Mapping[bytes, bytes]) -> bytes:
        """A font of these glyphs, numbered from 0 in this order; `stripped` holds the tables embedded so far."""


@dataclass(frozen=True, slots=True)
class StrippedFont:
    """What is missing in a font's stripped copy."""

    outlines: Outlines
    box: tuple[int, ...]
    """The font's box, in thousandths of its size."""


def strip(path: Path, index: int, number: int) -> tuple[StrippedFont, bytes]:
    """What is missing in a font's stripped copy, and that copy.

    `number` (below 65,536) tells the font from others. Raises BadFont for a font that cannot be stripped.
    """
    try:
        tables = face_tables(path, index)
        if any(tag in tables.places for tag in _WHOLE):
            raise BadFont(f"{path} is variable or coloured")
        count = int(unpack_from(">H", tables.read(b"maxp"), 4)[0])
        bounds = unpack_from(">hhhh", tables.read(b"head"), 36)
        units = int(unpack_from(">H", tables.read(b"head"), 18)[0])
        box = tuple(round(bound * 1000 / units) for bound in bounds)
        return StrippedFont(_outlines(tables, count), box), _copy(tables, count, number)
    except (StructError, IndexError, KeyError, ValueError, ZeroDivisionError) as problem:
        raise BadFont(f"{path}: {problem}") from problem


@dataclass(frozen=True, slots=True)
class Marks:
    """What an embedded stripped font says."""

    font: int
    """The number of the font that it is a copy of."""
    glyphs: Sequence[int]
    """The glyphs taken, by their numbers in that font."""
    tables: Mapping[bytes, bytes]


def marks(program: bytes) -> Marks | None:
    """Read an embedded TrueType program; None when it is no stripped one. Raises struct.error for a damaged one."""
    tables = _tables(program)
    places = _places(tables[b"loca"], tables[b"head"])[:-1]
    words = array("H", tables[b"glyf"])
    words.byteswap()
    if any(words[place // 2 + 3 : place // 2 + 5] != _MAGIC for place in places):
        return None
    return Marks(words[places[0] // 2 + 2], [words[place // 2 + 1] for place in places], tables)


def _outlines(tables: Tables, count: int) -> Outlines:
    # Mapped, not read: a form takes a few hundred of a font's ten thousands of glyphs.
    with tables.path.open("rb") as stream:
        data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    if b"CFF " in tables.places:
        at, size = tables.places[b"CFF "]
        font = Cff(memoryview(data)[at : at + size])
        if font.count != count:
            raise ValueError("glyphs")
        return CompactOutlines(font)
    at, size = tables.places[b"glyf"]
    return TrueTypeOutlines(memoryview(data)[at : at + size], _places(tables.read(b"loca"), tables.read(b"head")))


class CompactOutlines:
    """Outlines of a CFF font."""

    compact = True

    def __init__(self, font: Cff) -> None:
        self._font = font

    def program(self, glyphs: Sequence[int], stripped: Mapping[bytes, bytes]) -> bytes:
        """As `Outlines.program`."""
        return self._font.subset(glyphs)


class TrueTypeOutlines:
    """Outlines of a TrueType font."""

    compact = False

    def __init__(self, data: memoryview, places: array[int]) -> None:
        self._data = data
        self._places = places

    def glyph(self, number: int) -> bytes:
        """A glyph's outline; b"" for one that draws nothing."""
        return bytes(self._data[self._places[number] : self._places[number + 1]])

    def program(self, glyphs: Sequence[int], stripped: Mapping[bytes, bytes]) -> bytes:
        """As `Outlines.program`. Parts of composed glyphs stand behind the glyphs that are asked for."""
        order = list(glyphs)
        numbers = {glyph: number for number, glyph in reversed(list(enumerate(order)))}
        made: list[bytes] = []
        for glyph in order:
            outline = self.glyph(glyph)
            if outline and outline[0] >= _COMPOSITE >> 8:
                outline = self._renumbered(outline, order, numbers)
            made.append(outline + bytes(-len(outline) % 4))
        places = array("I", accumulate(map(len, made), initial=0))
        places.byteswap()
        tables = dict(stripped)
        tables[b"glyf"], tables[b"loca"] = b"".join(made), places.tobytes()
        tables[b"head"] = tables[b"head"][:50] + pack(">h", 1) + tables[b"head"][52:]
        if extra := len(order) - len(glyphs):
            tables[b"maxp"] = tables[b"maxp"][:4] + pack(">H", len(order)) + tables[b"maxp"][6:]
            tables[b"hmtx"] += bytes(2 * extra)
        return sfnt(tables)

    def _renumbered(self, outline: bytes, order: list[int], numbers: dict[int, int]) -> bytes:
        """A composed glyph that names its parts as they are numbered in the new font; new ones go into `order`."""
        written = bytearray(outline)
        at, flags = _HEADER, _MORE
        while flags & _MORE:
            flags, part = unpack_from(">HH", written, at)
            if part not in numbers:
                numbers[part] = len(order)
                order.append(part)
            # Its own metrics go on standing for it: its parts have none in the new font.
            pack_into(">HH", written, at, flags & ~_PARTS_METRICS, numbers[part])
            at += 4 + (4 if flags & _WORDS else 2) + sum(size for flag, size in _SCALES if flags & flag)
        return bytes(written)


def _copy(tables: Tables, count: int, number: int) -> bytes:
    """The font with empty glyphs that bear their own numbers and the font's."""
    kept = {tag: tables.read(tag) for tag in tables.places if tag not in _LEFT_OUT}
    header = array("H", bytes(count * _HEADER))
    header[1::5] = array("H", range(count))
    header[2::5] = array("H", [number]) * count
    header[3::5], header[4::5] = (array("H", [word]) * count for word in _MAGIC)
    header.byteswap()
    places = array("I", range(0, (count + 1) * _HEADER, _HEADER))
    places.byteswap()
    kept[b"glyf"], kept[b"loca"] = header.tobytes(), places.tobytes()
    kept[b"head"] = kept[b"head"][:50] + pack(">h", 1) + kept[b"head"][52:]
    kept[b"post"] = pack(">L", 0x00030000) + kept[b"post"][4:32]
    if len(kept[b"maxp"]) < 32:
        kept[b"maxp"] = pack(">LHHHHHHHHHHHHHH", 0x00010000, count, 0, 0, 0, 0, 2, *[0] * 8)
    return sfnt(kept)


def sfnt(tables: Mapping[bytes, bytes]) -> bytes:
    """A TrueType file of these tables, with its checksums."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = pack(">LHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    at = 12 + 16 * count
    directory, bodies = [head], []
    for tag, data in sorted(tables.items()):
        if tag == b"head":
            data = data[:8] + bytes(4) + data[12:]
            adjusted = at + 8
        padded = data + bytes(-len(data) % 4)
        directory.append(pack(">4sLLL", tag, _sum(padded), at, len(data)))
        bodies.append(padded)
        at += len(padded)
    made = bytearray(b"".join(directory + bodies))
    pack_into(">L", made, adjusted, (0xB1B0AFBA - _sum(made)) & 0xFFFFFFFF)
    return bytes(made)


def _sum(data: bytes | bytearray) -> int:
    words = array("I", bytes(data))
    words.byteswap()
    return sum(words) & 0xFFFFFFFF


def _tables(program: bytes) -> dict[bytes, bytes]:
    (count,) = unpack_from(">H", program, 4)
    return {
        bytes(tag): program[at : at + size] for tag, _, at, size in iter_unpack(">4sLLL", program[12 : 12 + 16 * count])
    }


def _places(loca: bytes, head: bytes) -> array[int]:
    """Where glyphs begin in `glyf`, and where the last one ends."""
    long = unpack_from(">h", head, 50)[0]
    places = array("I" if long else "H", loca)
    places.byteswap()
    return places if long else array("I", (2 * place for place in places))
