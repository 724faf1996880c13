"""What is needed of a TrueType or OpenType file: its faces' names, weight, metrics and characters.

Read here and not with fontTools, so that checking a workbook and `doctor` can say which characters can be
drawn where no PDF library is installed, and in a few milliseconds: only the tables asked for are read, never
the outlines. Table layouts: the OpenType specification 1.9, chapters `otff`, `name`, `OS/2`, `hhea`, `cmap`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from struct import error as StructError
from struct import iter_unpack, unpack_from

SUFFIXES = (".ttf", ".ttc", ".otf", ".otc")

_SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_ENGLISH = 0x409
_MACINTOSH = {0: "mac_roman", 2: "big5", 25: "gb18030"}
_BOLD = 700


class BadFont(ValueError):
    """The file is no TrueType or OpenType font, or is damaged."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Vertical measures as fractions of the font size; descents are below the baseline, as the tables sign them."""

    ascent: float
    """hhea ascender: with `descent` and `line_gap` what makes a "single" line in Word."""
    descent: float
    line_gap: float
    typo_ascent: float
    typo_descent: float
    win_ascent: float
    win_descent: float

    @property
    def single(self) -> float:
        """Height of a single-spaced line: hhea ascent + |descent| + line gap (some fonts sign the descent wrongly)."""
        return self.ascent + abs(self.descent) + self.line_gap


@dataclass(frozen=True, slots=True)
class FaceNames:
    """A face of a font file. `weight` is CSS's (400 regular, 700 bold)."""

    index: int
    family: str
    """The family as CSS and fontconfig know it: the typographic family in English where there is one."""
    names: frozenset[str]
    """Every family and full name in every language."""
    weight: int
    declared_weight: int
    """OS/2's own figure, which some fonts leave at 400 in their bold face."""
    italic: bool


class Coverage:
    """The characters that a face draws, as sorted ranges."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def __contains__(self, char: str) -> bool:
        code = ord(char)
        at = bisect_right(self._starts, code) - 1
        return at >= 0 and code <= self._ends[at]

    def codes(self) -> frozenset[int]:
        """All code points."""
        return frozenset(
            code for start, end in zip(self._starts, self._ends, strict=True) for code in range(start, end + 1)
        )


class Tables:
    """The tables of one face, each read from the file when it is asked for."""

    def __init__(self, path: Path, offset: int) -> None:
        self.path = path
        with path.open("rb") as stream:
            stream.seek(offset)
            head = stream.read(12)
            if head[:4] not in _SIGNATURES:
                raise BadFont(f"{path} is not a TrueType or OpenType font")
            (count,) = unpack_from(">H", head, 4)
            directory = stream.read(16 * count)
        self.places = {bytes(tag): (at, size) for tag, _, at, size in iter_unpack(">4sLLL", directory)}

    def read(self, tag: bytes) -> bytes:
        """A table's bytes; BadFont when it is missing or cut off."""
        if tag not in self.places:
            raise BadFont(f"{self.path} has no table {tag.decode('ascii', 'replace')}")
        at, size = self.places[tag]
        with self.path.open("rb") as stream:
            stream.seek(at)
            data = stream.read(size)
        if len(data) < size:
            raise BadFont(f"{self.path} is cut off")
        return data


def face_tables(path: Path, index: int) -> Tables:
    """The tables of a file's face. Raises as `read_names`; IndexError for a face that is not there."""
    return Tables(path, _offsets(path)[index])


def read_names(path: Path) -> tuple[FaceNames, ...]:
    """Every face in the file. Raises BadFont for what is no font, OSError for what cannot be read."""
    try:
        return tuple(_names(index, Tables(path, offset)) for index, offset in enumerate(_offsets(path)))
    except (StructError, IndexError) as problem:
        raise BadFont(f"{path} is damaged: {problem}") from problem


@lru_cache(maxsize=256)
def read_metrics(path: Path, index: int) -> Metrics:
    """Vertical metrics of one face; raises as `read_names`."""
    try:
        tables = face_tables(path, index)
        (units,) = unpack_from(">H", tables.read(b"head"), 18)
        ascent, descent, line_gap = unpack_from(">hhh", tables.read(b"hhea"), 4)
        typo_ascent, typo_descent, _, win_ascent, win_descent = unpack_from(">hhhHH", tables.read(b"OS/2"), 68)
    except (StructError, IndexError) as problem:
        raise BadFont(f"{path} is damaged: {problem}") from problem
    return Metrics(
        ascent / units,
        descent / units,
        line_gap / units,
        typo_ascent / units,
        typo_descent / units,
        win_ascent / units,
        win_descent / units,
    )


