"""Holding a Word file against GB/T 9704-2012, point by point."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.gongwen.elements import Elements, find_elements
from docgen.gongwen.point import Point, PointResult, Verdict, held
from docgen.gongwen.points import body, end, front, imprint, page, special
from docgen.gongwen.read import read_word

POINTS: tuple[Point, ...] = (
    *page.POINTS,
    *front.POINTS,
    *body.POINTS,
    *end.POINTS,
    *imprint.POINTS,
    *page.TURNED,
    *body.WORDS,
    *special.POINTS,
)
"""All points in the order of the standard."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What holding a document against all points gave."""

    elements: Elements
    results: tuple[PointResult, ...]

    def count(self, verdict: Verdict) -> int:
        """How many points have this verdict."""
        return sum(1 for result in self.results if result.verdict is verdict)

    @property
    def kept(self) -> bool:
        """No point is broken."""
        return not self.count(Verdict.NOT_GOOD)


def compare(data: bytes, name: str) -> Comparison:
    """Hold the bytes of a Word file, a document or a template, against the standard; `name` is how messages call it.

    Raises CannotUse for what is no sound Word document.
    """
    elements = find_elements(read_word(data, name))
    return Comparison(elements, tuple(held(point, elements) for point in POINTS))
