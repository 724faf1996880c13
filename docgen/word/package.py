"""A .docx as its parts, and back again: the same parts give the same bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from docgen.errors import Place, TemplateProblem
from docgen.messages import words

DOCUMENT = "word/document.xml"
CONTENT_TYPES = "[Content_Types].xml"

MAX_FILE = 64 * 2**20
"""Bytes of a template file."""

MAX_TOTAL = 256 * 2**20
"""Bytes of all its parts, inflated: more is no form but an attack."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_UTF8, _DEFLATED, _VERSION = 0x800, 8, 20
_DATE = (1 << 5) | 1
"""1980-01-01 in a zip file's reckoning: no time of making stands in a document."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A part ready to be put into a package."""

    name: str
    checksum: int
    size: int
    data: bytes
    """Deflated."""


def read_package(data: bytes, file: str | None = None) -> dict[str, bytes]:
    """The parts of a .docx by name, in the order of the package.

    Raises TemplateProblem for what is no sound .docx: another kind of file, damaged, encrypted, too big inflated.
    """
    if not data:
        raise _problem("template.file/empty", file)
    if data.startswith(_OLE):
        raise _problem("template.file/old-or-encrypted", file)
    if len(data) > MAX_FILE:
        raise _problem("template.file/too-big", file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > MAX_TOTAL:
                raise _problem("template.file/too-big", file)
            if any(entry.flag_bits & 1 for entry in entries):
                raise _problem("template.file/old-or-encrypted", file)
            parts = {_part_name(entry.filename, file): archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, struct.error) as problem:
        raise _problem("template.file/no-package", file) from problem
    if len(parts) != len(entries):
        raise _problem("template.file/no-package", file)
    if DOCUMENT not in parts or CONTENT_TYPES not in parts:
        raise _problem("template.file/no-document", file)
    return parts


def _part_name(name: str, file: str | None) -> str:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or not parts or parts[0] == "/":
        raise _problem("template.file/no-package", file)
    return "/".join(parts)


def _problem(key: str, file: str | None) -> TemplateProblem:
    text = words(key)
    return TemplateProblem(text.message, place=Place(file), hint=text.hint)


def pack(name: str, data: bytes) -> Packed:
    """Deflate a part: done once for what is the same in all documents."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Packed(name, zlib.crc32(data), len(data), deflate.compress(data) + deflate.flush())


def write_package(members: Mapping[str, bytes] | Iterable[Packed]) -> bytes:
    """The bytes of a package of these parts, the content types first as the standard asks, dated 1980-01-01."""
    packed = [pack(name, data) for name, data in members.items()] if isinstance(members, Mapping) else list(members)
    packed.sort(key=lambda part: part.name != CONTENT_TYPES)
    body = bytearray()
    directory = bytearray()
    for part in packed:
        name = part.name.encode("utf-8")
        common = (_VERSION, _UTF8, _DEFLATED, 0, _DATE, part.checksum, len(part.data), part.size, len(name), 0)
        directory += _CENTRAL.pack(b"PK\x01\x02", _VERSION, *common, 0, 0, 0, 0, len(body)) + name
        body += _LOCAL.pack(b"PK\x03\x04", *common) + name + part.data
    end = _END.pack(b"PK\x05\x06", 0, 0, len(packed), len(packed), len(directory), len(body), 0)
    return bytes(body + directory + end)
