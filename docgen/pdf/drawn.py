"""What a PDF page draws, read from its own operators: glyph codes by font, and the text that copying gives for them.

Far quicker than a reader that loads and lays out fonts, and it asks what archives ask: the codes drawn, the embedded
font programs and the ToUnicode maps (ISO 32000-1, 9.7 to 9.10).
"""

from __future__ import annotations

import re
import struct
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import pikepdf

from docgen.pdf.outlines import compact_glyph_count
from docgen.pdf.plain import NotPlainPage, PlainTexts

_OPERATORS = "Tf Tj TJ ' \" Do"
"""What chooses a font, shows text and draws a form; nothing else is read."""
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_ENTRY = re.compile(rb"<([^>]*)>|\[([^\]]*)\]")
_PLAIN_PAIRS = re.compile(rb"(?:\s*<[0-9A-Fa-f]{4}>\s*<(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}>)*\s*")
"""Codes of two bytes, each with one character of the basic plane: what nearly all entries are."""
_BEGINNING = 4096
"""Bytes of a font's program, as they stand in the file, in which its glyphs are counted; most are laid out so."""
_DEPTH = 8
"""How deep forms inside forms are followed."""


class Font:
    """A font of a PDF file."""

    def __init__(self, font: Any) -> None:
        self._font = font
        self.name = str(font.get("/BaseFont", "?")).lstrip("/")
        self._kind = str(font.get("/Subtype"))
        self.wide = self._kind == "/Type0"
        """Codes of two bytes, which are glyph numbers (Identity-H)."""
        inner = font["/DescendantFonts"][0] if self.wide else font
        self._descriptor: Any = inner.get("/FontDescriptor", pikepdf.Dictionary())

    @property
    def embedded(self) -> bool:
        """Its program is in the file."""
        return self._kind == "/Type3" or any(
            key in self._descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
        )

    @cached_property
    def glyphs(self) -> int | None:
        """How many glyphs its program has, None where that cannot be told."""
        for key in ("/FontFile2", "/FontFile3"):
            if key in self._descriptor:
                program = self._descriptor[key]
                return glyph_count(_beginning(program)) or glyph_count(program.read_bytes())
        return None

    @cached_property
    def unicode(self) -> Mapping[int, str]:
        """Code → the text that copying gives."""
        return to_unicode(self._font["/ToUnicode"].read_bytes()) if "/ToUnicode" in self._font else {}

    @cached_property
    def _copied(self) -> Callable[[int], str]:
        """A code's text, "" for one without."""
        return defaultdict(str, self.unicode).__getitem__

    def codes(self, *drawn: bytes) -> array[int]:
        """The codes of strings one after the other."""
        if not self.wide:
            return array("B", b"".join(drawn))
        codes = array("H", b"".join([string[: len(string) & ~1] for string in drawn]))
        codes.byteswap()
        return codes

    def text(self, drawn: bytes) -> str:
        """A string as it is copied."""
        return "".join(map(self._copied, self.codes(drawn)))

    def has_notdef(self, drawn: Iterable[bytes]) -> bool:
        """One of these strings draws an empty box: glyph 0, or one that the font's program does not have."""
        if not self.wide:
            return False
        codes = self.codes(*drawn)
        limit = self.glyphs
        return 0 in codes or bool(limit and codes and max(codes) >= limit)


def drawn_texts(pdf: pikepdf.Pdf) -> Iterator[tuple[Font, bytes]]:
    """Everything that is drawn as text, page by page, in the order of the operators: fonts and strings.

    Raises pikepdf.PdfError, ValueError or KeyError for operators that are none; what can be read in spite of damage is
    a warning of the file.
    """
    fonts: dict[Any, Font] = {}
    plain = PlainTexts()
    for page in pdf.pages:
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        try:
            texts = plain.of(_content(page.obj))
        except NotPlainPage:
            yield from _drawn(page.obj, resources, fonts, 0)
            continue
        named = resources.get("/Font", pikepdf.Dictionary())
        chosen = {name: _font(named.get(f"/{name}"), fonts) for name in dict.fromkeys(name for name, _ in texts)}
        yield from ((font, string) for name, string in texts if (font := chosen[name]))


def _content(page: Any) -> bytes:
    """A page's operators, nothing where they are not one stream."""
    content = page.get("/Contents")
    if isinstance(content, pikepdf.Stream):
        return content.read_bytes()
    raise NotPlainPage


