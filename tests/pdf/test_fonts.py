"""Which installed font draws each name in a template, and what stands in for it."""

import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from docgen.pdf.fonts import ROLES, Fonts, find_fonts, private_folders
from docgen.pdf.sfnt import BadFont, read_coverage, read_metrics, read_names
from docgen.pdf.weasyprint.fontconfig import fontconfig_file, write_fontconfig

SHIPPED = [file for folder in private_folders() for file in sorted(folder.glob("*.[ot]t[fc]"))]


def make_font(path: Path, family: str, text: str, *, bold: bool = False, chinese: str = "") -> Path:
    """A real TrueType font that draws `text`; like Fandol's, its bold face still declares weight 400."""
    names = [f"u{ord(char):X}" for char in text]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap({ord(char): name for char, name in zip(text, names, strict=True)})
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf(dict.fromkeys([".notdef", *names], empty))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names], (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120, lineGap=200)
    style = "Bold" if bold else "Regular"
    title = {"en": family, "zh": chinese} if chinese else family
    builder.setupNameTable({"familyName": title, "styleName": style, "fullName": f"{family} {style}"})
    builder.setupOS2(
        usWeightClass=400,
        fsSelection=0x20 if bold else 0x40,
        sTypoAscender=800,
        sTypoDescender=-200,
        sTypoLineGap=90,
        usWinAscent=978,
        usWinDescent=272,
    )
    builder.setupPost()
    builder.font["head"].macStyle = int(bold)
    builder.save(path)
    return path


def found(folder: Path) -> Fonts:
    return find_fonts([folder], system=False)


def families(fonts: Fonts, name: str, *, bold: bool = False) -> list[str]:
    return [face.family for face in fonts.resolve(name, bold=bold)]


