"""Print packs made by workers: a cover sheet and the documents behind it, in one PDF file.

A pack holds nothing of its own, so the record knows only its documents: it is made anew whenever it is asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from docgen.documents.filing import Filing
from docgen.documents.packs import Pack
from docgen.documents.plan import Document
from docgen.documents.render import CompiledKind, Content, Contents, template_bytes, with_pictures
from docgen.documents.turn import settled
from docgen.errors import CannotUse, DocgenError, Place
from docgen.kinds.kind import Kind, sheet_kind
from docgen.kinds.practice import DEFAULT, Practice
from docgen.kinds.private import Withheld
from docgen.kinds.views import BureauView
from docgen.office.facts import Facts, Failure
from docgen.outputs.store import Store
from docgen.pdf.engine import PackPart, Sides
from docgen.pdf.engines import Drawing
from docgen.programme.model import Bureau
from docgen.word.template import Properties
from docgen.workers.dispatch import Dispatcher
from docgen.workers.tools import Tools
from docgen.workers.work import Outcome

COVER = "pack_cover"
"""The folder of the cover sheet's template, beside the kinds' folders; no kind, for it is no document."""


@dataclass(frozen=True, slots=True)
class PackSheet:
    """One document of a pack, or its cover."""

    kind: str
    paper: str
    content: Content
    bookmark: str


@dataclass(frozen=True, slots=True)
class PackTask:
    """A pack to be made."""

    id: str
    sheets: tuple[PackSheet, ...]
    properties: Properties
    path: str
    """Relative to the output folder."""
    sides: Sides = 2

    @property
    def paths(self) -> tuple[str, ...]:
        """Its only file."""
        return (self.path,)


@dataclass(frozen=True, slots=True)
class PackBatch:
    """Packs that a worker makes in one go."""

    templates: Mapping[str, tuple[Kind, bytes]]
    """Each kind in the packs, and the cover, with its template."""
    outputs: Store
    drawing: Drawing
    tasks: tuple[PackTask, ...]
    workplace: str = ""

    def outcomes(self, tools: Tools) -> list[Outcome]:
        """Make the packs, as `work` asks."""
        return [self._made(task, tools) for task in self.tasks]

    def _made(self, task: PackTask, tools: Tools) -> Outcome:
        from docgen.pdf.verify import verify

        kinds = [tools.compiled(*self.templates[item.kind], self.drawing, item.paper) for item in task.sheets]
        sheets = [(kind, with_pictures(kind, item.content)[0]) for kind, item in zip(kinds, task.sheets, strict=True)]
        try:
            sheets = [(compiled, _settled(compiled, content)) for compiled, content in sheets]
            parts = [
                PackPart(compiled.prepared, content.values, item.bookmark)
                for item, (compiled, content) in zip(task.sheets, sheets, strict=True)
            ]
            pdf = tools.engine(self.drawing).pack(parts, task.properties, task.sides)
            texts = [text for compiled, content in sheets for text in compiled.printed.beginnings(content.values)]
            found = verify(pdf.data, texts, typed=[item.content.values for item in task.sheets], pages=pdf.pages)
            if not found.good:
                raise CannotUse("build.bad-pdf", place=Place(task.id), reason=found.problems[0])
        except DocgenError as problem:
            return Outcome(task.id, {}, reason=problem.said)
        outputs = tools.store(self.outputs)
        outputs.must_hold(task.path)
        digest = hashlib.sha256(pdf.data).hexdigest()
        changed = outputs.digest(task.path) != digest
        if changed:
            outputs.write(task.path, pdf.data)
        return Outcome(task.id, {"pdf": digest}, pdf.pages, written=changed)


def _settled(compiled: CompiledKind, content: Content) -> Content:
    """The content with the page of its 版记 settled, as in the document's own files."""
    if not content.turns:
        return content
    values, _ = settled(content.values, lambda given: compiled.prepared.render(given, content.properties))
    return replace(content, values=values)


