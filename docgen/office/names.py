"""What people call a document: its file's name, or where there is no file its kind's title and whom it is for.

Ids (warning/YJ-2026-03) are for scripts, and for `cancel`, which is told a number as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from docgen.errors import DamageFound
from docgen.kinds.kind import Kind
from docgen.kinds.subjects import WHOLE
from docgen.ledger.ledger import Ledger, Made
from docgen.messages import Message

DocumentKey = tuple[str, int, str]
"""单位名称, 年度 and id of a document."""


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """The names of an office's documents."""

    titles: Mapping[str, str]
    """Of kinds by id."""
    files: Mapping[DocumentKey, str]
    """The path of one of a document's files; those without a file lack."""

    @classmethod
    def recorded(cls, made: Iterable[Made], kinds: Mapping[str, Kind]) -> DocumentNames:
        """Those of what the record holds; a form for filling by hand has no number, and is not meant."""
        files = {
            (item.bureau, item.year, item.id): next(iter(item.files.values())).path
            for item in made
            if item.files and not item.blank
        }
        return cls({key: kind.title for key, kind in kinds.items()}, files)

    def of(self, bureau: str, year: int, document: str) -> str:
        """A document's name by its id; the id itself where its kind is not installed any more."""
        if path := self.files.get((bureau, year, document)):
            return PurePosixPath(path).stem
        kind, _, subject = document.partition("/")
        if kind not in self.titles:
            return document
        return self.titles[kind] if subject == WHOLE else f"{self.titles[kind]} {subject}"

    def in_words(self, said: Message) -> Message:
        """What the record says of a number (`ledger.number/…`), with names in place of ids."""
        values = dict(said.values)
        for key in {"document", "documents"} & values.keys():
            bureau, year = str(values["bureau"]), int(str(values["year"]))
            values[key] = "、".join(self.of(bureau, year, item) for item in str(values[key]).split("、"))
        return replace(said, values=values)


@contextmanager
def documents_named(ledger: Ledger, kinds: Mapping[str, Kind]) -> Iterator[None]:
    """In the block, DamageFound tells of numbers that were changed by hand with the names of documents."""
    try:
        yield
    except DamageFound as problem:
        first = problem.said.values.get("first")
        if not isinstance(first, Message):
            raise
        named = DocumentNames.recorded(ledger.documents(), kinds).in_words(first)
        said = replace(problem.said, values={**problem.said.values, "first": named})
        raise DamageFound(said, place=problem.place) from problem
