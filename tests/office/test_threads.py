"""What an office does is plain functions: three offices are checked, made and looked at by three threads at once."""

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from pathlib import Path

import pytest
from offices import Office as Workbook

from docgen.findings import Finding
from docgen.messages import Message
from docgen.office.check import check, workbooks_of
from docgen.office.folder import find_office, lay_out
from docgen.office.make import build
from docgen.office.run import Report, Wanted
from docgen.office.status import DocumentStatus, status
from docgen.office.watch import Progress, Unwatched
from docgen.pdf.engines import NAMES, Drawing
from docgen.programme.check import Checked

ON = date(2026, 12, 20)
NOW = datetime(2026, 12, 20, 9, 30)
NAMES_OF_BUREAUS = ("甲县司法局", "乙县司法局", "丙县司法局")


@pytest.fixture
def offices(tmp_path: Path) -> list[Path]:
    for name in NAMES_OF_BUREAUS:
        lay_out(tmp_path / name)
        workbook = Workbook()
        workbook.setting("单位名称", name)
        workbook.save(tmp_path / name / "inputs")
    return [tmp_path / name for name in NAMES_OF_BUREAUS]


def a_year(folder: Path, drawing: Drawing) -> tuple[Checked, Report, Report, list[DocumentStatus]]:
    office = find_office(folder)
    assert office is not None
    checked = check(office, workbooks_of(office, []), ON, Unwatched())
    wanted = Wanted(on=ON, now=NOW, drawing=drawing, jobs=1)
    return checked, build(office, wanted, Unwatched()), build(office, wanted, Unwatched()), status(office, ON).documents


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.*")) if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize(
    "engine", [pytest.param(name, marks=pytest.mark.slow) if name == "weasyprint" else name for name in NAMES]
)
def test_three_threads_on_three_offices_do_as_one_after_the_other(engine: str, offices: list[Path]) -> None:
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda folder: a_year(folder, Drawing(engine)), offices))
    for name, (checked, first, second, documents) in zip(NAMES_OF_BUREAUS, found, strict=True):
        assert [bureau.name for bureau in checked.bureaus] == [name]
        assert (first.facts.failures, first.facts.written) == ([], first.facts.planned)
        assert second.settled and second.facts.unchanged == first.facts.planned
        assert {item.state for item in documents} == {"made"}
    alone = offices[0].parent / "一个"
    lay_out(alone)
    shutil.copytree(offices[0] / "inputs", alone / "inputs", dirs_exist_ok=True)
    a_year(alone, Drawing(engine))
    assert files(alone / "outputs") == files(offices[0] / "outputs")


class Recorder:
    """Keeps what a run tells."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.found: list[Finding] = []

    def note(self, said: Message) -> None:
        self.said.append(said.key)

    def findings(self, found: Sequence[Finding]) -> None:
        self.found += found

    def stage(self, said: Message, length: int) -> AbstractContextManager[Progress]:
        self.said.append(f"{said.key} {length}")
        return nullcontext(lambda count, worked: self.said.append(f"{count} {worked}"))


def test_a_run_tells_its_watch_what_goes_on_and_returns_what_came_of_it(offices: list[Path]) -> None:
    office = find_office(offices[0])
    assert office is not None
    watch = Recorder()
    report = build(office, Wanted(on=ON, now=NOW, formats=("docx",), jobs=1), watch)
    planned = report.facts.planned
    assert watch.said[:2] == ["check.reading", f"build.making {planned}"]
    assert sum(int(item.split()[0]) for item in watch.said[2:]) == planned
    assert watch.found == []


def test_a_run_that_is_stopped_tells_its_findings_and_writes_nothing(offices: list[Path]) -> None:
    workbook = Workbook()
    workbook.set("个人风险点", 2, "风险等级", "九级")
    workbook.save(offices[0] / "inputs")
    office = find_office(offices[0])
    assert office is not None
    watch = Recorder()
    report = build(office, Wanted(on=ON, now=NOW), watch)
    assert (report.stopped, report.errors, report.facts.planned) == (True, 1, 0)
    assert [item.rule for item in watch.found] == ["cells.enumeration"]
    assert not list((offices[0] / "outputs").iterdir())
