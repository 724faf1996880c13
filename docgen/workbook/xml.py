"""The XML of a workbook's parts: its elements one after another in bounded memory, and the texts that they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from docgen.workbook.container import Unusable

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
NAMESPACES = (_MAIN, _STRICT)
"""Of the sheets' own elements: transitional and strict OOXML."""

_CHUNK = 1 << 20
_MAX_UNCLEARED = 64 * 2**20
"""Bytes of XML that may go by between two rows: what the parser holds in memory at once."""


def parsed(data: bytes) -> etree._Element:
    """The root of an XML part. Raises Unusable where it is not sound."""
    parser: etree.XMLParser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Unusable("damaged") from problem


def parse_events(data: bytes, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The finished elements of these names, in order; the caller clears each. Memory stays bounded.

    Raises Unusable for XML that is not well-formed, too deep, or has no wanted element for too long.
    """
    qualified = tuple(f"{{{space}}}{tag}" for space in NAMESPACES for tag in tags)
    parser: etree.XMLPullParser = etree.XMLPullParser(
        events=("end",),
        tag=qualified,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        # Else a text ends for us where a comment begins.
        remove_comments=True,
        remove_pis=True,
    )
    waiting = 0
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
            waiting += _CHUNK
            for event in parser.read_events():
                waiting = 0
                yield cast(etree._Element, event[1])
            if waiting > _MAX_UNCLEARED:
                raise Unusable("bomb")
        parser.close()
        for event in parser.read_events():
            yield cast(etree._Element, event[1])
    except etree.XMLSyntaxError as problem:
        raise Unusable("damaged") from problem


def plain_text(item: etree._Element) -> str:
    """The text of a shared or inline string: its runs joined, phonetic readings left out, escapes decoded."""
    tag = str(item.tag)
    space = tag[: tag.index("}") + 1]
    single = f"{space}t"
    if len(item) == 1 and item[0].tag == single:
        return decode_escapes(_set_in(item[0]))
    parts: list[str] = []
    for child in item:
        if child.tag == single:
            parts.append(_set_in(child))
        elif child.tag == f"{space}r":
            parts.extend(_set_in(text) for text in child.iterchildren(single))
    return decode_escapes("".join(parts))


_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SETTING_OUT = re.compile(r"^[ \t]*\r?\n\s*|\s*\n[ \t]*$")


def _set_in(text: etree._Element) -> str:
    return set_in(text.text or "", is_kept=text.get(_XML_SPACE) == "preserve")


def set_in(said: str, *, is_kept: bool) -> str:
    """The text without the lines and spaces that a program puts round it to set its XML out for people.

    `is_kept`: the text says that all spaces are its own.
    """
    return said if is_kept or "\n" not in said else _SETTING_OUT.sub("", said)


_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def decode_escapes(text: str) -> str:
    """The text with Excel's `_x000D_` escapes as the characters they stand for (ECMA-376 part 1, 22.4.2.4)."""
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    # Two escapes may be the halves of one character beyond the BMP.
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def forget(element: etree._Element) -> None:
    """Free a handled element and all that stand before it under its parent."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
