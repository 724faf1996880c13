"""What a point of the standard is, and what holding a document against it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from docgen.gongwen.elements import Elements
from docgen.gongwen.fonts import BODY, family, look, size_name
from docgen.gongwen.lines import TextLine
from docgen.messages import Message, message


class Verdict(StrEnum):
    """Whether a point is kept; words stand in the catalogue under gongwen.verdict."""

    GOOD = "good"
    NOT_GOOD = "not-good"
    NOT_APPLICABLE = "not-applicable"
    CANNOT_TELL = "cannot-tell"


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that was found, and where."""

    verdict: Verdict
    said: Message
    line: TextLine | None = None


Judge = Callable[[Elements], Iterable[Observation]]
"""Looks at a document's elements; nothing found means that the point does not concern it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the standard: a row of the tables in `points`. What it asks stands under gongwen.asks/<id>."""

    id: str
    clause: str
    judge: Judge


@dataclass(frozen=True, slots=True)
class PointResult:
    """A point held against a document."""

    point: Point
    verdict: Verdict
    observations: tuple[Observation, ...]
    """What decided: of a point that is not kept what breaks it, each place; else the first that was found."""


def held(point: Point, elements: Elements) -> PointResult:
    """Hold a document against a point."""
    everything = list(point.judge(elements))
    for verdict in (Verdict.NOT_GOOD, Verdict.CANNOT_TELL, Verdict.GOOD):
        found = tuple(item for item in everything if item.verdict is verdict)
        if found:
            return PointResult(point, verdict, found if verdict is Verdict.NOT_GOOD else found[:1])
    return PointResult(point, Verdict.NOT_APPLICABLE, ())


# ---------------------------------------------------------------- for judges


def observed(kept: bool | None, key: str, line: TextLine | None = None, /, **values: object) -> Observation:
    """An observation whose words stand under gongwen.found/<key>; `kept` is None where the file does not tell."""
    verdict = Verdict.CANNOT_TELL if kept is None else Verdict.GOOD if kept else Verdict.NOT_GOOD
    return Observation(verdict, message(f"gongwen.found/{key}", **values), line)


def near(got: float, wanted: float, by: float) -> bool:
    """Whether a measure is what is wanted, within `by`."""
    return abs(got - wanted) <= by


def measured(
    got: float | None, wanted: float, by: float, key: str, line: TextLine | None, /, **shown: str
) -> Observation:
    """A measure held against what is `wanted`, within `by`; None is one that the file does not tell.

    `shown` names the value of the words under gongwen.found/<key>, and how it is written (`value=".1f"`).
    """
    if got is None:
        return observed(None, "place-unknown", line)
    return observed(near(got, wanted, by), key, line, **{name: format(got, form) for name, form in shown.items()})


def long_as(width: float | None, wanted: float, by: float, line: TextLine) -> Observation:
    """A line across the page held against the length that is `wanted` (mm); None is one that the file does not tell."""
    if width is None:
        return observed(None, "line-width-unknown", line)
    return observed(near(width, wanted, by), "line-width", line, value=f"{width:.0f}", wanted=f"{wanted:.0f}")


def set_in(line: TextLine, wanted: str, size: float = BODY) -> Observation:
    """Whether a line's words are of a family and a size; the first that are not are told."""
    for style, text in line.parts:
        if not near(style.size, size, 0.26):
            return observed(False, "look", line, look=look(style), text=text[:12])
        # A tag's value is Han characters as a separator.
        if ("{{" in text or any("\u3400" <= sign <= "\u9fff" for sign in text)) and family(style.east) != wanted:
            return observed(False, "look", line, look=look(style), text=text[:12])
    return observed(True, "look-all", line, look=f"{wanted} {size_name(size)}")
