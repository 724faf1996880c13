"""What is to be made: a pure function from kinds and a bureau to a list of documents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from docgen.documents.places import PLACES, pattern, place
from docgen.kinds.kind import Kind
from docgen.kinds.needs import Needs
from docgen.kinds.subjects import Topic, document_id, held_back, on_paper, topics
from docgen.messages import Message
from docgen.outputs.paths import distinct
from docgen.programme.model import Bureau, EventRow, Subject, Target
from docgen.programme.stages import beginnings


@dataclass(frozen=True, slots=True)
class Document:
    """One document to be made. `path` has no extension and is relative to the output folder."""

    id: str
    kind: Kind
    topic: Topic
    path: str
    blank: bool

    @property
    def subject(self) -> str:
        """工号, 机构名称, 班子, the event's 编号 or "-" (see `Topic.subject`), with the paper where it has its own."""
        return on_paper(self.topic.subject, self.topic.paper)

    @property
    def numbered(self) -> str:
        """The id that its number is given to: what is made for several papers has one number."""
        return document_id(self.kind.id, self.topic.subject) if self.topic.paper else self.id

    @property
    def department(self) -> str:
        """As `Topic.department`."""
        return self.topic.department

    @property
    def name(self) -> str:
        """How messages name the subject."""
        return self.topic.name

    @property
    def title(self) -> str:
        """Its own title."""
        return self.topic.title

    @property
    def is_one_persons(self) -> bool:
        """Whether it is made for each person: then it is never too long for a PDF, nor looked at for that."""
        return self.topic.scope == "P"

    def stands_on(self, affected: Collection[Subject | EventRow]) -> bool:
        """Whether it prints any of these subjects or rows; what is about the bureau as a whole prints all."""
        if any(EventRow.of(event.row) in affected for event in self.topic.events):
            return True
        if self.topic.about is None:
            return bool(affected) and self.topic.scope == "B"
        return self.topic.about in affected


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents are wanted; an empty part means all."""

    kinds: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    """编号 of the rows that documents are made of."""

    def wants(self, document: Document) -> bool:
        """Whether the document is among those selected: of a kind, stage or department, about a person, of a row."""
        about = document.topic.about
        return (
            (not self.kinds or document.kind.id in self.kinds)
            and (not self.departments or document.department in self.departments)
            and (not self.people or (about is not None and about.target is Target.PERSON and about.key in self.people))
            and (not self.stages or document.kind.stage in self.stages)
            and (not self.events or any(event.number in self.events for event in document.topic.events))
        )


def plan(
    kinds: Mapping[str, Kind], bureau: Bureau | None, *, blank: bool = False, folder: str = "", places: str = PLACES
) -> list[Document]:
    """All documents of these kinds for a bureau, kind by kind in the order of the sheets.

    Without a bureau: one wholly blank form of each kind. `folder` is put before every path where several bureaus share
    the output folder; `places` is the pattern of the paths. What a kind's `gate` holds back is planned like the rest,
    what lacks the rows that its kind `needs` is not; blank forms need none.
    Raises BadPattern for a pattern that cannot be used.
    """
    where = pattern(places)
    needs = Needs(bureau) if bureau else None
    drafts = [
        Document(
            document_id(kind.id, topic.subject, topic.paper),
            kind,
            topic,
            place(where, kind, topic, bureau, folder, blank),
            blank,
        )
        for kind in kinds.values()
        if not blank or kind.blank
        for topic in topics(kind, bureau, blank=blank)
        if blank or needs is None or needs.met(kind, topic)
    ]
    paths = distinct((item.id, item.path) for item in drafts)
    return [item if paths[item.id] == item.path else replace(item, path=paths[item.id]) for item in drafts]


def too_early(documents: Iterable[Document], bureau: Bureau, on: date) -> dict[str, tuple[str, date]]:
    """The documents whose stage has not begun on the day, by id: the stage, and the day that it begins."""
    first = beginnings(bureau.year, bureau.deadlines)
    return {
        item.id: (item.kind.stage, begins)
        for item in documents
        if (begins := first.get(item.kind.stage)) is not None and begins > on
    }


def waiting(documents: Iterable[Document], bureau: Bureau) -> dict[str, Message]:
    """The documents that wait for an approval (`gate`) by id, and what each waits for; blank forms wait for none."""
    return {
        item.id: why
        for item in documents
        if not item.blank and (why := held_back(item.kind, item.topic, bureau)) is not None
    }
