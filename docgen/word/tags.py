"""docxtpl's tags in a part's XML, set so that the part stays XML: what both Word and PDF output are made from.

After `tagged`, a part has each tag whole in one text node. {%tr %}, {%tc %}, {%p %} and {%r %} stand as bare text
between rows, cells, blocks and runs, in place of what held them. {{ }} and {% %} stand in the text of a run, {{r }}
alone in a run of its own, prefix kept. colspan, cellbg, vm and hm have become attributes and loops' conditions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
"""A tag as Jinja reads it."""

_OPEN = re.compile(r"\{[{%#]")
_PREFIX = re.compile(r"^(\{\{|\{%|\{#)(tr|tc|p|r)\s(.*)$", re.DOTALL)
_CELL = re.compile(r"^\{%\s*(colspan|cellbg|vm|hm)\b\s*(.*?)\s*%\}$", re.DOTALL)
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_LITERALS = {
    "{_{": r"{{ '\x7b\x7b' }}",
    "}_}": r"{{ '\x7d\x7d' }}",
    "{_%": r"{{ '\x7b%' }}",
    "%_}": r"{{ '%\x7d' }}",
}
"""docxtpl's way to print the signs of a tag; written so that no sign stands inside a tag."""
_HOLDERS = ("tr", "tc", "p", "r")

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)


class Malformed(Exception):
    """A tag that cannot stand where it does: `key` of the message, and the text around it."""

    def __init__(self, key: str, tag: str) -> None:
        super().__init__(key)
        self.key = key
        self.tag = tag


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


def tagged(data: bytes) -> str | None:
    """The part with its tags set as the module says, None for a part that has no tag. Raises Malformed."""
    root = parse(data)
    _drop_traces(root)
    joined = [_join(paragraph) for paragraph in root.iter(w("p"))]
    text = serialise(root)
    if not any(joined) and not TAG.search(text) and not any(sign in text for sign in _LITERALS):
        return None
    if "{%-" in text or "-%}" in text:
        root = _with_trimming(text)
    for cell in list(root.iter(w("tc"))):
        _cell_tags(cell)
    for paragraph in list(root.iter(w("p"))):
        _place(paragraph)
    for node in root.iter(w("t")):
        node.text = _with_literals(node.text or "")
        if node.text:
            node.set(XML_SPACE, "preserve")
    return serialise(root)


def _drop_traces(root: etree._Element) -> None:
    """Take out what an editor leaves and a loop would repeat: revision marks, paragraph ids, proofing marks."""
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            local = etree.QName(name).localname
            if local.startswith("rsid") or (local in ("paraId", "textId") and "2010/wordml" in name):
                del element.attrib[name]
    for name in ("proofErr", "lastRenderedPageBreak"):
        for element in list(root.iter(w(name))):
            _remove(element)
    for start in list(root.iter(w("bookmarkStart"))):
        if start.get(w("name")) == "_GoBack":
            for end in list(root.iter(w("bookmarkEnd"))):
                if end.get(w("id")) == start.get(w("id")):
                    _remove(end)
            _remove(start)


# ---------------------------------------------------------------- a tag in one text node


def _texts(paragraph: etree._Element) -> list[etree._Element]:
    """The paragraph's own text nodes, those of a text box inside it left out."""
    return [node for node in paragraph.iter(w("t")) if next(node.iterancestors(w("p"))) is paragraph]


def _join(paragraph: etree._Element) -> bool:
    """Move each tag that an editor spread over several runs into the run where it begins; whether there is any."""
    nodes = _texts(paragraph)
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
            _remove(element)


_TEXT = r"<w:t(?: [^>]*)?>"
_BETWEEN = r"</w:t>(?:(?!</?w:t[ >]).)*?" + _TEXT
_TRIM_BEFORE = re.compile(_BETWEEN + r"\s*\{%-", re.DOTALL)
_TRIM_AFTER = re.compile(r"-%\}\s*" + _BETWEEN, re.DOTALL)


