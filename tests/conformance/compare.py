"""Compares the PDF that we make of a template with LibreOffice's conversion of the .docx that we make of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from office import convert, fontconfig, renamed_fonts
from places import MILLIMETRE, Place, below_headers, glyphs, paragraphs, places

from docgen.form.read.form import read_form
from docgen.pdf.engines import NAMES, engine
from docgen.pdf.fonts import find_fonts
from docgen.pdf.roles import LATIN, ROLES
from docgen.word.template import Properties, WordTemplate

NEAR = 3.0
"""Millimetres within which a paragraph begins at the same place (the project's own measure)."""
SHARE = 0.95
PROPERTIES = Properties(title="题名", subject="主题", author="某某县司法局", created=datetime(2026, 1, 1))


@dataclass(frozen=True)
class Figures:
    """How two PDFs of one document differ."""

    name: str
    pages: tuple[int, int]
    paragraphs: int
    lost: tuple[str, ...]
    elsewhere: tuple[str, ...]
    """Paragraphs on another page."""
    near: int
    farthest: float
    """Millimetres, among paragraphs on the same page."""
    lines: int
    """Paragraphs with as many lines."""
    details: tuple[str, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return (
            f"{self.name}: pages {self.pages[0]}/{self.pages[1]}, {self.paragraphs} paragraphs, "
            f"{self.share(self.near):.1f} % within {NEAR:g} mm (farthest {self.farthest:.2f} mm), "
            f"{self.share(self.lines):.1f} % with as many lines"
            + (f", {len(self.elsewhere)} on another page" if self.elsewhere else "")
            + (f", {len(self.lost)} not found" if self.lost else "")
        )

    def share(self, count: int) -> float:
        """Per cent of the paragraphs."""
        return 100 * count / self.paragraphs if self.paragraphs else 100.0

    @property
    def good(self) -> bool:
        """Same pages, every paragraph on its page, and near enough in place and lines."""
        return (
            self.pages[0] == self.pages[1]
            and not self.lost
            and not self.elsewhere
            and self.near >= SHARE * self.paragraphs
            and self.lines >= SHARE * self.paragraphs
        )


class Bench:
    """The engine, the fonts LibreOffice is given, and a folder to work in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        fonts = find_fonts()
        chosen = {role.standard: fonts.resolve(role.standard)[0] for role in (*ROLES, *LATIN)}
        renamed_fonts({name: (face.file, face.index) for name, face in chosen.items()}, folder / "fonts")
        self.fonts = fontconfig([folder / "fonts", *fonts.folders], folder / "fonts.conf")
        self.engines = {name: engine(name) for name in NAMES}

    def compare(self, documents: Mapping[str, tuple[bytes, Mapping[str, Any]]]) -> dict[tuple[str, str], Figures]:
        """Figures of each template (its .docx and what it is rendered with), converted in one run of LibreOffice.

        By engine and name; under "both", those of the engines beside each other.
        """
        words: dict[str, bytes] = {}
        ours: dict[tuple[str, str], bytes] = {}
        compiled: dict[bytes, Any] = {}
        for name, (data, context) in documents.items():
            if data not in compiled:
                template = WordTemplate.compile(data, f"{name}.docx")
                tree, uncovered = read_form(template)
                assert not uncovered, f"{name}: {uncovered}"
                compiled[data] = (template, {key: made.prepare(tree) for key, made in self.engines.items()})
            template, prepared = compiled[data]
            words[name] = template.render(context, PROPERTIES)
            (self.folder / f"{name}.docx").write_bytes(words[name])
            for key, form in prepared.items():
                ours[key, name] = form.render(context, PROPERTIES).data
                (self.folder / f"{name}.{key}.pdf").write_bytes(ours[key, name])
        made = convert([self.folder / f"{name}.docx" for name in documents], self.folder / "office", self.fonts)
        found: dict[tuple[str, str], Figures] = {}
        for name, pdf in zip(documents, made, strict=True):
            for key in self.engines:
                found[key, name] = figures(f"{key} {name}", words[name], ours[key, name], pdf.read_bytes())
            first, second = (ours[key, name] for key in NAMES)
            found["both", name] = figures(f"{' and '.join(NAMES)} {name}", words[name], first, second)
        return found


def figures(name: str, word: bytes, ours: bytes, office: bytes) -> Figures:
    """Compare two PDFs paragraph by paragraph."""
    texts = paragraphs(word)
    mine, theirs = (below_headers(glyphs(pdf), word) for pdf in (ours, office))
    lost, elsewhere, details = [], [], []
    near = lines = count = 0
    farthest = 0.0
    for text, here, there in zip(texts, places(texts, mine), places(texts, theirs), strict=True):
        count += 1
        if here is None or there is None:
            lost.append(text[:20] + (" (ours)" if here is None else " (other)"))
            continue
        lines += here.lines == there.lines
        if here.page != there.page:
            elsewhere.append(text[:20])
            continue
        distance = _distance(here, there)
        farthest = max(farthest, distance)
        near += distance <= NEAR
        if distance > NEAR or here.lines != there.lines:
            details.append(
                f"{text[:20]} page {here.page} by {(here.x - there.x) / MILLIMETRE:+.1f} mm, "
                f"{(here.y - there.y) / MILLIMETRE:+.1f} mm, lines {here.lines}/{there.lines}"
            )
    pages = (len(mine), len(theirs))
    return Figures(name, pages, count, tuple(lost), tuple(elsewhere), near, farthest, lines, tuple(details))


def _distance(here: Place, there: Place) -> float:
    return math.hypot(here.x - there.x, here.y - there.y) / MILLIMETRE
