"""Writes a form tree as one HTML page with its CSS: a Jinja template, rendered per document, laid out by a PDF engine.

`html_css` says properties, `html_blocks` paragraphs, `html_table` tables, `html_page` sections, `html_lists`
numbering; `html_text` turns values into HTML and finishes what is rendered.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from docgen.form.html_blocks import Writer, literal
from docgen.form.html_css import Typefaces
from docgen.form.html_page import sections
from docgen.form.tree import Form, Tag


@dataclass(frozen=True, slots=True)
class HtmlTemplate:
    """A page's style sheet, the same for all documents, and its body with Jinja tags."""

    css: str
    body: str
    title: str
    language: str

    def page(self, css: str | None = None) -> str:
        """The whole page; `css` stands in for the style sheet ("" leaves it to the engine)."""
        style = self.css if css is None else css
        return (
            f'<!DOCTYPE html><html lang="{escape(self.language)}"><head><meta charset="utf-8">'
            f"<title>{self.title}</title><style>{style}</style></head><body>{self.body}</body></html>"
        )


def write_html(form: Form, faces: Typefaces) -> str:
    """A Jinja template of one HTML page that looks as `form` does in Word, style sheet included."""
    return html_template(form, faces).page()


def html_template(form: Form, faces: Typefaces) -> HtmlTemplate:
    """As `write_html`, the style sheet kept apart so that an engine parses it once."""
    writer = Writer(form, faces)
    body = "".join(sections(writer, form))
    writer.sheet.rule(writer.lists.reset())
    title = form.title.source if isinstance(form.title, Tag) else literal(form.title)
    return HtmlTemplate(writer.sheet.text(), body, title, form.language)
