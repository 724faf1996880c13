"""Is this file a usable .xlsx? Everything is judged on one private copy in memory, before any XML is parsed.

A workbook whose file changes, lies about its sizes or is something else altogether is refused with a finding
that says what it really is; nothing of it is used.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from docgen.messages import Message
from docgen.trouble import why
from docgen.workbook.filetype import recognise

MAX_FILE = 100 * 2**20
"""Bytes of a workbook file. A year of a bureau is below 1 MB; 50,000 rows of ten columns are about 3 MB."""

MAX_PART = 256 * 2**20
"""Bytes of one part, inflated. 50,000 rows of ten columns are 42 MB."""

MAX_TOTAL = 512 * 2**20
"""Bytes of all parts together, inflated."""

MAX_RATIO = 250
"""Inflated to packed size of a part above `RATIO_FROM`: real sheets pack 10 to 60 times, a bomb 1000 times."""

RATIO_FROM = 16 * 2**20

MAX_PARTS = 10_000

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_DOCTYPE = "<!DOCTYPE"


class Unusable(Exception):
    """The file cannot be used: `variant` of the finding `workbook.file`, with its values."""

    def __init__(self, variant: str, **values: object) -> None:
        super().__init__(variant)
        self.variant = variant
        self.values = values


class Container:
    """The parts of an .xlsx file, inflated on demand and never beyond the limits."""

    def __init__(self, data: bytes, name: str = "") -> None:
        """Raises Unusable when `data` is not a sound zip package holding a workbook."""
        if not data:
            raise Unusable("empty")
        if data[:4] != b"PK\x03\x04":
            raise Unusable(recognise(data, name))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = [entry for entry in self._zip.infolist() if not entry.filename.endswith("/")]
        except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, OverflowError) as problem:
            raise Unusable("damaged") from problem
        self._entries = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}
        self._judge(entries, data)

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in lower case as packages compare them."""
        return frozenset(self._entries)

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is none. Raises Unusable when it cannot be inflated whole."""
        entry = self._entries.get(name.lower().lstrip("/"))
        if entry is None:
            return None
        data = self._inflated(entry)
        if declares_entities(data):
            raise Unusable("doctype")
        return data

    @property
    def entries(self) -> dict[str, str]:
        """The names of all parts as they are spelt in the file, by the name in lower case."""
        return {name: entry.filename for name, entry in self._entries.items()}

    def raw(self, name: str) -> bytes:
        """The bytes of a part whatever it is, to be copied and not read. Raises Unusable when it cannot be inflated."""
        return self._inflated(self._entries[name.lower()])

    def _inflated(self, entry: zipfile.ZipInfo) -> bytes:
        try:
            # zipfile inflates no more than the declared size, which has been judged, and then compares the CRC.
            data = self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as problem:
            raise Unusable("damaged") from problem
        if len(data) != entry.file_size:
            raise Unusable("damaged")
        return data

    def _judge(self, entries: list[zipfile.ZipInfo], data: bytes) -> None:
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unusable("encrypted")
        if len(self._entries) != len(entries):
            raise Unusable("duplicate")
        if (
            len(entries) > MAX_PARTS
            or sum(entry.file_size for entry in entries) > MAX_TOTAL
            or any(entry.file_size > MAX_PART for entry in entries)
            or any(
                entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * entry.compress_size for entry in entries
            )
        ):
            raise Unusable("bomb")
        _refuse_overlaps(entries, data)
        kind = self._kind()
        if kind:
            raise Unusable(kind)

    def _kind(self) -> str | None:
        """The variant for a package that is something other than .xlsx, None for a workbook."""
        names = self._entries
        if "xl/workbook.bin" in names:
            return "xlsb"
        if any(name.startswith("xl/") for name in names):
            return None
        if "content.xml" in names and "mimetype" in names:
            return "ods"
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("ppt/") for name in names):
            return "pptx"
        if any(name.startswith("index/") and name.endswith(".iwa") for name in names) or "index.zip" in names:
            return "numbers"
        if any(name.endswith((".xlsx", ".xls")) for name in names):
            return "archive"
        # A package may keep its workbook elsewhere; its relationships say so.
        return None if "_rels/.rels" in names else "zip"


def declares_entities(data: bytes) -> bool:
    """Whether an XML part has a document type: no Office program writes one, and attacks need one."""
    codecs = ("utf-16-le", "utf-16-be") if b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("ascii",)
    return any(_DOCTYPE.encode(codec) in data for codec in codecs)


def _refuse_overlaps(entries: list[zipfile.ZipInfo], data: bytes) -> None:
    """Two entries that share bytes make a small file inflate without end (CVE-2024-0450; Python < 3.11.8)."""
    end = 0
    for entry in sorted(entries, key=lambda item: item.header_offset):
        start = entry.header_offset
        try:
            header = _LOCAL_HEADER.unpack_from(data, start)
        except struct.error as problem:
            raise Unusable("damaged") from problem
        if start < end or header[0] != b"PK\x03\x04":
            raise Unusable("damaged")
        end = start + _LOCAL_HEADER.size + header[9] + header[10] + entry.compress_size
    if end > len(data):
        raise Unusable("damaged")


def read_whole(path: Path) -> bytes:
    """One private copy of the file. Raises Unusable where it is no regular file, too big, locked or changing."""
    if path.name.startswith("~$") or path.name.startswith(".~lock."):
        raise Unusable("lock-file")
    try:
        before = path.stat()
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise Unusable("missing") from problem
    except (OSError, ValueError) as problem:
        raise Unusable("unreadable", reason=_reason(problem)) from problem
    if stat.S_ISDIR(before.st_mode):
        raise Unusable("folder")
    if not stat.S_ISREG(before.st_mode):
        raise Unusable("not-a-file")
    if before.st_size > MAX_FILE:
        raise Unusable("too-big", size=before.st_size // 2**20, limit=MAX_FILE // 2**20)
    try:
        data = path.read_bytes()
        after = path.stat()
    except PermissionError as problem:
        raise Unusable("locked" if held_open(path) else "permission") from problem
    except OSError as problem:
        raise Unusable("unreadable", reason=_reason(problem)) from problem
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns) or len(data) != after.st_size:
        raise Unusable("changing")
    return data


def held_open(path: Path) -> bool:
    """Whether Excel, WPS (~$name) or LibreOffice (.~lock.name#) has left its mark of an open file beside it."""
    try:
        return (path.parent / f"~${path.name}").exists() or (path.parent / f".~lock.{path.name}#").exists()
    except OSError:
        return False


def _reason(problem: OSError | ValueError) -> Message | str:
    return why(problem) if isinstance(problem, OSError) else str(problem)
