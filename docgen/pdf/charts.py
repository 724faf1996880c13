"""Charts drawn as pictures: lines and letters' outlines as SVG, with the same as PNG beside it for older Words.

Drawn by matplotlib's objects on a canvas measured in points; its own state (pyplot) is not touched. Nothing is on it
but bars, their names and figures: what has a figure beside it needs no scale. Grey paper tells the bars apart as well,
by lightness and hatching.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from docgen.errors import CannotUse
from docgen.pdf.fonts import Face, Fonts
from docgen.word.chart import Chart, Figure
from docgen.word.image import POINTS_A_MILLIMETRE, Image

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FONT = "仿宋_GB2312"
"""Letters are drawn as the text around a chart is."""

SIZE = 10.5
"""Points: 五号, as in a table under the text."""

DOTS_AN_INCH = 300

ROOM_FOR_NAMES = 0.34
"""Part of the width that categories' names may take; longer ones have two lines."""

GAP = 5.0
"""Points between a bar and what is written beside it."""

LINE = 1.15
"""From one line of a name to the next, of the size."""

RISE = 0.36
"""The baseline lies so much of the size below the middle of figures and Chinese characters, whatever the font says."""

BAR = 11.0
"""Points: how thick a bar is, and thinner where there are many (`_thickness`)."""

_BLACK = "#000000"
_FEW = (("#1f3a5f", ""), ("#cfdae8", ""))
_PARTS = (("#9e1b1b", ""), ("#eba937", ""), ("#f7eedb", ""), ("#5b7fa6", "////"), ("#ffffff", "xxxx"))
"""Colour and hatching by place: one or two series, or the parts of a whole from the gravest on. A copier tells the
first three by their lightness (0.3, 0.7 and 0.9 of white), the others by their hatching.
"""

_DARK = frozenset(("#1f3a5f", "#9e1b1b"))
"""Letters on these are white."""

_SETTINGS = {"svg.hashsalt": "docgen", "svg.fonttype": "path", "path.simplify": False}
"""What matplotlib takes from its settings alone. They are always set to the same, so threads may set them at once."""


def draw(chart: Chart, fonts: Fonts) -> Image:
    """The chart as a picture; equal charts give equal bytes where fonts and library are the same.

    Raises CannotUse where matplotlib is not installed, where no font draws Chinese, or none draws a character of the
    chart, and ValueError for a series that has not a value for each category.
    """
    if not chart.series or any(len(series.values) != len(chart.categories) for series in chart.series):
        raise ValueError(f"{chart.title}: each series must have a value for each of the categories")
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells of its caches, on the first run of a machine
    try:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure as Paper
    except ImportError as problem:
        raise CannotUse("pdf.no-charts", reason=problem.name or str(problem)) from problem
    settings: Any = matplotlib.rcParams
    for name, value in _SETTINGS.items():
        settings[name] = value
    layout = _Layout.of(chart)
    paper = Paper(figsize=(layout.width / 72, layout.height / 72), dpi=72, facecolor="white", edgecolor="white")
    axes = paper.add_axes((0.0, 0.0, 1.0, 1.0), xlim=(0, layout.width), ylim=(layout.height, 0))
    axes.set_axis_off()
    _Drawing(axes, _Letters(fonts), chart, layout).all()
    lines, dots = io.BytesIO(), io.BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    svg: Any = FigureCanvasSVG(paper)
    svg.print_svg(lines, metadata=nothing)
    paper.set_dpi(DOTS_AN_INCH)
    png: Any = FigureCanvasAgg(paper)
    png.print_png(dots, metadata={"Software": None})
    return Image(lines.getvalue(), "svg", layout.width, layout.height, chart.title, dots.getvalue())


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand, in points from the top left corner."""

    width: float
    height: float
    names: tuple[str, ...]
    """The categories' names, broken into lines."""
    left: float
    """Where bars begin."""
    top: float
    pitch: float
    """From one category to the next."""
    bar: float
    size: float
    """Of names and figures."""
    scale: float
    """Points for 1."""

    @classmethod
    def of(cls, chart: Chart) -> _Layout:
        width = chart.width * POINTS_A_MILLIMETRE
        bars = 1 if chart.stacked else len(chart.series)
        bar = _thickness(len(chart.categories) * bars)
        size = min(SIZE, max(6.5, bar * 0.95))
        names = tuple(_broken(name, width * ROOM_FOR_NAMES, size) for name in chart.categories)
        lines = max((name.count("\n") + 1 for name in names), default=1)
        pitch = max(bars * bar + 0.6 * bar, lines * size * LINE + 2)
        left = max((_length(line, size) for name in names for line in name.split("\n")), default=0) + GAP + 2
        tails = [
            _length(_figure(total), size) + (GAP + _length(note, size) if note else 0)
            for total, note in zip(_ends(chart), _notes(chart), strict=True)
        ]
        most = max((*(end for end in _ends(chart)), *(limit for limit, _ in chart.limits)), default=0)
        limit_room = max((_length(name, size) for _, name in chart.limits), default=0)
        room = width - left - max((*tails, limit_room)) - 2 * GAP
        legend = 1.9 * SIZE if len(chart.series) > 1 else 0
        top = legend + (1.5 * size if chart.limits else 0) + 2
        height = top + pitch * len(chart.categories) + 4
        return cls(width, height, names, left, top, pitch, bar, size, room / float(most) if most else 0.0)


