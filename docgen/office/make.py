"""What a run that makes documents does, from beginning to end: held, checked, planned, numbered, made, remembered.

build   check → (stopped | bureaus) ─┐
blank   check the roster            ─┴→ make: plan → number → select → make what has changed, or print packs
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path

from docgen.documents.filing import Filing, FilingRecord
from docgen.documents.packs import Pack, packs
from docgen.documents.plan import Document, Selection, plan, too_early, waiting
from docgen.documents.workplace import Workplace
from docgen.errors import Place, TemplateProblem, WrongUsage
from docgen.findings import Finding, Severity, count, warning
from docgen.kinds.kind import Kinds
from docgen.ledger.copy import open_copy
from docgen.ledger.ledger import Ledger, Made, Settled, open_ledger
from docgen.messages import message
from docgen.office.catalogue import make_catalogue
from docgen.office.check import check, told_first, workbooks_of
from docgen.office.facts import Facts, Failure, Held
from docgen.office.folder import Office, held
from docgen.office.names import documents_named
from docgen.office.numbers import Typed, look_at_typed, number_all
from docgen.office.production import foresee, produce
from docgen.office.run import Report, Wanted
from docgen.office.selection import chosen, kinds_of, selection, stages_of
from docgen.office.setup import RunSetup
from docgen.office.unchanged import state_of
from docgen.office.watch import Watch
from docgen.office.withdraw import leavers, missing
from docgen.outputs.paths import safe_name
from docgen.outputs.store import Digest
from docgen.programme.affected import Affected, subjects_with_errors
from docgen.programme.check import Checked, errors_in_roster, unusable
from docgen.programme.model import Bureau, EventRow, Subject
from docgen.programme.standing import standing
from docgen.workers.dispatch import Dispatcher
from docgen.workers.memory import give_back
from docgen.workers.tools import Tools


def build(office: Office, wanted: Wanted, watch: Watch) -> Report:
    """Check, then make the prefilled documents.

    Raises WrongUsage for a kind, stage, department, person or 编号 that there is not, FolderHeld when another run holds
    the office, CannotUse and TemplateProblem for what cannot be used at all.
    """
    workbooks = workbooks_of(office, wanted.workbooks)
    kinds = kinds_of(office)
    chosen(kinds, wanted.asked.kinds)
    stages_of(wanted.asked)
    making = _Making(office, kinds, wanted, watch)
    told = told_first(office, wanted.workbooks, wanted.on)
    watch.findings(told)
    with making.held():
        state = making.state(workbooks)
        settled, digest = making.remembered(state)
        if settled:
            facts = Facts(planned=settled.documents, unchanged=settled.documents)
            return Report(facts, warnings=settled.warnings, settled=True)
        checked = check(office, workbooks, wanted.on, watch, making.workplace, told)
        errors = checked.errors
        if (errors and not wanted.keep_going) or not checked.bureaus or any(unusable(checked)):
            return _stopped(checked, errors, watch)
        selected = selection(wanted.asked, kinds, checked.bureaus)
        blocked = subjects_with_errors(checked) if errors else frozenset()
        if errors:
            watch.findings(errors)
        warnings = count(checked.findings, Severity.WARNING)
        if warnings:
            watch.note(message("build.warnings", warnings=warnings))
        bureaus = _slimmed(checked)
        del checked
        facts = making.make(bureaus, selected, blocked, complete=not errors, digest=digest)
        undone = errors or facts.failures or facts.missing or facts.held_back or facts.other_numbers
        if not undone and state and state == making.state(workbooks):
            making.remember(state, Settled(facts.planned, warnings, tuple((item.name, item.year) for item in bureaus)))
        return Report(facts, warnings, len(errors))


def blank(office: Office, wanted: Wanted, watch: Watch) -> Report:
    """Forms for filling by hand, the header prefilled where there is a roster. Raises as `build`."""
    kinds = kinds_of(office)
    wanted_kinds = frozenset(chosen(kinds, wanted.asked.kinds)) if wanted.asked.kinds else frozenset()
    for key in wanted_kinds:
        if not kinds[key].blank:
            raise WrongUsage("usage.not-blank", value=kinds[key].title)
    making = _Making(office, kinds, wanted, watch, blank=True)
    workbooks = list(wanted.workbooks) or office.workbooks()
    selected = Selection(kinds=wanted_kinds, stages=stages_of(wanted.asked))
    watch.findings(told_first(office, wanted.workbooks, wanted.on))
    with making.held():
        if not workbooks:
            return Report(making.make([None], selected))
        checked = check(office, workbooks, wanted.on, watch, making.workplace)
        errors = errors_in_roster(checked)
        if errors or not checked.bureaus:
            return _stopped(checked, errors, watch)
        return Report(making.make(_slimmed(checked), selected, complete=True))


def make(office: Office, kinds: Kinds, bureaus: Sequence[Bureau], wanted: Wanted, watch: Watch) -> Facts:
    """Make the documents of bureaus that were read and are without errors, as `build` does once it has checked."""
    making = _Making(office, kinds, wanted, watch)
    with making.held():
        return making.make(bureaus, selection(wanted.asked, kinds, bureaus), complete=True)


def _stopped(checked: Checked, errors: Sequence[Finding], watch: Watch) -> Report:
    watch.findings(errors)
    return Report(errors=len(errors), stopped=True, closed=any(unusable(checked)))


def _slimmed(checked: Checked) -> tuple[Bureau, ...]:
    """The bureaus; of all else that was read, nothing is kept while a large run goes on."""
    checked.let_go()
    give_back()
    return checked.bureaus


class _Making:
    """One run, from the moment when it holds the office."""

    def __init__(self, office: Office, kinds: Kinds, wanted: Wanted, watch: Watch, *, blank: bool = False) -> None:
        """Raises WrongUsage for workers that would not see what is written."""
        self.office = office
        self.kinds = kinds
        self.wanted = wanted
        self.watch = watch
        self.blank = blank
        self.formats = ("pdf",) if wanted.pack else wanted.formats
        self.workplace = Workplace()
        if office.outputs.of_one_process and (wanted.executor is not None or wanted.jobs != 1):
            raise WrongUsage("usage.one-process", url=office.outputs)

    @contextmanager
    def held(self) -> Iterator[None]:
        """The output folder found writable, and the office held against other runs; a dry run holds nobody up."""
        if self.wanted.dry:
            self.office.outputs.must_be_of(self.office.home)
            yield
            return
        self.office.outputs.must_be_writable()
        with held(self.office.home):
            self.office.outputs.claim(self.office.home)
            yield

    # ------------------------------------------------------------ the last run

    def state(self, workbooks: Sequence[Path]) -> str | None:
        """What a run that is remembered is known by (see `office.unchanged`); None for print packs and a dry run."""
        if self.wanted.pack or self.wanted.dry:
            return None
        asked = (*astuple(self.wanted.asked), self.wanted.gone, ("begun",) if self.wanted.begun_only else ())
        return state_of(
            self.office, self.kinds, workbooks, self.formats, self.wanted.drawing, self.wanted.on, asked, self.workplace
        )

    def remembered(self, state: str | None) -> tuple[Settled | None, Digest | None]:
        """The last run, if it left nothing to do and nothing has changed since.

        If not, the digests of what was made last: they are reckoned while the workbooks are read.
        """
        if self.wanted.pack or self.wanted.dry or not self.office.ledger.is_file():
            return None, None
        with open_ledger(self.office.ledger) as ledger, documents_named(ledger, self.kinds):
            ledger.must_agree()
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

    # ------------------------------------------------------------ making

    def make(
        self,
        bureaus: Sequence[Bureau | None],
        selected: Selection,
        blocked: Affected = frozenset(),
        *,
        complete: bool = False,
        digest: Digest | None = None,
    ) -> Facts:
        """Make the documents of all bureaus.

        Only where the workbooks are `complete`, without errors, is who does not stand in them gone.
        """
        bureaus = [bureau and standing(bureau, self.wanted.on) for bureau in bureaus]
        facts = Facts(failures=[Failure(key, problem.said) for key, problem in self._unreadable(selected)])
        tools = Tools(self.workplace)
        workers = Dispatcher(self.wanted.jobs, self.wanted.executor, self.wanted.drawing.engine, tools)
        record = open_copy if self.wanted.dry else open_ledger
        with (
            record(self.office.ledger) as ledger,
            documents_named(ledger, self.kinds),
            workers,
            _without_looking_through(),
        ):
            self._must_be_gone(bureaus, ledger)
            if not self.wanted.dry:
                workers.open()
            setup = RunSetup(
                self.office.outputs,
                ledger,
                self.formats,
                self.wanted.drawing,
                workers,
                self.wanted.now,
                self.wanted.on,
                digest,
                self.office.settings.practice,
                bureaus,
            )
            for bureau, root in _roots(bureaus, ledger):
                facts.add(self._one_bureau(setup, bureau, root, selected, blocked, complete))
        if complete and selected == Selection() and not self.wanted.pack and not self.wanted.dry:
            self.office.outputs.forget()
        return facts

    def _unreadable(self, selected: Selection) -> list[tuple[str, TemplateProblem]]:
        """The kinds that cannot be read, of those selected."""
        return [item for item in self.kinds.problems.items() if not selected.kinds or item[0] in selected.kinds]

    def _one_bureau(
        self,
        setup: RunSetup,
        bureau: Bureau | None,
        root: str,
        selected: Selection,
        blocked: Affected,
        complete: bool,
    ) -> Facts:
        ledger = setup.ledger
        whole = plan(self.kinds, bureau, blank=self.blank, folder=root)
        early = too_early(whole, bureau, self.wanted.on) if bureau and self.wanted.begun_only else {}
        held = waiting((item for item in whole if item.id not in early), bureau) if bureau else {}
        ready = [item for item in whole if item.id not in held and item.id not in early]
        numbers = {} if self.blank else number_all(ledger, ready, bureau)
        typed = Typed() if self.blank else look_at_typed(ledger, ready, bureau, numbers)
        self.watch.findings(typed.changed)
        asked = [item for item in ready if selected.wants(item)]
        wanted = [item for item in asked if not set(self.formats).isdisjoint(item.kind.formats)]
        if asked and not wanted:
            self.watch.note(message("build.no-format", count=len(asked), formats=_named(self.formats)))
        affected = _of_its_year(blocked, bureau)
        bad = [item for item in wanted if item.stands_on(affected)] if affected else []
        facts = Facts(planned=len(bad))
        later = Counter(early[item.id] for item in whole if item.id in early and selected.wants(item))
        for (stage, begins), number in later.items():
            self.watch.note(message("build.early", count=number, stage=stage, begins=begins, on=self.wanted.on))
        waits = [item for item in whole if item.id in held and selected.wants(item)]
        facts.held_back += [Held(facts.name(item.id, item.path), held[item.id]) for item in waits]
        facts.failures += [Failure(facts.name(item.id, item.path), message("build.left-out")) for item in bad]
        left_out = {item.id for item in bad} | typed.refused.keys()
        refused = [
            Failure(facts.name(item.id, item.path), typed.refused[item.id])
            for item in wanted
            if item.id in typed.refused
        ]
        facts.planned += len(refused)
        facts.failures += refused
        facts.other_numbers += typed.changed
        good = [item for item in wanted if item.id not in left_out]
        if self.wanted.pack:
            if good:
                filing = self._filing(bureau, whole, ledger)
                facts.add(self._packs(setup, packs(good, self.wanted.pack, folder=root), bureau, numbers, filing))
            return facts
        known = ledger.made_for(bureau.name, bureau.year, blank=self.blank) if bureau else None
        leaving = (
            leavers(known.values(), {item.id for item in whole}, self.kinds, selected) if complete and known else []
        )
        if bureau and complete:
            leaving = self._without_missing(leaving, bureau, ledger, facts, whole=selected == Selection())
        if self.wanted.dry:
            filing = self._filing(bureau, whole, ledger)
            facts.add(foresee(setup, bureau, good, numbers, known=known, leaving=leaving, filing=filing))
            return facts
        formats = [form for form in self.formats if any(form in item.kind.formats for item in good)]
        said = message("build.making", count=len(good), formats=_named(formats or self.formats))
        first = [item for item in good if not item.kind.of_record]
        last = [item for item in good if item.kind.of_record]
        with self.watch.stage(said, len(good)) as step:
            facts.add(produce(setup, bureau, first, numbers, known=known, leaving=leaving, done=step))
            if last:
                filing = self._filing(bureau, whole, ledger)
                facts.add(produce(setup, bureau, last, numbers, known=known, filing=filing, done=step))
        if bureau and not self.blank:
            facts.add(self._catalogue(setup, bureau, whole, root))
        return facts

    def _catalogue(self, setup: RunSetup, bureau: Bureau, planned: Iterable[Document], root: str) -> Facts:
        """The list of all that the record holds now."""
        facts, said = make_catalogue(setup, bureau, self.kinds, planned, templates=self.office.templates, folder=root)
        if said:
            self.watch.note(said)
        return facts

    def _filing(self, bureau: Bureau | None, planned: Iterable[Document], ledger: Ledger) -> Filing | None:
        """What goes into the archive of all that the record holds now."""
        if bureau is None or self.blank:
            return None
        made = ledger.made_for(bureau.name, bureau.year, blank=False).values()
        return Filing(bureau, self.kinds, planned, FilingRecord(list(made), ledger.days(bureau.name, bureau.year)))

    def _missing(self, bureau: Bureau, ledger: Ledger) -> list[str]:
        """The workbooks that the bureau's last run read and this one did not find."""
        return missing(ledger.inputs(bureau.name, bureau.year, blank=self.blank), bureau.files)

    def _must_be_gone(self, bureaus: Sequence[Bureau | None], ledger: Ledger) -> None:
        """Raises WrongUsage for a workbook said to be gone that is none of those missing."""
        known = {file for bureau in bureaus if bureau for file in self._missing(bureau, ledger)}
        for file in self.wanted.gone:
            if file not in known:
                key = "usage.gone" if known else "usage.gone/none"
                raise WrongUsage(key, value=file, known="、".join(sorted(known)))

    def _without_missing(
        self, leaving: list[Made], bureau: Bureau, ledger: Ledger, facts: Facts, *, whole: bool
    ) -> list[Made]:
        """Who is taken down of the leavers: nobody while a workbook is missing that is not said to be gone.

        A `whole` run that is told of none remembers its workbooks.
        """
        lost = [file for file in self._missing(bureau, ledger) if file not in self.wanted.gone]
        if lost and leaving:
            facts.missing += lost
            said = [warning("workbook.file/not-there", Place(file), file, count=len(leaving)) for file in lost]
            self.watch.findings(said)
            return []
        if whole:
            ledger.read_from(bureau.name, bureau.year, bureau.files, blank=self.blank)
        return leaving

    def _packs(
        self,
        setup: RunSetup,
        wanted: Sequence[Pack],
        bureau: Bureau | None,
        numbers: Mapping[str, str],
        filing: Filing | None,
    ) -> Facts:
        from docgen.office.pack_run import make_packs

        length = sum(len(pack.documents) for pack in wanted)
        with self.watch.stage(message("build.packing", packs=len(wanted), count=length), length) as step:
            return make_packs(
                wanted,
                bureau,
                numbers,
                folders=self.office.templates,
                outputs=self.office.outputs,
                drawing=self.wanted.drawing,
                on=self.wanted.on,
                sides=self.wanted.sides,
                practice=self.office.settings.practice,
                filing=filing,
                last=setup.last_year(bureau),
                dispatcher=setup.dispatcher,
                done=step,
            )


