"""Word's styles, theme and settings, resolved: what a paragraph, run or table looks like before its own properties.

Properties are kept as plain dictionaries, element name → its attributes (namespaces off); what a later level says
replaces what an earlier one said, attribute by attribute where Word does it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from docgen.word.xml import parse, w

Attributes = dict[str, str]
Formatting = dict[str, Attributes]

_BY_ATTRIBUTE = {"rFonts", "spacing", "ind", "lang"}
"""Elements whose attributes are inherited one by one."""

_THEMED = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}

TOGGLES = {"b", "i", "caps", "smallCaps", "strike", "dstrike", "vanish"}
"""Properties that a character style turns around where the paragraph style has them too (ECMA-376 part 1, 17.7.3)."""

_NESTED = {"pBdr", "tabs", "numPr"}
"""Paragraph properties whose content are elements: kept by the names of their children."""


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname


def attributes(element: etree._Element) -> Attributes:
    """The element's attributes by their names without namespaces."""
    return {etree.QName(name).localname: str(value) for name, value in element.attrib.items()}


def children(element: etree._Element | None) -> Iterator[etree._Element]:
    """The child elements; comments and instructions are none."""
    return (child for child in element if isinstance(child.tag, str)) if element is not None else iter(())


def properties(element: etree._Element | None) -> Formatting:
    """The children of a w:rPr or w:pPr."""
    found: Formatting = {}
    for child in children(element):
        name = local(child)
        if name in _NESTED:
            for number, inner in enumerate(children(child)):
                key = f"{name}/{inner.get(w('pos'))}" if name == "tabs" else f"{name}/{local(inner)}"
                found[key] = attributes(inner) | {"order": str(number)}
        else:
            found[name] = attributes(child)
    return found


def merged(*levels: Formatting) -> Formatting:
    """Properties of several levels, the later ones winning."""
    result: Formatting = {}
    for level in levels:
        for name, values in level.items():
            old = result.get(name)
            if old is None or name not in _BY_ATTRIBUTE:
                result[name] = values
                continue
            if name == "rFonts":
                old = {
                    key: value
                    for key, value in old.items()
                    if not any(key == theme and plain in values for plain, theme in _THEMED.items())
                }
            elif name == "ind":
                old = {key: value for key, value in old.items() if not _replaced_indent(key, values)}
            elif name == "spacing":
                # A number of lines takes the place of a length from an earlier level.
                old = {key: value for key, value in old.items() if f"{key}Lines" not in values}
            result[name] = old | values
    return result


def _replaced_indent(key: str, values: Attributes) -> bool:
    """A first-line indent and a hanging one exclude each other, and a new length the old number of characters."""
    first = {"firstLine", "firstLineChars", "hanging", "hangingChars"}
    if key in first:
        return bool(first & values.keys())
    return key.removesuffix("Chars") in values


def on(values: Attributes | None) -> bool:
    """Whether a switch like w:b is on."""
    return values is not None and values.get("val", "1") not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """One style with what it is based on already merged in."""

    run: Formatting = field(default_factory=dict)
    paragraph: Formatting = field(default_factory=dict)
    since_list: Formatting = field(default_factory=dict)
    """Paragraph properties of the style that names a list and of those based on it, which cover the list's own."""
    table: tuple[etree._Element, ...] = ()
    """w:style elements of a table style, the most basic first."""


class Styles:
    """All styles of a template."""

    def __init__(self, styles: bytes | None, theme: bytes | None, settings: bytes | None) -> None:
        root = parse(styles) if styles else etree.Element(w("styles"))
        self._elements = {item.get(w("styleId")): item for item in root.iter(w("style"))}
        self._resolved: dict[str, Style] = {}
        self.theme = Theme(theme, settings)
        defaults = root.find(w("docDefaults"))
        self.default_run = properties(_path(defaults, "rPrDefault", "rPr"))
        self.default_paragraph = properties(_path(defaults, "pPrDefault", "pPr"))
        self._defaults = {
            item.get(w("type")): item.get(w("styleId"))
            for item in root.iter(w("style"))
            if item.get(w("default")) in ("1", "true", "on")
        }

    def style(self, identifier: str | None, kind: str) -> Style:
        """The style of this id, or the default one of its kind (paragraph, character, table)."""
        known = identifier if identifier in self._elements else self._defaults.get(kind)
        if known is None or (known not in self._elements):
            return Style()
        if known not in self._resolved:
            self._resolved[known] = self._resolve(known)
        return self._resolved[known]

    def _resolve(self, identifier: str) -> Style:
        chain = list(self._chain(identifier))[::-1]
        paragraphs = [_outlined(item) | properties(item.find(w("pPr"))) for item in chain]
        listed = max((place for place, item in enumerate(paragraphs) if "numPr/numId" in item), default=len(chain))
        return Style(
            run=merged(*(properties(item.find(w("rPr"))) for item in chain)),
            paragraph=merged(*paragraphs),
            since_list=merged(*paragraphs[listed:]),
            table=tuple(chain),
        )

    def _chain(self, identifier: str | None) -> Iterator[etree._Element]:
        seen = set()
        while identifier in self._elements and identifier not in seen:
            seen.add(identifier)
            element = self._elements[identifier]
            yield element
            based = element.find(w("basedOn"))
            identifier = based.get(w("val")) if based is not None else None


