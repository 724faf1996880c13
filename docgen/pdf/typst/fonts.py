"""The fonts that Typst lays out with: stripped copies in a folder of their own, and the names it knows them by."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from docgen.form.lines import Typeface
from docgen.pdf.fonts import Face, Fonts
from docgen.pdf.outlines import StrippedFont, strip
from docgen.pdf.roles import LATIN, ROLES
from docgen.pdf.sfnt import BadFont
from docgen.pdf.typefaces import InstalledTypefaces


class TypstFonts:
    """The faces that forms are drawn with, made ready for Typst in `folder`, which must be empty."""

    def __init__(self, fonts: Fonts, folder: Path) -> None:
        import typst

        self.stripped: list[StrippedFont] = []
        """Those of which Typst has a stripped copy, by their numbers; it embeds the others itself."""
        places: dict[tuple[str, int], Face] = {}
        for face in _used(fonts):
            try:
                font, copy = strip(face.file, face.index, len(self.stripped))
            except BadFont:
                file, index = _linked(face.file, folder), face.index
            else:
                file, index = folder / f"{len(self.stripped)}.ttf", 0
                file.write_bytes(copy)
                self.stripped.append(font)
            # Typst names files by where links lead.
            places[str(file.resolve()), index] = face
        self.found: Any = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
        )
        named = ((places.get((str(item.path), item.index)), item.family) for item in self.found.fonts())
        self.families = {face.family: family for face, family in named if face is not None}
        """A face's family → what Typst calls it."""


class TypstFaces(InstalledTypefaces):
    """Typefaces by the names that Typst reads from the fonts."""

    def __init__(self, fonts: Fonts, families: Mapping[str, str]) -> None:
        super().__init__(fonts)
        self._families = families

    def typeface(self, family: str, *, bold: bool, italic: bool) -> Typeface:
        """As `Typefaces.typeface`."""
        face = super().typeface(family, bold=bold, italic=italic)
        # Typst knows families in lower case.
        names = (self._families.get(name, "").lower() for name in face.families)
        return replace(face, families=tuple(dict.fromkeys(filter(None, names))))


def _linked(file: Path, folder: Path) -> Path:
    """The file itself under a name in the folder; a copy where links are not allowed."""
    link = folder / file.name
    if not link.exists():
        try:
            link.symlink_to(file)
        except OSError:
            shutil.copyfile(file, link)
    return link


def _used(fonts: Fonts) -> Iterator[Face]:
    """Every face that a role is drawn with, its stand-ins among them."""
    seen: set[Face] = set()
    for role in (*ROLES, *LATIN):
        for bold in (False, True):
            for italic in (False, True):
                for face in fonts.resolve(role.standard, bold=bold, italic=italic):
                    if face not in seen:
                        seen.add(face)
                        yield face
