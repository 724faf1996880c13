"""Compact Font Format: what is needed to take glyphs out of a font, and to write a font of some of them.

Layouts: Adobe Technical Notes 5176 (CFF) and 5177 (Type 2 charstrings).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from struct import iter_unpack, pack, unpack_from

Data = bytes | memoryview

Dict = dict[int, tuple[list[int], bytes]]
"""Operator (12 x as 1200 + x) → its operands, and all of its bytes. A real number counts as 0."""

CHARSTRINGS, PRIVATE, SUBRS, CHARSET = 17, 18, 19, 15
FONT_MATRIX, ROS, FD_ARRAY, FD_SELECT, CHARSTRING_TYPE = 1207, 1230, 1236, 1237, 1206


class Cff:
    """A CID-keyed font without subroutines: its glyphs can be taken one by one. Raises ValueError for any other.

    Glyphs that have names may be composed of others by those names (5177, `endchar`).
    """

    def __init__(self, data: Data) -> None:
        self._data = data
        names = index(data, data[2])
        self.name = bytes(data[names[0] : names[1]])
        tops = index(data, names[-1])
        top = read_dict(data, tops[0], tops[1])
        strings = index(data, tops[-1])
        if len(tops) != 2 or _count(data, strings[-1]) or top.get(CHARSTRING_TYPE, ([2], b""))[0] != [2]:
            raise ValueError("subroutines")
        if ROS not in top:
            raise ValueError("names")
        self.matrix = top[FONT_MATRIX][1] if FONT_MATRIX in top else b""
        at = top[CHARSTRINGS][0][-1]
        self._size = data[at + 2]
        self._offsets = at + 3
        self.count = _count(data, at)
        self._base = self._offsets + (self.count + 1) * self._size - 1
        self._firsts, self._fds = _selection(data, top[FD_SELECT][0][-1], self.count)
        self._glyphs: dict[int, Data] = {}
        self.fonts: list[tuple[bytes, bytes]] = []
        """A matrix and a Private DICT for each of the fonts that glyphs belong to."""
        for first, last in pairwise(index(data, top[FD_ARRAY][0][-1])):
            font = read_dict(data, first, last)
            self.fonts.append((font[FONT_MATRIX][1] if FONT_MATRIX in font else b"", self._private(font)))

    def _private(self, font: Dict) -> bytes:
        size, at = font[PRIVATE][0]
        if SUBRS in read_dict(self._data, at, at + size):
            raise ValueError("subroutines")
        return bytes(self._data[at : at + size])

    def glyph(self, number: int) -> Data:
        """A glyph's charstring; forms take the same few hundred again and again."""
        known = self._glyphs.get(number)
        if known is not None:
            return known
        place, size, data = self._offsets + number * self._size, self._size, self._data
        first, last = data[place : place + size], data[place + size : place + 2 * size]
        begin, end = (self._base + int.from_bytes(offset, "big") for offset in (first, last))
        glyph = self._glyphs[number] = data[begin:end]
        return glyph

    def select(self, number: int) -> int:
        """Which of `fonts` a glyph belongs to."""
        return self._fds[bisect_right(self._firsts, number) - 1]

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A CID-keyed font of these glyphs, numbered from 0 in this order (at most 65,535)."""
        charstrings = write_index([self.glyph(number) for number in glyphs])
        if len(self.fonts) == 1:
            selection = pack(">BHHBH", 3, 1, 0, 0, len(glyphs))
        else:
            selection = b"\0" + bytes(self.select(number) for number in glyphs)
        charset = pack(">BHH", 2, 1, len(glyphs) - 2) if len(glyphs) > 1 else b"\0"
        head = b"\1\0\4\4" + write_index([self.name])
        strings = write_index([b"Adobe", b"Identity"]) + b"\0\0"
        # ROS comes first; all offsets take five bytes, so that the lengths are known before they are.
        top_size = len(_top(self.matrix, len(glyphs), 0, 0, 0, 0))
        at = len(head) + len(write_index([bytes(top_size)])) + len(strings)
        places = []
        for part in (charset, selection, charstrings):
            places.append(at)
            at += len(part)
        array_size = len(self._fd_array(0))
        top = _top(self.matrix, len(glyphs), places[0], places[1], places[2], at)
        privates = b"".join(private for _, private in self.fonts)
        fonts = self._fd_array(at + array_size)
        return b"".join((head, write_index([top]), strings, charset, selection, charstrings, fonts, privates))

    def _fd_array(self, at: int) -> bytes:
        """The fonts' DICTs, when their Private DICTs stand from `at` on."""
        made = []
        for matrix, private in self.fonts:
            made.append(matrix + _integer(len(private)) + _integer(at) + bytes([PRIVATE]))
            at += len(private)
        return write_index(made)


