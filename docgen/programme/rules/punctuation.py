"""Half-width punctuation among Chinese text, which is printed as it stands (GB/T 15834-2011 has full-width marks)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docgen.findings import Finding, note
from docgen.programme.rules.case import Case, cells, texts_of
from docgen.workbook.schema import SHEETS

FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
"""Each half-width mark and its full-width form; straight quotation marks go in pairs."""

LONGEST = 60
"""Characters of a text that is shown whole; of a longer one what stands around its first such mark."""

_WIDE = frozenset("，；：？！）")
"""Full-width marks behind which no space is set."""
_FIRST_LOOK = re.compile('[,;:?!()"]')
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_CHINESE = f"{_HAN}。，、；：？！“”‘’《》〈〉【】〔〕「」『』（）…—"

_STOP = r"\s，。；：、？！“”《》"
_LIST = r"(?:^|(?<=[\s。；;：:]))"
_LEFT_ALONE = re.compile(
    "|".join(
        (
            r"(?<![A-Za-z0-9+.-])(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)[!-~]+",  # addresses on the web
            r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+",
            # names of files
            rf"(?<![^{_STOP}])[^{_STOP}]*\.(?:docx?|wps|xls[xm]?|et|csv|pptx?|pdf|ofd|txt|zip|rar|7z|jpe?g|png)(?![a-z0-9])",
            rf"(?<![A-Za-z])[A-Za-z]:\\[^{_STOP}]*",
            _LIST + "[0-9A-Za-z一二三四五六七八九十]{1,3}[,:)]",  # what numbers a list
            "(?<=[0-9])[,:](?=[0-9])",  # figures and times
        )
    ),
    re.IGNORECASE,
)
"""What is written with half-width marks in Chinese text, too."""

_ASIDE = re.compile(rf"(?<=[{_CHINESE})\"])\s*[,;:?!]|[,;:?!](?=[{_CHINESE}])")
"""A mark beside Chinese text; one that other text has with a space behind it belongs to that text."""

_QUOTED = re.compile(r'"([^"]*)"')
_ANY_HAN = re.compile(f"[{_HAN}]")


def punctuation(case: Case) -> Iterator[Finding]:
    """No half-width comma, colon, bracket and the like among the Chinese text of a cell [note]."""
    for sheet in SHEETS:
        suspects = set(filter(_changes, case.texts(sheet).holding(_FIRST_LOOK)))
        for row, column, _ in cells(case, sheet, texts_of(sheet), suspects):
            typed = row.raw(column)  # telephone numbers are read with all marks half-width
            if changes := _changes(typed):
                marks, full = _shown(typed, changes)
                yield note("text.half-width", row.at(column), typed, marks=marks, full=full)


def full_width(text: str) -> str:
    """The text with full-width marks where Chinese text has them; they need no space."""
    return _written(text, _changes(text))


def _changes(text: str) -> dict[int, str]:
    """By their places: the half-width marks among Chinese text, each with the full-width one."""
    if not _FIRST_LOOK.search(text):
        return {}
    found = {place: FULL[text[place]] for place in _wrong(text)}
    for first, last in _straight(text):
        found[first], found[last] = "“”"
    return found


def _written(text: str, changes: Mapping[int, str], first: int = 0, last: int | None = None) -> str:
    """A part of the text with its changes, without the spaces that stood in the place of a mark's own width."""
    written: list[str] = []
    spaced = False
    for place, letter in enumerate(text[first:last], first):
        if letter == " " and spaced:
            continue
        full = changes.get(place, "")
        if full == "（" and written and written[-1] == " ":
            written.pop()
        written.append(full or letter)
        spaced = full in _WIDE
    return "".join(written)


def _wrong(text: str) -> Iterator[int]:
    """The places of half-width marks among Chinese text, quotation marks left out."""
    alone = _left_alone(text)
    for found in _ASIDE.finditer(text):
        if found.end() - 1 not in alone:
            yield found.end() - 1
    for first, last in _pairs(text):
        if not alone.isdisjoint((first, last)):
            continue
        # Half of a pair that is full-width already is meant to be so, whatever stands between.
        if _ANY_HAN.search(text, first, last) or text[first] == "（" or text[last] == "）":
            yield from (place for place in (first, last) if text[place] in "()")


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Where each bracket opens and closes; one without its other is left alone."""
    opened: list[int] = []
    for place, letter in enumerate(text):
        if letter in "(（":
            opened.append(place)
        elif letter in ")）" and opened:
            yield opened.pop(), place


def _straight(text: str) -> Iterator[tuple[int, int]]:
    """Where straight quotation marks around Chinese text open and close; none where one has no other."""
    if text.count('"') % 2 == 0:
        for found in _QUOTED.finditer(text):
            if _ANY_HAN.search(found[1]):
                yield found.start(), found.end() - 1


def _left_alone(text: str) -> frozenset[int]:
    return frozenset(place for found in _LEFT_ALONE.finditer(text) for place in range(*found.span()))


def _shown(text: str, changes: Mapping[int, str]) -> tuple[str, str]:
    """The marks that are half-width, each once, and the text as it should be, or the part around the first."""
    first, last = 0, len(text)
    if last > LONGEST:
        first = max(min(changes) - LONGEST // 2, 0)
        last = min(first + LONGEST, last)
    part = _written(text, changes, first, last)
    whole = f"{'…' if first else ''}{part}{'…' if last < len(text) else ''}"
    return " ".join(dict.fromkeys(text[place] for place in sorted(changes))), whole
