"""What editing leaves in a template: deleted text, comments, hidden text. Found with its place; what is deleted goes.

Text deleted while changes were tracked is still in the file (ISO/IEC 29500-1, 17.13.5). It is no text of the document:
it is taken out, with its tags, so that no draft goes out with a finished paper.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby

from lxml import etree

from docgen.word.xml import remove, w

_AROUND = 30
"""Characters by which a place is found in Word."""

_DELETED = (w("del"), w("moveFrom"))
_RANGES = (w("moveFromRangeStart"), w("moveFromRangeEnd"))
_BLOCKS = (w("p"), w("tbl"), w("sdt"))
_OFF = {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that editing left: what it is (the variant of `template.draft`), where, and its own first words."""

    kind: str
    part: str
    near: str
    text: str = ""


def without_drafts(
    root: etree._Element, part: str, comments: Mapping[str, str], hiding: Collection[str] = ()
) -> tuple[list[Trace], bool]:
    """Take deleted text and links to properties out of a part's tree; what editing left in it, whether it has changed.

    `comments` are the document's, by id, `hiding` the ids of its styles that hide what has them. A content control
    that is linked to a property of the document, or to data beside it, would show what stands there and not what is
    filled in.
    """
    found = list(chain(_changes(root, part), _comments(root, part, comments), _hidden(root, part, hiding)))
    links = [
        item for control in root.iter(w("sdtPr")) for item in control if etree.QName(item).localname == "dataBinding"
    ]
    for item in links:
        remove(item)
    return found, _without_deleted(root) or bool(links)


def comments_of(root: etree._Element) -> dict[str, str]:
    """The texts of a part of comments, by id."""
    return {item.get(w("id"), ""): _text(item) for item in root.iter(w("comment"))}


def _changes(root: etree._Element, part: str) -> Iterator[Trace]:
    for kind, names, letters in (("deleted", _DELETED, "delText"), ("inserted", (w("ins"), w("moveTo")), "t")):
        for item in root.iter(*names):
            text = "".join(node.text or "" for node in item.iter(w(letters), w("t")))
            if text.strip():
                yield Trace(kind, part, _near(item), text[:_AROUND])


def _comments(root: etree._Element, part: str, comments: Mapping[str, str]) -> Iterator[Trace]:
    for item in root.iter(w("commentReference")):
        yield Trace("comment", part, _near(item), comments.get(item.get(w("id"), ""), "")[:_AROUND])


def hiding_styles(root: etree._Element) -> frozenset[str]:
    """The ids of a part's styles that hide text, by themselves or by what they are based on."""
    styles = {item.get(w("styleId"), ""): item for item in root.iter(w("style"))}

    def hides(key: str, above: tuple[str, ...] = ()) -> bool:
        style = styles.get(key)
        if style is None or key in above:
            return False
        own = style.find(f"{w('rPr')}/{w('vanish')}")
        return _is_on(own) if own is not None else hides(_value(style.find(w("basedOn"))), (*above, key))

    return frozenset(filter(hides, styles))


def _hidden(root: etree._Element, part: str, hiding: Collection[str]) -> Iterator[Trace]:
    """Hidden runs, those side by side as one."""
    for (_, hidden), runs in groupby(root.iter(w("r")), lambda run: (run.getparent(), _is_hidden(run, hiding))):
        found = list(runs)
        if hidden and (text := "".join(map(_text, found))):
            yield Trace("hidden", part, _near(found[0]), text[:_AROUND])


def _is_hidden(run: etree._Element, hiding: Collection[str]) -> bool:
    own = run.find(f"{w('rPr')}/{w('vanish')}")
    if own is not None:
        return _is_on(own)
    if not hiding:
        return False
    paragraph = next(run.iterancestors(w("p")), run)
    styles = run.find(f"{w('rPr')}/{w('rStyle')}"), paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    # A style of characters turns around what the paragraph's says (ECMA-376 part 1, 17.7.3).
    return len({_value(style) in hiding for style in styles}) == 2


def _is_on(switch: etree._Element) -> bool:
    return switch.get(w("val")) not in _OFF


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(w("val"), "")


def _text(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(w("t"))).strip()


def _near(element: etree._Element) -> str:
    """The first words of the paragraph around an element."""
    paragraph = next(element.iterancestors(w("p")), element)
    return _text(paragraph)[:_AROUND]


# ---------------------------------------------------------------- what is deleted


def _without_deleted(root: etree._Element) -> bool:
    deleted = [item for item in root.iter(*_DELETED) if len(item) or (item.text or "").strip()]
    marks = [item for item in root.iter(*_DELETED) if not len(item) and item.getparent() is not None]
    rows = [row for item in marks if (row := _of(item, "trPr", "tr")) is not None]
    paragraphs = [block for item in marks if (block := _of(item, "rPr", "p")) is not None]
    ranges = list(root.iter(*_RANGES)) if deleted else []
    for item in (*deleted, *ranges):
        remove(item)
    for row in rows:
        table = row.getparent()
        remove(row)
        if table is not None and table.find(w("tr")) is None and table.getparent() is not None:
            _drop_block(table)
    for paragraph in paragraphs:
        # Its mark is deleted, too: in Word's final view there is no line.
        if all(child.tag == w("pPr") for child in paragraph) and paragraph.find(f"{w('pPr')}/{w('sectPr')}") is None:
            _drop_block(paragraph)
    return bool(deleted or ranges or rows)


def _of(mark: etree._Element, properties: str, holder: str) -> etree._Element | None:
    """The row or paragraph whose own mark this is."""
    around = list(mark.iterancestors())[:3]
    if not around or around[0].tag != w(properties):
        return None
    inner = around[1:] if holder == "tr" else around[2:]
    return inner[0] if inner and inner[0].tag == w(holder) else None


def _drop_block(block: etree._Element) -> None:
    """Take a block out, but not the last one of its cell or part."""
    parent = block.getparent()
    if parent is not None and sum(child.tag in _BLOCKS for child in parent) > 1 and _followed(block):
        remove(block)


def _followed(block: etree._Element) -> bool:
    """Whether a paragraph comes after it: a cell ends with one."""
    return any(item.tag == w("p") for item in block.itersiblings())
