"""Typst lays out with fonts without outlines, and the finished file holds the fonts' own."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont, newTable
from forms import Properties, cell, form, paragraph, row

from docgen.errors import CannotUse
from docgen.form.tree import Form, RunStyle, Table
from docgen.pdf.fonts import Face, find_fonts
from docgen.pdf.outlines.restore import NotPlain, finish
from docgen.pdf.outlines.stripped import StrippedFont, marks, strip
from docgen.pdf.sfnt import BadFont
from docgen.pdf.typst import engine as typst_engine
from docgen.pdf.typst import fonts as typst_fonts
from docgen.pdf.typst.engine import TypstEngine

FONTS = find_fonts()
FACES = [FONTS.named(name)[0] for name in ("FandolSong", "Liberation Serif", "BabelStone Han")]


def _ids(face: object) -> str:
    return face.family if isinstance(face, Face) else ""


def _whole(face: Face) -> TTFont:
    return TTFont(face.file, fontNumber=face.index)


def _outlines(font: TTFont, glyphs: list[int]) -> list[object]:
    drawn = []
    set_ = font.getGlyphSet()
    for glyph in glyphs:
        pen = DecomposingRecordingPen(set_)
        set_[font.getGlyphName(glyph)].draw(pen)
        drawn.append(pen.value)
    return drawn


@pytest.mark.parametrize("face", FACES, ids=_ids)
def test_a_stripped_font_has_all_that_a_layout_asks_for_and_no_outlines(face: Face) -> None:
    whole, stripped = _whole(face), TTFont(io.BytesIO(strip(face.file, face.index, 7)[1]), checkChecksums=2)
    for table in ("hmtx", "hhea", "OS/2", "name", "GPOS", "GSUB", "GDEF"):
        if table in whole:
            assert stripped.getTableData(table) == whole.getTableData(table), table
    assert stripped["maxp"].numGlyphs == whole["maxp"].numGlyphs
    assert stripped.getTableData("cmap") == whole.getTableData("cmap")
    assert not any(_outlines(stripped, [0, 36, whole["maxp"].numGlyphs - 1]))


def test_a_stripped_glyph_tells_its_number_and_its_fonts() -> None:
    found = marks(strip(FACES[1].file, FACES[1].index, 7)[1])
    assert found is not None
    assert found.font == 7
    assert found.glyphs[:3] == [0, 1, 2]
    assert marks(FACES[1].file.read_bytes()) is None


def test_a_truetype_program_draws_the_fonts_own_glyphs_composed_ones_too() -> None:
    face = FACES[1]
    whole = _whole(face)
    composed = [whole.getGlyphID(whole.getBestCmap()[ord(char)]) for char in "éAÅ"]
    assert any(whole["glyf"][whole.getGlyphName(glyph)].isComposite() for glyph in composed)
    font, _ = strip(face.file, face.index, 0)
    tables = {tag: whole.getTableData(tag) for tag in ("head", "hhea", "maxp", "cvt ", "fpgm", "prep")}
    tables["maxp"] = tables["maxp"][:4] + b"\0\4" + tables["maxp"][6:]
    tables["hhea"] = tables["hhea"][:34] + b"\0\4"
    widths = [whole["hmtx"][whole.getGlyphName(glyph)] for glyph in [0, *composed]]
    tables["hmtx"] = b"".join(width.to_bytes(2, "big") + side.to_bytes(2, "big", signed=True) for width, side in widths)
    program = font.outlines.program([0, *composed], {tag.encode(): table for tag, table in tables.items()})
    made = TTFont(io.BytesIO(program), checkChecksums=2)
    assert made["maxp"].numGlyphs > 4, "the parts of composed glyphs"
    assert _outlines(made, [0, 1, 2, 3]) == _outlines(whole, [0, *composed])
    assert [made["hmtx"][made.getGlyphName(glyph)][0] for glyph in range(4)] == [width for width, _ in widths]
    assert not any(
        component.flags & 0x0200
        for glyph in made.getGlyphOrder()
        if made["glyf"][glyph].isComposite()
        for component in made["glyf"][glyph].components
    )


@pytest.mark.parametrize("damage", [b"", b"\0\1\0\0", b"OTTO" + bytes(60)])
def test_what_is_no_font_is_refused(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(damage)
    with pytest.raises(BadFont):
        strip(tmp_path / "a.ttf", 0, 0)


def test_a_variable_font_is_left_to_typst(tmp_path: Path) -> None:
    font = _whole(FACES[1])
    font["fvar"] = newTable("fvar")
    font["fvar"].axes, font["fvar"].instances = [], []
    font.save(tmp_path / "a.ttf")
    with pytest.raises(BadFont, match="variable"):
        strip(tmp_path / "a.ttf", 0, 0)


def _page() -> Form:
    roles = ("宋体", "黑体", "仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "Times New Roman", "Arial")
    runs = [RunStyle(east=role, latin=role, size=14.0, bold=bold) for role in roles for bold in (False, True)]
    rows = [row(cell(paragraph("风险Résumé 2026，喆䶮𬱖。", run=run))) for run in runs]
    return form(Table((300.0,), tuple(rows)))


def _drawn(data: bytes) -> bytes:
    with pypdfium2.PdfDocument(data) as document:
        return bytes(document[0].render(scale=2).buffer)


def test_pages_look_as_those_drawn_with_whole_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    finished = TypstEngine().prepare(_page()).render({}, Properties()).data

    def refused(*_: object) -> StrippedFont:
        raise BadFont("left to Typst")

    monkeypatch.setattr(typst_fonts, "strip", refused)
    whole = TypstEngine().prepare(_page()).render({}, Properties()).data
    assert _drawn(finished) == _drawn(whole)
    kinds = []
    for data in (finished, whole):
        with pikepdf.open(io.BytesIO(data)) as file:
            fonts = file.pages[0].Resources.Font.values()
            kinds.append(sorted(str(font.DescendantFonts[0].Subtype) for font in fonts))
    assert kinds[0] == kinds[1]
    assert set(kinds[0]) == {"/CIDFontType0", "/CIDFontType2"}


def _plain(**context: object) -> bytes:
    return TypstEngine().prepare(form(paragraph("甲é"))).render(context, Properties()).data


def test_a_finished_file_is_sound_says_its_language_and_no_maker() -> None:
    data = _plain()
    with pikepdf.open(io.BytesIO(data)) as file:
        assert not file.get_warnings()
        assert str(file.Root.Lang) == "zh-CN"
        metadata = file.Root.Metadata.read_bytes()
        assert b"<rdf:li>zh-CN</rdf:li>" in metadata
        assert b"/Creator" not in bytes(repr(dict(file.docinfo)), "utf-8")
        for font in file.pages[0].Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert descriptor.FontBBox[2] > 500
            assert "/CIDSet" not in descriptor
    assert b"Typst" not in data
    assert b"Typst" not in metadata


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"startxref", b"startxxxx"), (b"3 0 obj", b"9 0 obj"), (b"xref\n0 ", b"xref\n1 "), (b"/Length ", b"/Lengtx ")],
)
def test_a_file_of_another_build_is_refused_and_not_damaged(old: bytes, new: bytes) -> None:
    data = _plain()
    assert old in data
    with pytest.raises(NotPlain):
        finish(data.replace(old, new), [], "zh-CN")


def test_an_unexpected_file_ends_as_an_error_for_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    def unexpected(*_: object) -> bytes:
        raise NotPlain("object 3")

    monkeypatch.setattr(typst_engine, "finish", unexpected)
    with pytest.raises(CannotUse, match="object 3"):
        _plain()
