"""An output folder behind a URL, through fsspec: a cluster's workers may share storage that none of them has mounted.

A file system there may break off, or be left behind by a worker that lives for weeks; so every operation that fails
is tried once more over a new connection, and what then still fails is told as an error of ours.
"""

from __future__ import annotations

import errno
import hashlib
import json
import secrets
import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from docgen.errors import CannotUse, DocgenError, Place, WrongUsage
from docgen.files import PREFIX, write_whole
from docgen.outputs.journal import FOLDER as NOTES
from docgen.outputs.paths import safe_name

T = TypeVar("T")

OWNER = ".docgen.ledger"
"""Says which record an output folder belongs to; the same text stands in the output folder and beside the record."""

PUTS = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss", "tos", "oci", "memory"})
"""Protocols of stores that show an object when it is whole, and rename by copying: a single put does there."""

UNFIT = frozenset(
    {
        *("http", "https", "data", "git", "github", "gist", "zip", "tar", "libarchive", "reference"),
        *("dir", "generic", "cached", "blockcache", "filecache", "simplecache"),
    }
)
"""Protocols that fsspec knows and that no folder can be written by."""

PACKAGES = {"smbclient": "smbprotocol"}
"""Packages that are not called like the module in them."""

TRIES = 5
"""How often a file's folder is made, while other workers may be making the same one."""


@dataclass(frozen=True, slots=True)
class Remote:
    """The output folder at a URL such as `s3://bucket/2026` or `sftp://user@host/srv/out`."""

    url: str = field(repr=False)
    """As given; it may hold a password, which `str` leaves out."""
    _connection: list[tuple[Any, str]] = field(default_factory=list, init=False, repr=False, compare=False)
    """The file system and the path in it, once it was reached; another process reaches it anew."""

    def __reduce__(self) -> tuple[type[Remote], tuple[str]]:
        return Remote, (self.url,)

    def __str__(self) -> str:
        protocol, _, rest = self.url.partition("://")
        host, slash, path = rest.partition("/")
        return f"{protocol.lower()}://{host.rpartition('@')[2]}{slash}{path}".rstrip("/")

    @property
    def protocol(self) -> str:
        """What stands before ://."""
        return self.url.partition("://")[0].lower()

    @property
    def of_one_process(self) -> bool:
        """Whether other processes cannot see it."""
        return self.protocol == "memory"

    def told(self, path: str) -> str:
        """Its URL, without a password."""
        return f"{self}/{path}"

    def absolute(self) -> Remote:
        """Itself."""
        return self

    def must_be_writable(self) -> None:
        """Writes a small file and removes it."""
        name = f"{PREFIX}{secrets.token_hex(6)}"
        self.write(name, b"docgen")
        self._do(name, lambda system, root: system.rm_file(f"{root}/{name}"))

    def claim(self, home: Path) -> None:
        """Raises CannotUse where another record has the output folder.

        Two first runs at the same moment may both pass; the next run of one of them is refused.
        """
        if self._is_of(home):
            return
        mine = _owner(home)
        self.write(OWNER, mine)
        self.must_be_of(home)

    def must_be_of(self, home: Path) -> None:
        """Raises CannotUse where another record has the output folder."""
        self._is_of(home)

    def _is_of(self, home: Path) -> bool:
        """Whether the output folder says so, or says nothing yet."""
        there = self._read(OWNER)
        if there is None:
            return False
        file = home / OWNER
        if file.is_file() and there == file.read_bytes():
            return True
        try:
            owner = json.loads(there)
            machine, folder = owner["machine"], owner["folder"]
        except (ValueError, TypeError, KeyError):
            machine, folder = "?", "?"
        raise CannotUse("store.another", place=Place(str(self)), url=self, machine=machine, folder=folder, file=OWNER)

    def must_hold(self, path: str) -> None:
        """Nothing to look for: links are the server's business."""

    def exists(self, path: str) -> bool:
        """As in `Store`."""

        def look(system: Any, root: str) -> bool:
            return _is_there(system, f"{root}/{path}")

        return self._do(path, look)

    def digest(self, path: str) -> str | None:
        """As in `Store`."""
        data = self._read(path)
        return None if data is None else hashlib.sha256(data).hexdigest()

    def digests(self, paths: Sequence[str]) -> Callable[[str], str | None]:
        """As in `Store`, one by one."""
        return self.digest

    def write(self, path: str, data: bytes) -> None:
        """By one put, or a temporary file beside it and a rename."""

        def whole(system: Any, root: str) -> None:
            target = f"{root}/{path}"
            if self.protocol in PUTS:
                system.pipe_file(target, data)
                return
            temporary = f"{target.rpartition('/')[0]}/{PREFIX}{secrets.token_hex(6)}"
            try:
                _with_folder(system, temporary, lambda: system.pipe_file(temporary, data))
                _replace(system, temporary, target)
            except BaseException:
                with suppress(Exception):
                    system.rm_file(temporary)
                raise

        self._do(path, whole)

    def settle(self, paths: Iterable[str]) -> None:
        """Nothing to do: what was acknowledged is the server's to keep."""

    def move(self, source: str, target: str) -> None:
        """Renames, or copies and deletes where the store cannot rename."""

        def rename(system: Any, root: str) -> None:
            old, new = f"{root}/{source}", f"{root}/{target}"
            if self.protocol in PUTS:
                system.cp_file(old, new)
                system.rm_file(old)
            else:
                _with_folder(system, new, lambda: system.mv(old, new))

        self._do(target, rename)

    def prune(self, paths: Iterable[str]) -> None:
        """Nothing to do: most such stores have no folders."""

    def clear_temporary(self, paths: Iterable[str]) -> None:
        """As in `Store`."""
        if self.protocol in PUTS:
            return
        beside = list(paths)

        def clear(system: Any, root: str) -> None:
            for folder in {f"{root}/{path}".rpartition("/")[0] for path in beside}:
                for name in _names(system, folder):
                    if name.startswith(PREFIX):
                        system.rm_file(f"{folder}/{name}")

        self._do("", clear)

    def note(self, digest: str) -> None:
        """An empty file with the digest for its name: not every store can append."""

        def touch(system: Any, root: str) -> None:
            path = f"{root}/{NOTES}/{digest}"
            if self.protocol in PUTS:
                system.pipe_file(path, b"")
            else:
                _with_folder(system, path, lambda: system.pipe_file(path, b""))

        self._do(NOTES, touch)

    def noted(self) -> frozenset[str]:
        """As in `Store`."""
        return frozenset(self._names(NOTES))

    def forget(self) -> None:
        """What cannot be removed does no harm."""

        def remove(system: Any, root: str) -> None:
            folder = f"{root}/{NOTES}"
            with suppress(Exception):
                paths = [f"{folder}/{name}" for name in _names(system, folder)]
                if any(sign in root for sign in "*?["):  # would be read as a pattern
                    for path in paths:
                        system.rm_file(path)
                elif paths:
                    system.rm(paths)  # many at a time, where the store can
                system.rmdir(folder)

        self._do(NOTES, remove)

    def _read(self, path: str) -> bytes | None:
        def read(system: Any, root: str) -> bytes | None:
            try:
                data: bytes = system.cat_file(f"{root}/{path}")
            except Exception as problem:
                if _is_missing(problem):
                    return None
                raise
            return data

        return self._do(path, read)

    def _names(self, folder: str) -> list[str]:
        return self._do(folder, lambda system, root: _names(system, f"{root}/{folder}".rstrip("/")))

    def _do(self, path: str, operation: Callable[[Any, str], T]) -> T:
        """The operation on the file system and the output folder's path in it; over a new connection if it fails."""
        for last in (False, True):
            try:
                if not self._connection:
                    self._connection.append(_opened(self.url))
                return operation(*self._connection[0])
            except DocgenError:
                raise
            except Exception as problem:  # drivers raise what they like
                self._connection.clear()
                if last:
                    raise CannotUse(
                        "store.failed",
                        place=Place(self.told(path)),
                        path=self.told(path),
                        reason=str(problem) or type(problem).__name__,
                    ) from problem
        raise AssertionError("the second try returns or raises")


