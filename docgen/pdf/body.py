"""A form's body as an engine renders it: a Jinja template in the engine's own language, in the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import TemplateError

from docgen.errors import TemplateProblem
from docgen.word.sandbox import Sandbox, TooMuch, bounded


class Body:
    """Compiled once a form, rendered for each document."""

    def __init__(self, source: str, *, finalize: Callable[[object], object], filters: Mapping[str, Any]) -> None:
        """`finalize` writes a value in the engine's language. Raises TemplateProblem for a tag that cannot be read."""
        environment = Sandbox(finalize=finalize)
        environment.filters.update(filters)
        try:
            self._template = environment.from_string(source)
        except TemplateError as problem:
            raise _problem(problem.message or problem) from problem

    def render(self, context: Mapping[str, object]) -> str:
        """The body for one document. Raises TemplateProblem for a tag that fails or asks for too much."""
        try:
            with bounded():
                return self._template.render(context)
        except (TemplateError, TooMuch, ArithmeticError, RecursionError, TypeError, ValueError) as problem:
            raise _problem(getattr(problem, "message", None) or problem) from problem


def _problem(reason: object) -> TemplateProblem:
    return TemplateProblem("pdf.tag", reason=reason)
