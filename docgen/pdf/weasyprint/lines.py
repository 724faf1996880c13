"""What Word's lines have and WeasyPrint's lack: space between Han characters, tab stops, and drawn bold and italic.

WeasyPrint justifies at spaces only, has no tab stops, draws no bold for a family without a bold face, and cuts a word
that does not fit wherever an inline box begins. Some of its functions are wrapped for that; for pages that are not
written by `docgen.form.html.writer` they do what they did.
Checked with WeasyPrint 70; tests/pdf/test_pdf_lines.py fails where a later one names or calls them otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.matrix import Matrix
from weasyprint.text.line_break import create_layout, line_size

PIXELS = 4 / 3
"""CSS pixels in a point, WeasyPrint's own unit."""
THICKEN = 1 / 32
"""Stroke added to a letter that is to be bold, as a fraction of its size: about what Word and LibreOffice add."""
SLANT = 0.2126
"""tan 12°, the slope of drawn italics."""

_LEADERS = {".": "dotted", "·": "dotted", "-": "dashed", "_": "solid"}

_plain_align = inline.text_align
_plain_atomic = inline.atomic_box
_plain_inline = inline.split_inline_box
_plain_split = inline.split_text_box
_plain_trailing = inline.trailing_whitespace_size
_plain_draw = draw_text.draw_first_line


def install() -> None:
    """Put the wrappers in place; a second call changes nothing."""
    inline.text_align = _text_align
    inline.atomic_box = _atomic_box
    inline.split_inline_box = _split_inline_box
    inline.split_text_box = _split_text_box
    inline.trailing_whitespace_size = _trailing_space
    draw_text.draw_first_line = _draw_first_line


# ---------------------------------------------------------------- long words


def _line_starts(context: Any) -> list[float]:
    """Where the lines being filled begin, the innermost last; the layout itself keeps them."""
    starts: list[float] = context.__dict__.setdefault("docgen_line_starts", [])
    return starts


def _split_inline_box(context: Any, box: Any, position_x: float, *rest: Any) -> Any:
    if not isinstance(box, boxes.LineBox):
        return _plain_inline(context, box, position_x, *rest)
    _line_starts(context).append(position_x)
    try:
        return _plain_inline(context, box, position_x, *rest)
    finally:
        _line_starts(context).pop()


def _split_text_box(context: Any, box: Any, available_width: float, skip: int, is_line_start: bool = True) -> Any:
    """A word is cut only where it begins its line; elsewhere it goes to the next one whole."""
    if is_line_start and (starts := _line_starts(context)) and box.position_x > starts[-1] + 0.01:
        is_line_start = False
    return _plain_split(context, box, available_width, skip, is_line_start=is_line_start)


def _trailing_space(context: Any, box: Any) -> float:
    """Spaces at a line's end hang over the margin, kept ones too, as Word has it."""
    last = box
    while isinstance(last, (boxes.InlineBox, boxes.LineBox)) and last.children:
        last = last.children[-1]
    if not isinstance(last, boxes.TextBox) or last.style["white_space"] != "pre-wrap":
        return float(_plain_trailing(context, box))
    hanging = last.copy()
    hanging.style = last.style.copy()
    hanging.style["white_space"] = "pre-line"
    return float(_plain_trailing(context, hanging))


# ---------------------------------------------------------------- alignment


def _text_align(context: Any, line: Any, available_width: float, last: bool) -> float:
    _place_tabs(line)
    align = line.style["text_align_all"]
    if last and line.style["text_align_last"] != "auto":
        align = line.style["text_align_last"]
    if align != "justify" or line.style["white_space"] != "pre-wrap":
        return float(_plain_align(context, line, available_width, last))
    extra = available_width - line.width
    if extra > 0:
        _justify(context, line, extra, everywhere=line.style["text_align_last"] == "justify")
    return 0.0


def _justify(context: Any, line: Any, extra: float, *, everywhere: bool) -> None:
    """Spread `extra` over the gaps beside Han characters and the spaces behind the last tab (all gaps: 分散对齐)."""
    leaves = list(_leaves(line))
    start = max((index + 1 for index, leaf in enumerate(leaves) if _is_tab(leaf)), default=0)
    texts = [leaf for leaf in leaves[start:] if isinstance(leaf, boxes.TextBox) and leaf.text]
    if not texts:
        return
    gaps = [_gaps(leaf.text, everywhere) for leaf in texts]
    ends_wide = _is_wide(texts[-1].text[-1]) or everywhere
    total = sum(gaps) - (1 if ends_wide and gaps[-1] else 0)
    if total <= 0:
        return
    share = extra / total
    spread = {id(leaf): count for leaf, count in zip(texts, gaps, strict=True)}
    _spread(context, line, spread, share, everywhere, 0.0)
    if ends_wide and gaps[-1] and not everywhere:
        # The last character has nothing behind it to stand apart from.
        texts[-1].width -= share
    line.width += extra


def _spread(context: Any, box: Any, spread: dict[int, int], share: float, everywhere: bool, moved: float) -> float:
    children: list[Any] = []
    for child in box.children:
        children.append(child)
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, (boxes.LineBox, boxes.InlineBox)):
            child.position_x += moved
            before = moved
            moved = _spread(context, child, spread, share, everywhere, moved)
            child.width += moved - before
            continue
        child.translate(moved, 0)
        count = spread.get(id(child), 0)
        if not count:
            continue
        moved += share * count
        if everywhere:
            children[-1:] = _characters(context, child, share)
            continue
        child.width += share * count
        if any(map(_is_wide, child.text)):
            child.style = child.style.copy()
            spacing = child.style["letter_spacing"]
            child.style["letter_spacing"] = (0 if spacing == "normal" else spacing) + share
        else:
            child.justification_spacing = share
        child.pango_layout = _layout(context, child)
    box.children = children
    return moved


