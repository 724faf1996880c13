"""The picture files that cells of a workbook name: each is looked for beside its workbook, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from docgen.errors import CannotUse
from docgen.messages import Message, message
from docgen.word.image import MAX_BYTES, MAX_SIDE, BadPicture, PictureFile, image, inspected
from docgen.workbook.rows import Row

KEPT = 64 * 2**20
"""Bytes of pictures that are kept for other documents of the bureau."""

ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".bmp", ".svg"))
"""By which pictures are found that no cell was asked for yet."""

MOST_ENTRIES = 10_000
"""Files and folders beside a workbook that are looked through for pictures."""

_ACROSS = 170.0
"""Millimetres: as wide (or high) is the PNG beside an SVG, sharp in whatever size a page shows it."""


class Pictures:
    """The pictures of one bureau; those that many documents show are read once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Path, str], PictureFile] = {}
        self._size = 0

    def of(self, row: Row, column: str, name: str) -> PictureFile:
        """What a row's cell names, relative to the folder of its workbook; what is wrong with it is its `problem`."""
        key = (Path(row.file).parent, name.strip())
        found = self._kept.get(key)
        if found is None:
            found = _opened(*key)
            self._size += len(found.data) + len(found.fallback)
            if self._size > KEPT:
                self._kept.clear()
                self._size = len(found.data) + len(found.fallback)
            self._kept[key] = found
        at = row.at(column)
        return PictureFile(name, found.data, found.fallback, found.problem, f"{at.sheet} {at.cell}")


def _opened(folder: Path, name: str) -> PictureFile:
    try:
        data = _file(folder, name).read_bytes()
        kind, (across, down) = inspected(data, name)
        fallback = _fallback(data, name, wide=across >= down) if kind == "svg" else b""
    except (BadPicture, CannotUse) as problem:
        return PictureFile(name, problem=problem.said)
    except (OSError, ValueError, RuntimeError):  # names that no system takes, circles of links
        return PictureFile(name, problem=_missing(folder, name))
    return PictureFile(name, data, fallback)


def _file(folder: Path, name: str) -> Path:
    """The file that is meant. Raises BadPicture for one outside the folder, for none, and for one too big to read."""
    plain = PurePosixPath(name.replace("\\", "/"))
    if plain.is_absolute() or ".." in plain.parts or PureWindowsPath(name).drive:
        raise BadPicture(message("template.picture/outside", name=name))
    file = (folder / plain).resolve(strict=True)
    if not file.is_relative_to(folder.resolve()):
        raise BadPicture(message("template.picture/outside", name=name))
    if not file.is_file():
        raise BadPicture(_missing(folder, name))
    if file.stat().st_size > MAX_BYTES:
        raise BadPicture(message("template.image/too-big", name=name, side=MAX_SIDE, size=MAX_BYTES // 2**20))
    return file


def _missing(folder: Path, name: str) -> Message:
    return message("template.picture/missing", name=name, folder=folder)


def _fallback(data: bytes, name: str, *, wide: bool) -> bytes:
    """A drawing of lines as PNG. Raises CannotUse as `as_png`."""
    from docgen.pdf.svg import as_png

    return as_png(image(data, name, width=_ACROSS if wide else None, height=None if wide else _ACROSS))


def pictures_beside(workbooks: Iterable[Path]) -> list[tuple[str, int, int]] | None:
    """The pictures below the folders of these workbooks: path, size and time of change.

    None where there is too much to be looked through, or a folder that cannot be.
    """
    left = MOST_ENTRIES
    found = []
    for folder in sorted({file.parent for file in workbooks}):
        for entry in _entries(folder):
            left -= 1
            if left < 0 or entry is None:
                return None
            if Path(entry.name).suffix.lower() in ENDINGS:
                facts = entry.stat(follow_symlinks=False)
                found.append((entry.path, facts.st_size, facts.st_mtime_ns))
    return sorted(found)


def _entries(folder: Path) -> Iterator[os.DirEntry[str] | None]:
    """Everything below a folder, links not followed; None for what cannot be opened."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                yield entry
                if entry.is_dir(follow_symlinks=False):
                    yield from _entries(Path(entry.path))
    except OSError:
        yield None
