"""docxtpl's RichText and Listing as HTML: the runs that a program made, each with a style of its own."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from docgen.form.html.css import run_css
from docgen.form.html.text import text_html, value_html
from docgen.form.lines import Typefaces
from docgen.form.rich import contents, runs_of, style_of
from docgen.form.tree import RunStyle

FILTER = "docgen_rich"
"""The filter that a tag {{r }} is written with; its argument is the number of the run style it stands in."""


class RichText:
    """Writes rich values in the typefaces of one form."""

    def __init__(self, faces: Typefaces) -> None:
        self._faces = faces
        self._bases: list[RunStyle] = []

    def number(self, base: RunStyle) -> int:
        """The number by which a tag names the style that its runs start from."""
        if base not in self._bases:
            self._bases.append(base)
        return self._bases.index(base)

    def html(self, value: object, number: int) -> Markup:
        """The filter: a RichText's runs, or any other value as plain text."""
        runs = runs_of(value)
        if runs is None:
            return value_html(value)
        return Markup("").join(self._run(run, self._bases[number]) for run in runs)

    def _run(self, run: Any, base: RunStyle) -> Markup:
        css, latin = run_css(style_of(run, base), self._faces)
        # A stretch in a font of its own is drawn in the first family of its list that has the characters.
        if latin and "font-family" in latin:
            css = f"{css};{_families(latin, css)}"
        parts = Markup("").join(map(text_html, contents(run)))
        return Markup('<span style="{}">{}</span>').format(css, parts)


def _families(latin: str, css: str) -> str:
    first = latin.partition("font-family:")[2].partition(";")[0].split(",")[0]
    rest = css.partition("font-family:")[2].partition(";")[0]
    return f"font-family:{first},{rest}"
