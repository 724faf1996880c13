"""Fonts as the HTML writer asks for them: CSS families, weight and line measures of what is installed."""

from __future__ import annotations

from docgen.form.lines import Typeface
from docgen.pdf.fonts import Face, Fonts
from docgen.pdf.sfnt import Metrics

_BOLD = 600


class InstalledTypefaces:
    """The typefaces that `Fonts` chose."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._found: dict[tuple[str, bool, bool], Typeface] = {}

    def typeface(self, family: str, *, bold: bool, italic: bool) -> Typeface:
        """What draws `family`; a plain serif of the engine's where no font is installed at all."""
        key = (family, bold, italic)
        if key not in self._found:
            self._found[key] = self._typeface(self._fonts.resolve(family, bold=bold, italic=italic), bold, italic)
        return self._found[key]

    def _typeface(self, chain: tuple[Face, ...], bold: bool, italic: bool) -> Typeface:
        if not chain:
            return Typeface(("serif",), 700 if bold else 400)
        first = chain[0]
        heavy = first.weight >= _BOLD
        ascent, descent = line_measures(first.metrics)
        return Typeface(
            tuple(dict.fromkeys(face.family for face in chain)),
            weight=700 if heavy else 400,
            thicken=bold and not heavy,
            slant=italic and not first.italic,
            ascent=ascent,
            descent=descent,
        )


def line_measures(metrics: Metrics) -> tuple[float, float]:
    """Room above and below the baseline in a single-spaced line, as fractions of the size (LibreOffice's reading).

    hhea with its line gap on top; the OS/2 win measures where hhea's descent is signed wrongly (FandolSong).
    """
    if metrics.descent > 0 or metrics.ascent - metrics.descent <= 0:
        return metrics.win_ascent, metrics.win_descent
    return metrics.ascent + metrics.line_gap, -metrics.descent