@dataclass(frozen=True, slots=True)
class _Letters:
    """Texts' fonts: the first one that draws all of a text."""

    fonts: Fonts

    def face(self, text: str) -> Face:
        chain = self.fonts.resolve(FONT)
        if not chain:
            raise CannotUse("pdf.no-fonts")
        seen = text.replace(" ", "")
        found = next((face for face in chain if all(char in face.coverage for char in seen)), None)
        if found is None or self.fonts.undrawable(seen):
            raise CannotUse("pdf.glyphs", characters="、".join(self.fonts.undrawable(seen) or dict.fromkeys(seen)))
        return found

    def of(self, text: str, size: float) -> Any:
        from matplotlib.font_manager import FontPath, FontProperties

        face = self.face(text)
        return FontProperties(fname=FontPath(str(face.file), face.index), size=size)


class _Drawing:
    """One chart on its way to paper."""

    def __init__(self, axes: Axes, letters: _Letters, chart: Chart, layout: _Layout) -> None:
        self.axes, self.letters, self.chart, self.layout = axes, letters, chart, layout
        self.styles = _FEW if len(chart.series) <= len(_FEW) and not chart.stacked else _PARTS

    def all(self) -> None:
        layout, chart = self.layout, self.chart
        self._legend()
        self._limits()
        middles = [layout.top + layout.pitch * (place + 0.5) for place in range(len(chart.categories))]
        for middle, name in zip(middles, layout.names, strict=True):
            self._text(layout.left - GAP, middle, name, "right", layout.size)
        if chart.stacked:
            self._whole(middles)
        else:
            self._side_by_side(middles)
        bottom = layout.top + layout.pitch * len(chart.categories)
        self._line(layout.left, layout.top, bottom, 0.8)

    def _side_by_side(self, middles: Sequence[float]) -> None:
        layout, notes = self.layout, _notes(self.chart)
        for place, series in enumerate(self.chart.series):
            off = (place - (len(self.chart.series) - 1) / 2) * layout.bar
            for middle, value, note in zip(middles, series.values, notes, strict=True):
                long = float(value or 0) * layout.scale
                if long:
                    self._bar(layout.left, middle + off, long, place)
                said = _figure(value) + (f"  {note}" if note and place == 0 else "")
                self._text(layout.left + long + GAP, middle + off, said, "left", layout.size)

    def _whole(self, middles: Sequence[float]) -> None:
        layout = self.layout
        for at, middle in enumerate(middles):
            start = layout.left
            for place, series in enumerate(self.chart.series):
                value = series.values[at]
                if not value:
                    continue
                long = float(value) * layout.scale
                self._bar(start, middle, long, place)
                said = _figure(value)
                if _length(said, layout.size) + 4 <= long:
                    self._inside(start + long / 2, middle, said, place)
                start += long
            said = "  ".join(filter(None, (_figure(_ends(self.chart)[at]), _notes(self.chart)[at])))
            self._text(start + GAP, middle, said, "left", layout.size)

    def _legend(self) -> None:
        """The series' names over the bars, from the left."""
        if len(self.chart.series) < 2:
            return
        at, middle = self.layout.left, SIZE * 0.85
        for place, series in enumerate(self.chart.series):
            self._bar(at, middle, 2 * SIZE, place, thick=0.8 * SIZE)
            self._text(at + 2.4 * SIZE, middle, series.name, "left", SIZE)
            at += 2.4 * SIZE + _length(series.name, SIZE) + 2 * SIZE

    def _limits(self) -> None:
        """Lines behind the bars, their names at the top; two that lie close stand on their lines' outer sides."""
        layout = self.layout
        bottom = layout.top + layout.pitch * len(self.chart.categories)
        for place, (limit, name) in enumerate(sorted(self.chart.limits, key=lambda item: item[0])):
            at = layout.left + float(limit) * layout.scale
            self._line(at, layout.top - 0.5 * layout.size, bottom, 0.6, dashed=True)
            last = place == len(self.chart.limits) - 1
            self._text(at, layout.top - 1.1 * layout.size, name, "left" if last else "right", layout.size)

    # ------------------------------------------------------------ what is drawn

    def _bar(self, left: float, middle: float, long: float, place: int, thick: float | None = None) -> None:
        colour, hatch = self.styles[place % len(self.styles)]
        bars = self.axes.barh(
            [middle], [long], height=thick or self.layout.bar, left=left, color=colour, edgecolor=_BLACK, linewidth=0.5
        )
        for bar in bars:
            bar.set_hatch(hatch)
            bar.set_hatch_linewidth(0.5)
            bar.set_clip_on(False)

    def _inside(self, across: float, down: float, text: str, place: int) -> None:
        colour, hatch = self.styles[place % len(self.styles)]
        self._text(
            across, down, text, "center", self.layout.size, "#ffffff" if colour in _DARK else _BLACK, paper=bool(hatch)
        )

    def _text(
        self, across: float, down: float, text: str, side: str, size: float, colour: str = _BLACK, paper: bool = True
    ) -> None:
        """Lines of text about the height `down`; with white paper behind them, that no line strikes them through."""
        lines = text.split("\n")
        for place, line in enumerate(lines):
            off = (place - (len(lines) - 1) / 2) * LINE * size
            self.axes.text(
                across,
                down + off + RISE * size,
                line,
                color=colour,
                horizontalalignment=side,
                verticalalignment="baseline",
                parse_math=False,
                usetex=False,
                fontproperties=self.letters.of(line, size),
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0} if paper else None,
                zorder=2.5 if paper else 3,
            )

    def _line(self, across: float, top: float, bottom: float, thick: float, *, dashed: bool = False) -> None:
        self.axes.plot(
            [across, across],
            [top, bottom],
            color=_BLACK,
            linewidth=thick,
            linestyle=(0, (4, 3)) if dashed else "solid",
            marker="",
            clip_on=False,
            zorder=1 if dashed else 3,
            scalex=False,
            scaley=False,
        )


