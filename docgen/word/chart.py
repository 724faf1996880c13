"""A bar chart as a value of a template: plain figures, which become a picture where the document is made."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Figure = int | Decimal


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """The bars of one sort: one a category, in their order; None where there is no figure, which is not 0."""

    name: str
    """As the legend calls it."""
    values: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars lying one below the other, a group for each category; as text it is its title."""

    title: str
    """What it shows; the picture's alternative text, and `charts.….name` in a template, for the caption."""
    categories: tuple[str, ...]
    """Their names, from the top down."""
    series: tuple[ChartSeries, ...]
    """Side by side (this year first, then last year), or one behind the other where they are `stacked`."""
    stacked: bool = False
    """The series are parts of one whole: a bar for each category, its sum at the end."""
    notes: tuple[str, ...] = ()
    """What stands behind the figure of each category's first bar (并列第2), "" for nothing."""
    limits: tuple[tuple[Figure, str], ...] = ()
    """Values with their names that a line is drawn at, such as those of the grades."""
    width: float = 150.0
    """Millimetres; the height follows from the bars."""

    @property
    def name(self) -> str:
        """Its title, as the picture that it becomes is called."""
        return self.title

    def __str__(self) -> str:
        return self.title