def home_of(outputs: object, ledgers: Path) -> Path:
    """The folder of this machine, below `ledgers`, for the record of outputs that are elsewhere, by their name."""
    name = str(outputs)
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return ledgers / f"{safe_name(name.replace('://', ' '))[:60].rstrip(' .')}~{mark}"


def _opened(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path in it. Raises CannotUse, WrongUsage for a URL that is no folder's."""
    try:
        fsspec = import_module("fsspec")
    except ImportError as problem:
        raise CannotUse("store.no-fsspec") from problem
    protocol = url.partition("://")[0].lower()
    if "::" in url or protocol in UNFIT or protocol not in {*fsspec.available_protocols(), *fsspec.registry}:
        raise WrongUsage("store.unknown", protocol=protocol)
    if protocol in ("file", "local") and not url.partition("://")[2].startswith("/"):
        raise WrongUsage("store.relative", url=url)
    try:
        fsspec.get_filesystem_class(protocol)
    except ImportError as problem:
        module = str(getattr(problem.__cause__, "name", None) or protocol).partition(".")[0]
        raise CannotUse("store.no-driver", protocol=protocol, package=PACKAGES.get(module, module)) from problem
    # Our cache is the only one, so that letting go of it means a new connection.
    system, root = fsspec.url_to_fs(url, skip_instance_cache=True)
    return system, str(root).rstrip("/")


def _with_folder(system: Any, path: str, operation: Callable[[], None]) -> None:
    """An operation that makes a file; its folder is made when it fails: one that is there costs nothing."""
    folder = path.rpartition("/")[0]
    for _ in range(TRIES):
        try:
            return operation()
        except Exception:
            if _is_there(system, folder):
                raise
        with suppress(Exception):  # another worker may be making the same one
            system.makedirs(folder, exist_ok=True)
    return operation()


def _replace(system: Any, temporary: str, target: str) -> None:
    """Rename over what is there. Where the server refuses that, the old file steps aside and returns if it must."""
    try:
        system.mv(temporary, target)
        return
    except Exception:
        if not _is_there(system, target):
            raise
    aside = f"{temporary}-old"
    system.mv(target, aside)
    try:
        system.mv(temporary, target)
    except BaseException:
        system.mv(aside, target)
        raise
    system.rm_file(aside)


def _is_there(system: Any, path: str) -> bool:
    # fsspec's own exists() would take a broken connection for a missing file.
    system.invalidate_cache()
    try:
        system.info(path)
    except Exception as problem:
        if _is_missing(problem):
            return False
        raise
    return True


def _names(system: Any, folder: str) -> list[str]:
    system.invalidate_cache()
    try:
        found = system.ls(folder, detail=False)
    except Exception as problem:
        if _is_missing(problem):
            return []
        raise
    return [str(path).rstrip("/").rpartition("/")[2] for path in found]


def _is_missing(problem: Exception) -> bool:
    return isinstance(problem, FileNotFoundError) or getattr(problem, "errno", None) == errno.ENOENT


def _owner(home: Path) -> bytes:
    """The text that says which record this is, made once."""
    file = home / OWNER
    if not file.is_file():
        owner = {"id": secrets.token_hex(16), "machine": socket.gethostname(), "folder": str(home.absolute())}
        write_whole(file, json.dumps(owner, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return file.read_bytes()
