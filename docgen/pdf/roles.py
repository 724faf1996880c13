"""The type families of official documents: which font names mean each, and what draws it, best first.

The families are GB/T 9704-2012's (小标宋 for titles, 仿宋 for text, 黑体 and 楷体 for headings, 宋体 for page numbers).
A Word file names the standard's own font; a PDF is drawn with the first of the role's families that is
installed, down to the open ones (Fandol, Noto). Latin names stand here because Word's own templates use them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Family(NamedTuple):
    """An installed family that can draw a role; `weight` (CSS) where the role needs one certain face of it."""

    name: str
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A type family as documents speak of it."""

    name: str
    standard: str
    """The font that the shipped Word templates name."""
    names: tuple[str, ...]
    """All font names in templates that mean this role, `standard` among them."""
    families: tuple[Family, ...]
    """What draws it, in order of preference."""
    behind: str = ""
    """The role that stands in where no family is installed."""


def _families(*names: str) -> tuple[Family, ...]:
    return tuple(Family(name) for name in names)


ROLES: tuple[Role, ...] = (
    Role(
        "小标宋",
        "方正小标宋简体",
        (
            *(
                "方正小标宋简体",
                "方正小标宋_GBK",
                "方正小标宋_GB18030",
                "方正小标宋",
                "小标宋体",
                "小标宋简体",
                "小标宋",
            ),
            *("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong", "文星标宋", "汉仪中宋简"),
        ),
        (
            *_families("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK"),
            *_families("小标宋体", "文星标宋", "STZhongsong", "华文中宋", "汉仪中宋简"),
            Family("FandolSong", 700),
            Family("Noto Serif CJK SC", 700),
            Family("Source Han Serif SC", 700),
        ),
    ),
    Role(
        "仿宋",
        "仿宋_GB2312",
        (
            *("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "仿宋体", "华文仿宋", "STFangsong"),
            *(
                "方正仿宋_GBK",
                "方正仿宋简体",
                "FZFangSong-Z02",
                "FZFangSong-Z02S",
                "方正仿宋_GB2312",
                "汉仪仿宋简",
                "FandolFang",
            ),
        ),
        _families(
            *(
                "FangSong_GB2312",
                "仿宋_GB2312",
                "FangSong",
                "仿宋",
                "FZFangSong-Z02S",
                "方正仿宋简体",
                "FZFangSong-Z02",
            ),
            *("方正仿宋_GBK", "STFangsong", "华文仿宋", "FandolFang"),
        ),
    ),
    Role(
        "楷体",
        "楷体_GB2312",
        (
            *("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
            *("华文楷体", "STKaiti", "方正楷体_GBK", "方正楷体简体"),
            *("FZKai-Z03", "FZKai-Z03S", "方正楷体_GB2312", "汉仪楷体简"),
            *("标楷体", "AR PL UKai CN", "FandolKai"),
        ),
        _families(
            *(
                "KaiTi_GB2312",
                "楷体_GB2312",
                "KaiTi",
                "楷体",
                "FZKai-Z03S",
                "方正楷体简体",
                "FZKai-Z03",
                "方正楷体_GBK",
            ),
            *("STKaiti", "华文楷体", "FandolKai", "AR PL UKai CN"),
        ),
    ),
    Role(
        "黑体",
        "黑体",
        (
            *(
                "黑体",
                "SimHei",
                "华文黑体",
                "STHeiti",
                "华文细黑",
                "STXihei",
                "方正黑体_GBK",
                "方正黑体简体",
                "FZHei-B01",
            ),
            *(
                "FZHei-B01S",
                "微软雅黑",
                "Microsoft YaHei",
                "微软雅黑 Light",
                "等线",
                "DengXian",
                "等线 Light",
                "DengXian Light",
            ),
            *("Noto Sans CJK SC", "思源黑体", "Source Han Sans SC", "Source Han Sans CN", "FandolHei"),
        ),
        _families(
            *("SimHei", "黑体", "FZHei-B01S", "方正黑体简体"),
            *("FZHei-B01", "方正黑体_GBK", "STHeiti", "华文黑体"),
            *("FandolHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei"),
        ),
    ),
    Role(
        "宋体",
        "宋体",
        (
            *(
                "宋体",
                "SimSun",
                "新宋体",
                "NSimSun",
                "华文宋体",
                "STSong",
                "方正书宋_GBK",
                "方正书宋简体",
                "FZShuSong-Z01",
            ),
            *(
                "FZShuSong-Z01S",
                "宋体-方正超大字符集",
                "SimSun-ExtB",
                "思源宋体",
                "Source Han Serif SC",
                "Source Han Serif CN",
            ),
            *("MS Mincho", "PMingLiU", "FandolSong"),
        ),
        _families(
            *("SimSun", "宋体", "NSimSun", "新宋体"),
            *("FZShuSong-Z01S", "方正书宋简体", "FZShuSong-Z01", "方正书宋_GBK"),
            *("STSong", "华文宋体", "FandolSong", "Noto Serif CJK SC", "Source Han Serif SC"),
        ),
    ),
)

LATIN: tuple[Role, ...] = (
    Role(
        "Times New Roman",
        "Times New Roman",
        ("Times New Roman", "Times", "Cambria", "Georgia", "Garamond"),
        _families("Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman", "TeX Gyre Termes"),
        "宋体",
    ),
    Role(
        "Arial",
        "Arial",
        ("Arial", "Helvetica", "Verdana", "Tahoma", "Segoe UI"),
        _families("Arial", "Liberation Sans", "Arimo", "Nimbus Sans", "TeX Gyre Heros"),
        "黑体",
    ),
    Role(
        "Calibri",
        "Calibri",
        ("Calibri", "Calibri Light", "Aptos", "Aptos Display"),
        _families("Calibri", "Carlito", "Liberation Sans", "Arimo"),
        "黑体",
    ),
    Role(
        "Courier New",
        "Courier New",
        ("Courier New", "Courier", "Consolas"),
        _families("Courier New", "Liberation Mono", "Cousine", "Nimbus Mono PS", "TeX Gyre Cursor"),
        "宋体",
    ),
)

FALLBACKS: tuple[str, ...] = (
    *("Noto Serif CJK SC", "Source Han Serif SC", "SimSun-ExtB", "BabelStone Han"),
    *("DejaVu Sans", "Segoe UI Symbol", "Noto Sans Symbols 2", "Noto Sans Symbols2", "Apple Symbols", "MS Gothic"),
)
"""What draws the characters that a role's own font lacks, in this order: names such as 喆, 䶮, 𬱖, then ☐, ☑, ✔."""

DEFAULT = "宋体"
"""The role of a font name that means none."""
