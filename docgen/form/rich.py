"""docxtpl's RichText read: the runs that a program made, each with a style of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from docgen.form.tree import RunStyle

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SCRIPTS = {"superscript": "super", "subscript": "sub"}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)


def runs_of(value: object) -> list[Any] | None:
    """The w:r elements of a docxtpl RichText, None for any other value."""
    xml = getattr(value, "xml", None)
    if not isinstance(xml, str) or "<w:" not in xml:
        return None
    try:
        root = etree.fromstring(f'<w:p xmlns:w="{_W}" xmlns:r="r">{xml}</w:p>', _PARSER)
    except etree.XMLSyntaxError:
        return None
    return list(root.iter(f"{{{_W}}}r"))


def contents(run: Any) -> Iterator[str]:
    """The text of a run's parts, line breaks and tabs among them."""
    for child in run:
        name = etree.QName(child).localname
        if name == "t":
            yield child.text or ""
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "tab":
            yield "\t"


def style_of(run: Any, base: RunStyle) -> RunStyle:
    """The style of a run that a program made, in a place of style `base`."""
    properties = run.find(f"{{{_W}}}rPr")
    changes: dict[str, Any] = {}
    for item in properties if properties is not None else ():
        name, value = etree.QName(item).localname, item.get(f"{{{_W}}}val")
        if name in ("b", "i", "strike"):
            changes[{"b": "bold", "i": "italic"}.get(name, name)] = value not in ("0", "false")
        elif name == "color":
            changes["color"] = _colour(value)
        elif name == "shd":
            changes["background"] = _colour(item.get(f"{{{_W}}}fill"))
        elif name == "sz" and (value or "").isdigit():
            changes["size"] = int(value) / 2
        elif name == "u":
            changes["underline"] = value
        elif name == "vertAlign":
            changes["script"] = _SCRIPTS.get(value)
        elif name == "rFonts":
            changes["latin"] = item.get(f"{{{_W}}}ascii", base.latin)
            changes["east"] = item.get(f"{{{_W}}}eastAsia", base.east)
    return replace(base, **changes)


def _colour(value: str | None) -> str | None:
    return value if value and len(value) == 6 and all(char in "0123456789abcdefABCDEF" for char in value) else None
