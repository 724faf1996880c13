"""One run that makes documents, as the commands that do share it: held, made, reported, remembered."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from docgen.cli import show
from docgen.documents.packs import By, Pack, packs
from docgen.documents.plan import Document, Selection, plan
from docgen.errors import ExitCode
from docgen.findings import Finding
from docgen.kinds.kind import Kind
from docgen.ledger.ledger import Ledger, Made, Settled, open_ledger
from docgen.messages import message, say, words
from docgen.office.facts import Facts, Failure
from docgen.office.folder import Office, held
from docgen.office.run import Setting, number_all, run
from docgen.office.unchanged import state
from docgen.office.withdraw import WITHDRAWN, leavers
from docgen.outputs.paths import safe_name
from docgen.outputs.store import Digest
from docgen.pdf.engines import Drawing
from docgen.programme.affected import Affected
from docgen.programme.check import Checked, unusable
from docgen.programme.model import Bureau, Subject, Target
from docgen.workers.dispatch import Dispatcher

LISTED = 20
"""Documents taken down that are told one by one; of more, the number."""


@dataclass(frozen=True, slots=True)
class Job:
    """Where to, which kinds and formats, and how it reports."""

    office: Office
    kinds: Mapping[str, Kind]
    formats: tuple[str, ...]
    as_json: bool
    drawing: Drawing
    dispatcher: Dispatcher
    by: By | None
    """Print packs instead of files, and what each holds."""
    blank: bool = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """The output folder found writable, and the office held against other runs."""
        self.office.outputs.must_be_writable()
        with held(self.office.home):
            self.office.outputs.claim(self.office.home)
            yield

    def state(self, workbooks: Sequence[Path], on: date, selection: Sequence[Sequence[str]]) -> str | None:
        """What a run that is remembered is known by (see `build.settled`); None for print packs."""
        if self.by:
            return None
        return state(self.office, self.kinds, workbooks, self.formats, self.drawing, on, selection)

    def remembered(self, state: str | None) -> tuple[Settled | None, Digest | None]:
        """The last run, if it left nothing to do and nothing has changed since.

        If not, the digests of what was made last: they are reckoned while the workbooks are read.
        """
        if self.by or not self.office.ledger.is_file():
            return None, None
        with open_ledger(self.office.ledger) as ledger:
            settled = ledger.settled(state) if state else None
            bureaus = settled.bureaus if settled else _latest(ledger.bureaus())
            files = ledger.digests_of(bureaus)
        digest = self.office.outputs.digests(list(files))
        if settled and any(digest(path) != known for path, known in files.items()):
            settled = None
        return settled, digest

    def remember(self, state: str, run: Settled) -> None:
        """Remember a run that left nothing to do."""
        with open_ledger(self.office.ledger) as ledger:
            ledger.settle(state, run)

    def unchanged(self, run: Settled, seconds: float) -> ExitCode:
        """Report that a remembered run would do nothing again."""
        if not self.as_json:
            show.tell(say("build.settled"))
        self.warn(run.warnings)
        facts = Facts(planned=run.documents, unchanged=run.documents)
        self.report(facts, seconds)
        return facts.exit_code

    def warn(self, warnings: int) -> None:
        """Tell how many warnings there are."""
        if warnings and not self.as_json:
            show.tell(say("build.warnings", warnings=warnings))

    def stopped(self, checked: Checked, errors: Sequence[Finding]) -> int:
        """Nothing is made: say why."""
        show.findings(errors, err=True)
        closed = any(unusable(checked))
        text = words("build.stopped/file" if closed else "build.stopped", errors=len(errors))
        show.tell(f"\n{text.message}\n  → {text.hint}")
        if self.as_json:
            show.answer(_summary(Facts(), 0.0))
        return ExitCode.CANNOT_USE if closed else ExitCode.INPUT_HAS_ERRORS

    def produce(
        self,
        bureaus: Sequence[Bureau | None],
        selection: Selection,
        blocked: Affected = frozenset(),
        *,
        complete: bool = False,
        digest: Digest | None = None,
    ) -> Facts:
        """Make the documents of all bureaus, and report.

        Only where the workbooks are `complete`, without errors, is who does not stand in them gone.
        """
        started = time.monotonic()
        facts = Facts()
        with open_ledger(self.office.ledger) as ledger, self.dispatcher as dispatcher:
            dispatcher.open()
            setting = Setting(
                self.office.outputs, ledger, self.formats, self.drawing, dispatcher, datetime.now(), digest
            )
            for bureau, root in _roots(bureaus, ledger):
                whole = plan(self.kinds, bureau, blank=self.blank, folder=root)
                numbers = {} if self.blank else number_all(ledger, whole, bureau)
                wanted = [item for item in whole if selection.wants(item)]
                left_out = [item for item in wanted if _is_blocked(item, bureau, blocked)]
                facts.planned += len(left_out)
                facts.failures += [
                    Failure(item.id, message("build.left-out", title=item.title, name=item.name)) for item in left_out
                ]
                good = [item for item in wanted if not _is_blocked(item, bureau, blocked)]
                if self.by and bureau:
                    facts.add(self._packs(packs(good, self.by, folder=root), bureau, numbers))
                    continue
                known = ledger.made_for(bureau.name, bureau.year, blank=self.blank) if bureau else None
                keys = {item.id for item in whole}
                leaving = leavers(known.values(), keys, self.kinds, selection) if complete and known else []
                facts.add(self._run(setting, bureau, good, numbers, known, leaving))
        if complete and selection == Selection() and not self.by:
            self.office.outputs.forget()
        self.report(facts, time.monotonic() - started)
        return facts

    def _run(
        self,
        setting: Setting,
        bureau: Bureau | None,
        documents: Sequence[Document],
        numbers: Mapping[str, str],
        known: Mapping[str, Made] | None,
        leaving: Sequence[Made],
    ) -> Facts:
        label = say("build.making", count=len(documents), formats=_named(self.formats))
        with show.progress(label, len(documents)) as step:
            return run(setting, bureau, documents, numbers, known=known, leaving=leaving, done=step)

    def _packs(self, wanted: Sequence[Pack], bureau: Bureau, numbers: Mapping[str, str]) -> Facts:
        from docgen.office.pack_run import make_packs

        count = sum(len(pack.documents) for pack in wanted)
        with show.progress(say("build.packing", packs=len(wanted), count=count), count) as step:
            return make_packs(
                wanted,
                bureau,
                numbers,
                folders=self.office.templates,
                outputs=self.office.outputs,
                drawing=self.drawing,
                dispatcher=self.dispatcher,
                done=step,
            )

    def report(self, facts: Facts, seconds: float) -> None:
        """Tell what was done, for people or as JSON."""
        if self.as_json:
            show.answer(_summary(facts, seconds))
            return
        for failure in facts.failures:
            show.tell(say("build.failure", id=failure.id, reason=failure.reason))
        for path in facts.kept:
            show.tell(say("build.kept", file=path))
        for key in facts.withdrawn[:LISTED]:
            show.tell(say("build.withdrawn", id=key, folder=self.office.outputs.told(WITHDRAWN)))
        if len(facts.withdrawn) > LISTED:
            show.tell(say("build.withdrawn/more", count=len(facts.withdrawn) - LISTED))
        for template, why in facts.slow.items():
            show.tell(say("build.slow", template=template, reason=why, hint=why.words().hint))
        if not facts.planned:
            show.tell(say("build.nothing"))
            return
        show.tell(
            say(
                "build.done",
                written=facts.written,
                unchanged=facts.unchanged,
                failed=len(facts.failures),
                seconds=f"{seconds:.1f}",
                folder=self.office.outputs,
            )
        )


def _latest(bureaus: Collection[tuple[str, int]]) -> list[tuple[str, int]]:
    """Those of the last year."""
    last = max((year for _, year in bureaus), default=0)
    return [bureau for bureau in bureaus if bureau[1] == last]


def _summary(facts: Facts, seconds: float) -> dict[str, object]:
    """The shape of `build --json`."""
    return {
        "planned": facts.planned,
        "written": facts.written,
        "unchanged": facts.unchanged,
        "failed": len(facts.failures),
        "seconds": round(seconds, 3),
        "failures": [{"id": item.id, "reason": str(item.reason)} for item in facts.failures],
    }


def _roots(bureaus: Sequence[Bureau | None], ledger: Ledger) -> list[tuple[Bureau | None, str]]:
    """The folder of each bureau's year inside the output folder: none for the only one that is or was made there."""
    known = ledger.bureaus() | {(bureau.name, bureau.year) for bureau in bureaus if bureau}
    return [
        (bureau, safe_name(f"{bureau.name}{bureau.year}年") if bureau and len(known) > 1 else "") for bureau in bureaus
    ]


def _is_blocked(document: Document, bureau: Bureau | None, blocked: Affected) -> bool:
    if bureau is None or not blocked:
        return False
    target = {"P": Target.PERSON, "D": Target.DEPARTMENT}.get(document.kind.scope, Target.LEADERSHIP)
    return (bureau.name, bureau.year, Subject(target, document.key)) in blocked


def _named(formats: Sequence[str]) -> str:
    return "、".join({"docx": "Word", "pdf": "PDF"}[form] for form in formats)
