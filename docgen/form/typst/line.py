"""The text of one paragraph as Typst: runs, Latin stretches, spaces beside Han characters, tabs and line breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docgen.form.scripts import GAP, LATIN, apart
from docgen.form.typst.style import RunSpec
from docgen.form.typst.text import joined, points, string
from docgen.form.upright import CORNER, CORNERED, stretches

_LATIN = re.compile(rf"((?:{LATIN}| )+)")
_INNER = re.compile(f"{LATIN}+")
_BEGIN, _END = "\x05", "\x06"
"""Around Latin stretches, until the functions for them are written."""
_WORD = re.compile(r"[!-\u024f]{8,}")
_CLOSING = "，。．、：；！？》）』」】〗〕〉］｝”’"
_NARROWED = "》）』」】〗〕〉］｝”’"
"""Closing marks that Typst narrows at a line's end, wherever the typography is from."""
_FOLLOWING = (*"（《“‘「『【〔〈", '"')
"""What may begin a line behind a closing mark; the last one is the literal's own end."""
_MARKED = re.compile(f"([{_CLOSING}])([{_CLOSING}]*)(?={_BEGIN}?([^ ]?))")
_SLACK = "\x04"
"""Where Typst is kept from narrowing a closing mark at a line's end, in paragraphs of more than one line."""
_NARROW = re.compile("[\0-\u024f]+")
_MOVED = 4
"""Characters that go to the next line with one that must not begin it, at most."""
_EASTERN = "\u0250"
"""The first character that is not Latin."""
_BOXED = re.compile(rf"{LATIN}+|.", re.DOTALL)


