"""What a run that makes documents is asked for, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from docgen.documents.packs import By
from docgen.errors import ExitCode
from docgen.office.facts import Facts
from docgen.office.selection import Asked
from docgen.office.settings import FORMATS
from docgen.pdf.engine import Sides
from docgen.pdf.engines import Drawing


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is asked for, all of it plain values."""

    on: date
    """The day as of which is checked and documents are made."""
    now: datetime
    """When the documents are recorded as made."""
    workbooks: tuple[Path, ...] = ()
    """Empty: the office's own."""
    asked: Asked = field(default_factory=Asked)
    formats: tuple[str, ...] = FORMATS
    drawing: Drawing = field(default_factory=Drawing)
    jobs: int | None = None
    executor: str | None = None
    """The address of a cluster, None for this machine."""
    pack: By | None = None
    """Print packs instead of files, and what each holds."""
    sides: Sides = 2
    """On how many sides of a sheet packs are printed."""
    gone: tuple[str, ...] = ()
    """Names of workbooks that are not there any more on purpose: who stood in them is taken down."""
    keep_going: bool = False
    """Make the documents of those whom no error touches."""
    dry: bool = False
    """Only say what would be done: nothing is written, no number is given."""
    begun_only: bool = False
    """Leave the documents of stages that have not begun on the day for later."""


@dataclass(slots=True)
class Report:
    """What came of a run: nothing, and why, or the facts of what was made."""

    facts: Facts = field(default_factory=Facts)
    warnings: int = 0
    errors: int = 0
    stopped: bool = False
    """Nothing was made, because of the errors."""
    closed: bool = False
    """A workbook could not be opened at all."""
    settled: bool = False
    """Nothing has changed since the last run, so no workbook was read."""

    @property
    def exit_code(self) -> ExitCode:
        """How the run ended."""
        if self.stopped:
            return ExitCode.CANNOT_USE if self.closed else ExitCode.INPUT_HAS_ERRORS
        return self.facts.exit_code
