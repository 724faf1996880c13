"""XML of Word's parts: parsed with nothing resolved, and changed without losing the text around an element."""

from __future__ import annotations

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)


def w(name: str) -> str:
    """A name of Word's own vocabulary, as lxml writes it."""
    return f"{{{W}}}{name}"


def parse(data: bytes | str) -> etree._Element:
    """A part's tree; entities are never resolved. Raises etree.XMLSyntaxError, ValueError for a document type."""
    root = etree.fromstring(data.encode() if isinstance(data, str) else data, _PARSER)
    if b"<!DOCTYPE" in (data.encode() if isinstance(data, str) else data):
        raise ValueError("document type")
    return root


def serialise(root: etree._Element) -> str:
    """The tree as text, without a declaration."""
    return etree.tostring(root, encoding="unicode")


def text_before(element: etree._Element, text: str) -> None:
    """Put text in front of an element."""
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent = element.getparent()
        assert parent is not None
        parent.text = (parent.text or "") + text


def remove(element: etree._Element) -> None:
    """Take an element out, its tail kept."""
    replace(element, "")


def replace(element: etree._Element, text: str) -> None:
    """Put text in the place of an element."""
    parent = element.getparent()
    if parent is None:
        return
    text_before(element, text + (element.tail or ""))
    element.tail = None
    parent.remove(element)
