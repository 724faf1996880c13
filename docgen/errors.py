"""Every way a run can end badly: one base class, one exit code each. The library raises, `cli` shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from docgen.messages import Message, message


class ExitCode(IntEnum):
    """The exit codes that scripts may rely on; docs/guide.md lists them."""

    DONE = 0
    INPUT_HAS_ERRORS = 1
    WRONG_USAGE = 2
    CANNOT_USE = 3
    SOME_FAILED = 4
    FOLDER_HELD = 5
    DAMAGE_FOUND = 6
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a user's material something stands: a workbook's cell, or a template's part and tag."""

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        parts = [self.file, f"「{self.sheet}」" if self.sheet else None, self.cell]
        return " ".join(part for part in parts if part)


class DocgenError(Exception):
    """Base of all errors meant for a user: what is wrong, where, and what to do.

    Carries a key of the catalogue and its values; the words are made where it is shown.
    """

    exit_code = ExitCode.CANNOT_USE

    def __init__(self, said: str | Message, /, *, place: Place | None = None, **values: object) -> None:
        """`said` is a message, or its key with the `values` of its placeholders."""
        super().__init__(said)
        self.said = message(said, **values) if isinstance(said, str) else said
        self.place = place

    def __str__(self) -> str:
        return self.message

    @property
    def message(self) -> str:
        """What is wrong, in words."""
        return self.said.words().message

    @property
    def hint(self) -> str:
        """What to do, in words; "" where nothing is to be done."""
        return self.said.words().hint


class WrongUsage(DocgenError):
    """The command line asks for something that does not exist or does not fit together."""

    exit_code = ExitCode.WRONG_USAGE


class CannotUse(DocgenError):
    """A file or the environment cannot be used: unreadable, not writable, a font or library missing."""


class TemplateProblem(CannotUse):
    """A template cannot be compiled or rendered; `place` names its file, part and tag."""


class FolderHeld(DocgenError):
    """Another run holds the office folder."""

    exit_code = ExitCode.FOLDER_HELD


class DamageFound(DocgenError):
    """A file of the program's own is not what it was written as."""

    exit_code = ExitCode.DAMAGE_FOUND
