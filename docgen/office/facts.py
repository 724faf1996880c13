"""What a run did, as `build` reports it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from docgen.errors import ExitCode
from docgen.findings import Finding
from docgen.kinds.kind import Kind
from docgen.messages import Message


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be made, or not whole, and why."""

    id: str
    reason: Message
    made: tuple[str, ...] = ()
    """The formats in which it was made all the same."""


@dataclass(frozen=True, slots=True)
class Held:
    """A document that is not made yet, and what it waits for."""

    id: str
    reason: Message


@dataclass(slots=True)
class Facts:
    """What a run did, or, where it was only to say so, would do; documents are counted, not files."""

    planned: int = 0
    written: int = 0
    unchanged: int = 0
    new: list[str] = field(default_factory=list)
    """Ids of documents that were made for the first time, or again after they had been taken down."""
    changed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of documents that were made again, with what had changed: names of `documents.parts`."""
    moved: list[str] = field(default_factory=list)
    """Ids of documents of which a file was only moved to where it belongs now."""
    paths: dict[str, str] = field(default_factory=dict)
    """Where the files lie of the documents that are named here, by id."""
    titles: dict[str, str] = field(default_factory=dict)
    """What kinds that cannot be used are called, by id: their titles and templates."""
    failures: list[Failure] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Copies of files that somebody had changed by hand, put aside before the new file was written."""
    withdrawn: list[str] = field(default_factory=list)
    """Ids of documents taken down because their subject left the workbook."""
    missing: list[str] = field(default_factory=list)
    """Workbooks that the last run read and this one did not find, so that nobody was taken down."""
    held_back: list[Held] = field(default_factory=list)
    """Planned documents whose kind waits for an approval that is not there yet; not counted as planned."""
    other_numbers: list[Finding] = field(default_factory=list)
    """The 文号 in 发文 that are not those that their documents were given."""
    slow: dict[Path, Message] = field(default_factory=dict)
    """Templates some of whose documents had to go through docxtpl, with why."""
    unsettled: list[Failure] = field(default_factory=list)
    """Documents made that could not be laid out to find the page of their 版记, with why."""
    without_pdf: list[Failure] = field(default_factory=list)
    """Documents that are too long for a PDF; their other files are made."""

    @property
    def exit_code(self) -> ExitCode:
        """How the run ended."""
        return ExitCode.SOME_FAILED if self.failures else ExitCode.DONE

    def name(self, id: str, path: str) -> str:
        """Remember that the document's files lie at `path`; its id."""
        self.paths[id] = path
        return id

    def called(self, id: str) -> str:
        """What the clerk knows a document by, the name of its files, or a kind by; else the id."""
        return self.paths[id].rpartition("/")[2] if id in self.paths else self.titles.get(id, id)

    def leave_out(self, kind: Kind, why: Message) -> None:
        """No document can be made with this kind's template; told once, however many there are."""
        if kind.id not in self.titles:
            self.titles[kind.id] = f"{kind.title}（{kind.form}）"
            self.failures.append(Failure(kind.id, why))

    def enter(self, id: str, path: str, why: tuple[str, ...] | None) -> None:
        """Enter a document among those that are new, where `why` is None, or changed."""
        if why is None:
            self.new.append(id)
        else:
            self.changed[id] = why
        self.name(id, path)

    def add(self, other: Facts) -> None:
        """Take another run's facts in."""
        self.planned += other.planned
        self.written += other.written
        self.unchanged += other.unchanged
        self.new += other.new
        self.changed |= other.changed
        self.moved += other.moved
        self.paths |= other.paths
        self.titles |= other.titles
        self.failures += other.failures
        self.kept += other.kept
        self.withdrawn += other.withdrawn
        self.missing += other.missing
        self.held_back += other.held_back
        self.other_numbers += other.other_numbers
        self.slow |= other.slow
        self.unsettled += other.unsettled
        self.without_pdf += other.without_pdf
