"""Numbered and bulleted paragraphs: which list, which level, how its label is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from docgen.form.read.look import number, run_style
from docgen.form.read.styles import Formatting, Styles, attributes, merged, properties
from docgen.form.tree import ListLevel
from docgen.word.xml import parse, w

_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf075": "◆",
    "\uf076": "❖",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0a8": "◻",
    "\uf071": "❑",
    "\uf0e0": "→",
    "\uf02d": "–",
}
"""Characters of the Symbol and Wingdings fonts that lists are bulleted with, as Unicode has them."""


KNOWN = {
    *("decimal", "decimalZero", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "bullet", "none"),
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"),
    *("chineseLegalSimplified", "ideographDigital", "decimalFullWidth", "decimalFullWidth2"),
    *("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "decimalEnclosedParen"),
    *("ideographZodiac", "ideographTraditional"),
}
"""Number formats that writers know."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list instance."""

    list_id: str
    element: etree._Element
    start: int


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

    def level(self, paragraph: Formatting) -> Level | None:
        """The level that paragraph properties name, None for a paragraph without a number."""
        instance_id = paragraph.get("numPr/numId", {}).get("val", "0")
        instance = self._instances.get(instance_id)
        if instance is None or instance_id == "0":
            return None
        depth = str(int(number(paragraph.get("numPr/ilvl"))))
        reference = instance.find(w("abstractNumId"))
        abstract = self._abstract.get(reference.get(w("val")) if reference is not None else None)
        if abstract is None:
            return None
        link = abstract.find(w("numStyleLink"))
        if link is not None:
            abstract = self._by_style.get(link.get(w("val")), abstract)
        element = _level(abstract, depth)
        start = None
        for override in instance.findall(w("lvlOverride")):
            if override.get(w("ilvl")) == depth:
                own = _level(override, depth)
                element = own if own is not None else element
                start = override.find(w("startOverride"))
        if element is None:
            return None
        if start is None:
            start = element.find(w("start"))
            list_id = str(abstract.get(w("abstractNumId")))
        else:
            # An instance that starts anew counts for itself; the others of one list count on.
            list_id = f"{abstract.get(w('abstractNumId'))}-{instance_id}"
        return Level(list_id, element, int(number(attributes(start) if start is not None else None, otherwise=1)))

    def label(self, level: Level, mark: Formatting, told: Callable[[str, etree._Element], None]) -> ListLevel:
        """The label of a paragraph whose mark looks like `mark`; `told` is given what cannot be carried."""
        element = level.element
        if element.find(w("lvlPicBulletId")) is not None:
            told("picture-bullet", element)
        pattern = _value(element, "lvlText", "")
        kind = _value(element, "numFmt", "decimal")
        plain = _value(element, "lvlJc", "left") in ("left", "start") and _value(element, "lvlRestart", "1") != "0"
        if kind not in KNOWN or not plain or element.find(w("isLgl")) is not None:
            told("numbering", element)
        if kind == "bullet":
            pattern = "".join(_BULLETS.get(char, char) for char in pattern)
            if any("\uf000" <= char <= "\uf0ff" for char in pattern):
                told("symbol", element)
        look = merged(mark, properties(element.find(w("rPr"))))
        if kind == "bullet":
            # The bullet has become an ordinary character, so that the symbol font no longer matters.
            look["rFonts"] = mark.get("rFonts", {})
        suffix = _value(element, "suff", "tab")
        return ListLevel(
            level.list_id,
            int(element.get(w("ilvl"), "0")),
            kind,
            pattern,
            level.start,
            run_style(look, self._styles),
            suffix if suffix in ("space", "nothing") else "tab",  # type: ignore[arg-type]
        )


def _level(parent: etree._Element, depth: str) -> etree._Element | None:
    return next((item for item in parent.findall(w("lvl")) if item.get(w("ilvl")) == depth), None)


def _value(element: etree._Element, name: str, otherwise: str) -> str:
    child = element.find(w(name))
    return (child.get(w("val")) or otherwise) if child is not None else otherwise