_TITLES = re.compile(
    r"(?P<title>title|(?:大|主|总|表|公文|文件)?标题|[公行]文题|表题)|(?:heading|标题) ?(?P<level>[1-6])"
    r"|(?P<han>[一二三四五])级标题",
    re.IGNORECASE,
)
"""Names of styles that say how high a heading stands: Word's own, and those of official documents, whose first level
stands below the document's title."""


def _outlined(style: etree._Element) -> Formatting:
    """The outline level that a style's name tells, for one that has none of its own."""
    name = style.find(w("name"))
    found = _TITLES.fullmatch(name.get(w("val"), "").strip()) if name is not None else None
    if found is None or style.get(w("type")) != "paragraph":
        return {}
    level = int(found["level"]) - 1 if found["level"] else "一二三四五".find(found["han"]) + 1 if found["han"] else 0
    return {"outlineLvl": {"val": str(level)}}


def _path(element: etree._Element | None, *names: str) -> etree._Element | None:
    for name in names:
        element = element.find(w(name)) if element is not None else None
    return element


_HEX = re.compile(r"[0-9A-Fa-f]{1,2}")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SCRIPTS = {"zh-CN": "Hans", "zh-SG": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "ja-JP": "Jpan", "ko-KR": "Hang"}


class Theme:
    """Fonts and colours that styles name by their part in the theme."""

    def __init__(self, theme: bytes | None, settings: bytes | None) -> None:
        root = parse(theme) if theme else None
        self._fonts: dict[str, str] = {}
        self._colors: dict[str, str] = {}
        if root is None:
            return
        language = parse(settings).find(w("themeFontLang")) if settings else None
        script = _SCRIPTS.get(language.get(w("eastAsia"), "") if language is not None else "", "Hans")
        for part in ("major", "minor"):
            fonts = root.find(f".//{_DRAWING}{part}Font")
            if fonts is None:
                continue
            own = {item.get("script"): item.get("typeface", "") for item in fonts.findall(f"{_DRAWING}font")}
            for kind, key in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
                element = fonts.find(f"{_DRAWING}{kind}")
                face = element.get("typeface", "") if element is not None else ""
                for name in key:
                    self._fonts[f"{part}{name}"] = face or (own.get(script, "") if kind == "ea" else "")
        scheme = root.find(f".//{_DRAWING}clrScheme")
        for item in scheme if scheme is not None else ():
            if len(item):
                self._colors[local(item)] = item[0].get("lastClr") or item[0].get("val") or ""

    def font(self, name: str | None) -> str:
        """The font of minorEastAsia and the like, "" where the theme has none."""
        return self._fonts.get(name or "", "")

    def color(self, values: Mapping[str, str], prefix: str = "theme") -> str | None:
        """The colour of a themeColor with its tint or shade, as rrggbb."""
        name = values.get(f"{prefix}Color") or values.get(f"{prefix}Fill") or ""
        aliases = {"text1": "dk1", "text2": "dk2", "background1": "lt1", "background2": "lt2", "dark1": "dk1"}
        aliases |= {"light1": "lt1", "dark2": "dk2", "light2": "lt2", "hyperlink": "hlink"}
        color = self._colors.get(aliases.get(name, name))
        if not color or not re.fullmatch("[0-9A-Fa-f]{6}", color):
            return None
        channels = [int(color[at : at + 2], 16) for at in (0, 2, 4)]
        tint = values.get(f"{prefix}Tint") or values.get(f"{prefix}FillTint")
        shade = values.get(f"{prefix}Shade") or values.get(f"{prefix}FillShade")
        if tint and _HEX.fullmatch(tint):
            part = int(tint, 16) / 255
            channels = [round(value * part + 255 * (1 - part)) for value in channels]
        if shade and _HEX.fullmatch(shade):
            channels = [round(value * int(shade, 16) / 255) for value in channels]
        return "".join(f"{value:02x}" for value in channels)
