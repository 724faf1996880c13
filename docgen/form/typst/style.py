"""Styles of the Typst writer: fonts and runs as functions of a preamble that stays the same for all documents.

Typst takes a line's room from its texts' `top-edge` and `bottom-edge`, so a run carries the room that `lines` gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docgen.form.lines import SCRIPT_RAISE, SCRIPT_SIZE, Line, Typeface, Typefaces
from docgen.form.scripts import LATIN
from docgen.form.tree import Border, RunStyle
from docgen.form.typst.text import points, string

_LATIN_TYPST = re.sub(r"\\u(\w{4})", r"\\\\u{\1}", LATIN)

THICKEN = 1 / 32
"""Stroke added to a letter that is to be bold, as a fraction of its size."""
SLANT = "-12deg"
_INNER = "\0"
_MIDDLE = 0.38
"""How far the middle of a Han character's square is above its baseline, as a part of its size."""

_DASHES = {
    "dotted": "dotted",
    "dottedHeavy": "dotted",
    "dash": "dashed",
    "dashed": "dashed",
    "dashSmallGap": "dashed",
    "dashedHeavy": "dashed",
    "dashLong": "dashed",
    "dotDash": "dash-dotted",
    "dotDotDash": "dash-dotted",
}
_HEAVY = {"thick", "dottedHeavy", "dashedHeavy", "wavyHeavy"}


@dataclass(frozen=True, slots=True)
class RunSpec:
    """How a run is written."""

    east: str
    """Function of the preamble (or source of one) that sets text."""
    latin: str
    """The same for Latin stretches; equal where one function sets both."""
    size: float
    letters: bool = False
    """Each letter or word is a box of its own (drawn italics, scaled characters)."""
    upper: bool = False
    underlined: bool = False
    line: float = 0.0
    """Height of its line, in points."""
    inner: str = ""
    """The one for Latin stretches inside the text of one that sets both; "" where it knows their font itself.

    It would have to be told which characters a font covers, and then set all of the text with that font before the
    others. Where room is added after each character it is: Typst adds none at the end of a stretch.
    """
    spacing: float = 0.0
    """Added after each character."""
    middle: float = 0.0
    """How far the middle of its Han characters is below that of its line."""


