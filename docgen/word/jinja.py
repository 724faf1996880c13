"""A tagged part as a Jinja template: each tag on a line of its own, so that an error names the tag it came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from types import TracebackType

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateAssertionError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docgen.messages import Words, words
from docgen.word.tags import TAG
from docgen.word.values import Unsupported, as_runs, between_blocks, in_attribute, in_text

_OPENING = re.compile(r"^(\{[{%][-+]?)\s*(.*?)\s*([-+]?[}%]\})$", re.DOTALL)
_FILENAME = "<template>"


class BadTag(Exception):
    """A tag that cannot be compiled or rendered: the tag as written, and words for the user."""

    def __init__(self, tag: str, text: Words) -> None:
        super().__init__(text.message)
        self.tag = tag
        self.text = text


class Part:
    """A compiled part."""

    def __init__(self, tagged: str) -> None:
        """Raises BadTag for a tag that Jinja cannot read."""
        self._runs: list[str] = []
        source, self._tags = self._source(tagged)
        environment = ImmutableSandboxedEnvironment(
            autoescape=True, undefined=StrictUndefined, finalize=in_text, keep_trailing_newline=True
        )
        environment.filters["docgen_attribute"] = in_attribute
        environment.filters["docgen_block"] = between_blocks
        environment.filters["docgen_runs"] = self._as_runs
        try:
            self._template: Template = environment.from_string(source)
        except TemplateSyntaxError as problem:
            tag = self._tag(problem.lineno)
            raise BadTag(tag, _syntax(problem, tag)) from problem

    def render(self, context: Mapping[str, object]) -> str:
        """The part's XML. Raises BadTag for a tag that fails."""
        try:
            return self._template.render(context)
        except Exception as problem:
            tag = self._tag(_line(problem.__traceback__))
            raise BadTag(tag, _failure(problem, tag)) from problem

    def _tag(self, line: int) -> str:
        return self._tags[max(0, min(line - 2, len(self._tags) - 1))] if self._tags else ""

    def _as_runs(self, value: object, number: int) -> object:
        return as_runs(value, self._runs[number])

    def _source(self, tagged: str) -> tuple[str, list[str]]:
        """Jinja's source and the tags by the lines on which their insides stand: the first on line 2."""
        out: list[str] = []
        tags: list[str] = []
        at = 0
        place = "block"
        for match in TAG.finditer(tagged):
            literal = tagged[at : match.start()].replace("\n", " ")
            at = match.end()
            place = _place(literal, place)
            tag = unescape(match[0])
            if tag.startswith("{#"):
                out.append(literal)
                continue
            opening, inside, closing = _OPENING.match(tag).groups()  # type: ignore[union-attr]  # TAG matched it
            inside = inside.replace("\n", " ")
            if tag.startswith("{{"):
                if inside.startswith("r ") and tag[2:3] == "r":
                    literal, properties = _cut_run(literal)
                    inside = f"({inside[2:]})|docgen_runs({len(self._runs)})"
                    self._runs.append(properties)
                    at = _after_run(tagged, at)
                    place = "block"
                else:
                    inside = f"({inside})|{_FILTERS[place]}" if place in _FILTERS else inside
            tags.append(tag)
            out += literal, f"{opening}\n{inside} {closing}"
        out.append(tagged[at:].replace("\n", " "))
        return "".join(out), tags


_FILTERS = {"attribute": "docgen_attribute", "block": "docgen_block"}
"""Output in a run's text needs none: that is the environment's `finalize`."""


def _place(literal: str, before: str) -> str:
    """Where a tag behind `literal` stands: in a run's text, in a property (attribute) or between blocks."""
    opened, closed = literal.rfind("<"), literal.rfind(">")
    if opened > closed:
        return "attribute"
    if opened < 0:
        return before if closed < 0 else "block"
    return "text" if re.match(r"<w:t[ >]", literal[opened:]) else "block"


def _cut_run(literal: str) -> tuple[str, str]:
    """The text before a run that holds a rich value, and the run's properties."""
    start = max(literal.rfind("<w:r>"), literal.rfind("<w:r "))
    found = re.search(r"<w:rPr>.*</w:rPr>|<w:rPr/>", literal[start:], re.DOTALL)
    return literal[:start], found[0] if found else ""


def _after_run(tagged: str, at: int) -> int:
    end = "</w:t></w:r>"
    return tagged.index(end, at) + len(end)


def _line(traceback: TracebackType | None) -> int:
    """The template's line that an error came from."""
    line = 0
    while traceback:
        if traceback.tb_frame.f_code.co_filename == _FILENAME:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


# ---------------------------------------------------------------- words for what went wrong

_SYNTAX: tuple[tuple[str, str], ...] = (
    (r"Unexpected end of template.*block that needs to be closed is '(\w+)'", "template.syntax/unclosed"),
    (r"Encountered unknown tag '(end\w+|else|elif)'", "template.syntax/unopened"),
    (r"Encountered unknown tag '(\w+)'", "template.syntax/unknown"),
    (r"No filter named '([^']+)'", "template.syntax/filter"),
    (r"No test named '([^']+)'", "template.syntax/test"),
)


def _syntax(problem: TemplateSyntaxError | TemplateAssertionError, tag: str) -> Words:
    message = problem.message or ""
    for pattern, key in _SYNTAX:
        found = re.search(pattern, message, re.DOTALL)
        if found:
            return words(key, tag=tag, name=found[1])
    return words("template.syntax", tag=tag, reason=message)


def _failure(problem: Exception, tag: str) -> Words:
    if isinstance(problem, UndefinedError):
        found = re.search(r"(?:no attribute|no element|^)\s*'?([^' ]+)'?(?: is undefined)?$", problem.message or "")
        return words("template.undefined", tag=tag, name=found[1] if found else problem.message)
    if isinstance(problem, SecurityError):
        return words("template.forbidden", tag=tag)
    if isinstance(problem, Unsupported):
        return words("template.unsupported", tag=tag, name=problem)
    if isinstance(problem, TemplateError):
        return words("template.failed", tag=tag, reason=problem.message or problem)
    return words("template.failed", tag=tag, reason=problem)
