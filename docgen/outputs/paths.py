"""File names from whatever was typed as a name: safe on Windows and Linux, inside the folder, never two alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

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


def joined(*parts: str) -> str:
    """A path of these parts, those that are empty left out."""
    return "/".join(filter(None, parts))


def distinct(paths: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Document id → path, with a digest of the id added wherever two paths would be one file.

    Two names are one file on some system when they differ only in case or in Unicode form.
    """
    wanted = list(paths)
    taken = Counter(_folded(path) for _, path in wanted)
    return {key: _told_apart(path, key) if taken[_folded(path)] > 1 else path for key, path in wanted}


def _told_apart(path: str, key: str) -> str:
    folder, _, name = path.rpartition("/")
    return joined(folder, f"{_cut(name, LONGEST - 9)}~{_digest(key)}")


def _folded(path: str) -> str:
    return unicodedata.normalize("NFKC", path).casefold()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _cut(name: str, size: int) -> str:
    return name.encode("utf-8")[:size].decode("utf-8", "ignore").rstrip(" .")
