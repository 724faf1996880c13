"""Fonts by role: which installed file draws each font that a template names, and what stands in for it.

Fonts are looked for in the folders of DOCGEN_FONTS, then in the environment's own `share/docgen/fonts` (where
set-up unpacks the open ones), then among the system's. Nothing here needs a PDF library.
"""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from docgen.pdf.roles import DEFAULT, FALLBACKS, LATIN, ROLES, Role
from docgen.pdf.sfnt import SUFFIXES, BadFont, Coverage, Metrics, read_coverage, read_metrics, read_names

__all__ = ["LATIN", "ROLES", "Face", "Fonts", "Role", "find_fonts", "plain_name", "private_folders", "role_of"]

FONTS_VARIABLE = "DOCGEN_FONTS"

_REGULAR, _BOLD = 400, 700
_SYSTEM_FOLDERS = (
    ("C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts")
    if sys.platform == "win32"
    else ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts")
)
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
"""Categories that leave no mark on paper: controls, joiners, spaces."""
_SELECTORS = {chr(code) for code in range(0xFE00, 0xFE10)}
"""They choose between shapes of the sign before them, as telephones write ✔ with one; none is drawn."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face of an installed font. `weight` is CSS's (400 regular, 700 bold)."""

    family: str
    """As CSS, Pango and LibreOffice know it."""
    file: Path
    index: int
    """Its place in a collection (.ttc); 0 in other files."""
    weight: int
    italic: bool
    names: frozenset[str] = field(repr=False)
    """Family and full names in every language."""
    declared_weight: int = field(repr=False)
    """What the font's own table says: 400 for FandolSong Bold."""

    @property
    def metrics(self) -> Metrics:
        """Vertical metrics (read once). Raises BadFont when the file is damaged, OSError when it is gone."""
        return read_metrics(self.file, self.index)

    @property
    def coverage(self) -> Coverage:
        """The characters it draws (read once); raises as `metrics`."""
        return read_coverage(self.file, self.index)


@dataclass(frozen=True)
class Fonts:
    """What is installed, in the order of search, and what each role is drawn with."""

    faces: tuple[Face, ...]
    folders: tuple[Path, ...] = ()
    """The folders that are docgen's own or the user's choice, not the system's."""
    unreadable: tuple[Path, ...] = ()
    """Files with a font's suffix that are damaged or may not be read."""

    @cached_property
    def roles(self) -> Mapping[str, Face]:
        """The face that draws each role, Latin ones too; a role drawn by a stand-in only is not in it."""
        chosen = {role.name: self._chosen(role) for role in (*ROLES, *LATIN)}
        return {name: face for name, face in chosen.items() if face is not None}

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles of official documents that none of their families draws."""
        return tuple(role.name for role in ROLES if role.name not in self.roles)

    @property
    def substituted(self) -> Mapping[str, str]:
        """The standard's fonts that are drawn with another family: named font → family ("" where there is none)."""
        return self.substitutions(role.standard for role in ROLES)

    def substitutions(self, names: Iterable[str]) -> Mapping[str, str]:
        """Of the fonts that a template names, those drawn with another family (as `substituted`)."""
        found = {name: self.resolve(name) for name in dict.fromkeys(names)}
        return {
            name: chain[0].family if chain else ""
            for name, chain in found.items()
            if not chain or plain_name(name) not in {plain_name(known) for known in chain[0].names}
        }

    def resolve(self, name: str, *, bold: bool = False, italic: bool = False) -> tuple[Face, ...]:
        """The faces that draw text set in the font `name`, best first; () where no font is installed at all.

        A font installed under that very name comes first, then its role's, then those behind for characters
        that the first ones lack. A name that means no role is drawn as 宋体.
        """
        key = (name, bold, italic)
        if key not in self._resolved:
            self._resolved[key] = self._chain(name, bold, italic)
        return self._resolved[key]

    def can_draw(self, char: str) -> bool:
        """Whether a font that PDF files are drawn with has this character (or it leaves no mark).

        Never for private-use characters: what a font draws for one is its maker's business, not the writer's.
        """
        category = unicodedata.category(char)
        if category in _UNSEEN or char in _SELECTORS:
            return True
        return category != "Co" and any(char in face.coverage for face in self._drawing)

    def undrawable(self, text: str) -> str:
        """The characters of `text` that would come out as empty boxes, each once, in order."""
        return "".join(char for char in dict.fromkeys(text) if not self.can_draw(char))

    def named(self, family: str) -> tuple[Face, ...]:
        """The faces of an installed family by any of its names, from the first place that has it."""
        return self._by_name.get(plain_name(family), ())

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Face, ...]]:
        found: dict[str, dict[tuple[int, bool], Face]] = {}
        for face in self.faces:
            for name in {plain_name(known) for known in face.names}:
                found.setdefault(name, {}).setdefault((face.weight, face.italic), face)
        return {name: tuple(faces.values()) for name, faces in found.items()}

    @cached_property
    def _drawing(self) -> tuple[Face, ...]:
        """Every face that some text of a document is drawn with, the widest last."""
        return tuple(dict.fromkeys(face for role in ROLES for face in self.resolve(role.standard)))

    @cached_property
    def _resolved(self) -> dict[tuple[str, bool, bool], tuple[Face, ...]]:
        return {}

    def _chain(self, name: str, bold: bool, italic: bool) -> tuple[Face, ...]:
        weight = _BOLD if bold else _REGULAR
        chain = [_nearest(self.named(name), weight, italic)]
        role: Role | None = role_of(name)
        while role is not None:
            face = self._chosen(role, weight, italic)
            chain.append(face)
            if face is not None and face.weight >= _BOLD:
                weight = _BOLD  # a heavy role's stand-ins are heavy too
            role = _BY_ROLE.get(role.behind)
        chain.append(self._chosen(_BY_ROLE[DEFAULT], weight, italic))
        chain += [_nearest(self.named(family), weight, italic) for family in FALLBACKS]
        return tuple(dict.fromkeys(face for face in chain if face is not None))

    def _chosen(self, role: Role, weight: int = _REGULAR, italic: bool = False) -> Face | None:
        for family in role.families:
            face = _nearest(self.named(family.name), family.weight or weight, italic)
            if face is not None:
                return face
        return None


