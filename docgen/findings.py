"""What a check finds: one mistake, its severity, its cell and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from docgen.errors import Place
from docgen.messages import Message, message


class Severity(StrEnum):
    """error: nothing is built; warning: look at it; note: for your information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a rule `group.name`. `cell` is like "C7", None for a whole sheet or file."""

    rule: str
    severity: Severity
    file: str | None
    sheet: str | None
    cell: str | None
    value: str
    said: Message
    """What is wrong and what to do, worded where it is shown."""
    cells: tuple[str, ...] = ()
    """All cells of the sheet that have it, the finding's own among them, where it is told of several."""

    @property
    def message(self) -> str:
        """What is wrong, in words."""
        return self.said.words().message

    @property
    def hint(self) -> str:
        """What to do, in words."""
        return self.said.words().hint

    def at(self, cell: str) -> Finding:
        """This finding, told of this cell of its sheet."""
        return Finding(self.rule, self.severity, self.file, self.sheet, cell, self.value, self.said, self.cells)

    def at_all(self, cells: Iterable[str]) -> Finding:
        """This finding, told once of all these cells of its sheet."""
        return replace(self, cells=tuple(cells))

    @property
    def place(self) -> Place:
        """Where the finding stands."""
        return Place(self.file, self.sheet, self.cell)


def finding(key: str, severity: Severity, at: Place, value: object = "", /, **values: object) -> Finding:
    """A finding whose words stand in the catalogue under `key` = "group.name" or "group.name/variant".

    `value` is what stands in the cell, as typed; it is also available to the words as {value}.
    """
    shown = "" if value is None else str(value)
    rule = key.partition("/")[0]
    return Finding(rule, severity, at.file, at.sheet, at.cell, shown, message(key, value=shown, **values))


def error(key: str, at: Place, value: object = "", /, **values: object) -> Finding:
    """A finding that stops a build."""
    return finding(key, Severity.ERROR, at, value, **values)


def warning(key: str, at: Place, value: object = "", /, **values: object) -> Finding:
    """A finding that somebody should look at."""
    return finding(key, Severity.WARNING, at, value, **values)


def note(key: str, at: Place, value: object = "", /, **values: object) -> Finding:
    """A finding for information only."""
    return finding(key, Severity.NOTE, at, value, **values)


def count(findings: Iterable[Finding], severity: Severity) -> int:
    """How many findings have this severity."""
    return sum(1 for item in findings if item.severity is severity)
