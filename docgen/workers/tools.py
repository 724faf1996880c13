"""What a process makes documents with: kinds compiled, PDF engines started, an output folder's connection, each kept.

A worker process has one of these for its life (`workers.work`), a run that works in its own process one for the run.
"""

from __future__ import annotations

from typing import TypeVar

from docgen.documents.render import CompiledKind
from docgen.documents.workplace import Workplace
from docgen.kinds.kind import Kind
from docgen.outputs.store import Store
from docgen.pdf.engine import Engine
from docgen.pdf.engines import EXACT, Drawing, engine

Key = TypeVar("Key")
Kept = TypeVar("Kept")

_KINDS, _ENGINES, _STORES = 64, 4, 4
"""How many of each are kept: a worker may live for weeks."""


class Tools:
    """Made ready once, and kept for the documents that follow."""

    def __init__(self, workplace: Workplace | None = None) -> None:
        from docgen.word.check import SoundParts

        self.workplace = workplace or Workplace()
        self._kinds: dict[tuple[str, str, bytes, Drawing | None, str], CompiledKind] = {}
        self._engines: dict[Drawing, Engine] = {}
        self._stores: dict[Store, Store] = {}
        self._sound = SoundParts()

    def compiled(self, kind: Kind, template: bytes, drawing: Drawing | None, paper: str = "") -> CompiledKind:
        """The kind with its template compiled for a paper, and the PDF engine that draws so. Raises TemplateProblem."""
        key = (kind.id, str(kind.folder), template, drawing, paper)
        if key not in self._kinds:
            _make_room(self._kinds, _KINDS)
            drawn_by = self.engine(drawing) if drawing else None
            self._kinds[key] = CompiledKind(
                kind, drawn_by, template, self._sound, paper=paper, fonts=lambda: self.workplace.fonts
            )
        return self._kinds[key]

    def engine(self, drawing: Drawing) -> Engine:
        """The PDF engine that draws so."""
        if drawing not in self._engines:
            _make_room(self._engines, _ENGINES)
            self._engines[drawing] = engine(
                drawing.engine,
                standard=drawing.standard,
                tags=drawing.tags,
                exact=drawing.fonts == EXACT,
                fonts=self.workplace.fonts,
            )
        return self._engines[drawing]

    def store(self, outputs: Store) -> Store:
        """This output folder, with the connection that it was reached by before."""
        if outputs not in self._stores:
            _make_room(self._stores, _STORES)
            self._stores[outputs] = outputs
        return self._stores[outputs]

    def let_go(self) -> None:
        """Let all of it go, with what it keeps on disk: libraries want their objects to go before the interpreter."""
        self._kinds.clear()
        self._engines.clear()
        self._stores.clear()


def _make_room(kept: dict[Key, Kept], most: int) -> None:
    """Let the one go that has been there longest, where there are as many as may be."""
    if len(kept) >= most:
        del kept[next(iter(kept))]
