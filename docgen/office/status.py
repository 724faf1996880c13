"""What has been made, what is still to be made, and what is gone or was changed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from docgen.documents.plan import plan
from docgen.errors import CannotUse
from docgen.kinds.kind import Kind
from docgen.kinds.needs import has_rows
from docgen.ledger.ledger import Made, open_ledger
from docgen.office.folder import Office
from docgen.office.selection import kinds_of
from docgen.outputs.store import Local, Store
from docgen.programme.assemble import assemble
from docgen.programme.model import Bureau
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
    due: date | None = None
    """The last day of its stage; None where no workbook of its year is there."""
    lacking: bool = False
    """Whether it is still to be made, or to be made again: a blank form is not the filled one."""


@dataclass(frozen=True, slots=True)
class StageDays:
    """When a stage begins and ends, and what the workbook has nothing of yet."""

    begins: date
    due: date
    empty: tuple[str, ...] = ()
    """The sheets without a row that documents of the stage are made from."""


@dataclass(frozen=True, slots=True)
class Status:
    """All documents, and the stages of each (单位名称, 年度) that the office's workbooks are of."""

    documents: list[DocumentStatus]
    days: Mapping[tuple[str, int], Mapping[str, StageDays]]


@dataclass(frozen=True, slots=True)
class StageStatus:
    """How far a stage of one bureau's year is."""

    stage: str
    made: int
    lacking: int
    days: StageDays | None
    """None where no workbook of the year is there."""
    on: date

    @property
    def begun(self) -> bool:
        """Whether the stage has begun on the day; one that nobody knows the days of has."""
        return self.days is None or self.days.begins <= self.on

    @property
    def left(self) -> int | None:
        """Days that are left, negative: over by so many; None where nothing is lacking or no day is known."""
        return (self.days.due - self.on).days if self.days and self.lacking else None


def by_stage(documents: Iterable[DocumentStatus], days: Mapping[str, StageDays], on: date) -> list[StageStatus]:
    """The stages of one bureau's year in their order: all where their days are known, else those with documents."""
    found: dict[str, list[DocumentStatus]] = {}
    for item in documents:
        found.setdefault(item.stage, []).append(item)
    return [
        StageStatus(
            stage,
            sum(item.state in ("made", "changed") for item in found.get(stage, ())),
            sum(item.lacking for item in found.get(stage, ())),
            days.get(stage),
            on,
        )
        for stage in STAGES
        if stage in found or stage in days
    ]


def status(office: Office, on: date) -> Status:
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
    days = {(item.name, item.year): _days(item, kinds.values()) for item in bureaus}

    def when(bureau: str, year: int, kind: str) -> tuple[str, int, str, date | None]:
        stage = kinds[kind].stage if kind in kinds else ""
        known = days.get((bureau, year), {}).get(stage)
        return bureau, year, stage, known.due if known else None

    plans = [(bureau, document) for bureau in bureaus for document in plan(kinds, bureau)]
    asked = {(bureau.name, bureau.year, document.id) for bureau, document in plans}
    # Who was taken down and stands in the workbook again is to be made again.
    made = [item for item in made if not item.withdrawn or (item.bureau, item.year, item.id) not in asked]
    known = {(item.bureau, item.year, item.id) for item in made}
    unfilled = asked - {(item.bureau, item.year, item.id) for item in made if not item.blank}
    found = []
    for item in made:
        key, state = (item.bureau, item.year, item.id), _state(item, office.outputs)
        found.append(
            DocumentStatus(
                item.id,
                item.kind,
                item.subject,
                item.department,
                item.number,
                item.pages,
                state,
                {form: file.path for form, file in item.files.items()},
                *when(item.bureau, item.year, item.kind),
                lacking=key in unfilled if item.blank else state == "missing",
            )
        )
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
            lacking=True,
        )
        for bureau, document in plans
        if (bureau.name, bureau.year, document.id) not in known
    )
    return Status(found, days)


def _days(bureau: Bureau, kinds: Iterable[Kind]) -> dict[str, StageDays]:
    """The stages of a bureau's year."""
    first, last = beginnings(bureau.year, bureau.deadlines), endings(bureau.deadlines)
    used: dict[str, dict[str, None]] = {stage: {} for stage in STAGES}
    for kind in kinds:
        used.setdefault(kind.stage, {}).update(dict.fromkeys(filter(None, (*kind.needs, kind.rows))))
    return {
        stage: StageDays(
            first[stage], last[stage], tuple(sheet for sheet in used[stage] if not has_rows(bureau, sheet))
        )
        for stage in STAGES
    }


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
