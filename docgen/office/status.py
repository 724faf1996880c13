"""What has been made, what is still to be made, and what is gone or was changed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from docgen.documents.plan import plan
from docgen.errors import CannotUse
from docgen.ledger.ledger import Made, open_ledger
from docgen.office.folder import Office
from docgen.office.selection import kinds_of
from docgen.outputs.store import Local, Store
from docgen.programme.assemble import assemble
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


def status(office: Office) -> list[DocumentStatus]:
    """Everything recorded, with what became of its files, then what the office's workbooks ask for besides.

    Raises CannotUse for a record or an output folder that cannot be used.
    """
    office.outputs.must_be_of(office.home)
    made: list[Made] = []
    if office.ledger.is_file():
        with open_ledger(office.ledger) as ledger:
            made = ledger.documents()
    books = [read_workbook(path) for path in office.workbooks()]
    bureaus = assemble(books).bureaus if books else ()
    kinds = kinds_of(office) if bureaus else {}
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
        )
        for item in made
    ]
    found += (
        DocumentStatus(document.id, document.kind.id, document.subject, document.department, "", None, "planned", {})
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
