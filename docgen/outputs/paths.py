"""File names from whatever was typed as a name: safe on Windows and Linux, inside the folder, never two alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

LONGEST = 255 - len(".docgen-12345678") - len(".手改99.docx".encode())
"""Bytes that a name without its extension may have: file systems allow 255, and the temporary file's prefix,
the extension and the mark of a kept copy go off."""

LONGEST_FOLDER = 48
"""UTF-16 units that the name of a folder may have in a path."""

LONGEST_PATH = 170
"""UTF-16 units that a path without its extension may have. Windows and most programs there allow 259 for all of it: the
rest is for the folder that outputs stand in, the extension and the mark of a kept copy."""

SHORTEST = 20
"""UTF-16 units that a file's name may have, however deep its folder is."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\..*)?$")
"""Devices on Windows, whatever stands behind a point (Microsoft: Naming Files, Paths, and Namespaces)."""


def safe_name(text: str) -> str:
    """`text` as one file or folder name (no extension): forbidden characters become _, too long ones are cut.

    One that would be an option of a command (-rf) or a device of Windows (CON) has _ before it. What a cut took away is
    told apart by eight hexadecimal digits of the whole text's digest.
    """
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text)).strip(" .")
    if not name or name.startswith("-") or _RESERVED.match(name):
        name = f"_{name}"
    return name if _fits(name) else _marked(name, text, _fits)


def joined(*parts: str) -> str:
    """A path of these parts, those that are empty left out."""
    return "/".join(filter(None, parts))


def distinct(paths: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Document id → path: cut where it is too long for Windows, with a digest of the id where two would be one file.

    Two names are one file on some system when they differ only in case or in Unicode form.
    """
    found = {key: _short(path) for key, path in paths}
    by_folder: dict[str, list[str]] = {}
    folded = lru_cache(_folded)
    for key, path in found.items():
        by_folder.setdefault(folded(path.rpartition("/")[0]), []).append(key)
    for keys in by_folder.values():
        taken = Counter(_folded(found[key].rpartition("/")[2]) for key in keys)
        for key in keys if len(taken) < len(keys) else ():
            if taken[_folded(found[key].rpartition("/")[2])] > 1:
                found[key] = _told_apart(found[key], key)
    return found


def _short(path: str) -> str:
    """A folder is cut by its own length only, so that it is one folder for all that lies in it."""
    *folders, name = path.split("/")
    folder = joined(*(_cut(item, LONGEST_FOLDER) for item in folders))
    short = joined(folder, _cut(name, _room(folder)))
    return short if short != path else path  # the one object where nothing was cut: there may be a hundred thousand


def _told_apart(path: str, key: str) -> str:
    folder, _, name = path.rpartition("/")
    return joined(folder, _marked(name, key, lambda text: _fits(text) and _units(text) <= _room(folder)))


def _room(folder: str) -> int:
    return max(LONGEST_PATH - _units(folder) - 1, SHORTEST)


def _cut(name: str, size: int) -> str:
    return name if _units(name) <= size else _marked(name, name, lambda text: _units(text) <= size)


def _marked(name: str, whole: str, fits: Callable[[str], bool]) -> str:
    """The name with a digest of the `whole` behind it, cut until that fits."""
    mark = "~" + hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    while name and not fits(name + mark):
        name = name[:-1]
    return name.rstrip(" .") + mark


def _fits(name: str) -> bool:
    return len(name.encode()) <= LONGEST


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _folded(path: str) -> str:
    return unicodedata.normalize("NFKC", path).casefold()
