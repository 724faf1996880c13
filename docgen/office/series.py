"""The numbers that an office has given, series by series, with the gaps; and whether anybody has changed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.ledger.ledger import open_ledger
from docgen.ledger.numbers import Series
from docgen.messages import Message
from docgen.office.folder import Office


@dataclass(frozen=True, slots=True)
class GivenSeries:
    """What the record says of numbers."""

    series: Sequence[Series] = ()
    changed: Sequence[Message] = ()
    """What somebody has changed by hand."""

    @property
    def sound(self) -> bool:
        """Whether the record has every number that was given, as it was given."""
        return not self.changed and not any(gap.why == "lost" for item in self.series for gap in item.gaps)


def series_given(office: Office) -> GivenSeries:
    """All series of all bureaus and years. Raises CannotUse and DamageFound for a record that cannot be used."""
    if not office.ledger.is_file():
        return GivenSeries()
    with open_ledger(office.ledger) as ledger:
        return GivenSeries(ledger.series(), ledger.changed_by_hand())