def test_a_font_installed_under_the_templates_own_name_draws_it(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", "FandolFang", "字")
    make_font(tmp_path / "b.ttf", "FangSong", "字", chinese="仿宋")
    make_font(tmp_path / "c.ttf", "FangSong_GB2312", "字", chinese="仿宋_GB2312")
    assert families(found(tmp_path), "仿宋")[0] == "FangSong"
    assert families(found(tmp_path), "仿宋_GB2312")[0] == "FangSong_GB2312"
    assert families(found(tmp_path), "ＦａｎｇＳｏｎｇ")[0] == "FangSong"


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_every_name_of_a_role_is_drawn_by_the_first_of_its_families_that_is_installed(role, tmp_path: Path) -> None:
    for number, family in enumerate(role.families[2:4]):
        make_font(tmp_path / f"{number}.ttf", family.name, "字")
    for name in role.names:
        exact = [family.name for family in role.families[2:4] if family.name == name]
        assert families(found(tmp_path), name)[0] == (exact or [role.families[2].name])[0]


def test_titles_take_the_bold_face_and_their_stand_ins_are_bold_too(tmp_path: Path) -> None:
    for family in ("FandolSong", "Noto Serif CJK SC"):
        make_font(tmp_path / f"{family}.ttf", family, "字")
        make_font(tmp_path / f"{family} Bold.ttf", family, "字", bold=True)
    fonts = found(tmp_path)
    assert [face.weight for face in fonts.resolve("方正小标宋简体")] == [700, 700]
    assert [face.weight for face in fonts.resolve("宋体")] == [400, 400]
    assert [face.weight for face in fonts.resolve("宋体", bold=True)] == [700, 700]


def test_a_name_that_means_no_role_is_drawn_as_text(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", "FandolSong", "字")
    make_font(tmp_path / "b.ttf", "FandolKai", "字")
    assert families(found(tmp_path), "不存在的字体") == ["FandolSong"]


def test_latin_fonts_fall_back_to_the_role_behind_them(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", "FandolHei", "字a")
    assert families(found(tmp_path), "Arial") == ["FandolHei"]
    make_font(tmp_path / "b.ttf", "Liberation Sans", "a")
    assert families(found(tmp_path), "Arial") == ["Liberation Sans", "FandolHei"]


def test_what_is_substituted_and_what_is_missing_is_said(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", "SimHei", "字", chinese="黑体")
    make_font(tmp_path / "b.ttf", "FandolFang", "字")
    fonts = found(tmp_path)
    assert fonts.missing == ("小标宋", "楷体", "宋体")
    assert fonts.substituted == {"方正小标宋简体": "", "仿宋_GB2312": "FandolFang", "楷体_GB2312": "", "宋体": ""}


def test_without_any_font_nothing_is_drawn_and_nothing_fails(tmp_path: Path) -> None:
    fonts = found(tmp_path)
    assert fonts.resolve("宋体") == ()
    assert len(fonts.missing) == len(ROLES)
    assert fonts.undrawable("宋 体") == "宋体"
    assert b"<fontconfig>" in fontconfig_file(fonts)


def test_characters_come_from_the_fonts_behind_and_private_use_ones_from_none(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", "FandolFang", "司法局")
    make_font(tmp_path / "b.ttf", "BabelStone Han", "䶮𬱖\ue000")
    fonts = found(tmp_path)
    assert fonts.undrawable("司法局 䶮\n𬱖\u200d喆\ue000喆") == "喆\ue000"


def test_signs_of_forms_come_from_a_font_for_signs(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", "FandolFang", "字")
    make_font(tmp_path / "b.ttf", "DejaVu Sans", "☐☑✔")
    fonts = found(tmp_path)
    assert families(fonts, "仿宋_GB2312") == ["FandolFang", "DejaVu Sans"]
    assert fonts.undrawable("字☐☑✔\ufe0f☒") == "☒"


def test_fonts_of_the_users_choice_come_before_those_of_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = make_font(tmp_path / "chosen.ttf", "FandolFang", "字")
    monkeypatch.setenv("DOCGEN_FONTS", os.pathsep.join([str(tmp_path / "nowhere"), str(tmp_path)]))
    assert find_fonts(system=False).roles["仿宋"].file == chosen


@pytest.mark.parametrize("kept", [0, 3, 11, 40, 200, 600])
def test_a_damaged_file_is_named_and_passed_over(kept: int, tmp_path: Path) -> None:
    make_font(tmp_path / "good.ttf", "FandolKai", "字")
    whole = make_font(tmp_path / "bad.ttf", "FandolFang", "字").read_bytes()
    (tmp_path / "bad.ttf").write_bytes(whole[:kept])
    fonts = found(tmp_path)
    assert fonts.unreadable == (tmp_path / "bad.ttf",)
    assert families(fonts, "楷体_GB2312") == ["FandolKai"]


def test_without_fontconfig_the_usual_folders_are_searched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    home_fonts = tmp_path / ".local" / "share" / "fonts"
    home_fonts.mkdir(parents=True)
    make_font(home_fonts / "a.ttf", "FandolFang", "字")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home_fonts / "a.ttf" in {face.file for face in find_fonts([]).faces}


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_our_reading_of_a_font_is_fonttools_reading(file: Path) -> None:
    face = read_names(file)[0]
    metrics = read_metrics(file, face.index)
    with TTFont(file, fontNumber=face.index, lazy=True) as theirs:
        lines, os2, units = theirs["hhea"], theirs["OS/2"], theirs["head"].unitsPerEm
        assert face.family == theirs["name"].getBestFamilyName()
        assert face.names <= {str(record) for record in theirs["name"].names}
        assert metrics.ascent == lines.ascent / units
        assert metrics.descent == lines.descent / units
        assert metrics.line_gap == lines.lineGap / units
        assert metrics.typo_ascent == os2.sTypoAscender / units
        assert metrics.win_descent == os2.usWinDescent / units
        assert read_coverage(file, face.index).codes() == theirs.getBestCmap().keys()


def test_characters_that_a_font_maps_to_nothing_are_not_covered(tmp_path: Path) -> None:
    path = make_font(tmp_path / "a.ttf", "FandolFang", "甲乙丙丁")
    with TTFont(path) as font:
        for table in font["cmap"].tables:
            table.cmap[ord("丙")] = ".notdef"
        font.save(path)
    assert read_coverage(path, 0).codes() == {ord(char) for char in "甲乙丁"}


def test_what_is_no_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_text("不是字体" * 100, "utf-8")
    with pytest.raises(BadFont):
        read_names(tmp_path / "a.ttf")


def test_the_fontconfig_file_says_the_same_each_time_and_is_written_once(tmp_path: Path) -> None:
    make_font(tmp_path / "司法 & 局.ttf", "FandolSong", "字", bold=True)
    target = tmp_path / "fonts.conf"
    write_fontconfig(found(tmp_path), target, ["奇怪的 <字体>"])
    first = target.stat()
    assert ElementTree.parse(target).getroot().tag == "fontconfig"
    write_fontconfig(found(tmp_path), target, ["奇怪的 <字体>"])
    assert target.stat().st_mtime_ns == first.st_mtime_ns


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="fontconfig's fc-match is not installed")
@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        ("方正小标宋简体", ["FandolSong/200", "Noto Serif CJK SC/200", "BabelStone Han/200"]),
        ("宋体", ["FandolSong/80", "Noto Serif CJK SC/80", "BabelStone Han/80"]),
        ("宋体:bold", ["FandolSong/200", "Noto Serif CJK SC/200"]),
        ("仿宋_GB2312", ["FandolFang/80", "FandolSong/80", "Noto Serif CJK SC/80", "BabelStone Han/80"]),
        ("不存在的字体", ["FandolSong/80", "Noto Serif CJK SC/80", "BabelStone Han/80"]),
    ],
)
def test_fontconfig_draws_with_the_fonts_that_were_chosen(asked: str, drawn: list[str], tmp_path: Path) -> None:
    for family in ("FandolSong", "Noto Serif CJK SC"):
        make_font(tmp_path / f"{family}.ttf", family, "字a")
        make_font(tmp_path / f"{family} Bold.ttf", family, "字a", bold=True)
    make_font(tmp_path / "fang.ttf", "FandolFang", "字")
    make_font(tmp_path / "babel.ttf", "BabelStone Han", "字䶮")
    write_fontconfig(found(tmp_path), tmp_path / "fonts.conf")
    answer = subprocess.run(
        ["fc-match", "--all", "--format", "%{family[0]}/%{weight}\n", asked],
        env={**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "XDG_CACHE_HOME": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stderr == ""
    order = list(dict.fromkeys(answer.stdout.split("\n")))
    assert [face for face in order if face in drawn] == drawn
    assert order[0] == drawn[0]
