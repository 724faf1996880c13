"""Brings each tag into one text node, however an editor has cut it into runs, and joins what {%- asks to join."""

from __future__ import annotations

import re

from lxml import etree

from docgen.word.tag import TAG
from docgen.word.xml import parse, remove, w

_OPEN = re.compile(r"\{[{%#]")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


class Malformed(Exception):
    """A tag that cannot stand where it does: `key` of the message, and the text around it."""

    def __init__(self, key: str, tag: str) -> None:
        super().__init__(key)
        self.key = key
        self.tag = tag


def own_texts(paragraph: etree._Element) -> list[etree._Element]:
    """The paragraph's own text nodes, those of a text box inside it left out."""
    return [node for node in paragraph.iter(w("t")) if next(node.iterancestors(w("p"))) is paragraph]


def join(paragraph: etree._Element) -> bool:
    """Move each tag that an editor spread over several runs into the run where it begins; whether there is any."""
    nodes = own_texts(paragraph)
    whole = "".join(node.text or "" for node in nodes)
    if not _OPEN.search(whole):
        return False
    owners: list[int] = []
    for index, node in enumerate(nodes):
        owners += [index] * len(node.text or "")
    for tag in TAG.finditer(whole):
        first, last = owners[tag.start()], owners[tag.end() - 1]
        if first != last:
            _remove_breaks(nodes[first], nodes[last])
        owners[tag.start() : tag.end()] = [first] * (tag.end() - tag.start())
    unclosed = re.search(r"\{[{%]", TAG.sub("", whole))
    if unclosed:
        raise Malformed("template.unclosed", TAG.sub("", whole)[unclosed.start() :][:40])
    pieces: list[list[str]] = [[] for _ in nodes]
    at = 0
    for tag in TAG.finditer(whole):
        for position in range(at, tag.start()):
            pieces[owners[position]].append(whole[position])
        pieces[owners[tag.start()]].append(tag[0][:2] + tag[0][2:-2].translate(_QUOTES) + tag[0][-2:])
        at = tag.end()
    for position in range(at, len(whole)):
        pieces[owners[position]].append(whole[position])
    for node, piece in zip(nodes, pieces, strict=True):
        node.text = "".join(piece)
    return True


def _remove_breaks(first: etree._Element, last: etree._Element) -> None:
    """A line broken inside a tag does not break the line that is printed."""
    paragraph = next(first.iterancestors(w("p")))
    inside = False
    for element in list(paragraph.iter()):
        if element is first:
            inside = True
        elif element is last:
            break
        elif inside and element.tag in (w("br"), w("cr"), w("tab")):
            remove(element)


_TEXT = r"<w:t(?: [^>]*)?>"
_BETWEEN = r"</w:t>(?:(?!</?w:t[ >]).)*?" + _TEXT
_TRIM_BEFORE = re.compile(_BETWEEN + r"\s*\{%-", re.DOTALL)
_TRIM_AFTER = re.compile(r"-%\}\s*" + _BETWEEN, re.DOTALL)


def with_trimming(text: str) -> etree._Element:
    """{%- and -%}: the text joins that of the paragraph before or after, as docxtpl does it."""
    joined = _TRIM_AFTER.sub("%}", _TRIM_BEFORE.sub("{%", text))
    try:
        return parse(joined)
    except etree.XMLSyntaxError as problem:
        found = re.search(r"\{%-.*?%\}|\{%(?:(?!%\}).)*-%\}", text, re.DOTALL)
        raise Malformed("template.trim", found[0] if found else "{%-") from problem
