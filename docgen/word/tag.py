"""A Jinja or docxtpl tag taken apart: the one place that knows how tags are spelt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
"""A tag as Jinja reads it."""

_PARTS = re.compile(r"(\{[{%#])(?:(tr|tc|p|r)(?=\s))?([-+]?)\s*(.*?)\s*([-+]?)([}%#]\})", re.DOTALL)
_STATEMENT = re.compile(r"(\w*)\s*(.*)", re.DOTALL)

BLOCKS = frozenset({"for", "if", "macro", "call", "filter", "block", "with", "autoescape", "raw", "set"})
"""Statements that have an end of their own ({% set x = 1 %} has none)."""


@dataclass(frozen=True)
class ParsedTag:
    """A tag's parts, and what they say."""

    source: str
    mark: str
    """"{{" of output, "{%" of a statement, "{#" of a comment."""
    prefix: str
    """tr, tc, p or r: docxtpl's word for what the tag takes the place of; "" where there is none."""
    trim_before: str
    """Jinja's "-" or "+" behind the opening, "" where there is none."""
    inside: str
    trim_after: str

    @property
    def is_output(self) -> bool:
        """{{ }}."""
        return self.mark == "{{"

    @property
    def is_comment(self) -> bool:
        """{# #}."""
        return self.mark == "{#"

    @cached_property
    def _words(self) -> tuple[str, str]:
        found = _STATEMENT.fullmatch(self.inside)
        return (found[1], found[2]) if self.mark == "{%" and found else ("", self.inside)

    @property
    def keyword(self) -> str:
        """A statement's word (for, endfor, vm …), "" for output."""
        return self._words[0]

    @property
    def expression(self) -> str:
        """What is printed, or what stands behind a statement's word."""
        return self._words[1]

    @property
    def opens(self) -> bool:
        """Whether a block begins here, which another tag ends."""
        return self.keyword in BLOCKS and (self.keyword != "set" or "=" not in self.expression)

    @property
    def closes(self) -> bool:
        """Whether a block ends here."""
        return self.keyword.startswith("end")

    @property
    def bare(self) -> str:
        """The tag as Jinja reads it, without the prefix."""
        return self.source if not self.prefix else f"{self.mark} {self.source[2 + len(self.prefix) :].lstrip()}"

    @property
    def opening(self) -> str:
        """What Jinja reads before the inside: "{%-"."""
        return self.mark + self.trim_before

    @property
    def closing(self) -> str:
        """What Jinja reads behind the inside: "-%}"."""
        return self.trim_after + self.source[-2:]


def parse_tag(source: str) -> ParsedTag:
    """The parts of a tag that TAG found. Raises ValueError for any other text."""
    found = _PARTS.fullmatch(source)
    if found is None:
        raise ValueError(source)
    mark, prefix, before, inside, after, _ = found.groups()
    return ParsedTag(source, mark, prefix or "", before, inside, after)
