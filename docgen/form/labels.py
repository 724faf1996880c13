"""Labels of numbered and bulleted paragraphs, counted through a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from docgen.form.filled import FilledRun
from docgen.form.numerals import numeral
from docgen.form.tree import ListLevel, Tab, Text

_PLACES = re.compile(r"([^%]+|%(?!\d))|%(\d)")
_LEVELS = 9


class Labels:
    """Counts one document's lists."""

    def __init__(self, levels: Iterable[ListLevel]) -> None:
        """`levels` are all of the template's."""
        known = list(levels)
        self._starts = {(level.list_id, level.level): level.start for level in known}
        self._formats = {(level.list_id, level.level): level.format for level in known}
        self._counts: dict[str, list[int]] = {}

    def next(self, level: ListLevel) -> str:
        """The label of the next paragraph of this level."""
        counts = self._counts.setdefault(level.list_id, [self._before(level.list_id, at) for at in range(_LEVELS)])
        counts[level.level] += 1
        for below in range(level.level + 1, _LEVELS):
            counts[below] = self._before(level.list_id, below)
        if level.format in ("bullet", "none"):
            return level.pattern
        return "".join(
            plain or self._numeral(level.list_id, int(place) - 1) for plain, place in _PLACES.findall(level.pattern)
        )

    def _before(self, list_id: str, level: int) -> int:
        return self._starts.get((list_id, level), 1) - 1

    def _numeral(self, list_id: str, level: int) -> str:
        counts = self._counts[list_id]
        return numeral(self._formats.get((list_id, level), "decimal"), counts[level]) if 0 <= level < _LEVELS else ""


def label_runs(level: ListLevel, text: str) -> tuple[FilledRun, ...]:
    """A label as runs, with the tab or space behind it; nothing for a label without text."""
    if not text:
        return ()
    if level.suffix == "tab":
        # The tab is no part of an underlined label.
        plain = replace(level.style, underline=None) if level.style.underline else level.style
        return FilledRun(level.style, (Text(text),)), FilledRun(plain, (Tab(),))
    return (FilledRun(level.style, (Text(text + (" " if level.suffix == "space" else "")),)),)
