"""Labels of numbered and bulleted paragraphs, counted through a document."""

from __future__ import annotations

import re
from dataclasses import replace

from docgen.form.filled import FilledRun
from docgen.form.numerals import numeral
from docgen.form.tree import ListLevel, Tab, Text

_PLACES = re.compile(r"([^%]+|%(?!\d))|%(\d)")
_LEVELS = 9


class Labels:
    """Counts one document's lists.

    As Word does (ECMA-376 part 1, 17.9): all instances of an abstract numbering count together; one that begins anew
    does so where it is first used; a level that has not been used stands as its first number in the labels below it.
    """

    def __init__(self) -> None:
        self._counts: dict[str, list[int | None]] = {}
        """By list: each level's last number, None where it is to begin."""
        self._begun: set[tuple[str, str, int]] = set()
        """Levels of instances that have begun anew."""

    def next(self, level: ListLevel) -> str:
        """The label of the next paragraph of this level."""
        self._count(level)
        if level.format == "bullet":
            return level.pattern
        return "".join(plain or self._numeral(level, int(place) - 1) for plain, place in _PLACES.findall(level.pattern))

    def _count(self, level: ListLevel) -> None:
        counts = self._counts.setdefault(level.list_id, [None] * _LEVELS)
        own, key = level.counts(level.level), (level.list_id, level.instance, level.level)
        last = counts[level.level]
        if last is None or (own.anew and key not in self._begun):
            counts[level.level] = own.start
        else:
            counts[level.level] = last + 1
        self._begun.add(key)
        for above in range(level.level):
            if counts[above] is None:
                counts[above] = level.counts(above).start
        for below in range(level.level + 1, _LEVELS):
            restart = level.counts(below).restart
            if restart is None or level.level < restart:
                counts[below] = None

    def _numeral(self, level: ListLevel, place: int) -> str:
        count = self._counts[level.list_id][place] if 0 <= place < _LEVELS else None
        style = level.counts(place).format
        if count is None or style in ("none", "bullet"):
            return ""
        return numeral("decimal" if level.legal else style, count)


def label_runs(level: ListLevel, text: str) -> tuple[FilledRun, ...]:
    """A label as runs, with the tab or space behind it; nothing for a label without text."""
    if not text:
        return ()
    if level.suffix == "tab":
        # The tab is no part of an underlined label.
        plain = replace(level.style, underline=None) if level.style.underline else level.style
        return FilledRun(level.style, (Text(text),)), FilledRun(plain, (Tab(),))
    return (FilledRun(level.style, (Text(text + (" " if level.suffix == "space" else "")),)),)
