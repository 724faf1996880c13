"""Which Debian packages docgen draws on, and what it takes out of them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from docgen.errors import CannotUse
from provision.apt import Apt, unpack

LIBRARIES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fontconfig")
"""What WeasyPrint draws with; fontconfig also lists the system's fonts."""

ALLOCATOR = "libjemalloc2"
"""What worker processes get their memory from (docgen/workers/allocator.py); without it they are slower."""

CONFORMANCE = ("libreoffice-writer-nogui", "poppler-utils", "fontconfig")
"""What the conformance tests compare our pages with."""

NODE = ("nodejs", "npm")
"""What the benchmark's JavaScript peer runs on."""

NODE_PEERS = {"docxtemplater": "3.71.0", "pizzip": "3.3.0"}
"""npm's packages that the benchmark compares Word output with, and their versions."""

_PROGRAMS = ("soffice", "pdftoppm", "fc-match")
_NEVER_PRIVATE = ("libc6_", "libgcc-s1_", "libstdc++6_")
"""The C runtime must be the system's: two of them in one process do not work."""


@dataclass(frozen=True, slots=True)
class FontSource:
    """A package and the font files wanted from it."""

    package: str
    files: tuple[str, ...]

    def holds(self, path: PurePosixPath) -> bool:
        """Whether a file of the package is one of those wanted."""
        return path.name in self.files

    def absent(self, folder: Path) -> bool:
        """Whether some of its files are not in `folder`."""
        return any(not (folder / name).is_file() for name in self.files)


def _is_library(path: PurePosixPath) -> bool:
    """usr/lib/<machine>/libX.so.N or lib/<machine>/libX.so.N, no plug-in in a folder below."""
    return ".so." in path.name and path.parent.parent.name == "lib"


def _liberation(family: str) -> tuple[str, ...]:
    return tuple(f"Liberation{family}-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic"))


FONTS = (
    FontSource(
        "texlive-lang-chinese",
        (
            *("FandolSong-Regular.otf", "FandolSong-Bold.otf", "FandolFang-Regular.otf"),
            *("FandolKai-Regular.otf", "FandolHei-Regular.otf", "FandolHei-Bold.otf"),
        ),
    ),
    FontSource("fonts-noto-cjk", ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc")),
    FontSource("fonts-babelstone-han", ("BabelStoneHan.ttf",)),
    FontSource("fonts-dejavu-core", ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")),
    FontSource("fonts-liberation2", (*_liberation("Serif"), *_liberation("Sans"), *_liberation("Mono"))),
    FontSource(
        "fonts-crosextra-carlito",
        tuple(f"Carlito-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic")),
    ),
)


def unpack_fonts(apt: Apt, sources: Sequence[FontSource], folder: Path) -> None:
    """Fetch the packages and put their font files into `folder`. Raises CannotUse naming what could not be had.

    One package at a time, so that one that the distribution does not have does not keep back the others.
    """
    lacking: list[str] = []
    reason = ""
    for source in sources:
        try:
            for package in apt.fetch([source.package]):
                unpack(package, source.holds, folder)
        except CannotUse as problem:
            reason = problem.message
        if source.absent(folder):
            lacking.append(source.package)
    apt.clean()
    if lacking:
        raise CannotUse("setup.no-fonts", packages=" ".join(lacking), folder=folder, reason=reason)


def unpack_libraries(apt: Apt, folder: Path, names: Sequence[str] = LIBRARIES) -> None:
    """Fetch the packages' libraries with what the system lacks of their needs, and put them into `folder`.

    Raises CannotUse when they cannot be had, or would bring another C runtime with them.
    """
    try:
        fetched = apt.fetch_with_needs(names)
        clashing = [package.name for package in fetched if package.name.startswith(_NEVER_PRIVATE)]
        if clashing:
            raise CannotUse("setup.runtime", packages=" ".join(clashing))
        for package in fetched:
            unpack(package, _is_library, folder)
    finally:
        apt.clean()


def programs_missing() -> tuple[str, ...]:
    """The programs of the conformance tests that are not there."""
    return tuple(name for name in _PROGRAMS if shutil.which(name) is None)
