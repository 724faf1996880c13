"""docxtpl's tags in a part's XML, set so that the part stays XML: what both Word and PDF output are made from.

After `tagged`, a part has each tag whole in one text node. {%tr %}, {%tc %}, {%p %} and {%r %} stand as bare text
between rows, cells, blocks and runs, in place of what held them; so do {{tr }}, {{tc }} and {{p }}, prefix kept. {{ }}
and {% %} stand in the text of a run, {{r }} alone in a run of its own, prefix kept. colspan, cellbg, vm and hm have
become attributes and loops' conditions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.word.join import Malformed, join, own_texts, with_trimming
from docgen.word.tag import TAG, ParsedTag, parse_tag
from docgen.word.xml import XML_SPACE, parse, remove, replace, serialise, text_before, w

_CELL = ("colspan", "cellbg", "vm", "hm")
"""docxtpl's statements about the cell that they stand in."""
_FIRST = "{% if loop.first %}"
_LITERALS = {
    "{_{": r"{{ '\x7b\x7b' }}",
    "}_}": r"{{ '\x7d\x7d' }}",
    "{_%": r"{{ '\x7b%' }}",
    "%_}": r"{{ '%\x7d' }}",
}
"""docxtpl's way to print the signs of a tag; written so that no sign stands inside a tag."""
_HOLDERS = ("tr", "tc", "p", "r")


@dataclass(frozen=True, slots=True)
class TaggedPart:
    """A part with its tags set as the module says."""

    text: str
    typed: Mapping[str, str]
    """Tag as it stands in `text` → as it was typed in Word, where that differs."""
    dropped: Mapping[str, str]
    """Tag that takes the place of its row, cell or paragraph → what else was typed there, which no document shows."""
    sub_documents: tuple[str, ...]
    """Tags that print in place of their paragraph, {{p }}: docxtpl's way to put in a sub-document."""


def tagged(data: bytes) -> TaggedPart | None:
    """The part with its tags set, None for a part that has no tag. Raises Malformed."""
    root = parse(data)
    _drop_traces(root)
    joined = [join(paragraph) for paragraph in root.iter(w("p"))]
    text = serialise(root)
    if not any(joined) and not TAG.search(text) and not any(sign in text for sign in _LITERALS):
        return None
    typed = _typed(root)
    sub_documents = tuple(tag.source for tag in _tags(root) if tag.is_output and tag.prefix == "p")
    if "{%-" in text or "-%}" in text:
        root = with_trimming(text)
    for cell in list(root.iter(w("tc"))):
        _cell_tags(cell)
    dropped: dict[str, str] = {}
    for paragraph in list(root.iter(w("p"))):
        _place(paragraph, dropped)
    for node in root.iter(w("t")):
        node.text = _with_literals(node.text or "")
        if node.text:
            node.set(XML_SPACE, "preserve")
    return TaggedPart(serialise(root), typed, dropped, sub_documents)


def _typed(root: etree._Element) -> dict[str, str]:
    """What is set in place of each tag with a prefix or of a cell; not where the same is also typed plainly."""
    set_: dict[str, str] = {}
    plain: set[str] = set()
    for tag in _tags(root):
        if tag.prefix and not tag.is_output:
            set_.setdefault(tag.bare, tag.source)
        elif tag.keyword in ("colspan", "cellbg"):
            set_.setdefault(f"{{{{{tag.expression}}}}}", tag.source)
        elif tag.keyword in _CELL:
            set_.setdefault(_FIRST, tag.source)
        else:
            plain.add(tag.source)
    return {made: tag for made, tag in set_.items() if made not in plain}


def _tags(root: etree._Element) -> Iterator[ParsedTag]:
    """All tags, as they were typed."""
    return (parse_tag(tag) for node in root.iter(w("t")) for tag in TAG.findall(node.text or ""))


def _drop_traces(root: etree._Element) -> None:
    """Take out what an editor leaves and a loop would repeat: revision marks, paragraph ids, proofing marks."""
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            local = etree.QName(name).localname
            if local.startswith("rsid") or (local in ("paraId", "textId") and "2010/wordml" in name):
                del element.attrib[name]
    for name in ("proofErr", "lastRenderedPageBreak"):
        for element in list(root.iter(w(name))):
            remove(element)
    for start in list(root.iter(w("bookmarkStart"))):
        if start.get(w("name")) == "_GoBack":
            for end in list(root.iter(w("bookmarkEnd"))):
                if end.get(w("id")) == start.get(w("id")):
                    remove(end)
            remove(start)


