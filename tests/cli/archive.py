"""What ISO 19005-2 asks of a PDF/A-2 file, as far as it can be read from the file's objects without a validator."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_FORBIDDEN = ("/AA", "/JavaScript", "/JS", "/EmbeddedFiles", "/XFA", "/Launch", "/PS", "/TR", "/HTP")
_DEVICE_CMYK = {"k", "K"}


def wrong(data: bytes, level: str = "B", *, tags: bool = False) -> list[str]:
    """What is against the standard (6.1 file, 6.2 graphics and fonts, 6.6 metadata), in English; nothing for a sound file."""
    return list(_wrong(data, level, tags))


def _wrong(data: bytes, level: str, tags: bool) -> Iterator[str]:
    # 6.1.2: a header with a comment of at least four bytes above 127 behind it.
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", data):
        yield "header"
    if not re.search(rb"%%EOF\r?\n?$", data):
        yield "something stands behind the end"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield from (f"damaged: {item}" for item in pdf.get_warnings())
        if pdf.is_encrypted or "/Encrypt" in pdf.trailer:
            yield "encrypted"
        if len(pdf.trailer.get("/ID", [])) != 2 or not all(len(bytes(item)) for item in pdf.trailer.get("/ID", [])):
            yield "no file identifier"
        yield from _profile(pdf)
        yield from _metadata(pdf, level)
        yield from _objects(pdf)
        yield from _pages(pdf)
        if tags:
            yield from _structure(pdf)
        elif "/StructTreeRoot" in pdf.Root:
            yield "tagged without being asked"


def _profile(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.2.3: one output intent with an ICC profile of RGB, which makes DeviceRGB and DeviceGray sure colours."""
    intents = [item for item in pdf.Root.get("/OutputIntents", []) if item.S == "/GTS_PDFA1"]
    if len(intents) != 1:
        yield f"{len(intents)} output intents"
        return
    stream = intents[0].DestOutputProfile
    profile = stream.read_bytes()
    if profile[36:40] != b"acsp" or profile[16:20] != b"RGB " or profile[12:16] not in (b"mntr", b"prtr"):
        yield "no ICC profile of RGB"
    if int.from_bytes(profile[:4], "big") != len(profile) or stream.N != 3:
        yield "the ICC profile is not whole"


def _metadata(pdf: pikepdf.Pdf, level: str) -> Iterator[str]:
    """6.6.2 to 6.6.4: XMP that says which standard, and agrees with the information dictionary."""
    raw = pdf.Root.Metadata.read_bytes()
    if pdf.Root.Metadata.get("/Type") != "/Metadata" or pdf.Root.Metadata.get("/Subtype") != "/XML":
        yield "the metadata stream is not declared as one"
    if not raw.lstrip().startswith(b"<?xpacket begin=") or b"encoding=" in raw.partition(b"?>")[0]:
        yield "no packet of XMP"
    xmp = ElementTree.fromstring(re.sub(rb"<\?xpacket[^>]*\?>", b"", raw).decode())
    if [item.text for item in xmp.iter(f"{_PDFA}part")] != ["2"]:
        yield "part"
    if [item.text for item in xmp.iter(f"{_PDFA}conformance")] != [level]:
        yield "level"
    info = pdf.docinfo
    pairs = {
        "/Title": _listed(xmp, f"{_DC}title"),
        "/Subject": _listed(xmp, f"{_DC}description"),
        "/Author": _listed(xmp, f"{_DC}creator"),
        "/Creator": _text(xmp, f"{_XMP}CreatorTool"),
        "/CreationDate": _date(_text(xmp, f"{_XMP}CreateDate")),
        "/ModDate": _date(_text(xmp, f"{_XMP}ModifyDate")),
    }
    for key, said in pairs.items():
        if key in info and str(info[key]) != said:
            yield f"{key} is {info[key]} in one place and {said} in the other"
    yield from (f"{key} has no counterpart in XMP" for key in info if key not in pairs)
    if re.search(rb"typst|weasyprint|pikepdf|docgen", raw.replace(b"xmp-writer", b""), re.IGNORECASE):
        yield "a tool is named"


def _listed(xmp: ElementTree.Element, name: str) -> str:
    return "".join(item.text or "" for holder in xmp.iter(name) for item in holder.iter(f"{_RDF}li"))


def _text(xmp: ElementTree.Element, name: str) -> str:
    return "".join(item.text or "" for item in xmp.iter(name))


def _date(text: str) -> str:
    return "D:" + re.sub("[-:T]", "", text)


def _objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield from (f"{key} is forbidden" for key in _FORBIDDEN if key in item)
            if item.get("/Type") == "/Font" and item.get("/Subtype") != "/Type3":
                yield from _font(item)
            if item.get("/Subtype") == "/Image" and item.get("/Interpolate", False):
                yield "an interpolated picture"
        if isinstance(item, pikepdf.Stream):
            filters = item.get("/Filter", [])
            names = [filters] if isinstance(filters, pikepdf.Name) else list(filters)
            if "/LZWDecode" in names or "/Crypt" in names or "/F" in item:
                yield "a stream by LZW, encrypted or in another file"


def _font(font: Any) -> Iterator[str]:
    """6.2.11: embedded, its glyphs found without the system, its characters known."""
    if font.Subtype == "/Type0":
        if "/ToUnicode" not in font:
            yield f"{font.BaseFont} cannot be copied"
        if font.Encoding not in ("/Identity-H", "/Identity-V"):
            yield f"{font.BaseFont} has a CMap that is not embedded"
        return
    described = font.get("/FontDescriptor", {})
    if not any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        yield f"{font.BaseFont} is not embedded"
    if font.Subtype == "/CIDFontType2" and "/CIDToGIDMap" not in font:
        yield f"{font.BaseFont} has no CIDToGIDMap"


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        operators = {str(item.operator) for item in pikepdf.parse_content_stream(page)}
        if operators & _DEVICE_CMYK:
            yield "a colour of another device"
        if page.get("/Annots"):
            yield "an annotation"


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    """ISO 32000-1, 14.7 and 14.8: marked, with a tree whose kinds are known, in a language; all that is drawn is in it."""
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
        yield "not marked"
    if not str(pdf.Root.get("/Lang", "")).startswith("zh"):
        yield "no language"
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None or "/ParentTree" not in tree:
        yield "no structure"
        return
    kinds = {
        str(item.S) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/P" in item and "/S" in item
    }
    if "/P" not in kinds and "/Table" not in kinds:
        yield f"neither a paragraph nor a table among {sorted(kinds)}"
    for page in pdf.pages:
        depth = 0
        for item in pikepdf.parse_content_stream(page):
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(item.operator), 0)
            if not depth and str(item.operator) in ("Tj", "TJ", "Do", "f", "S"):
                yield "something is drawn outside the structure"
                break
