"""What a point of the standard is, and what holding a document against it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from docgen.gongwen.elements import Elements
from docgen.gongwen.fonts import BODY, family, look, size_name
from docgen.gongwen.lines import Line
from docgen.messages import Message, message


class Verdict(StrEnum):
    """Whether a point is kept; words stand in the catalogue under gongwen.verdict."""

    GOOD = "good"
    NOT_GOOD = "not-good"
    NOT_APPLICABLE = "not-applicable"
    CANNOT_TELL = "cannot-tell"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was found, and where."""

    verdict: Verdict
    said: Message
    line: Line | None = None


Judge = Callable[[Elements], Iterable[Fact]]
"""Looks at a document's elements; nothing found means that the point does not concern it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the standard: a row of the tables in `points`. What it asks stands under gongwen.asks/<id>."""

    id: str
    clause: str
    judge: Judge


@dataclass(frozen=True, slots=True)
class Result:
    """A point held against a document."""

    point: Point
    verdict: Verdict
    facts: tuple[Fact, ...]
    """What decided: of a point that is not kept what breaks it, each place; else the first that was found."""


def held(point: Point, elements: Elements) -> Result:
    """Hold a document against a point."""
    facts = list(point.judge(elements))
    for verdict in (Verdict.NOT_GOOD, Verdict.CANNOT_TELL, Verdict.GOOD):
        found = tuple(fact for fact in facts if fact.verdict is verdict)
        if found:
            return Result(point, verdict, found if verdict is Verdict.NOT_GOOD else found[:1])
    return Result(point, Verdict.NOT_APPLICABLE, ())


# ---------------------------------------------------------------- for judges


def fact(kept: bool | None, key: str, line: Line | None = None, /, **values: object) -> Fact:
    """A fact whose words stand under gongwen.found/<key>; `kept` is None where the file does not tell."""
    verdict = Verdict.CANNOT_TELL if kept is None else Verdict.GOOD if kept else Verdict.NOT_GOOD
    return Fact(verdict, message(f"gongwen.found/{key}", **values), line)


def near(got: float, wanted: float, by: float) -> bool:
    """Whether a measure is what is wanted, within `by`."""
    return abs(got - wanted) <= by


def set_in(line: Line, wanted: str, size: float = BODY) -> Fact:
    """Whether a line's words are of a family and a size; the first that are not are told."""
    for style, text in line.parts:
        if not near(style.size, size, 0.26):
            return fact(False, "look", line, look=look(style), text=text[:12])
        # A tag's value is Han characters as a separator.
        if ("{{" in text or any("\u3400" <= sign <= "\u9fff" for sign in text)) and family(style.east) != wanted:
            return fact(False, "look", line, look=look(style), text=text[:12])
    return fact(True, "look-all", line, look=f"{wanted} {size_name(size)}")
