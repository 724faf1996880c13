"""Functions of the Typst writer's preamble: what paragraphs, cells and pages look like around their text."""

from __future__ import annotations

from dataclasses import replace

from docgen.form.filled import FilledCell, FilledParagraph
from docgen.form.lines import border_width
from docgen.form.paragraphs import outside
from docgen.form.tree import Borders, PageSetup, ParagraphStyle, TabStop
from docgen.form.typst.specs import CellSpec
from docgen.form.typst.style import Definitions, stroke
from docgen.form.typst.text import points, string


def paragraph_function(style: ParagraphStyle, box: Borders, above: float, below: float) -> str:
    """What makes a paragraph of its lines, in the text of a page."""
    options = []
    body = "body"
    if style.first_line and style.align in ("center", "right"):
        # Typst indents lines only where they begin at the margin.
        body = f"h({points(style.first_line)}) + body"
    elif style.first_line:
        options.append(f"first-line-indent: (amount: {points(style.first_line)}, all: true)")
    if style.align in ("justify", "distribute"):
        options.append("justify: true")
    inner = f"par({''.join(f'{option}, ' for option in options)}{body})"
    if style.align in ("center", "right"):
        inner = f"align({style.align}, {inner})"
    if not style.widow_control:
        inner = f"text(costs: (orphan: 0%, widow: 0%), {inner})"
    settings = ["width: 100%, above: above, below: below"]
    sides = (("top", box.top), ("right", box.right), ("bottom", box.bottom), ("left", box.left))
    drawn = [(name, side) for name, side in sides if border_width(side) > 0]
    inset = {name: (side.space if side else 0.0) + border_width(side) for name, side in sides}
    indent = {"left": style.left - outside(box.left), "right": style.right - outside(box.right)}
    if drawn:
        settings.append(f"stroke: ({', '.join(f'{name}: {stroke(side)}' for name, side in drawn)})")
    if style.background:
        settings.append(f'fill: rgb("{style.background}")')
    if not drawn and not style.background:
        inset["left"] += indent["left"]
        inset["right"] += indent["right"]
        indent = {"left": 0.0, "right": 0.0}
    insets = ", ".join(f"{name}: {points(value)}" for name, value in inset.items() if value)
    if insets:
        settings.append(f"inset: ({insets})")
    if style.keep_next:
        settings.append("sticky: true")
    if style.keep_lines:
        settings.append("breakable: false")
    made = f"block({', '.join(settings)}, {inner})"
    if len(settings) == 1 and not (above or below) and style.outline_level is None:
        # Most of all paragraphs, those in cells among them: nothing stands around them.
        return f"body => {inner}"
    if any(indent.values()):
        # The block's own spacing must not be lost inside the one that moves it.
        made = made.replace("above: above, below: below", "above: 0pt, below: 0pt")
        pads = f"left: {points(indent['left'])}, right: {points(indent['right'])}"
        made = f"block(width: 100%, above: above, below: below, pad({pads}, {made}))"
    if style.outline_level is not None:
        # What keeps it with the next one must be the outermost: a block inside says nothing to what stands beside.
        kept = "".join(f"{setting}, " for setting in settings[1:] if setting.startswith(("sticky", "breakable")))
        made = f"heading(level: {min(style.outline_level, 5) + 1}, {made})"
        made = f"block(width: 100%, above: above, below: below, {kept}{made})"
    return f"(above: {points(above)}, below: {points(below)}, body) => {made}"


def plain_alignment(function: str, align: str) -> str:
    """The alignment of a paragraph whose function does nothing but align it, else ""."""
    if function == "body => par(body)":
        return "left"
    return align if function == f"body => align({align}, par(body))" else ""


def tab_arguments(style: ParagraphStyle, default_tab: float) -> str:
    """What the preamble's `tabbed` must know of a paragraph."""
    stops = "".join(map(_stop, style.tabs))
    return ", ".join((points(style.left), points(style.first_line), points(default_tab or 21.0), f"({stops})"))


def _stop(stop: TabStop) -> str:
    return f'({points(stop.position)}, "{stop.align}", {string(stop.leader)}),'


def cell_spec(cell: FilledCell, definitions: Definitions) -> CellSpec:
    """The functions of a cell of this style; those for its paragraphs' alignments are made ready."""
    style = cell.style
    borders = style.borders
    top, right, bottom, left = style.margins
    # Typst's lines take no room; Word's take their width once a row.
    top += border_width(borders.top) or border_width(borders.bottom)
    left, right = max(left, border_width(borders.left) / 2), max(right, border_width(borders.right) / 2)
    sides = (("top", borders.top), ("right", borders.right), ("bottom", borders.bottom), ("left", borders.left))
    strokes = ", ".join(f"{name}: {stroke(side)}" for name, side in sides)
    inset = f"top: {points(top)}, right: {points(right)}, bottom: {points(bottom)}, left: {points(left)}"
    align = {"top": "top", "center": "horizon", "bottom": "bottom"}[style.align]
    source = f"table.cell.with(inset: ({inset}), stroke: ({strokes}), align: left + {{}})"
    function = definitions.define("c", source.format(align))
    tall = definitions.define("c", source.format("top"))
    below = border_width(borders.bottom)
    made = CellSpec(style, function, {}, left + right, top + bottom, align, tall, below)
    for block in cell.blocks:
        if isinstance(block, FilledParagraph):
            aligned_function(made, _alone(block.style), definitions)
    return made


def _alone(style: ParagraphStyle) -> str:
    """`ParagraphSpec.plain` of a cell's paragraph without neighbours."""
    made = paragraph_function(inside_cell(style), style.borders, style.before, style.after)
    return plain_alignment(made, style.align)


def inside_cell(style: ParagraphStyle) -> ParagraphStyle:
    """The style of a paragraph in a cell, a header or a footer.

    What keeps with the next paragraph there is the row: blocks that Typst were to keep together in a cell taller than
    a page it would draw one over the other.
    """
    return replace(style, keep_next=False) if style.keep_next else style


def aligned_function(spec: CellSpec, plain: str, definitions: Definitions) -> str:
    """The cell's function for lines that are aligned so."""
    if plain and plain not in spec.aligned:
        spec.aligned[plain] = definitions.define("c", f"{spec.function}.with(align: {plain} + {spec.align})")
    return spec.aligned.get(plain, spec.function)


def page_function(setup: PageSetup, heads: float, feet: float) -> tuple[str, float, float]:
    """What makes the pages of a section, and how far their room for text is from the paper's upper and lower edge.

    `heads` and `feet` are the greatest heights of its headers and footers: a header taller than its place pushes the
    text down, a footer pushes its end up.
    """
    top = max(setup.top, setup.header + heads) if heads else setup.top
    bottom = max(setup.bottom, setup.footer + feet) if feet else setup.bottom
    left = setup.left + setup.gutter
    margin = f"top: {points(top)}, right: {points(setup.right)}, bottom: {points(bottom)}, left: {points(left)}"
    source = (
        f"page.with(width: {points(setup.width)}, height: {points(setup.height)}, margin: ({margin}), "
        "header-ascent: 0pt, footer-descent: 0pt)"
    )
    return source, top, bottom


def picture_source(media: str, width: float, height: float, alt: str) -> str:
    """A picture that the compiler finds under its name."""
    told = f", alt: {string(alt)}" if alt else ""
    return f'box(image("/{media}", width: {points(width)}, height: {points(height)}, fit: "stretch"{told}))'