def _thickness(bars: int) -> float:
    """A bar's thickness in points, so that the chart stays on a page: 60 bars and more are as thin as their figures."""
    return BAR if bars <= 24 else max(6.5, BAR - (bars - 24) * 0.125)


def _ends(chart: Chart) -> tuple[Figure, ...]:
    """The sum of each category's parts, or the highest of its bars; 0 where it has no figure."""
    columns = [[value for value in column if value is not None] for column in _columns(chart)]
    return tuple(sum(column) if chart.stacked else max(column, default=0) for column in columns)


def _columns(chart: Chart) -> Iterable[tuple[Figure | None, ...]]:
    return zip(*(series.values for series in chart.series), strict=True)


def _notes(chart: Chart) -> tuple[str, ...]:
    return chart.notes or ("",) * len(chart.categories)


def _figure(value: Figure | None) -> str:
    """Where there is no figure a dash, as in statistical tables."""
    return "—" if value is None else str(value)


def _length(text: str, size: float) -> float:
    """About how long a line of text is: a Chinese character is as wide as it is high, others half of that."""
    return size * sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)


def _broken(name: str, room: float, size: float) -> str:
    """A name in at most two lines that fit the room; what is longer still ends in …."""
    if _length(name, size) <= room:
        return name
    half = (len(name) + 1) // 2
    first = half if _length(name[:half], size) <= room else _fitting(name, room, size)
    rest = name[first:]
    if _length(rest, size) > room:
        rest = rest[: _fitting(rest, room - size, size)] + "…"
    return f"{name[:first]}\n{rest}"


def _fitting(text: str, room: float, size: float) -> int:
    """How many of a text's characters fit the room."""
    count = len(text)
    while count > 1 and _length(text[:count], size) > room:
        count -= 1
    return count
