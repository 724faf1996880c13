"""An A4 template as one of A3, as a copier enlarges it: every length times √2. Pure.

Nothing is laid out anew, so the same text stands on the same pages. What is rounded is rounded down: what filled a page
on A4 still goes onto it. Letters have whole half points; what they lose in width is put between them, so that lines end
where they did. A row that a page of A4 missed by a hair may find room on A3.
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

_FROM_SPACING = frozenset(("w", "kern", "position", "sz"))
"""What stands behind spacing there, as far as sz."""

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
    texts = {part: root for part, data in parts.items() if _is_text(part) and (root := _parsed(data)) is not None}
    apart = frozenset[str]().union(*map(_set_apart, texts.values()))
    return write_package(parts | {part: _enlarged(root, apart) for part, root in texts.items()})


def _is_text(part: str) -> bool:
    return part.startswith("word/") and part.endswith(".xml") and "/theme/" not in part


def _parsed(data: bytes) -> etree._Element | None:
    """A part of Word's own, None for any other and for one that cannot be read."""
    try:
        root = parse(data)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if etree.QName(root).namespace == W else None


def _set_apart(styles: etree._Element) -> frozenset[str]:
    """The styles that set letters apart, by id, "" where those do that nothing names; `styles` is any part."""
    found = {"": styles} if styles.find(f"{w('docDefaults')}//{w('spacing')}[@{w('val')}]") is not None else {}
    named = {style.get(w("styleId"), ""): style for style in styles.iter(w("style"))}
    found |= {key: style for key, style in named.items() if style.find(f"{w('rPr')}/{w('spacing')}") is not None}
    for _ in named:  # as long a chain of styles as there can be
        more = {key: style for key, style in named.items() if key not in found and _named(style, "basedOn") in found}
        if not more:
            break
        found |= more
    default = any(style.get(w("default")) in ("1", "true", "on") for style in found.values())
    return frozenset((*found, "") if default else found)


def _named(element: etree._Element | None, name: str) -> str:
    """What an element's child of this name says, "" where there is none."""
    child = None if element is None else element.find(w(name))
    return "" if child is None else child.get(w("val"), "")


def _in_style(letters: etree._Element) -> Iterator[str]:
    """The styles that letters' own properties stand beside: of the paragraph, of the run, or what a style goes by."""
    yield _named(letters, "rStyle")
    for holder in letters.iterancestors(w("p"), w("style")):
        if holder.tag == w("style"):
            yield _named(holder, "basedOn")
        else:
            yield _named(holder.find(w("pPr")), "pStyle")
        return


def _enlarged(root: etree._Element, apart: frozenset[str]) -> bytes:
    """A part enlarged; `apart` as `_set_apart`."""
    if etree.QName(root).localname == "styles":
        _say_default_size(root)
    sized = [(item, int(size)) for item in root.iter(w("rPr")) if (size := _named(item, "sz")[:9]).isdecimal()]
    for element in root.iter(etree.Element):
        _enlarge(element)
    for letters, half_points in sized:
        if letters.find(w("spacing")) is not None or apart.isdisjoint(_in_style(letters)):
            _widen(letters, half_points)
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


def _widen(letters: etree._Element, half_points: int) -> None:
    """Set letters of this former size as far apart as they are narrower now than √2 times, for want of smaller steps.

    What gives a size gives the distance too, 0 as well: it would else be that of letters of another size.
    """
    exact = half_points * FACTOR
    twips = round((exact - int(exact)) * 10)
    spacing = letters.find(w("spacing"))
    if spacing is None:
        spacing = etree.Element(w("spacing"), {w("val"): "0"})
        next(item for item in letters if etree.QName(item).localname in _FROM_SPACING).addprevious(spacing)
    spacing.set(w("val"), str(int(_scaled(spacing.get(w("val"), "0"), 1) or 0) + twips))


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


def _scaled(text: str, factor: float = FACTOR) -> str | None:
    """A length √2 times as long, None for what is no number ("auto", "50%")."""
    try:
        return str(int(float(text) * factor))
    except (ValueError, OverflowError):
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
