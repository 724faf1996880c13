"""Families of fonts by the many names that they have in files, sizes by their Chinese ones, colours."""

from __future__ import annotations

import pytest

from docgen.gongwen.fonts import family, is_dark, is_red, size_name


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("小标宋", ["方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华康小标宋"]),
        ("仿宋", ["仿宋", "仿宋_GB2312", "FangSong", "华文仿宋", "STFangsong", "方正仿宋_GBK"]),
        ("楷体", ["楷体", "楷体_GB2312", "KaiTi", "华文楷体", "方正楷体_GBK"]),
        ("黑体", ["黑体", "SimHei", "方正黑体_GBK", "STHeiti"]),
        ("宋体", ["宋体", "SimSun", "新宋体", "方正书宋_GBK"]),
    ],
)
def test_a_family_has_many_names(wanted: str, names: list[str]) -> None:
    assert {family(name) for name in names} == {wanted}


def test_a_font_of_no_family_is_its_own() -> None:
    assert [family(name) for name in ("微软雅黑", "等线", "Times New Roman")] == ["微软雅黑", "等线", "Times New Roman"]


def test_sizes_are_told_as_offices_call_them() -> None:
    assert [size_name(size) for size in (22, 16, 14, 10.5, 17)] == ["二号", "三号", "四号", "五号", "17 磅"]


def test_reds_of_mastheads_and_blacks_of_texts() -> None:
    assert all(is_red(color) for color in ("ff0000", "c00000", "e60012"))
    assert not any(is_red(color) for color in (None, "000000", "ff9900", "0000ff", "800080"))
    assert all(is_dark(color) for color in (None, "000000", "1f1f1f"))
    assert not is_dark("7f7f7f")