def find_fonts(folders: Sequence[Path] | None = None, *, system: bool = True) -> Fonts:
    """Look for fonts in `folders` (by default `private_folders()`) and, with `system`, among the system's.

    Never raises: what cannot be read is in `Fonts.unreadable`, what is not there in `Fonts.missing`.
    """
    own = tuple(private_folders() if folders is None else folders)
    faces: list[Face] = []
    unreadable: list[Path] = []
    for file in dict.fromkeys((*_files_in(own), *(_system_files() if system else ()))):
        try:
            found = read_names(file)
        except (BadFont, OSError):
            unreadable.append(file)
            continue
        faces += [
            Face(face.family, file, face.index, face.weight, face.italic, face.names, face.declared_weight)
            for face in found
        ]
    return Fonts(tuple(faces), own, tuple(unreadable))


def private_folders() -> list[Path]:
    """The folders of DOCGEN_FONTS (separated as in PATH), then the one that set-up fills; those that exist."""
    asked = [Path(part).expanduser() for part in os.environ.get(FONTS_VARIABLE, "").split(os.pathsep) if part]
    return [folder.absolute() for folder in (*asked, Path(sys.prefix, "share", "docgen", "fonts")) if folder.is_dir()]


def role_of(name: str) -> Role:
    """The role that a template's font name means; 宋体 for a name that means none."""
    return _MEANING.get(plain_name(name), _BY_ROLE[DEFAULT])


def _nearest(faces: Sequence[Face], weight: int, italic: bool) -> Face | None:
    if not faces:
        return None
    return min(faces, key=lambda face: (face.italic is not italic, abs(face.weight - weight), -face.weight))


def _files_in(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for root, inner, files in os.walk(folder):
            inner.sort()
            for name in sorted(files):
                if name.lower().endswith(SUFFIXES):
                    yield Path(root, name)


def _system_files() -> list[Path]:
    """Font files that fontconfig knows; without fontconfig, those in the usual folders."""
    try:
        listed = subprocess.run(["fc-list", "--format", "%{file}\n"], capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return list(_files_in(Path(folder).expanduser() for folder in _SYSTEM_FOLDERS))
    lines = sorted(set(os.fsdecode(listed.stdout).splitlines()))
    return [Path(line) for line in lines if line.lower().endswith(SUFFIXES)]


def plain_name(name: str) -> str:
    """One form for a font name however it is typed: width, case, and the @ of vertical fonts do not count."""
    return unicodedata.normalize("NFKC", name).strip().lstrip("@").casefold()


_BY_ROLE: Mapping[str, Role] = {role.name: role for role in (*ROLES, *LATIN)}
_MEANING: Mapping[str, Role] = {
    # A family that draws a role means it too; a role's own names go first, and the first role to name it.
    **{plain_name(f.name): role for role in (*LATIN, *ROLES)[::-1] for f in role.families if f.weight is None},
    **{plain_name(name): role for role in (*ROLES, *LATIN) for name in (role.name, *role.names)},
}
