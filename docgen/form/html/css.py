"""CSS of the HTML writer: how Word's character, paragraph and line properties are said in CSS.

Lines. Word and LibreOffice build a line from the ascent and descent of what stands in it, CSS from a `line-height`
centred on it. Two invisible fonts with known measures turn one into the other: text itself takes no room
(`line-height: 0`), and an empty inline box in a measure font, its size chosen so that the CSS rule gives just this
ascent and descent, holds the line open (`lines` says how high it is). Measured with WeasyPrint 70.
"""

from __future__ import annotations

from docgen.form.lines import BORDER_STYLES, SCRIPT_RAISE, SCRIPT_SIZE, Line, Typeface, Typefaces, border_width
from docgen.form.tree import Border, Borders, RunStyle

MEASURE_DOWN = "docgen-measure-a"
"""A font without ink, ascent 0.8 and descent 0.2 of its size."""
MEASURE_UP = "docgen-measure-b"
"""A font without ink, ascent 0.2 and descent 0.8 of its size."""
_HALF_DIFFERENCE = 0.3

BASE = """
@page{margin:0}
html{font-size:10.5pt;color:#000;hyphens:none}
body{margin:0;white-space:pre-wrap;overflow-wrap:break-word;font-weight:400;orphans:1;widows:1}
head,title,meta,style{display:none}
body,div,p,h1,h2,h3,h4,h5,h6{display:block}
p,h1,h2,h3,h4,h5,h6{margin:0;font-weight:inherit}
i{font-style:inherit}
br::before{content:"\\A";white-space:pre-line}
i.b{margin-left:.2em}i.a{margin-right:.2em}
table{display:table;table-layout:fixed;border-collapse:collapse;border-spacing:0;box-sizing:content-box}
colgroup{display:table-column-group}col{display:table-column}
thead{display:table-header-group;break-inside:avoid}tbody{display:table-row-group}
tr{display:table-row}td{display:table-cell;vertical-align:top;padding:0}
tr.k{break-inside:avoid}tr.n{break-after:avoid}tr.s>td{vertical-align:top;box-decoration-break:clone}
div.x{overflow:hidden}
b.t{display:inline-block;height:0;width:0;line-height:0;font-weight:inherit}
b.o{display:inline-block;line-height:1;font-weight:inherit;transform:rotate(-90deg)}
b.c{transform:translate(-.55em,-.55em) rotate(-90deg)}
img{display:inline-block}
div.pb{break-after:page}
span.ft{float:footnote;footnote-policy:block}
span.ft::footnote-call,span.ft::footnote-marker{content:""}
"""

UNDERLINES = {
    "double": "double",
    "dotted": "dotted",
    "dottedHeavy": "dotted",
    "dash": "dashed",
    "dashedHeavy": "dashed",
    "dashLong": "dashed",
    "dotDash": "dashed",
    "dotDotDash": "dashed",
    "wave": "wavy",
    "wavyHeavy": "wavy",
    "wavyDouble": "wavy",
}
"""Word's underlines that are no plain line."""


def line_css(line: Line) -> str:
    """An inline or block box that keeps just this room, see the module's text."""
    half = (line.above - line.below) / 2
    family = MEASURE_DOWN if half >= 0 else MEASURE_UP
    size = max(abs(half) / _HALF_DIFFERENCE, 0.01)
    return f"font-family:{family};font-size:{points(size)};line-height:{points(line.height)}"