def _top(matrix: bytes, count: int, charset: int, selection: int, charstrings: int, fonts: int) -> bytes:
    return b"".join(
        (
            _integer(391) + _integer(392) + _integer(0) + b"\x0c\x1e",
            matrix,
            _integer(count) + b"\x0c\x22",
            _integer(charset) + bytes([CHARSET]),
            _integer(selection) + b"\x0c\x25",
            _integer(charstrings) + bytes([CHARSTRINGS]),
            _integer(fonts) + b"\x0c\x24",
        )
    )


def _integer(value: int) -> bytes:
    return pack(">Bl", 29, value)


def _count(data: Data, at: int) -> int:
    return int(unpack_from(">H", data, at)[0])


def _selection(data: Data, at: int, count: int) -> tuple[list[int], list[int]]:
    """FDSelect as the first glyphs of its ranges and their fonts."""
    if data[at] == 0:
        return list(range(count)), list(data[at + 1 : at + 1 + count])
    if data[at] != 3:
        raise ValueError("FDSelect")
    ranges = list(iter_unpack(">HB", data[at + 3 : at + 3 + 3 * _count(data, at + 1)]))
    return [first for first, _ in ranges], [font for _, font in ranges]


def index(data: Data, at: int) -> list[int]:
    """Where the items of an INDEX begin, and where it ends."""
    count = _count(data, at)
    if not count:
        return [at + 2]
    size = data[at + 2]
    base = at + 3 + (count + 1) * size - 1
    return [
        base + int.from_bytes(data[at + 3 + item * size : at + 3 + (item + 1) * size], "big")
        for item in range(count + 1)
    ]


def write_index(items: Sequence[Data]) -> bytes:
    """An INDEX of these items (at least one)."""
    offsets = array("I", accumulate(map(len, items), initial=1))
    offsets.byteswap()
    return b"".join((pack(">HB", len(items), 4), offsets.tobytes(), *items))


def read_dict(data: Data, at: int, end: int) -> Dict:
    """The entries of a DICT."""
    found: Dict = {}
    numbers: list[int] = []
    begun = at
    while at < end:
        lead = data[at]
        at += 1
        if lead <= 21:
            operator = lead
            if lead == 12:
                operator = 1200 + data[at]
                at += 1
            found[operator] = numbers, bytes(data[begun:at])
            numbers, begun = [], at
        elif lead == 30:
            while 15 not in (data[at] >> 4, data[at] & 15):
                at += 1
            at += 1
            numbers.append(0)
        else:
            value, at = _number(data, lead, at)
            numbers.append(value)
    return found


def _number(data: Data, lead: int, at: int) -> tuple[int, int]:
    if lead == 28:
        return unpack_from(">h", data, at)[0], at + 2
    if lead == 29:
        return unpack_from(">l", data, at)[0], at + 4
    if lead < 247:
        return lead - 139, at
    if lead < 251:
        return (lead - 247) * 256 + data[at] + 108, at + 1
    return -(lead - 251) * 256 - data[at] - 108, at + 1


def glyph_count(data: Data) -> int:
    """How many glyphs a CFF font has. Raises struct.error, IndexError or KeyError for a damaged one."""
    names = index(data, data[2])
    tops = index(data, names[-1])
    return _count(data, read_dict(data, tops[0], tops[1])[CHARSTRINGS][0][-1])
