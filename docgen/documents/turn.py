"""Official documents printed on two sides end on an even page, whose foot is that of the 版记 (GB/T 9704-2012, 7.4.1).

Only a layout tells where a document ends. A template that asks for `document.turn` is laid out with 0. Where the last
page is then odd it gets 1, and puts its 版记 on a page of its own; where the last page is still odd it gets 2, a blank
page before that one. Its Word file is rendered with the same value, so that the two have the same pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from docgen.kinds.mentions import Mentions
from docgen.pdf.engine import Pdf

NAME = "turn"
"""The field of `document`."""

LayOut = Callable[[Mapping[str, Any]], Pdf]
"""Lays a document of these values out."""


def asks(mentions: Mentions) -> bool:
    """Whether a template asks on which page its 版记 stands."""
    return mentions.ask("document", NAME)


def turned(values: Mapping[str, Any], turn: int) -> dict[str, Any]:
    """The values with this `document.turn`; `document` may be a record, plain data, or not be there."""
    document = values.get("document", {})
    made = {**document, NAME: turn} if isinstance(document, Mapping) else document.with_values(**{NAME: turn})
    return {**values, "document": made}


def settled(values: Mapping[str, Any], lay_out: LayOut) -> tuple[dict[str, Any], Pdf]:
    """The values with the turn that makes the last page an even one, and the PDF of that.

    A 版记 that stands on a page of its own already gets the turn for that: its page has no number (7.5). Raises what
    `lay_out` raises.
    """
    given = [turned(values, turn) for turn in range(3)]
    first, second = lay_out(given[0]), lay_out(given[1])
    if first.pages % 2 == 0 and second.pages > first.pages:
        return given[0], first
    if second.pages % 2 == 0:
        return given[1], second
    return given[2], lay_out(given[2])
