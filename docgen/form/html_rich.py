"""docxtpl's RichText and Listing as HTML: the runs that a program made, each with a style of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree
from markupsafe import Markup

from docgen.form.html_css import run_css
from docgen.form.html_text import TAB, text_html, value_html
from docgen.form.lines import Typefaces
from docgen.form.tree import RunStyle

FILTER = "docgen_rich"
"""The filter that a tag {{r }} is written with; its argument is the number of the run style it stands in."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SCRIPTS = {"superscript": "super", "subscript": "sub"}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)


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
        css, latin = run_css(_style(run, base), self._faces)
        # A stretch in a font of its own is drawn in the first family of its list that has the characters.
        if latin and "font-family" in latin:
            css = f"{css};{_families(latin, css)}"
        parts = Markup("").join(_content(run))
        return Markup('<span style="{}">{}</span>').format(css, parts)


def runs_of(value: object) -> list[Any] | None:
    """The w:r elements of a docxtpl RichText, None for any other value."""
    xml = getattr(value, "xml", None)
    if not isinstance(xml, str) or "<w:" not in xml:
        return None
    try:
        root = etree.fromstring(f'<w:p xmlns:w="{_W}" xmlns:r="r">{xml}</w:p>', _PARSER)
    except etree.XMLSyntaxError:
        return None
    return list(root.iter(f"{{{_W}}}r"))


def _families(latin: str, css: str) -> str:
    first = latin.partition("font-family:")[2].partition(";")[0].split(",")[0]
    rest = css.partition("font-family:")[2].partition(";")[0]
    return f"font-family:{first},{rest}"


def _content(run: Any) -> Iterator[Markup]:
    for child in run:
        name = etree.QName(child).localname
        if name == "t":
            yield text_html(child.text or "")
        elif name in ("br", "cr"):
            yield Markup("<br>")
        elif name == "tab":
            yield TAB


def _style(run: Any, base: RunStyle) -> RunStyle:
    properties = run.find(f"{{{_W}}}rPr")
    changes: dict[str, Any] = {}
    for item in properties if properties is not None else ():
        name, value = etree.QName(item).localname, item.get(f"{{{_W}}}val")
        if name in ("b", "i", "strike"):
            changes[{"b": "bold", "i": "italic"}.get(name, name)] = value not in ("0", "false")
        elif name == "color":
            changes["color"] = _colour(value)
        elif name == "shd":
            changes["background"] = _colour(item.get(f"{{{_W}}}fill"))
        elif name == "sz" and (value or "").isdigit():
            changes["size"] = int(value) / 2
        elif name == "u":
            changes["underline"] = value
        elif name == "vertAlign":
            changes["script"] = _SCRIPTS.get(value)
        elif name == "rFonts":
            changes["latin"] = item.get(f"{{{_W}}}ascii", base.latin)
            changes["east"] = item.get(f"{{{_W}}}eastAsia", base.east)
    return replace(base, **changes)


def _colour(value: str | None) -> str | None:
    return value if value and len(value) == 6 and all(char in "0123456789abcdefABCDEF" for char in value) else None
