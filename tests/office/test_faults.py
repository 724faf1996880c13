"""Killed or interrupted at any moment, a run leaves only whole files, and the next one ends as if nothing had been."""

from __future__ import annotations

import io
import os
import random
import re
import signal
import subprocess
import sys
import time
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from offices import Office
from offices_on_disk import Folder

from docgen.errors import ExitCode

SEED = 20260901
KILLS = 10
PEOPLE = 24

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = Office()
    people, risks = office.sheets["人员"], office.sheets["个人风险点"]
    risk = next(row for row in risks if row[0] == "006")
    for number in range(100, 100 + PEOPLE):
        people.append([str(number), f"张{number}", "综合股", "科员", "内勤", "受理登记", "否", "群众", None, None])
        risks.append([str(number), f"张{number}", *risk[2:9], f"双人核对原件({number})"])
    return office.save(tmp_path_factory.mktemp("books"))


@pytest.fixture
def mark() -> Iterator[str]:
    """What the processes of a run are known by; none of them may be left."""
    name = f"DOCGEN_TEST={uuid.uuid4().hex}"
    yield name
    until = time.monotonic() + 10
    while left := marked(name):
        assert time.monotonic() < until, f"processes {left} outlive their run"
        time.sleep(0.05)


def marked(name: str) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and name.encode() in (entry / "environ").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def start(workbook: Path, out: Path, mark: str, *options: str) -> subprocess.Popen[str]:
    key, _, value = mark.partition("=")
    command = [sys.executable, "-m", "docgen", "build", str(workbook), "-o", str(out), "--on", "2026-12-20"]
    return subprocess.Popen(
        [*command, *options],
        env={**os.environ, key: value},
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    )


def well_begun(workbook: Path, folder: Folder, mark: str) -> subprocess.Popen[str]:
    """A run of two workers that has written some files and has more to write."""
    process = start(workbook, folder.path, mark, "--jobs", "2")
    until = time.monotonic() + 60
    while len(folder.files()) < 6 and time.monotonic() < until:
        time.sleep(0.02)
    return process


def finished(process: subprocess.Popen[str]) -> str:
    _, told = process.communicate(timeout=300)
    assert "Traceback" not in told
    return told


def check_whole(folder: Path) -> None:
    """Every file under a final name opens."""
    for path in folder.rglob("*"):
        if path.suffix == ".docx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
                assert package.testzip() is None
        elif path.suffix == ".pdf":
            pikepdf.open(path).close()


def left_over(folder: Path) -> list[Path]:
    return [path for path in folder.rglob(".docgen-*") if path.is_file()]


@pytest.fixture(scope="module")
def undisturbed(workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, float]:
    """A run from nothing, and how long it took."""
    folder = Folder(tmp_path_factory.mktemp("whole") / "out")
    began = time.monotonic()
    process = start(workbook, folder.path, "NONE=1", "--jobs", "2")
    finished(process)
    assert process.returncode == ExitCode.DONE
    return folder, time.monotonic() - began


@pytest.mark.parametrize("number", range(KILLS))
def test_killed_at_any_moment_and_run_again_gives_the_bytes_of_an_undisturbed_run(
    workbook: Path, undisturbed: tuple[Folder, float], tmp_path: Path, mark: str, number: int
) -> None:
    whole, seconds = undisturbed
    moment = random.Random(SEED + number).uniform(0.1, 1.0) * seconds
    folder = Folder(tmp_path / "out")
    jobs = str(number % 2 + 1)
    process = start(workbook, folder.path, mark, "--jobs", jobs)
    time.sleep(moment)
    process.kill()
    process.communicate(timeout=60)
    check_whole(folder.path)
    again = start(workbook, folder.path, mark, "--jobs", jobs)
    finished(again)
    assert again.returncode == ExitCode.DONE
    assert folder.files() == whole.files()
    assert folder.record() == whole.record()
    assert left_over(folder.path) == []


def test_interrupted_it_ends_cleanly_and_goes_on_from_there(
    workbook: Path, undisturbed: tuple[Folder, float], tmp_path: Path, mark: str
) -> None:
    whole, _ = undisturbed
    folder = Folder(tmp_path / "out")
    process = well_begun(workbook, folder, mark)
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C on a terminal: the workers get it too
    told = finished(process)
    assert process.returncode == ExitCode.INTERRUPTED
    assert "再运行一次会接着做" in told
    assert left_over(folder.path) == []
    recorded = {file.path: file.sha256 for made in folder.record() for file in made.files.values()}
    assert recorded == folder.files(), "the record knows every file, and no other"
    assert 0 < len(recorded) < len(whole.files())
    again = start(workbook, folder.path, mark, "--jobs", "2")
    match = re.search(r"未变 (\d+) 份", finished(again))
    assert match is not None
    assert int(match[1]) == len({Path(name).with_suffix("") for name in recorded})
    assert folder.files() == whole.files()


def test_a_worker_killed_from_outside_does_not_stop_the_run(
    workbook: Path, undisturbed: tuple[Folder, float], tmp_path: Path, mark: str
) -> None:
    whole, _ = undisturbed
    folder = Folder(tmp_path / "out")
    process = well_begun(workbook, folder, mark)
    parents = {pid: int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]) for pid in marked(mark)}
    workers = [pid for pid, parent in parents.items() if parents.get(parent) == process.pid]
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)
    finished(process)
    assert process.returncode == ExitCode.DONE
    assert folder.files() == whole.files()
    assert folder.record() == whole.record()
