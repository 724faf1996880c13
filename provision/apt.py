"""Debian's packages: installed as root, or only fetched, which needs no right but to write in our own folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from docgen.errors import CannotUse


class Apt:
    """apt as its owner has configured it: same sources, same keys. `workshop` holds what we fetch, for a while."""

    def __init__(self, workshop: Path) -> None:
        self.workshop = workshop
        self._options: tuple[str, ...] = ()

    def install(self, packages: Sequence[str]) -> None:
        """Install packages (root). Raises CannotUse naming them when that fails."""
        command = ("install", "--yes", "--no-install-recommends", *packages)
        if self._run(*command) is None:
            return
        self._run("update")  # lists that are missing or old; a broken source of somebody else's must not stop us
        reason = self._run(*command)
        if reason is not None:
            raise CannotUse("setup.apt-install", packages=" ".join(packages), reason=reason)

    def fetch(self, packages: Sequence[str]) -> list[Path]:
        """The package files of exactly these packages, checked by apt. Raises CannotUse naming them."""
        folder = self._fresh("packages")
        reason = self._with_lists(lambda: self._run("download", *packages, cwd=folder))
        if reason is not None:
            raise CannotUse("setup.apt-fetch", packages=" ".join(packages), reason=reason)
        return sorted(folder.glob("*.deb"))

    def fetch_with_needs(self, packages: Sequence[str]) -> list[Path]:
        """The package files of these and of all that they need and the system lacks. Raises CannotUse."""
        archives = self._fresh("archives")
        (archives / "partial").mkdir()
        options = ("-o", f"Dir::Cache::archives={archives}", "-o", "Debug::NoLocking=1")
        command = (*options, "install", "--download-only", "--yes", "--no-install-recommends", *packages)
        reason = self._with_lists(lambda: self._run(*command))
        if reason is not None:
            raise CannotUse("setup.apt-fetch", packages=" ".join(packages), reason=reason)
        return sorted(archives.glob("*.deb"))

    def clean(self) -> None:
        """Remove what was fetched."""
        shutil.rmtree(self.workshop, ignore_errors=True)
        self._options = ()

    def _with_lists(self, fetch: Callable[[], str | None]) -> str | None:
        """Try with the package lists that are there; when that fails, with fresh ones (our own where not root)."""
        if fetch() is None:
            return None
        if os.geteuid() != 0:
            self._options = self._own_lists()
        self._run("update")
        return fetch()

    def _own_lists(self) -> tuple[str, ...]:
        for folder in ("lists/partial", "cache/archives/partial"):
            (self.workshop / folder).mkdir(parents=True, exist_ok=True)
        settings = {
            "Dir::State": self.workshop,
            "Dir::State::lists": self.workshop / "lists",
            "Dir::State::status": "/var/lib/dpkg/status",
            "Dir::Cache": self.workshop / "cache",
            "Dir::Log": self.workshop,
            "Debug::NoLocking": 1,
        }
        return tuple(part for name, value in settings.items() for part in ("-o", f"{name}={value}"))

    def _fresh(self, name: str) -> Path:
        folder = self.workshop / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def _run(self, *command: str, cwd: Path | None = None) -> str | None:
        """None when it went well, else apt's last words."""
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
        try:
            done = subprocess.run(
                ["apt-get", "-qq", *self._options, *command],
                cwd=cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                check=False,
            )
        except OSError as problem:
            return f"apt-get: {problem.strerror}"
        return None if done.returncode == 0 else "\n".join(done.stdout.strip().splitlines()[-3:])


def unpack(package: Path, wanted: Callable[[PurePosixPath], bool], folder: Path) -> list[str]:
    """Put the wanted files of a package flat into `folder` (links too); their names.

    Each appears whole or not at all. Raises CannotUse when the package is damaged or `folder` cannot be written.
    """
    names: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE) as reader:
            assert reader.stdout is not None
            with tarfile.open(fileobj=reader.stdout, mode="r|") as archive:
                for member in archive:
                    path = PurePosixPath(member.name)
                    if wanted(path) and (member.isfile() or member.issym()):
                        _place(archive, member, folder / path.name)
                        names.append(path.name)
        if reader.returncode:
            raise OSError(f"dpkg-deb: {reader.returncode}")
    except (OSError, tarfile.TarError) as problem:
        raise CannotUse("setup.unpack", packages=package.name, reason=str(problem)) from problem
    return names


def _place(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    temporary = target.with_name(f".{target.name}.part")
    temporary.unlink(missing_ok=True)
    if member.issym():
        temporary.symlink_to(PurePosixPath(member.linkname).name)
    else:
        content = archive.extractfile(member)
        assert content is not None
        with temporary.open("wb") as stream:
            shutil.copyfileobj(content, stream)
    temporary.replace(target)
