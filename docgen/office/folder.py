"""An office folder: where its workbooks, templates, outputs and record are, its settings, and who holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from docgen.errors import CannotUse, FolderHeld, Place, WrongUsage
from docgen.files import write_whole
from docgen.findings import Finding
from docgen.ledger.ledger import FILE_NAME
from docgen.locks import lock
from docgen.messages import say
from docgen.nearest import nearest
from docgen.office.inputs import Inputs, inputs_in
from docgen.office.settings import FILE as SETTINGS
from docgen.office.settings import Settings, read_settings
from docgen.outputs.remote import home_of
from docgen.outputs.store import Local, Store
from docgen.programme import bases, deadlines
from docgen.shipped import SHIPPED
from docgen.trouble import why

LOCK = ".docgen.lock"
OUTPUTS = "outputs"
FOLDERS = ("inputs", "templates", OUTPUTS, "board", "archive")
LEDGERS = "ledgers"
"""In an office folder, holds a folder for the record of each output folder that is elsewhere."""


@dataclass(frozen=True, slots=True)
class Office:
    """Paths and settings of one run: an office folder, or bare workbooks with an output folder."""

    inputs: Path | None
    templates: tuple[Path, ...]
    outputs: Store
    ledger: Path
    settings: Settings = field(default_factory=Settings)

    @property
    def home(self) -> Path:
        """The folder that a run holds while it works."""
        return self.ledger.parent

    def workbooks(self) -> list[Path]:
        """The office's workbooks in order of name."""
        return list(self._found().workbooks)

    def left_out(self) -> list[Finding]:
        """What lies beside the workbooks and is not read, a finding each."""
        return list(self._found().left_out)

    def _found(self) -> Inputs:
        return inputs_in(self.inputs) if self.inputs else Inputs()


def find_office(folder: Path, output: Store | None = None, ledgers: Path | None = None) -> Office | None:
    """The office folder at `folder`, None when it is none. Raises CannotUse for a docgen.toml that cannot be used.

    Where `output` is elsewhere, its record stands below `ledgers`, which is the office's own folder for them if None.
    """
    file = folder / SETTINGS
    if not file.is_file():
        return None
    settings = read_settings(file)
    templates = (folder / "templates", SHIPPED)
    _must_name_kinds(file, settings, templates)
    ledger = folder / FILE_NAME if output is None else _record_of(output, ledgers or folder / LEDGERS)
    outputs = Local(folder / OUTPUTS) if output is None else output
    return Office(folder / "inputs", templates, outputs, ledger, settings)


def _must_name_kinds(file: Path, settings: Settings, templates: Sequence[Path]) -> None:
    """Raises CannotUse for a kind in the settings that neither the office nor the program has or has a table for."""
    practice = settings.practice
    named = [("bases", kind) for kind in practice.cited] + [("deadlines", kind) for kind in practice.days]
    named += [("layouts", kind) for kind in settings.layouts]
    if not named:
        return
    known = {path.parent.name for item in templates for path in item.glob("*/kind.toml")}
    known |= bases.shipped().of_kind.keys() | deadlines.shipped().keys()
    for table, kind in named:
        if kind not in known:
            near = "、".join(nearest(kind, sorted(known)))
            key = "office.setting/no-kind-near" if near else "office.setting/no-kind"
            raise CannotUse(key, place=Place(str(file)), name=f"{table}.{kind}", kind=kind, near=near)


def bare_office(output: Store, ledgers: Path | None = None) -> Office:
    """Bare workbooks with an output folder: shipped templates only, the record beside the outputs or below `ledgers`.

    Raises WrongUsage for an output folder elsewhere without `ledgers`.
    """
    return Office(None, (SHIPPED,), output, _record_of(output, ledgers))


def _record_of(output: Store, ledgers: Path | None) -> Path:
    """SQLite wants a file system of this machine, so the record cannot lie beside outputs that are elsewhere."""
    if isinstance(output, Local):
        return output.folder / FILE_NAME
    if ledgers is None:
        raise WrongUsage("usage.no-ledger", url=output)
    return home_of(output, ledgers) / FILE_NAME


def lay_out(folder: Path) -> list[Path]:
    """Make an office folder, leaving alone what is there already; the paths that were made.

    Raises CannotUse when the folder cannot be written.
    """
    made: list[Path] = []
    for path in (folder, *(folder / name for name in FOLDERS)):
        if not path.is_dir():
            try:
                path.mkdir(parents=True)
            except OSError as problem:
                raise CannotUse("files.write", place=Place(str(path)), path=path, reason=why(problem)) from problem
            made.append(path)
    settings = folder / SETTINGS
    if not settings.exists():
        write_whole(settings, say("office.template").encode())
        made.append(settings)
    return made


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold `folder` against other runs for as long as the block lasts.

    Raises FolderHeld when another run has it, CannotUse when it cannot be written. The lock ends with the
    process, however it ends.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = lock(folder / LOCK)
    except OSError as problem:
        raise CannotUse("files.write", place=Place(str(folder)), path=folder, reason=why(problem)) from problem
    if handle is None:
        raise FolderHeld("office.held", place=Place(str(folder)), folder=folder)
    try:
        yield
    finally:
        os.close(handle)