def _beginning(program: Any) -> bytes:
    """The first bytes of a font's program, which tell its glyphs' number: unpacking all takes longer than all else."""
    packed = program.get("/Filter")
    if (packed is not None and packed != "/FlateDecode") or "/DecodeParms" in program:
        return b""
    beginning = memoryview(program.get_raw_stream_buffer())[:_BEGINNING]
    if packed is None:
        return bytes(beginning)
    try:
        return zlib.decompressobj().decompress(beginning)
    except zlib.error as problem:
        raise ValueError(str(problem)) from problem


def _drawn(holder: Any, resources: Any, fonts: dict[Any, Font], depth: int) -> Iterator[tuple[Font, bytes]]:
    named = resources.get("/Font", pikepdf.Dictionary())
    chosen: dict[str, Font | None] = {}
    font: Font | None = None
    for instruction in pikepdf.parse_content_stream(holder, _OPERATORS):
        operands = instruction.operands
        if not operands:
            raise ValueError(f"{instruction.operator} of nothing")
        match str(instruction.operator):
            case "Tf":
                name = str(operands[0])
                if name not in chosen:
                    chosen[name] = _font(named.get(name), fonts)
                font = chosen[name]
            case "Do":
                inner = resources.get("/XObject", pikepdf.Dictionary()).get(str(operands[0]))
                if depth < _DEPTH and inner is not None and inner.get("/Subtype") == "/Form":
                    yield from _drawn(inner, inner.get("/Resources", resources), fonts, depth + 1)
            case _ if font is not None:
                shown = operands[-1]
                for item in shown if isinstance(shown, pikepdf.Array) else (shown,):
                    if isinstance(item, pikepdf.String):
                        yield font, bytes(item)


def _font(found: Any, fonts: dict[Any, Font]) -> Font | None:
    """One `Font` for each font of the file, whatever pages call it."""
    if found is None:
        return None
    if found.objgen not in fonts:
        fonts[found.objgen] = Font(found)
    return fonts[found.objgen]


def to_unicode(cmap: bytes) -> dict[int, str]:
    """A ToUnicode map's entries, code → text."""
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(cmap):
        if kind == b"bfchar" and _PLAIN_PAIRS.fullmatch(body):
            pairs = array("H", bytes.fromhex(body.translate(None, b"<>").decode("ascii")))
            pairs.byteswap()
            found.update(zip(pairs[0::2], map(chr, pairs[1::2]), strict=True))
            continue
        entries = [(bytes.fromhex(b"".join(one.split()).decode("ascii")), many) for one, many in _ENTRY.findall(body)]
        step = 2 if kind == b"bfchar" else 3
        for at in range(0, len(entries) - step + 1, step):
            first = int.from_bytes(entries[at][0], "big")
            if step == 2:
                found[first] = _utf16(entries[at + 1][0])
                continue
            last, (text, many) = int.from_bytes(entries[at + 1][0], "big"), entries[at + 2]
            if many:
                texts = [bytes.fromhex(item.decode("ascii")) for item in re.findall(rb"<([^>]*)>", many)]
                found.update((first + place, _utf16(item)) for place, item in enumerate(texts))
            else:
                value = int.from_bytes(text, "big")
                for code in range(first, min(last, first + 0xFFFF) + 1):
                    found[code] = _utf16((value + code - first).to_bytes(len(text), "big"))
    return found


def _utf16(data: bytes) -> str:
    return data.decode("utf-16-be", "replace")


def glyph_count(program: bytes) -> int | None:
    """How many glyphs a TrueType, OpenType or CFF font program has, None for what is none of them."""
    try:
        if program[:4] in (b"\0\1\0\0", b"true", b"OTTO"):
            return _of_sfnt(program)
        if program[:1] == b"\1":
            return compact_glyph_count(program)
    except (struct.error, IndexError, KeyError):
        pass
    return None


def _of_sfnt(program: bytes) -> int | None:
    tables = struct.unpack_from(">H", program, 4)[0]
    for record in range(12, 12 + 16 * tables, 16):
        tag, _, offset, length = struct.unpack_from(">4sLLL", program, record)
        if tag == b"maxp":
            return int(struct.unpack_from(">H", program, offset + 4)[0])
        if tag == b"CFF " and b"maxp" not in program[12 : 12 + 16 * tables]:
            return compact_glyph_count(program[offset : offset + length])
    return None
