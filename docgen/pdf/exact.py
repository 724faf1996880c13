"""`fonts = "exact"`: no text is drawn with another font than the template names, which Word would print it in.

A character that the named font lacks (喆, ☑) is drawn by one that has it all the same, as Word does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from docgen.errors import CannotUse
from docgen.form.filled import FilledForm, FilledRun, paragraphs
from docgen.form.scripts import LATIN
from docgen.form.tree import Field, Text
from docgen.messages import say
from docgen.pdf.fonts import Fonts, plain_name, role_of

THE_SAME: Mapping[str, tuple[str, ...]] = {
    "小标宋": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋_GBK", "方正小标宋"),
    "仿宋": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
    "楷体": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
    "黑体": ("黑体", "SimHei"),
    "宋体": ("宋体", "SimSun", "新宋体", "NSimSun"),
}
"""The names of one typeface, by its role: its editions take each other's place. Any other font is itself alone."""

_LATIN = re.compile(LATIN)
_EAST = re.compile(rf"(?!{LATIN})\S")


def replaced(fonts: Fonts, names: Iterable[str]) -> dict[str, str]:
    """Of the fonts that are named, those drawn as another typeface: named font → family ("" where there is none)."""
    return {name: family for name, family in fonts.substitutions(names).items() if not _is_same_typeface(fonts, name)}


def check_exact(form: FilledForm, fonts: Fonts) -> None:
    """Raises CannotUse where some text would be drawn as another typeface; it names every such font."""
    runs = (run for paragraph in paragraphs(form) for run in (*paragraph.label, *paragraph.runs))
    found = replaced(fonts, dict.fromkeys(name for run in runs for name in _drawn_with(run)))
    if found:
        shown = (say("pdf.substituted.font", name=_with_role(name), family=family) for name, family in found.items())
        raise CannotUse("pdf.substituted", fonts="；".join(shown), wanted="、".join(found))


def _is_same_typeface(fonts: Fonts, name: str) -> bool:
    same = set(map(plain_name, THE_SAME.get(role_of(name).name, ())))
    drawn = fonts.resolve(name)[:1]
    return plain_name(name) in same and any(not same.isdisjoint(map(plain_name, face.names)) for face in drawn)


def _with_role(name: str) -> str:
    """A font as documents speak of it; one that is in none of their type families by its name alone."""
    role = role_of(name)
    known = plain_name(name) in map(plain_name, (role.name, *role.names))
    return f"{role.name}“{name}”" if known and role.name != name else f"“{name}”"


def _drawn_with(run: FilledRun) -> Iterator[str]:
    """The fonts of a run that some of its text is set in."""
    text = "".join(piece.text for piece in run.pieces if isinstance(piece, Text))
    if _EAST.search(text):
        yield run.style.east
    if _LATIN.search(text) or any(isinstance(piece, Field) for piece in run.pieces):
        yield run.style.latin
