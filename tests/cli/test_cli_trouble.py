"""What the system refuses and libraries that are lacking are told by their names, with what to do; only defects are defects."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from offices import Office

from docgen.errors import CannotUse, ExitCode
from docgen.workers.tools import Tools
from docgen.workers.work import Batch, work

if TYPE_CHECKING:
    from conftest import Docgen

DEFECT = "程序出了意外"
ON = ("--on", "2026-12-20")


def failing(monkeypatch: pytest.MonkeyPatch, problem: BaseException) -> None:
    """`kinds` meets a problem."""

    def fail(*_: object) -> None:
        raise problem

    monkeypatch.setattr("docgen.cli.office.office_at", fail)


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/d/x"), "/d/x：磁盘已满"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "磁盘配额用完了"),
        (PermissionError(errno.EACCES, "Permission denied", "/d/x"), "/d/x：没有权限"),
        (OSError(errno.EPERM, "Operation not permitted"), "没有权限"),
        (OSError(errno.EROFS, "Read-only file system", b"/d/x"), "/d/x：所在的磁盘是只读的"),
        (OSError(errno.EMFILE, "Too many open files"), "打开的文件太多"),
        (OSError(errno.EFBIG, "File too large"), "文件超过了系统允许的大小"),
        (OSError(errno.EIO, "Input/output error"), "磁盘读写出错"),
        (FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']"), "没有可用的临时文件夹"),
        (MemoryError(), "内存不够"),
        (RuntimeError("can't start new thread"), "开不出新的进程或线程"),
        (ModuleNotFoundError("No module named 'lxml'", name="lxml.etree"), "没有安装程序库 lxml"),
        (ImportError("libxml2.so.2: cannot open", name="lxml.etree"), "程序库 lxml 没有装好（libxml2.so.2"),
        (ImportError("undefined symbol"), "有一个程序库没有装好（undefined symbol）"),
        (ModuleNotFoundError("No module named 'pikepdf'", name="pikepdf"), "生成 PDF 所需的程序库没有装好：pikepdf"),
        (SyntaxError("invalid syntax", ("/lib/openpyxl/cell.py", 1, 1, "")), "程序库 cell.py 没有装好"),
    ],
)
def test_what_has_a_name_is_told_by_it(
    docgen: Docgen, monkeypatch: pytest.MonkeyPatch, problem: BaseException, told: str
) -> None:
    failing(monkeypatch, problem)
    ran = docgen("kinds")
    assert ran.code == ExitCode.CANNOT_USE
    assert told in ran.err
    assert "→ " in ran.err
    assert DEFECT not in ran.err


def test_what_a_library_raises_from_it_is_told_too(docgen: Docgen, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = ValueError("cannot save")
    problem.__cause__ = OSError(errno.ENOSPC, "No space left on device", "/d/x")
    failing(monkeypatch, problem)
    assert "/d/x：磁盘已满" in docgen("kinds").err


@pytest.mark.parametrize("problem", [ValueError("x"), KeyError("x"), OSError("x"), OSError(errno.EILSEQ, "x")])
def test_what_has_no_name_stays_a_defect(
    docgen: Docgen, monkeypatch: pytest.MonkeyPatch, problem: BaseException
) -> None:
    # What went wrong before, and was dealt with, is not the cause.
    problem.__context__ = OSError(errno.ENOSPC, "No space left on device")
    failing(monkeypatch, problem)
    assert DEFECT in docgen("kinds").err


def test_a_worker_tells_it_by_its_name_so_that_it_comes_back_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("engine failed") from OSError(errno.ENOSPC, "No space left on device", "/t/fonts")

    monkeypatch.setattr(Batch, "outcomes", fail)
    batch = Batch.__new__(Batch)
    object.__setattr__(batch, "workplace", "")
    with pytest.raises(CannotUse) as caught:
        work(batch, Tools())
    back = pickle.loads(pickle.dumps(caught.value))
    assert (back.message, str(back.place)) == ("磁盘已满", "/t/fonts")
    assert back.hint


def program(*words: object, before: str = "", environment: dict[str, str] | None = None) -> tuple[int, str]:
    """Exit code and messages of a process of its own, in which `before` was done first."""
    code = f"import sys\n{before}\nfrom docgen.__main__ import main\nmain()"
    ran = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **(environment or {})},
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    assert DEFECT not in ran.stderr
    return ran.returncode, ran.stderr


@pytest.mark.parametrize("library", ["click", "lxml"])
def test_without_a_library_its_name_and_the_way_to_it_are_told(tmp_path: Path, library: str) -> None:
    code, told = program("check", Office().save(tmp_path), *ON, before=f"sys.modules['{library}'] = None")
    assert code == ExitCode.CANNOT_USE
    assert f"没有安装程序库 {library}" in told
    assert "make setup" in told


@pytest.mark.parametrize("content", ["def (", "", "raise RuntimeError('half there')"])
def test_a_library_of_which_half_is_there_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "lib" / "lxml").mkdir(parents=True)
    (tmp_path / "lib" / "lxml" / "__init__.py").write_text("")
    (tmp_path / "lib" / "lxml" / "etree.py").write_text(content)
    before = f"sys.path.insert(0, {str(tmp_path / 'lib')!r})"
    code, told = program("check", Office().save(tmp_path), *ON, before=before)
    assert code == ExitCode.CANNOT_USE
    assert "没有装好" in told
    assert "make setup" in told


def small_disk(folder: Path, size: str, *words: object, temporary: bool = False) -> tuple[int, str]:
    """The program beside a disk of that size, which is mounted at `folder` for it alone; the outputs or temporary."""
    folder.mkdir()
    mount = ["unshare", "-m", "sh", "-c", f'mount -t tmpfs -o {size} docgen "$0" && exec "$@"', str(folder)]
    if not shutil.which("unshare") or subprocess.run([*mount, "true"], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    ran = subprocess.run(
        [*mount, sys.executable, "-m", "docgen", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **({"TMPDIR": str(folder)} if temporary else {})},
    )
    assert DEFECT not in ran.stderr
    assert "Traceback" not in ran.stderr
    return ran.returncode, ran.stderr


BUILD = ("build", "--kind", "个人廉政风险自查表", *ON)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_temporary_folder_is_told_by_this_process_and_by_a_worker(tmp_path: Path, jobs: int) -> None:
    folder = tmp_path / "t"
    words = (*BUILD, Office().save(tmp_path), "-o", tmp_path / "out", "--format", "pdf", "--jobs", jobs)
    code, told = small_disk(folder, "size=300k", *words, temporary=True)
    assert code == ExitCode.CANNOT_USE
    assert f"临时文件夹 {folder} 所在的磁盘已满" in told
    assert "TMPDIR" in told


@pytest.mark.slow
@pytest.mark.parametrize("size", ["size=64k", "size=200k"])
def test_full_outputs_are_told(tmp_path: Path, size: str) -> None:
    words = (*BUILD, Office().save(tmp_path), "-o", tmp_path / "d" / "out", "--format", "docx", "--jobs", 1)
    code, told = small_disk(tmp_path / "d", size, *words)
    assert code == ExitCode.CANNOT_USE
    assert "磁盘已满" in told


@pytest.mark.slow
def test_outputs_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    code, told = small_disk(tmp_path / "d", "ro", *BUILD, Office().save(tmp_path), "-o", tmp_path / "d" / "out")
    assert code == ExitCode.CANNOT_USE
    assert "所在的磁盘是只读的" in told


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
def test_too_many_open_files_are_told(tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))"
    words = (*BUILD, Office().save(tmp_path), "-o", tmp_path / "out", "--format", "pdf", "--jobs", 1)
    code, told = program(*words, before=limit)
    assert code == ExitCode.CANNOT_USE
    assert "打开的文件太多" in told
