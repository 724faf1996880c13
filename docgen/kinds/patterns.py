"""A small language for numbers and file names: text with {field} in it, and {serial:03d} for leading zeros.

Nothing in a pattern is run: a field is one of a known list, and what stands behind its colon is a width.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from string import Formatter

from docgen.messages import Message, message
from docgen.workbook.names import normal_number
from docgen.workbook.schema import SHEETS

FALLBACKS: Mapping[str, str] = {"党组织发文代字": "发文代字"}
"""A setting of 单位 that stands for another one where that is empty."""

NUMBER_FIELDS = frozenset(
    ("code", "year", "serial", *(item.name for item in SHEETS["单位"].settings), *FALLBACKS, *FALLBACKS.values())
)
"""What the pattern of a number may hold: the kind's code, the year, the serial number, any setting of 单位."""

CLEAN = "廉"
"""A 代字 that ends in this sign gets no second one from the pattern."""


class BadPattern(Exception):
    """A pattern that cannot be used."""

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern taken apart: each piece is the text before a field, the field ("" at the end) and its width."""

    pieces: tuple[tuple[str, str, int], ...]

    @classmethod
    def parse(cls, text: str, known: Collection[str], *, needed: Collection[str] = ()) -> Pattern:
        """Take a pattern apart. Raises BadPattern naming what is wrong."""
        try:
            parsed = list(Formatter().parse(text))
        except ValueError as problem:
            raise BadPattern(message("kind.pattern/braces")) from problem
        pieces: list[tuple[str, str, int]] = []
        for literal, field, width, conversion in parsed:
            if field is not None and field not in known:
                raise BadPattern(message("kind.pattern/field", name=field, known="、".join(sorted(known))))
            wide = re.fullmatch(r"0([1-9])d", width or "")
            if conversion or (width and (not wide or field != "serial")):
                raise BadPattern(message("kind.pattern/width", name=field))
            pieces.append((literal, field or "", int(wide[1]) if wide else 0))
        fields = {field for _, field, _ in pieces}
        for name in needed:
            if name not in fields:
                raise BadPattern(message("kind.pattern/needed", name=name))
        return cls(tuple(pieces))

    @property
    def fields(self) -> frozenset[str]:
        """The fields that it asks for."""
        return frozenset(field for _, field, _ in self.pieces if field)

    def fill(self, values: Mapping[str, str | int]) -> str:
        """The text with its fields filled; an empty value is nothing."""
        text = ""
        for literal, field, width in self.pieces:
            if literal.startswith(CLEAN) and text.endswith(CLEAN):
                literal = literal.removeprefix(CLEAN)
            text += literal
            if field:
                value = values.get(field, "")
                text += f"{value:0{width}d}" if width and isinstance(value, int) else str(value)
        return text

    def serial_in(self, text: str, values: Mapping[str, str | int]) -> int | None:
        """The serial number in a text of this pattern, however it was typed; None where it is not of it.

        More than nine digits are no serial number.
        """
        mark = "\0"
        pattern = re.escape(normal_number(self.fill({**values, "serial": mark})))
        pattern = pattern.replace(re.escape(mark), r"([1-9][0-9]{0,8})", 1).replace(re.escape(mark), r"\1")
        found = re.fullmatch(pattern, normal_number(text))
        return int(found[1]) if found else None
