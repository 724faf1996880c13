"""What a file that is not a zip package really is, by its content and not by its name."""

from __future__ import annotations

from pathlib import PurePath

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"{\\rtf", "docx"),
    (b"PK\x05\x06", "zip"),
)

_HEAD = 65536


def recognise(data: bytes, name: str = "") -> str:
    """The variant of `workbook.file` that names what `data` is; "unknown" where nothing fits."""
    if data.startswith(_OLE):
        return _ole(data, name)
    for signature, variant in _SIGNATURES:
        if data.startswith(signature):
            return variant
    if not data.strip(b"\0"):
        return "zeros"
    text = _as_text(data[:_HEAD])
    if text is None:
        return "unknown"
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<"):
        if "urn:schemas-microsoft-com:office:spreadsheet" in start:
            return "xml2003"
        return "html" if any(tag in start for tag in ("<html", "<table", "<!doctype html")) else "xml"
    return "csv"


def _ole(data: bytes, name: str) -> str:
    """An OLE file is an encrypted .xlsx, a real .xls, a .doc, or a WPS table; its stream names tell."""
    if _named(data, "EncryptedPackage"):
        return "password"
    if PurePath(name).suffix.lower() in (".et", ".ett"):
        return "et"
    if _named(data, "WordDocument"):
        return "docx"
    if _named(data, "Workbook") or _named(data, "Book"):
        return "xls"
    return "unknown"


def _named(data: bytes, stream: str) -> bool:
    return f"{stream}\0".encode("utf-16-le") in data


def _as_text(data: bytes) -> str | None:
    """The text of `data` in the encodings that Chinese offices use, None where it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[: len(data) // 2 * 2].decode("utf-16", "replace")
    for codec in ("utf-8-sig", "gb18030"):
        # The last character may be cut in two where only the head of the file is looked at.
        for cut in range(4):
            try:
                text = data[: len(data) - cut].decode(codec)
            except UnicodeDecodeError:
                continue
            return text if not any(char < " " and char not in "\t\r\n\f" for char in text) else None
    return None
