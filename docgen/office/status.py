"""What has been made, what is still to be made, and what is gone or was changed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from docgen.documents.plan import plan
from docgen.errors import CannotUse
from docgen.ledger.ledger import Made, open_ledger
from docgen.office.folder import Office
from docgen.office.selection import kinds_of
from docgen.outputs.store import Local, Store
from docgen.programme.assemble import assemble
from docgen.programme.stages import STAGES, beginnings, endings
from docgen.programme.standing import standing
from docgen.workbook.read import read_workbook

DocumentState = Literal["made", "blank", "changed", "missing", "withdrawn", "planned"]
"""As it was written, filled or for filling by hand; changed by hand; a file gone; taken down; still to be made."""


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """One document and what has become of it."""

    id: str
    kind: str
    subject: str
    department: str
    number: str
    pages: int | None
    state: DocumentState
    files: Mapping[str, str]
    """Format → path in the output folder."""
    bureau: str = ""
    year: int = 0
    """The programme's year, 0 of a form that belongs to none."""
    stage: str = ""
    """"" of a kind that is not installed any more."""
    begins: date | None = None
    """The first day of its stage; None where no workbook of its year is there."""
    due: date | None = None
    """The last day of its stage."""

    @property
    def lacking(self) -> bool:
        """Whether it is still to be made, or to be made again."""
        return self.state in ("planned", "missing")


@dataclass(frozen=True, slots=True)
class StageStatus:
    """How far a stage of one bureau's year is."""

    stage: str
    made: int
    lacking: int
    begins: date | None
    due: date | None
    on: date

    @property
    def begun(self) -> bool:
        """Whether the stage has begun on the day; one that nobody knows the days of has."""
        return self.begins is None or self.begins <= self.on

    @property
    def days(self) -> int | None:
        """Days that are left, negative: over by so many; None where nothing is lacking or no day is known."""
        return (self.due - self.on).days if self.due and self.lacking else None


def by_stage(documents: Iterable[DocumentStatus], on: date) -> list[StageStatus]:
    """The stages of one bureau's year in their order, those that have documents."""
    found: dict[str, list[DocumentStatus]] = {}
    for item in documents:
        found.setdefault(item.stage, []).append(item)
    return [
        StageStatus(
            stage,
            sum(item.state in ("made", "changed") for item in found[stage]),
            sum(item.lacking for item in found[stage]),
            next((item.begins for item in found[stage] if item.begins), None),
            next((item.due for item in found[stage] if item.due), None),
            on,
        )
        for stage in STAGES
        if stage in found
    ]


def status(office: Office, on: date) -> list[DocumentStatus]:
    """Everything recorded, with what became of its files, then what the office's workbooks ask for besides.

    What is asked for is told by the risks and adjustments that stand on the day `on`.

    Raises CannotUse for a record or an output folder that cannot be used.
    """
    office.outputs.must_be_of(office.home)
    made: list[Made] = []
    if office.ledger.is_file():
        with open_ledger(office.ledger) as ledger:
            made = ledger.documents()
    books = [read_workbook(path) for path in office.workbooks()]
    bureaus = [standing(bureau, on) for bureau in assemble(books).bureaus] if books else []
    kinds = kinds_of(office) if bureaus or made else {}
    days = {
        (item.name, item.year): (beginnings(item.year, item.deadlines), endings(item.deadlines)) for item in bureaus
    }

    def when(bureau: str, year: int, kind: str) -> tuple[str, int, str, date | None, date | None]:
        stage = kinds[kind].stage if kind in kinds else ""
        begins, ends = days.get((bureau, year), ({}, {}))
        return bureau, year, stage, begins.get(stage), ends.get(stage)

    plans = [(bureau, document) for bureau in bureaus for document in plan(kinds, bureau)]
    asked = {(bureau.name, bureau.year, document.id) for bureau, document in plans}
    # Who was taken down and stands in the workbook again is to be made again.
    made = [item for item in made if not item.withdrawn or (item.bureau, item.year, item.id) not in asked]
    known = {(item.bureau, item.year, item.id) for item in made}
    found = [
        DocumentStatus(
            item.id,
            item.kind,
            item.subject,
            item.department,
            item.number,
            item.pages,
            _state(item, office.outputs),
            {form: file.path for form, file in item.files.items()},
            *when(item.bureau, item.year, item.kind),
        )
        for item in made
    ]
    found += (
        DocumentStatus(
            document.id,
            document.kind.id,
            document.subject,
            document.department,
            "",
            None,
            "planned",
            {},
            *when(bureau.name, bureau.year, document.kind.id),
        )
        for bureau, document in plans
        if (bureau.name, bureau.year, document.id) not in known
    )
    return found


def _state(made: Made, outputs: Store) -> DocumentState:
    if made.withdrawn:
        return "withdrawn"
    state: DocumentState = "blank" if made.blank else "made"
    for file in made.files.values():
        try:
            there = outputs.digest(file.path)
        except CannotUse:
            if not isinstance(outputs, Local):
                raise
            there = None
        if there is None:
            return "missing"
        if there != file.sha256:
            state = "changed"
    return state
