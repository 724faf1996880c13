"""How an office fills in its forms, where it may choose: what docgen.toml says of it, as templates come to see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from docgen.programme import bases, deadlines, workdays
from docgen.programme.bases import Bases
from docgen.programme.workdays import Entry, Workdays


@dataclass(frozen=True, slots=True)
class Practice:
    """An office's choices; where nothing is chosen, the program's own."""

    typed: bool = False
    """The names of those who sign are set in type; else the place is left for the hand."""
    names: bool = False
    """Public sheets name people; else they say the 岗位."""
    public_ranks: bool = False
    """Reports that everybody may read tell scores and places; else they tell grades alone."""
    sides: int = 2
    """On how many sides of a sheet official documents are printed: on two their 版记 stands on an even page."""
    cited: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Kind id → the bases that the office's papers of this kind cite, for those where it changed them."""
    reviewed: date | None = None
    """When the office last looked through the bases, None where it left that to the program."""

    days: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Kind id → deadline → days that the office's notices give, for those where it changed them."""

    own_days: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    """`off` and `worked`: the office's own holidays."""

    def days_of(self, kind: str) -> Mapping[str, int]:
        """The days that notices of this kind give, by deadline."""
        return {**deadlines.shipped().get(kind, {}), **self.days.get(kind, {})}

    @property
    def workdays(self) -> Workdays:
        """The table of working days in force."""
        return workdays.shipped().with_own(self.own_days)

    @property
    def bases(self) -> Bases:
        """The table of bases in force."""
        return bases.shipped().changed(self.reviewed, self.cited)


DEFAULT = Practice()