_FORMAT_NAMES = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}


def _named(formats: Iterable[str]) -> str:
    return "、".join(_FORMAT_NAMES[form] for form in formats)


@contextmanager
def _without_looking_through() -> Iterator[None]:
    """What is there stays to the end: the cycle collector need not look through it again and again meanwhile."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _latest(bureaus: Collection[tuple[str, int]]) -> list[tuple[str, int]]:
    """Those of the last year."""
    last = max((year for _, year in bureaus), default=0)
    return [bureau for bureau in bureaus if bureau[1] == last]


def _roots(bureaus: Sequence[Bureau | None], ledger: Ledger) -> list[tuple[Bureau | None, str]]:
    """The folder of each bureau's year inside the output folder: none for the only one that is or was made there."""
    known = ledger.bureaus() | {(bureau.name, bureau.year) for bureau in bureaus if bureau}
    return [
        (bureau, safe_name(f"{bureau.name}{bureau.year}年") if bureau and len(known) > 1 else "") for bureau in bureaus
    ]


def _of_its_year(blocked: Affected, bureau: Bureau | None) -> frozenset[Subject | EventRow]:
    """The subjects and rows of one bureau's year."""
    if bureau is None:
        return frozenset()
    return frozenset(item for name, year, item in blocked if (name, year) == (bureau.name, bureau.year))
