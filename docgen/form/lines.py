"""Lines as Word builds them, whatever the output: the room that a run's face and a paragraph's line rule ask for.

Measured with LibreOffice 7.4:

- exact L: ascent 0.8 L, descent 0.2 L, whatever the font;
- multiple m ≥ 1: the font's own, the extra (m − 1) × single below; m < 1: taken off above;
- at least L: what is missing is added above;
- single: hhea ascent + line gap above, |descent| below; OS/2 win measures where hhea's descent has the wrong sign.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from docgen.form.tree import Border, ParagraphStyle

SCRIPT_SIZE = 0.58
SCRIPT_RAISE = {"super": 0.33, "sub": -0.08}
"""Size and shift of super- and subscripts, as LibreOffice sets them (fractions of the font size)."""

BORDER_STYLES = {
    "double": "double",
    "triple": "double",
    "thinThickSmallGap": "double",
    "thickThinSmallGap": "double",
    "thinThickThinSmallGap": "double",
    "dashed": "dashed",
    "dashSmallGap": "dashed",
    "dotDash": "dashed",
    "dotDotDash": "dashed",
    "dotted": "dotted",
    "inset": "inset",
    "outset": "outset",
}


@dataclass(frozen=True, slots=True)
class Typeface:
    """What draws a named font. `ascent` and `descent` are those of a single-spaced line, as fractions of the size."""

    families: tuple[str, ...]
    """Families, best first; the later ones draw what the first lacks."""
    weight: int = 400
    thicken: bool = False
    """Bold is asked for and the family has no bold face: its strokes are drawn thicker."""
    slant: bool = False
    """Italic is asked for and the family has none."""
    ascent: float = 1.08
    descent: float = 0.12


class Typefaces(Protocol):
    """Finds what draws a font that a template names."""

    def typeface(self, family: str, *, bold: bool, italic: bool) -> Typeface:
        """What draws `family` in this weight and posture; there is always something."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """Room that a line keeps above and below its baseline, in points."""

    above: float
    below: float

    @property
    def height(self) -> float:
        """Their sum."""
        return self.above + self.below


@dataclass(frozen=True, slots=True)
class LineGrid:
    """The lines of a document grid that a paragraph snaps to."""

    pitch: float
    steps: int = 0
    """Lines of the grid that the paragraph's highest line takes."""
    below: float = 0.0
    """Room below the baseline in a line of so many steps, for all of the paragraph's fonts: with rooms of their own,
    figures among Han characters would make a line higher than the grid's."""

    @classmethod
    def of(cls, pitch: float, lines: Iterable[Line]) -> LineGrid:
        """The grid for a paragraph whose texts have these natural lines."""
        found = list(lines)
        highest = Line(max(line.above for line in found), max(line.below for line in found))
        steps, below = _snapped(pitch, highest)
        return cls(pitch, steps, below)

    def line(self, natural: Line) -> Line:
        """The line of a text of this natural line."""
        steps, below = _snapped(self.pitch, natural)
        below = self.below if steps == self.steps else below
        return Line(steps * self.pitch - below, below)


def _snapped(pitch: float, line: Line) -> tuple[int, float]:
    """The whole steps of the grid that a line takes, and its room below the baseline: it stands in their middle."""
    steps = int(-(-round(line.height, 2) // pitch))
    return steps, line.below + (steps * pitch - line.height) / 2


def single(face: Typeface, size: float) -> Line:
    """A single-spaced line of this face."""
    return Line(face.ascent * size, face.descent * size)


def spaced(style: ParagraphStyle, line: Line, grid: LineGrid | None = None) -> Line:
    """A line of natural room `line` under the paragraph's line rule, on the paragraph's `grid` where it has one."""
    if style.line_rule == "exact":
        return Line(style.line * 0.8, style.line * 0.2)
    natural = line.height
    if grid:
        line = grid.line(line)
    if style.line_rule == "at_least":
        return Line(max(line.above, style.line - line.below), line.below)
    extra = (style.line - 1) * natural
    return Line(line.above, line.below + extra) if extra >= 0 else Line(line.above + extra, line.below)


def border_width(border: Border | None) -> float:
    """The room a border takes, in points."""
    if border is None or border.style in ("nil", "none"):
        return 0.0
    return border.width * 3 if BORDER_STYLES.get(border.style) == "double" else border.width
