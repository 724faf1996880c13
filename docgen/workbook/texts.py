"""The shared texts of a workbook: spelt as programs write them they are taken apart without a tree, each that is not by
the XML parser, which also judges all that stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.workbook.container import Unusable
from docgen.workbook.plain import TEXT_OF_LINES, NotPlainXml, is_other_encoding, without_entities
from docgen.workbook.xml import NAMESPACES, decode_escapes, forget, parse_events, parsed, plain_text, set_in

MAX_TEXTS = 3_000_000

_OPEN, _CLOSE = b"<si>", b"</si>"
_PHONETIC = '<phoneticPr(?: [A-Za-z]+="[0-9A-Za-z]{0,40}")*+ ?/>'
"""Chinese Excel puts it behind nearly every text."""
_TEXT = re.compile(
    rf'<si>(?:<t( xml:space="preserve")?>({TEXT_OF_LINES})</t>(?:{_PHONETIC})?|((?:(?!</si>).)*+))</si>',
    re.DOTALL,
)


def read_texts(data: bytes) -> list[str]:
    """The texts of a part of shared texts. Raises Unusable where it is no sound XML, or there are too many."""
    try:
        texts = _plain(data)
    except NotPlainXml:
        texts = list(_any(data))
    if len(texts) > MAX_TEXTS:
        raise Unusable("bomb")
    return texts


def _any(data: bytes) -> Iterator[str]:
    for number, item in enumerate(parse_events(data, ("si",))):
        if number > MAX_TEXTS:
            return
        yield plain_text(item)
        forget(item)


def _plain(data: bytes) -> list[str]:
    """As `read_texts`. Raises NotPlainXml where what is between the texts, or around them, is spelt otherwise."""
    start, end = data.find(_OPEN), data.rfind(_CLOSE) + len(_CLOSE)
    if start < 0 or end < start or b"<!" in data:
        raise NotPlainXml
    head, texts, tail = data[:start], data[start:end], data[end:]
    if not _is_of_texts(head, tail) or (not texts.isascii() and is_other_encoding(head)):
        raise NotPlainXml
    try:
        # What stands between the texts, then the three parts of a text, and so on.
        parts = _TEXT.split(texts.decode("utf-8"))
    except UnicodeDecodeError as problem:
        raise NotPlainXml from problem
    if any(parts[::4]):
        raise NotPlainXml
    odd = iter(_odd(head, [other for other in parts[3::4] if other is not None], tail))
    return [
        next(odd) if text is None else decode_escapes(set_in(without_entities(text), is_kept=bool(kept)))
        for kept, text in zip(parts[1::4], parts[2::4], strict=True)
    ]


def _is_of_texts(head: bytes, tail: bytes) -> bool:
    """Whether this is the element of shared texts, with nothing in it but the texts that were taken out."""
    try:
        root = parsed(head + tail)
    except Unusable:
        return False
    return len(root) == 0 and root.tag in {f"{{{space}}}sst" for space in NAMESPACES} and root.prefix is None


def _odd(head: bytes, texts: Sequence[str], tail: bytes) -> Sequence[str]:
    """The texts that are spelt in any other way: of several looks, with readings."""
    if not texts:
        return ()
    items = "".join(f"<si>{text}</si>" for text in texts).encode()
    found = list(_any(head + items + tail))
    if len(found) != len(texts):
        raise NotPlainXml
    return found
