"""`docgen build` and `docgen blank`: the documents."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from docgen.build.crew import Crew
from docgen.build.facts import Facts, Failure
from docgen.build.office import Office, held
from docgen.build.packs import By, Pack, packs
from docgen.build.paths import safe_name
from docgen.build.plan import Document, Selection, plan
from docgen.build.run import Setting, number_all, run
from docgen.build.store import Digest, Store
from docgen.build.withdraw import WITHDRAWN, leavers
from docgen.cli import show
from docgen.cli.common import (
    folder_option,
    json_option,
    kind_option,
    kinds_of,
    no_such,
    office_or_bare,
    on_option,
    outputs_options,
    workbook_arguments,
    workbooks_of,
)
from docgen.cli.help import Command, option, summary
from docgen.cli.inputs import checked_inputs
from docgen.cli.making import check_crew, format_option, how_options, pack_by
from docgen.errors import ExitCode, WrongUsage
from docgen.findings import Finding, Severity, count
from docgen.kinds.kind import Kind
from docgen.ledger.ledger import Ledger, Made, open_ledger
from docgen.messages import say, words
from docgen.pdf.engines import Drawing
from docgen.programme.affected import Affected, subjects_with_errors
from docgen.programme.check import Checked, errors_in_roster, unusable
from docgen.programme.model import Bureau, Subject, Target
from docgen.workbook.names import normal_id, normal_name

LISTED = 20
"""Documents taken down that are told one by one; of more, the number."""


@click.command(cls=Command, help=summary("build"))
@workbook_arguments
@folder_option
@outputs_options
@kind_option
@click.option("--department", "departments", metavar="机构名称", multiple=True, help=option("department"))
@click.option("--person", "people", metavar="工号", multiple=True, help=option("person"))
@format_option
@how_options
@click.option("--pack", "by", metavar="department|kind", callback=pack_by, help=option("pack"))
@click.option("--keep-going", is_flag=True, help=option("keep-going"))
@on_option
@json_option
def build(
    workbooks: Sequence[Path],
    folder: str | None,
    output: Store | None,
    ledgers: Path | None,
    kind_ids: Sequence[str],
    departments: Sequence[str],
    people: Sequence[str],
    formats: tuple[str, ...],
    drawing: Drawing,
    crew: Crew,
    by: By | None,
    keep_going: bool,
    on: date,
    as_json: bool,
) -> int:
    """Check, then make the prefilled documents."""
    office = office_or_bare(folder, output, ledgers)
    check_crew(crew, office)
    paths = workbooks_of(office, workbooks)
    job = _Job(office, kinds_of(office), ("pdf",) if by else formats, as_json, drawing, crew, by)
    kinds_of(office, kind_ids)
    with job.held():
        digest = job.digests()
        checked = checked_inputs(office, paths, on, quiet=as_json)
        errors = checked.errors
        if (errors and not keep_going) or not checked.bureaus or any(unusable(checked)):
            return job.stopped(checked, errors)
        selection = _selection(kind_ids, departments, people, checked.bureaus)
        blocked = subjects_with_errors(checked) if errors else frozenset()
        if errors:
            show.findings(errors, err=True)
        warnings = count(checked.findings, Severity.WARNING)
        if warnings and not as_json:
            show.tell(say("build.warnings", warnings=warnings))
        bureaus = checked.bureaus
        del checked  # nothing is kept of the sheets as read while a large run goes on
        gc.freeze()  # what is left stays to the end: no use in looking through it again and again
        return job.produce(bureaus, selection, blocked, complete=not errors, digest=digest)


@click.command(cls=Command, help=summary("blank"))
@workbook_arguments
@folder_option
@outputs_options
@kind_option
@format_option
@how_options
@json_option
def blank(
    workbooks: Sequence[Path],
    folder: str | None,
    output: Store | None,
    ledgers: Path | None,
    kind_ids: Sequence[str],
    formats: tuple[str, ...],
    drawing: Drawing,
    crew: Crew,
    as_json: bool,
) -> int:
    """Forms for filling by hand, the header prefilled where there is a roster."""
    office = office_or_bare(folder, output, ledgers)
    check_crew(crew, office)
    kinds = kinds_of(office, kind_ids)
    for kind in kinds.values():
        if kind_ids and not kind.blank:
            text = words("usage.not-blank", value=kind.id)
            raise WrongUsage(text.message, hint=text.hint)
    job = _Job(office, kinds_of(office), formats, as_json, drawing, crew, None, blank=True)
    paths = list(workbooks) or office.workbooks()
    selection = Selection(kinds=frozenset(kind_ids))
    with job.held():
        if not paths:
            return job.produce([None], selection)
        checked = checked_inputs(office, paths, date.today(), quiet=as_json)
        errors = errors_in_roster(checked)
        if errors or not checked.bureaus:
            return job.stopped(checked, errors)
        return job.produce(checked.bureaus, selection, complete=True)


def _selection(
    kind_ids: Sequence[str], departments: Sequence[str], people: Sequence[str], bureaus: Sequence[Bureau]
) -> Selection:
    """What is wanted, by key. Raises WrongUsage for a department or person that no bureau has."""
    names = {normal_name(name): name for bureau in bureaus for name in bureau.departments}
    by_id = {normal_id(key): key for bureau in bureaus for key in bureau.people}
    for name in departments:
        if normal_name(name) not in names:
            raise no_such("usage.no-department", name, list(names.values()))
    for key in people:
        if normal_id(key) not in by_id:
            raise no_such("usage.no-person", key, list(by_id.values()))
    return Selection(
        frozenset(kind_ids),
        frozenset(names[normal_name(name)] for name in departments),
        frozenset(by_id[normal_id(key)] for key in people),
    )


@dataclass(frozen=True, slots=True)
class _Job:
    """One run: where to, which kinds and formats, and how it reports."""

    office: Office
    kinds: Mapping[str, Kind]
    formats: tuple[str, ...]
    as_json: bool
    drawing: Drawing
    crew: Crew
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

    def digests(self) -> Digest | None:
        """Begin to reckon the digests of what was made last, while the workbooks are read."""
        if self.by or not self.office.ledger.is_file():
            return None
        with open_ledger(self.office.ledger) as ledger:
            return self.office.outputs.digests(ledger.latest_paths())

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
    ) -> int:
        """Make the documents of all bureaus, and report.

        Only where the workbooks are `complete`, without errors, is who does not stand in them gone.
        """
        started = time.monotonic()
        facts = Facts()
        with open_ledger(self.office.ledger) as ledger, self.crew as crew:
            crew.open()
            setting = Setting(self.office.outputs, ledger, self.formats, self.drawing, crew, datetime.now(), digest)
            for bureau, root in _roots(bureaus, ledger):
                whole = plan(self.kinds, bureau, blank=self.blank, folder=root)
                numbers = {} if self.blank else number_all(ledger, whole, bureau)
                wanted = [item for item in whole if selection.wants(item)]
                left_out = [item for item in wanted if _is_blocked(item, bureau, blocked)]
                facts.planned += len(left_out)
                facts.failures += [
                    Failure(item.id, say("build.left-out", title=item.title, name=item.name)) for item in left_out
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
        seconds = time.monotonic() - started
        if self.as_json:
            show.answer(_summary(facts, seconds))
        else:
            self._report(facts, seconds)
        if facts.failures:
            return ExitCode.SOME_FAILED
        return ExitCode.DONE

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
        from docgen.build.packwork import make_packs

        count = sum(len(pack.documents) for pack in wanted)
        with show.progress(say("build.packing", packs=len(wanted), count=count), count) as step:
            return make_packs(
                wanted,
                bureau,
                numbers,
                folders=self.office.templates,
                outputs=self.office.outputs,
                drawing=self.drawing,
                crew=self.crew,
                done=step,
            )

    def _report(self, facts: Facts, seconds: float) -> None:
        for failure in facts.failures:
            show.tell(say("build.failure", id=failure.id, reason=failure.reason))
        for path in facts.kept:
            show.tell(say("build.kept", file=path))
        for key in facts.withdrawn[:LISTED]:
            show.tell(say("build.withdrawn", id=key, folder=self.office.outputs.told(WITHDRAWN)))
        if len(facts.withdrawn) > LISTED:
            show.tell(say("build.withdrawn/more", count=len(facts.withdrawn) - LISTED))
        for template, text in facts.slow.items():
            show.tell(say("build.slow", template=template, reason=text.message, hint=text.hint))
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


def _summary(facts: Facts, seconds: float) -> dict[str, object]:
    """The shape of `build --json`."""
    return {
        "planned": facts.planned,
        "written": facts.written,
        "unchanged": facts.unchanged,
        "failed": len(facts.failures),
        "seconds": round(seconds, 3),
        "failures": [{"id": item.id, "reason": item.reason} for item in facts.failures],
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
