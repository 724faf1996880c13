"""Text boxes, drawn lines, frames and floating tables set beside their paragraphs, each with a mark of where it stands.

The form tree runs with the text. Offices put a masthead, a red line or a page number into boxes and shapes; here they
become paragraphs in content controls whose tag tells what they were, so that one reader resolves all formatting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from lxml import etree

from docgen.form.read.look import number
from docgen.form.read.styles import attributes, local
from docgen.word.xml import parse, serialise, w

_MARK = "gongwen?"
EMU = 12700
"""English metric units to the point."""

_ROOTS = ("document", "hdr", "ftr")
_DOUBLE = ("dbl", "thickThin", "thinThick", "tri")
_VML_LENGTH = re.compile(r"(-?\d*\.?\d+)(pt|cm|mm|in|px)?")
_VML_UNITS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "px": 0.75, "": 0.75}
FLAT = 6.0
"""Points up to which a drawn shape's height makes it a line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something floating stands. Lengths in points; None where the file does not say it as a length."""

    kind: str
    """box, line, frame or table."""
    across: str = ""
    """What it stands by: page, margin, column …"""
    x: str = ""
    """Points from there, or left, center, right, outside …"""
    down: str = ""
    """page, margin, paragraph …"""
    y: str = ""
    width: float | None = None
    height: float | None = None
    color: str = ""
    """Of a line: rrggbb."""
    weight: float | None = None
    double: bool = False

    @property
    def offset(self) -> float | None:
        """`y` as a length."""
        return _said(self.y)

    @property
    def left(self) -> float | None:
        """`x` as a length."""
        return _said(self.x)


def _said(text: str) -> float | None:
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def mark_of(controls: tuple[str, ...]) -> Mark | None:
    """The innermost mark among the tags of content controls."""
    for tag in reversed(controls):
        if tag.startswith(_MARK):
            values = {key: found[0] for key, found in parse_qs(tag.removeprefix(_MARK)).items()}
            return Mark(
                values.get("kind", ""),
                values.get("across", ""),
                values.get("x", ""),
                values.get("down", ""),
                values.get("y", ""),
                _length(values.get("width")),
                _length(values.get("height")),
                values.get("color", ""),
                _length(values.get("weight")),
                values.get("double") == "1",
            )
    return None


def _length(text: str | None) -> float | None:
    return float(text) if text else None


