"""The form's Word template in docxtemplater's language, made from docgen's own, and the values for it.

Both say the same things: `{{ x }}` is `{x}`, `{% if x %}…{% else %}…{% endif %}` is `{#x?}…{/x?}{^x?}…{/x?}`, a loop
over rows begins in the first cell of its rows and ends in the last one, where docxtemplater expects it.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.kinds.views import View, names_of

SCRIPT = Path(__file__).with_name("docxtemplater.js")
MODULES = Path(__file__).resolve().parents[1] / ".cache" / "bench" / "node_modules"
"""Where set-up puts the packages."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"\{\{\s*(?P<value>[\w.]+)\s*\}\}|\{%(?P<part>tr|p)?\s*(?P<word>\w+)\s*(?P<rest>.*?)\s*%\}")
_DOCUMENT = "word/document.xml"
_ROW = "{row}"
"""A mark in the place of a tag whose row goes away."""


class NotSaid(ValueError):
    """A tag that this conversion does not know."""


def lacks() -> str:
    """What is missing to run it, "" when nothing is."""
    if shutil.which("node") is None:
        return "node is not installed"
    return "" if versions() else "docxtemplater is not set up"


def versions() -> dict[str, str]:
    """The versions of the packages that are set up, none when one is missing."""
    files = {name: MODULES / name / "package.json" for name in ("docxtemplater", "pizzip")}
    if not all(file.is_file() for file in files.values()):
        return {}
    return {name: json.loads(file.read_text("utf-8"))["version"] for name, file in files.items()}


def converted(template: bytes) -> bytes:
    """The template with docxtemplater's tags. Raises NotSaid for a tag that cannot be said."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for item in source.infolist():
            data = source.read(item)
            made.writestr(item.filename, _converted_part(data) if item.filename == _DOCUMENT else data)
    return target.getvalue()


def _converted_part(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    open_blocks: list[tuple[str, str]] = []
    for text in root.iter(f"{_W}t"):
        if text.text:
            text.text = _TAG.sub(lambda match: _tag(match, open_blocks), text.text)
    if open_blocks:
        raise NotSaid(open_blocks[-1][1])
    for control in root.iter(f"{_W}tag"):
        # It knows tags in texts only; what a control is called prints nothing.
        control.set(f"{_W}val", control.get(f"{_W}val", "").partition("{")[0])
    _move_row_loops(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _tag(match: re.Match[str], blocks: list[tuple[str, str]]) -> str:
    """One tag said in the other language; `blocks` are the open ones with the name of each."""
    if match["value"]:
        return f"{{{match['value']}}}"
    word, rest, row = match["word"], match["rest"], _ROW if match["part"] == "tr" else ""
    if word == "for":
        name = rest.split(" in ")[1].strip()
        blocks.append(("for", name))
        return f"{row}{{#{name}}}"
    if word == "if" and re.fullmatch(r"[\w.]+", rest):
        blocks.append(("if", f"{rest}?"))
        return f"{row}{{#{rest}?}}"
    if word == "else" and blocks:
        return f"{{/{blocks[-1][1]}}}{{^{blocks[-1][1]}}}"
    if word in ("endfor", "endif") and blocks:
        return f"{row}{{/{blocks.pop()[1]}}}"
    raise NotSaid(match[0])


def _move_row_loops(root: etree._Element) -> None:
    """Move each tag that stands alone in a row into the rows that it repeats, and take its own row away."""
    for text in [item for item in root.iter(f"{_W}t") if (item.text or "").startswith(_ROW)]:
        row = next(text.iterancestors(f"{_W}tr"))
        tag = (text.text or "")[len(_ROW) :]
        if tag.startswith("{/"):
            paragraph = next(iter(row.itersiblings(f"{_W}tr", preceding=True))).findall(f".//{_W}p")[-1]
            paragraph.append(_run(tag))
        else:
            paragraph = next(row.itersiblings(f"{_W}tr")).findall(f".//{_W}p")[0]
            properties = paragraph.find(f"{_W}pPr")
            paragraph.insert(0 if properties is None else 1, _run(tag))
        row.getparent().remove(row)  # type: ignore[union-attr]


def _run(tag: str) -> etree._Element:
    run = etree.Element(f"{_W}r")
    etree.SubElement(run, f"{_W}t").text = tag
    return run


def flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the tags ask for them: "person.name", "person.name?" for whether there is one, lists with items."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, View):
            found |= _fields(name, value)
        elif isinstance(value, (list, tuple)):
            found[name] = [_item(name, item, place) for place, item in enumerate(value, start=1)]
        else:
            found[name] = value
            found[f"{name}?"] = bool(value)
    return found


_ITEMS = {"risks": "risk", "opinions": "opinion", "matters": "matter", "blank_rows": "number", "group": "member"}
"""How templates call one of a list."""


def _item(name: str, item: object, place: int) -> dict[str, Any]:
    one = _ITEMS[name]
    return {"loop.index": place, **(_fields(one, item) if isinstance(item, View) else {one: item})}


def _fields(name: str, value: Any) -> dict[str, Any]:
    texts = {f"{name}.{field}": value[field] for field in names_of(type(value))}
    plain = {key: text for key, text in texts.items() if isinstance(text, (str, int, bool))}
    return plain | {f"{key}?": bool(text) for key, text in plain.items()}
