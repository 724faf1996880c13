"""File names from whatever was typed as a name: safe on Windows and Linux, inside the folder, never two alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

LONGEST = 255 - len(".docgen-12345678") - len(".手改99.docx".encode())
"""Bytes that a name without its extension may have: file systems allow 255, and the temporary file's prefix,
the extension and the mark of a kept copy go off."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$")


def safe_name(text: str) -> str:
    """`text` as one file or folder name (no extension): forbidden characters become _, too long ones are cut.

    What a cut or replacement took away is told apart by eight hexadecimal digits of the whole text's digest.
    """
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text)).strip(" .")
    if not name or _RESERVED.match(name):
        name = f"_{name}"
    if len(name.encode()) > LONGEST:
        tail = "~" + _digest(text)
        name = _cut(name, LONGEST - len(tail)) + tail
    return name


def distinct(paths: Iterable[tuple[str, PurePosixPath]]) -> Mapping[str, PurePosixPath]:
    """Document id → path, with a digest of the id added wherever two paths would be one file.

    Two names are one file on some system when they differ only in case or in Unicode form.
    """
    wanted = list(paths)
    taken: dict[str, int] = {}
    for _, path in wanted:
        taken[_folded(path)] = taken.get(_folded(path), 0) + 1
    return {
        key: path.with_name(f"{_cut(path.name, LONGEST - 9)}~{_digest(key)}") if taken[_folded(path)] > 1 else path
        for key, path in wanted
    }


def _folded(path: PurePosixPath) -> str:
    return unicodedata.normalize("NFKC", str(path)).casefold()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _cut(name: str, size: int) -> str:
    return name.encode("utf-8")[:size].decode("utf-8", "ignore").rstrip(" .")
