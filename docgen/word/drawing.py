"""An image as Word writes it: a drawing in a run, a media part and the relationships that tie them."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from lxml import etree

from docgen.word.image import Image
from docgen.word.xml import parse, serialise

_EMUS_A_POINT = 12_700
"""English Metric Units, Word's lengths of drawings."""
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_REFERENCE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_IMAGE = f"{_REFERENCE}/image"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "bmp": "image/bmp", "svg": "image/svg+xml"}


def drawing(image: Image, number: int) -> str:
    """The w:drawing of a part's image of this number (from 1 on), to stand in a run."""
    size = f'cx="{round(image.width * _EMUS_A_POINT)}" cy="{round(image.height * _EMUS_A_POINT)}"'
    about = f'id="{number}" name={quoteattr(image.name or f"图片{number}")} descr={quoteattr(image.name)}'
    blip = f'<a:blip r:embed="{_id(number, image.fallback or image.data)}"/>'
    if image.kind == "svg" and image.fallback:
        reference = f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{_id(number, image.data)}"/>'
        more = f'<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">{reference}</a:ext></a:extLst>'
        blip = f"{blip[:-2]}>{more}</a:blip>"
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_PLACE}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr {about}/><a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PICTURE}">'
        f'<pic:pic xmlns:pic="{_PICTURE}" xmlns:r="{_REFERENCE}"><pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/>'
        f"</pic:nvPicPr><pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def media(images: Iterable[Image]) -> dict[str, bytes]:
    """The media parts of these images by name; the same bytes stand once."""
    found: dict[str, bytes] = {}
    for image in images:
        for kind, data in _parts(image):
            found[_name(kind, data)] = data
    return found


def with_relationships(relationships: bytes | None, part: str, images: Iterable[Image]) -> bytes:
    """The relationships of a text part with those of its images, which are numbered in their order."""
    root = parse(relationships) if relationships else etree.Element(f"{{{_RELATIONSHIPS}}}Relationships")
    folder = posixpath.dirname(part)
    for number, image in enumerate(images, start=1):
        for kind, data in _parts(image):
            target = posixpath.relpath(_name(kind, data), folder)
            attributes = {"Id": _id(number, data), "Type": _IMAGE, "Target": target}
            etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", attributes)
    return (_DECLARATION + serialise(root)).encode()


def with_types(content_types: bytes, images: Iterable[Image]) -> bytes:
    """The package's content types with those of the images' endings."""
    root = parse(content_types)
    known = {item.get("Extension", "").lower() for item in root.iter(f"{{{_TYPES}}}Default")}
    for kind in dict.fromkeys(kind for image in images for kind, _ in _parts(image)):
        if kind not in known:
            root.insert(
                0, etree.Element(f"{{{_TYPES}}}Default", {"Extension": kind, "ContentType": _CONTENT_TYPES[kind]})
            )
    return (_DECLARATION + serialise(root)).encode()


def _parts(image: Image) -> list[tuple[str, bytes]]:
    own = [(image.kind, image.data)]
    return [("png", image.fallback), *own] if image.kind == "svg" and image.fallback else own


def _name(kind: str, data: bytes) -> str:
    return f"word/media/docgen-{hashlib.sha256(data).hexdigest()[:16]}.{kind}"


def _id(number: int, data: bytes) -> str:
    return f"docgen{number}-{hashlib.sha256(data).hexdigest()[:8]}"
