"""Glyphs taken out of CFF fonts are the font's own, whatever kind of CFF font it is."""

import io
from collections.abc import Sequence

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from docgen.pdf.fonts import find_fonts
from docgen.pdf.outlines.cff import Cff, glyph_count

FANDOL = find_fonts().named("FandolSong")[0]
SOME = [0, 500, 33, 10300, 34]


def _table(file: object) -> bytes:
    return bytes(TTFont(file).getTableData("CFF "))


def _name_keyed() -> bytes:
    """A small CFF font whose glyphs have names."""
    builder = FontBuilder(1000, isTTF=False)
    names = [".notdef", "A", "B"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({65: "A", 66: "B"})
    made = {}
    for size, name in enumerate(names, start=1):
        pen = T2CharStringPen(600, None)
        pen.moveTo((0, 0))
        pen.lineTo((0, 100 * size))
        pen.curveTo((50, 100), (100, 50), (100 * size, 0))
        pen.closePath()
        made[name] = pen.getCharString()
    builder.setupCFF("Small-Regular", {}, made, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    stream = io.BytesIO()
    builder.save(stream)
    stream.seek(0)
    return _table(stream)


def _drawn(program: bytes, numbers: Sequence[int]) -> list[object]:
    from fontTools.cffLib import CFFFontSet

    font = CFFFontSet()
    font.decompile(io.BytesIO(program), None)
    top = font[0]
    order = top.charset
    drawn = []
    for number in numbers:
        pen = RecordingPen()
        top.CharStrings[order[number]].draw(pen)
        drawn.append(pen.value)
    return drawn


def test_a_subset_draws_the_fonts_own_glyphs_in_the_order_asked_for() -> None:
    whole = _table(FANDOL.file)
    subset = Cff(whole).subset(SOME)
    assert glyph_count(subset) == len(SOME)
    assert _drawn(subset, range(len(SOME))) == _drawn(whole, SOME)


def test_a_subset_of_one_glyph_is_a_font() -> None:
    whole = _table(FANDOL.file)
    assert _drawn(Cff(whole).subset([500]), [0]) == _drawn(whole, [500])


def test_each_glyph_keeps_the_private_values_of_its_own_font() -> None:
    font = Cff(_table(FANDOL.file))
    matrix, private = font.fonts[0]
    font.fonts.append((matrix, b"\x8b\x14" + private))
    font._firsts, font._fds = [0, 100, 600], [0, 1, 0]
    again = Cff(font.subset([0, 500, 600, 100]))
    assert [again.select(number) for number in range(4)] == [0, 1, 0, 1]
    assert again.fonts == font.fonts
    assert bytes(again.glyph(1)) == bytes(font.glyph(500))


def test_a_font_with_subroutines_is_refused() -> None:
    noto = next(face for face in find_fonts().faces if face.family == "Noto Serif CJK SC")
    table = TTFont(noto.file, fontNumber=noto.index).getTableData("CFF ")
    with pytest.raises(ValueError, match="subroutines"):
        Cff(table)


def test_a_font_whose_glyphs_have_names_is_refused() -> None:
    with pytest.raises(ValueError, match="names"):
        Cff(_name_keyed())