def _with_trimming(text: str) -> etree._Element:
    """{%- and -%}: the text joins that of the paragraph before or after, as docxtpl does it."""
    joined = _TRIM_AFTER.sub("%}", _TRIM_BEFORE.sub("{%", text))
    try:
        return parse(joined)
    except etree.XMLSyntaxError as problem:
        found = re.search(r"\{%-.*?%\}|\{%(?:(?!%\}).)*-%\}", text, re.DOTALL)
        raise Malformed("template.trim", found[0] if found else "{%-") from problem


# ---------------------------------------------------------------- tags of cells

_TCPR_ORDER = (
    *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar"),
    *("textDirection", "tcFitText", "vAlign", "hideMark"),
)


def _cell_tags(cell: etree._Element) -> None:
    """Turn colspan, cellbg, vm and hm into the cell's properties."""
    for node in [item for item in cell.iter(w("t")) if next(item.iterancestors(w("tc"))) is cell]:
        for tag in TAG.findall(node.text or ""):
            match = _CELL.match(tag)
            if not match:
                continue
            node.text = (node.text or "").replace(tag, "", 1)
            name, expression = match.groups()
            if name in ("colspan", "cellbg") and not expression:
                raise Malformed("template.cell-tag", tag)
            if name == "colspan":
                _property(cell, "gridSpan", val=f"{{{{{expression}}}}}")
            elif name == "cellbg":
                _property(cell, "shd", val="clear", color="auto", fill=f"{{{{{expression}}}}}")
            elif name == "vm":
                _property(cell, "vMerge", val="{% if loop.first %}restart{% else %}continue{% endif %}")
                node.text = f"{{% if loop.first %}}{node.text}{{% endif %}}" if node.text else ""
            else:
                _spread(cell)
            if not node.text and len(cell.findall(w("p"))) == 1:
                _remove_empty_run(node)


def _spread(cell: etree._Element) -> None:
    """{% hm %}: one cell as wide as all the loop's cells together."""
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    width = span.get(w("val"), "1") if span is not None else "1"
    factor = f"{width} * " if width != "1" else ""
    _property(cell, "gridSpan", val=f"{{{{ {factor}loop.length }}}}")
    _text_before(cell, "{% if loop.first %}")
    cell.tail = "{% endif %}" + (cell.tail or "")


def _property(cell: etree._Element, name: str, **values: str) -> None:
    """Set a property of a cell, in the order that the schema asks for."""
    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = etree.Element(w("tcPr"))
        cell.insert(0, properties)
    old = properties.find(w(name))
    if old is not None:
        properties.remove(old)
    rank = _TCPR_ORDER.index(name)
    at = sum(
        1
        for item in properties
        if (local := etree.QName(item).localname) in _TCPR_ORDER and _TCPR_ORDER.index(local) < rank
    )
    element = etree.Element(w(name))
    for key, value in values.items():
        element.set(w(key), value)
    properties.insert(at, element)


def _remove_empty_run(node: etree._Element) -> None:
    run = node.getparent()
    if run is None or run.tag != w("r") or any(item.text for item in run.findall(w("t"))):
        return
    if all(item.tag in (w("t"), w("rPr")) for item in run):
        _remove(run)


# ---------------------------------------------------------------- tags of rows, cells, paragraphs and runs


@dataclass(frozen=True, slots=True)
class _Prefixed:
    source: str
    """The tag without its prefix."""
    holder: str
    """tr, tc, p or r."""
    is_output: bool


def _place(paragraph: etree._Element) -> None:
    """Put each prefixed tag in place of the row, cell, paragraph or run that holds it."""
    for node in _texts(paragraph):
        for tag in TAG.findall(node.text or ""):
            prefixed = _prefixed(tag)
            if prefixed is None or not _in_tree(node):
                continue
            if prefixed.holder == "r":
                _place_in_run(node, tag, prefixed)
            else:
                _replace_holder(node, tag, prefixed)


