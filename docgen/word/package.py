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

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONSHIPS = "_rels/.rels"

MAX_FILE = 64 * 2**20
"""Bytes of a template file."""

MAX_TOTAL = 256 * 2**20
"""Bytes of all its parts, inflated: more is no form but an attack."""

SHARED, EACH = 6, 3
"""Deflate's levels for parts of all documents and of one: 3 takes 0.6 of the time of 6 for 8 % more bytes."""

SMALL = 1024
"""Bytes up to which a part of one document stays as it is: deflating it takes longer than all else around it."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHI")
_END = struct.Struct("<4sHHHHIIH")
_UTF8, _STORED, _DEFLATED, _VERSION = 0x800, 0, 8, 20
_DATE = (1 << 5) | 1
"""1980-01-01 in a zip file's reckoning: no time of making stands in a document."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A part ready to be put into a package."""

    name: str
    local: bytes
    """Its header and its data, as they stand in the file."""
    central: bytes
    """Its entry in the directory, but for its place and name."""


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
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            if sum(entry.file_size for entry in entries) > MAX_TOTAL:
                raise _problem("template.file/too-big", file)
            if any(entry.flag_bits & 1 for entry in entries):
                raise _problem("template.file/old-or-encrypted", file)
            parts = {_part_name(entry.filename, file): archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, struct.error) as problem:
        raise _problem("template.file/no-package", file) from problem
    if len(parts) != len(entries):
        raise _problem("template.file/no-package", file)
    if CONTENT_TYPES not in parts or ROOT_RELATIONSHIPS not in parts:
        raise _problem("template.file/no-document", file)
    return parts


def _part_name(name: str, file: str | None) -> str:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or not parts or parts[0] == "/":
        raise _problem("template.file/no-package", file)
    return "/".join(parts)


def _problem(key: str, file: str | None) -> TemplateProblem:
    return TemplateProblem(key, place=Place(file))


def pack(name: str, data: bytes, level: int = SHARED) -> Packed:
    """Deflate a part: with care what is the same in all documents, fast what is made for each."""
    method, stored = _STORED, data
    if level != EACH or len(data) > SMALL:
        deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
        small = deflate.compress(data) + deflate.flush()
        if len(small) < len(data):
            method, stored = _DEFLATED, small
    label = name.encode("utf-8")
    common = (_VERSION, _UTF8, method, 0, _DATE, zlib.crc32(data), len(stored), len(data), len(label), 0)
    return Packed(
        name,
        b"".join((_LOCAL.pack(b"PK\x03\x04", *common), label, stored)),
        _CENTRAL.pack(b"PK\x01\x02", _VERSION, *common, 0, 0, 0, 0),
    )


def write_package(members: Mapping[str, bytes] | Iterable[Packed]) -> bytes:
    """The bytes of a package of these parts, the content types first as the standard asks, dated 1980-01-01."""
    packed = [pack(name, data) for name, data in members.items()] if isinstance(members, Mapping) else list(members)
    packed.sort(key=lambda part: part.name != CONTENT_TYPES)
    directory: list[bytes] = []
    at = 0
    for part in packed:
        directory += part.central, at.to_bytes(4, "little"), part.name.encode("utf-8")
        at += len(part.local)
    entries = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(packed), len(packed), len(entries), at, 0)
    return b"".join((*(part.local for part in packed), entries, end))
