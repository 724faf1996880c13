"""What a finished PDF must hold to before a run calls itself done: it opens, its fonts are in it, its text is whole."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pikepdf

from docgen.messages import Message, message
from docgen.pdf.drawn import Font, drawn_texts

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_NUMBER = re.compile("—[0-9]+—")
"""A page's number in official documents (GB/T 9704-2012, 7.5): a text that goes on on the next page has it within."""
_UNSEEN = re.compile(r"[\s\x00\ufffe\u200b\xad]+")


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found: the pages, the text as a reader copies it, and what is wrong."""

    pages: int
    text: str
    problems: tuple[Message, ...]

    @property
    def good(self) -> bool:
        """Nothing is wrong."""
        return not self.problems


def verify(data: bytes, texts: Iterable[str] = (), *, typed: object = "", pages: int | None = None) -> Verified:
    """Check a PDF: it opens undamaged, every font is embedded, no .notdef is drawn, `texts` can be copied from it,
    no template tag stands in it (but those in `texts` and in `typed` as text, which somebody typed), and it has `pages`
    pages.

    Never raises for a bad PDF: what is wrong is in `problems`.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            drawn = list(drawn_texts(pdf))
            shown: dict[Font, dict[bytes, str]] = {}
            for font, string in drawn:
                shown.setdefault(font, {})[string] = ""
            for font, strings in shown.items():
                strings.update((string, font.text(string)) for string in strings)
            text = "".join([shown[font][string] for font, string in drawn])
            problems = [message("pdf.damaged", reason=warning) for warning in pdf.get_warnings()]
            problems += _font_problems(shown)
    except (pikepdf.PdfError, ValueError, KeyError) as problem:
        return Verified(0, "", (message("pdf.damaged", reason=str(problem).rpartition(": ")[2]),))
    if pages is not None and count != pages:
        problems.append(message("pdf.pages", found=count, expected=pages))
    copied = _squeezed(text)
    asked = [_squeezed(item) for item in texts]
    running = _NUMBER.sub("", copied)
    lost = (item for item in dict.fromkeys(asked) if item not in copied and item not in running)
    problems += [message("pdf.lost", text=item[:40]) for item in lost]
    tags = dict.fromkeys(_TAG.findall(copied))
    known = _squeezed(str(typed)) + "".join(asked) if tags else ""
    problems += [message("pdf.tag_left", tag=tag) for tag in tags if tag not in known]
    return Verified(count, text, tuple(problems))


def _squeezed(text: str) -> str:
    """Without spaces and in one form of width: a reader breaks lines where the page does."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def _font_problems(shown: Mapping[Font, Iterable[bytes]]) -> list[Message]:
    """What is wrong with these fonts and the strings that each draws."""
    problems = [message("pdf.not_embedded", font=font.name) for font in shown if not font.embedded]
    if any(font.has_notdef(strings) for font, strings in shown.items()):
        problems.append(message("pdf.notdef"))
    return problems
