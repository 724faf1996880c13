"""Writes a form tree as one HTML page with its CSS: a Jinja template, rendered per document, laid out by a PDF engine.

`html_css` says properties, `html_blocks` paragraphs, `html_table` tables, `html_page` sections, `html_lists`
numbering; `html_text` turns values into HTML and finishes what is rendered.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from docgen.form.html.blocks import Writer, literal
from docgen.form.html.page import sections
from docgen.form.html.rich import RichText
from docgen.form.lines import Typefaces
from docgen.form.tree import Form, Tag


@dataclass(frozen=True, slots=True)
class HtmlTemplate:
    """A page's style sheet, the same for all documents, and its body with Jinja tags."""

    css: str
    body: str
    title: str
    language: str
    rich: RichText
    """Holds the filter `html_rich.FILTER` that the body is rendered with."""


def page(body: str, language: str, title: str = "", css: str = "") -> str:
    """A whole HTML page; `body`, `title` and `css` are HTML and CSS already."""
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{css}</style></head><body>{body}</body></html>"
    )


def write_html(form: Form, faces: Typefaces) -> str:
    """A Jinja template of one HTML page that looks as `form` does in Word, style sheet included."""
    made = html_template(form, faces)
    return page(made.body, made.language, made.title, made.css)


def html_template(form: Form, faces: Typefaces) -> HtmlTemplate:
    """As `write_html`, the style sheet kept apart so that an engine parses it once."""
    writer = Writer(form, faces)
    body = "".join(sections(writer, form))
    writer.sheet.rule(writer.lists.reset())
    title = form.title.source if isinstance(form.title, Tag) else literal(form.title)
    return HtmlTemplate(writer.sheet.text(), body, title, form.language, writer.rich)
