"""Character and paragraph properties, borders and colours, from Word's units to points."""

from __future__ import annotations

import re

from docgen.form.read.styles import TOGGLES, Attributes, Formatting, Style, Styles, merged, on
from docgen.form.tree import Border, Borders, ListLevel, ParagraphStyle, RunStyle, TabStop

TWIPS = 20.0
"""Twentieths of a point."""

AUTO_SPACING = 14.0
"""Points above and below a paragraph whose spacing is automatic, as Word shows HTML paragraphs."""

NO_LINE = ("nil", "none")

_HIGHLIGHTS = {
    "yellow": "ffff00",
    "green": "00ff00",
    "cyan": "00ffff",
    "magenta": "ff00ff",
    "blue": "0000ff",
    "red": "ff0000",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "c0c0c0",
    "black": "000000",
    "white": "ffffff",
}
_ALIGN = {
    "left": "left",
    "start": "left",
    "right": "right",
    "end": "right",
    "center": "center",
    "both": "justify",
    "distribute": "distribute",
}


def number(values: Attributes | None, name: str = "val", otherwise: float = 0.0) -> float:
    """An attribute as a number; lengths with a unit ("2cm") come out in twips."""
    text = (values or {}).get(name, "")
    match = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*(pt|cm|mm|in|pc|pi|%)?\s*", text)
    if not match:
        return otherwise
    factor = {"pt": 20, "cm": 1440 / 2.54, "mm": 144 / 2.54, "in": 1440, "pc": 240, "pi": 240, "%": 50}
    value = float(match[1]) * factor.get(match[2] or "", 1)
    return value if abs(value) < _TOO_LARGE else otherwise


_TOO_LARGE = 2**31
"""Word's numbers have 32 bits; what is larger says nothing."""


def color(text: str | None) -> str | None:
    """A colour as rrggbb, None for auto and what is no colour."""
    return text.lower() if text and re.fullmatch(r"[0-9A-Fa-f]{6}", text) else None


def shading(values: Attributes | None, styles: Styles) -> str | None:
    """The background of a w:shd."""
    if not values or values.get("val") == "nil":
        return None
    if values.get("val") == "solid":
        return color(values.get("color")) or "000000"
    percent = re.fullmatch(r"pct(\d+)", values.get("val", ""))
    fill = color(values.get("fill")) or styles.theme.color(values)
    if percent and fill in (None, "ffffff"):
        level = round(255 * (1 - int(percent[1]) / 100))
        return f"{level:02x}" * 3
    return fill


def patterned(values: Attributes | None) -> bool:
    """Whether a w:shd draws a pattern that comes out as one colour."""
    kind = (values or {}).get("val", "clear")
    return kind not in ("clear", "nil", "solid") and not re.fullmatch(r"pct\d+", kind)


def border(values: Attributes | None) -> Border | None:
    """One side's line, None where there is none. Widths are in eighths of a point, spaces in points."""
    if not values or values.get("val", "nil") in NO_LINE:
        return None
    return Border(
        values["val"],
        max(number(values, "sz", 4), 2) / 8,
        color(values.get("color")) or "000000",
        number(values, "space"),
    )


def run_properties(
    styles: Styles, paragraph: Style, table: Formatting, character: Style, own: Formatting
) -> Formatting:
    """All that is said of a run: defaults, table, paragraph and character style, and the run itself."""
    below = merged(styles.default_run, table, paragraph.run)
    result = merged(below, character.run, own)
    for name in TOGGLES & character.run.keys() & below.keys() - own.keys():
        # A character style turns a toggle of the paragraph's style around.
        result[name] = {"val": "1" if on(below[name]) != on(character.run[name]) else "0"}
    return result


