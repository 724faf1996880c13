"""What a page draws is read from its operators as other readers read it."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from forms import form, paragraph, render

from docgen.form.tree import RunStyle
from docgen.pdf.drawn import drawn_texts, glyph_count, to_unicode
from docgen.pdf.fonts import find_fonts


def test_the_text_is_what_another_reader_copies() -> None:
    data = render(form(paragraph("张喆䶮𬱖(一) R&D \\ <b>", run=RunStyle(east="仿宋", latin="Times New Roman")))).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        mine = "".join(font.text(string) for font, string in drawn_texts(pdf))
    theirs = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert mine.split() == theirs.split() == ["张喆䶮𬱖(一)", "R&D", "\\", "<b>"]


@pytest.mark.parametrize(
    ("cmap", "expected"),
    [
        (b"1 beginbfchar <0003> <4E00> endbfchar", {3: "一"}),
        (b"1 beginbfchar <0003> <D840DC0B0041> endbfchar", {3: "𠀋A"}),
        (b"1 beginbfrange <0001> <0003> <0041> endbfrange", {1: "A", 2: "B", 3: "C"}),
        (b"1 beginbfrange <0001> <0002> [<0041> <4E8C>] endbfrange", {1: "A", 2: "二"}),
        (b"beginbfchar\n<01>\n<0041>\n<02> <0042>\nendbfchar", {1: "A", 2: "B"}),
    ],
)
def test_a_map_to_unicode(cmap: bytes, expected: dict[int, str]) -> None:
    assert to_unicode(cmap) == expected


def drawn(operators: bytes) -> list[bytes]:
    """The codes that these operators draw with a one-byte font."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1))
        resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=[0, 0, 9, 9], Resources=resources)
        page.Contents = pdf.make_stream(operators)
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        return [string for _, string in drawn_texts(pdf)]


@pytest.mark.parametrize(
    ("operators", "codes"),
    [
        (b"/F1 9 Tf (ab) Tj", [b"ab"]),
        (b"/F1 9 Tf (a\\)b(c)\\\\) Tj", [b"a)b(c)\\"]),
        (b"/F1 9 Tf (\\101\\0012) Tj", [b"A\x012"]),
        (b"/F1 9 Tf <61 62 6> Tj", [b"ab`"]),
        (b"/F1 9.5 Tf [(a) -120 <62>] TJ", [b"a", b"b"]),
        (b"/Span << /ActualText (no >> text) /MCID 0 >> BDC /F1 9 Tf (a) Tj EMC", [b"a"]),
        (b"(nothing before a font) Tj", []),
        (b"/F1 9 Tf 1 2 (a) \" (b) '", [b"a", b"b"]),
        (b"/F1 9 Tf BI /W 1 /H 1 ID (x) EI (a) Tj", [b"a"]),
        (b"/F1 9 Tf 3 Tj /X Do", []),
    ],
)
def test_strings_that_are_drawn(operators: bytes, codes: list[bytes]) -> None:
    assert drawn(operators) == codes


def test_a_fonts_glyphs_are_counted_as_fonttools_counts_them() -> None:
    files = {face.file for face in find_fonts().faces if face.index == 0 and face.file.suffix in (".otf", ".ttf")}
    assert files
    for file in sorted(files)[:12]:
        with TTFont(file, lazy=True) as font:
            assert glyph_count(Path(file).read_bytes()) == font["maxp"].numGlyphs
            if "CFF " in font:
                assert glyph_count(font.reader["CFF "]) == font["maxp"].numGlyphs


@pytest.mark.parametrize("program", [b"", b"\1\0", b"OTTO\0\1", b"%!PS"])
def test_what_is_no_font_program_has_no_count(program: bytes) -> None:
    assert glyph_count(program) is None
