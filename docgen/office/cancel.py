"""A number that was given and is not used: its document's files are put aside, and the gap is kept for ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from docgen.errors import WrongUsage
from docgen.ledger.ledger import Ledger, Made, open_ledger
from docgen.ledger.numbers import Cancelled, GivenNumber
from docgen.nearest import nearest
from docgen.office.folder import Office, held
from docgen.office.names import DocumentNames
from docgen.office.selection import kinds_of
from docgen.office.withdraw import withdraw
from docgen.workbook.names import normal_name, normal_number, one_line


@dataclass(frozen=True, slots=True)
class CancelledNumber:
    """What was cancelled."""

    number: GivenNumber
    name: str
    """What its document is called."""
    files: tuple[str, ...]
    """Its document's files, where they are now."""


@dataclass(frozen=True, slots=True)
class Named:
    """The number that is meant, as it was typed."""

    document: str
    """A document's id, or the number itself."""
    year: int | None = None
    """None: the last one that the record has."""
    bureau: str = ""
    """"": the only one that it can be."""


def cancel(office: Office, named: Named, cancelled: Cancelled, now: datetime) -> CancelledNumber:
    """Cancel a number and put the files that bear it aside, as those of documents that are taken down.

    The number is never given again. A document that the workbook still asks for is given the next one when it is built
    again. Raises WrongUsage for a number that there is not or that was cancelled before, and without a reason;
    FolderHeld when another run holds the office, CannotUse when files cannot be moved.
    """
    cancelled = Cancelled(cancelled.on, one_line(cancelled.reason), one_line(cancelled.by))
    if not cancelled.reason:
        raise WrongUsage("usage.no-reason")
    if not office.ledger.is_file():
        raise WrongUsage("usage.nothing-numbered", value=named.document)
    office.outputs.must_be_writable()
    with held(office.home):
        office.outputs.claim(office.home)
        with open_ledger(office.ledger) as ledger:
            made = ledger.documents()
            names = DocumentNames.recorded(made, kinds_of(office))
            number = _meant(ledger, made, named, names)
            bearing = [item for item in made if _bears(item, number)]
            # Moved first: one that was killed behind it finds them moved, and nothing is cancelled yet.
            aside = [withdraw(item, office.outputs) for item in bearing]
            ledger.cancel(number, cancelled, aside, now)
    name = names.of(number.bureau, number.year, number.document)
    return CancelledNumber(number, name, tuple(file.path for item in aside for file in item.files.values()))


def _bears(made: Made, number: GivenNumber) -> bool:
    """Whether a document that stands is that of the number; on several papers more than one is."""
    if made.blank or made.withdrawn or (made.bureau, made.year) != (number.bureau, number.year):
        return False
    return made.id == number.document or made.number == number.number


def _meant(ledger: Ledger, made: Sequence[Made], named: Named, names: DocumentNames) -> GivenNumber:
    """The number that stands and is meant. Raises WrongUsage, telling what there is instead."""
    wanted, year = named.document.strip(), named.year
    given = [item for item in ledger.given() if not named.bureau or item.bureau == normal_name(named.bureau)]
    if named.bureau and not given:
        known = "、".join(sorted({item.bureau for item in ledger.given()}))
        raise WrongUsage("usage.no-bureau", value=named.bureau, known=known)
    last = max((item.year for item in given), default=0) if year is None else year
    papers = {(item.bureau, item.year, item.number) for item in made if item.id == wanted and not item.blank}
    fits = [item for item in given if _fits(item, wanted, papers)]
    standing = [item for item in fits if item.cancelled is None and item.year == last]
    if len({item.bureau for item in standing}) > 1:
        raise WrongUsage("usage.which-bureau", value=wanted, known="、".join(item.bureau for item in standing))
    if standing:
        return standing[0]
    before = [item for item in fits if item.year == last]
    if before and (gone := before[-1].cancelled):
        last_one = before[-1]
        name = names.of(last_one.bureau, last_one.year, last_one.document)
        raise WrongUsage("usage.cancelled-before", name=name, number=last_one.number, on=gone.on, reason=gone.reason)
    if others := sorted({item.year for item in fits if item.cancelled is None}, reverse=True):
        raise WrongUsage("usage.other-year", value=wanted, year=last, other=others[0])
    if any(item.blank and item.id == wanted for item in made):
        raise WrongUsage("usage.blank-number", value=wanted)
    if not given:
        raise WrongUsage("usage.nothing-numbered", value=wanted)
    there = [item for item in given if item.year == last and not item.cancelled]
    alike = [item.document for item in there if _subject(item.document) == _subject(wanted)]
    alike += nearest(wanted, [word for item in there for word in (item.document, item.number)])
    near = "、".join(list(dict.fromkeys(alike))[:MOST_NEAR])
    raise WrongUsage("usage.no-number/near" if near else "usage.no-number", value=wanted, year=last, near=near)


MOST_NEAR = 5
"""Documents that are named to whoever named one that there is not."""


def _subject(document: str) -> str:
    return document.partition("/")[2]


def _fits(given: GivenNumber, wanted: str, papers: set[tuple[str, int, str]]) -> bool:
    return (
        given.document == wanted
        or normal_number(given.number) == normal_number(wanted)
        or (given.bureau, given.year, given.number) in papers
    )
