"""工作程序 as the steps that clerks part by arrows."""

from __future__ import annotations

import re

from docgen.workbook.names import BLANKS, normal_name

_ARROW = re.compile(
    "[→⇒⟶⟹➔➙➛➜➝➞➡⇨⇾↦↓⇓⇩⬇⮕][\ufe0e\ufe0f]?"  # as signs, also those that go down the page
    "|[-－‐‑–—―─=＝]+[>＞》〉]"  # as typed: ->, －＞, —>, =>
    "|[\r\n]+"
)
_STRAY = BLANKS + "。；;，,、"


def steps(procedure: str) -> tuple[str, ...]:
    """The steps of a 工作程序 in order: what stands between its arrows and line breaks, where that is anything."""
    return tuple(step for part in _ARROW.split(procedure) if (step := part.strip(_STRAY)))


def key_steps(found: tuple[str, ...], key: str) -> frozenset[str]:
    """Those of the steps that 关键环节 means: the one so called, else those in whose text it stands."""
    wanted = normal_name(key.strip(_STRAY))
    if not wanted:
        return frozenset()
    same = frozenset(step for step in found if normal_name(step) == wanted)
    return same or frozenset(step for step in found if wanted in normal_name(step))
