"""Writes filled forms as HTML pages: a style sheet that stays for all documents of a form, and a body for each.

`css` says properties, `document` writes blocks, `inline` the text of a paragraph, `table` tables, `page` pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from docgen.form.filled import FilledForm
from docgen.form.html.css import BASE, StyleSheet
from docgen.form.html.document import HtmlDocument, HtmlParagraphs
from docgen.form.lines import Typefaces


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A document's body, and the style rules that it needs besides the writer's own ("" for most)."""

    body: str
    language: str
    css: str

    def whole(self, css: str = "") -> str:
        """The page, these style rules in it."""
        return (
            f'<!DOCTYPE html><html lang="{escape(self.language)}"><head><meta charset="utf-8">'
            f"<title></title><style>{css}</style></head><body>{self.body}</body></html>"
        )


class HtmlWriter:
    """Writes the documents of one form."""

    def __init__(self, untagged: FilledForm, faces: Typefaces) -> None:
        """`untagged` is the template without its tags: the style sheet has rules for all that is in it."""
        self._faces = faces
        self._sheet = StyleSheet()
        self._written = HtmlParagraphs()
        HtmlDocument(untagged, faces, self._sheet, HtmlParagraphs()).body()
        self.css = BASE + self._sheet.text()

    def write(self, form: FilledForm) -> HtmlPage:
        """One document."""
        sheet = StyleSheet(self._sheet)
        body = HtmlDocument(form, self._faces, sheet, self._written).body()
        return HtmlPage(body, form.language, sheet.text())