@lru_cache(maxsize=256)
def read_coverage(path: Path, index: int) -> Coverage:
    """The characters that one face draws; raises as `read_names`."""
    try:
        table = face_tables(path, index).read(b"cmap")
        (count,) = unpack_from(">H", table, 2)
        found = {(platform, encoding): at for platform, encoding, at in iter_unpack(">HHL", table[4 : 4 + 8 * count])}
        # The full tables first: each holds all that the BMP ones hold.
        for key in ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0)):
            if key in found:
                return Coverage(_ranges(table, found[key]))
    except (StructError, IndexError) as problem:
        raise BadFont(f"{path} is damaged: {problem}") from problem
    return Coverage(())


def _offsets(path: Path) -> tuple[int, ...]:
    with path.open("rb") as stream:
        head = stream.read(12)
        if head[:4] != b"ttcf":
            return (0,)
        (count,) = unpack_from(">L", head, 8)
        return tuple(offset for (offset,) in iter_unpack(">L", stream.read(4 * count)))


def _names(index: int, tables: Tables) -> FaceNames:
    families: dict[int, list[tuple[bool, str]]] = {1: [], 16: []}
    names: set[str] = set()
    for kind, language, text in _records(tables.read(b"name")):
        names.add(text)
        if kind in families:
            families[kind].append((language == _ENGLISH, text))
    preferred = families[16] or families[1]
    if not preferred:
        raise BadFont("a face without a family name")
    english = [text for is_english, text in preferred if is_english]
    os2 = tables.read(b"OS/2")
    (declared,) = unpack_from(">H", os2, 4)
    (selection,) = unpack_from(">H", os2, 62)
    (style,) = unpack_from(">H", tables.read(b"head"), 44)
    bold = bool(style & 1 or selection & 0x20)
    weight = max(declared, _BOLD) if bold else declared
    italic = bool(style & 2 or selection & 1)
    return FaceNames(index, (english or [preferred[0][1]])[0], frozenset(names), weight, declared, italic)


def _records(table: bytes) -> Iterable[tuple[int, int, str]]:
    """Family (1, 16) and full (4) names with their Windows language, undecodable ones left out."""
    _, count, start = unpack_from(">HHH", table, 0)
    for platform, encoding, language, kind, size, at in iter_unpack(">HHHHHH", table[6 : 6 + 12 * count]):
        if kind not in (1, 4, 16):
            continue
        raw = table[start + at : start + at + size]
        codec = _MACINTOSH.get(encoding, "ascii") if platform == 1 else "utf-16-be"
        text = raw.decode(codec, "ignore").strip("\x00 ")
        if text:
            yield kind, language if platform == 3 else 0, text


def _ranges(table: bytes, at: int) -> list[tuple[int, int]]:
    (kind,) = unpack_from(">H", table, at)
    if kind == 12:
        (count,) = unpack_from(">L", table, at + 12)
        groups = iter_unpack(">LLL", table[at + 16 : at + 16 + 12 * count])
        return [(start + (glyph == 0), end) for start, end, glyph in groups]
    if kind == 4:
        return _segments(table, at)
    raise BadFont(f"cmap format {kind} is not one that maps Unicode")


def _segments(table: bytes, at: int) -> list[tuple[int, int]]:
    """Format 4: segments, whose characters may still map to glyph 0, which is "not there"."""
    (double,) = unpack_from(">H", table, at + 6)
    count = double // 2
    ends = unpack_from(f">{count}H", table, at + 14)
    starts = unpack_from(f">{count}H", table, at + 16 + double)
    deltas = unpack_from(f">{count}H", table, at + 16 + 2 * double)
    offsets_at = at + 16 + 3 * double
    offsets = unpack_from(f">{count}H", table, offsets_at)
    ranges: list[tuple[int, int]] = []
    for number, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        if start == 0xFFFF:
            continue
        length = end - start + 1
        if offset:
            place = offsets_at + 2 * number + offset
            glyphs = [glyph and (glyph + delta) & 0xFFFF for glyph in unpack_from(f">{length}H", table, place)]
        else:
            glyphs = [(code + delta) & 0xFFFF for code in range(start, end + 1)]
        ranges += [(code, code) for code, glyph in enumerate(glyphs, start) if glyph]
    return ranges
