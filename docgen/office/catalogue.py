"""The 目录 of a bureau's year: what was made and for whom, its number and pages, who signs it, what is due, and where.

It lists all that the record holds, so that it is the same whatever a run was asked for. It is no document itself: it
has no number, and the record knows only the files that it was last written as.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path
from posixpath import relpath
from typing import Any

from docgen.documents.fingerprint import maker
from docgen.documents.plan import Document
from docgen.documents.render import Content, template_bytes
from docgen.errors import TemplateProblem
from docgen.kinds.chain import signers
from docgen.kinds.kind import Kind, sheet_kind
from docgen.kinds.subjects import WHOLE
from docgen.kinds.views import BureauView, chinese_date
from docgen.ledger.ledger import File, Made
from docgen.messages import Message, message, say
from docgen.office.facts import Facts, Failure
from docgen.office.files import follow, own_digest
from docgen.office.setup import RunSetup
from docgen.office.withdraw import take_down
from docgen.outputs.paths import joined, safe_name
from docgen.programme.model import Bureau
from docgen.programme.stages import STAGES
from docgen.word.properties import Properties
from docgen.workers.work import Batch, Outcome, OutputFile, Task

SHEET = "catalogue"
"""The folder of its template, beside the kinds' folders; no kind, for it is no document."""

MOST_IN_PDF = 500
"""Documents that its PDF lists, on some forty pages; drawing it takes two milliseconds for each. A longer list, which
nobody prints, is a workbook only."""

MOST_LAID_OUT = 1000
"""Documents that are laid out one by one in its workbook, which takes half a millisecond for each; the lines of a
longer list are written after one of them, in a tenth of that."""

_OPENED: Sequence[str] = ("pdf", "docx", "xlsx")
"""Which of a document's files the list leads to: the first of these that there is."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list is made of: all documents of a bureau's year that the record holds and that were not taken down."""

    bureau: Bureau
    kinds: Mapping[str, Kind]
    planned: Mapping[str, Document]
    """By id; one that is planned no more is listed by what the record says of it."""
    made: Sequence[Made]
    folder: str = ""
    """Where the list lies, relative to the output folder."""

    def values(self) -> dict[str, Any]:
        """What its template sees: stage by stage and kind by kind, the departments in the order of the workbook."""
        by_kind: dict[str, list[Made]] = {}
        for item in self.made:
            by_kind.setdefault(item.kind, []).append(item)
        due = dict(zip(STAGES, map(chinese_date, astuple(self.bureau.deadlines)), strict=True))
        bureau = self.bureau
        return {
            "bureau": BureauView.of({"name": bureau.name, "short_name": bureau.short_name, "year": str(bureau.year)}),
            "year": bureau.year,
            "count": len(self.made),
            "groups": [
                {
                    "stage": kind.stage,
                    "title": kind.title,
                    "count": len(by_kind[key]),
                    "documents": [
                        {"place": place, **self._line(item, kind, due[kind.stage])}
                        for place, item in enumerate(self._in_order(by_kind[key]), start=1)
                    ],
                }
                for key, kind in self.kinds.items()
                if key in by_kind
            ],
        }

    def _in_order(self, made: Iterable[Made]) -> list[Made]:
        """Of one kind: by department, then as they are planned."""
        departments = {name: place for place, name in enumerate(self.bureau.departments)}
        places = {key: place for place, key in enumerate(self.planned)}
        last = len(places)
        # What is the leadership's or the whole bureau's stands before the departments.
        return sorted(made, key=lambda item: (departments.get(item.department, -1), places.get(item.id, last)))

    def _line(self, made: Made, kind: Kind, due: str) -> dict[str, Any]:
        document = self.planned.get(made.id)
        about = document.topic.about if document else None
        name = document.name if document else ""
        return {
            "title": document.title if document else kind.title,
            "department": made.department,
            "subject": "" if made.subject in (WHOLE, name) else made.subject,
            "name": name,
            "number": made.number,
            "pages": made.pages or "",
            "signers": "、".join(signers(kind.chain, self.bureau, about)),
            "due": due,
            "file": next((self._from_here(made.files[form].path) for form in _OPENED if form in made.files), ""),
        }

    def _from_here(self, path: str) -> str:
        """A path as it leads from where the list lies; a file may lie elsewhere still, if it was not made again."""
        if not self.folder:
            return path
        inside = path.removeprefix(f"{self.folder}/")
        return relpath(path, self.folder) if inside == path else inside


