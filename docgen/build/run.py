"""Renders planned documents, checks each again, writes it whole and puts it into the record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from docgen.build.office import Office
from docgen.build.plan import Document
from docgen.errors import CannotUse, DocgenError, Place, TemplateProblem
from docgen.files import sync_folder, write_whole
from docgen.form.read import read_form
from docgen.kinds.context import context
from docgen.kinds.kind import Kind
from docgen.ledger.ledger import Ledger, Made
from docgen.messages import words
from docgen.pdf.engine import Engine, Pdf, Prepared
from docgen.programme.model import Bureau
from docgen.word.template import Properties, WordTemplate, check_document

FORMATS = ("docx", "pdf")

BEGINNING = 8
"""Characters of a text that are looked for in the finished PDF."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be made, and why."""

    id: str
    reason: str


@dataclass(slots=True)
class Facts:
    """What a run did."""

    planned: int = 0
    written: int = 0
    unchanged: int = 0
    failures: list[Failure] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    """Copies of files that somebody had changed by hand, put aside before the new file was written."""
    files: list[Path] = field(default_factory=list)

    def add(self, other: Facts) -> None:
        """Take another run's facts in."""
        self.planned += other.planned
        self.written += other.written
        self.unchanged += other.unchanged
        self.failures += other.failures
        self.kept += other.kept
        self.files += other.files


class Press:
    """A kind's template, compiled once and used for all its documents."""

    def __init__(self, kind: Kind, engine: Engine | None) -> None:
        self.kind = kind
        self._engine = engine
        try:
            data = kind.form.read_bytes()
        except OSError as problem:
            text = words("kind.unreadable", file=kind.form, reason=problem.strerror)
            raise TemplateProblem(text.message, place=Place(str(kind.form)), hint=text.hint) from problem
        self.template = WordTemplate.compile(data, str(kind.form))

    @cached_property
    def prepared(self) -> Prepared:
        """The template made ready for the PDF engine; made when the first PDF is asked for."""
        if self._engine is None:
            raise ValueError("no PDF engine was given")
        form, uncovered = read_form(self.template)
        first = next((item for item in uncovered if item.content), None)
        if first:
            text = words("build.uncovered", construct=first.construct, context=first.context)
            raise TemplateProblem(text.message, place=Place(str(self.kind.form), first.part), hint=text.hint)
        return self._engine.prepare(form)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document's bytes by format, and its pages where a PDF was made."""

    files: Mapping[str, bytes]
    pages: int | None = None


def render(press: Press, document: Document, bureau: Bureau | None, number: str, formats: Sequence[str]) -> Rendered:
    """Render one document. Raises TemplateProblem or CannotUse naming what is wrong."""
    values = context(press.kind, bureau, document.key, document_id=document.id, number=number, blank=document.blank)
    properties = Properties(
        title=document.title if not document.name else f"{document.title}({document.name})",
        subject=f"{bureau.year}年度{press.kind.title}" if bureau else press.kind.title,
        author=bureau.name if bureau else "",
        created=datetime(bureau.year if bureau else 2000, 1, 1),
    )
    files: dict[str, bytes] = {}
    pages: int | None = None
    if "docx" in formats:
        files["docx"] = press.template.render(values, properties)
        check_document(files["docx"], document.id)
    if "pdf" in formats:
        pdf = press.prepared.render(values, properties)
        _check_pdf(pdf, values, document)
        files["pdf"] = pdf.data
        pages = pdf.pages
    return Rendered(files, pages)


def _check_pdf(pdf: Pdf, values: Mapping[str, Any], document: Document) -> None:
    """Look at a finished PDF again: it opens, its fonts are in it, and what it is about can be copied from it."""
    from docgen.pdf.verify import verify

    # A text may go on on another page; its beginning stands on one line.
    texts = [document.name] if document.key else []
    texts += [text[:BEGINNING] for risk in values["risks"] for text in (risk.content, risk.measure)]
    found = verify(pdf.data, texts, typed=str(values), pages=pdf.pages)
    if not found.good:
        text = words("build.bad-pdf", reason=found.problems[0])
        raise CannotUse(text.message, place=Place(document.id), hint=text.hint)