def _prefixed(tag: str) -> _Prefixed | None:
    match = _PREFIX.match(tag)
    if not match:
        return None
    opening, prefix, rest = match.groups()
    return _Prefixed(f"{opening} {rest}", prefix, opening == "{{")


def _in_tree(node: etree._Element) -> bool:
    """False once a row, cell or paragraph around it has been taken away."""
    top = list(node.iterancestors())[-1]
    return etree.QName(top).localname not in _HOLDERS


def _replace_holder(node: etree._Element, tag: str, prefixed: _Prefixed) -> None:
    holder = next(node.iterancestors(w(prefixed.holder)), None)
    if holder is None:
        raise Malformed(f"template.outside/{prefixed.holder}", tag)
    sources = [found.source for found in map(_prefixed, _tags_in(holder)) if found and found.holder == prefixed.holder]
    _replace(holder, "".join(sources))


def _tags_in(holder: etree._Element) -> Iterator[str]:
    for node in holder.iter(w("t")):
        yield from TAG.findall(node.text or "")


def _place_in_run(node: etree._Element, tag: str, prefixed: _Prefixed) -> None:
    """Split the run so that the tag stands alone: {{r }} in a run of its own, {%r %} between runs."""
    run = node.getparent()
    if run is None or run.tag != w("r"):
        raise Malformed("template.outside/r", tag)
    before, _, after = (node.text or "").partition(tag)
    if not prefixed.is_output:
        whole = "".join(item.text or "" for item in run.iter(w("t")))
        if whole.strip() == tag:
            _replace(run, prefixed.source)
            return
    first, middle, last = (_copy_of(run) for _ in range(3))
    children = list(run)
    position = children.index(node)
    for target, text, moved in (
        (first, before, children[:position]),
        (middle, tag, []),
        (last, after, children[position + 1 :]),
    ):
        for child in moved:
            if child.tag != w("rPr"):
                target.append(child)
        if text:
            made = etree.Element(w("t"))
            made.text = text
            target.insert(len(target) if target is first else target.find(w("rPr")) is not None, made)
    parent = run.getparent()
    assert parent is not None
    at = parent.index(run)
    tail = run.tail
    parent.remove(run)
    pieces = [piece for piece in (first, middle, last) if len(piece) > (piece.find(w("rPr")) is not None)]
    for offset, piece in enumerate(pieces):
        parent.insert(at + offset, piece)
    pieces[-1].tail = tail
    if not prefixed.is_output:
        _replace(middle, prefixed.source)
    if last in pieces:
        for item in last.findall(w("t")):
            for other in TAG.findall(item.text or ""):
                again = _prefixed(other)
                if again and again.holder == "r":
                    _place_in_run(item, other, again)
                    return


def _copy_of(run: etree._Element) -> etree._Element:
    """An empty run with the same properties."""
    made = etree.Element(w("r"))
    properties = run.find(w("rPr"))
    if properties is not None:
        made.append(etree.fromstring(etree.tostring(properties, with_tail=False)))
    return made


def _with_literals(text: str) -> str:
    """{_{ and its like print the signs of a tag; comments print nothing."""
    for sign, literal in _LITERALS.items():
        text = text.replace(sign, literal)
    return re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


# ---------------------------------------------------------------- the tree


def _text_before(element: etree._Element, text: str) -> None:
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent = element.getparent()
        assert parent is not None
        parent.text = (parent.text or "") + text


def _remove(element: etree._Element) -> None:
    """Take an element out, its tail kept."""
    _replace(element, "")


def _replace(element: etree._Element, text: str) -> None:
    """Put text in the place of an element."""
    parent = element.getparent()
    if parent is None:
        return
    _text_before(element, text + (element.tail or ""))
    element.tail = None
    parent.remove(element)
