"""Which characters Word sets in a run's Latin font, and which stand a little apart from Han characters beside them."""

from __future__ import annotations

import re

LATIN = r"[!-%'-;=?-~\u00a1-\u00a6\u00a9-\u00af\u00b2-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u024f&<>]"
"""A character that Word sets in a run's Latin font, as a regular expression."""

_EAST = "\u3400-\u9fff\u3041-\u30ff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff〇"
_LETTER = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"

GAP = re.compile(f"(?<=[{_EAST}])(?=[{_LETTER}])|(?<=[{_LETTER}])(?=[{_EAST}])")
"""Between a Han character, kana or syllable and a Latin letter or figure: Word keeps them apart (autoSpaceDE, DN)."""


def apart(before: str, after: str) -> bool:
    """Whether two characters that stand beside each other are kept apart; "" for none."""
    return bool(before and after and GAP.search(before + after))