class Definitions:
    """Names the functions of one form's preamble."""

    def __init__(self, faces: Typefaces) -> None:
        self.faces = faces
        self._names: dict[tuple[str, str], str] = {}
        self._lines: list[str] = []
        self.frozen = False
        """The preamble is written: what comes later is written out where it is used."""

    def define(self, prefix: str, source: str) -> str:
        """The name of a preamble's value; the source itself once the preamble is written."""
        key = (prefix, source)
        if key not in self._names:
            if self.frozen:
                return f"({source})"
            self._names[key] = f"{prefix}{len(self._names)}"
            self._lines.append(f"#let {self._names[key]} = {source}")
        return self._names[key]

    def preamble(self) -> str:
        """All definitions so far."""
        return "\n".join(self._lines)

    def run(self, style: RunStyle, east_line: Line, latin_line: Line) -> RunSpec:
        """How a run of this style is written in these lines of its two scripts."""
        east = self.faces.typeface(style.east, bold=style.bold, italic=style.italic)
        latin = self.faces.typeface(style.latin, bold=style.bold, italic=style.italic)
        size = style.size * (SCRIPT_SIZE if style.script else 1.0)
        same_look = (east.weight, east.thicken, east.slant) == (latin.weight, latin.thicken, latin.slant)
        drawn = east.slant or latin.slant or style.scale != 1.0
        inner = ""
        if same_look and (east_line == latin_line or east.families == latin.families) and not drawn:
            covering = ""
            if latin.families[:1] != east.families[:1]:
                if style.spacing:
                    covering = f'(name: {string(latin.families[0])}, covers: regex("{_LATIN_TYPST}"))'
                else:
                    inner = self.define("l", f"text.with(font: {self._fonts((latin.families[0], *east.families))})")
            first = second = self._function(style, size, east, self._fonts(east.families, covering), east_line)
        else:
            first = self._function(style, size, east, self._fonts(east.families), east_line)
            second = self._function(style, size, latin, self._fonts((*latin.families, *east.families)), latin_line)
        middle = (east_line.above - east_line.below) / 2 - _MIDDLE * size
        look = (size, drawn, style.caps, bool(style.underline), east_line.height, inner, style.spacing, middle)
        return RunSpec(first, second, *look)

    def _fonts(self, families: Sequence[str], first: str = "") -> str:
        """A list of fonts; `first` is source for one that stands before them."""
        names = [string(name) for name in dict.fromkeys(families)]
        return self.define("f", _array([first, *names] if first else names))

    def _function(self, style: RunStyle, size: float, face: Typeface, fonts: str, line: Line) -> str:
        raised = style.raised + (SCRIPT_RAISE[style.script] * style.size if style.script else 0.0)
        options = [
            f"font: {fonts}, size: {points(size)}, weight: {face.weight}",
            f"top-edge: {points(line.above)}, bottom-edge: {points(-line.below)}",
        ]
        color = f'rgb("{style.color}")' if style.color and style.color != "000000" else ""
        if color:
            options.append(f"fill: {color}")
        if face.thicken:
            options.append(f"stroke: {points(size * THICKEN)} + {color or 'black'}")
        if style.italic and not face.slant:
            options.append('style: "italic"')
        if style.spacing:
            options.append(f"tracking: {points(style.spacing)}")
        if raised:
            options.append(f"baseline: {points(-raised)}")
        inner = f"text.with({', '.join(options)})"
        wrap = _wrapped(style, size, face, line, color)
        if not wrap:
            return self.define("r", inner)
        inner = self.define("r", inner)
        return self.define("r", f"b => {wrap.replace(_INNER, f'{inner}(b)')}")


def _wrapped(style: RunStyle, size: float, face: Typeface, line: Line, color: str) -> str:
    """What stands around a text, _INNER in its place; "" where there is nothing."""
    made = _INNER
    if style.scale != 1.0:
        made = f"scale(x: {style.scale * 100:g}%, reflow: true, {made})"
    if face.slant:
        made = f"skew(ax: {SLANT}, {made})"
    if made != _INNER:
        made = f"box({made})"
    if style.small_caps:
        made = f"smallcaps({made})"
    if style.background:
        edges = f"top-edge: {points(line.above)}, bottom-edge: {points(-line.below)}"
        made = f'highlight(fill: rgb("{style.background}"), {edges}, {made})'
    if style.underline:
        dash = _DASHES.get(style.underline)
        thick = size * (0.1 if style.underline in _HEAVY else 0.05)
        pen = f'(paint: {color or "black"}, thickness: {points(thick)}, dash: "{dash or "solid"}")'
        made = f"underline(evade: false, offset: {points(size * 0.12)}, stroke: {pen}, {made})"
        if style.underline in ("double", "wavyDouble"):
            made = f"underline(evade: false, offset: {points(size * 0.2)}, stroke: {pen}, {made})"
    if style.strike:
        made = f"strike(stroke: {points(size * 0.05)} + {color or 'black'}, {made})"
    if style.border:
        made = f"box(stroke: {stroke(style.border)}, {made})"
    return "" if made == _INNER else made


def _array(items: Iterable[str]) -> str:
    return f"({', '.join(items)},)"


def stroke(border: Border | None) -> str:
    """A line's stroke; "none" where there is none."""
    if border is None or border.style in ("nil", "none") or border.width <= 0:
        return "none"
    color = border.color if re.fullmatch("[0-9A-Fa-f]{6}", border.color) else "000000"
    dash = _DASHES.get(border.style)
    if dash:
        return f'(paint: rgb("{color}"), thickness: {points(border.width)}, dash: "{dash}")'
    return f'{points(border.width)} + rgb("{color}")'