def _characters(context: Any, box: Any, share: float) -> Iterator[Any]:
    """A text box for each character, `share` apart: drawn as one, wide spaces come out 1.2 % too wide."""
    position = box.position_x
    for char in box.text:
        part = box.copy_with_text(char)
        layout = create_layout(char, part.style, context, max_width=None, justification_spacing=0)
        part.width, _ = line_size(layout.get_first_line()[0], part.style)
        layout.deactivate()
        part.pango_layout = layout
        part.position_x = position
        position += part.width + share
        part.width += share
        yield part


def _layout(context: Any, box: Any) -> Any:
    layout = create_layout(
        box.text, box.style, context, max_width=None, justification_spacing=box.justification_spacing
    )
    layout.deactivate()
    return layout


def _gaps(text: str, everywhere: bool) -> int:
    if everywhere or any(map(_is_wide, text)):
        return len(text)
    return text.count(" ") + text.count("\u00a0")


def _is_wide(char: str) -> bool:
    return "\u2e80" <= char <= "\uffdc" or char >= "\U00020000" or "\u2014" <= char <= "\u2026"


def _leaves(box: Any) -> Iterator[Any]:
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, (boxes.LineBox, boxes.InlineBox)):
            yield from _leaves(child)
        else:
            yield child


# ---------------------------------------------------------------- tabs


def _is_tab(box: Any) -> bool:
    return getattr(box, "tab_stops", None) is not None


def _atomic_box(
    context: Any,
    box: Any,
    position_x: float,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
) -> Any:
    made = _plain_atomic(context, box, position_x, skip_stack, containing_block, absolute_boxes, fixed_boxes)
    if box.element_tag == "b" and "t" in (box.element.get("class") or "").split():
        made.tab_stops = (containing_block.content_box_x(), containing_block.element)
        # Enough for the line to be broken where Word breaks it; `_place_tabs` sets what is behind other stops.
        at, align, _ = _next_stop(containing_block.element, (position_x - made.tab_stops[0]) / PIXELS)
        made.width = made.tab_stops[0] + at * PIXELS - position_x if align == "left" else 0.0
    return made


def _next_stop(element: Any, position: float) -> tuple[float, str, str]:
    """The stop behind `position`, both in points from the paragraph's left indent; Word's default stops behind all."""
    left, default, stops = 0.0, 21.0, ""
    data = element.get("data-t")
    if data:
        first, second, stops = data.split(";", 2)
        left, default = float(first), float(second) or 21.0
    found = [(0.0, "left", "")] if left > 0 else []
    for stop in filter(None, stops.split(",")):
        at, align, leader = stop.split(":", 2)
        found.append((float(at) - left, align, leader))
    behind = min((stop for stop in found if stop[0] > position + 0.1), default=None)
    if behind:
        return behind
    steps = int((position + left + 0.1) // default) + 1
    return steps * default - left, "left", ""


def _place_tabs(line: Any) -> None:
    """Give each tab the width that puts what follows it at its stop."""
    leaves = list(_leaves(line))
    for index, leaf in enumerate(leaves):
        if not _is_tab(leaf):
            continue
        origin, element = leaf.tab_stops
        position = leaf.position_x - origin
        stop, align, leader = _next_stop(element, position / PIXELS)
        following: list[Any] = []
        for other in leaves[index + 1 :]:
            if _is_tab(other):
                break
            following.append(other)
        width = sum(other.margin_width() for other in following)
        part = {"right": width, "center": width / 2, "decimal": _before_point(following)}.get(align, 0.0)
        room = max(stop * PIXELS - position - part, 0.0) - leaf.width
        leaf.width += room
        line.width += room
        for other in leaves[index + 1 :]:
            other.translate(room, 0)
        _rule(leaf, leader)


def _rule(tab: Any, leader: str) -> None:
    """Draw a tab's leader, or its underline."""
    underlined = "u" in (tab.element.get("class") or "").split()
    line = "solid" if underlined else _LEADERS.get(leader)
    if line:
        tab.style = tab.style.copy()
        tab.style["border_bottom_style"] = line
        tab.style["border_bottom_width"] = tab.border_bottom_width = 0.5 * PIXELS


def _before_point(following: list[Any]) -> float:
    width = 0.0
    for leaf in following:
        text = getattr(leaf, "text", "")
        if "." in text:
            return width + float(leaf.width) * text.index(".") / len(text)
        width += leaf.margin_width()
    return width


# ---------------------------------------------------------------- drawing


def _flag(style: Any, name: str) -> float:
    """A custom property's number, 0 where it is not set."""
    tokens = style[name] or ()
    return next((float(token.value) for token in tokens if token.type == "number"), 0.0)


def _draw_first_line(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
    style = textbox.style
    thicken, slant, stretch = _flag(style, "__thicken"), _flag(style, "__slant"), _flag(style, "__stretch")
    if not (thicken or slant or stretch):
        return _plain_draw(stream, textbox, text_overflow, block_ellipsis, matrix)
    if slant or stretch:
        rise = -(stretch or 1.0)
        matrix = Matrix(c=SLANT * (stretch or 1.0) if slant else 0, d=rise, e=matrix.values[4], f=matrix.values[5])
    if thicken:
        stream.set_color(style["color"], stroke=True)
        stream.set_line_width(style["font_size"] * THICKEN)
        stream.set_text_rendering(2)
    try:
        return _plain_draw(stream, textbox, text_overflow, block_ellipsis, matrix)
    finally:
        if thicken:
            stream.set_text_rendering(0)