def make_catalogue(
    setup: RunSetup,
    bureau: Bureau,
    kinds: Mapping[str, Kind],
    planned: Iterable[Document],
    *,
    templates: Sequence[Path],
    folder: str = "",
) -> tuple[Facts, Message | None]:
    """Write a bureau's list as a workbook and, where the run makes PDF files, as one; only what has changed.

    `templates` are the templates' folders, an office's own first; `folder` is put before the path, as in `plan`. The
    facts tell what could not be made and what somebody had changed by hand, the message why there is no PDF. Raises
    CannotUse when the output folder cannot be written.
    """
    name, year = bureau.name, bureau.year
    documents = {item.id: item for item in planned}
    if len(documents) > MOST_LAID_OUT:
        setup.dispatcher.rest()  # what is put together here is large, and is not their work
    before = setup.ledger.catalogue(name, year)
    recorded = setup.ledger.made_for(name, year, blank=False).values()
    made = [item for item in recorded if not item.withdrawn and item.kind in kinds]
    if not made and not before:
        return Facts(), None
    listed = Listed(bureau, kinds, documents, made, folder)
    run = _Writing(setup, sheet_kind(templates, SHEET), joined(folder, safe_name(f"{say('catalogue.name')}({year})")))
    there = run.in_their_place(before)
    said = None
    formats = ["xlsx"]
    if "pdf" in setup.formats and any("pdf" in item.files for item in made):
        if len(made) <= MOST_IN_PDF:
            formats.append("pdf")
        else:
            said = message("catalogue.no-pdf", count=len(made), most=MOST_IN_PDF)
            if "pdf" in there:
                take_down(there.pop("pdf"), setup.outputs)
    properties = Properties(
        title=say("catalogue.title", year=year), subject=f"{year}年度", author=name, created=datetime(year, 1, 1)
    )
    long_list = ("groups", "documents") if len(made) > MOST_LAID_OUT else None
    content = Content(listed.values(), properties, long_list)
    del recorded, made, listed  # of a large office they would stand beside what is made of them
    facts, after = run.write(content, formats, there)
    if after != before:
        setup.ledger.list_in(name, year, after)
    return facts, said


class _Writing:
    """The files of one list on their way."""

    def __init__(self, setup: RunSetup, kind: Kind, path: str) -> None:
        """`path` has no extension."""
        self.setup = setup
        self.kind = kind
        self.path = path

    def in_their_place(self, before: Mapping[str, File]) -> dict[str, File]:
        """The files as they were written last, moved to where the list lies now."""
        there: dict[str, File] = {}
        for form, file in before.items():
            path = f"{self.path}.{form}"
            if file.path != path:
                if not follow(file, path, self.setup.outputs):
                    take_down(file, self.setup.outputs)
                    continue
                self.setup.outputs.prune([file.path])
            there[form] = file._replace(path=path)
        return there

    def write(
        self, content: Content, formats: Sequence[str], there: Mapping[str, File]
    ) -> tuple[Facts, dict[str, File]]:
        """Write the files that are not there as they should be; what came of it, and all that there are now."""
        facts, after, name = Facts(), dict(there), say("catalogue.name")
        dispatcher = self.setup.dispatcher
        try:
            template = template_bytes(self.kind)
            made_with = maker(self.kind, template, formats, self.setup.drawing, dispatcher.tools.workplace)
            prints = made_with.fingerprints(content)
            targets = {
                form: self._target(form, there.get(form), prints[form])
                for form in formats
                if not self._is_there(form, prints[form], there.get(form))
            }
            if not targets:
                return facts, after
        except TemplateProblem as problem:
            facts.failures.append(Failure(name, problem.said))
            return facts, after
        task = Task(name, content, targets)

        def take(outcomes: Sequence[Outcome]) -> None:
            for outcome in outcomes:
                if outcome.reason:
                    facts.failures.append(Failure(name, outcome.reason, tuple(outcome.digests)))
                facts.kept += outcome.kept
                for form, digest in outcome.digests.items():
                    after[form] = File(targets[form].path, digest, targets[form].fingerprint)

        drawing = self.setup.drawing if "pdf" in targets else None
        batch = Batch(self.kind, template, self.setup.outputs.absolute(), drawing, (task,))
        if content.long_list:
            dispatcher.carry_out_here([batch], take)
        else:
            dispatcher.carry_out([batch], dict.fromkeys(targets, 1), take)
        return facts, after

    def _is_there(self, form: str, fingerprint: str, file: File | None) -> bool:
        """Whether the file is as this run would write it."""
        return (
            file is not None
            and (file.path, file.fingerprint) == (f"{self.path}.{form}", fingerprint)
            and self.setup.outputs.digest(file.path) == file.sha256
        )

    def _target(self, form: str, file: File | None, fingerprint: str) -> OutputFile:
        path, outputs = f"{self.path}.{form}", self.setup.outputs
        recorded = file.sha256 if file is not None and file.path == path else None
        return OutputFile(path, own_digest(path, recorded, outputs, outputs.noted()), fingerprint)
