"""The steps of set-up, what each needs to be done again, and the demonstration at their end."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from docgen.cli.encoding import speak_as_the_terminal
from docgen.errors import CannotUse, DocgenError, ExitCode
from docgen.pdf.fonts import find_fonts
from docgen.pdf.roles import DEFAULT
from docgen.pdf.weasyprint import libraries
from docgen.workers.allocator import ALLOCATOR, allocator
from provision import node, packages
from provision.apt import Apt
from provision.environment import Environment
from provision.telling import tell

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = Path("inputs", "示例.xlsx")
OUTPUTS = Path("outputs")


class Setup:
    """One run of set-up in the program's folder."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.environment = Environment(root)
        self.apt = Apt(root / ".cache" / "setup")

    def program(self) -> None:
        """The environment with the libraries that documents are made with."""
        self._install("requirements.lock")

    def developer(self) -> None:
        """What tests and lint need besides; holds everything that `program` installs."""
        self._install("requirements-dev.lock")

    def system(self) -> None:
        """The libraries that PDF needs and pip does not carry: installed as root, else unpacked beside the program."""
        if not libraries.missing(self._libraries):
            return
        tell("setup.libraries")
        if os.geteuid() == 0:
            self.apt.install(packages.LIBRARIES)
        else:
            packages.unpack_libraries(self.apt, self._libraries)
        still = libraries.missing(self._libraries)
        if still:
            raise CannotUse("setup.no-libraries", files=", ".join(still), packages=" ".join(packages.LIBRARIES))

    def allocator(self) -> None:
        """What makes worker processes quicker; nothing is missing where it cannot be had."""
        unpacked = self._libraries / ALLOCATOR
        if sys.platform != "linux" or allocator(self._libraries) or unpacked.is_file():
            return
        tell("setup.allocator", package=packages.ALLOCATOR)
        if os.geteuid() == 0:
            self.apt.install((packages.ALLOCATOR,))
        else:
            packages.unpack_libraries(self.apt, self._libraries, (packages.ALLOCATOR,))

    def fonts(self) -> None:
        """The open fonts of every role, unpacked beside the program; nothing of their packages is installed."""
        wanted = [source for source in packages.FONTS if source.absent(self._fonts)]
        if wanted:
            tell("setup.fonts", packages="、".join(source.package for source in wanted))
            packages.unpack_fonts(self.apt, wanted, self._fonts)

    def conformance(self) -> None:
        """The programs that the conformance tests compare with."""
        if packages.programs_missing():
            tell("setup.conformance")
            names = " ".join(packages.CONFORMANCE)
            if os.geteuid() != 0:
                raise CannotUse("setup.no-conformance", packages=names)
            self.apt.install(packages.CONFORMANCE)
            if packages.programs_missing():
                raise CannotUse("setup.no-conformance", packages=names)

    def peers(self) -> None:
        """What the benchmark measures docgen beside and no other job needs."""
        folder = self.root / ".cache" / "bench"
        if not node.absent(packages.NODE_PEERS, folder):
            return
        tell("setup.peers", packages="、".join(packages.NODE_PEERS))
        if shutil.which("npm") is None and os.geteuid() == 0:
            self.apt.install(packages.NODE)
        node.install(packages.NODE_PEERS, folder)

    def demo(self) -> None:
        """Build the sample workbook, and say where the documents are."""
        drawn = not libraries.missing(self._libraries) and find_fonts([self._fonts]).resolve(DEFAULT)
        tell("setup.demo", sample=SAMPLE)
        program = str(self.environment.path / "bin" / "docgen")
        command = [program, "build", str(SAMPLE), "-o", str(OUTPUTS), "--format", "docx,pdf" if drawn else "docx"]
        done = subprocess.run(command, cwd=self.root, check=False)
        if done.returncode:
            raise SystemExit(done.returncode)
        made = {kind: sum(1 for _ in (self.root / OUTPUTS).rglob(f"*.{kind}")) for kind in ("docx", "pdf")}
        tell("setup.built", word=made["docx"], pdf=made["pdf"], folder=self.root / OUTPUTS)

    @property
    def _libraries(self) -> Path:
        return libraries.private_folder(self.environment.path)

    @property
    def _fonts(self) -> Path:
        return self.environment.path / "share" / "docgen" / "fonts"

    def _install(self, lock: str) -> None:
        self.environment.install(self.root / lock, self.apt)


STEPS: dict[str, tuple[Callable[[Setup], None], bool]] = {
    # step: what does it, and whether the steps after it can do without
    "program": (Setup.program, False),
    "developer": (Setup.developer, False),
    "system": (Setup.system, True),
    "allocator": (Setup.allocator, True),
    "fonts": (Setup.fonts, True),
    "conformance": (Setup.conformance, False),
    "comparison": (Setup.conformance, True),
    "peers": (Setup.peers, True),
    "demo": (Setup.demo, False),
}


def main(steps: list[str]) -> int:
    """Do the named steps in order; an exit code. A second set-up in the same folder waits for the first."""
    speak_as_the_terminal((sys.stdout, sys.stderr))
    unknown = [name for name in steps if name not in STEPS]
    if unknown or not steps:
        tell("setup.usage", steps=" ".join(STEPS))
        return ExitCode.WRONG_USAGE
    try:
        setup = Setup()
        with _alone(setup.root):
            for name in steps:
                _do(setup, name)
    except DocgenError as problem:
        _show("setup.stopped", problem)
        return problem.exit_code
    except KeyboardInterrupt:
        tell("setup.interrupted")
        return ExitCode.INTERRUPTED
    return ExitCode.DONE


def _do(setup: Setup, name: str) -> None:
    step, can_do_without = STEPS[name]
    try:
        step(setup)
    except DocgenError as problem:
        if not can_do_without:
            raise
        _show("setup.without", problem)


def _show(key: str, problem: DocgenError) -> None:
    tell(key, problem=problem.message)
    if problem.hint:
        tell("setup.hint", hint=problem.hint)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    folder = root / ".cache"
    try:
        folder.mkdir(exist_ok=True)
        handle = os.open(folder / "setup.lock", os.O_CREAT | os.O_RDWR, 0o666)
    except OSError as problem:
        raise CannotUse("setup.read-only", folder=root, reason=problem.strerror) from problem
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("setup.waiting")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
