"""An A4 template as one of A3, as a copier enlarges it: every length times √2. Pure.

Nothing is laid out anew, so the same text stands on the same pages. What is rounded is rounded down: what filled a line
or a page on A4 still goes into it, and letters have whole half points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt

from lxml import etree

from docgen.word.cleaning import DECLARATION
from docgen.word.package import read_package, write_package
from docgen.word.xml import W, parse, serialise, w

FACTOR = sqrt(2)

A3 = (16838, 23811)
"""Twips (297 × 420 mm)."""

_NEAR = 40
"""Twips by which a side may miss A3's through rounding: half a millimetre and a little."""

_A4_CODE, _A3_CODE = "9", "8"
"""Papers as printers' drivers count them."""

_SIDES = ("top", "left", "bottom", "right", "start", "end", "insideH", "insideV")

LENGTHS: Mapping[str, tuple[str, ...]] = {
    "pgSz": ("w", "h"),
    "pgMar": ("top", "bottom", "left", "right", "header", "footer", "gutter"),
    "cols": ("space",),
    "col": ("w", "space"),
    "docGrid": ("linePitch",),
    "defaultTabStop": ("val",),
    "sz": ("val",),
    "szCs": ("val",),
    "kern": ("val",),
    "position": ("val",),
    "fitText": ("val",),
    "spacing": ("before", "after", "line", "val"),
    "ind": ("left", "right", "start", "end", "firstLine", "hanging"),
    "tab": ("pos",),
    "framePr": ("w", "h", "hSpace", "vSpace", "x", "y"),
    **dict.fromkeys(("tblW", "tblInd", "tblCellSpacing", "tcW", "wBefore", "wAfter", "gridCol"), ("w",)),
    "trHeight": ("val",),
    "tblpPr": ("leftFromText", "rightFromText", "topFromText", "bottomFromText", "tblpX", "tblpY"),
    # The sides of borders have sz and space, those of cells' margins w.
    **dict.fromkeys((*_SIDES, "between", "bar", "bdr", "tl2br", "tr2bl"), ("sz", "space", "w")),
}
"""Elements of Word's own with the attributes that are lengths; those in characters or lines grow with the letters."""

DRAWN: Mapping[str, tuple[str, ...]] = {
    "extent": ("cx", "cy"),
    "effectExtent": ("l", "t", "r", "b"),
    **dict.fromkeys(("inline", "anchor"), ("distT", "distB", "distL", "distR")),
    **dict.fromkeys(("off", "chOff"), ("x", "y")),
    **dict.fromkeys(("ext", "chExt"), ("cx", "cy")),
    "ln": ("w",),
    "bodyPr": ("lIns", "tIns", "rIns", "bIns"),
}
"""As `LENGTHS`, of pictures and shapes."""

DEFAULT_SIZE = "20"
"""Half points: what Word sets letters in that nothing gives a size (ISO/IEC 29500-1, 17.3.2.38)."""

_BEHIND_SIZE = frozenset(
    (
        *("szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
        *("eastAsianLayout", "specVanish", "oMath"),
    )
)
"""What stands behind sz in the properties of letters, as the schema orders them."""

_MOST: Mapping[str, tuple[int, int]] = {"sz": (2, 96), "space": (0, 31)}
"""What Word takes for a border's line (eighths of a point) and its distance (points)."""

_OTHER_UNITS = {"pct", "auto", "nil"}
"""Types of a width that is no length."""


def enlarged(template: bytes, name: str) -> bytes:
    """The template with everything on it √2 times as large. Raises TemplateProblem as `read_package`.

    A part that cannot be read is left as it is: compiling tells what is wrong with it. What a tag says of a picture's
    size in millimetres stays.
    """
    parts = read_package(template, name)
    return write_package({part: _part(data) if _is_text(part) else data for part, data in parts.items()})


def _is_text(part: str) -> bool:
    return part.startswith("word/") and part.endswith(".xml") and "/theme/" not in part


def _part(data: bytes) -> bytes:
    try:
        root = parse(data)
    except (etree.XMLSyntaxError, ValueError):
        return data
    if etree.QName(root).namespace != W:
        return data
    if etree.QName(root).localname == "styles":
        _say_default_size(root)
    for element in root.iter(etree.Element):
        _enlarge(element)
    return (DECLARATION + serialise(root)).encode()


def _enlarge(element: etree._Element) -> None:
    name = etree.QName(element)
    if name.namespace == W:
        for attribute in _lengths(element, name.localname):
            _scale(element, w(attribute), *_MOST.get(attribute, (None, None)))
        if name.localname == "pgSz":
            _set_paper(element)
    elif name.localname == "posOffset":
        element.text = _scaled(element.text or "") or element.text
    else:
        for attribute in DRAWN.get(name.localname, ()):
            _scale(element, attribute)


def _say_default_size(styles: etree._Element) -> None:
    """Put down how large letters are of which nothing says it, so that they grow like the others."""
    if styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('sz')}") is not None:
        return
    place = styles
    for name in ("docDefaults", "rPrDefault", "rPr"):
        found = place.find(w(name))
        if found is None:
            found = etree.Element(w(name))
            place.insert(0, found)
        place = found
    behind = [number for number, item in enumerate(place) if etree.QName(item).localname in _BEHIND_SIZE]
    place.insert(min(behind, default=len(place)), etree.Element(w("sz"), {w("val"): DEFAULT_SIZE}))


def _lengths(element: etree._Element, name: str) -> Iterator[str]:
    """The attributes of an element that are lengths here."""
    for attribute in LENGTHS.get(name, ()):
        if attribute == "w" and element.get(w("type")) in _OTHER_UNITS:
            continue
        if attribute == "line" and element.get(w("lineRule")) not in ("exact", "atLeast"):
            continue  # in lines, not in twips
        yield attribute


def _scale(element: etree._Element, attribute: str, least: int | None = None, most: int | None = None) -> None:
    value = _scaled(element.get(attribute, ""))
    if value is not None:
        number = int(value)
        if number and least is not None and most is not None:
            number = min(max(number, least), most)
        element.set(attribute, str(number))


def _scaled(text: str) -> str | None:
    """A length √2 times as long, None for what is no number ("auto", "50%")."""
    try:
        return str(int(float(text) * FACTOR))
    except ValueError:
        return None


def _set_paper(size: etree._Element) -> None:
    """A3 to the twip where the template was A4."""
    for attribute in (w("w"), w("h")):
        value = size.get(attribute, "")
        exact = next((side for side in A3 if value.isdecimal() and abs(int(value) - side) <= _NEAR), None)
        if exact is not None:
            size.set(attribute, str(exact))
    if size.get(w("code")) == _A4_CODE:
        size.set(w("code"), _A3_CODE)