def lifted(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a package with what floats lifted out; a part that is no sound XML stays for the reader to name."""
    made = dict(members)
    for name, content in members.items():
        if not name.endswith(".xml") or not re.search(rb"txbxContent|framePr|tblpPr|wsp|:line|:rect|cxnSp", content):
            continue
        try:
            root = parse(content)
        except (etree.XMLSyntaxError, ValueError):
            continue
        if root.tag in {w(item) for item in _ROOTS}:
            _lift(root)
            made[name] = serialise(root).encode()
    return made


def _lift(root: etree._Element) -> None:
    for paragraph in list(root.iter(w("p"))):
        if not any(local(item) == "txbxContent" for item in paragraph.iterancestors()):
            _lift_shapes(paragraph)
    for table in list(root.iter(w("tbl"))):
        if (place := table.find(f"{w('tblPr')}/{w('tblpPr')}")) is not None:
            _wrap(table, **_place("table", attributes(place), _TABLE_PLACE))
    for paragraph in list(root.iter(w("p"))):
        pPr = paragraph.find(w("pPr"))
        if pPr is not None and (frame := pPr.find(w("framePr"))) is not None:
            _wrap(paragraph, **_place("frame", attributes(frame), _FRAME_PLACE))
            pPr.remove(frame)


_TABLE_PLACE = (("horzAnchor", "column"), ("tblpXSpec", "tblpX"), ("vertAnchor", "page"), ("tblpYSpec", "tblpY"))
_FRAME_PLACE = (("hAnchor", "page"), ("xAlign", "x"), ("vAnchor", "page"), ("yAlign", "y"))
"""What says where a floating table, or a frame, stands: by what, across and down, with what holds where nothing is
said; and the place there, as a word or else in twips."""


def _place(kind: str, values: Mapping[str, str], named: Sequence[tuple[str, str]]) -> dict[str, str]:
    (across, by), (aside, x), (down, below), (where, y) = named
    return {
        "kind": kind,
        "across": values.get(across, by),
        "x": values.get(aside) or _twips(values.get(x)),
        "down": values.get(down, below),
        "y": values.get(where) or _twips(values.get(y)),
    }


def _twips(text: str | None) -> str:
    return f"{number({'val': text}) / 20:g}" if text else ""


def _control(values: Mapping[str, object]) -> etree._Element:
    control = etree.Element(w("sdt"))
    said = {key: value for key, value in values.items() if value not in (None, "")}
    etree.SubElement(etree.SubElement(control, w("sdtPr")), w("tag")).set(w("val"), _MARK + urlencode(said))
    etree.SubElement(control, w("sdtContent"))
    return control


def _wrap(element: etree._Element, **values: object) -> None:
    parent = element.getparent()
    if parent is None:
        return
    control = _control(values)
    parent.replace(element, control)
    control[1].append(element)


# ---------------------------------------------------------------- shapes


def _lift_shapes(paragraph: etree._Element) -> None:
    parent = paragraph.getparent()
    if parent is None:
        return
    for holder in _holders(paragraph):
        for shape, values in _shapes(holder):
            content = next((item for item in shape.iter(w("txbxContent"))), None)
            control = _control(values)
            if content is not None:
                control[1].extend(list(content))
                _lift(control)
            elif values["kind"] == "line":
                etree.SubElement(control[1], w("p"))
            else:
                continue
            place = parent.index(paragraph)
            parent.insert(place if values["kind"] == "box" else place + 1, control)
            outer = holder.getparent()
            if outer is not None:
                outer.remove(holder)


def _holders(paragraph: etree._Element) -> list[etree._Element]:
    """The elements of a paragraph that hold drawings: each once, whatever it offers to other programs."""
    found: list[etree._Element] = []
    for item in paragraph.iter():
        if not isinstance(item.tag, str) or local(item) not in ("AlternateContent", "drawing", "pict"):
            continue
        if not any(outer in found for outer in item.iterancestors()):
            found.append(item)
    return found


def _shapes(holder: etree._Element) -> Iterator[tuple[etree._Element, dict[str, object]]]:
    anchors = [item for item in holder.iter() if isinstance(item.tag, str) and local(item) in ("anchor", "inline")]
    if anchors:
        yield anchors[0], _drawn(anchors[0])
        return
    for item in holder.iter():
        if isinstance(item.tag, str) and local(item) in ("line", "rect", "shape") and "vml" in item.tag:
            yield item, _vml(item)
            return


def _drawn(anchor: etree._Element) -> dict[str, object]:
    values: dict[str, object] = {"kind": "picture"}
    for child in anchor:
        name = local(child) if isinstance(child.tag, str) else ""
        if name in ("positionH", "positionV"):
            inner = child[0] if len(child) else None
            said = (inner.text or "") if inner is not None else ""
            if inner is not None and local(inner) == "posOffset":
                said = f"{_points(said):g}"
            keys = ("across", "x") if name == "positionH" else ("down", "y")
            values |= dict(zip(keys, (child.get("relativeFrom", ""), said), strict=True))
        elif name == "extent":
            values["width"], values["height"] = _points(child.get("cx")), _points(child.get("cy"))
    inside = {local(item): item for item in anchor.iter() if isinstance(item.tag, str)}
    if "txbxContent" in inside:
        values["kind"] = "box"
    elif ("wsp" in inside or "cxnSp" in inside) and float(str(values.get("height", FLAT + 1))) <= FLAT:
        line = inside.get("ln")
        color = inside.get("srgbClr")
        values |= {"kind": "line", "color": (color.get("val", "") if color is not None else "").lower()}
        if line is not None:
            values["weight"] = _points(line.get("w", "9525"))
            values["double"] = int(line.get("cmpd", "sng") in _DOUBLE)
    return values


def _points(text: str | None) -> float:
    """A length in English metric units as points, 0 for what is none."""
    found = re.fullmatch(r"\s*(-?\d{1,12}(?:\.\d+)?)\s*", text or "")
    return float(found[1]) / EMU if found else 0.0


_NAMED = {"red": "ff0000", "black": "000000", "white": "ffffff", "blue": "0000ff"}


def _vml(shape: etree._Element) -> dict[str, object]:
    style = {
        part.partition(":")[0].strip(): part.partition(":")[2].strip()
        for part in shape.get("style", "").split(";")
        if ":" in part
    }
    values: dict[str, object] = {
        "kind": "picture",
        "across": style.get("mso-position-horizontal-relative", "column"),
        "x": style.get("mso-position-horizontal") or _vml_length(style.get("margin-left")),
        "down": style.get("mso-position-vertical-relative", "paragraph"),
        "y": style.get("mso-position-vertical") or _vml_length(style.get("margin-top")),
        "width": _vml_length(style.get("width")),
        "height": _vml_length(style.get("height")),
    }
    if any(local(item) == "txbxContent" for item in shape.iter() if isinstance(item.tag, str)):
        values["kind"] = "box"
    elif local(shape) == "line" or float(str(values["height"] or FLAT + 1)) <= FLAT:
        stroke = next((item for item in shape if isinstance(item.tag, str) and local(item) == "stroke"), None)
        named = (shape.get("strokecolor") or shape.get("fillcolor") or "").split() or ["black"]
        color = named[0].lstrip("#").lower()
        if local(shape) == "line":
            ends = [_VML_LENGTH.match(shape.get(end, "0")) for end in ("from", "to")]
            lengths = [float(end[1]) * _VML_UNITS[end[2] or ""] for end in ends if end]
            if len(lengths) == 2:
                values["width"] = f"{abs(lengths[1] - lengths[0]):g}"
        values |= {
            "kind": "line",
            "color": _NAMED.get(color, "".join(sign * 2 for sign in color) if len(color) == 3 else color),
            "weight": _vml_length(shape.get("strokeweight")) or "0.75",
            "double": int(stroke is not None and stroke.get("linestyle", "single") != "single"),
        }
    return values


def _vml_length(text: str | None) -> str:
    found = _VML_LENGTH.fullmatch((text or "").strip())
    return f"{float(found[1]) * _VML_UNITS[found[2] or '']:g}" if found else ""
