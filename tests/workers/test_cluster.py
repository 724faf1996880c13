"""A Dask cluster gives what this machine gives, though one of its workers is killed half-way."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from bureaus import bureau, person
from offices import Office
from offices_on_disk import Folder

from docgen.documents.workplace import Workplace
from docgen.errors import CannotUse, ExitCode
from docgen.messages import words
from docgen.outputs.remote import Remote
from docgen.pdf.engines import Drawing
from docgen.programme.model import Bureau
from docgen.workers.dispatch import Dispatcher
from docgen.workers.executors import Cluster

HERE = Path(__file__).resolve().parent


def big(people: int) -> Bureau:
    whole = bureau()
    more = {f"1{number:04d}": person(f"1{number:04d}", f"张{number}", "综合股") for number in range(people)}
    return replace(whole, people={**whole.people, **more})


def large_workbook(folder: Path, people: int) -> Path:
    office = Office()
    roster, risks = office.sheets["人员"], office.sheets["个人风险点"]
    risk = next(row for row in risks if row[0] == "006")
    for number in range(1000, 1000 + people):
        roster.append([str(number), f"张{number}", "综合股", "科员", "内勤", "受理登记", "否", "群众", None, None])
        risks.append([str(number), f"张{number}", *risk[2:9], f"双人核对原件({number})"])
    return office.save(folder)


def environment() -> dict[str, str]:
    paths = [str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def dask(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
        stderr=subprocess.PIPE,
        env=environment(),
        text=True,
    )


@dataclass
class Running:
    """A scheduler at work."""

    process: subprocess.Popen[str]
    address: str


@pytest.fixture
def running() -> Iterator[Running]:
    process = dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if match := re.search(r"tcp://127\.0\.0\.1:\d+", line):
                break
        else:
            pytest.fail("the scheduler did not start")
        yield Running(process, match[0])
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def scheduler(running: Running) -> str:
    return running.address


def worker(address: str) -> subprocess.Popen[str]:
    """One process, not watched by a nanny that would start it again."""
    return dask("worker", address, "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard")


@contextmanager
def two_workers_one_killed(scheduler: str, outputs: Path) -> Iterator[None]:
    """Two workers, of which the first is killed once thirty files are in `outputs`."""
    workers = [worker(scheduler) for _ in range(2)]
    try:
        cluster = Cluster(scheduler, Workplace())
        cluster._client.wait_for_workers(2, timeout=30)
        cluster.close()
        killed = _kill_when(outputs, 30, workers[0])
        yield
        assert killed.wait(timeout=10) == 0, "the worker was killed while the run went on"
        assert workers[0].wait(timeout=10) == -signal.SIGKILL
    finally:
        for process in workers:
            process.kill()
            process.communicate()


@pytest.mark.slow
def test_a_cluster_of_two_workers_one_of_which_is_killed_gives_the_same_bytes(scheduler: str, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    one, many = Folder(tmp_path / "one"), Folder(tmp_path / "many")
    assert one.build(big(200), ("docx",)).failures == []
    with two_workers_one_killed(scheduler, many.path):
        facts = many.build(big(200), ("docx",), executor=scheduler)
    assert facts.failures == []
    assert one.files() == many.files()
    assert one.record() == many.record()


@pytest.mark.slow
def test_a_clusters_workers_draw_pdf_files_as_they_are_told(scheduler: str, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    one, many = Folder(tmp_path / "one"), Folder(tmp_path / "many")
    drawing = Drawing("typst", "a-2b", tags=True)
    helper = worker(scheduler)
    try:
        facts = many.build(bureau(), ("pdf",), drawing=drawing, executor=scheduler)
    finally:
        helper.kill()
        helper.communicate()
    assert (facts.failures, facts.written) == ([], 8)
    one.build(bureau(), ("pdf",), drawing=drawing)
    assert one.files() == many.files()
    assert all(b"/MarkInfo" in path.read_bytes() for path in many.path.rglob("*.pdf"))
    assert many.build(bureau(), ("pdf",), drawing=Drawing("typst")).written == 8


@pytest.fixture(params=["file", "sftp"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Remote]]:
    """A folder, and the URL by which workers reach it."""
    pytest.importorskip("fsspec")
    folder = tmp_path / "shared"
    folder.mkdir()
    if request.param == "file":
        yield folder, Remote(f"file://{folder}/2026年")
        return
    pytest.importorskip("paramiko")
    from sftp_server import sftp_server

    with sftp_server(folder) as server:
        yield folder, Remote(f"{server.url}/2026年")


@contextmanager
def watched(folder: Path, whole: Mapping[str, str]) -> Iterator[None]:
    """Whatever is seen under a final name meanwhile has the bytes of a whole file."""
    over = threading.Event()
    looks: list[int] = []
    partial: list[str] = []

    def watch() -> None:
        while not over.wait(0.05):
            seen = Folder(folder).files()
            looks.append(len(seen))
            partial.extend(name for name, digest in seen.items() if whole.get(name) != digest)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
    assert partial == []
    assert any(0 < count < len(whole) for count in looks), "looked at while the run went on"


@pytest.mark.slow
def test_workers_write_to_a_url_themselves_and_a_killed_one_leaves_only_whole_files(
    scheduler: str, shared: tuple[Path, Remote], tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    folder, url = shared
    one, many = Folder(tmp_path / "one"), Folder(tmp_path / "many", elsewhere=url)
    assert one.build(big(200), ("docx",)).failures == []
    with two_workers_one_killed(scheduler, folder), watched(folder / "2026年", one.files()):
        facts = many.build(big(200), ("docx",), executor=scheduler)
    assert facts.failures == []
    assert Folder(folder / "2026年").files() == one.files()
    assert many.record() == one.record()
    again = many.build(big(200), ("docx",))
    assert (again.written, again.kept) == (0, [])


@pytest.mark.slow
def test_a_killed_run_to_a_url_is_finished_by_the_next_one(shared: tuple[Path, Remote], tmp_path: Path) -> None:
    folder, url = shared
    one, far = Folder(tmp_path / "one"), Folder(folder / "2026年")
    program = [sys.executable, "-m", "docgen", "build", str(large_workbook(tmp_path, 300)), "--on", "2026-12-20"]
    program += ["--format", "docx"]
    subprocess.run([*program, "-o", str(one.path)], env=environment(), check=True, timeout=120)
    program += ["-o", url.url, "--ledger", str(tmp_path / "ledgers"), "--jobs", "2"]
    run = subprocess.Popen(program, env=environment(), stderr=subprocess.DEVNULL)
    killed = _kill_when(folder, 30, run, most=300)
    assert run.wait(timeout=90) == -signal.SIGKILL
    assert killed.wait(timeout=10) == 0, "killed while the run went on"
    time.sleep(1)  # workers end with their parent
    assert far.files().items() <= one.files().items()
    subprocess.run(program, env=environment(), check=True, timeout=120)
    assert far.files() == one.files()
    assert [path.name for path in far.path.rglob(".docgen*")] == [".docgen.ledger"]


def _kill_when(folder: Path, files: int, victim: subprocess.Popen[str], most: int = 200) -> subprocess.Popen[bytes]:
    """A process that kills another as soon as so many files are there, and ends well if not `most` are by then."""
    script = (
        "import os, sys, time\nfrom pathlib import Path\n"
        "folder, files, victim = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])\n"
        "until = time.monotonic() + 60\n"
        "while len(list(folder.rglob('*.docx'))) < files and time.monotonic() < until:\n    time.sleep(0.005)\n"
        "os.kill(victim, 9)\n"
        "sys.exit(len(list(folder.rglob('*.docx'))) >= int(sys.argv[4]))\n"
    )
    return subprocess.Popen([sys.executable, "-c", script, str(folder), str(files), str(victim.pid), str(most)])


def test_a_scheduler_that_does_not_answer_is_named_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("docgen.workers.executors.PATIENCE", 1)
    with pytest.raises(CannotUse) as caught:
        Dispatcher(None, "tcp://127.0.0.1:1").open()
    assert "tcp://127.0.0.1:1" in caught.value.message
    assert "docs/cluster.md" in caught.value.hint


def test_without_its_library_a_cluster_is_refused_with_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CannotUse) as caught:
        Dispatcher(None, "tcp://127.0.0.1:1").open()
    assert "pip install" in caught.value.hint


@pytest.mark.slow
def test_a_scheduler_without_workers_is_told(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("docgen.workers.executors.PATIENCE", 3)
    with pytest.raises(CannotUse) as caught:
        Dispatcher(None, scheduler).open()
    assert scheduler in caught.value.message
    assert "dask worker" in caught.value.hint


@pytest.mark.slow
def test_a_worker_with_another_program_is_refused(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    process = worker(scheduler)
    try:
        monkeypatch.setattr("docgen.documents.workplace.Workplace.maker", lambda self, drawing: "another")
        with pytest.raises(CannotUse) as caught:
            Folder(tmp_path / "out").build(big(1), executor=scheduler)
        assert "requirements.lock" in caught.value.hint
        assert Folder(tmp_path / "out").files() == {}
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_a_scheduler_that_is_lost_half_way_is_told_and_the_next_run_goes_on(running: Running, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    many, one = Folder(tmp_path / "many"), Folder(tmp_path / "one")
    program = [sys.executable, "-m", "docgen", "build", str(large_workbook(tmp_path, 600)), "--on", "2026-12-20"]
    program += ["--format", "docx"]
    process = worker(running.address)
    try:
        killed = _kill_when(many.path, 30, running.process, most=600)
        command = [*program, "-o", str(many.path), "--executor", running.address]
        ran = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=120, check=False)
        assert killed.wait(timeout=10) == 0
    finally:
        process.kill()
        process.communicate()
    assert ran.returncode == ExitCode.CANNOT_USE, ran.stderr
    assert "Traceback" not in ran.stderr
    assert words("cluster.lost").message in ran.stderr
    for folder in (many, one):
        subprocess.run([*program, "-o", str(folder.path)], env=environment(), check=True, timeout=120)
    assert many.files() == one.files()
    assert many.record() == one.record()