def run_style(values: Formatting, styles: Styles) -> RunStyle:
    """Character properties."""
    fonts = values.get("rFonts", {})
    theme = styles.theme
    latin = theme.font(fonts.get("asciiTheme")) or fonts.get("ascii") or fonts.get("hAnsi") or "Times New Roman"
    east = theme.font(fonts.get("eastAsiaTheme")) or fonts.get("eastAsia") or "宋体"
    spacing = number(values.get("spacing"))
    line = values.get("u", {}).get("val", "none")
    script = values.get("vertAlign", {}).get("val")
    text_color = color(values.get("color", {}).get("val")) or theme.color(values.get("color", {}))
    return RunStyle(
        east=east,
        latin=latin,
        size=number(values.get("sz"), otherwise=20) / 2,
        bold=on(values.get("b")),
        italic=on(values.get("i")),
        underline=None if line == "none" else line,
        strike=on(values.get("strike")) or on(values.get("dstrike")),
        double_strike=on(values.get("dstrike")),
        color=text_color if text_color != "000000" else None,
        background=_HIGHLIGHTS.get(values.get("highlight", {}).get("val", "")) or shading(values.get("shd"), styles),
        spacing=spacing / TWIPS,
        raised=number(values.get("position")) / 2,
        script={"superscript": "super", "subscript": "sub"}.get(script or ""),  # type: ignore[arg-type]
        caps=on(values.get("caps")),
        small_caps=on(values.get("smallCaps")),
        scale=number(values.get("w"), otherwise=100) / 100,
        border=border(values.get("bdr")),
    )


def paragraph_style(values: Formatting, size: float, styles: Styles, numbering: ListLevel | None) -> ParagraphStyle:
    """Paragraph properties. `size` is the font size that indents in characters count by."""
    spacing, indent = values.get("spacing", {}), values.get("ind", {})
    rule = spacing.get("lineRule", "auto")
    line = number(spacing, "line", 240)
    left = _indent(indent, ("left", "start"), size)
    return ParagraphStyle(
        align=_ALIGN.get(values.get("jc", {}).get("val", "left"), "justify"),  # type: ignore[arg-type]
        left=left,
        right=_indent(indent, ("right", "end"), size),
        first_line=_indent(indent, ("firstLine",), size) - _indent(indent, ("hanging",), size),
        before=_space(spacing, "before"),
        after=_space(spacing, "after"),
        line_rule={"exact": "exact", "atLeast": "at_least"}.get(rule, "multiple"),  # type: ignore[arg-type]
        line=line / TWIPS if rule in ("exact", "atLeast") else line / 240,
        keep_next=on(values.get("keepNext")),
        keep_lines=on(values.get("keepLines")),
        page_break_before=on(values.get("pageBreakBefore")),
        widow_control=on(values.get("widowControl", {})),
        contextual_spacing=on(values.get("contextualSpacing")),
        tabs=_tabs(values),
        numbering=numbering,
        borders=Borders(*(border(values.get(f"pBdr/{side}")) for side in ("top", "right", "bottom", "left"))),
        background=shading(values.get("shd"), styles),
        outline_level=_outline(values),
        word_wrap=on(values.get("wordWrap", {})),
        snap_to_grid=on(values.get("snapToGrid", {})),
    )


def _indent(values: Attributes, names: tuple[str, ...], size: float) -> float:
    for name in names:
        characters = number(values, f"{name}Chars")
        if characters:
            return characters / 100 * size
        if name in values:
            return number(values, name) / TWIPS
    return 0.0


def _space(values: Attributes, side: str) -> float:
    if values.get(f"{side}Autospacing") in ("1", "true", "on"):
        return AUTO_SPACING
    if side in values:
        # Word stores the length beside a number of lines, and LibreOffice goes by it.
        return number(values, side) / TWIPS
    # Lines count as 12 points, Word's line where no grid is set.
    return number(values, f"{side}Lines") / 100 * 12


def _tabs(values: Formatting) -> tuple[TabStop, ...]:
    stops = []
    for key, item in values.items():
        kind = item.get("val", "left")
        if not key.startswith("tabs/") or kind in ("clear", "bar", "num"):
            continue
        align = {"center": "center", "right": "right", "end": "right", "decimal": "decimal"}.get(kind, "left")
        leader = {"dot": ".", "hyphen": "-", "underscore": "_", "middleDot": "·", "heavy": "_"}.get(
            item.get("leader", ""), ""
        )
        stops.append(TabStop(number(item, "pos") / TWIPS, align, leader))  # type: ignore[arg-type]
    return tuple(sorted(stops, key=lambda stop: stop.position))


def _outline(values: Formatting) -> int | None:
    level = int(number(values.get("outlineLvl"), otherwise=9))
    return level if level < 9 else None
