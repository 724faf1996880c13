"""The program's own Python environment, `.venv`, filled from the lock files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from docgen.errors import CannotUse
from provision.apt import Apt, unpack
from provision.telling import tell

_KEPT = "share"
"""What of a broken environment is worth keeping: the fonts."""
_UNDER_WAY = "under way"
"""The stamp of an installation that has begun: one that was killed may have left half a library."""
_PIP_PACKAGE = "python3-pip-whl"
"""Debian's package of the pip that `venv` would put into an environment."""


class Environment:
    """`.venv` in the program's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / ".venv"
        self.python = self.path / "bin" / "python"
        self._stamps = self.path / "setup.json"

    def install(self, lock: Path, apt: Apt) -> None:
        """Make the environment hold what `lock` names, and the program itself; nothing where that is done already.

        Raises CannotUse when it cannot be made: no pip to be had, no network, a folder that cannot be written.
        """
        key = self._key(lock)
        if self._done().get(lock.name) == key and (self.path / "bin" / "docgen").exists():
            return
        if not self._sound():
            self._create(apt)
        tell("setup.install", lock=lock.name)
        before = {name: stamp for name, stamp in self._done().items() if name != _UNDER_WAY}
        self._stamp({**before, _UNDER_WAY: lock.name})
        try:
            self._pip("install", "--require-hashes", "-r", str(lock))
            self._pip("install", "--no-build-isolation", "--no-deps", "-e", str(self.root))
        except CannotUse:
            # pip gave up by itself, so it has tidied up.
            self._stamp(before)
            raise
        self._stamp({**before, lock.name: key})

    def _key(self, lock: Path) -> str:
        """What the installation follows from: another lock, Python or folder asks for a new one."""
        parts = (lock.read_bytes(), (self.root / "pyproject.toml").read_bytes(), sys.version, str(self.root))
        return sha256(b"\0".join(part if isinstance(part, bytes) else part.encode() for part in parts)).hexdigest()

    def _done(self) -> dict[str, str]:
        try:
            stamps = json.loads(self._stamps.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return stamps if isinstance(stamps, dict) else {}

    def _stamp(self, done: dict[str, str]) -> None:
        self._stamps.write_text(json.dumps(done, indent=1), "utf-8")

    def _sound(self) -> bool:
        """Whether the environment runs, is of this Python and this place, and no installation was cut short in it."""
        if _UNDER_WAY in self._done():
            return False
        question = "import sys, pip; print(sys.prefix); print(*sys.version_info[:2])"
        try:
            answer = subprocess.run([self.python, "-c", question], capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return False
        prefix, version = answer.stdout.splitlines()
        scripts = self.path / "bin" / "pip"
        here = scripts.is_file() and str(self.path) in scripts.read_text("utf-8", "replace")[:1000]
        return Path(prefix) == self.path and version == "{} {}".format(*sys.version_info[:2]) and here

    def _create(self, apt: Apt) -> None:
        tell("setup.environment", folder=self.path)
        try:
            self._clear()
        except OSError as problem:
            raise CannotUse("setup.read-only", folder=self.root, reason=problem.strerror) from problem
        if not ((self._by_venv() or self._by_debian(apt)) and self._sound()):
            raise CannotUse("setup.no-venv", folder=self.path)

    def _clear(self) -> None:
        self.path.mkdir(exist_ok=True)
        for item in self.path.iterdir():
            if item.name != _KEPT:
                if item.is_dir() and not item.is_symlink():
                    shutil.rmtree(item)
                else:
                    item.unlink()

    def _by_venv(self) -> bool:
        return find_spec("ensurepip") is not None and _works(sys.executable, "-m", "venv", self.path)

    def _by_debian(self, apt: Apt) -> bool:
        """Debian keeps the pip of new environments in a package of its own; it need not be installed to be used."""
        folder = apt.workshop / "wheels"
        try:
            for package in apt.fetch([_PIP_PACKAGE]):
                unpack(package, lambda path: path.suffix == ".whl", folder)
        except CannotUse:
            return False
        wheels = sorted(folder.glob("pip-*.whl"))
        made = bool(wheels) and _works(sys.executable, "-m", "venv", "--without-pip", self.path)
        # A wheel is a zip archive, which Python runs as it is.
        made = made and _works(self.python, wheels[-1] / "pip", "install", "--quiet", "--no-index", wheels[-1])
        apt.clean()
        return made

    def _pip(self, *arguments: str) -> None:
        options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-warn-script-location"]
        if os.geteuid() == 0:
            options.append("--root-user-action=ignore")
        command = [str(self.python), "-m", "pip", arguments[0], *options, *arguments[1:]]
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        if done.returncode:
            last = "\n".join(done.stdout.strip().splitlines()[-8:])
            raise CannotUse("setup.pip", reason=last)


def _works(*command: str | Path) -> bool:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0