def make_packs(
    packs: Sequence[Pack],
    bureau: Bureau | None,
    numbers: Mapping[str, str],
    *,
    folders: Sequence[Path],
    outputs: Store,
    drawing: Drawing,
    on: date,
    sides: Sides,
    practice: Practice = DEFAULT,
    filing: Filing | None = None,
    last: Bureau | None = None,
    dispatcher: Dispatcher,
    done: Callable[[int, bool], None] = lambda count, made: None,
) -> Facts:
    """Make the packs of one bureau (None: of wholly blank forms) as of the day `on`.

    The facts count their documents, and so does `done`, after each pack.

    `folders` are the templates' folders, an office's own first; `practice` is what it chose of how forms are filled in,
    `last` the bureau's year before, `filing` what documents of the record tell of.

    Raises TemplateProblem for a template that cannot be used, CannotUse when the output folder cannot be written.
    """
    kinds = {item.kind.id: item.kind for pack in packs for item in pack.documents}
    kinds[COVER] = sheet_kind(folders, COVER)
    contents = Contents(bureau, numbers, on=on, last=last, practice=practice, filing=filing)
    facts = Facts()
    packs = _without_long(packs, contents, facts)
    templates = {key: (kind, template_bytes(kind)) for key, kind in kinds.items()}
    for kind, data in templates.values():
        _ = dispatcher.tools.compiled(kind, data, None).form
    counts = {pack.path: len(pack.documents) for pack in packs}
    facts.planned = sum(counts.values())

    def batches() -> Iterator[PackBatch]:
        for pack in packs:
            try:
                task = _task(pack, contents, bureau, numbers, sides)
            except Withheld as problem:
                facts.failures.append(Failure(pack.path, problem.said))
                done(counts[pack.path], True)
                continue
            yield PackBatch(templates, outputs.absolute(), drawing, (task,))

    def take(outcomes: Sequence[Outcome]) -> None:
        for outcome in outcomes:
            if outcome.reason:
                facts.failures.append(Failure(outcome.id, outcome.reason))
            elif outcome.written:
                facts.written += counts[outcome.id]
            else:
                facts.unchanged += counts[outcome.id]
            done(counts[outcome.id], True)

    if packs:
        dispatcher.carry_out(batches(), {"pdf": facts.planned}, take)
    return facts


def _without_long(packs: Sequence[Pack], contents: Contents, facts: Facts) -> list[Pack]:
    """The packs without the documents that are too long for a PDF, which `facts` tell of."""

    def fits(document: Document) -> bool:
        if document.is_one_persons:
            return True
        try:
            reason = contents.of(document).too_long
        except Withheld:
            return True  # told with its cell when the pack is made
        if reason:
            facts.without_pdf.append(Failure(facts.name(document.id, document.path), reason))
        return reason is None

    made = [replace(pack, documents=tuple(filter(fits, pack.documents))) for pack in packs]
    return [pack for pack in made if pack.documents]


def _task(pack: Pack, contents: Contents, bureau: Bureau | None, numbers: Mapping[str, str], sides: Sides) -> PackTask:
    properties = Properties(
        title=pack.title,
        subject=f"{bureau.year}年度" if bureau else "",
        author=bureau.name if bureau else "",
        created=datetime(bureau.year if bureau else 2000, 1, 1),
    )
    header = {"name": bureau.name, "short_name": bureau.short_name, "year": str(bureau.year)} if bureau else {}
    listed = [{"title": item.title, "name": item.name, "number": numbers.get(item.id, "")} for item in pack.documents]
    cover = {
        "bureau": BureauView.of(header),
        "year": bureau.year if bureau else "",
        "pack": {"title": pack.title, "sides": sides},
        "items": listed,
    }
    return PackTask(
        pack.path,
        (
            PackSheet(COVER, "", Content(cover, properties), pack.title),
            *(
                PackSheet(item.kind.id, item.topic.paper, contents.of(item), f"{item.name} {item.title}")
                for item in pack.documents
            ),
        ),
        properties,
        f"{pack.path}.pdf",
        sides,
    )
