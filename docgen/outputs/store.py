"""Where outputs go, behind one interface: a folder that this machine sees, or what a URL names (`remote`).

Paths are relative to the output folder, with / between their parts. Stores are plain values that workers are given.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar, Protocol

from docgen.errors import CannotUse, Place
from docgen.files import PREFIX, clear_temporary, sync_folder, write_whole
from docgen.outputs import journal
from docgen.outputs.digests import Digests
from docgen.outputs.remote import Remote
from docgen.trouble import why

Digest = Callable[[str], str | None]
"""As `Store.digest`, of files that were named before."""


class Store(Protocol):
    """An output folder. Every method raises CannotUse when the folder or the file cannot be used."""

    @property
    def of_one_process(self) -> bool:
        """Whether other processes cannot see it."""
        ...

    def told(self, path: str) -> str:
        """How people are told of a file."""
        ...

    def absolute(self) -> Store:
        """The same folder for a process that may have another current one."""
        ...

    def must_be_writable(self) -> None:
        """Find out before long work whether documents can be written."""
        ...

    def claim(self, home: Path) -> None:
        """Make the record in `home` the only one of this output folder, for whoever holds `home`."""
        ...

    def must_be_of(self, home: Path) -> None:
        """Look whether another record than the one in `home` has this output folder."""
        ...

    def must_hold(self, path: str) -> None:
        """Look whether a link leads out of the output folder."""
        ...

    def exists(self, path: str) -> bool:
        """Whether there is a file."""
        ...

    def digest(self, path: str) -> str | None:
        """The sha256 of a file, None where there is none."""
        ...

    def digests(self, paths: Sequence[str]) -> Digest:
        """`digest` of these files, begun at once where that is quicker."""
        ...

    def write(self, path: str, data: bytes) -> None:
        """Write a file so that a reader sees the old one or the new one, never a part."""
        ...

    def settle(self, paths: Iterable[str]) -> None:
        """Make the names of files that were written last through a power cut."""
        ...

    def move(self, source: str, target: str) -> None:
        """Give a file a name that no other file has."""
        ...

    def prune(self, paths: Iterable[str]) -> None:
        """Remove the folders that files were moved out of, where nothing is left; only for who holds the folder."""
        ...

    def clear_temporary(self, paths: Iterable[str]) -> None:
        """Remove what a killed run was writing beside these files; only for who holds the folder."""
        ...

    def note(self, digest: str) -> None:
        """Note a file that is about to be written (see `journal`)."""
        ...

    def noted(self) -> frozenset[str]:
        """The digests noted by runs that did not end."""
        ...

    def forget(self) -> None:
        """Forget the notes, when the record knows all that they tell."""
        ...


def store_at(place: str) -> Store:
    """The output folder at a path or fsspec URL. Reaches for nothing yet."""
    return Remote(place) if re.match(r"[A-Za-z][A-Za-z0-9+.:-]+://", place) else Local(Path(place))


@dataclass(frozen=True, slots=True)
class Local:
    """A folder in this machine's file system."""

    folder: Path
    of_one_process: ClassVar[bool] = False

    def __str__(self) -> str:
        return str(self.folder)

    def told(self, path: str) -> str:
        """Its path."""
        return str(self.folder / path)

    def absolute(self) -> Local:
        """As in `Store`."""
        return Local(self.folder.absolute())

    def must_be_writable(self) -> None:
        """Tries a temporary file in the folder, or in the nearest one above it that is there."""
        there = self.folder.absolute()
        while not there.exists() and there != there.parent:
            there = there.parent
        try:
            with tempfile.NamedTemporaryFile(prefix=PREFIX, dir=there):
                pass
        except OSError as problem:
            raise _cannot(self.folder, problem) from problem

    def claim(self, home: Path) -> None:
        """Nothing to do: the record's place follows from the folder's."""

    def must_be_of(self, home: Path) -> None:
        """Nothing to look for."""

    def must_hold(self, path: str) -> None:
        """As in `Store`."""
        file = self.folder / path
        if not file.resolve().is_relative_to(self.folder.resolve()):
            raise _outside(file, self.folder)

    def exists(self, path: str) -> bool:
        """As in `Store`."""
        return (self.folder / path).exists()

    def digest(self, path: str) -> str | None:
        """As in `Store`."""
        return self.digests([path])(path)

    def digests(self, paths: Sequence[str]) -> Digest:
        """By a process beside this one, where there are many."""
        known = Digests([self.folder / path for path in paths])

        def digest(path: str) -> str | None:
            file = self.folder / path
            try:
                return known.of(file)
            except OSError as problem:
                raise _cannot(file, problem) from problem

        return digest

    def write(self, path: str, data: bytes) -> None:
        """By a temporary file beside it; lasts once `settle` has been called."""
        write_whole(self.folder / path, data, sync=False)

    def settle(self, paths: Iterable[str]) -> None:
        """Syncs the folders."""
        for folder in sorted({(self.folder / path).parent for path in paths}):
            sync_folder(folder)

    def move(self, source: str, target: str) -> None:
        """Renames, and makes that last."""
        old, new = self.folder / source, self.folder / target
        try:
            new.parent.mkdir(parents=True, exist_ok=True)
            inside = self.folder.resolve()
            if not all(item.parent.resolve().is_relative_to(inside) for item in (old, new)):
                raise _outside(old, self.folder)
            old.replace(new)
            self.settle((target, source))
        except OSError as problem:
            raise _cannot(new, problem) from problem

    def prune(self, paths: Iterable[str]) -> None:
        """As in `Store`."""
        for folder in {parent for path in paths for parent in PurePosixPath(path).parents[:-1]}:
            deepest = self.folder / folder
            with suppress(OSError):
                while deepest != self.folder and not any(deepest.iterdir()):
                    deepest.rmdir()
                    deepest = deepest.parent

    def clear_temporary(self, paths: Iterable[str]) -> None:
        """As in `Store`."""
        for folder in {PurePosixPath(path).parent for path in paths}:
            clear_temporary(self.folder / folder)

    def note(self, digest: str) -> None:
        """As in `Store`."""
        journal.note(self.folder, digest)

    def noted(self) -> frozenset[str]:
        """As in `Store`."""
        return journal.noted(self.folder)

    def forget(self) -> None:
        """As in `Store`."""
        journal.clear(self.folder)


def _cannot(path: Path, problem: OSError) -> CannotUse:
    return CannotUse("files.write", place=Place(str(path)), path=path, reason=why(problem))


def _outside(file: Path, folder: Path) -> CannotUse:
    return CannotUse("build.outside", place=Place(str(file)), file=file, folder=folder)
