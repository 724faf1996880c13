"""A title cut into lines where its sense breaks (GB/T 9704-2012, 7.3.1): whole words, and lines of a good shape.

Lines that grow, shrink, or grow and then shrink make a trapezium or a rhombus; a waist or a word left over does not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from unicodedata import east_asian_width

WIDTH = 20
"""Characters of 22 points that a line of 156 mm holds."""

LONGEST = 120
"""Characters of a title that is looked at as a whole; one that is longer is cut as it comes."""

# What a break costs. Only the order of these numbers matters, and that no shape is worth a broken word.
BREAK, WAIST, LEFT_OVER, UNEVEN, LINE = 100.0, 6.0, 8.0, 5.0, 4.0
"""Inside a word or before a mark that closes; a line between two longer ones; a last line of one word; an uneven
division; each line."""
BEST, WORDS, ONE_WORD, UNKNOWN, BAD_END, INSIDE = 0.0, 1.0, 2.5, 5.0, 6.0, 7.0
"""Before 关于 and 《; between two words that are known; beside one; between signs of which nothing is known; behind a
word that asks for what follows, or before one that asks for what stands there; within a name or a 《…》 that a line
could hold."""

_CLOSING = "的了》〉）〕】”’、，。；：·"
_OPENING = "《〈（〔【“‘"
_PLACES = "省市州盟县区旗乡镇"
_TOGETHER = re.compile(
    r"[0-9]{4}(?:年度?|至[0-9]{4}年度?)|[0-9A-Za-z.%/-]+|〔[0-9]{4}〕[0-9]*号?|第[0-9一二三四五六七八九十]+[届次期号]"
)
"""Numbers and years with what they count."""
_QUOTED = re.compile(r"《[^》]*》(?:的[\u4e00-\u9fff]{2}$)?")


@dataclass(frozen=True, slots=True)
class TradeWords:
    """The words that are known (titles.toml)."""

    known: re.Pattern[str]
    leading: frozenset[str]
    """TradeWords that ask for what follows: none ends a line."""
    trailing: tuple[str, ...]
    """TradeWords that ask for what stands before: none begins a line."""


@lru_cache(maxsize=1)  # the package's own table: it does not change while it runs
def words() -> TradeWords:
    """The package's table."""
    table = tomllib.loads(files("docgen.word").joinpath("titles.toml").read_text("utf-8"))
    known = sorted({*table["trade"], *table["common"], *table["leading"]}, key=len, reverse=True)
    return TradeWords(
        re.compile("|".join(map(re.escape, known))), frozenset(table["leading"]), tuple(table["trailing"])
    )


def title_lines(title: object, width: float = WIDTH) -> tuple[str, ...]:
    """The lines of a title, each of at most `width` full-width characters; one that has line breaks keeps them.

    As few lines as may be, cut between words, never before 的 or a mark that closes; 《…》 and the name before 关于 are
    whole where a line holds them. Something that no line could hold is cut all the same.
    """
    lines = [line.strip() for line in str(title).splitlines()]
    return tuple(piece for line in lines if line for piece in _cut(line, max(width, 1.0)))


def _wide(text: str) -> float:
    """The width of a text in full-width characters."""
    return sum(1.0 if east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def _cut(text: str, width: float) -> tuple[str, ...]:
    whole = _wide(text)
    if whole <= width:
        return (text,)
    if len(text) > LONGEST:
        head = _first_line(text, width)
        return (head, *_as_it_comes(text[len(head) :], width))
    costs = _breaks(text, width)
    least = -int(-whole // width)
    _, best = min(_divided(text, costs, width, whole / count) for count in (least, least + 1))
    return best


def _first_line(text: str, width: float) -> str:
    end = 1
    while end < len(text) and _wide(text[: end + 1]) <= width:
        end += 1
    return text[:end]


def _as_it_comes(text: str, width: float) -> Iterator[str]:
    while text:
        head = _first_line(text, width)
        yield head
        text = text[len(head) :]


def _divided(text: str, costs: list[float], width: float, even: float) -> tuple[float, tuple[str, ...]]:
    """The cheapest division into lines that are about as wide as `even`, with what it costs.

    Looked for from the front; what a division so far is known by is its last line and whether lines have begun to
    shrink.
    """
    ends: dict[int, dict[tuple[int, bool], tuple[float, tuple[str, ...]]]] = {0: {(0, False): (0.0, ())}}
    for end in range(1, len(text) + 1):
        last = end == len(text)
        found: dict[tuple[int, bool], tuple[float, tuple[str, ...]]] = {}
        start = end - 1
        while start >= 0 and ((long := _wide(text[start:end])) <= width or start == end - 1):
            own = LINE + costs[end] + UNEVEN * abs(long - even) / width
            own += LEFT_OVER if last and long < _LEAST else 0
            for (before, shrunk), (cost, lines) in ends[start].items():
                earlier = _wide(text[before:start])
                grows = bool(lines) and long > earlier
                key = start, shrunk or (bool(lines) and long < earlier)
                made = cost + own + (WAIST if grows and shrunk else 0)
                if key not in found or made < found[key][0]:
                    found[key] = made, (*lines, text[start:end])
            start -= 1
        ends[end] = found
    return min(ends[len(text)].values())


_LEAST = 4
"""Characters that a last line has at least: 的通知 alone is none."""


def _breaks(text: str, width: float) -> list[float]:
    """What a break costs before each character, and at the end."""
    known = words()
    inside, begins, stops = set[int](), set[int](), dict[int, str]()
    for found in (*_TOGETHER.finditer(text), *known.known.finditer(text)):
        inside.update(range(found.start() + 1, found.end()))
        begins.add(found.start())
        stops[found.end()] = found[0]
    costs = [0.0] * (len(text) + 1)
    for place in range(1, len(text)):
        before, behind = text[place - 1], text[place]
        if place in inside or behind in _CLOSING or before in _OPENING:
            costs[place] = BREAK
        elif behind == "《" or text.startswith("关于", place):
            costs[place] = BEST
        elif stops.get(place) in known.leading or text.startswith(known.trailing, place):
            costs[place] = BAD_END
        elif before in _PLACES and place not in begins:
            costs[place] = WORDS
        else:
            sides = (place in stops or before in _CLOSING) + (place in begins or behind in _OPENING)
            costs[place] = (UNKNOWN, ONE_WORD, WORDS)[sides]
    for start, end in _wholes(text):
        if _wide(text[start:end]) <= width:
            for place in range(start + 1, end):
                costs[place] = max(costs[place], INSIDE)
    return costs


def _wholes(text: str) -> Iterator[tuple[int, int]]:
    """What stands on one line if it can: the name before 关于, and each 《…》 with the title's last word behind it."""
    issuer = text.find("关于")
    if issuer > 0:
        yield 0, issuer
    for found in _QUOTED.finditer(text):
        yield found.span()
