"""How Word's fonts, borders and alignments are said in a worksheet."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from docgen.form.filled import FilledCell, FilledParagraph, FilledRun
from docgen.form.tree import Border as Line
from docgen.form.tree import RunStyle

_LINES: dict[str, Any] = {
    "double": "double",
    "dashed": "dashed",
    "dashSmallGap": "dashed",
    "dotted": "dotted",
    "dotDash": "dashDot",
    "dotDotDash": "dashDotDot",
    "thick": "thick",
}
"""Word's borders as a worksheet's; any other is a plain line of a width near its own."""

_LINK = "0563C1"

_ACROSS = {"left": "left", "right": "right", "center": "center", "justify": "left", "distribute": "distributed"}
_DOWN = {"top": "top", "center": "center", "bottom": "bottom"}


def font(style: RunStyle, *, link: bool = False) -> Font:
    """The font of a run, or of what leads somewhere: that looks as Excel's own links do."""
    underline: Any = ("double" if style.underline == "double" else "single") if style.underline or link else None
    script: Any = {"super": "superscript", "sub": "subscript"}.get(style.script or "")
    return Font(
        name=style.east,
        size=style.size,
        bold=style.bold,
        italic=style.italic,
        underline=underline,
        strike=style.strike,
        color=_LINK if link else style.color if style.color and style.color != "000000" else None,
        vertAlign=script,
    )


def look(paragraph: FilledParagraph) -> RunStyle:
    """The style that a paragraph's text mostly has: a cell has one font."""
    runs = (*paragraph.label, *paragraph.runs)
    return max(runs, key=_length).style if runs else paragraph.mark


def _length(run: FilledRun) -> int:
    return sum(len(getattr(piece, "text", " ")) for piece in run.pieces)


def alignment(across: str, down: str = "center", *, vertical: bool = False, wrap: bool = True) -> Alignment:
    """Text in a cell, by Word's names."""
    return Alignment(
        horizontal=_ACROSS[across], vertical=_DOWN[down], wrap_text=wrap, text_rotation=255 if vertical else 0
    )


def borders(cell: FilledCell) -> Border:
    """The lines around a cell."""
    sides = cell.style.borders
    return Border(left=_side(sides.left), right=_side(sides.right), top=_side(sides.top), bottom=_side(sides.bottom))


def fill(colour: str | None) -> PatternFill | None:
    """A background."""
    return PatternFill("solid", fgColor=colour) if colour else None


def _side(line: Line | None) -> Side | None:
    if line is None or line.style in ("nil", "none") or line.width <= 0:
        return None
    plain = "thin" if line.width < 1 else "medium" if line.width < 2.25 else "thick"
    return Side(style=_LINES.get(line.style, plain), color=line.color if line.color != "auto" else "000000")
