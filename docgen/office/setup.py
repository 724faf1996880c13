"""What all bureaus of a run share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from docgen.kinds.practice import DEFAULT, Practice
from docgen.ledger.ledger import Ledger
from docgen.outputs.store import Digest, Store
from docgen.pdf.engines import Drawing
from docgen.programme.model import Bureau, is_last_year
from docgen.workers.dispatch import Dispatcher


@dataclass(frozen=True, slots=True)
class RunSetup:
    """What all bureaus of a run share."""

    outputs: Store
    ledger: Ledger
    formats: Sequence[str]
    drawing: Drawing
    """How PDF files are drawn."""
    dispatcher: Dispatcher
    now: datetime
    """When the documents are recorded as made."""
    on: date
    """The day that they are made as of."""
    digest: Digest | None = None
    """The outputs' digests, where they were begun before (as `Store.digests`)."""
    practice: Practice = DEFAULT
    """What the office chose of how its forms are filled in."""
    bureaus: Sequence[Bureau | None] = ()
    """All that the run has; among them may be another one's last year."""

    def last_year(self, bureau: Bureau | None) -> Bureau | None:
        """The same bureau's year before, where the run has it."""
        return next((one for one in self.bureaus if bureau and one and is_last_year(one, bureau)), None)
