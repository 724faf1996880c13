"""Writes a form tree for Typst: a preamble that stays, and a Jinja template whose rendering is finished into source.

`typst_base` is the fixed preamble, `typst_style` says runs, `typst_blocks` writes blocks with marks, `typst_finish`
turns what is rendered into Typst (`typst_line` paragraphs, `typst_table` tables).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from docgen.form.lines import Typefaces
from docgen.form.rich import contents, runs_of, style_of
from docgen.form.tree import Form
from docgen.form.typst.base import BASE
from docgen.form.typst.blocks import FILTER, Writer
from docgen.form.typst.finish import Finisher
from docgen.form.typst.style import RunSpec, Styles
from docgen.form.typst.text import mark, value_text

__all__ = ["FILTER", "RichRuns", "TypstTemplate", "typst_template"]


@dataclass(frozen=True, slots=True)
class TypstTemplate:
    """A form's preamble, the same for all documents, and its body with Jinja tags and marks."""

    preamble: str
    file: str
    """What the preamble's file is called: another name for another content."""
    body: str
    language: str
    writer: Writer
    rich: RichRuns
    """Holds the filter FILTER that the body is rendered with."""

    def source(self, stream: str, name: str = "d", title: str = "") -> str:
        """The statements of one document of the rendered body; in a pack `name` tells its labels from another's,
        and `title` is its bookmark."""
        return Finisher(self.writer.specs, name, self.rich.specs, title).finish(stream)


class RichRuns:
    """Writes rich values; the styles they bring are numbered as they come."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._numbers: dict[tuple[int, object], int] = {}
        self.specs: list[RunSpec] = []

    def text(self, value: object, number: int) -> Markup:
        """The filter: a RichText's runs, or any other value as plain text."""
        runs = runs_of(value)
        if runs is None:
            return value_text(value)
        paragraph, base, grid = self._writer.rich[number]
        parts = []
        for run in runs:
            style = style_of(run, base)
            if (number, style) not in self._numbers:
                self._numbers[number, style] = len(self.specs)
                lines = [self._writer.rich_line(paragraph, style, grid, latin) for latin in (False, True)]
                self.specs.append(self._writer.styles.spec(style, *lines))
            parts.append(mark("R", self._numbers[number, style]))
            parts += (str(value_text(text)) for text in contents(run))
        back = self._writer.styles.run(
            base,
            self._writer.rich_line(paragraph, base, grid, False),
            self._writer.rich_line(paragraph, base, grid, True),
        )
        return Markup("".join([*parts, mark("r", back)]))


def typst_template(form: Form, faces: Typefaces, media: Mapping[str, str]) -> TypstTemplate:
    """A form written for Typst, in the engine's typefaces; `media` is Form.media's key → the compiler's file."""
    styles = Styles(faces)
    writer = Writer(form, styles, media)
    body = "".join(writer.sections())
    preamble = BASE + styles.preamble() + "\n"
    styles.frozen = True
    rich = RichRuns(writer)
    file = f"{sha256(preamble.encode()).hexdigest()[:16]}.typ"
    return TypstTemplate(preamble, file, body, form.language, writer, rich)
