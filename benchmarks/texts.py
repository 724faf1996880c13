"""Whether two files hold the same text: Word files paragraph by paragraph, PDFs character by character."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn


def word_texts(path: Path) -> list[str]:
    """The paragraphs of body and footers in their order, cells included, empty ones left out."""
    document = Document(str(path))
    parts = [document.element.body, *(section.footer._element for section in document.sections)]
    texts = ("".join(_printed(item)).strip() for part in parts for item in part.iter(qn("w:p")))
    return [text for text in texts if text]


def _printed(paragraph: Any) -> Iterator[str]:
    """What a paragraph prints, content controls in it too, which python-docx's own `text` passes over."""
    for item in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if item.tag == qn("w:t"):
            yield item.text or ""
        elif item.getparent().tag == qn("w:r"):
            yield "\t" if item.tag == qn("w:tab") else "\n"


def pdf_letters(path: Path) -> Counter[str]:
    """How often each character stands in a PDF; order and spaces are each engine's own."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return Counter(char for char in unicodedata.normalize("NFKC", text) if not _blank(char))


def differences(first: Path, second: Path) -> Iterator[str]:
    """What two files of the same name in two folders differ in, file by file; nothing when all hold the same text."""
    if any(file.name.startswith("pack") for file in second.iterdir()):
        yield from _letters_differ("all", first.name, _all(first), second.name, _all(second))
        return
    for file in sorted(first.iterdir()):
        other = second / file.name
        if not other.is_file():
            yield f"{second.name} lacks {file.name}"
        elif file.suffix == ".docx":
            own, theirs = word_texts(file), word_texts(other)
            if own != theirs:
                pairs = ((one, two) for one, two in zip([*own, ""], [*theirs, ""], strict=False) if one != two)
                yield f"{file.name}: {first.name} and {second.name} differ: {next(pairs, ('', ''))}"
        else:
            yield from _letters_differ(file.name, first.name, pdf_letters(file), second.name, pdf_letters(other))


def _letters_differ(where: str, first: str, own: Counter[str], second: str, theirs: Counter[str]) -> Iterator[str]:
    if own != theirs:
        yield f"{where}: {second} lacks {_shown(own - theirs)}, {first} lacks {_shown(theirs - own)}"


def _all(folder: Path) -> Counter[str]:
    return sum((pdf_letters(file) for file in folder.iterdir()), Counter())


def _shown(letters: Counter[str]) -> str:
    return "".join(letters.elements())[:40] or "nothing"


def _blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cn", "Co")
