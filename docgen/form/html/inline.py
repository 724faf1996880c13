"""The content of a paragraph as HTML: runs, their Latin stretches, page numbers and pictures.

What people type is text: markup in it is shown, never obeyed. Word sets ASCII in a run's Latin font and the rest in its
East Asian one, and (autoSpaceDE, autoSpaceDN, on where nothing is said) keeps letters and figures a little apart from
Han characters: Latin stretches stand in <i>, with that space before (class b) or after (class a).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from docgen.form.filled import FilledPiece, FilledRun
from docgen.form.html.css import StyleSheet, points
from docgen.form.scripts import LATIN, apart
from docgen.form.tree import Break, Field, Picture, Tab, Text
from docgen.form.upright import CORNERED, stretches

MEDIA = "docgen:media/"
"""Address of a picture of the form, which only the PDF engine's own fetcher can open."""

_LATIN = re.compile(rf"{LATIN}+(?: +{LATIN}+)*")
_LATIN_OR_SPACE = re.compile(rf"(?:{LATIN}| )+")


@dataclass(frozen=True, slots=True)
class RunTags:
    """What a run's text is put into."""

    start: str
    end: str
    own_font: bool = False
    """Its Latin stretches are set otherwise than the rest, however short they are."""
    line: str = ""
    """The class of the line that these hold open, where it is another."""


def inline(
    runs: Sequence[FilledRun],
    tags_of: Callable[[FilledRun], RunTags],
    field_of: Callable[[Field], str],
    sheet: StyleSheet,
    *,
    upright: bool = False,
) -> Iterator[str]:
    """The content of a paragraph that no page break parts; `upright` for vertical text."""
    sides = _sides([piece for run in runs for piece in run.pieces])
    for run in runs:
        tags = tags_of(run)
        yield tags.start
        for piece in run.pieces:
            before, after = next(sides)
            match piece:
                case Text(text) if upright:
                    yield from _upright(text, tags, before, after)
                case Text(text):
                    yield _marked(text, tags, before, after)
                case Field():
                    yield _stretch(field_of(piece), "00", tags, before, after)
                case Tab():
                    yield '<b class="t u"></b>' if run.style.underline else '<b class="t"></b>'
                case Break():
                    yield "<br>"
                case Picture():
                    yield _picture(piece, sheet)
        yield tags.end


def _sides(pieces: Sequence[FilledPiece]) -> Iterator[tuple[str, str]]:
    """The character before and that after each piece, on the same line of text; "" for none. A number is "0"."""
    texts = ["", *(_text(piece) for piece in pieces), ""]
    return ((before[-1:], after[:1]) for before, after in zip(texts, texts[2:], strict=False))


def _text(piece: FilledPiece) -> str:
    return piece.text if isinstance(piece, Text) else "0" if isinstance(piece, Field) else ""


def _marked(text: str, tags: RunTags, before: str, after: str) -> str:
    """A text with its Latin stretches marked."""
    out: list[str] = []
    at = 0
    for found in (_LATIN_OR_SPACE if tags.own_font else _LATIN).finditer(text):
        start, end = found.span()
        out.append(escape(text[at:start]))
        left = text[start - 1] if start else before
        right = text[end] if end < len(text) else after
        out.append(_stretch(escape(found[0]), found[0], tags, left, right))
        at = end
    return "".join([*out, escape(text[at:])])


def _upright(text: str, tags: RunTags, before: str, after: str) -> Iterator[str]:
    """Vertical text: characters that stand upright are turned back, the others lie as all of the cell is turned."""
    at = 0
    for part, stands in stretches(text):
        end = at + len(part)
        if stands:
            # The sign without width is what is spread where the line is (分散对齐): boxes are not.
            yield f'<b class="{"o c" if part in CORNERED else "o"}">{escape(part)}</b>\u200b'
        else:
            yield _marked(part, tags, text[at - 1] if at else before, text[end] if end < len(text) else after)
        at = end


def _stretch(html: str, text: str, tags: RunTags, before: str, after: str) -> str:
    """A Latin stretch between these characters."""
    classes = [name for name, gap in (("b", apart(before, text[0])), ("a", apart(text[-1], after))) if gap]
    if not classes and not tags.own_font and len(text) == 1:
        return html
    made = f'<i class="{" ".join(classes)}">{html}</i>' if classes else f"<i>{html}</i>"
    return f'<span class="{tags.line}">{made}</span>' if tags.line else made


def _picture(piece: Picture, sheet: StyleSheet) -> str:
    size = f"width:{points(piece.width)};height:{points(piece.height)}"
    alt = escape(piece.alt or piece.name or " ")  # WeasyPrint takes none at all for an omission
    return f'<img class="{sheet.name("g", size)}" src="{MEDIA}{piece.media}" alt="{alt}">'