class StyleSheet:
    """Collects declarations and names a class for each different set."""

    def __init__(self, below: StyleSheet | None = None) -> None:
        """`below` is a sheet that holds already: what it names is not named again."""
        self._below = below
        self._prefix = "" if below is None else "x"
        self._classes: dict[tuple[str, str, str], str] = {}
        self._rules: dict[str, None] = {}
        self.asked = 0
        """How often a class or rule was asked for that the sheet below does not have."""

    def name(self, prefix: str, declarations: str, latin: str = "") -> str:
        """The class that stands for these declarations, and `latin` for the Latin stretches inside."""
        key = (prefix, declarations, latin)
        if self._below is not None and key in self._below._classes:
            return self._below._classes[key]
        self.asked += 1
        found = self._classes.get(key)
        if found is None:
            found = self._classes[key] = f"{self._prefix}{prefix}{len(self._classes)}"
            self._rules[f".{found}{{{declarations}}}"] = None
            if latin:
                self._rules[f".{found} i{{{latin}}}"] = None
        return found

    def rule(self, text: str) -> None:
        """Add a rule as it stands, once."""
        if self._below is None or text not in self._below._rules:
            self.asked += 1
            self._rules[text] = None

    def text(self) -> str:
        """The sheet's own rules."""
        return "\n".join(self._rules)


def points(value: float) -> str:
    """A length as CSS writes it, to a thousandth of a point."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return f"{'0' if text in ('', '-0') else text}pt"


def quoted(text: str) -> str:
    """A CSS string that cannot end its style element."""
    return '"' + "".join(char if char not in '"\\<>&\n\r' else f"\\{ord(char):x} " for char in text) + '"'


def family_css(face: Typeface) -> str:
    """The family list of a face."""
    return "font-family:" + ",".join(quoted(name) for name in face.families)


def run_css(style: RunStyle, faces: Typefaces) -> tuple[str, str]:
    """Declarations of a run, and those that its Latin stretches have on top ("" where they look the same)."""
    east = faces.typeface(style.east, bold=style.bold, italic=style.italic)
    latin = faces.typeface(style.latin, bold=style.bold, italic=style.italic)
    size = style.size * (SCRIPT_SIZE if style.script else 1.0)
    # A scaled run is set at the scaled size, so that its widths are right, and stretched to its height when drawn.
    css = [family_css(east), f"font-size:{points(size * style.scale)}", "line-height:0"]
    css += _face_css(east, base=None)
    if style.scale != 1.0:
        css.append(f"--stretch:{1 / style.scale:.4f}")
    if style.color and style.color != "000000":
        css.append(f"color:#{style.color}")
    if style.background:
        css.append(f"background-color:#{style.background}")
    lines = [word for word, on in (("underline", style.underline), ("line-through", style.strike)) if on]
    if lines:
        css.append(f"text-decoration:{' '.join(lines)} {UNDERLINES.get(style.underline or '', 'solid')}")
    if style.spacing:
        css.append(f"letter-spacing:{points(style.spacing)}")
    raised = style.raised + (SCRIPT_RAISE[style.script] * style.size if style.script else 0.0)
    if raised:
        css.append(f"vertical-align:{points(raised)}")
    if style.caps:
        css.append("text-transform:uppercase")
    elif style.small_caps:
        css.append("font-variant-caps:small-caps")
    if style.border:
        css.append(f"border:{border_css(style.border)}")
    extra = ([family_css(latin)] if latin.families != east.families else []) + _face_css(latin, base=east)
    if extra:
        extra += css[1:3]
    return ";".join(css), ";".join(extra)


def _face_css(face: Typeface, base: Typeface | None) -> list[str]:
    plain = base or Typeface(())
    css = []
    if face.weight != plain.weight:
        css.append(f"font-weight:{face.weight}")
    if face.thicken != plain.thicken:
        css.append(f"--thicken:{int(face.thicken)}")
    if face.slant != plain.slant:
        css.append(f"--slant:{int(face.slant)}")
    return css


def border_css(border: Border | None) -> str:
    """One side's border."""
    if border is None or border.style in ("nil", "none") or border.width <= 0:
        return "0"
    style = BORDER_STYLES.get(border.style, "solid")
    # A double line needs room for three: Word's width is that of one of them.
    width = border.width * 3 if style == "double" else border.width
    return f"{points(width)} {style} #{border.color if border.color != 'auto' else '000000'}"


def borders_css(borders: Borders) -> list[str]:
    """The sides that have a border."""
    sides = (("top", borders.top), ("right", borders.right), ("bottom", borders.bottom), ("left", borders.left))
    return [f"border-{side}:{border_css(border)}" for side, border in sides if border_width(border) > 0]
