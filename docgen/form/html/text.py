"""Render time of the HTML writer: values become HTML text, and what only the finished text shows is put right.

What people type is text: markup in it is shown, never obeyed; a line break is a line break and a tab a tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from markupsafe import Markup, escape

TAB = Markup('<b class="t"></b>')
BREAK = Markup("<br>")

_CONTROL = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f]")


def value_html(value: object) -> Markup:
    """A value of `{{ }}` as HTML: text escaped, line breaks and tabs kept, nothing for None.

    This is the environment's `finalize`. Raises jinja2.UndefinedError for an undefined name.
    """
    if value is None:
        return Markup("")
    if isinstance(value, Markup):
        return value
    xml = getattr(value, "xml", None)
    if isinstance(xml, str):
        # docxtpl's RichText and Listing keep their text as XML.
        return text_html(unescape(re.sub("<[^>]*>", "", xml)))
    text = str(value)
    if text.isalnum():
        return Markup(text)
    return text_html(text)


def text_html(text: str) -> Markup:
    """Typed text as HTML. \\a (docxtpl's new paragraph) and \\f (its page break) are line breaks inside a run."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    html = escape(text)
    for char in "\n\a\f":
        html = html.replace(char, BREAK)
    return html.replace("\t", TAB)


def finish(html: str) -> str:
    """A rendered body with its vertical merges counted, cell colours set and Latin stretches marked."""
    if " data-m=" in html:
        html = merge_rows(html)
    if " data-b=" in html:
        html = _COLOR.sub(_colour, html)
    return mark_latin(html)


_COLOR = re.compile(r' data-b="([^"]*)"')


def _colour(match: re.Match[str]) -> str:
    found = re.fullmatch(r"#?([0-9A-Fa-f]{6})", match[1].strip())
    return f' style="background-color:#{found[1]}"' if found else ""


# ---------------------------------------------------------------- vertical merges

_TABLE_TAG = re.compile(r"<(/?)(table|thead|tbody|tr|td)\b([^>]*)>")
_SPAN = re.compile(r' colspan="\s*(\d*)\s*"')
_MERGE = re.compile(r' data-m="\s*(\w*)\s*"')


@dataclass(slots=True)
class _Merge:
    """A cell that has begun a vertical merge: where its rowspan goes, and over how many rows it reaches."""

    at: int
    rows: int = 1


@dataclass(slots=True)
class _Table:
    column: int = 0
    open: dict[int, _Merge] = field(default_factory=dict)
    skipped_from: int | None = None
    """Where a cell begins that is a merge's continuation, to be left out."""


def merge_rows(html: str) -> str:
    """Turn `data-m` markers ("restart", "continue", "") into rowspans; continuation cells are left out.

    A continuation with nothing above it stands as a cell of its own, as Word shows it.
    """
    tables: list[_Table] = []
    merges: list[_Merge] = []
    cuts: list[tuple[int, int]] = []
    depth_of_cut = 0
    for tag in _TABLE_TAG.finditer(html):
        closing, name, attributes = tag.groups()
        if name == "table":
            if closing:
                tables.pop()
            else:
                tables.append(_Table())
            continue
        table = tables[-1]
        if name in ("thead", "tbody"):
            table.open.clear()
        elif name == "tr":
            table.column = 0
        elif closing:
            if table.skipped_from is not None:
                depth_of_cut -= 1
                if depth_of_cut == 0:
                    cuts.append((table.skipped_from, tag.end()))
                table.skipped_from = None
        else:
            span = _SPAN.search(attributes)
            width = int(span[1] or 1) if span else 1
            marker = _MERGE.search(attributes)
            kind = marker[1] if marker else ""
            column = table.column
            table.column += width
            begun = table.open.get(column)
            if kind == "continue" and begun is not None:
                begun.rows += 1
                table.skipped_from = tag.start()
                depth_of_cut += 1
                continue
            for covered in range(column, column + width):
                table.open.pop(covered, None)
            if kind == "restart":
                merge = table.open[column] = _Merge(tag.end() - 1)
                merges.append(merge)
    spans = {merge.at: f' rowspan="{merge.rows}"' for merge in merges if merge.rows > 1}
    return _MERGE.sub("", "".join(_pieces(html, spans, cuts)))


def _pieces(html: str, inserts: dict[int, str], cuts: list[tuple[int, int]]) -> Iterator[str]:
    marks = sorted([(at, at, text) for at, text in inserts.items()] + [(start, end, "") for start, end in cuts])
    done = 0
    for start, end, text in marks:
        if start < done:
            continue
        yield html[done:start]
        yield text
        done = end
    yield html[done:]


# ---------------------------------------------------------------- scripts

_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_LATIN_CHAR = r"(?:[!-%'-;=?-~\u00a1-\u00a6\u00a9-\u00af\u00b2-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u024f]|&#?\w+;)"
_LATIN = re.compile(rf"{_LATIN_CHAR}+(?: +{_LATIN_CHAR}+)*")
_LATIN_OR_SPACE = re.compile(rf"(?:{_LATIN_CHAR}| )+")
_INLINE = ("<span", "</span", "<i", "</i")
_FIELD = '<span class="f-'


def _is_east(char: str) -> bool:
    """A Han character, kana or syllable: what stands apart from a Latin letter or digit beside it."""
    return (
        "\u3400" <= char <= "\u9fff"
        or "\u3041" <= char <= "\u30ff"
        or "\uac00" <= char <= "\ud7af"
        or "\uf900" <= char <= "\ufaff"
        or char >= "\U00020000"
        or char == "〇"
    )


def _is_letter(char: str) -> bool:
    return char.isalnum() and char < "\u0250"


def mark_latin(html: str) -> str:
    """Wrap Latin stretches in <i>: their font, and the quarter space beside Han characters (class b before, a after).

    Word sets ASCII in a run's Latin font and the rest in its East Asian one, and (autoSpaceDE, autoSpaceDN, on where
    nothing is said) keeps letters and figures a little apart from Han characters.
    """
    tokens = _TOKEN.findall(html)
    out: list[str] = []
    open_spans: list[_Latin | None] = [None]
    last = ""
    skip = ""
    for index, token in enumerate(tokens):
        if token[0] == "<":
            if skip:
                out += token, skip
                skip = ""
                continue
            if token.startswith(_FIELD):
                latin = open_spans[-1]
                out += _opening(last, _next_char(tokens, index + 2), "0", "0", latin), token
                last, skip = "0", latin.close if latin else "</i>"
                continue
            if token.startswith("<span"):
                run = _OWN_FONT.fullmatch(token)
                open_spans.append(_Latin(run[1] or "") if run else None)
            elif token.startswith("</span"):
                open_spans.pop()
            elif not token.startswith(_INLINE):
                last = ""
            out.append(token)
            continue
        latin = open_spans[-1]
        pattern = _LATIN_OR_SPACE if latin else _LATIN
        if pattern.search(token):
            token = _mark(token, pattern, latin, last, tokens, index)
        out.append(token)
        last = tokens[index][-1]
    return "".join(out)


_OWN_FONT = re.compile(r'<span class="\w+ l(?: l-(\w+))?">')
"""A run whose Latin font is another; the class is that of the line that its Latin stretches hold open."""


class _Latin:
    """What Latin stretches of a run are put into."""

    __slots__ = ("close", "open")

    def __init__(self, line_class: str) -> None:
        self.open = f'<span class="{line_class}">' if line_class else ""
        self.close = "</i></span>" if line_class else "</i>"


def _mark(token: str, pattern: re.Pattern[str], latin: _Latin | None, last: str, tokens: list[str], index: int) -> str:
    def wrap(match: re.Match[str]) -> str:
        text = match[0]
        before = token[match.start() - 1] if match.start() else last
        after = token[match.end()] if match.end() < len(token) else _next_char(tokens, index + 1)
        opening = _opening(before, after, text[0], text[-1], latin)
        if opening == "<i>" and not latin and len(text) == 1:
            return text
        return f"{opening}{text}{latin.close if latin else '</i>'}"

    return pattern.sub(wrap, token)


def _opening(before: str, after: str, first: str, final: str, latin: _Latin | None) -> str:
    classes = []
    if before and _is_east(before) and _is_letter(first):
        classes.append("b")
    if after and _is_east(after) and _is_letter(final):
        classes.append("a")
    return (latin.open if latin else "") + (f'<i class="{" ".join(classes)}">' if classes else "<i>")


def _next_char(tokens: list[str], index: int) -> str:
    """The next character of the same line of text, "" where a block ends first."""
    while index < len(tokens):
        token = tokens[index]
        if token[0] != "<":
            return token[0]
        if token.startswith(_FIELD):
            return "0"
        if not token.startswith(_INLINE):
            return ""
        index += 1
    return ""