@dataclass(slots=True)
class LineText:
    """Collects a paragraph's pieces and writes them."""

    width: float
    """Room for a line, in points; longer words are broken."""
    break_words: bool = False
    upright: bool = False
    """Vertical text (`form.upright`)."""
    spread: bool = False
    """Vertical text over all of its line: Typst spreads the gaps beside Han characters only where they are text."""
    lines: list[list[list[tuple[str, str]]]] = field(default_factory=lambda: [[[]]])
    """Lines, each of stretches between tabs, each of functions and what they are given ("": source as it stands)."""
    underlined: list[list[bool]] = field(default_factory=lambda: [[False]])
    last: str = ""
    extent: float = 0.0
    """Width of the text, roughly, in points."""
    broad: float = 0.0
    """The width that it does not exceed."""
    held: float = 0.0
    """That of the longest word, or of what else goes to the next line together."""
    breaks: int = 0
    empty: bool = True
    tabs: bool = False

    def text(self, text: str, spec: RunSpec) -> None:
        """Add a run's text, without tabs and line breaks."""
        self._stretch(text.upper() if spec.upper else text, spec)

    def break_line(self) -> None:
        """Begin a line."""
        self.lines.append([[]])
        self.underlined.append([False])
        self.last = ""
        self.breaks += 1
        self.empty = False

    def tab(self, spec: RunSpec) -> None:
        """Go to the next stop."""
        self.lines[-1].append([])
        self.underlined[-1].append(spec.underlined)
        self.last = ""
        self.tabs = True
        self.empty = False

    def source(self, source: str, spec: RunSpec, stands_for: str = "") -> None:
        """Add what is Typst already: a page number, a picture."""
        gap = "z+" if apart(self.last, stands_for) else ""
        if stands_for and spec.inner:
            source = f"{spec.inner}({source})"
        self._add(spec.latin if stands_for else "", gap + source)
        self.last = stands_for
        self.empty = False

    def _stretch(self, text: str, spec: RunSpec) -> None:
        self.empty = False
        words = _NARROW.findall(text)
        self.extent += spec.size * (len(text) - 0.5 * sum(map(len, words)))
        self.broad += spec.size * len(text)
        self.held = max(self.held, spec.size * max([_MOVED, *map(len, words)]))
        if spec.underlined and text[-1] == " ":
            # Typst drops spaces at a line's end; underlined ones are a blank to be filled in.
            bare = text.rstrip(" ")
            text = bare + "\u00a0" * (len(text) - len(bare))
        if self.upright:
            for part, stands in stretches(text):
                self._upright(part, spec, stands=stands)
        elif spec.letters:
            for letter in _BOXED.findall(text):
                if apart(self.last, letter[0]):
                    self._add("", "z")
                self.last = letter[-1]
                self._add("", f"{spec.latin if letter < _EASTERN else spec.east}({string(letter)})")
        elif spec.east == spec.latin:
            self._add(spec.east, self._given(text, spec.size, spec.inner))
        else:
            for index, part in enumerate(_LATIN.split(text)):
                if part:
                    self._add(spec.latin if index % 2 else spec.east, self._given(part, spec.size))

    def _upright(self, text: str, spec: RunSpec, *, stands: bool) -> None:
        """A part of vertical text: a character that stands upright, or a stretch that lies."""
        if self.spread and self.last:
            self._add("", "h(1fr)")
        gap = "z+" if apart(self.last, text[0]) else ""
        self.last = text[-1]
        if stands:
            corner = CORNER * spec.size if text in CORNERED else 0.0
            self._add("", f"{gap}up({points(spec.middle)},{points(corner)},{spec.east}({string(text)}))")
            if spec.spacing:
                self._add("", f"h({points(spec.spacing)})")
        else:
            self._add("", f"{gap}{spec.latin}({string(text)})")

    def _add(self, function: str, given: str) -> None:
        """Add a piece; text of one look becomes one text, however many runs and values it came from."""
        pieces = self.lines[-1][-1]
        if function and pieces and pieces[-1][0] == function:
            pieces[-1] = function, f"{pieces[-1][1]}+{given}"
        else:
            pieces.append((function, given))

    def _given(self, text: str, size: float, inner: str = "") -> str:
        parts = GAP.split(text)
        items = ["z"] if apart(self.last, text[0]) else []
        self.last = text[-1]
        for index, part in enumerate(parts):
            if index:
                items.append("z")
            items += self._words(part, size, inner)
        return "+".join(items)

    def _words(self, text: str, size: float, inner: str) -> list[str]:
        """Literals, with places to break inside words that are longer than a line (or in all, where Word says so)."""
        if len(text) < 8 or not (self.break_words or _WORD.search(text)):
            return [_literal(text, inner)]
        items: list[str] = []
        done = 0
        for found in _WORD.finditer(text):
            if not self.break_words and _extent(found[0]) * size <= self.width:
                continue
            if found.start() > done:
                items.append(_literal(text[done : found.start()], inner))
            items.append("+o+".join([_literal(char, inner) for char in found[0]]))
            done = found.end()
        return [*items, _literal(text[done:], inner)] if done < len(text) or not items else items

    def write(self, tab_stops: str) -> str:
        """The paragraph's content."""
        slack = '"+o+"' if self.breaks or self.extent > 0.9 * self.width else ""
        # Between two signs that both end a literal an empty one is left.
        return self._written(tab_stops).replace(_SLACK, slack).replace('+""+', "+")

    def _written(self, tab_stops: str) -> str:
        if self.tabs:
            rows = ("(" + "".join(f"{joined(_called(part))}," for part in line) + ")," for line in self.lines)
            flags = ("(" + "".join(f"{str(flag).lower()}," for flag in line) + ")," for line in self.underlined)
            return f"tabbed({tab_stops},({''.join(flags)}),({''.join(rows)}))"
        pieces = _called(self.lines[0][0])
        for line in self.lines[1:]:
            pieces += ["linebreak()", *_called(line[0])]
        return joined(pieces)

    def height(self, line: float) -> float:
        """What the text takes, roughly, in points."""
        return line * (self.breaks + 1 + int(self.extent / max(self.width, 1.0)))

    def most(self, line: float) -> float:
        """What the text takes at most, in points: every line ends where what follows is too long for it."""
        lines = self.breaks + 1 + sum(map(len, self.lines)) - len(self.lines)
        if self.broad > self.width:
            lines += int(self.broad / max(self.width - self.held, 1.0))
        return line * lines


def _called(pieces: list[tuple[str, str]]) -> list[str]:
    return [f"{function}({given})" if function else given for function, given in pieces]


def _literal(text: str, inner: str) -> str:
    """A text as literals: closing marks keep their width, as in Word and LibreOffice, and Latin stretches are set by
    `inner`, where that is another function."""
    if not inner or not _INNER.search(text):
        return _MARKED.sub(_apart, string(text))
    made = _MARKED.sub(_apart, string(_INNER.sub(_marked, text)))
    # What a literal would begin or end with is not to be an empty one.
    made = made.replace(f'"{_BEGIN}', f'{inner}("').replace(f'{_END}"', '")')
    return made.replace(_BEGIN, f'"+{inner}("').replace(_END, '")+"')


def _marked(found: re.Match[str]) -> str:
    return f"{_BEGIN}{found[0]}{_END}"


def _apart(found: re.Match[str]) -> str:
    rest = "".join(f'"+j("{char}")+"' for char in found[2])
    narrowed = (found[2] or found[1])[-1] in _NARROWED and (found[3].isalnum() or found[3] in _FOLLOWING)
    return found[1] + rest + (_SLACK if narrowed else "")


def _extent(word: str) -> float:
    return sum(0.85 if char.isupper() else 0.55 for char in word)
