"""A picture that a value brings into a document: what it is, told from its bytes, and how large it is to stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from docgen.messages import Message, message

MAX_BYTES = 20 * 2**20
"""Of one picture: a photograph from a telephone has 5 MiB, a scan at 300 dpi 10."""

MAX_SIDE = 12_000
"""Pixels of its sides: an A4 page at 600 dpi has 7,016, and more is no picture on a form but an attack on memory."""

POINTS_A_PIXEL = 0.75
"""Where nothing says how large a picture is to be: 96 pixels an inch, as Word takes it."""

POINTS_A_MILLIMETRE = 72 / 25.4

KINDS = ("png", "jpeg", "bmp", "svg")
"""What can be put in; SVG stands as lines in a PDF, and with a PNG beside it in Word."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_SIZE = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]..\x08(..)(..)", re.DOTALL)
_LENGTH = re.compile(r"\s*([0-9.]+)\s*(px|pt|mm|cm|in)?\s*$")
_UNITS = {"px": 1.0, "": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class BadPicture(Exception):
    """A picture that cannot be put in; `said` tells why."""

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as a value of a template: `{{ image }}` prints it, in Word and in PDF. Lengths are points."""

    data: bytes = field(repr=False)
    kind: str
    """One of KINDS."""
    width: float
    height: float
    name: str = ""
    """How messages and screen readers call it."""
    fallback: bytes = field(default=b"", repr=False)
    """For SVG: the same as PNG, for programs that draw no SVG."""

    def __str__(self) -> str:
        """What stands in its place where only text can stand."""
        return self.name


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A cell that names a picture's file, with what that file holds; as text it is the name."""

    name: str
    """As typed."""
    data: bytes = field(default=b"", repr=False)
    fallback: bytes = field(default=b"", repr=False)
    """As `Image.fallback`."""
    problem: Message | None = field(default=None, repr=False)
    """Why the file cannot be used: that is told when it is printed."""
    at: str = field(default="", repr=False, compare=False)
    """How messages call the cell."""

    def __str__(self) -> str:
        return self.name


_SIGNATURES = {_PNG: "png", b"\xff\xd8\xff": "jpeg", b"GIF87a": "gif", b"GIF89a": "gif", b"BM": "bmp"}


def picture_format(data: bytes) -> str:
    """The format of a picture by its first bytes, whatever its file is called; "" for none that a page can show."""
    return next((name for start, name in _SIGNATURES.items() if data.startswith(start)), "")


def inspected(data: bytes, name: str) -> tuple[str, tuple[float, float]]:
    """A picture's kind and its sides in pixels.

    Raises BadPicture for what is no PNG, JPEG, BMP or SVG, is cut off, or is larger than MAX_BYTES and MAX_SIDE.
    """
    kind, sides = kind_and_sides(data)
    if not kind or not all(side > 0 for side in sides):
        raise BadPicture(message("template.image/kind" if data else "template.image/empty", name=name))
    if len(data) > MAX_BYTES or (kind != "svg" and max(sides) > MAX_SIDE):
        raise BadPicture(message("template.image/too-big", name=name, side=MAX_SIDE, size=MAX_BYTES // 2**20))
    return kind, sides


def kind_and_sides(data: bytes) -> tuple[str, tuple[float, float]]:
    """As `inspected`, but nothing is raised: "" for what is no whole picture."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and data[-8:-4] == b"IEND":
        return "png", (int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))
    if data.startswith(b"\xff\xd8\xff") and data.endswith(b"\xff\xd9") and (size := _JPEG_SIZE.search(data)):
        return "jpeg", (int.from_bytes(size[2]), int.from_bytes(size[1]))
    if data.startswith(b"BM") and len(data) >= 26 and int.from_bytes(data[2:6], "little") <= len(data):
        width, height = (int.from_bytes(data[at : at + 4], "little", signed=True) for at in (18, 22))
        return "bmp", (abs(width), abs(height))
    if b"<svg" in data[:4096]:
        return _svg(data)
    return "", (0, 0)


def _svg(data: bytes) -> tuple[str, tuple[float, float]]:
    """By its width and height, else by its viewBox."""
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return "", (0, 0)
    if etree.QName(root).localname != "svg" or b"<!ENTITY" in data:
        return "", (0, 0)
    box = [float(part) for part in re.findall(r"-?[0-9.]+(?:e-?\d+)?", root.get("viewBox", ""))]
    natural = (box[2], box[3]) if len(box) == 4 else (0.0, 0.0)
    sides = []
    for name, otherwise in (("width", natural[0]), ("height", natural[1])):
        found = _LENGTH.match(root.get(name, ""))
        sides.append(float(found[1]) * _UNITS[found[2] or ""] if found else otherwise)
    return "svg", (sides[0], sides[1])


def image(
    data: bytes, name: str, width: float | None = None, height: float | None = None, fallback: bytes = b""
) -> Image:
    """A picture of `width` and `height` millimetres; of one that is not given, as its sides are to each other.

    Raises BadPicture as `inspected`, and for a size that is no length.
    """
    kind, (across, down) = inspected(data, name)
    if any(side is not None and not 0 < side < 1000 for side in (width, height)):
        raise BadPicture(message("template.image/size", name=name, width=width or "", height=height or ""))
    wide = width * POINTS_A_MILLIMETRE if width is not None else None
    high = height * POINTS_A_MILLIMETRE if height is not None else None
    if wide is None:
        wide = high * across / down if high is not None else across * POINTS_A_PIXEL
    if high is None:
        high = wide * down / across
    return Image(data, kind, wide, high, name, fallback)


def picture(value: object, width: float | None = None, height: float | None = None) -> Image | str:
    """The templates' filter: `{{ row.照片|picture(width=30) }}` prints the picture that a cell names, in millimetres.

    As `image`; an empty cell prints nothing. Raises BadPicture for a picture that cannot be put in and for what no cell
    named, jinja2.UndefinedError for an undefined name.
    """
    if isinstance(value, PictureFile):
        try:
            if value.problem:
                raise BadPicture(value.problem)
            return image(value.data, value.name, width, height, value.fallback)
        except BadPicture as problem:
            raise BadPicture(message("template.picture", at=value.at, reason=problem.said)) from problem
    if isinstance(value, Image):
        return image(value.data, value.name, width, height, value.fallback)
    name = "" if value is None else str(value).strip()
    if name:
        raise BadPicture(message("template.picture/no-cell", name=name))
    return ""
