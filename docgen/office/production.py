"""Makes planned documents: finds what must be made, has it made, and puts it into the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from docgen.documents.filing import Filing
from docgen.documents.fingerprint import Maker, maker
from docgen.documents.parts import parts_of
from docgen.documents.plan import Document
from docgen.documents.render import Contents, template_bytes
from docgen.errors import TemplateProblem
from docgen.kinds.kind import Kind
from docgen.kinds.private import Withheld
from docgen.ledger.ledger import File, Made
from docgen.office.facts import Facts, Failure
from docgen.office.files import follow, own_digest
from docgen.office.intake import Flying, Intake
from docgen.office.reasons import reasons
from docgen.office.setup import RunSetup
from docgen.office.withdraw import withdraw
from docgen.programme.model import Bureau
from docgen.workers.memory import give_back
from docgen.workers.work import Batch, OutputFile, Task

BATCH: Mapping[str, int] = {"docx": 16, "xlsx": 4, "pdf": 4}
"""Documents that a worker takes at a time: the dearest format counts."""

FEW = 12
"""Documents of one kind up to which one worker makes them all: compiling their template, which each worker does for
itself, takes as long as these."""


def produce(
    setup: RunSetup,
    bureau: Bureau | None,
    documents: Sequence[Document],
    numbers: Mapping[str, str],
    *,
    known: Mapping[str, Made] | None = None,
    leaving: Sequence[Made] = (),
    filing: Filing | None = None,
    done: Callable[[int, bool], None] = lambda count, made: None,
) -> Facts:
    """Make those documents of one bureau that are not there already, and take down those in `leaving`.

    `known` is `Ledger.made_for` the bureau's year, where it was asked already, `filing` what documents of the record
    tell of. `done` is called with how many
    documents are finished, and whether they had to be made. A document whose rendering fails is reported in the facts
    and the others are made; so is a kind whose template cannot be used. Raises CannotUse when the output folder cannot
    be written.
    """
    return _Production(setup, bureau, documents, numbers, known, filing, done).all(leaving)


def foresee(
    setup: RunSetup,
    bureau: Bureau | None,
    documents: Sequence[Document],
    numbers: Mapping[str, str],
    *,
    known: Mapping[str, Made] | None = None,
    leaving: Sequence[Made] = (),
    filing: Filing | None = None,
) -> Facts:
    """What `produce` would do, without doing any of it; what only rendering shows is not foreseen."""
    return _Production(setup, bureau, documents, numbers, known, filing, lambda count, made: None).foreseen(leaving)


class _Production:
    """One bureau's documents on their way."""

    def __init__(
        self,
        setup: RunSetup,
        bureau: Bureau | None,
        documents: Sequence[Document],
        numbers: Mapping[str, str],
        known: Mapping[str, Made] | None,
        filing: Filing | None,
        done: Callable[[int, bool], None],
    ) -> None:
        self.setup = setup
        self.bureau = bureau
        self.documents = {item.id: item for item in documents}
        self.numbers = numbers
        self.contents = Contents(
            bureau, numbers, on=setup.on, last=setup.last_year(bureau), practice=setup.practice, filing=filing
        )
        self.done = done
        self.facts = Facts(planned=len(documents))
        self.templates: dict[str, bytes] = {}
        self.makers: dict[str, Maker] = {}
        name, year = (bureau.name, bureau.year) if bureau else ("", 0)
        blank = any(item.blank for item in documents)
        self.known = dict(setup.ledger.made_for(name, year, blank=blank) if known is None else known)
        self.noted = setup.outputs.noted()
        self.foreseeing = False

    def all(self, leaving: Sequence[Made]) -> Facts:
        """Everything, in order."""
        kinds = [kind.id for kind in self._kinds()]
        self._read_templates()
        if leaving:
            self.setup.ledger.record([withdraw(item, self.setup.outputs) for item in leaving], self.setup.now)
            self._leave(leaving)
        self._follow_names()
        wanted = {key: formats for key, formats in self._wanted() if formats}
        files = {form: sum(form in formats for formats in wanted.values()) for form in self.setup.formats}
        if wanted:
            self.setup.dispatcher.begin(files)
        self.setup.outputs.clear_temporary(self.documents[key].path for key in wanted)
        planned = self.documents.values()
        intake = Intake(self.setup, self.bureau, self.numbers, self.known, planned, self.facts, self.done)
        try:
            if wanted:
                give_back()
                self.setup.dispatcher.carry_out(self._batches(wanted, intake), files, intake.take)
        finally:
            intake.record()
        order_of = {key: place for place, key in enumerate((*kinds, *self.documents))}
        self.facts.failures.sort(key=lambda failure: order_of[failure.id])
        self.facts.new.sort(key=order_of.__getitem__)
        self.facts.changed = {
            key: self.facts.changed[key] for key in sorted(self.facts.changed, key=order_of.__getitem__)
        }
        self.facts.kept.sort()
        return self.facts

    def foreseen(self, leaving: Sequence[Made]) -> Facts:
        """What `all` would do."""
        self.foreseeing = True
        self._read_templates()
        self._leave(leaving)
        outputs, facts = self.setup.outputs, self.facts
        places: dict[str, str] = {}
        movers = set()
        for document, form, file, path in list(self._elsewhere()):
            if outputs.exists(file.path) and not outputs.exists(path):
                places[path] = file.path
                movers.add(document.id)
                self._know_at(document, form, path)
        self.setup = replace(self.setup, digest=lambda path: outputs.digest(places.get(path, path)))
        for key, formats in self._wanted():
            document = self.documents[key]
            if flying := self._flying(document, formats) if formats else None:
                facts.enter(key, document.path, flying.why)
            elif key in movers:
                facts.moved.append(facts.name(key, document.path))
        facts.unchanged -= len(facts.moved)
        return facts

    def _leave(self, leaving: Sequence[Made]) -> None:
        for made in leaving:
            file = next(iter(made.files.values()), None)
            path = file.path.rpartition(".")[0] if file else made.id
            self.facts.withdrawn.append(self.facts.name(made.id, path))

    def _read_templates(self) -> None:
        workplace = self.setup.dispatcher.tools.workplace
        for kind in list(self._kinds()):
            try:
                data = self.templates[kind.id] = template_bytes(kind)
                self.contents.look_at(kind, data)
            except TemplateProblem as problem:
                self._leave_out(kind, problem)
                continue
            turns = self.contents.turns(kind)
            self.makers[kind.id] = maker(kind, data, self.setup.formats, self.setup.drawing, workplace, turns=turns)

    def _leave_out(self, kind: Kind, problem: TemplateProblem) -> None:
        """A kind whose template cannot be used fails alone."""
        self.facts.leave_out(kind, problem.said)
        self.documents = {key: item for key, item in self.documents.items() if item.kind.id != kind.id}

    def _follow_names(self) -> None:
        """Move files whose document is called or kept otherwise now, with what somebody may have changed in them."""
        outputs = self.setup.outputs
        moved: dict[str, str] = {}
        for document, form, file, path in list(self._elsewhere()):
            if follow(file, path, outputs):
                moved[file.path] = path
                self._know_at(document, form, path)
        if moved:
            self.setup.ledger.moved(moved)
            outputs.prune(moved)

    def _know_at(self, document: Document, form: str, path: str) -> None:
        made = self.known[document.id]
        self.known[document.id] = replace(made, files={**made.files, form: made.files[form]._replace(path=path)})

    def _elsewhere(self) -> Iterator[tuple[Document, str, File, str]]:
        """The recorded files that belong elsewhere now, each with its document, its format and where it belongs."""
        for document in self.documents.values():
            made = self.known.get(document.id)
            for form, file in made.files.items() if made and not made.withdrawn else ():
                path = f"{document.path}.{form}"
                if file.path != path and self.setup.ledger.digest(path) is None:
                    yield document, form, file, path

    def _kinds(self) -> Iterable[Kind]:
        return {item.kind.id: item.kind for item in self.documents.values()}.values()

    def _wanted(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each document's formats that must be made: not recorded, made from something else, changed or gone."""
        there = {document.id: self._there(document) for document in self.documents.values()}
        recorded = [file.path for files in there.values() for file in files.values()]
        digest = self.setup.digest or self.setup.outputs.digests(recorded)
        made_anew = {document.id: self._made_anew(document, there[document.id]) for document in self.documents.values()}
        one: dict[tuple[str, ...], tuple[str, ...]] = {}  # one object for equal answers: there are as many as documents
        for key, formats in made_anew.items():
            files = there[key]
            wanted = tuple(
                form
                for form in self._formats(self.documents[key])
                if form in formats or digest(files[form].path) != files[form].sha256
            )
            self.facts.unchanged += not wanted
            yield key, one.setdefault(wanted, wanted)
        if self.facts.unchanged:
            self.done(self.facts.unchanged, False)

    def _there(self, document: Document) -> Mapping[str, File]:
        """The recorded files of a document, those that a run would write again, by format."""
        made = self.known.get(document.id)
        if made is None or made.withdrawn:
            return {}
        return {
            form: file
            for form, file in made.files.items()
            if form in self._formats(document) and file.path == f"{document.path}.{form}"
        }

    def _formats(self, document: Document) -> tuple[str, ...]:
        """The formats asked for that its kind has."""
        return tuple(form for form in self.setup.formats if form in document.kind.formats)

    def _made_anew(self, document: Document, there: Mapping[str, File]) -> tuple[str, ...]:
        """The formats that are not there, were made from something else, or are made no more."""
        formats = self._formats(document)
        if not there:
            return formats
        try:
            content = self.contents.of(document)
        except Withheld:
            return formats
        prints = self.makers[document.kind.id].fingerprints(content)
        return tuple(
            form
            for form in formats
            if form not in there or there[form].fingerprint != prints[form] or (form == "pdf" and content.too_long)
        )

    def _batches(self, wanted: Mapping[str, Sequence[str]], intake: Intake) -> Iterator[Batch]:
        """The work in the plan's order, made as it is asked for."""
        alike: dict[tuple[str, str], list[str]] = {}
        for key in wanted:
            document = self.documents[key]
            alike.setdefault((document.kind.id, document.topic.paper), []).append(key)
        kinds = {kind.id: kind for kind in self._kinds()}
        for (id, paper), mine in alike.items():
            kind = kinds[id]
            room = FEW if len(mine) <= FEW else min(BATCH[form] for key in mine for form in wanted[key])
            # No more are put together once a worker has found that the template cannot be used.
            usable = (key for key in mine if id not in self.facts.titles)
            for flying in _shared_out((self._flying(self.documents[key], wanted[key]) for key in usable), room):
                intake.expect(flying)
                tasks = tuple(item.task for item in flying)
                laid_out = any("pdf" in task.targets or task.content.turns for task in tasks)
                drawing = self.setup.drawing if laid_out else None
                yield Batch(kind, self.templates[kind.id], self.setup.outputs.absolute(), drawing, tasks, paper)

    def _flying(self, document: Document, formats: Sequence[str]) -> Flying | None:
        """How the document is made, from what, and why; None for one that is not.

        A public one is not that would show what identifies a person, nor one too long for the PDF that it lacks.
        """
        try:
            wanted = self.contents.of(document)
        except Withheld as problem:
            self.facts.failures.append(Failure(self.facts.name(document.id, document.path), problem.said))
            self.done(1, True)
            return None
        if wanted.too_long and "pdf" in formats:
            self.facts.without_pdf.append(Failure(self.facts.name(document.id, document.path), wanted.too_long))
            formats = self._without_pdf(document, formats)
            if not formats:
                self.facts.unchanged += 1
                self.done(1, False)
                return None
        made_with = self.makers[document.kind.id]
        prints, parts = made_with.fingerprints(wanted), parts_of(wanted, made_with)
        digest = self.setup.digest or self.setup.outputs.digest
        why = reasons(self.known.get(document.id), formats, prints, parts, digest)
        targets = {}
        for form in formats:
            path = f"{document.path}.{form}"
            known = own_digest(path, self.setup.ledger.digest(path), self.setup.outputs, self.noted)
            targets[form] = OutputFile(path, known, prints[form])
        return Flying(document, Task(document.id, wanted, targets), parts, why)

    def _without_pdf(self, document: Document, formats: Sequence[str]) -> Sequence[str]:
        """The formats in which a document is made that is too long for a PDF.

        Of one that was shorter once, all papers are put aside: its PDF would tell another story by now.
        """
        old = self.known.get(document.id)
        if old and "pdf" in old.files and not old.withdrawn:
            if not self.foreseeing:
                self.setup.ledger.record([withdraw(old, self.setup.outputs)], self.setup.now)
            del self.known[document.id]
            formats = self._formats(document)
        return [form for form in formats if form != "pdf"]


def _shared_out(documents: Iterable[Flying | None], room: float) -> Iterator[list[Flying]]:
    """Those that are made, in batches of so many; one that is as long as many others counts for as many."""
    batch: list[Flying] = []
    weight = 0.0
    for flying in filter(None, documents):
        batch.append(flying)
        weight += flying.task.content.weight
        if weight >= room:
            yield batch
            batch, weight = [], 0.0
    if batch:
        yield batch
