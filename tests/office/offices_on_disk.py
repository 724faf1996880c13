"""A bureau's documents built into a folder, as `docgen build` does it once the workbook has been read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bureaus import few_kinds

from docgen.kinds.kind import SHIPPED, Kinds
from docgen.ledger.ledger import FILE_NAME, Made, open_ledger
from docgen.office.facts import Facts
from docgen.office.folder import Office
from docgen.office.make import make
from docgen.office.run import Wanted
from docgen.office.selection import Asked
from docgen.office.watch import Unwatched
from docgen.outputs.store import Local, Store
from docgen.pdf.engines import Drawing
from docgen.programme.model import Bureau

NOW = datetime(2026, 11, 1, 8, 30)


@dataclass
class Folder:
    """An output folder."""

    path: Path
    kinds: Kinds = field(default_factory=few_kinds)
    elsewhere: Store | None = None
    """Where the documents go, if not beside the record."""

    @property
    def store(self) -> Store:
        """Where the documents go."""
        return self.elsewhere or Local(self.path)

    @property
    def office(self) -> Office:
        """The office that builds here: no workbooks of its own, its record beside the documents."""
        return Office(None, (SHIPPED,), self.store, self.path / FILE_NAME)

    def build(
        self,
        bureau: Bureau,
        formats: Sequence[str] = ("docx",),
        *,
        engine: str = "weasyprint",
        drawing: Drawing | None = None,
        jobs: int | None = 1,
        executor: str | None = None,
        asked: Asked | None = None,
    ) -> Facts:
        """Build what is asked for, in this process unless told otherwise; `drawing` says more than `engine`."""
        wanted = Wanted(
            on=NOW.date(),
            now=NOW,
            asked=asked or Asked(),
            formats=tuple(formats),
            drawing=drawing or Drawing(engine),
            jobs=None if executor else jobs,
            executor=executor,
        )
        return make(self.office, self.kinds, [bureau], wanted, Unwatched())

    def record(self) -> list[Made]:
        """What the record says."""
        with open_ledger(self.path / "ledger.sqlite") as ledger:
            return ledger.documents()

    def files(self) -> dict[str, str]:
        """Path → digest of every document in the folder, but of the list of them."""
        return {
            str(path.relative_to(self.path)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.path.rglob("*"))
            if path.suffix in (".docx", ".pdf") and not path.name.startswith("目录")
        }

    def times(self) -> dict[str, int]:
        """Path → when each document was written, in nanoseconds."""
        return {name: (self.path / name).stat().st_mtime_ns for name in self.files()}
