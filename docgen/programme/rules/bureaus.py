"""Another bureau's name in a text: of the same or a lower rank it is not one that this bureau reports to."""

from __future__ import annotations

import re
from functools import lru_cache

from docgen.programme.model import Bureau
from docgen.programme.rules.lists import entries
from docgen.workbook.names import normal_name

_NAME = re.compile("([\u4e00-\u9fff]{1,12}?)([县区市旗州盟])司法局")

RANKS = {"州": 1, "盟": 1, "市": 1, "县": 0, "区": 0, "旗": 0}
"""How high the bureau of such a place stands; a 市 may be of a county's rank too."""

_ABOVE = re.compile("(?:报|经|由|按|按照|根据|请示|上级|移送|提请|呈报|上报|省|向)[\u4e00-\u9fff]{2,4}$")
"""Words before a place's name by which a 市 is spoken of as one that stands above."""

_TOLD_OF = ("抄送机关", "上级依据", "派驻纪检监察组")
"""Settings that name bodies above."""


def other_bureau(bureau: Bureau, text: str) -> str:
    """The name of a bureau in the text that this one neither is nor may answer to, "" where there is none."""
    for match in _NAME.finditer(text) if "司法局" in text else ():
        before, kind = match[1], match[2]
        found = f"{before}{kind}司法局"
        own = _own(bureau.name, bureau.short_name)
        if (
            len(before) < 2
            or _no_name().search(before)
            or any(found.endswith(name) or name.endswith(_last(found)) for name in own)
        ):
            continue
        if _may_stand_above(bureau, before, kind):
            continue
        return _last(found)
    return ""


@lru_cache(maxsize=1)
def _no_name() -> re.Pattern[str]:
    """Words right before 县 or 市 that make it no place's name: 配合县司法局 is the office itself."""
    return re.compile(f"(?:{'|'.join(entries('no_place'))})$")


@lru_cache(maxsize=16)
def _own(name: str, short: str) -> tuple[str, ...]:
    """Its names that name its place: every 县司法局 ends as the short name does."""
    names = (normal_name(name), normal_name(short))
    return tuple(item for item in names if len(item.removesuffix("司法局")) > 1)


def _last(name: str) -> str:
    """The name without what stands before it in the sentence, as far as its place can be told from it."""
    place = name.removesuffix("司法局")
    *above, last = re.split("(?<=[省市州盟])(?!$)", place)
    return f"{last if above and len(last) < 6 else place[-3:]}司法局"


def _may_stand_above(bureau: Bureau, before: str, kind: str) -> bool:
    rank, own = RANKS[kind], _rank(bureau.name)
    if own is None or rank > own:
        return True
    if rank < own or kind != "市":
        return False
    # One 市 may lie within another: a bureau above is one that the office names elsewhere, or reports to.
    place = f"{before[-2:]}{kind}"
    told = any(place in bureau.setting(item) for item in _TOLD_OF)
    return told or place in bureau.name or bool(_ABOVE.search(before))


def _rank(name: str) -> int | None:
    """By the last place in a bureau's own name; None where it is of no such place: a 厅, a 局 of a province."""
    found = re.search("([县区市旗州盟])司法局", name)
    return RANKS[found[1]] if found else None
