"""What a worker does: renders a batch of documents, checks each again, writes it whole, and tells the facts.

Runs in the parent, in processes beside it or on other machines; all it needs comes in as plain values.
"""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import Lock
from typing import Any, ClassVar, Protocol

from docgen.documents.render import CompiledKind, Content, Rendered, render_content
from docgen.errors import CannotUse, DocgenError, Place, TemplateProblem
from docgen.form.signing import SigningPlace
from docgen.kinds.kind import Kind
from docgen.messages import Message
from docgen.outputs.store import Store
from docgen.pdf.engines import Drawing
from docgen.trouble import trouble
from docgen.workers.tools import Tools


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to be made."""

    path: str
    """Relative to the output folder."""
    known: str | None
    """The sha256 of what this program wrote there last, as recorded or noted."""
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be made, in the formats of its targets."""

    id: str
    content: Content
    targets: Mapping[str, OutputFile]

    @property
    def paths(self) -> tuple[str, ...]:
        """Its files, relative to the output folder."""
        return tuple(target.path for target in self.targets.values())


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents of one kind that a worker makes in one go."""

    kind: Kind
    template: bytes
    outputs: Store
    drawing: Drawing | None
    """How PDF files are drawn, None where none is to be made and nothing is to be laid out."""
    tasks: tuple[Task, ...]
    paper: str = ""
    """What all of them are printed on, as `Topic.paper`."""
    workplace: str = ""
    """What a worker elsewhere must have, as `workplace` gives it; "" for workers of this machine."""

    def outcomes(self, tools: Tools) -> list[Outcome]:
        """Make the documents. What fails for one is its outcome's reason, and the others are made; what is wrong with
        the template is the reason of all.
        """
        try:
            compiled = self._compiled(tools)
        except TemplateProblem as problem:
            return [Outcome(task.id, {}, reason=problem.said, of_template=True) for task in self.tasks]
        outputs = tools.store(self.outputs)
        # One document is written, which is mostly waiting for the disk, while the next one is rendered.
        with ThreadPoolExecutor(max_workers=1) as writer:
            coming = [_made(compiled, task, outputs, writer) for task in self.tasks]
            return [item.result() for item in coming]

    def _compiled(self, tools: Tools) -> CompiledKind:
        """The kind, ready for all formats that are asked for."""
        compiled = tools.compiled(self.kind, self.template, self.drawing, self.paper)
        wanted = {form for task in self.tasks for form in task.targets}
        if "xlsx" in wanted:
            _ = compiled.sheet
        if "pdf" in wanted:
            _ = compiled.prepared
        return compiled


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: its files' digests by format, and why one of them, or all, could not be made."""

    id: str
    digests: Mapping[str, str]
    pages: int | None = None
    places: tuple[SigningPlace, ...] = ()
    """Where its PDF is signed."""
    written: bool = False
    """Whether a file was written, and not found to be there already."""
    kept: tuple[str, ...] = ()
    """Copies put aside of files that somebody had changed by hand."""
    reason: Message | None = None
    of_template: bool = False
    """The reason is that no document of its kind can be made."""
    slow: Message | None = None
    """Why the template's documents go through docxtpl, where they do."""
    unsettled: Message | None = None
    """As `Rendered.unsettled`."""


class Assignment(Protocol):
    """What is to be done of a batch or a task."""

    @property
    def id(self) -> str:
        """How outcomes name it."""
        ...

    @property
    def paths(self) -> Sequence[str]:
        """Its files, relative to the output folder."""
        ...


class Work(Protocol):
    """What a worker is given: a `Batch`, or packs (`office.pack_run`)."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def outputs(self) -> Store:
        """The output folder."""
        ...

    @property
    def drawing(self) -> Drawing | None:
        """As in `Batch`."""
        ...

    @property
    def workplace(self) -> str:
        """As in `Batch`."""
        ...

    @property
    def tasks(self) -> Sequence[Assignment]:
        """What is to be made."""
        ...

    def outcomes(self, tools: Tools) -> list[Outcome]:
        """Make it."""
        ...


_TOOLS = Tools()
"""What this process, where it is a worker, makes documents with: the only thing that the program keeps in a module."""

_ONE_AT_A_TIME = Lock()
"""A cluster's worker may run threads, and several runs may go on in one process; PDF libraries do not like it."""


def work(batch: Work, tools: Tools = _TOOLS) -> list[Outcome]:
    """Make what the batch asks for, each file whole.

    Raises CannotUse when the output folder cannot be written, or for what else has a name (`trouble`): what an error
    was raised from does not come back from another process.
    """
    try:
        return _worked(batch, tools)
    except DocgenError:
        raise
    except Exception as problem:
        if found := trouble(problem):
            raise found from problem
        raise


def _worked(batch: Work, tools: Tools) -> list[Outcome]:
    with _ONE_AT_A_TIME:
        if batch.workplace and batch.workplace != tools.workplace.maker(batch.drawing):
            raise CannotUse("cluster.other", machine=socket.gethostname())
        outcomes = batch.outcomes(tools)
        # One sync a folder and batch: the record takes the batch in only after this.
        batch.outputs.settle(
            path for task, outcome in zip(batch.tasks, outcomes, strict=True) if outcome.written for path in task.paths
        )
    return outcomes


def forget() -> None:
    """Let go of what this process keeps; a worker does so when it ends."""
    _TOOLS.let_go()


def _made(compiled: CompiledKind, task: Task, outputs: Store, writer: ThreadPoolExecutor) -> Future[Outcome]:
    try:
        rendered = render_content(compiled, task.content, task.id, tuple(task.targets))
    except DocgenError as problem:
        failed: Future[Outcome] = Future()
        failed.set_result(Outcome(task.id, {}, reason=problem.said))
        return failed
    return writer.submit(_store, task, rendered, outputs, compiled.template.slow_way)


def _store(task: Task, rendered: Rendered, outputs: Store, slow: Message | None) -> Outcome:
    written = False
    kept: list[str] = []
    digests: dict[str, str] = {}
    for form, data in rendered.files.items():
        target = task.targets[form]
        outputs.must_hold(target.path)
        digest = hashlib.sha256(data).hexdigest()
        there = outputs.digest(target.path)
        if there != digest:
            if there is not None and there != target.known:
                kept.append(_put_aside(target.path, outputs))
            outputs.note(digest)
            outputs.write(target.path, data)
            written = True
        digests[form] = digest
    return Outcome(
        task.id,
        digests,
        rendered.pages,
        rendered.places,
        written,
        tuple(kept),
        reason=rendered.lacking,
        slow=slow,
        unsettled=rendered.unsettled,
    )


def _put_aside(path: str, outputs: Store) -> str:
    """Rename a file that was changed by hand, so that what somebody wrote is never overwritten."""
    old = PurePosixPath(path)
    for count in range(1, 100):
        target = str(old.with_name(f"{old.stem}.手改{count if count > 1 else ''}{old.suffix}"))
        if not outputs.exists(target):
            outputs.move(path, target)
            return outputs.told(target)
    raise CannotUse("build.too-many-kept", place=Place(outputs.told(path)), file=outputs.told(path))
