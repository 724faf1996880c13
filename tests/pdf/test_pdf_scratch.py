"""Scratch folders: gone with their owner, and those of killed processes removed by the next one, and only those."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docgen.pdf import scratch
from docgen.pdf.scratch import scratch_folder

PREFIX = "docgen-test."
MAKE = (
    "import sys, signal\n"
    "from docgen.pdf.scratch import scratch_folder\n"
    "class Owner: pass\n"
    "owner = Owner()\n"
    f"folder = scratch_folder(owner, {PREFIX!r})\n"
    "(folder / 'picture').write_bytes(b'x')\n"
    "print(folder, flush=True)\n"
)


class Owner:
    """What a folder belongs to."""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the test's own, for the processes that it starts too."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def started() -> Iterator[Callable[[str], tuple[subprocess.Popen[str], Path]]]:
    """Starts a process that makes a folder and then does what is said; gives it with its folder."""
    processes = []

    def start(then: str) -> tuple[subprocess.Popen[str], Path]:
        process = subprocess.Popen([sys.executable, "-c", MAKE + then], stdout=subprocess.PIPE, text=True)
        processes.append(process)
        assert process.stdout
        return process, Path(process.stdout.readline().strip())

    yield start
    for process in processes:
        process.kill()
        process.communicate()


Start = Callable[[str], tuple[subprocess.Popen[str], Path]]


def test_a_folder_goes_with_its_owner() -> None:
    owner = Owner()
    folder = scratch_folder(owner, PREFIX)
    (folder / "picture").write_bytes(b"x")
    assert folder.name.startswith(PREFIX)
    assert folder.stat().st_mode & 0o077 == 0
    del owner
    assert not folder.exists()


def test_a_process_that_ends_leaves_nothing(started: Start) -> None:
    process, folder = started("")
    assert process.wait(10) == 0
    assert not folder.exists()


def test_what_a_killed_process_left_is_removed_by_the_next(started: Start) -> None:
    process, folder = started("signal.pause()")
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL
    assert (folder / "picture").exists(), "nobody could remove it yet"
    owner = Owner()
    own = scratch_folder(owner, PREFIX)
    assert not folder.exists()
    assert own.exists()


def test_a_living_processs_folder_stays(started: Start) -> None:
    process, folder = started("signal.pause()")
    for _ in range(2):
        scratch_folder(Owner(), PREFIX)
    assert (folder / "picture").exists()
    assert process.poll() is None


def test_folders_of_one_process_do_not_disturb_each_other() -> None:
    owners = [Owner() for _ in range(3)]
    folders = [scratch_folder(owner, PREFIX) for owner in owners]
    assert all(folder.exists() for folder in folders)
    owners.pop()
    assert [folder.exists() for folder in folders] == [True, True, False]


def test_a_child_that_outlives_its_parent_keeps_the_folder(started: Start) -> None:
    """It was forked with what the parent had loaded and may be using the folder."""
    process, folder = started("import os\nchild = os.fork()\nif child: print(child, flush=True)\nsignal.pause()")
    assert process.stdout
    child = int(process.stdout.readline())
    process.kill()
    process.wait(10)
    try:
        scratch_folder(Owner(), PREFIX)
        assert folder.exists()
    finally:
        os.kill(child, signal.SIGKILL)
    assert process.stdout.read() == "", "the child is gone: nobody has its output open any more"
    scratch_folder(Owner(), PREFIX)
    assert not folder.exists()


def test_a_child_that_ends_leaves_the_parents_folder() -> None:
    owner = Owner()
    folder = scratch_folder(owner, PREFIX)
    child = multiprocessing.get_context("fork").Process(target=owner.__dict__.clear)
    child.start()
    child.join(10)
    scratch_folder(Owner(), PREFIX)
    assert child.exitcode == 0
    assert folder.exists()


def left(folder: Path) -> Path:
    folder.mkdir()
    (folder / "picture").write_bytes(b"x")
    return folder


def test_another_users_folder_stays(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = left(temporary / f"{PREFIX}abcd_123.held")
    monkeypatch.setattr(scratch.os, "getuid", lambda: folder.stat().st_uid + 1)
    scratch_folder(Owner(), PREFIX)
    assert folder.exists()
    monkeypatch.undo()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    scratch_folder(Owner(), PREFIX)
    assert not folder.exists()


@pytest.mark.parametrize("name", ["docgen-tests.abcd_123.held", f"{PREFIX}abcd", f"{PREFIX}abcd_123", "abcd_123.held"])
def test_a_folder_of_another_name_stays(temporary: Path, name: str) -> None:
    folder = left(temporary / name)
    scratch_folder(Owner(), PREFIX)
    assert folder.exists()


def test_links_and_files_of_such_a_name_stay(temporary: Path) -> None:
    goal = left(temporary / "precious")
    link, file = temporary / f"{PREFIX}abcd_123.held", temporary / f"{PREFIX}abcd_124.held"
    link.symlink_to(goal)
    file.write_bytes(b"x")
    scratch_folder(Owner(), PREFIX)
    assert link.is_symlink()
    assert file.exists()
    assert (goal / "picture").exists()


def test_a_folder_swept_away_before_it_is_held_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process may take a folder for a left one in the moment before its owner holds it."""
    real, given = scratch._held, []

    def swept(folder: Path) -> int | None:
        given.append(folder)
        if len(given) == 1:
            folder.rmdir()
        return real(folder)

    monkeypatch.setattr(scratch, "_held", swept)
    owner = Owner()
    folder = scratch_folder(owner, PREFIX)
    assert folder.exists()
    assert folder == given[1] != given[0]


def test_a_folder_cannot_be_held_while_it_is_being_removed(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = temporary / f"{PREFIX}abcdefgh{scratch.ENDING}"
    left.mkdir()
    plain, held = scratch.shutil.rmtree, []

    def removing(folder: Path, **options: bool) -> None:
        (Path(folder) / scratch.LOCK).unlink(missing_ok=True)
        held.append(scratch._held(left))  # as the process that has just made the folder does now
        plain(folder, **options)

    monkeypatch.setattr(scratch.shutil, "rmtree", removing)
    scratch._sweep(temporary, PREFIX)
    assert held
    assert set(held) == {None}
    assert not list(temporary.iterdir())


def test_a_lock_that_vanishes_while_it_is_looked_at_is_not_held(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scratch, "lock", lambda file: os.open(temporary, os.O_RDONLY))
    monkeypatch.setattr(Path, "exists", lambda self: True)
    assert scratch._held(temporary / "weg") is None


def test_the_engine_keeps_its_pictures_in_one(temporary: Path) -> None:
    from docgen.pdf.typst.engine import TypstEngine
    from docgen.pdf.typst.pack import Source

    engine = TypstEngine()
    engine.compile(Source("", {}, {"0a": b"picture"}, "zh-CN"), None)
    [folder] = temporary.glob("docgen-typst.*")
    assert (folder / "root" / "0a").read_bytes() == b"picture"
    del engine
    assert not folder.exists()
