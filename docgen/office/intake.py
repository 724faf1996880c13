"""Takes in what workers have done: into the facts at once, into the record some documents at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from docgen.documents.parts import PartDigests, as_text
from docgen.documents.plan import Document
from docgen.ledger.ledger import File, Made
from docgen.office.facts import Facts, Failure
from docgen.office.reasons import Reasons
from docgen.office.settings import FORMATS
from docgen.office.setup import RunSetup
from docgen.office.withdraw import take_down
from docgen.programme.model import Bureau
from docgen.workers.work import Outcome, Task

RECORDED: Mapping[str, int] = {"docx": 64, "xlsx": 16, "pdf": 16}
"""Documents that go into the record in one transaction; a run that is killed renders no more than these again."""


@dataclass(frozen=True, slots=True)
class Flying:
    """A document that is being made."""

    document: Document
    task: Task
    parts: PartDigests
    """What it is made from."""
    why: Reasons | None
    """Why it is made, None for the first time."""


class Intake:
    """Of one bureau's documents."""

    def __init__(
        self,
        setup: RunSetup,
        bureau: Bureau | None,
        numbers: Mapping[str, str],
        known: Mapping[str, Made],
        planned: Iterable[Document],
        facts: Facts,
        done: Callable[[int, bool], None],
    ) -> None:
        """`known` is what the record has, `planned` all that the run may make; `facts` and `done` are told."""
        self._setup = setup
        self._bureau = bureau
        self._numbers = numbers
        self._known = known
        self._planned = planned
        self._facts = facts
        self._done = done
        self._flying: dict[str, Flying] = {}
        self._unrecorded: list[Made] = []

    def expect(self, flying: Iterable[Flying]) -> None:
        """Documents that workers are given."""
        self._flying |= {item.document.id: item for item in flying}

    def take(self, outcomes: Sequence[Outcome]) -> None:
        """Take in what workers have done; it is recorded some documents at a time."""
        for outcome in outcomes:
            made = self._flying.pop(outcome.id)
            document = made.document
            if outcome.reason and outcome.of_template:
                self._facts.leave_out(document.kind, outcome.reason)
            elif outcome.reason:
                key = self._facts.name(outcome.id, document.path)
                self._facts.failures.append(Failure(key, outcome.reason, tuple(outcome.digests)))
            elif outcome.written:
                self._facts.written += 1
                self._facts.enter(document.id, document.path, made.why)
            else:
                self._facts.unchanged += 1
            if outcome.digests:
                self._facts.kept += outcome.kept
                if outcome.slow:
                    self._facts.slow[document.kind.form] = outcome.slow
                if outcome.unsettled:
                    key = self._facts.name(outcome.id, document.path)
                    self._facts.unsettled.append(Failure(key, outcome.unsettled))
                self._leave_old_places(made.task)
                self._unrecorded.append(self._made(made, outcome))
        if len(self._unrecorded) >= min(RECORDED[form] for form in self._setup.formats):
            self.record()
        self._done(len(outcomes), True)

    def _leave_old_places(self, task: Task) -> None:
        """Take down the files of a document that is now kept elsewhere, unless another one stands there."""
        made = self._known.get(task.id)
        if made is None or made.withdrawn:
            return
        for form, target in task.targets.items():
            old = made.files.get(form)
            if old and old.path != target.path and old.path not in self._paths:
                take_down(old, self._setup.outputs)

    @cached_property
    def _paths(self) -> frozenset[str]:
        """All files that the run may make; asked for only where a document is kept elsewhere now."""
        return frozenset(f"{item.path}.{form}" for item in self._planned for form in FORMATS)

    def _made(self, made: Flying, outcome: Outcome) -> Made:
        document, targets = made.document, made.task.targets
        return Made(
            bureau=self._bureau.name if self._bureau else "",
            year=self._bureau.year if self._bureau else 0,
            id=document.id,
            kind=document.kind.id,
            subject=document.subject,
            department=document.department,
            number=self._numbers.get(document.id, ""),
            pages=outcome.pages,
            files={
                form: File(targets[form].path, digest, targets[form].fingerprint)
                for form, digest in outcome.digests.items()
            },
            blank=document.blank,
            places=outcome.places,
            parts=as_text(made.parts),
        )

    def record(self) -> None:
        """Put into the record what was taken in since the last time."""
        if self._unrecorded:
            self._setup.ledger.record(self._unrecorded, self._setup.now)
            self._unrecorded = []
