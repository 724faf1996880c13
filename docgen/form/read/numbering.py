"""Numbered and bulleted paragraphs: which list, which level, how its label is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from docgen.form.read.look import number, run_style
from docgen.form.read.styles import Formatting, Styles, attributes, merged, on, properties
from docgen.form.read.symbols import unicode_symbol
from docgen.form.tree import Counting, ListLevel
from docgen.word.xml import parse, w

KNOWN = {
    *("decimal", "decimalZero", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "bullet", "none"),
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"),
    *("chineseLegalSimplified", "ideographDigital", "decimalFullWidth", "decimalFullWidth2"),
    *("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "decimalEnclosedParen"),
    *("ideographZodiac", "ideographTraditional"),
}
"""Number formats that writers know."""


LEVELS = 9
"""Levels that a list may have."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list instance."""

    list_id: str
    element: etree._Element
    depth: int
    instance: str
    counting: tuple[Counting, ...]

    @property
    def start(self) -> int:
        """Its first number."""
        return self.counting[self.depth].start


class Numbering:
    """All lists of a template."""

    def __init__(self, data: bytes | None, styles: Styles) -> None:
        root = parse(data) if data else etree.Element(w("numbering"))
        self._styles = styles
        self._abstract = {item.get(w("abstractNumId")): item for item in root.iter(w("abstractNum"))}
        self._by_style = {
            link.get(w("val")): item
            for item in self._abstract.values()
            if (link := item.find(w("styleLink"))) is not None
        }
        self._instances = {item.get(w("numId")): item for item in root.iter(w("num"))}
        self._counting: dict[str, tuple[Counting, ...]] = {}

    def level(self, paragraph: Formatting, style: str = "") -> Level | None:
        """The level that paragraph properties name, None for a paragraph without a number.

        A style that names a list and no level stands at the one that names the style.
        """
        instance_id = paragraph.get("numPr/numId", {}).get("val", "0")
        instance = self._instances.get(instance_id)
        if instance is None or instance_id == "0":
            return None
        reference = instance.find(w("abstractNumId"))
        abstract = self._abstract.get(reference.get(w("val")) if reference is not None else None)
        if abstract is None:
            return None
        link = abstract.find(w("numStyleLink"))
        if link is not None:
            abstract = self._by_style.get(link.get(w("val")), abstract)
        depth = int(number(paragraph.get("numPr/ilvl"), otherwise=_styled(abstract, style)))
        element = _overridden(abstract, instance, depth)[0] if 0 <= depth < LEVELS else None
        if element is None:
            return None
        if instance_id not in self._counting:
            found = (_overridden(abstract, instance, at) for at in range(LEVELS))
            self._counting[instance_id] = tuple(_counting(*level) for level in found)
        list_id = str(abstract.get(w("abstractNumId")))
        return Level(list_id, element, depth, instance_id, self._counting[instance_id])

    def label(self, level: Level, mark: Formatting, told: Callable[[str, etree._Element], None]) -> ListLevel:
        """The label of a paragraph whose mark looks like `mark`; `told` is given what cannot be carried."""
        element = level.element
        if element.find(w("lvlPicBulletId")) is not None:
            told("picture-bullet", element)
        pattern = _value(element, "lvlText", "")
        kind = _value(element, "numFmt", "decimal")
        if kind not in KNOWN or _value(element, "lvlJc", "left") not in ("left", "start"):
            told("numbering", element)
        if kind == "bullet":
            fonts = properties(element.find(w("rPr"))).get("rFonts", {})
            font = fonts.get("hAnsi") or fonts.get("ascii", "")
            shown = [unicode_symbol(font, char) for char in pattern]
            if None in shown:
                told("symbol", element)
            pattern = "".join(char or "•" for char in shown)
        look = merged(mark, properties(element.find(w("rPr"))))
        if kind == "bullet":
            # The bullet has become an ordinary character, so that the symbol font no longer matters.
            look["rFonts"] = mark.get("rFonts", {})
        suffix = _value(element, "suff", "tab")
        return ListLevel(
            level.list_id,
            level.depth,
            kind,
            pattern,
            level.start,
            run_style(look, self._styles),
            suffix if suffix in ("space", "nothing") else "tab",  # type: ignore[arg-type]
            level.instance,
            level.counting,
            on(properties(element).get("isLgl")),
        )


def _level(parent: etree._Element, depth: int) -> etree._Element | None:
    return next((item for item in parent.findall(w("lvl")) if item.get(w("ilvl")) == str(depth)), None)


def _styled(abstract: etree._Element, style: str) -> int:
    """The level that names a paragraph style, the first where none does."""
    named = (item for item in abstract.findall(w("lvl")) if style and _value(item, "pStyle", "") == style)
    return next((int(item.get(w("ilvl"), "0")) for item in named), 0)


def _overridden(
    abstract: etree._Element, instance: etree._Element, depth: int
) -> tuple[etree._Element | None, etree._Element | None]:
    """A level of an instance and the w:startOverride that the instance has for it."""
    element, start = _level(abstract, depth), None
    for override in instance.findall(w("lvlOverride")):
        if override.get(w("ilvl")) == str(depth):
            own = _level(override, depth)
            element = own if own is not None else element
            start = override.find(w("startOverride"))
    return element, start


def _counting(element: etree._Element | None, override: etree._Element | None) -> Counting:
    if element is None:
        return Counting()
    values = properties(element)
    start = attributes(override) if override is not None else values.get("start")
    restart = values.get("lvlRestart")
    return Counting(
        _value(element, "numFmt", "decimal"),
        int(number(start, otherwise=1)),
        override is not None,
        int(number(restart)) if restart else None,
    )


def _value(element: etree._Element, name: str, otherwise: str) -> str:
    child = element.find(w(name))
    return (child.get(w("val")) or otherwise) if child is not None else otherwise
