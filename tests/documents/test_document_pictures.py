"""A cell names a picture: it is looked for beside its workbook and nowhere else, and what is wrong with it is told."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest
from pictures import bmp, png

from docgen.documents.fingerprint import canonical
from docgen.documents.pictures import KEPT, Pictures, pictures_beside
from docgen.word.image import BadPicture, Image, picture
from docgen.workbook.rows import Row, SheetCell

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="60"><rect width="9" height="9"/></svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "inputs"
    (inside / "照片").mkdir(parents=True)
    (tmp_path / "外面.png").write_bytes(png(3, 3))
    for name, data in {
        "甲.png": png(60, 40),
        "乙.bmp": bmp(60, 40),
        "丙.svg": SVG,
        "空.png": b"",
        "文.png": b"text",
        "大.png": png(30_000, 30_000),
        "断.png": png(60, 40)[:-9],
    }.items():
        (inside / "照片" / name).write_bytes(data)
    (inside / "出去.png").symlink_to(tmp_path / "外面.png")
    (inside / "照片" / "里面.png").symlink_to(inside / "照片" / "甲.png")
    (inside / "圈.png").symlink_to(inside / "圈.png")
    os.mkfifo(inside / "管.png")
    return inside


def row(folder: Path, name: str) -> Row:
    return Row(str(folder / "书.xlsx"), "会议签到", 5, {"照片": SheetCell(name, name, "H5")})


def printed(folder: Path, name: str, **size: float) -> Image | str:
    return picture(Pictures().of(row(folder, name), "照片", name), **size)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("照片/甲.png", "png"),
        ("照片\\甲.png", "png"),
        (" ./照片/甲.png ", "png"),
        ("照片/里面.png", "png"),
        ("照片/乙.bmp", "bmp"),
        ("照片/丙.svg", "svg"),
    ],
)
def test_a_picture_is_printed_as_large_as_the_template_says(folder: Path, name: str, kind: str) -> None:
    found = printed(folder, name, width=30)
    assert isinstance(found, Image)
    assert (found.kind, round(found.width / 72 * 25.4, 3)) == (kind, 30)
    assert bool(found.fallback) == (kind == "svg")
    assert found.fallback[:4] in (b"", b"\x89PNG")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("照片/没有.png", "没有图片文件“照片/没有.png”"),
        ("照片", "没有图片文件"),
        ("管.png", "没有图片文件"),
        ("圈.png", "没有图片文件"),
        ("a" * 300 + ".png", "没有图片文件"),
        ("照片/\0.png", "没有图片文件"),
        ("../外面.png", "不在工作簿所在的文件夹里"),
        ("照片/../../外面.png", "不在工作簿所在的文件夹里"),
        ("照片\\..\\..\\外面.png", "不在工作簿所在的文件夹里"),
        ("/etc/passwd", "不在工作簿所在的文件夹里"),
        ("C:\\外面.png", "不在工作簿所在的文件夹里"),
        ("\\\\机器\\外面.png", "不在工作簿所在的文件夹里"),
        ("出去.png", "不在工作簿所在的文件夹里"),
        ("照片/空.png", "图片“照片/空.png”是空的"),
        ("照片/文.png", "“照片/文.png”不是完整的"),
        ("照片/断.png", "“照片/断.png”不是完整的"),
        ("照片/大.png", "图片“照片/大.png”太大"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_cell(folder: Path, name: str, said: str) -> None:
    with pytest.raises(BadPicture) as problem:
        printed(folder, name)
    assert said in str(problem.value.said)
    assert str(problem.value.said).startswith("会议签到 H5 ")


def test_nothing_is_wrong_until_it_is_printed_as_a_picture(folder: Path) -> None:
    assert str(Pictures().of(row(folder, "没有.png"), "照片", "没有.png")) == "没有.png"


@pytest.mark.parametrize("value", [None, "", "  "])
def test_an_empty_cell_prints_nothing(value: object) -> None:
    assert picture(value) == ""


def test_what_no_cell_named_is_no_picture() -> None:
    with pytest.raises(BadPicture):
        picture("照片/甲.png")


def test_another_content_is_another_fingerprint_and_another_row_is_not(folder: Path) -> None:
    def facts(number: int = 5) -> bytes:
        at = Row(str(folder / "书.xlsx"), "会议签到", number, {"照片": SheetCell("x", "x", f"H{number}")})
        return canonical(Pictures().of(at, "照片", "照片/甲.png"))

    before = facts()
    assert facts(9) == before
    (folder / "照片" / "甲.png").write_bytes(png(61, 40))
    assert facts() != before


def test_it_travels_to_workers_whole(folder: Path) -> None:
    found = Pictures().of(row(folder, "照片/丙.svg"), "照片", "照片/丙.svg")
    assert pickle.loads(pickle.dumps(found)) == found
    assert (found.data, bool(found.fallback)) == (SVG, True)


def test_a_file_is_read_once_and_not_all_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Pictures()
    first = kept.of(row(folder, "照片/甲.png"), "照片", "照片/甲.png")
    (folder / "照片" / "甲.png").unlink()
    assert kept.of(row(folder, "照片/甲.png"), "照片", "照片/甲.png") == first
    assert len(first.data) < KEPT
    monkeypatch.setattr("docgen.documents.pictures.KEPT", 1)
    kept.of(row(folder, "照片/乙.bmp"), "照片", "照片/乙.bmp")
    assert kept.of(row(folder, "照片/甲.png"), "照片", "照片/甲.png").problem


def test_the_pictures_beside_workbooks_are_found_by_their_endings(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "照片" / "说明.txt").write_text("x")
    found = pictures_beside([folder / "书.xlsx", folder / "又.xlsx"])
    assert found is not None
    assert len(found) == 7 + 4
    monkeypatch.setattr("docgen.documents.pictures.MOST_ENTRIES", 5)
    assert pictures_beside([folder / "书.xlsx"]) is None
    assert pictures_beside([folder / "没有" / "书.xlsx"]) is None
