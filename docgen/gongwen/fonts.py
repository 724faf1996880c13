"""Families of fonts and sizes by their Chinese names, as tables: 仿宋 has many names in files."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docgen.form.tree import RunStyle

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "小标宋": ("小标宋", "xiaobiaosong", "xbsong", "fzxbs"),
    "仿宋": ("仿宋", "fangsong", "fang song", "fzfs", "stfangso"),
    "楷体": ("楷体", "楷_", "kaiti", "kai ti", "fzkt", "stkaiti", "fzkai", "正楷"),
    "黑体": ("黑体", "simhei", "fzht", "stheiti", "fzhei", "heiti"),
    "宋体": ("宋体", "simsun", "nsimsun", "stsong", "fzss", "书宋", "新宋", "song"),
}
"""Family → what the names of its fonts contain, in small letters. The first family that fits is a font's: 小标宋 before
宋体, 仿宋 before 宋体."""

SIZES: Mapping[str, float] = {
    "初号": 42,
    "小初": 36,
    "一号": 26,
    "小一": 24,
    "二号": 22,
    "小二": 18,
    "三号": 16,
    "小三": 15,
    "四号": 14,
    "小四": 12,
    "五号": 10.5,
    "小五": 9,
}
"""Points of the sizes of type."""

BODY, TITLE, SMALL = SIZES["三号"], SIZES["二号"], SIZES["四号"]


def family(name: str) -> str:
    """The family of a font, its own name where it belongs to none."""
    lowered = name.lower()
    return next((known for known, parts in FAMILIES.items() if any(part in lowered for part in parts)), name)


def size_name(points: float) -> str:
    """三号 for 16, the points for what has no name."""
    return next((name for name, size in SIZES.items() if abs(size - points) < 0.1), f"{points:g} 磅")


def look(style: RunStyle) -> str:
    """A look in words: 仿宋_GB2312 三号."""
    return f"{style.east} {size_name(style.size)}"


def is_red(color: str | None) -> bool:
    """Whether a colour is a red: the masthead's may be pure or somewhat darker."""
    if not color or not re.fullmatch("[0-9a-f]{6}", color):
        return False
    red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    return red >= 0xB0 and green <= 0x60 and blue <= 0x60


def is_dark(color: str | None) -> bool:
    """Whether a colour is black, or so near it that no eye tells."""
    return (
        not color
        or not re.fullmatch("[0-9A-Fa-f]{6}", color)
        or all(int(color[at : at + 2], 16) <= 0x33 for at in (0, 2, 4))
    )
