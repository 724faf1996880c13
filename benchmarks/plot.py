"""Draws a run's results as SVG: milliseconds a form by maker, and time and memory over the number of people."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT = 760, 190, 70
"""Of the page and of the room for names and figures, in pixels."""
_OWN, _OTHER, _MEMORY, _GREY = "#1f6f8b", "#b8c4c9", "#c8643c", "#555"


def plot(figures: Mapping[str, Any]) -> str:
    """The picture of what was measured; parts that were not are left out."""
    shapes: list[str] = []
    top = 10.0
    for part, title in (("word", "Word: ms a form"), ("pdf", "PDF, two pages: ms a form")):
        makers = [item for item in figures.get(part, {}).get("makers", ()) if item["seconds"]]
        if makers:
            shapes += _bars(title, makers, top)
            top += 45 + 24 * len(makers)
    rows = figures.get("scaling", ())
    if len(rows) > 1:
        shapes += _curves(rows, top)
        top += 270
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top:.0f}" viewBox="0 0 {WIDTH} {top:.0f}" '
        f'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
        + "".join(shapes)
        + "</svg>\n"
    )


def _text(x: float, y: float, text: str, anchor: str = "start", more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(text)}</text>'


def _bars(title: str, makers: Sequence[Mapping[str, Any]], top: float) -> Iterator[str]:
    yield _text(10, top + 15, title, more=' font-weight="bold"')
    values = [item["ms a form"] for item in makers]
    for place, (item, value) in enumerate(zip(makers, values, strict=True)):
        y = top + 28 + 24 * place
        width = (WIDTH - LEFT - RIGHT) * value / max(values)
        colour = _OWN if item["label"].startswith("docgen") else _OTHER
        yield _text(LEFT - 8, y + 13, item["label"], "end")
        yield f'<rect x="{LEFT}" y="{y:.1f}" width="{width:.1f}" height="18" fill="{colour}"/>'
        yield _text(LEFT + width + 6, y + 13, f"{value:.3g}")


def _curves(rows: Sequence[Mapping[str, float]], top: float) -> Iterator[str]:
    half = WIDTH / 2
    for left, name, title, unit, colour in (
        (0.0, "seconds", "A build from nothing: seconds by people", "s", _OWN),
        (half, "peak", "and its peak memory (all log scales)", "MiB", _MEMORY),
    ):
        yield _text(left + 10, top + 15, title, more=' font-weight="bold"')
        yield from _curve(rows, name, unit, colour, left + 30, half - 90, top + 225)


def _curve(
    rows: Sequence[Mapping[str, float]], name: str, unit: str, colour: str, left: float, width: float, bottom: float
) -> Iterator[str]:
    people = [math.log10(row["people"]) for row in rows]
    logs = [math.log10(row[name]) for row in rows]
    low, high = math.floor(min(logs)), math.ceil(max(logs) + 1e-9)
    points = [
        (left + width * (x - people[0]) / (people[-1] - people[0]), bottom - 170 * (y - low) / (high - low))
        for x, y in zip(people, logs, strict=True)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield f'<line x1="{left - 15}" y1="{bottom}" x2="{left + width + 40}" y2="{bottom}" stroke="{_GREY}"/>'
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for (x, y), row in zip(points, rows, strict=True):
        value = f"{row[name]:.3g}" if row[name] < 1000 else f"{row[name]:,.0f}"
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
        yield _text(x, y - 10, f"{value} {unit}", "middle", f' fill="{colour}"')
        yield _text(x, bottom + 20, f"{row['people']:,}", "middle", f' fill="{_GREY}"')
