"""Changes to one part of a package: to its bytes, or to the elements of its XML. For workbooks and Word files alike."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Mapping

from lxml import etree

ODD_VALUES = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1",
        "2",
        "007",
        "65535",
        "1048576",
        "1048577",
        "4294967296",
        "99999999999999999999",
        "1e999",
    ),
    *(
        "-1e308",
        "1E+15",
        "0.1",
        "NaN",
        "INF",
        "true",
        "false",
        "TRUE",
        "on",
        "٣",
        "１２",
        "一",
        "½",
        "\n3\n",
        "1 2",
        "0x10",
    ),
    *(
        "A1",
        "A0",
        "a1",
        "$A$1",
        "XFD1048576",
        "XFE1",
        "AAAA1",
        "A1048577",
        "B2:A1",
        "A1:XFD1048576",
        "A:A",
        "1:1",
        "#REF!",
    ),
    *(
        "s",
        "n",
        "b",
        "e",
        "d",
        "str",
        "inlineStr",
        "shared",
        "array",
        "dataTable",
        "rId1",
        "rId999",
        "../../x",
        "/",
        "//",
    ),
    *(
        "../media/image1.png",
        "xl/workbook.xml",
        "http://a/",
        "\u202e",
        "\U0001f600",
        "x" * 40000,
        "_x0000_",
        "_xD83D_",
        "&",
    ),
)


def bytes_changed(data: bytes, rng: random.Random) -> bytes:
    """Some bytes flipped, cut, repeated, zeroed, put in or taken from the end."""
    if not data:
        return rng.randbytes(rng.randint(1, 20))
    start = rng.randrange(len(data))
    end = min(len(data), start + rng.choice((1, 1, 2, 8, 64, 1000)))
    put = {
        "flip": lambda: bytes(byte ^ 1 << rng.randrange(8) for byte in data[start:end]),
        "cut": lambda: b"",
        "repeat": lambda: data[start:end] * rng.choice((2, 2, 50)),
        "zero": lambda: bytes(end - start),
        "random": lambda: rng.randbytes(end - start),
        "value": lambda: rng.choice(ODD_VALUES).encode(),
    }
    if rng.random() < 0.1:
        return data[:start]
    return data[:start] + put[rng.choice(sorted(put))]() + data[end:]


def xml_changed(data: bytes, rng: random.Random) -> bytes:
    """The part with one change of its elements; one of its bytes where it is no XML (any more)."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError):
        return bytes_changed(data, rng)
    elements = [item for item in root.iter() if isinstance(item.tag, str)]
    change = rng.choice(sorted(_CHANGES))
    _CHANGES[change](rng.choice(elements), elements, rng)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


_Change = Callable[[etree._Element, list[etree._Element], random.Random], None]


def _drop(element: etree._Element, elements: list[etree._Element], rng: random.Random) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _double(element: etree._Element, elements: list[etree._Element], rng: random.Random) -> None:
    parent = element.getparent()
    if parent is not None:
        for _ in range(rng.choice((1, 1, 20))):
            parent.insert(parent.index(element), copy.deepcopy(element))


def _empty(element: etree._Element, elements: list[etree._Element], rng: random.Random) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None


def _move(element: etree._Element, elements: list[etree._Element], rng: random.Random) -> None:
    other = rng.choice(elements)
    if element not in other.iterancestors() and other is not element and element.getparent() is not None:
        other.append(element)


def _wrap(element: etree._Element, elements: list[etree._Element], rng: random.Random) -> None:
    inner = element
    for _ in range(rng.choice((1, 2, 300))):
        inner = etree.SubElement(inner, element.tag)


def _rename(element: etree._Element, elements: list[etree._Element], rng: random.Random) -> None:
    space, _, name = str(element.tag).rpartition("}")
    element.tag = rng.choice(
        (f"{space}}}x{name}" if space else f"x{name}", f"{{urn:x}}{name}", rng.choice(elements).tag)
    )


def _text(element: etree._Element, elements: list[etree._Element], rng: random.Random) -> None:
    element.text = rng.choice(ODD_VALUES)


def _spaces(element: etree._Element, elements: list[etree._Element], rng: random.Random) -> None:
    """As a program writes that sets its XML out for people."""
    etree.indent(element)
    for item in element.iter():
        if item.text and rng.random() < 0.5:
            item.text = f"\n  {item.text}\n"


def _attribute_dropped(element: etree._Element, elements: list[etree._Element], rng: random.Random) -> None:
    if element.attrib:
        del element.attrib[rng.choice(sorted(map(str, element.attrib)))]


def _attribute_odd(element: etree._Element, elements: list[etree._Element], rng: random.Random) -> None:
    owners = [item for item in elements if item.attrib]
    if owners:
        owner = element if element.attrib else rng.choice(owners)
        owner.set(rng.choice(sorted(map(str, owner.attrib))), rng.choice(ODD_VALUES))


def _attribute_swapped(element: etree._Element, elements: list[etree._Element], rng: random.Random) -> None:
    """Two elements of one name exchange an attribute: addresses, styles, relationships."""
    alike = [item for item in elements if item.tag == element.tag and item is not element]
    names = sorted(map(str, element.attrib))
    if alike and names:
        other, name = rng.choice(alike), rng.choice(names)
        mine, theirs = element.get(name), other.get(name)
        if mine is not None and theirs is not None:
            element.set(name, theirs)
            other.set(name, mine)


def _attribute_lent(element: etree._Element, elements: list[etree._Element], rng: random.Random) -> None:
    """An attribute of another element turns up here."""
    owners = [item for item in elements if item.attrib]
    if owners:
        owner = rng.choice(owners)
        name = rng.choice(sorted(map(str, owner.attrib)))
        element.set(name, owner.get(name) or "")


_CHANGES: Mapping[str, _Change] = {
    "drop": _drop,
    "double": _double,
    "empty": _empty,
    "move": _move,
    "wrap": _wrap,
    "rename": _rename,
    "text": _text,
    "spaces": _spaces,
    "attribute dropped": _attribute_dropped,
    "attribute odd": _attribute_odd,
    "attribute odder": _attribute_odd,
    "attribute swapped": _attribute_swapped,
    "attribute lent": _attribute_lent,
}
