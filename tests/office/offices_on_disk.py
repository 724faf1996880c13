"""A bureau's documents built into a folder, as `docgen build` does it once the workbook has been read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from docgen.documents.plan import Selection, plan
from docgen.kinds.kind import SHIPPED, Kind, load_kinds
from docgen.ledger.ledger import Made, open_ledger
from docgen.office.facts import Facts
from docgen.office.run import Setting, number_all, run
from docgen.office.withdraw import leavers
from docgen.outputs.store import Local, Store
from docgen.pdf.engines import Drawing
from docgen.programme.model import Bureau
from docgen.workers.dispatch import Dispatcher

NOW = datetime(2026, 11, 1, 8, 30)


@dataclass
class Folder:
    """An output folder."""

    path: Path
    kinds: Mapping[str, Kind] = field(default_factory=lambda: load_kinds([SHIPPED]))
    elsewhere: Store | None = None
    """Where the documents go, if not beside the record."""

    @property
    def store(self) -> Store:
        """Where the documents go."""
        return self.elsewhere or Local(self.path)

    def build(
        self,
        bureau: Bureau,
        formats: Sequence[str] = ("docx",),
        *,
        engine: str = "weasyprint",
        drawing: Drawing | None = None,
        dispatcher: Dispatcher | None = None,
        selection: Selection | None = None,
    ) -> Facts:
        """Build what is selected, here in this process where no dispatcher is given; `drawing` says more than `engine`."""
        wanted = selection or Selection()
        with open_ledger(self.path / "ledger.sqlite") as ledger, dispatcher or Dispatcher(1) as workers:
            whole = plan(self.kinds, bureau)
            numbers = number_all(ledger, whole, bureau)
            made = ledger.made_for(bureau.name, bureau.year, blank=False)
            leaving = leavers(made.values(), {item.id for item in whole}, self.kinds, wanted)
            setting = Setting(self.store, ledger, formats, drawing or Drawing(engine), workers, NOW)
            documents = [item for item in whole if wanted.wants(item)]
            facts = run(setting, bureau, documents, numbers, leaving=leaving)
        if selection is None:
            self.store.forget()
        return facts

    def record(self) -> list[Made]:
        """What the record says."""
        with open_ledger(self.path / "ledger.sqlite") as ledger:
            return ledger.documents()

    def files(self) -> dict[str, str]:
        """Path → digest of every document in the folder."""
        return {
            str(path.relative_to(self.path)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.path.rglob("*"))
            if path.suffix in (".docx", ".pdf")
        }

    def times(self) -> dict[str, int]:
        """Path → when each document was written, in nanoseconds."""
        return {name: (self.path / name).stat().st_mtime_ns for name in self.files()}