def run(
    documents: Sequence[Document],
    bureau: Bureau | None,
    office: Office,
    ledger: Ledger,
    *,
    formats: Sequence[str],
    engine: Engine | None,
    numbers: Mapping[str, str],
    now: datetime,
    done: Callable[[Document], None] = lambda document: None,
) -> Facts:
    """Make the documents; `done` is called after each.

    A document whose rendering fails is reported in the facts and the others are made. Raises
    TemplateProblem for a template that cannot be used at all, CannotUse when the output folder cannot be written.
    """
    facts = Facts(planned=len(documents))
    presses = {item.kind.id: item.kind for item in documents}
    ready = {key: Press(kind, engine) for key, kind in presses.items()}
    if "pdf" in formats:
        for press in ready.values():
            _ = press.prepared
    for document in documents:
        number = numbers.get(document.id, "")
        try:
            rendered = render(ready[document.kind.id], document, bureau, number, formats)
        except DocgenError as problem:
            facts.failures.append(Failure(document.id, problem.message))
        else:
            _store(document, bureau, office, ledger, rendered, number, now, facts)
        done(document)
    return facts


def _store(
    document: Document,
    bureau: Bureau | None,
    office: Office,
    ledger: Ledger,
    rendered: Rendered,
    number: str,
    now: datetime,
    facts: Facts,
) -> None:
    written = False
    entries: dict[str, tuple[str, str]] = {}
    for form, data in rendered.files.items():
        relative = f"{document.path}.{form}"
        path = office.outputs / relative
        _inside(path, office.outputs)
        digest = hashlib.sha256(data).hexdigest()
        there = _digest(path)
        if there != digest:
            if there is not None and there != ledger.digest(relative):
                facts.kept.append(_put_aside(path))
            write_whole(path, data)
            written = True
        entries[form] = (relative, digest)
        facts.files.append(path)
    facts.written += written
    facts.unchanged += not written
    ledger.record(
        Made(
            bureau=bureau.name if bureau else "",
            year=bureau.year if bureau else 0,
            id=document.id,
            kind=document.kind.id,
            subject=document.subject,
            department=document.department,
            number=number,
            pages=rendered.pages,
            files=entries,
            blank=document.blank,
        ),
        now,
    )


def _inside(path: Path, folder: Path) -> None:
    if not path.resolve().is_relative_to(folder.resolve()):
        text = words("build.outside", file=path, folder=folder)
        raise CannotUse(text.message, place=Place(str(path)), hint=text.hint)


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as problem:
        text = words("files.write", path=path, reason=problem.strerror or problem)
        raise CannotUse(text.message, place=Place(str(path)), hint=text.hint) from problem


def _put_aside(path: Path) -> Path:
    """Rename a file that was changed by hand, so that what somebody wrote is never overwritten."""
    for count in range(1, 100):
        target = path.with_name(f"{path.stem}.手改{count if count > 1 else ''}{path.suffix}")
        if not target.exists():
            path.replace(target)
            sync_folder(path.parent)
            return target
    text = words("build.too-many-kept", file=path)
    raise CannotUse(text.message, place=Place(str(path)), hint=text.hint)


def number_all(ledger: Ledger, documents: Iterable[Document], bureau: Bureau | None) -> dict[str, str]:
    """Every document's number, e.g. GR-2026-007: the kind's code, the year, and a serial that stays with its subject.

    Called with the whole plan before anything is selected from it, so that numbers do not depend on the selection.
    """
    if bureau is None:
        return {}
    by_kind: dict[str, list[Document]] = {}
    for document in documents:
        by_kind.setdefault(document.kind.id, []).append(document)
    numbers: dict[str, str] = {}
    for kind_id, items in by_kind.items():
        serials = ledger.numbers(bureau.name, bureau.year, kind_id, [item.subject for item in items])
        for item in items:
            numbers[item.id] = f"{item.kind.code}-{bureau.year}-{serials[item.subject]:03d}"
    return numbers