# ---------------------------------------------------------------- tags of cells

_TCPR_ORDER = (
    *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar"),
    *("textDirection", "tcFitText", "vAlign", "hideMark"),
)


def _cell_tags(cell: etree._Element) -> None:
    """Turn colspan, cellbg, vm and hm into the cell's properties."""
    for node in [item for item in cell.iter(w("t")) if next(item.iterancestors(w("tc"))) is cell]:
        for tag in TAG.findall(node.text or ""):
            parsed = parse_tag(tag)
            if parsed.prefix or parsed.keyword not in _CELL:
                continue
            node.text = (node.text or "").replace(tag, "", 1)
            name, expression = parsed.keyword, parsed.expression
            if name in ("colspan", "cellbg") and not expression:
                raise Malformed("template.cell-tag", tag)
            if name == "colspan":
                _property(cell, "gridSpan", val=f"{{{{{expression}}}}}")
            elif name == "cellbg":
                _property(cell, "shd", val="clear", color="auto", fill=f"{{{{{expression}}}}}")
            elif name == "vm":
                _property(cell, "vMerge", val=f"{_FIRST}restart{{% else %}}continue{{% endif %}}")
                node.text = f"{_FIRST}{node.text}{{% endif %}}" if node.text else ""
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
    text_before(cell, _FIRST)
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
        remove(run)


# ---------------------------------------------------------------- tags of rows, cells, paragraphs and runs


def _place(paragraph: etree._Element, dropped: dict[str, str]) -> None:
    """Put each prefixed tag in place of the row, cell, paragraph or run that holds it; tell what else stood there."""
    for node in own_texts(paragraph):
        for tag in TAG.findall(node.text or ""):
            parsed = parse_tag(tag)
            if not parsed.prefix or not _in_tree(node):
                continue
            if parsed.prefix == "r":
                _place_in_run(node, parsed)
            else:
                _replace_holder(node, parsed, dropped)


def _in_tree(node: etree._Element) -> bool:
    """False once a row, cell or paragraph around it has been taken away."""
    top = list(node.iterancestors())[-1]
    return etree.QName(top).localname not in _HOLDERS


def _replace_holder(node: etree._Element, tag: ParsedTag, dropped: dict[str, str]) -> None:
    holder = next(node.iterancestors(w(tag.prefix)), None)
    if holder is None:
        raise Malformed(f"template.outside/{tag.prefix}", tag.source)
    sources: list[str] = []
    rest = "".join(item.text or "" for item in holder.iter(w("t")))
    for other in TAG.findall(rest):
        found = parse_tag(other)
        if found.prefix == tag.prefix:
            sources.append(found.source if found.is_output else found.bare)
            rest = rest.replace(other, "", 1)
    if rest.strip():
        dropped[tag.source] = rest.strip()
    replace(holder, "".join(sources))


def _place_in_run(node: etree._Element, tag: ParsedTag) -> None:
    """Split the run so that the tag stands alone: {{r }} in a run of its own, {%r %} between runs."""
    run = node.getparent()
    if run is None or run.tag != w("r"):
        raise Malformed("template.outside/r", tag.source)
    before, _, after = (node.text or "").partition(tag.source)
    if not tag.is_output:
        whole = "".join(item.text or "" for item in run.iter(w("t")))
        if whole.strip() == tag.source:
            replace(run, tag.bare)
            return
    first, middle, last = (_copy_of(run) for _ in range(3))
    children = list(run)
    position = children.index(node)
    for target, text, moved in (
        (first, before, children[:position]),
        (middle, tag.source, []),
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
    if not tag.is_output:
        replace(middle, tag.bare)
    if last in pieces:
        for item in last.findall(w("t")):
            for other in TAG.findall(item.text or ""):
                again = parse_tag(other)
                if again.prefix == "r":
                    _place_in_run(item, again)
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
